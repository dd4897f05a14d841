// read/builder.test.ts: text, offsets and HTML of a reading always agree.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createBuilder, emptyMeta } from "./builder.ts";
import { checkReading } from "./reading-check.ts";

const run = fc.record({
  text: fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(" a", "\n", "e\u0301", "\u0301", "<b>&\"'", "\u0000x\ud800", "中\u3000文"),
  ),
  isStrong: fc.boolean(),
  isEmphasis: fc.boolean(),
  isCode: fc.boolean(),
  href: fc.constantFrom(undefined, 'https://e.com/?a=1&b="<', "javascript:alert(1)", "data:text/html,x"),
});
const block = fc.record({
  kind: fc.constantFrom(
    "title",
    "heading",
    "paragraph",
    "list-item",
    "caption",
    "footnote",
    "quote",
    "code",
    "header",
  ),
  runs: fc.array(run, { maxLength: 4 }),
  level: fc.integer({ min: 0, max: 12 }),
  isOrdered: fc.boolean(),
});
const cell = fc.record({
  text: fc.string({ maxLength: 6 }),
  rowSpan: fc.constantFrom(1, 2, 1e9, -1),
  columnSpan: fc.constantFrom(1, 3, 1e9),
});
const table = fc.record({ rows: fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 4 }) });

test("whatever is built, offsets, pages, blocks and HTML agree", () => {
  const step = fc.oneof({ weight: 5, arbitrary: block }, table, fc.constantFrom("page" as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      const builder = createBuilder();
      for (const one of steps) {
        if (one === "page") builder.page("p");
        else if ("rows" in one) builder.table(one);
        else builder.block(one.kind, one.runs, { level: one.level, isOrdered: one.isOrdered });
      }
      const reading = builder.finish("test 1", emptyMeta());
      checkReading(reading);
      assert.doesNotMatch(reading.html!, /javascript:|data:text/);
    }),
    { numRuns: 250 },
  );
});

test("an accent that opens a run joins the letter before it", () => {
  const builder = createBuilder();
  builder.block("paragraph", [{ text: "e" }, { text: "\u0301a", isStrong: true }]);
  assert.equal(builder.finish("test 1", emptyMeta()).text, "\u00e9a");
});

test("cells of a merged table keep their columns in the text", () => {
  const builder = createBuilder();
  builder.table({
    rows: [
      [
        { text: "Region", rowSpan: 2 },
        { text: "Revenue", columnSpan: 2 },
      ],
      [{ text: "2024" }, { text: "2025" }],
      [{ text: "Asia" }, { text: "1,000" }, { text: "1,802" }],
    ],
  });
  const { text, blocks } = builder.finish("test 1", emptyMeta());
  assert.equal(text, "Region\tRevenue\t\n\t2024\t2025\nAsia\t1,000\t1,802");
  assert.deepEqual([blocks[0]!.table!.columns, blocks[0]!.table!.headRows], [3, 2]);
  const last = blocks[0]!.table!.cells.at(-1)!;
  assert.deepEqual([last.row, last.column, text.slice(last.start, last.end)], [2, 2, "1,802"]);
});
