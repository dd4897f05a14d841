// checks/tables.test.ts: what tables say of themselves, and which of their slips are seen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDocument } from "./check.ts";
import { madeFigure, madeTable } from "./made.test-support.ts";

const said = (rows: readonly (readonly string[])[], change = {}) => {
  const table = madeTable(rows, change);
  return checkDocument(table.figures, table);
};
const failed = (rows: readonly (readonly string[])[], change = {}): string[] =>
  said(rows, change)
    .filter(({ verdict }) => verdict === "fails")
    .map(({ formula }) => formula);
const held = (rows: readonly (readonly string[])[], check: string): string[] =>
  said(rows)
    .filter((finding) => finding.verdict === "holds" && finding.check.startsWith(check))
    .map(({ formula }) => formula);

/** The rows with one cell changed. */
const with_ = (rows: readonly (readonly string[])[], row: number, column: number, words: string) =>
  rows.map((line, at) => line.map((cell, place) => (at === row && place === column ? words : cell)));

const STATEMENT = [
  ["", "2025", "2024"],
  ["Revenue", "12500.4", "11200.1"],
  ["Cost of revenue", "7300.2", "6910.3"],
  ["Gross profit", "5200.2", "4289.8"],
  ["Research", "1400.1", "1250.0"],
  ["Selling", "900.0", "870.0"],
  ["Operating income", "2900.1", "2169.8"],
];

test("an income statement of two years holds, and a wrong digit in one year is seen without a word 'total'", () => {
  assert.deepEqual(failed(STATEMENT), []);
  assert.equal(held(STATEMENT, "table-sum").length, 4);
  assert.deepEqual(failed(with_(STATEMENT, 3, 2, "4389.8")), ["11,200.1 − 6,910.3 ≠ 4,389.8 USD"]);
});

test("where a sign or a row left out would explain the gap, nothing is said", () => {
  // 5200 − 1400 − 900 with the selling costs read twice as large.
  assert.deepEqual(failed(with_(STATEMENT, 6, 1, "2000.1")), []);
});

test("cash flows tie: the change is the sum of three, the close is the opening and the change", () => {
  const flows = [
    ["", "2025", "2024"],
    ["Net cash from operating activities", "4120", "3870"],
    ["Net cash from investing activities", "-2210", "-1985"],
    ["Net cash from financing activities", "-905", "-1430"],
    ["Net increase in cash", "1005", "455"],
    ["Cash at beginning of period", "2310", "1855"],
    ["Cash at end of period", "3315", "2310"],
  ];
  assert.deepEqual(failed(flows), []);
  assert.equal(held(flows, "table-sum").length, 4);
  assert.deepEqual(failed(with_(flows, 6, 1, "3815")), ["1,005 + 2,310 ≠ 3,815 USD"]);
});

test("segments add up to the last column whatever its head is, and one row that does not is seen", () => {
  const segments = [
    ["", "Chips", "Cloud", "Other", "All"],
    ["Revenue", "4210", "3105", "87", "7402"],
    ["Costs", "2875", "1990", "44", "4909"],
    ["Profit", "1335", "1115", "43", "2493"],
    ["Staff costs", "410", "655", "19", "1084"],
    ["Assets", "9120", "7745", "310", "17175"],
  ];
  assert.deepEqual(failed(segments), []);
  assert.ok(held(segments, "table-sum").length >= 5);
  assert.equal(failed(with_(segments, 5, 4, "17875")).length, 1);
});

test("two years in turns: columns that are no neighbours add up", () => {
  const regions = [
    ["", "Total 2025", "Total 2024", "Home 2025", "Home 2024", "Abroad 2025", "Abroad 2024"],
    ["Drugs", "7950", "4070", "2920", "2105", "5030", "1965"],
    ["Devices", "1731", "926", "524", "400", "1207", "526"],
    ["Services", "3311", "2644", "1205", "1398", "2106", "1246"],
    ["Licences", "905", "733", "400", "318", "505", "415"],
  ];
  assert.deepEqual(failed(regions), []);
  assert.deepEqual(failed(with_(regions, 3, 1, "3911")), ["1,205 + 2,106 ≠ 3,911 USD"]);
});

