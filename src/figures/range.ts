// figures/range.ts: neighbours that are one figure or share a unit.
//
//   3-4万亿美元 · 30%到40% · between 44 mg and 50 mg · $350 per kg to $680 per kg        one figure, low and high
//   10、20和30亿元 · 45 and 50 mg                                                        three figures, one unit
//   3块2 · 5元3毛 · 3 dollars 50 cents                                                    one figure, added up
//
// The left side without a unit takes the right side's; it takes the right side's scale when it has none and is
// not the larger number (3-4万亿, but 8500到3万港元 is 8,500 to 30,000).

import { add, amountOf, compare, multiply, ONE, shift } from "./amount.ts";
import { type Found, isTolerance } from "./found.ts";
import { qualify } from "./quantity.ts";
import type { ScanContext } from "./scale.ts";

const HUNDRED = amountOf("100");
const LONGEST_GAP = 7;
const JOINS = /^(?:[(（]含[)）])?\s{0,2}(?:-|–|—|~|～|−|－|至|到|to|-\s?to\s?-|——|--|\/(?=\$))\s{0,2}$/;
const PAIRS = /^\s{0,2}(?:and|和|与|與|及|跟)\s{0,2}$/;
const LISTS = /^\s?(?:、|,|，|和|及|与|或|and|or|, and|\/)\s?$/;

const sameFamily = (a: Found, b: Found): boolean =>
  a.kind === b.kind && (a.unit === b.unit || a.isMoney === b.isMoney);

/** What becomes of `left` and `right`: one figure, a shared unit, or nothing. */
export function joinNeighbours(context: ScanContext, left: Found, right: Found): "merged" | "shared" | null {
  const { text } = context;
  const gapStart = Math.max(left.end, left.coreEnd);
  if (right.coreStart < gapStart) return null;
  if (
    right.coreStart - gapStart > LONGEST_GAP ||
    left.isYear ||
    right.isYear ||
    left.isVague ||
    right.isVague
  )
    return null;
  const gap = text.slice(gapStart, right.coreStart);
  if (gap.includes("\n")) return null;
  if (isSum(context, left, right, gap)) return addUp(left, right);
  if (isTolerance(right) && gap.trim() === "" && canJoin(left, right)) return widen(left, right);
  const isPartOfHigh =
    left.isRange && left.isMoney && right.isMoney && left.unit === right.unit && gap === "";
  if (isPartOfHigh && right.factor.power < left.factor.power && compare(left.factor, ONE) === 0) {
    // 五元六角-五元七毛: the part goes on the upper end.
    left.high = add(left.high, multiply(right.low, right.factor));
    left.coreEnd = left.end = left.plainEnd = right.coreEnd;
    return "merged";
  }
  const isJoin = JOINS.test(gap);
  const isPair = !isJoin && PAIRS.test(gap) && isBetween(text, left, right);
  if ((isJoin || isPair) && !left.isRange && !right.isRange && canJoin(left, right))
    return mergeRange(context, left, right, isPair);
  if (
    !left.hasUnit &&
    right.hasUnit &&
    LISTS.test(gap) &&
    !left.isRange &&
    !right.isCurrencyBefore &&
    right.kind !== "date"
  )
    return shareUnit(left, right);
  return null;
}

/** "37 ± 2 GW": both ends of what is meant. */
function widen(left: Found, right: Found): "merged" {
  const source = right.hasUnit ? right : left;
  const { kind, unit, unitName, hasUnit, isMoney, factor } = source;
  const scale = left.scalePower === 0 ? right.scalePower : 0;
  left.low = add(shift(left.low, scale), right.low);
  left.high = add(shift(left.high, scale), right.high);
  const { coreEnd, end, plainEnd } = right;
  Object.assign(left, {
    kind,
    unit,
    unitName,
    hasUnit,
    isMoney,
    factor,
    coreEnd,
    end,
    plainEnd,
    isRange: true,
  });
  left.scalePower = Math.max(left.scalePower, right.scalePower);
  return "merged";
}

/** "between 44 mg and 50 mg", 20和30之间. */
function isBetween(text: string, left: Found, right: Found): boolean {
  if (/\b(?:between|from)\s$/i.test(text.slice(Math.max(0, left.start - 8), left.start))) return true;
  return /^\s?(?:之间|之間|间|間)/.test(text.slice(right.end, right.end + 4));
}

function canJoin(left: Found, right: Found): boolean {
  if (left.isMoney && right.isMoney && left.unit.split("/")[0] !== right.unit.split("/")[0]) return false;
  if (
    left.hasUnit &&
    right.hasUnit &&
    !left.isMoney &&
    (left.kind !== right.kind || !sameFamily(left, right))
  )
    return false;
  // $5 to 10 (bare): takes the currency; 5% to 10: no.
  if (left.hasUnit && !right.hasUnit) return left.isCurrencyBefore;
  return true;
}

