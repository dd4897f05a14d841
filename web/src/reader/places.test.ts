// web/src/reader/places.test.ts: places found again, in shown text, on pages and among citations.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findPart, indexInReading, pageAt, pageByName, stepCitation, wholeWords } from "./places.ts";

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
  const cites = [
    { start: 50, end: 60 },
    { start: 10, end: 20 },
    { start: 10, end: 30 },
  ];
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
