// figures/quantity.ts: from a number outwards: scale, unit, currency, per-unit, sign, qualifier.
//
// The order of decisions at one number is the order of the functions called by `decorate`; each step only
// looks at the characters next to what was read so far. A number that finds no unit stays bare and is
// dropped by the scanner unless bare numbers were asked for or a range takes it.

import { type Amount, amountOf, compare, multiply, ONE, shift } from "./amount.ts";
import { type CurrencyBefore, currencyAfter, currencyBefore } from "./currency.ts";
import type { Found } from "./found.ts";
import { isScaleNumeral } from "./numeral.ts";
import { qualifierAfter, qualifierBefore } from "./qualifier.ts";
import { readScale, type Scale, type ScanContext } from "./scale.ts";
import { isBlank, isHan, isLatin } from "./trie.ts";
import { readCounted, readPer, readPerBefore, readUnit, skipBlanks } from "./unit.ts";

/** Everything around the bare number `found`, in order. Returns it, changed. */
export function decorate(context: ScanContext, found: Found): Found {
  const { text, lexicon } = context;
  signBefore(context, found);
  bracketed(context, found);
  let before: CurrencyBefore | null = currencyBefore(lexicon, text, found.numberStart, context.floor);
  if (before !== null && before.start < context.floor) before = null;
  dozensOf(context, found);
  if (found.scalePower === 0 && !found.isVague) {
    const isRead =
      found.rule === "numeral" && found.low.power >= 0 && isScaleNumeral(text.charCodeAt(found.numberEnd));
    const scale = isRead ? null : readScale(context, found.numberEnd, before !== null);
    // A longer unit wins over a scale letter: 1.5GW, 10MB.
    if (scale !== null && !isUnitLonger(context, found, scale)) applyScale(found, scale);
  }
  stepOverMore(text, found);
  const isDone =
    percentOf(context, found) ||
    moneyOf(context, found, before) ||
    measureOf(context, found) ||
    countOf(context, found);
  if (!isDone && before !== null) setMoney(found, before);
  if (before !== null && found.isMoney) outerSign(context, found);
  perBefore(context, found);
  multipleOf(context, found);
  qualify(context, found);
  return found;
}

const DOZENS = /^\s{1,2}(?:a\s{1,2})?(?:dozens?|dzs?)(?![A-Za-z])/;

/** "3 dozens", "half a dozen", 五打. */
function dozensOf(context: ScanContext, found: Found): void {
  const { text } = context;
  const isHanDozen =
    context.bare &&
    text[found.numberEnd] === "打" &&
    !"算印开击造".includes(text[found.numberEnd + 1] ?? "-");
  const match = isHanDozen
    ? null
    : isBlank(text.charCodeAt(found.numberEnd))
      ? DOZENS.exec(text.slice(found.numberEnd, found.numberEnd + 12))
      : null;
  if (!isHanDozen && match === null) return;
  found.low = found.high = multiply(found.low, amountOf("12"));
  found.numberEnd = found.coreEnd = found.end = found.plainEnd = found.numberEnd + (match?.[0].length ?? 1);
}

function isUnitLonger(context: ScanContext, found: Found, scale: Scale): boolean {
  const code = context.text.charCodeAt(scale.end - 1);
  if (!isLatin(code)) return false;
  const unit = context.lexicon.symbols.match(
    context.text,
    skipBlanks(context.text, found.numberEnd, 2),
    context.end,
  );
  return unit !== null && unit.edge > scale.end;
}

function applyScale(found: Found, scale: Scale): void {
  found.low = shift(found.low, scale.power);
  found.high = shift(found.high, scale.power);
  found.scalePower = scale.power >= 3 ? scale.power : 0;
  found.numberEnd = found.coreEnd = found.end = found.plainEnd = scale.end;
  found.isSingle = false;
  if (scale.isOver) found.qualifier = "over";
}

/** 500多家, 20余个: "more than" between the number and its unit. */
function stepOverMore(text: string, found: Found): void {
  const letter = text[found.numberEnd];
  if (letter !== "多" && letter !== "余" && letter !== "餘") return;
  const after = text[found.numberEnd + 1] ?? "";
  if (
    (letter === "余" && after === "额") ||
    ("数样种元".includes(after) && letter === "多" && after === "数")
  )
    return;
  found.qualifier = "over";
  found.coreEnd = found.end = found.plainEnd = found.numberEnd + 1;
}

const isMinus = (letter: string | undefined): boolean =>
  letter === "-" || letter === "−" || letter === "－" || letter === "–" || letter === "﹣";

function negate(found: Found): void {
  found.low = { ...found.low, sign: (found.low.sign * -1) as 1 | -1 };
  found.high = { ...found.high, sign: (found.high.sign * -1) as 1 | -1 };
}

