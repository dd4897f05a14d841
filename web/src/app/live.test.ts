// web/src/app/live.test.ts: which queries an event makes old.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pauseAfter, staleKeys } from "./live.ts";

test("a job refreshes the activity and the counts but no document", () => {
  assert.deepEqual(staleKeys("job", { id: "job_1" }), [["jobs"], ["desk"]]);
});

test("a document refreshes itself, the lists and the topic pages", () => {
  const keys = staleKeys("document", { id: "doc_1" }).map((key) => key.join("/"));
  for (const key of ["document/doc_1", "documents", "topic", "topics"]) assert.ok(keys.includes(key), key);
});

test("a topic refreshes only its own page and the list", () => {
  assert.deepEqual(staleKeys("topic", { id: "top_1" }), [["topic", "top_1"], ["topics"]]);
});

test("a document on its way is shown at every step; a folder of thousands refreshes every eight seconds", () => {
  assert.deepEqual([0, 1, 5, 6, 7, 8, 9, 500].map(pauseAfter), [700, 700, 700, 1400, 2800, 5600, 8000, 8000]);
});
