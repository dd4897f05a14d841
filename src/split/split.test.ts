// split/split.test.ts: what a passage may and may not hold.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Block, BlockKind, Reading } from "../records/reading.ts";
import { splitReading } from "./split.ts";

type Part = [kind: BlockKind, words: string, level?: number];

/** A reading of the given blocks on one page. */
function readingOf(parts: Part[]): Reading {
  let text = "";
  const blocks: Block[] = parts.map(([kind, words, level = 0]) => {
    if (text !== "") text += "\n";
    const start = text.length;
    text += words;
    return { kind, level, start, end: text.length };
  });
  const page = { start: 0, end: text.length, label: null, widthPt: null, heightPt: null, glyphs: null };
  return {
    reader: "test 1",
    text,
    pages: [{ ...page, origin: "text", marks: [] }],
    blocks,
    outline: [],
    meta: {
      title: null,
      author: null,
      source: null,
      published: null,
      language: null,
      url: null,
      isTeaser: false,
    },
    html: null,
    attachments: [],
    problems: [],
  };
}

const english = (words: number): string =>
  Array.from({ length: words }, (_, i) =>
    i % 12 === 11 ? "margin." : i % 12 === 0 ? "Revenue" : "grew",
  ).join(" ");

test("short paragraphs under one heading are one passage with the heading's path", () => {
  const passages = splitReading(
    readingOf([
      ["heading", "2 Outlook", 1],
      ["heading", "2.1 Capex", 2],
      ["paragraph", "Capex rises."],
      ["list-item", "by 30%", 1],
    ]),
  );
  assert.equal(passages.length, 1);
  assert.equal(passages[0]!.heading, "2 Outlook › 2.1 Capex");
  assert.equal(passages[0]!.text, "Capex rises.\nby 30%");
});

test("a passage never crosses a heading, and a heading with nothing under it is kept", () => {
  const passages = splitReading(
    readingOf([
      ["paragraph", "Before."],
      ["heading", "One", 1],
      ["paragraph", "After."],
      ["heading", "Two", 1],
    ]),
  );
  assert.deepEqual(
    passages.map(({ kind, text, heading }) => [kind, text, heading]),
    [
      ["text", "Before.", ""],
      ["text", "After.", "One"],
      ["heading", "Two", "Two"],
    ],
  );
});

test("headers and footers are in no passage", () => {
  const passages = splitReading(
    readingOf([
      ["paragraph", "First half"],
      ["footer", "Page 3"],
      ["header", "Annual report"],
      ["paragraph", "second half."],
    ]),
  );
  assert.deepEqual(
    passages.map(({ text }) => text),
    ["First half", "second half."],
  );
});

test("a long paragraph is cut at sentence ends into pieces of about equal size", () => {
  const passages = splitReading(readingOf([["paragraph", english(1_200)]]));
  assert.ok(passages.length >= 4 && passages.length <= 8, String(passages.length));
  for (const { text } of passages) {
    assert.match(text, /\.$/);
    const count = text.split(" ").length;
    assert.ok(count >= 100 && count <= 350, String(count));
  }
});

test("Chinese passages hold some 200 to 450 characters", () => {
  const passages = splitReading(readingOf([["paragraph", "公司今年收入增长百分之三十一。".repeat(100)]]));
  for (const { text } of passages) assert.ok(text.length >= 200 && text.length <= 450, String(text.length));
});

test("a table is cut between rows and each piece knows caption, unit and heads", () => {
  const rows = Array.from({ length: 80 }, (_, i) => `Segment number ${i}\t1,0${i}\t2,0${i}`);
  const reading = readingOf([["table", ["\t2024\t2025", ...rows].join("\n")]]);
  const text = reading.text;
  reading.blocks[0]!.table = {
    caption: "Revenue by segment",
    unitLine: "in millions",
    rows: 81,
    columns: 3,
    headRows: 1,
    cells: [
      { row: 0, column: 0, rowSpan: 1, columnSpan: 1, start: 0, end: 0 },
      { row: 0, column: 1, rowSpan: 1, columnSpan: 1, start: 1, end: 5 },
      { row: 0, column: 2, rowSpan: 1, columnSpan: 1, start: 6, end: 10 },
    ],
  };
  const passages = splitReading(reading);
  assert.ok(passages.length > 1);
  assert.equal(passages[0]!.context, "Revenue by segment in millions");
  for (const passage of passages.slice(1)) {
    assert.equal(passage.context, "Revenue by segment in millions 2024 2025");
    assert.match(passage.text, /^Segment number \d+\t/);
    assert.match(text.slice(passage.end), /^(?:\n|$)/);
  }
});

test("the rest of a table on the next page knows the heads that its first part stands under", () => {
  const reading = readingOf([
    ["table", "\t2024\t2025\nSales\t10\t12"],
    ["footer", "Page 1"],
    ["table", "Costs\t7\t8"],
    ["table", "Other\t1\t2"],
  ]);
  const [first, footer, rest, other] = reading.blocks as [Block, Block, Block, Block];
  const cell = (row: number, column: number, start: number, end: number) => ({
    ...{ row, column, rowSpan: 1, columnSpan: 1 },
    ...{ start, end },
  });
  const table = { caption: null, unitLine: null, rows: 1, columns: 3, headRows: 0, cells: [] };
  const heads = [cell(0, 0, 0, 0), cell(0, 1, 1, 5), cell(0, 2, 6, 10)];
  first.table = { ...table, caption: "Results", unitLine: "in millions", rows: 2, headRows: 1, cells: heads };
  rest.table = table;
  other.table = table;
  const [page] = reading.pages as [Reading["pages"][0]];
  reading.pages = [
    { ...page, end: footer.end + 1 },
    { ...page, start: footer.end + 1 },
  ];
  assert.deepEqual(
    splitReading(reading).map(({ text, context }) => [text, context]),
    [
      ["\t2024\t2025\nSales\t10\t12".trim(), "Results in millions"],
      ["Costs\t7\t8", "Results in millions 2024 2025"],
      ["Other\t1\t2", ""],
    ],
  );
});

test("every letter outside headings and furniture is in exactly one passage, in order", () => {
  const kind = fc.constantFrom<BlockKind>("heading", "paragraph", "list-item", "table", "footer", "quote");
  const words = fc.oneof(
    fc.constant(english(300)),
    fc.constant("甲".repeat(900)),
    fc.string({ minLength: 1, maxLength: 60 }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(kind, words, fc.integer({ min: 1, max: 4 })), { maxLength: 12 }),
      (parts) => {
        const reading = readingOf(parts);
        const passages = splitReading(reading);
        let at = 0;
        for (const passage of passages) {
          assert.ok(passage.start >= at && passage.end > passage.start);
          assert.equal(passage.text, reading.text.slice(passage.start, passage.end));
          at = passage.end;
          const crossed = reading.blocks.some(
            ({ kind, start }) => kind === "heading" && start > passage.start && start < passage.end,
          );
          assert.ok(!crossed);
        }
        for (const block of reading.blocks) {
          if (["heading", "footer"].includes(block.kind)) continue;
          for (let i = block.start; i < block.end; i++)
            if (/\S/.test(reading.text[i]!))
              assert.ok(passages.some(({ start, end }) => start <= i && i < end));
        }
      },
    ),
    { numRuns: 60 },
  );
});
