// test/http/serve.test.ts: the real server on a real port: when it starts, when it refuses, that it lets go of everything.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { overHttp } from "../../src/cli/reach.ts";
import { holderOf } from "../../src/desk/lock.ts";
import type { Operation } from "../../src/desk/operation.ts";
import { deskStatus } from "../../src/desk/status.ts";
import { serve } from "../../src/serve.ts";
import { loadSettings } from "../../src/settings/load.ts";

async function settingsIn(t: test.TestContext, change: Record<string, string> = {}) {
  const data = await mkdtemp(join(tmpdir(), "dossier-serve-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  return loadSettings({ DOSSIER_DATA: data, DOSSIER_PORT: "0", DOSSIER_LOG: "silent", ...change });
}

test("a desk is served, found by the command line through its lock, and let go", async (t) => {
  const settings = await settingsIn(t);
  const served = await serve(settings);
  const lock = await holderOf(settings.data);
  assert.equal(lock?.port, served.port);
  const status = await overHttp(lock!).call(deskStatus as unknown as Operation, {});
  assert.equal((status as { isEmpty: boolean }).isEmpty, true);
  const reached = overHttp(lock!);
  const file = { name: "a.txt", bytes: Buffer.from("A text."), tags: ["inbox"] };
  assert.equal((await reached.takeIn(file)).outcome, "new");
  assert.equal((await reached.takeIn(file)).outcome, "same-bytes");
  await assert.rejects(reached.takeIn({ ...file, bytes: Buffer.alloc(0) }), { code: "empty-file" });
  assert.match(await text(await reached.download("/api/figures/export?format=csv")), /Entity,Metric/);
  await assert.rejects(overHttp({ ...lock!, token: "wrong" }).takeIn(file), { code: "sign-in-needed" });
  await assert.rejects(serve(settings), { code: "desk-in-use" });
  await served.close();
  assert.equal(await holderOf(settings.data), null);
  await assert.rejects(fetch(`http://127.0.0.1:${served.port}/`));
});

test("beyond this machine it starts only with an owner, and a refusal leaves nothing held", async (t) => {
  const settings = await settingsIn(t, { DOSSIER_HOST: "0.0.0.0" });
  await assert.rejects(serve(settings), { code: "owner-needed" });
  assert.equal(await holderOf(settings.data), null);
});

test("a port that is taken and a folder that is no desk are sentences, not stacks", async (t) => {
  const other = createServer().listen(0, "127.0.0.1");
  t.after(() => other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as { port: number };
  await assert.rejects(serve(await settingsIn(t, { DOSSIER_PORT: String(port) })), { code: "port-taken" });
  const settings = await settingsIn(t);
  await writeFile(join(settings.data, "thesis.docx"), "mine");
  await assert.rejects(serve(settings), { code: "not-a-desk" });
});
