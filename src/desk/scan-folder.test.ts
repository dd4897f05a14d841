// desk/scan-folder.test.ts: files of a watched folder as they come, change, move and go.

import assert from "node:assert/strict";
import { mkdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openTestDesk } from "../../test/support/test-desk.ts";
import { isoOf } from "../values/clock.ts";
import { changeDocuments } from "./change-documents.ts";
import { scanFolder } from "./scan-folder.ts";
import { watchFolder } from "./ways-in.ts";

const ME = { id: "local", name: "", role: "owner" } as const;

async function openInbox(t: test.TestContext) {
  const desk = await openTestDesk(t);
  const path = join(desk.store.folder, "inbox");
  await mkdir(path);
  const { id } = await watchFolder.run(desk, ME, { path });
  // The scan that this queued runs in these tests by hand.
  await desk.store.jobs.claim("test", isoOf(desk.clock.now()));
  /** Writes a file as if `ageMs` ago by the desk's clock. */
  const write = async (name: string, text: string, ageMs = 60_000) => {
    await writeFile(join(path, name), text);
    const seconds = (desk.clock.now() - ageMs) / 1000;
    await utimes(join(path, name), seconds, seconds);
  };
  return {
    desk,
    path,
    write,
    scan: () => scanFolder(desk, { folderId: id }, async () => {}),
    ids: () => desk.store.documents.ids({ view: "all" }),
    failure: async () => (await desk.store.folders.get(id))!.lastFailure,
  };
}

test("a file that changes is a new version of its document, one that does not is left alone", async (t) => {
  const { desk, write, scan, ids } = await openInbox(t);
  await write("note.txt", "first");
  await scan();
  await scan();
  const [documentId] = await ids();
  assert.equal((await desk.store.documents.versions(documentId!)).length, 1);
  await write("note.txt", "second", 30_000);
  await scan();
  assert.deepEqual(await ids(), [documentId]);
  assert.equal((await desk.store.documents.versions(documentId!)).length, 2);
});

test("a file that is still being written waits for the next scan, which comes by itself", async (t) => {
  const { desk, write, scan, ids } = await openInbox(t);
  await write("growing.txt", "the first half", 500);
  await scan();
  assert.deepEqual(await ids(), []);
  const { jobs } = await desk.store.jobs.list({ states: ["queued"] }, 0, 10);
  assert.ok(jobs.some(({ name, runAfter }) => name === "scan-folder" && runAfter !== null));
  desk.clock.advance(2000);
  await scan();
  assert.equal((await ids()).length, 1);
});

test("a file under a new name is the same document; another under its old name is another", async (t) => {
  const { path, write, scan, ids } = await openInbox(t);
  await write("download.txt", "last week's report");
  await scan();
  await rename(join(path, "download.txt"), join(path, "week 45.txt"));
  await scan();
  assert.equal((await ids()).length, 1);
  await write("download.txt", "this week's report");
  await scan();
  assert.equal((await ids()).length, 2);
  await rm(join(path, "week 45.txt"));
  await scan();
  assert.equal((await ids()).length, 2, "a document does not go with its file");
});

test("what a person put in the trash stays there, however often its file comes", async (t) => {
  const { desk, path, write, scan, ids } = await openInbox(t);
  await write("a.txt", "not wanted");
  await scan();
  const [id] = await ids();
  await changeDocuments.run(desk, ME, { ids: [id!], action: "trash", tag: undefined });
  await rename(join(path, "a.txt"), join(path, "b.txt"));
  await scan();
  await write("b.txt", "not wanted either", 30_000);
  await scan();
  assert.notEqual((await desk.store.documents.get(id!))?.trashedAt, null);
});

test("what cannot be taken in is told with the folder until it changes or goes; so is a folder that is not there", async (t) => {
  const { path, write, scan, ids, failure } = await openInbox(t);
  await write("a.txt", "fine");
  await write("b.exe", "MZ\u0000\u0000\u0000\u0000\u0000\u0000");
  await scan();
  await scan();
  assert.equal((await ids()).length, 1);
  assert.match((await failure())!.message, /^1 of 2 files .* b\.exe: /);
  await rm(join(path, "b.exe"));
  await scan();
  assert.equal(await failure(), null);
  await rm(path, { recursive: true });
  await assert.rejects(scan(), { code: "file-not-found" });
  assert.equal((await failure())?.code, "file-not-found");
});
