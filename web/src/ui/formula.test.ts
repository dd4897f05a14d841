// web/src/ui/formula.test.ts: one finding, two readers.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../api/types.ts";
import { formulaText } from "./formula.ts";

type Terms = NonNullable<Finding["terms"]>;
const amount = (value: string, unit: string, change = {}) =>
  ({ low: value, high: value, isAbout: false, unit, ...change }) as Exclude<Terms[number], string>;
const both = (...terms: Terms): [string, string] => [
  formulaText({ terms, formula: "" }, "zh"),
  formulaText({ terms, formula: "" }, "en"),
];

test("a sum is counted in 亿 for one reader and in billions for the other, its unit said once", () => {
  assert.deepEqual(
    both(
      amount("106300000000", "USD"),
      "+",
      amount("40900000000", "USD"),
      "=",
      amount("147200000000", "USD"),
    ),
    ["1,063 + 409 = 1,472 亿美元", "106.3 + 40.9 = 147.2 bn USD"],
  );
});

test("half a million beside a million is 500,000 beside 1,000,000", () => {
  assert.deepEqual(
    both(amount("500000", "chip"), "≠", amount("1000000", "chip"))[1],
    "500,000 ≠ 1,000,000 chip",
  );
  // A small part of a large total stays small.
  assert.deepEqual(both(amount("3000000", "USD"), "+", amount("40000000000", "USD"))[1], "0.003 + 40 bn USD");
});

test("units that differ each have their name", () => {
  assert.deepEqual(
    both(amount("2000000000", "W"), "×", amount("12", "USD/W"), "=", amount("24000000000", "USD")),
    ["2 GW × 12 USD/W = 240 亿美元", "2 GW × 12 USD/W = 24 bn USD"],
  );
});

test("percents, negative amounts, bounds and what is about a value keep their signs", () => {
  assert.equal(both(amount("0.231", "fraction"), "=", amount("0.23", "fraction"))[0], "23.1% = 23%");
  assert.equal(
    both(amount("5000000", "USD"), "+", amount("-2000000", "USD", { isAbout: true }))[1],
    "5 + ≈(−2) m USD",
  );
  assert.equal(
    both(amount("300000000", "USD", { high: null }), "≠", amount("120000000", "USD"))[0],
    ">3 ≠ 1.2 亿美元",
  );
});

test("a growth rate keeps its brackets; a finding without pieces shows what it has", () => {
  assert.equal(
    both("(", amount("300", "x"), "÷", amount("120", "x"), ")^(1/3) − 1 = 35.72%")[0],
    "(300 ÷ 120)^(1/3) − 1 = 35.72%",
  );
  assert.equal(formulaText({ terms: undefined, formula: "1 + 1 = 2" } as never, "zh"), "1 + 1 = 2");
});
