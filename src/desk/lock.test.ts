// desk/lock.test.ts: one process holds a desk.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { holdDesk, holderOf } from "./lock.ts";

async function folderOf(t: test.TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-lock-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test("a desk that is held cannot be held again until it is let go", async (t) => {
  const folder = await folderOf(t);
  const held = await holdDesk(folder);
  await assert.rejects(holdDesk(folder), { code: "desk-in-use" });
  await held.reachableAt("127.0.0.1", 4700);
  const holder = await holderOf(folder);
  assert.deepEqual([holder?.pid, holder?.port, holder?.token], [process.pid, 4700, held.token]);
  held.release();
  assert.equal(await holderOf(folder), null);
  (await holdDesk(folder)).release();
});

test("the lock of a process that died is taken over, and so is half a lock", async (t) => {
  const folder = await folderOf(t);
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  for (const text of [JSON.stringify({ pid, started: "1", host: "", port: 1, token: "x" }), '{"pid":', ""]) {
    await writeFile(join(folder, "desk.lock"), text);
    assert.equal(await holderOf(folder), null);
    const held = await holdDesk(folder);
    assert.equal((await holderOf(folder))?.token, held.token);
    held.release();
  }
});

test("a number that another process has by now is no holder", {
  skip: process.platform !== "linux",
}, async (t) => {
  const folder = await folderOf(t);
  // Process 1 lives and did not begin at tick 0 with this lock.
  await writeFile(
    join(folder, "desk.lock"),
    JSON.stringify({ pid: process.ppid, started: "-5", host: "", port: 1, token: "x" }),
  );
  (await holdDesk(folder)).release();
});

test("of many that ask at once for a dead desk exactly one gets it", async (t) => {
  const folder = await folderOf(t);
  await writeFile(
    join(folder, "desk.lock"),
    JSON.stringify({ pid: 2 ** 22 + 1, started: "1", host: "", port: 1, token: "x" }),
  );
  const asked = await Promise.allSettled(Array.from({ length: 6 }, () => holdDesk(folder)));
  assert.equal(asked.filter(({ status }) => status === "fulfilled").length, 1);
});

test("the secret in the lock is for its owner only", { skip: process.platform === "win32" }, async (t) => {
  const folder = await folderOf(t);
  const held = await holdDesk(folder);
  await held.reachableAt("127.0.0.1", 1);
  assert.equal((await stat(join(folder, "desk.lock"))).mode & 0o077, 0);
  held.release();
});

test("a folder with other files is not taken for a desk and nothing is written in it", async (t) => {
  const folder = await folderOf(t);
  await writeFile(join(folder, "thesis.docx"), "mine");
  await assert.rejects(holdDesk(folder), { code: "not-a-desk" });
  assert.equal(await readFile(join(folder, "thesis.docx"), "utf8"), "mine");
  assert.equal(await holderOf(folder), null);
});
