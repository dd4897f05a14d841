// desk/removed-topics.test.ts: a topic that was removed comes back as it was, for as long as the trash keeps things.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestDesk, type TestDesk } from "../../test/support/test-desk.ts";
import { addBytes } from "./add-document.ts";
import { changeDocuments, deleteDocument, emptyTrash } from "./change-documents.ts";
import { removeTopic, restoreTopic, saveTopic } from "./topics.ts";
import { uploadsInto } from "./uploads.ts";

const ME = { id: "local", name: "", role: "owner" } as const;
const DAY_MS = 86_400_000;

async function made(desk: TestDesk) {
  const topic = await saveTopic.run(desk, ME, {
    name: "Trainium2",
    aliases: [{ text: "Trn2", kind: "name" }],
    query: "AWS chip",
  });
  const ids: string[] = [];
  for (const text of ["says nothing of chips", "nor does this"]) {
    const added = await addBytes(desk, ME, { bytes: Buffer.from(text, "utf8"), name: `${text}.txt` });
    ids.push(added.document!.id);
  }
  await uploadsInto(desk, topic.id, ids);
  await desk.store.topics.visit(topic.id, "2025-11-06T12:00:00.000Z");
  return { topic: (await desk.store.topics.get(topic.id))!, ids };
}

test("a removed topic comes back with its id, feed token, last visit and the documents put on it by hand", async (t) => {
  const desk = await openTestDesk(t);
  const { topic, ids } = await made(desk);
  assert.deepEqual(await removeTopic.run(desk, ME, { id: topic.id }), topic);
  assert.equal(await desk.store.topics.get(topic.id), null);
  assert.deepEqual(await restoreTopic.run(desk, ME, { id: topic.id }), topic);
  const members = await desk.store.topics.byHand(topic.id);
  assert.deepEqual(members.map(({ documentId }) => documentId).sort(), ids.toSorted());
  assert.ok(await desk.store.jobs.isWaiting("recompute-topic", { topicId: topic.id }));
});

test("a document deleted for good meanwhile does not come back with its topic", async (t) => {
  const desk = await openTestDesk(t);
  const { topic, ids } = await made(desk);
  await removeTopic.run(desk, ME, { id: topic.id });
  await changeDocuments.run(desk, ME, { ids: [ids[0]!], action: "trash", tag: undefined });
  await deleteDocument.run(desk, ME, { id: ids[0]! });
  await restoreTopic.run(desk, ME, { id: topic.id });
  assert.deepEqual(await desk.store.topics.memberIds(topic.id), [ids[1]!]);
});

test("a topic whose name another has by now stays away until the name is free, and comes back once", async (t) => {
  const desk = await openTestDesk(t);
  const { topic } = await made(desk);
  await removeTopic.run(desk, ME, { id: topic.id });
  const other = await saveTopic.run(desk, ME, { name: "trainium2", aliases: [], query: "" });
  await assert.rejects(restoreTopic.run(desk, ME, { id: topic.id }), { code: "name-taken" });
  await removeTopic.run(desk, ME, { id: other.id });
  assert.equal((await restoreTopic.run(desk, ME, { id: topic.id })).rssToken, topic.rssToken);
  await assert.rejects(restoreTopic.run(desk, ME, { id: topic.id }), { code: "topic-not-found" });
});

test("a removed topic is kept as long as the trash keeps documents, and no longer", async (t) => {
  const desk = await openTestDesk(t, { settings: { trashDays: 30 } });
  const { topic } = await made(desk);
  await removeTopic.run(desk, ME, { id: topic.id });
  desk.clock.advance(29 * DAY_MS);
  await emptyTrash(desk);
  await restoreTopic.run(desk, ME, { id: topic.id });
  await removeTopic.run(desk, ME, { id: topic.id });
  desk.clock.advance(31 * DAY_MS);
  await emptyTrash(desk);
  await assert.rejects(restoreTopic.run(desk, ME, { id: topic.id }), { code: "topic-not-found" });
});