function mergeRange(context: ScanContext, left: Found, right: Found, isPair: boolean): "merged" | null {
  let low = left.low;
  let scale = left.scalePower;
  if (left.scalePower === 0 && right.scalePower > 0) {
    const mantissa = shift(right.low, -right.scalePower);
    if (compare(left.low, mantissa) <= 0) {
      low = shift(low, right.scalePower);
      scale = right.scalePower;
    }
  }
  // 两~3百: a small scale is shared too when the right side is nothing but a digit and its scale.
  const small = left.scalePower === 0 && right.scalePower === 0 ? smallScale(context.text, right) : 0;
  if (small > 0 && left.numberEnd - left.numberStart === 1) low = shift(low, small);
  const source = right.hasUnit ? right : left;
  // Ends with two factors (5 kg to 600 g): bring the left one to the right one's factor.
  const isMixed = left.hasUnit && right.hasUnit && compare(left.factor, right.factor) !== 0;
  if (isMixed) {
    left.low = multiply(low, left.factor);
    left.high = multiply(right.high, right.factor);
  } else {
    left.low = low;
    left.high = right.high;
  }
  left.factor = isMixed ? ONE : source.factor;
  if (compare(left.low, left.high) > 0) [left.low, left.high] = [left.high, left.low];
  const unit = right.unit.includes("/") || !left.unit.includes("/") ? source : left;
  Object.assign(left, {
    kind: unit.kind,
    unit: unit.unit,
    unitName: unit.unitName,
    hasUnit: left.hasUnit || right.hasUnit,
    isMoney: left.isMoney || right.isMoney,
    isCurrencyBefore: left.isCurrencyBefore,
    scalePower: Math.max(scale, right.scalePower),
    coreEnd: right.coreEnd,
    end: right.end,
    plainEnd: right.plainEnd,
    numberEnd: right.numberEnd,
    isRange: true,
    isSingle: false,
    rule: "range",
  });
  if (isPair && context.bare) {
    // The words of the pair belong to it: "between 44 mg and 50 mg".
    const word = /\b(between)\s$/i.exec(context.text.slice(Math.max(0, left.start - 9), left.start));
    if (word !== null) left.start = left.coreStart = left.start - word[0].length;
  }
  left.qualifier =
    right.qualifier !== null && right.start >= right.coreStart && right.end > right.coreEnd
      ? right.qualifier
      : left.qualifier;
  if (left.qualifier === null) qualify(context, left);
  return "merged";
}

function smallScale(text: string, right: Found): number {
  const match = /^[\d一二三四五六七八九]([百千])$/.exec(text.slice(right.numberStart, right.numberEnd));
  return match === null ? 0 : match[1] === "百" ? 2 : 3;
}

function shareUnit(left: Found, right: Found): "shared" {
  if (left.scalePower === 0 && right.scalePower > 0) {
    const mantissa = shift(right.low, -right.scalePower);
    const times = compare(left.low, shift(mantissa, 2));
    if (times <= 0) {
      left.low = shift(left.low, right.scalePower);
      left.high = shift(left.high, right.scalePower);
      left.scalePower = right.scalePower;
    }
  }
  left.kind = right.kind;
  left.unit = right.unit;
  left.unitName = right.unitName;
  left.factor = right.factor;
  left.isMoney = right.isMoney;
  left.hasUnit = true;
  left.rule = "shared-unit";
  return "shared";
}

const CONNECTED = /^(?:\s{0,2}|\s?and\s|,\s)$/;

/** Two amounts of one sum: a large unit and its part side by side. */
function isSum(context: ScanContext, left: Found, right: Found, gap: string): boolean {
  if (
    left.isRange ||
    right.isRange ||
    right.isCurrencyBefore ||
    !CONNECTED.test(gap) ||
    left.end !== left.coreEnd
  )
    return false;
  if (left.isMoney) {
    if (right.isMoney)
      return (
        compare(left.factor, right.factor) > 0 &&
        (left.unit === right.unit || isMinorOf(context, left, right))
      );
    return !right.hasUnit && isPartOf(context, left, right, gap);
  }
  return (
    left.kind === "length" &&
    right.kind === "length" &&
    left.unitName === "ft" &&
    right.unitName === "in" &&
    gap !== "and "
  );
}

/** 3块2; and, where bare numbers are wanted, "15 dollars 50": a part without its own word. */
function isPartOf(context: ScanContext, left: Found, right: Found, gap: string): boolean {
  const word = context.text.slice(left.coreStart, left.coreEnd);
  if (/[块塊毛]$/.test(word)) return gap === "" && right.numberEnd === right.numberStart + 1;
  const isSmall =
    right.low.power === 0 && right.low.sign > 0 && right.scalePower === 0 && compare(right.low, HUNDRED) < 0;
  return (
    context.bare &&
    isSmall &&
    left.low.power === 0 &&
    !left.isCurrencyBefore &&
    /[a-z]$/i.test(word) &&
    gap !== "" &&
    gap !== ", "
  );
}

/** "cents" and "分" go with more than one currency. */
const isMinorOf = (context: ScanContext, left: Found, right: Found): boolean =>
  right.unit === "USD" &&
  left.factor.power === 0 &&
  /cents?$|¢$/i.test(context.text.slice(right.coreStart, right.coreEnd));

function addUp(left: Found, right: Found): "merged" {
  const isTenth = !right.hasUnit && right.numberEnd === right.numberStart + 1 && left.unit === "CNY";
  const factor = right.hasUnit
    ? right.factor
    : multiply(left.factor, { sign: 1, digits: "1", power: isTenth ? -1 : -2 });
  const sum = add(multiply(left.low, left.factor), multiply(right.low, factor));
  Object.assign(left, {
    low: sum,
    high: sum,
    factor: ONE,
    coreEnd: right.coreEnd,
    end: right.end,
    plainEnd: right.plainEnd,
    numberEnd: right.numberEnd,
    rule: "sum",
  });
  left.qualifier ??= right.qualifier;
  return "merged";
}
