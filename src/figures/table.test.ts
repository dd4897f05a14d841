// figures/table.test.ts: figures in tables: unit lines, heads, labels, brackets, footnote marks.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block, TableCell } from "../records/reading.ts";
import { type FigureContext, type FigureDraft, findFigures } from "./understand.ts";
import { readUnitLine } from "./unitline.ts";
import { shippedVocabulary } from "./vocabulary.ts";

const CONTEXT: FigureContext = {
  title: "Amazon results",
  published: { iso: "2025-11-02", precision: "day", words: "", from: "test" },
  kind: "filing",
  language: "en",
  vocabulary: shippedVocabulary(),
};

function readTable(above: string, rows: string[][], headRows = 0): FigureDraft[] {
  let text = `${above}\n`;
  const start = text.length;
  const cells: TableCell[] = [];
  rows.forEach((row, index) => {
    row.forEach((words, column) => {
      cells.push({
        start: text.length,
        end: text.length + words.length,
        row: index,
        column,
        rowSpan: 1,
        columnSpan: 1,
      });
      text += words + (column < row.length - 1 ? "\t" : "\n");
    });
  });
  const table = {
    caption: null,
    unitLine: null,
    rows: rows.length,
    columns: rows[0]!.length,
    headRows,
    cells,
  };
  const blocks: Block[] = [
    { start: 0, end: above.length, kind: "paragraph", level: 0 },
    { start, end: text.length - 1, kind: "table", level: 0, table },
  ];
  const figures = findFigures(
    {
      text,
      pages: [
        {
          start: 0,
          end: text.length,
          label: null,
          widthPt: null,
          heightPt: null,
          glyphs: null,
          origin: "text",
          marks: [],
        },
      ],
      blocks,
    },
    CONTEXT,
  );
  for (const figure of figures) assert.equal(figure.quote, text.slice(figure.quoteStart, figure.quoteEnd));
  return figures;
}

test("the unit line above applies to bare numbers; percent columns and brackets keep their own meaning", () => {
  const figures = readTable("单位：亿元", [
    ["", "2025Q3", "2024Q3", "同比"],
    ["营业收入", "1,802", "1,588", "13%"],
    ["净利润", "(12.4)", "3.1", "-"],
  ]);
  assert.deepEqual(
    figures.map((figure) => [
      figure.low,
      figure.unit,
      figure.metricId,
      figure.period?.label ?? null,
      figure.relation,
    ]),
    [
      ["180200000000", "CNY", "revenue", "2025Q3", null],
      ["158800000000", "CNY", "revenue", "2024Q3", null],
      ["0.13", "fraction", "revenue", null, "yoy"],
      ["-1240000000", "CNY", "net-income", "2025Q3", null],
      ["310000000", "CNY", "net-income", "2024Q3", null],
    ],
  );
});

test("in millions, except per share: per-share rows keep the currency without the scale; footnote marks are no numbers", () => {
  const figures = readTable(
    "(in millions, except per share data)",
    [
      ["", "Three Months Ended September 30,", ""],
      ["", "2025", "2024"],
      ["Net sales", "$ 180,169", "$ 158,877"],
      ["Net income", "21,187(1)", "15,328"],
      ["Diluted earnings per share", "$ 1.95", "$ 1.43"],
    ],
    2,
  );
  assert.deepEqual(
    figures.map((figure) => [figure.low, figure.period?.label]),
    [
      ["180169000000", "2025Q3"],
      ["158877000000", "2024Q3"],
      ["21187000000", "2025Q3"],
      ["15328000000", "2024Q3"],
      ["1.95", "2025Q3"],
      ["1.43", "2024Q3"],
    ],
  );
  assert.deepEqual(figures[2]!.cell, { block: 1, row: 3, column: 1 });
});

test("periods down the side and metrics across the top", () => {
  const figures = readTable("盈利预测", [
    ["年份", "营业收入(亿元)", "同比(%)"],
    ["2024", "100.5", "12.3"],
    ["2026E", "120.1", "19.5"],
  ]);
  assert.deepEqual(
    figures.map((figure) => [figure.low, figure.metricId, figure.period?.label, figure.nature]),
    [
      ["10050000000", "revenue", "2024", "actual"],
      ["0.123", "revenue", "2024", "actual"],
      ["12010000000", "revenue", "2026", "estimate"],
      ["0.195", "revenue", "2026", "estimate"],
    ],
  );
});

test("a table without a unit leaves its numbers without one", () => {
  const [figure] = readTable("Results", [
    ["", "2025"],
    ["Something", "45.2"],
  ]);
  assert.deepEqual([figure!.unit, figure!.low], ["", "45.2"]);
  assert.ok(figure!.grounds.unit.confidence < 0.5);
});

test("unit lines in both languages are read", () => {
  const short = (words: string) => {
    const line = readUnitLine(words);
    return line === null ? null : [line.unit, line.scalePower];
  };
  assert.deepEqual(short("单位：人民币百万元"), ["CNY", 6]);
  assert.deepEqual(short("(单位：亿美元)"), ["USD", 8]);
  assert.deepEqual(short("(In thousands of US dollars)"), ["USD", 3]);
  assert.deepEqual(short("RMB in millions"), ["CNY", 6]);
  assert.equal(short("the quick brown fox"), null);
});
