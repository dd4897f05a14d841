// checks/interval.ts: what a written number can mean: every value that rounds to it; and arithmetic on such.
//
// "18 %" is any value from 17.5 to 18.5; "about 20" is as loose as its last digit. A claim is computed with the
// whole interval of each operand, and fails only when what is stated and what is computed have no value in
// common. So a correctly rounded statement is never accused, however its parts were rounded. All exact:
// ends are decimals at 60 digits, and division and roots are widened by one part in 10^40.

import { type Decimal, type ExactNumber, exact } from "../values/decimal.ts";

/** Closed [low, high]. */
export interface Interval {
  low: ExactNumber;
  high: ExactNumber;
}

const HALF = exact("0.5");
// Wider than the error of 60-digit division, far below any written digit.
const SLACK = exact("1e-40");

/** What a written value can stand for: half its last digit to each side. A null step is an exact value. */
export function written(value: Decimal | string, step: Decimal | string | null): Interval {
  const middle = exact(value);
  const half = step === null ? exact(0) : exact(step).abs().times(HALF);
  return { low: middle.minus(half), high: middle.plus(half) };
}

export const point = (value: Decimal | string | number): Interval => written(String(value), null);

/** From the low end of one to the high end of the other: a stated range. */
export const hull = (a: Interval, b: Interval): Interval => ({
  low: smaller(a.low, b.low),
  high: larger(a.high, b.high),
});

export const add = (a: Interval, b: Interval): Interval => ({
  low: a.low.plus(b.low),
  high: a.high.plus(b.high),
});

export const subtract = (a: Interval, b: Interval): Interval => ({
  low: a.low.minus(b.high),
  high: a.high.minus(b.low),
});

export function multiply(a: Interval, b: Interval): Interval {
  const products = [a.low.times(b.low), a.low.times(b.high), a.high.times(b.low), a.high.times(b.high)];
  return { low: products.reduce(smaller), high: products.reduce(larger) };
}

/** Null when the divisor may be zero: nothing can be said then. */
export function divide(a: Interval, b: Interval): Interval | null {
  if (b.low.lte(0) && b.high.gte(0)) return null;
  const quotients = [a.low.div(b.low), a.low.div(b.high), a.high.div(b.low), a.high.div(b.high)];
  return loosened(quotients.reduce(smaller), quotients.reduce(larger));
}

/** a to the power of 1/n for a positive a; null otherwise. */
export function root(a: Interval, n: number): Interval | null {
  if (a.low.lte(0) || n <= 0) return null;
  const power = exact(1).div(exact(n));
  return loosened(a.low.pow(power), a.high.pow(power));
}

/** Whether the two have a value in common; ends that touch do. */
export const meet = (a: Interval, b: Interval): boolean => a.low.lte(b.high) && b.low.lte(a.high);

/** The distance between two intervals that do not meet; 0 when they do. */
export function gap(a: Interval, b: Interval): ExactNumber {
  if (meet(a, b)) return exact(0);
  return a.low.gt(b.high) ? a.low.minus(b.high) : b.low.minus(a.high);
}

export const middle = (a: Interval): ExactNumber => a.low.plus(a.high).times(HALF);

/** Half the width. */
export const reach = (a: Interval): ExactNumber => a.high.minus(a.low).times(HALF);

function loosened(low: ExactNumber, high: ExactNumber): Interval {
  return { low: low.minus(low.abs().times(SLACK)), high: high.plus(high.abs().times(SLACK)) };
}

const smaller = (a: ExactNumber, b: ExactNumber): ExactNumber => (a.lt(b) ? a : b);
const larger = (a: ExactNumber, b: ExactNumber): ExactNumber => (a.gt(b) ? a : b);
