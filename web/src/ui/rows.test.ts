// web/src/ui/rows.test.ts: walking a list.

import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbour } from "./rows.ts";

const ids = ["a", "b", "c"];

test("the first step lands on the first row", () => {
  assert.equal(neighbour(ids, null, 1), "a");
  assert.equal(neighbour(ids, null, -1), "a");
});

test("steps stop at both ends", () => {
  assert.equal(neighbour(ids, "c", 1), "c");
  assert.equal(neighbour(ids, "a", -1), "a");
  assert.equal(neighbour(ids, "a", 1), "b");
});

test("a row that is gone starts again at the top and an empty list has no row", () => {
  assert.equal(neighbour(ids, "gone", 1), "a");
  assert.equal(neighbour([], "a", 1), null);
});

test("when the row one stands on goes away, one goes on from its place", () => {
  // "b" stood at 1 and is archived.
  assert.equal(neighbour(["a", "c", "d"], "b", 1, 1), "c");
  assert.equal(neighbour(["a", "c", "d"], "b", -1, 1), "a");
  assert.equal(neighbour(["a"], "b", 1, 1), "a");
});