const TOLERANCE = /(?:±|\+\/[-−–]|\+[-−–]|(?:^|[^A-Za-z])plus[ -]or[ -]minus|正负|正負|上下浮动)\s?$/i;

/** "plus or minus 2%", ±0.5, 上下浮动2%: to both sides of what stands before. */
function tolerance(context: ScanContext, found: Found): boolean {
  const { text, floor } = context;
  const words = text.slice(Math.max(floor, found.numberStart - 15), found.numberStart);
  const last = words.trimEnd().at(-1) ?? "";
  if (!"±-−–sS负負动".includes(last) || last === "") return false;
  const match = TOLERANCE.exec(words);
  if (match === null) return false;
  const sign = /^[^A-Za-z]plus/i.test(match[0]) ? match[0].slice(1) : match[0];
  setStart(found, found.numberStart - sign.length);
  found.low = { ...found.low, sign: (found.low.sign * -1) as 1 | -1 };
  found.isRange = true;
  return true;
}

/** A sign right before the number: -, +, 负, minus, negative. */
function signBefore(context: ScanContext, found: Found): void {
  const { text, floor } = context;
  const at = found.numberStart;
  const letter = text[at - 1];
  if (tolerance(context, found)) return;
  if (at - 1 >= floor && (isMinus(letter) || letter === "+" || letter === "＋")) {
    const before = text[at - 2] ?? " ";
    const isSign =
      letter === "–"
        ? /[\s(（：:为]/.test(before)
        : !/[\dA-Za-z%％)）\]０-９\-－]/.test(before) || (letter === "+" && /[A-Za-z)）]/.test(before));
    // A dash that stands where the figure before it ended joins two figures.
    if (!isSign || (at - 1 === floor && floor > 0 && letter !== "+")) return;
    setStart(found, at - 1);
    if (letter !== "+" && letter !== "＋") negate(found);
    return;
  }
  const from = at - (isBlank(text.charCodeAt(at - 1)) ? 1 : 0);
  if (from - 1 >= floor && (text[from - 1] === "负" || text[from - 1] === "負") && text[from - 2] !== "担") {
    setStart(found, from - 1);
    negate(found);
    return;
  }
  if (from < at && isLatin(text.charCodeAt(from - 1))) {
    const word = /(?:^|[^A-Za-z])(minus|negative)$/i.exec(text.slice(Math.max(floor, from - 9), from));
    if (word === null) return;
    setStart(found, from - word[1]!.length);
    negate(found);
  }
}

/** "$(3.2) million": a loss; only with a currency before the bracket, for in prose a bracket is an aside. */
function bracketed(context: ScanContext, found: Found): void {
  const { text, lexicon, floor } = context;
  const open = found.numberStart - (isBlank(text.charCodeAt(found.numberStart - 1)) ? 2 : 1);
  const close = skipBlanks(text, found.numberEnd, 1);
  if (text[open] !== "(" || text[close] !== ")" || found.rule !== "digits") return;
  if (currencyBefore(lexicon, text, open, Math.min(floor, open)) === null) return;
  setStart(found, open);
  found.numberEnd = found.coreEnd = found.end = found.plainEnd = close + 1;
  negate(found);
}

function setStart(found: Found, start: number): void {
  found.numberStart = found.coreStart = found.start = start;
}

/** "-$5", "+US$3": the sign before the currency. */
function outerSign(context: ScanContext, found: Found): void {
  const { text, floor } = context;
  const letter = text[found.coreStart - 1];
  if (found.coreStart - 1 < floor || (!isMinus(letter) && letter !== "+")) return;
  if (/[\dA-Za-z%)]/.test(text[found.coreStart - 2] ?? " ")) return;
  found.coreStart = found.start = found.coreStart - 1;
  if (letter !== "+") negate(found);
}

const CHANGE_BEFORE = /[升降增减跌涨扩收]|同比|环比|\+|＋|－|提高|改善/;

/** "%" and its words, 成, 折. */
function percentOf(context: ScanContext, found: Found): boolean {
  const { text } = context;
  const unit = readUnit(context.lexicon, text, found.coreEnd, context.end, found.scalePower > 0);
  if (unit !== null && unit.entry.unit === "fraction") {
    let end = unit.end;
    if (unit.entry.kind === "percent" && text[end] === "半" && text[end - 1] === "成") {
      found.low = { ...found.low, digits: `${found.low.digits}5`, power: found.low.power - 1 };
      found.high = found.low;
      end++;
    }
    // 毛利率提升1.2pct: between Chinese words of change it is the market's short form of points.
    const isPoints =
      text.slice(found.coreEnd, end).trim() === "pct" &&
      CHANGE_BEFORE.test(text.slice(Math.max(context.floor, found.coreStart - 8), found.coreStart));
    const kind = isPoints ? "percentage-point" : unit.entry.kind;
    setUnit(found, end, kind, "fraction", "%", unit.entry.factor, "percent");
    return true;
  }
  const next = skipBlanks(text, found.coreEnd, 1);
  if (text[next] === "折" && !"合旧射叠腾损线扣现价".includes(text[next + 1] ?? "-"))
    return discountOf(found, next + 1);
  return false;
}

