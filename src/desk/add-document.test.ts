// desk/add-document.test.ts: three levels of sameness, and who says what a document belongs to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestDesk } from "../../test/support/test-desk.ts";
import { addBytes, addDocument, sortable } from "./add-document.ts";
import { changeDocuments } from "./change-documents.ts";
import { saveTopic } from "./topics.ts";

const ME = { id: "local", name: "", role: "owner" } as const;
const bytes = (text: string) => Buffer.from(text, "utf8");

test("the same bytes are the same document, whatever they are called", async (t) => {
  const desk = await openTestDesk(t);
  const first = await addBytes(desk, ME, { bytes: bytes("one text"), name: "a.txt" });
  const again = await addBytes(desk, ME, { bytes: bytes("one text"), name: "b.txt", tags: ["x"] });
  assert.deepEqual([first.outcome, again.outcome], ["new", "same-bytes"]);
  assert.equal(again.document!.id, first.document!.id);
  assert.deepEqual(again.document!.tags, ["x"]);
  assert.equal(again.jobId, null);
});

test("other bytes from the same clean address are a new version, and the old one serves until it is read", async (t) => {
  const desk = await openTestDesk(t);
  const first = await addBytes(desk, ME, {
    bytes: bytes("morning"),
    name: "a.txt",
    url: "https://example.com/a?utm_source=x",
  });
  const second = await addBytes(desk, ME, {
    bytes: bytes("evening"),
    name: "a.txt",
    url: "https://EXAMPLE.com/a#top",
  });
  assert.equal(second.outcome, "new-version");
  assert.equal(second.document!.versionId, first.document!.versionId);
  assert.deepEqual(
    (await desk.store.documents.versions(first.document!.id)).map(({ number }) => number),
    [2, 1],
  );
});

test("bytes that lie in the trash come back when they are added again", async (t) => {
  const desk = await openTestDesk(t);
  const { document } = await addBytes(desk, ME, { bytes: bytes("one text"), name: "a.txt" });
  await changeDocuments.run(desk, ME, { ids: [document!.id], action: "trash", tag: undefined });
  const again = await addBytes(desk, ME, { bytes: bytes("one text"), name: "a.txt" });
  assert.equal(again.outcome, "restored");
  assert.equal(again.document!.trashedAt, null);
});

test("a text that is added to a topic belongs to it by a person's word", async (t) => {
  const desk = await openTestDesk(t);
  const topic = await saveTopic.run(desk, ME, { name: "Trainium2", aliases: [], query: "" });
  const added = await addDocument.run(
    desk,
    ME,
    addDocument.input.parse({ text: "says nothing of chips", topicId: topic.id }),
  );
  assert.deepEqual(await desk.store.topics.memberIds(topic.id), [added.document!.id]);
  assert.equal((await desk.store.topics.ofDocument(added.document!.id))[0]!.why, "person");
});

test("dates sort by the moment they mean", () => {
  assert.equal(sortable("2025-11-06"), "2025-11-06T00:00:00.000Z");
  assert.equal(sortable("2025-11"), "2025-11-01T00:00:00.000Z");
  assert.equal(sortable("2025-11-06T15:45+08:00"), "2025-11-06T07:45:00.000Z");
  assert.equal(sortable("2025-11-06T15:45"), "2025-11-06T15:45:00.000Z");
});
