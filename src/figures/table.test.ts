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

test("a bridge of growth in millions holds amounts, and a rate below it stays a rate", () => {
  const figures = readTable("(MILLIONS)", [
    ["", "Worldwide", "U.S."],
    ["Operational growth/(decline):", "", ""],
    ["Growth from key products", "$ 3,560", "$ 2,132"],
    ["Growth from a plant abroad driven by growth of some accounts", "114", "(36)"],
    ["Other operational factors, net", "(9)", "205"],
    ["Operational growth/(decline), net", "1,078", "746"],
    ["Gross margin", "41.5", "40.2"],
  ]);
  assert.deepEqual(
    figures.map(({ low, unit }) => `${low} ${unit}`),
    [
      "3560000000 USD",
      "2132000000 USD",
      "114000000 USD",
      "-36000000 USD",
      "-9000000 USD",
      "205000000 USD",
      "1078000000 USD",
      "746000000 USD",
      "0.415 fraction",
      "0.402 fraction",
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

test("below 标的 or Company the rows are whose and the columns are what", () => {
  const figures = readTable("回测结果", [
    ["标的", "年化收益", "最大回撤", "总交易次数"],
    ["万得全A", "28.19%", "40.54%", "632"],
  ]);
  assert.deepEqual(
    figures.map(({ entity, metricId, metric }) => [entity, metricId ?? metric]),
    [
      ["万得全A", "fund-return"],
      ["万得全A", "drawdown"],
      ["万得全A", "总交易次数"],
    ],
  );
});

test("a statement of equity: rows of balances say the time between them, a column of shares counts shares", () => {
  const figures = readTable(
    "$ and shares in millions",
    [
      ["", "Common Shares", "Retained Earnings"],
      ["Balances at January 28, 2023", "218.1", "$ 2,430"],
      ["Stock-based compensation", "", "75"],
      ["Common stock dividends, $1.84 per share", "", "(410)"],
      ["Balances at July 29, 2023", "217.9", "$ 2,491"],
    ],
    1,
  );
  const said = figures.map(({ text, unit, low, period }) => [
    text,
    unit,
    low,
    period && `${period.start} ${period.end}`,
  ]);
  assert.deepEqual(said[0], ["218.1", "share", "218100000", "2023-01-28 2023-01-28"]);
  assert.deepEqual(said[2], ["75", "USD", "75000000", "2023-01-29 2023-07-29"]);
  assert.deepEqual(said[3], ["(410)", "USD", "-410000000", "2023-01-29 2023-07-29"]);
});

test("a row of percentages opens no column of them, and amounts by the share go on below diluted EPS", () => {
  const figures = readTable(
    "($ in millions, except per share amounts)",
    [
      ["", "2024", "2023"],
      ["Operating income", "$ 348", "$ 371"],
      ["% of revenue", "3.6 %", "3.6 %"],
      ["Intangible asset amortization", "21", "22"],
      ["Diluted EPS", "$ 1.25", "$ 1.35"],
      ["Intangible asset amortization", "0.10", "(0.03)"],
    ],
    1,
  );
  const units = figures.filter((_, at) => at % 2 === 0).map(({ low, unit }) => [low, unit]);
  assert.deepEqual(units, [
    ["348000000", "USD"],
    ["0.036", "fraction"],
    ["21000000", "USD"],
    ["1.25", "USD/share"],
    ["0.1", "USD/share"],
  ]);
});

test("an account beside the one that bears the name is not it: other, non-", () => {
  const figures = readTable(
    "in millions of dollars",
    [
      ["", "2017"],
      ["Other operating expense, net", "214"],
      ["Total operating expenses", "173,760"],
      ["Total non-operating income", "300"],
    ],
    1,
  );
  assert.deepEqual(
    figures.map(({ metricId }) => metricId),
    [null, "opex", null],
  );
});

test("a table that lost its unit line takes the one before it, as a guess and only for amounts to the cent", () => {
  let text = "";
  const blocks: Block[] = [];
  const add = (words: string, rows: string[][] | null): void => {
    const start = text.length;
    if (rows === null) {
      text += `${words}\n`;
      blocks.push({ start, end: text.length - 1, kind: "paragraph", level: 0 });
      return;
    }
    const cells: TableCell[] = rows.flatMap((row, index) =>
      row.map((cell, column) => {
        const at = text.length;
        text += `${cell}\t`;
        return { start: at, end: at + cell.length, row: index, column, rowSpan: 1, columnSpan: 1 };
      }),
    );
    const columns = rows[0]!.length;
    const table = { caption: null, unitLine: null, rows: rows.length, columns, headRows: 0, cells };
    blocks.push({ start, end: text.length, kind: "table", level: 0, table });
  };
  add("单位：元 币种：人民币", null);
  add("", [["存货", "1,000,000.50"]]);
  add("这一段说明别的事情。".repeat(30), null);
  add("", [
    ["房屋", "2,000,000.10", "3,000,000.00", "1,500,000.00"],
    ["设备", "4,000,000.00", "5,000,000.00", "2,500,000.00"],
  ]);
  add("又一段说明别的事情。".repeat(30), null);
  add("", [["员工", "1,234", "567", "12"]]);
  const figures = findFigures({ text, pages: [], blocks }, CONTEXT).filter(({ cell }) => cell !== null);
  assert.deepEqual(
    figures.map(({ unit, grounds }) => [unit, grounds.unit.rule]),
    [
      ["CNY", "table-unit-line"],
      ...Array.from({ length: 6 }, () => ["CNY", "unit-of-table-before"]),
      ...Array.from({ length: 3 }, () => ["", "table-no-unit"]),
    ],
  );
});
