// web/src/api/ask-stream.test.ts: events are whole however the bytes were cut.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { eventReader } from "./ask-stream.ts";

const SENT =
  ': here\n\nevent: answer\ndata: {"a":"一"}\n\nevent: statement\ndata: 1\n\nevent: done\ndata: 2\n\n';
const HEARD = [
  { event: "answer", data: '{"a":"一"}' },
  { event: "statement", data: "1" },
  { event: "done", data: "2" },
];

test("events are read whole and comments fall away", () => {
  assert.deepEqual(eventReader()(SENT), HEARD);
});

test("an event that has not ended is kept until it has", () => {
  const read = eventReader();
  assert.deepEqual(read("event: done\ndata: 1\n"), []);
  assert.deepEqual(read("\n"), [{ event: "done", data: "1" }]);
});

test("where the text is cut makes no difference", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(SENT.length), { maxLength: 8 }), (cuts) => {
      const read = eventReader();
      const edges = [0, ...cuts.toSorted((a, b) => a - b), SENT.length];
      const heard = edges.slice(1).flatMap((end, at) => read(SENT.slice(edges[at], end)));
      assert.deepEqual(heard, HEARD);
    }),
    { numRuns: 200 },
  );
});
