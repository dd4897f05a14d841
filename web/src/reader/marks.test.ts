// web/src/reader/marks.test.ts: marks in shown text, and places found again.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  findPart,
  indexInReading,
  type Mark,
  pageAt,
  pageByName,
  splitByMarks,
  stepCitation,
  wholeWords,
} from "./marks.ts";

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

test("a quote is found though the page broke its lines elsewhere", () => {
  const shown = "Capex was  34.2 billion\n dollars in the quarter";
  const found = findPart(shown, "34.2\nbillion dollars", 0)!;
  assert.equal(shown.slice(found.from, found.to), "34.2 billion\n dollars");
});

test("of two equal places the nearer is taken", () => {
  const shown = "AWS grew. Later AWS grew. Then AWS grew.";
  assert.equal(findPart(shown, "AWS grew", 15)!.from, 16);
  assert.equal(findPart(shown, "AWS grew", 39)!.from, 31);
  assert.equal(findPart(shown, "Azure", 0), null);
});

test("a place of the shown text is found again in the reading", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "b", "中", "文"), { minLength: 1, maxLength: 30 }),
      (letters) => {
        const read = letters.join(" ");
        const shown = letters.join("");
        for (let i = 0; i < shown.length; i++) assert.equal(read[indexInReading(shown, i, read)], shown[i]);
        assert.equal(indexInReading(shown, shown.length, read), read.length);
      },
    ),
    { numRuns: 200 },
  );
});

test("the page of an offset is the last that starts before it", () => {
  const pages = [{ start: 0 }, { start: 10 }, { start: 10 }, { start: 30 }];
  assert.equal(pageAt(pages, 0), 0);
  assert.equal(pageAt(pages, 9), 0);
  assert.equal(pageAt(pages, 29), 2);
  assert.equal(pageAt(pages, 999), 3);
});

test("a printed label wins over the number of the page", () => {
  const pages = [
    { number: 1, label: "i" },
    { number: 2, label: "1" },
    { number: 3, label: null },
  ];
  assert.equal(pageByName(pages, "1"), 2);
  assert.equal(pageByName(pages, "I"), 1);
  assert.equal(pageByName(pages, "3"), 3);
  assert.equal(pageByName(pages, "4"), null);
  assert.equal(pageByName(pages, ""), null);
});

test("citations are walked in the order of the text and around its end", () => {
  const cites = [mark(50, 60), mark(10, 20), mark(10, 30)];
  assert.deepEqual(stepCitation(cites, null, 1), cites[1]);
  assert.deepEqual(stepCitation(cites, cites[1]!, 1), cites[2]);
  assert.deepEqual(stepCitation(cites, cites[0]!, 1), cites[1]);
  assert.deepEqual(stepCitation(cites, cites[1]!, -1), cites[0]);
  assert.equal(stepCitation([], null, 1), null);
});

test("what stands around a match ends at whole words; at the ends of the text nothing is taken away", () => {
  assert.equal(
    wholeWords("astic lymphoma kinase and of the alliance ", "before"),
    "…lymphoma kinase and of the alliance ",
  );
  assert.equal(
    wholeWords(" from the agreements of the alliance unde", "after"),
    " from the agreements of the alliance…",
  );
  const han = "云厂商三季度资本开支".repeat(4);
  assert.equal(wholeWords(han, "before"), `…${han}`);
  assert.equal(wholeWords("Revenue of ", "before"), "Revenue of ");
});