/** 八五折 = 85 %, 7.5折 = 75 %: digits side by side are tenths and hundredths. */
function discountOf(found: Found, end: number): boolean {
  const { digits, power } = found.low;
  const value = power === 0 && digits.length === 2 ? { ...found.low, power: -2 } : shift(found.low, -1);
  if (compare(value, ONE) >= 0) return false;
  found.low = found.high = value;
  setUnit(found, end, "percent", "fraction", "%", ONE, "discount");
  return true;
}

function setUnit(
  found: Found,
  end: number,
  kind: Found["kind"],
  unit: string,
  name: string,
  factor: Amount,
  rule: string,
): void {
  found.coreEnd = found.end = found.plainEnd = end;
  found.kind = kind;
  found.unit = unit;
  found.unitName = name;
  found.factor = factor;
  found.hasUnit = true;
  found.rule = rule;
}

function setMoney(found: Found, before: CurrencyBefore): void {
  found.coreStart = found.start = before.start;
  setUnit(
    found,
    found.coreEnd,
    "money",
    before.entry.iso,
    before.entry.iso,
    before.entry.factor,
    "currency-before",
  );
  found.isMoney = true;
  found.isCurrencyBefore = true;
}

/** Money: the currency after beats a shared sign before; a currency before beats a counted noun after. */
function moneyOf(context: ScanContext, found: Found, before: CurrencyBefore | null): boolean {
  const { text, lexicon } = context;
  const after = currencyAfter(lexicon, text, found.coreEnd, context.end, found.scalePower > 0);
  const isUnitLonger =
    after !== null && !found.isCurrencyBefore && before === null && unitBeats(context, found, after.end);
  if (after !== null && !isUnitLonger && (before === null || !isNextSign(text, after.end, found, before))) {
    if (before === null || after.entry.iso === before.entry.iso || before.isSign) {
      if (before !== null) found.coreStart = found.start = before.start;
      setUnit(
        found,
        after.end,
        "money",
        after.entry.iso,
        after.entry.iso,
        after.entry.factor,
        "currency-after",
      );
      found.isMoney = true;
      found.isCurrencyBefore = before !== null;
      scaleAfterCode(context, found);
      perOf(context, found);
      return true;
    }
  }
  if (before === null) return false;
  setMoney(found, before);
  perOf(context, found);
  return true;
}

/** "75 USD million": the scale behind the code. */
function scaleAfterCode(context: ScanContext, found: Found): void {
  const { text } = context;
  if (
    found.scalePower > 0 ||
    !isBlank(text.charCodeAt(found.coreEnd)) ||
    !isLatin(text.charCodeAt(found.coreEnd - 1))
  )
    return;
  const scale = readScale(context, found.coreEnd, true);
  if (scale === null || scale.end - found.coreEnd < 3) return;
  found.low = shift(found.low, scale.power);
  found.high = shift(found.high, scale.power);
  found.scalePower = scale.power;
  found.coreEnd = found.end = found.plainEnd = scale.end;
}

/** "$20 $37": the sign after is the next number's. */
const isNextSign = (text: string, end: number, found: Found, before: CurrencyBefore): boolean =>
  before !== null && end - found.coreEnd <= 3 && /[$€£¥￥]$/.test(text.slice(end - 1, end));

/** A unit that is longer than the currency word at the same place (pound-mass, 分钟). */
function unitBeats(context: ScanContext, found: Found, end: number): boolean {
  const unit = readUnit(context.lexicon, context.text, found.coreEnd, context.end, found.scalePower > 0);
  return unit !== null && unit.end > end;
}

function perOf(context: ScanContext, found: Found): void {
  const per = readPer(context.lexicon, context.text, found.coreEnd, context.end, found.isMoney);
  if (per === null) return;
  found.coreEnd = found.end = per.end;
  found.unit = `${found.isMoney ? found.unit : found.unitName}/${per.name}`;
  if (found.isMoney) found.kind = "price";
  else {
    // A quotient keeps the unit as written: "50 km/ms" has no base unit that a reader would know.
    found.factor = ONE;
    if (found.kind !== "count") found.kind = "other";
  }
}

