// checks/interval.property.test.ts: a correctly rounded statement is never accused; a wrong leading digit always is.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type ExactNumber, exact } from "../values/decimal.ts";
import { cagrOf, growthOf, shareOf, sumOf } from "./formulas.ts";
import { type Interval, meet, written } from "./interval.ts";

/** A true value as a person writes it with `digits` decimals, and what that can mean. */
function stated(value: ExactNumber, digits: number): Interval & { text: string } {
  const text = value.toDecimalPlaces(digits).toFixed(digits);
  return { ...written(text, exact(10).pow(-digits).toFixed()), text };
}

const level = fc.integer({ min: 1_000, max: 9_999_999 }).map((n) => exact(n).div(1000));
const places = fc.integer({ min: 0, max: 3 });
// 25,000 runs of each of the four claims make 100,000 statements (PROPERTY_RUNS=25000, half a minute); some run always.
const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 1_500), seed: 20251106 };

test("a sum of rounded parts never contradicts a rounded total", () => {
  fc.assert(
    fc.property(
      fc.array(level, { minLength: 2, maxLength: 9 }),
      places,
      places,
      (parts, partDigits, totalDigits) => {
        const total = parts.reduce((a, b) => a.plus(b));
        assert.ok(meet(sumOf(parts.map((part) => stated(part, partDigits))), stated(total, totalDigits)));
      },
    ),
    RUNS,
  );
});

test("a rounded share never contradicts its rounded part and total", () => {
  fc.assert(
    fc.property(level, level, places, places, (part, rest, levelDigits, shareDigits) => {
      const total = part.plus(rest);
      const claim = shareOf(stated(part, levelDigits), stated(total, levelDigits));
      assert.ok(claim !== null && meet(claim, stated(part.div(total), shareDigits + 2)));
    }),
    RUNS,
  );
});

test("a rounded growth never contradicts its rounded levels", () => {
  fc.assert(
    fc.property(level, level, places, places, (earlier, later, levelDigits, growthDigits) => {
      const claim = growthOf(stated(earlier, levelDigits), stated(later, levelDigits));
      assert.ok(claim === null || meet(claim, stated(later.div(earlier).minus(1), growthDigits + 2)));
    }),
    RUNS,
  );
});

test("a rounded yearly growth rate never contradicts its rounded levels", () => {
  fc.assert(
    fc.property(
      level,
      level,
      fc.integer({ min: 1, max: 10 }),
      places,
      places,
      (start, end, years, levelDigits, rateDigits) => {
        const rate = end.div(start).pow(exact(1).div(years)).minus(1);
        const claim = cagrOf(stated(start, levelDigits), stated(end, levelDigits), years);
        assert.ok(claim === null || meet(claim, stated(rate, rateDigits + 2)));
      },
    ),
    RUNS,
  );
});

test("a changed leading digit of a total is always caught", () => {
  fc.assert(
    fc.property(
      fc.array(level, { minLength: 2, maxLength: 5 }),
      fc.integer({ min: 1, max: 9 }),
      (parts, digit) => {
        const total = stated(
          parts.reduce((a, b) => a.plus(b)),
          1,
        );
        if (total.text.startsWith(String(digit))) return;
        const wrong = `${digit}${total.text.slice(1)}`;
        assert.ok(!meet(sumOf(parts.map((part) => stated(part, 1))), written(wrong, "0.1")));
      },
    ),
    RUNS,
  );
});
