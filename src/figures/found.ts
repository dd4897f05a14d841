// figures/found.ts: a quantity while it is being read: exact amounts, and the parts that ranges need.

import type { FigureKind, Qualifier, Quantity } from "../records/figure.ts";
import { type Amount, compare, multiply, ONE, textOf } from "./amount.ts";

export interface Found {
  /** With sign, unit and qualifier words. */
  start: number;
  end: number;
  coreStart: number;
  coreEnd: number;
  /** The number with its sign and scale, without unit or currency. */
  numberStart: number;
  numberEnd: number;
  /** Where the core ends without its per-unit ("$350" of "$350 per kg"). */
  plainEnd: number;
  /** As written, scale applied, before the unit's factor. */
  low: Amount;
  high: Amount;
  scalePower: number;
  factor: Amount;
  kind: FigureKind;
  unit: string;
  /** The unit as written in short form ("kg"), for quotients. */
  unitName: string;
  hasUnit: boolean;
  isMoney: boolean;
  isCurrencyBefore: boolean;
  qualifier: Qualifier | null;
  isVague: boolean;
  isRange: boolean;
  /** A year in digits, which no range or count takes. */
  isYear: boolean;
  /** One numeral or number word below ten. */
  isSingle: boolean;
  rule: string;
}

/** A bare number: every reader starts from this and fills in what it found. */
export function bareFound(start: number, end: number, amount: Amount, rule: string): Found {
  return {
    start,
    end,
    coreStart: start,
    coreEnd: end,
    numberStart: start,
    numberEnd: end,
    plainEnd: end,
    low: amount,
    high: amount,
    scalePower: 0,
    factor: ONE,
    kind: "count",
    unit: "",
    unitName: "",
    hasUnit: false,
    isMoney: false,
    isCurrencyBefore: false,
    qualifier: null,
    isVague: false,
    isRange: false,
    isYear: false,
    isSingle: false,
    rule,
  };
}

/** ±2%: as far below as above what stands before it. */
export const isTolerance = ({ isRange, low, high }: Found): boolean =>
  isRange && low.sign < 0 && high.sign > 0 && low.digits === high.digits && low.power === high.power;

const isOpenHigh = (qualifier: Qualifier | null): boolean => qualifier === "over" || qualifier === "at-least";
const isOpenLow = (qualifier: Qualifier | null): boolean => qualifier === "under" || qualifier === "at-most";

const isSame = (a: Amount, b: Amount): boolean =>
  a === b || (a.digits === b.digits && a.power === b.power && a.sign === b.sign);

/** The record of the ledger: base units, open bounds, the worth of the last written digit. */
export function toQuantity(text: string, found: Found): Quantity {
  let low = multiply(found.low, found.factor);
  // Most figures are one number: nothing to multiply twice or to put in order.
  const isOne = isSame(found.low, found.high);
  let high = isOne ? low : multiply(found.high, found.factor);
  if (!isOne && compare(low, high) > 0) [low, high] = [high, low];
  const step = found.isVague
    ? null
    : textOf(
        multiply({ sign: 1, digits: "1", power: Math.min(found.low.power, found.high.power) }, found.factor),
      );
  const isRank = found.kind === "rank" && found.isRange;
  return {
    start: found.start,
    end: found.end,
    text: text.slice(found.start, found.end),
    coreStart: found.coreStart,
    coreEnd: found.coreEnd,
    kind: found.kind,
    low: isOpenLow(found.qualifier) && !found.isVague && !isRank ? null : textOf(low),
    high: isOpenHigh(found.qualifier) && !found.isVague && !isRank ? null : textOf(high),
    dates: null,
    unit: found.unit,
    qualifier: found.qualifier,
    isVague: found.isVague,
    step,
    rule: found.rule,
  };
}
