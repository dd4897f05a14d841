// web/src/ui/value.test.ts: values in the units of either language, exactly.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Figure } from "../api/types.ts";
import { shiftPoint } from "./format.ts";
import { nearAmount, raise, shownAmount, shownValue } from "./value.ts";

const figure = (change: Record<string, unknown>) =>
  ({ low: null, high: null, unit: "USD", kind: "money", qualifier: null, dates: null, ...change }) as Pick<
    Figure,
    "low" | "high" | "unit" | "kind" | "qualifier" | "dates"
  >;
const point = (value: string, change: Record<string, unknown> = {}) =>
  figure({ low: value, high: value, ...change });

test("money is counted in 亿 in Chinese and in billions in English", () => {
  assert.deepEqual(shownValue(point("113318000000"), "zh"), { value: "1,133.18", unit: "亿美元" });
  assert.deepEqual(shownValue(point("113318000000"), "en"), { value: "113.318", unit: "bn USD" });
});

test("power takes the prefixes of its unit in both languages", () => {
  assert.deepEqual(shownValue(point("3800000000", { unit: "W" }), "zh"), { value: "3.8", unit: "GW" });
  assert.deepEqual(shownValue(point("170000", { unit: "W" }), "en"), { value: "170", unit: "kW" });
});

test("a fraction is shown in percent", () => {
  assert.deepEqual(shownValue(point("0.357", { unit: "fraction" }), "en"), { value: "35.7", unit: "%" });
  assert.deepEqual(shownValue(point("1.5", { unit: "fraction" }), "zh"), { value: "150", unit: "%" });
});

test("a bound, a range and an about keep their signs", () => {
  assert.equal(shownValue(figure({ low: "1000000000", unit: "W" }), "en").value, "≥ 1");
  assert.equal(shownValue(figure({ low: "1000000000", high: "10000000000" }), "en").value, "1–10");
  assert.equal(shownValue(point("125000000000", { qualifier: "about" }), "zh").value, "≈ 1,250");
});

test("an amount is one line", () => {
  assert.equal(shownAmount("106300000000", "USD", "zh"), "1,063 亿美元");
  assert.equal(shownAmount("0.005", "fraction", "en"), "0.5 %");
});

test("raising and shifting the point undo each other", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 0, max: 8 }), (value, places) => {
      assert.equal(raise(shiftPoint(String(value), places), places), String(value));
    }),
    { numRuns: 300 },
  );
});

test("a computed amount keeps a few digits and says that it is about that", () => {
  assert.equal(nearAmount("0.357214672847", "fraction", "en"), "≈ 35.721 %");
  assert.equal(nearAmount("0.00763903681151", "fraction", "en"), "≈ 0.7639 %");
  assert.equal(nearAmount("0.34", "fraction", "en"), "34 %");
  assert.equal(nearAmount("1802000000", "USD", "en"), "1.802 bn USD");
  assert.equal(nearAmount("-2.99999999", "x", "en"), "≈ −3 x");
});