/** A unit of measure. */
function measureOf(context: ScanContext, found: Found): boolean {
  const unit = readUnit(context.lexicon, context.text, found.coreEnd, context.end, found.scalePower > 0);
  if (unit === null) return false;
  const { entry } = unit;
  const end =
    context.text.startsWith("'", unit.end) && entry.kind === "duration" && context.text[unit.end - 1] === "s"
      ? unit.end + 1
      : unit.end;
  setUnit(found, end, entry.kind, entry.unit, entry.name, entry.factor, "unit");
  if (
    context.text[found.coreEnd] === "半" &&
    entry.kind !== "ratio" &&
    isHan(context.text.charCodeAt(found.coreEnd - 1)) &&
    !"导年".includes(context.text[found.coreEnd + 1] ?? "-")
  ) {
    found.low = { ...found.low, digits: `${found.low.digits}5`, power: found.low.power - 1 };
    found.high = found.low;
    found.coreEnd = found.end = found.plainEnd = found.coreEnd + 1;
  }
  perOf(context, found);
  return true;
}

/** Something counted: a classifier, a noun. */
function countOf(context: ScanContext, found: Found): boolean {
  if (found.isYear) return false;
  const isLarge = found.scalePower > 0 || (!found.isSingle && compare(found.high, amountOf("10")) >= 0);
  const counted = readCounted(context.lexicon, context.text, found.coreEnd, context.end, isLarge);
  if (counted === null) return false;
  if (found.isSingle && !isLarge && found.qualifier === null && !context.bare) {
    const bound = qualifierBefore(context.lexicon, context.text, found.start, context.floor);
    if (bound === null || bound.qualifier === "about") return false;
  }
  found.kind = "count";
  found.unit = counted.noun;
  found.unitName = counted.noun;
  found.hasUnit = true;
  found.rule = "counted";
  found.coreEnd = found.end = found.plainEnd = counted.end;
  perOf(context, found);
  return true;
}

function perBefore(context: ScanContext, found: Found): void {
  if (!found.hasUnit || found.unit.includes("/") || found.kind === "percent" || found.kind === "duration")
    return;
  const per = readPerBefore(context.lexicon, context.text, found.coreStart, context.floor);
  if (per === null || per.name === found.unit) return;
  if (found.isMoney) {
    found.unit = `${found.unit}/${per.name}`;
    found.kind = "price";
    found.rule = "per-before";
    // 约为每GW 500亿美元: the word before 每 speaks of the amount.
    found.qualifier ??= qualifierBefore(context.lexicon, context.text, per.start, 0)?.qualifier ?? null;
  }
}

const MULTIPLE_REACH = 14;

/** P/E and its kin: a ratio beside the word for a valuation multiple. */
function multipleOf(context: ScanContext, found: Found): void {
  if (found.kind !== "ratio") return;
  const { text, lexicon } = context;
  const next = skipBlanks(text, text[found.coreEnd] === "的" ? found.coreEnd + 1 : found.coreEnd, 1);
  if (lexicon.multiples.match(text, next, context.end) !== null) {
    found.kind = "multiple";
    return;
  }
  const least = Math.max(context.floor, found.coreStart - MULTIPLE_REACH);
  for (let at = found.coreStart; at > least; at--) {
    if ("，。；,;\n".includes(text[at - 1]!)) return;
    if (lexicon.multiplesBefore.matchBefore(text, at, Math.max(0, least - 10)) !== null) {
      found.kind = "multiple";
      return;
    }
  }
}

/** Qualifier words before and after; 近 and "over" before a duration are a window, not a bound. */
export function qualify(context: ScanContext, found: Found): void {
  const { text, lexicon, floor } = context;
  if (!found.hasUnit && found.scalePower === 0 && !context.bare) return;
  const before = qualifierBefore(lexicon, text, found.coreStart, floor);
  if (
    before !== null &&
    !(found.kind === "duration" && isWindowWord(text.slice(before.edge, found.coreStart).trim())) &&
    !isComparison(found, text.slice(before.edge, found.coreStart))
  ) {
    found.qualifier ??= before.qualifier;
    found.start = before.edge;
  }
  const after = qualifierAfter(lexicon, text, found.coreEnd, context.end);
  if (after !== null) {
    found.qualifier ??= after.qualifier;
    found.end = after.edge;
  }
}

/** 高出50%, 高出2倍: by how much it is higher, no bound of it. */
const isComparison = (found: Found, word: string): boolean =>
  (found.kind === "percent" || found.kind === "percentage-point" || found.kind === "ratio") &&
  word.startsWith("高出");

const isWindowWord = (word: string): boolean =>
  word === "近" || word === "over" || word === "Over" || word === "past";
