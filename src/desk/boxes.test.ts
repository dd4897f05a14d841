// desk/boxes.test.ts: which parts of a quote are its own, and where its boxes are.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../records/reading.ts";
import { withoutFurniture } from "./boxes.ts";

const block = (kind: Block["kind"], start: number, end: number): Block => ({ kind, level: 0, start, end });
const blocks = [
  block("paragraph", 0, 40),
  block("footer", 41, 50),
  block("header", 51, 60),
  block("paragraph", 61, 100),
];

test("a quote over a page break leaves out the foot and the head between its parts", () => {
  assert.deepEqual(withoutFurniture(blocks, { start: 30, end: 70 }), [
    { start: 30, end: 41 },
    { start: 50, end: 51 },
    { start: 60, end: 70 },
  ]);
});

test("a quote without heads and feet stays one", () => {
  assert.deepEqual(withoutFurniture(blocks, { start: 5, end: 40 }), [{ start: 5, end: 40 }]);
  assert.deepEqual(withoutFurniture([], { start: 5, end: 400 }), [{ start: 5, end: 400 }]);
});

test("a quote that ends inside a foot ends before it; one that is only a foot is kept", () => {
  assert.deepEqual(withoutFurniture(blocks, { start: 30, end: 45 }), [{ start: 30, end: 41 }]);
  assert.deepEqual(withoutFurniture(blocks, { start: 42, end: 48 }), [{ start: 42, end: 48 }]);
});
