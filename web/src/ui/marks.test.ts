// web/src/ui/marks.test.ts: marked text is cut into segments that make it again.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Mark, splitByMarks } from "./marks.ts";

const mark = (start: number, end: number, kind: Mark["kind"] = "cite"): Mark => ({ start, end, kind });

test("a mark cuts the text in three", () => {
  assert.deepEqual(splitByMarks("abcdef", 100, [mark(102, 104)]), [
    { text: "ab", start: 100, kinds: [] },
    { text: "cd", start: 102, kinds: ["cite"] },
    { text: "ef", start: 104, kinds: [] },
  ]);
});

test("overlapping marks share a segment", () => {
  const segments = splitByMarks("abcdef", 0, [mark(0, 4), mark(2, 6, "found")]);
  assert.deepEqual(
    segments.map(({ kinds }) => kinds),
    [["cite"], ["cite", "found"], ["found"]],
  );
});

test("whatever is marked, the segments make the text again and keep their places", () => {
  const marks = fc.array(
    fc.record({ start: fc.integer({ min: -5, max: 60 }), end: fc.integer({ min: -5, max: 60 }) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(
      fc.string({ maxLength: 50 }),
      fc.integer({ min: 0, max: 20 }),
      marks,
      (text, offset, spans) => {
        const segments = splitByMarks(
          text,
          offset,
          spans.map(({ start, end }) => mark(start, end)),
        );
        assert.equal(segments.map((segment) => segment.text).join(""), text);
        for (const segment of segments) {
          assert.equal(
            text.slice(segment.start - offset, segment.start - offset + segment.text.length),
            segment.text,
          );
        }
      },
    ),
    { numRuns: 300 },
  );
});
