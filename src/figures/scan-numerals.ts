// figures/scan-numerals.ts: what a Chinese numeral means to the scanner: a stop word, a label, a number, X分之Y.

import { type Amount, divide, ONE, shift } from "./amount.ts";
import { readDigits } from "./digits.ts";
import { bareFound } from "./found.ts";
import { readLabel } from "./label.ts";
import { isScaleNumeral, numeralValue, readNumeral } from "./numeral.ts";
import type { Scanner } from "./scanner.ts";
import { isDigit, isLatin } from "./trie.ts";
import { skipBlanks } from "./unit.ts";

export function atNumeral(scanner: Scanner, at: number): number {
  const { text, end, lexicon: words, context } = scanner;
  const stop = words.stop.match(text, at, end);
  if (stop !== null) return stop.edge;
  if (context.bare && text[at] === "一" && text[at + 1] === "半")
    return scanner.push(bareFound(at, at + 2, { sign: 1, digits: "5", power: -1 }, "half"));
  const isOneLong = numeralValue(text.charCodeAt(at + 1)) === 99;
  if (
    at > 0 &&
    isOneLong &&
    words.glued.has(text.slice(at - 1, at + 1)) &&
    !(context.bare && text[at - 1] === "第")
  )
    return at + 1;
  const label = readLabel(text, at, end);
  if (label !== null) return scanner.label(label);
  const read = readNumeral(text, at, end);
  if (read.amount === null) return bareScale(scanner, at, read.end);
  const isHanScale = isScaleNumeral(text.charCodeAt(at)) && numeralValue(text.charCodeAt(at)) !== 11;
  const ratio = ratioAfter(scanner, at, read.end, read.amount, isHanScale);
  if (ratio > 0) return ratio;
  const isMixedFraction = text[read.end] === "又" || (text[read.end] === " " && text[read.end + 1] === "又");
  if (isMixedFraction) {
    const mixed = mixedFraction(scanner, at, read.end, read.amount);
    if (mixed > 0) return mixed;
  }
  const figure = scanner.numeralFound(
    at,
    read.end,
    read.amount,
    read.high ?? read.amount,
    read.scalePower,
    read.isOver,
    "numeral",
  );
  figure.isRange = read.high !== null;
  figure.isSingle = read.isSingle;
  // 百, 千 alone (百家, 千人) and formal digits alone say little: only with a currency, percent or unit.
  if (!context.bare && read.end === at + 1 && isHanScale) return scanner.pushIfUnit(figure);
  return scanner.push(figure);
}

/** X分之Y: of a hundred or thousand a percentage, else a ratio. Returns 0 when 分之 does not follow. */
export function ratioAfter(
  scanner: Scanner,
  start: number,
  stop: number,
  denominator: Amount,
  isHanScale: boolean,
): number {
  const { text, end, context } = scanner;
  let at = skipBlanks(text, stop, 3);
  if (text[at] !== "分") return 0;
  at = skipBlanks(text, at + 1, 3);
  if (text[at] !== "之") return 0;
  at = skipBlanks(text, at + 1, 3);
  let sign: 1 | -1 = 1;
  if (text[at] === "负" || text[at] === "負" || text[at] === "-") {
    sign = -1;
    at++;
  }
  const isWritten = isDigit(text.charCodeAt(at));
  const digits = isWritten ? readDigits(text, at, end) : readNumeral(text, at, end);
  if (digits.amount === null || digits.end <= at) return isHanScale ? at : 0;
  let numerator = digits.amount;
  let last = digits.end;
  const letter = isWritten ? text[last] : undefined;
  if ((letter === "K" || letter === "k" || letter === "Ｋ") && !isLatin(text.charCodeAt(last + 1))) {
    numerator = shift(numerator, 3);
    last++;
  }
  numerator = { ...numerator, sign: (numerator.sign * sign) as 1 | -1 };
  const quotient = divide(numerator, denominator);
  if (quotient === null) return last;
  const figure = bareFound(start, last, quotient, isHanScale ? "percent-of" : "fraction");
  figure.hasUnit = true;
  figure.kind = isHanScale ? "percent" : "ratio";
  figure.unit = "fraction";
  if (isHanScale) {
    figure.low = figure.high = { ...numerator, power: numerator.power };
    figure.factor = divide(ONE, denominator) ?? ONE;
    figure.numberStart = at;
  }
  return scanner.pushReady(figure, context);
}

/** 三百五又三分之一. */
export function mixedFraction(scanner: Scanner, start: number, stop: number, whole: Amount): number {
  const { text, end } = scanner;
  const at = skipBlanks(text, text.indexOf("又", stop) + 1, 2);
  const denominator = isDigit(text.charCodeAt(at)) ? readDigits(text, at, end) : readNumeral(text, at, end);
  if (denominator.amount === null) return 0;
  let next = skipBlanks(text, denominator.end, 2);
  if (text[next] !== "分") {
    const numerator = readNumeral(text, next, end);
    // 一又十分一, as written in Hong Kong, drops 之.
    if (numerator.amount === null || text[denominator.end] !== "分") return 0;
  }
  next = skipBlanks(text, next + 1, 2);
  if (text[next] === "之") next = skipBlanks(text, next + 1, 2);
  const numerator = isDigit(text.charCodeAt(next))
    ? readDigits(text, next, end)
    : readNumeral(text, next, end);
  if (numerator.amount === null) return 0;
  const part = divide(numerator.amount, denominator.amount);
  if (part === null) return 0;
  const power = Math.min(whole.power, part.power);
  const sum =
    BigInt(whole.digits) * 10n ** BigInt(whole.power - power) +
    BigInt(part.digits) * 10n ** BigInt(part.power - power);
  return scanner.push(
    bareFound(start, numerator.end, { sign: 1, digits: sum.toString(), power }, "fraction"),
  );
}

/** 万亿美元, 百亿元: a scale with no number before it counts as one of it, with a currency or 级 behind. */
export function bareScale(scanner: Scanner, at: number, stop: number): number {
  const { text } = scanner;
  const before = text[at - 1] ?? "";
  if (text[stop] === "分" && text[stop + 1] === "之" && stop - at <= 3) {
    let zeros = 0;
    for (let next = at; next < stop; next++)
      zeros += [0, 1, 2, 3, 4, 8, 12][numeralValue(text.charCodeAt(next)) - 10] ?? 0;
    return Math.max(stop, ratioAfter(scanner, at, stop, { sign: 1, digits: "1", power: zeros }, true));
  }
  if (stop - at < 2 || stop - at > 3 || !"超破达过逾近的到至上".includes(before) || before === "")
    return stop;
  let power = 0;
  for (let next = at; next < stop; next++) {
    const value = numeralValue(text.charCodeAt(next));
    if (value < 12 || value > 16) return stop;
    power += [2, 3, 4, 8, 12][value - 12]!;
  }
  const figure = bareFound(at, stop, { sign: 1, digits: "1", power }, "scale-alone");
  figure.scalePower = power;
  return scanner.pushIfUnit(figure);
}