test("opening, additions and disposals make the close; a column that only one row fills is no error of that row", () => {
  const roll = [
    ["", "Opening", "Added", "Disposed", "Moved", "Close"],
    ["Land", "5000", "120", "35", "", "5085"],
    ["Buildings", "8200", "910", "404", "", "8706"],
    ["Machines", "6400", "1210", "775", "", "6835"],
    ["Vehicles", "910", "95", "61", "", "944"],
    ["Software", "730", "210", "18", "-57", "865"],
  ];
  assert.deepEqual(failed(roll), []);
  assert.equal(failed(with_(roll, 2, 5, "8796")).length, 1);
});

test("averages do not add up over quarters", () => {
  const quarters = [
    ["", "Q1", "Q2", "Half"],
    ["Revenue", "4100", "4350", "8450"],
    ["Costs", "2900", "3010", "5910"],
    ["Profit", "1200", "1340", "2540"],
    ["Tax", "230", "261", "491"],
    ["Average shares", "2605", "2625", "2615"],
  ];
  assert.deepEqual(failed(quarters), []);
});

test("a row of percents is of the rows above it, and one column that is not is seen", () => {
  const margins = [
    ["", "Q1", "Q2", "Q3", "Q4"],
    ["Revenue", "8890", "9569", "17691", "19463"],
    ["Gross profit", "2052", "2109", "4044", "4279"],
    ["Gross profit as a % of revenue", "23.1%", "22.0%", "22.9%", "22.0%"],
  ];
  assert.deepEqual(failed(margins), []);
  assert.equal(held(margins, "table-ratio").length, 4);
  assert.deepEqual(failed(with_(margins, 3, 2, "27.0%")), ["2,109 ÷ 9,569 = 22.04%"]);
});

test("shares that were nudged by one step to add up to a hundred are no error", () => {
  const shares = [
    ["", "Amount", "% of sales"],
    ["Sales", "20215", "100.0%"],
    ["Costs", "6462", "32.0%"],
    ["Research", "3703", "18.3%"],
    ["Selling", "5396", "26.7%"],
    ["Tax", "882", "4.3%"],
    ["Net income", "3772", "18.7%"],
  ];
  assert.deepEqual(failed(shares), []);
  assert.equal(failed(with_(shares, 3, 2, "19.3%")).length, 1);
});

test("rows of nothing make no rule", () => {
  const bonus = [
    ["", "Sales", "Profit", "Change"],
    ["A", "20", "60", "18"],
    ["B", "0", "0", "0"],
    ["C", "0", "0", "0"],
    ["D", "0", "0", "0"],
    ["E", "0", "0", "0"],
  ];
  assert.deepEqual(failed(bonus), []);
});

const sentence = "A cluster of 2 GW costs $12 billion per gigawatt, in total $24 billion.";
function product(total: string) {
  const at = { quoteStart: 0, quoteEnd: sentence.length, quote: sentence, metric: "Cost", metricId: "cost" };
  return checkDocument(
    [
      madeFigure("count", "2000000000", { ...at, kind: "power", unit: "W", step: "1000000000" as never }),
      madeFigure("price", "12", {
        ...at,
        start: 20,
        end: 22,
        kind: "price",
        unit: "USD/W",
        step: "1" as never,
      }),
      madeFigure("total", total, { ...at, start: 40, end: 42, step: "1000000000" as never }),
    ],
    { text: sentence, blocks: [] },
  )
    .filter(({ check }) => check.startsWith("product"))
    .map(({ verdict }) => verdict);
}

test("capacity times cost makes the total of its sentence, and a total of another size does not", () => {
  assert.deepEqual(product("24000000000"), ["holds"]);
  assert.deepEqual(product("54000000000"), ["fails"]);
});

test("tables as large and as odd as they come are checked in little time", () => {
  const labels = ["Total", "Net income", "Rate %", "Basic shares", "Basic earnings per share", "x"];
  const heads = ["", ...Array.from({ length: 13 }, (_, at) => `Total ${at}`)];
  const rows = Array.from({ length: 1_200 }, (_, row) => [
    `${labels[row % labels.length]} ${row % 7}`,
    ...heads.slice(1).map((_, at) => {
      const value = ((row * 7919 + at * 104_729) % 89_989) + 10;
      return row % 6 === 2 ? `${value % 100}.${at}%` : String(value);
    }),
  ]);
  const start = performance.now();
  said([heads, ...rows]);
  said([heads, ...rows.slice(0, 280)]);
  assert.ok(performance.now() - start < 20_000);
});
