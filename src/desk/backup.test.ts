// desk/backup.test.ts: a desk goes into a file and comes out of it whole, or not at all.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { create } from "tar";
import { openTestDesk } from "../../test/support/test-desk.ts";
import { openStore } from "../store/store.ts";
import { addBytes } from "./add-document.ts";
import { backupDesk, restoreDesk } from "./backup.ts";

const ACTOR = { id: "local", name: "", role: "owner" } as const;

async function deskWithBackup(t: test.TestContext) {
  const desk = await openTestDesk(t);
  for (const text of ["First text.", "Second text.", "第三篇文字。"])
    await addBytes(desk, ACTOR, { bytes: Buffer.from(text), name: `${text}.txt` });
  const folder = await mkdtemp(join(tmpdir(), "dossier-backup-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "desk.tar");
  const counts = await backupDesk(desk.store.folder, file);
  return { desk, folder, file, counts };
}

test("a backup of an open desk comes back with every document, original and waiting job", async (t) => {
  const { desk, folder, file, counts } = await deskWithBackup(t);
  assert.deepEqual([counts.documents, counts.originals], [3, 3]);
  const target = join(folder, "restored");
  assert.deepEqual(await restoreDesk(file, target), { documents: 3, originals: 3 });
  const store = await openStore(target);
  t.after(() => store.close());
  const titles = async (from: typeof store) =>
    (await from.documents.list({ view: "all" }, "title", 0, 10)).map(({ id }) => id);
  assert.deepEqual(await titles(store), await titles(desk.store));
  assert.equal((await store.jobs.counts()).queued, 3);
  for await (const { hash } of desk.store.blobs.list())
    assert.deepEqual(await store.blobs.read(hash), await desk.store.blobs.read(hash));
  assert.deepEqual((await readdir(folder)).sort(), ["desk.tar", "restored"], "nothing is left beside");
});

test("a backup is never written over a file, and a desk never restored over another", async (t) => {
  const { desk, file } = await deskWithBackup(t);
  await assert.rejects(backupDesk(desk.store.folder, file), { code: "name-taken" });
  await assert.rejects(restoreDesk(file, desk.store.folder), { code: "desk-not-empty" });
});

test("a backup with a flipped byte, a cut end or foreign contents is refused and leaves no folder", async (t) => {
  const { folder, file } = await deskWithBackup(t);
  const whole = await readFile(file);
  const at = whole.indexOf("Second text.");
  const flipped = Buffer.from(whole);
  flipped[at] = flipped[at]! ^ 1;
  const bad: Record<string, Buffer> = {
    flipped,
    cut: whole.subarray(0, Math.floor(whole.byteLength / 2 / 512) * 512),
    text: Buffer.from("this is no archive".repeat(100)),
    empty: Buffer.alloc(0),
  };
  for (const [name, bytes] of Object.entries(bad)) {
    const path = join(folder, `${name}.tar`);
    await writeFile(path, bytes);
    await assert.rejects(restoreDesk(path, join(folder, "target")), { code: "bad-backup" }, name);
  }
  assert.ok(!(await readdir(folder)).some((name) => name.startsWith("target")));
});

test("an archive with a path that leads out of the folder writes nothing there", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "dossier-backup-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, "in"));
  await writeFile(join(folder, "evil.txt"), "evil");
  const file = join(folder, "evil.tar");
  await create({ file, cwd: join(folder, "in"), preservePaths: true }, ["../evil.txt"]);
  await rm(join(folder, "evil.txt"));
  await assert.rejects(restoreDesk(file, join(folder, "in", "target")), { code: "bad-backup" });
  assert.deepEqual((await readdir(folder)).sort(), ["evil.tar", "in"]);
});
