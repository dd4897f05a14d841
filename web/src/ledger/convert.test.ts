// web/src/ledger/convert.test.ts: amounts in another currency are exact to five digits and say which rates they rest on.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ExchangeRate, Figure } from "../api/types.ts";
import { converted, rateText } from "./convert.ts";

const rate = (currency: string, yuan: string): ExchangeRate =>
  ({ currency, yuan, date: "2025-10-31", source: "test" }) as ExchangeRate;
const RATES = [rate("USD", "7.1"), rate("HKD", "0.9123")];
const amount = (low: string | null, unit: string, high = low) =>
  ({ low, high, unit }) as Pick<Figure, "low" | "high" | "unit">;

test("dollars become yuan and yuan dollars, rounded once to five digits", () => {
  assert.equal(converted(amount("113318000000", "USD"), "CNY", RATES)?.low, "804560000000");
  assert.equal(converted(amount("100000000", "CNY"), "USD", RATES)?.low, "14085000");
  assert.equal(converted(amount("-1", "CNY"), "USD", RATES)?.low, "-0.14085");
  assert.equal(converted(amount("0", "USD"), "CNY", RATES)?.low, "0");
});

test("a third currency goes by both rates, and both are named", () => {
  const result = converted(amount("700", "HKD"), "USD", RATES)!;
  assert.equal(result.low, "89.945");
  assert.deepEqual(result.rates.map(rateText), ["1 HKD = 0.9123 CNY", "1 USD = 7.1 CNY"]);
});

test("a price keeps what it is by, a bound its open side, a range both ends", () => {
  assert.deepEqual(
    { ...converted(amount("1.25", "USD/share"), "CNY", RATES), rates: [] },
    { low: "8.875", high: "8.875", unit: "CNY/share", rates: [] },
  );
  assert.equal(converted(amount(null, "USD", "5"), "CNY", RATES)?.low, null);
  assert.equal(converted(amount("1", "USD", "2"), "CNY", RATES)?.high, "14.2");
});

test("what is no amount, is in that currency already or has no rate stays as it is", () => {
  assert.equal(converted(amount("0.5", "fraction"), "USD", RATES), null);
  assert.equal(converted(amount("5", "USD"), "USD", RATES), null);
  assert.equal(converted(amount("5", "EUR"), "USD", RATES), null);
  assert.equal(converted(amount("5", "CNY"), "USD", []), null);
});
