// checks/formulas.ts: the sums that documents claim, over intervals. Each returns null when it cannot be computed.

import { add, divide, type Interval, multiply, point, root, subtract } from "./interval.ts";

const ONE = point(1);

export const sumOf = (parts: readonly Interval[]): Interval => parts.reduce(add, point(0));

/** later / earlier − 1; null when the earlier may be zero or is negative (a growth from a loss has no meaning). */
export function growthOf(earlier: Interval, later: Interval): Interval | null {
  if (earlier.low.lte(0)) return null;
  const ratio = divide(later, earlier);
  return ratio === null ? null : subtract(ratio, ONE);
}

/** part / total. */
export const shareOf = (part: Interval, total: Interval): Interval | null => divide(part, total);

/** (end / start)^(1/years) − 1. */
export function cagrOf(start: Interval, end: Interval, years: number): Interval | null {
  if (start.low.lte(0) || end.low.lte(0)) return null;
  const ratio = divide(end, start);
  const yearly = ratio === null ? null : root(ratio, years);
  return yearly === null ? null : subtract(yearly, ONE);
}

/** A quarter's value times four. */
export const runRateOf = (quarter: Interval): Interval => multiply(quarter, point(4));

/** What the earlier value was, from the later one and the growth; null when growth may be −100 %. */
export const earlierOf = (later: Interval, growth: Interval): Interval | null =>
  divide(later, add(ONE, growth));
