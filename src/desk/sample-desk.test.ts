// desk/sample-desk.test.ts: the sample goes with one call; its topics can come back, and nobody else's are touched.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestDesk } from "../../test/support/test-desk.ts";
import { addBytes } from "./add-document.ts";
import { addSample, removeSample } from "./sample-desk.ts";
import { restoreTopic, saveTopic, updateTopic } from "./topics.ts";
import { uploadsInto } from "./uploads.ts";

const ME = { id: "local", name: "", role: "owner" } as const;

test("removing the sample answers its topics, and each comes back as a person had changed it", async (t) => {
  const desk = await openTestDesk(t);
  const { documents } = await addSample.run(desk, ME, {});
  const before = await desk.store.topics.list();
  assert.ok(before.length > 1);
  await updateTopic.run(desk, ME, { id: before[0]!.id, query: "supply contract" });
  const changed = await desk.store.topics.list();

  const removed = await removeSample.run(desk, ME, {});
  assert.equal(removed.documents, documents);
  assert.deepEqual(removed.topics, changed);
  assert.deepEqual(await desk.store.topics.list(), []);
  assert.deepEqual(await desk.store.documents.ids({ view: "all", isSample: true }), []);

  for (const { id } of removed.topics) await restoreTopic.run(desk, ME, { id });
  assert.deepEqual(await desk.store.topics.list(), changed);
});

test("removing the sample leaves topics of one's own, and sample topics that one's own documents joined", async (t) => {
  const desk = await openTestDesk(t);
  await addSample.run(desk, ME, {});
  const [joined, ...others] = await desk.store.topics.list();
  const own = await saveTopic.run(desk, ME, { name: "Copper", aliases: [], query: "" });
  const added = await addBytes(desk, ME, { bytes: Buffer.from("a note of mine", "utf8"), name: "note.txt" });
  await uploadsInto(desk, joined!.id, [added.document!.id]);

  const removed = await removeSample.run(desk, ME, {});
  assert.deepEqual(removed.topics.map(({ id }) => id).sort(), others.map(({ id }) => id).sort());
  const left = (await desk.store.topics.list()).map(({ id }) => id).sort();
  assert.deepEqual(left, [joined!.id, own.id].sort());
});

test("removing the sample from a desk without one removes nothing", async (t) => {
  const desk = await openTestDesk(t);
  const own = await saveTopic.run(desk, ME, { name: "Copper", aliases: [], query: "" });
  assert.deepEqual(await removeSample.run(desk, ME, {}), { documents: 0, topics: [] });
  assert.equal((await desk.store.topics.get(own.id))?.name, "Copper");
});
