// test/http/topic-dates.test.ts: what is told of a topic's figures says whether their day is the document's own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LOCAL_OWNER } from "../../src/desk/accounts.ts";
import { addBytes } from "../../src/desk/add-document.ts";
import { topicChanges, topicTimelines } from "../../src/desk/topic-changes.ts";
import { saveTopic } from "../../src/desk/topics.ts";
import { uploadsInto } from "../../src/desk/uploads.ts";
import { HANDLERS } from "../../src/jobs/handlers.ts";
import { createWorker } from "../../src/jobs/worker.ts";
import { openTestDesk } from "../support/test-desk.ts";

test("changes and forecasts say of a document without a date that its day is when it was added", async (t) => {
  const desk = await openTestDesk(t);
  const topic = await saveTopic.run(desk, LOCAL_OWNER, { name: "Microsoft", aliases: [], query: "" });
  const ids: string[] = [];
  for (const [publishedIso, amount] of [
    ["2025-11-03", "120"],
    [null, "130"],
  ] as const) {
    const text = `Microsoft is forecast to earn revenue of $${amount} billion in 2026.`;
    const bytes = Buffer.from(text);
    const added = await addBytes(desk, LOCAL_OWNER, { bytes, name: `${amount}.txt`, publishedIso });
    ids.push(added.document!.id);
  }
  await createWorker(desk, { handlers: HANDLERS, atOnce: 1 }).drain();
  await uploadsInto(desk, topic.id, ids);
  const datedOf = (rows: readonly { documentId: string; isDated: boolean }[]) =>
    ids.map((id) => rows.find(({ documentId }) => documentId === id)?.isDated);

  const { changes } = await topicChanges.run(desk, LOCAL_OWNER, {
    id: topic.id,
    since: "2025-01-01",
    limit: 10,
  });
  assert.deepEqual(datedOf(changes.map(({ figure }) => figure)), [true, false]);
  const { timelines } = await topicTimelines.run(desk, LOCAL_OWNER, { id: topic.id, limit: 10 });
  assert.deepEqual(datedOf(timelines.flatMap(({ sayings }) => sayings)), [true, false]);
});
