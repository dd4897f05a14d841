// web/src/topic/changes.test.ts: contradictions and revisions come before news.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChangeName, TopicChange } from "../api/types.ts";
import { worthALook } from "./changes.ts";

const change = (name: ChangeName, metric: string, confidence = 0.9) =>
  ({
    change: name,
    figure: { entity: "AWS", metric, relation: null, period: { label: "2025Q3" }, confidence },
    before: [],
  }) as unknown as TopicChange;

test("what contradicts comes first, then revisions, withdrawals and news", () => {
  const shown = worthALook([
    change("new", "a"),
    change("withdrawn", "b"),
    change("revised", "c"),
    change("contradicted", "d"),
  ]);
  assert.deepEqual(
    shown.map(({ change: name }) => name),
    ["contradicted", "revised", "withdrawn", "new"],
  );
});

test("what only confirms and what is read with doubt is left out", () => {
  assert.deepEqual(worthALook([change("confirmed", "a"), change("new", "b", 0.3)]), []);
});

test("one entity, metric and period is told once", () => {
  assert.equal(worthALook([change("new", "a"), change("new", "a"), change("new", "b")]).length, 2);
});
