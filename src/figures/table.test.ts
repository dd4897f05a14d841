// figures/table.test.ts: figures in tables: unit lines, heads, labels, brackets, footnote marks.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Block, TableCell } from "../records/reading.ts";
import { issuerOf } from "./issuer.ts";
import type { FigureContext, FigureDraft } from "./meaning.ts";
import { calendarOf } from "./period.ts";
import { relativeHead, reportingPeriod } from "./reporting.ts";
import { findFigures } from "./understand.ts";
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

test("under a percentage a bare number of the same section is one too, and growth is of what was measured", () => {
  const figures = readTable("(in millions)", [
    ["", "2024", "2025"],
    ["Net Sales:", "", ""],
    ["Domestic", "$ 6,370", "$ 7,978"],
    ["Percentage Growth:", "", ""],
    ["Domestic", "25%", "33%"],
    ["Abroad", "6", "(2)"],
  ]);
  assert.deepEqual(
    figures.slice(2).map(({ low, unit, metricId, relation }) => [low, unit, metricId, relation]),
    [
      ["0.25", "fraction", "revenue", "change"],
      ["0.33", "fraction", "revenue", "change"],
      ["0.06", "fraction", "revenue", "change"],
      ["-0.02", "fraction", "revenue", "change"],
    ],
  );
});

test("a row label that only contains a word of the vocabulary is the metric as written", () => {
  const figures = readTable("(in millions)", [
    ["", "2024", "2025"],
    ["Total cost of shares repurchased", "$ 69", "$ 10"],
    ["Total revenue", "9,583", "10,329"],
  ]);
  assert.deepEqual(
    figures.map(({ metric, metricId }) => [metric, metricId]),
    [
      ["Total cost of shares repurchased", null],
      ["Total cost of shares repurchased", null],
      ["Revenue", "revenue"],
      ["Revenue", "revenue"],
    ],
  );
});

test("columns of codes, phone numbers and notes are no figures", () => {
  const figures = readTable("单位：元", [
    ["项目", "附注", "代码", "2025年"],
    ["货币资金", "七、1", "600123", "1,000"],
    ["电话", "", "", "010-62345678"],
  ]);
  assert.deepEqual(
    figures.map(({ text }) => text),
    ["1,000"],
  );
});

test("any table at all: quotes and words equal the text at their places", () => {
  const cell = fc.constantFrom(
    "",
    "营业收入",
    "Net Sales:",
    "Growth:",
    "2025",
    "期末余额",
    "1,234",
    "(5)",
    "33%",
    "$ 7",
    "单位",
    "万元",
    "合计",
    "占比",
    "—",
    "Pfizer Inc.",
    "International",
    "七、1",
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
      fc.nat(3),
      (rows, headRows) => {
        readTable("单位：亿元", rows, Math.min(headRows, rows.length));
      },
    ),
    { numRuns: 300 },
  );
});

test("heads of Chinese statements mean the report's own period, and an unknown company owns its figures", () => {
  const title = "明序生物技术股份有限公司2024年年度报告";
  const reporting = reportingPeriod(title, "", calendarOf(null, 2024))!;
  const labels = ["期末余额", "期初余额", "本期发生额", "上期发生额", "比上年同期增减"].map(
    (words) => relativeHead(words, reporting)?.label,
  );
  assert.deepEqual(labels, ["as of 2024-12-31", "as of 2023-12-31", "2024", "2023", "2024"]);
  assert.equal(relativeHead("营业收入", reporting), null);
  assert.equal(issuerOf("", title, shippedVocabulary())?.term.name.zh, "明序生物技术股份有限公司");
  const cover = "Mingxu Foods, Inc.\n(Exact name of registrant as specified in its charter)";
  assert.equal(issuerOf(cover, "Form 10-K", shippedVocabulary())?.term.name.en, "Mingxu Foods, Inc.");
});
