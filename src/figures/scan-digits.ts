// figures/scan-digits.ts: what a digit means to the scanner: a label, a fraction, a mixed numeral, a number.

import { type Amount, amountOf } from "./amount.ts";
import { readDigits, readMixed, readPower, readSlash } from "./digits.ts";
import { bareFound, type Found } from "./found.ts";
import { readLabel } from "./label.ts";
import type { PeriodLabel } from "./label-parts.ts";
import { isScaleNumeral, numeralValue, readNumeral } from "./numeral.ts";
import { mixedFraction, ratioAfter } from "./scan-numerals.ts";
import { overWord } from "./scan-words.ts";
import type { Scanner } from "./scanner.ts";
import { isDigit, isLatin } from "./trie.ts";
import { skipBlanks } from "./unit.ts";
import { readWords } from "./words.ts";

export function atDigit(scanner: Scanner, at: number): number {
  const { text, end, context } = scanner;
  // 每10股派1.5元: the ten belong to the price behind them.
  if (text[at - 1] === "每" && !context.bare) return readDigits(text, at, end).end;
  const label = text[at] === "." ? null : readLabel(text, at, end);
  if (label !== null && !label.isPlainYear && !(context.bare && label.day !== null && label.month === null))
    return scanner.label(label);
  const isAfterCurrency = /[$€£¥￥]\s?$/.test(text.slice(Math.max(0, at - 2), at));
  const read = readDigits(text, at, end, { spaceGroups: context.bare, isAfterCurrency });
  if (read.amount === null)
    return context.bare && read.end - at < 24 && text[at] !== "."
      ? partsOfAddress(scanner, at, read.end)
      : Math.max(read.end, at + 1);
  const slash = text[read.end] === "/" || text[read.end] === "／" ? readSlash(text, at, end) : null;
  const over =
    context.bare && text.startsWith(" over ", read.end) ? overWord(scanner, at, read.end, read.amount) : null;
  if (over !== null) return scanner.push(over);
  if (slash !== null) return scanner.push(bareFound(at, slash.end, slash.amount, "fraction"));
  const denominator = ratioAfter(scanner, at, read.end, read.amount, false);
  if (denominator > 0) return denominator;
  const whole = text[read.end] === "又" ? mixedFraction(scanner, at, read.end, read.amount) : 0;
  if (whole > 0) return whole;
  const mixed = readMixed(text, read.end, end, read.amount) ?? readPower(text, read.end, end, read.amount);
  if (mixed !== null) return scanner.push(bareFound(at, mixed.end, mixed.amount, "fraction"));
  const compound = compoundAt(scanner, at, read.end, read.amount);
  if (compound !== null) return scanner.push(compound);
  const figure = bareFound(at, read.end, read.amount, "digits");
  if (label !== null && (read.end <= label.end || label.yearTo !== null))
    return plainYear(scanner, label, figure);
  return scanner.push(figure);
}

/** "192.168.1.2" where bare numbers are wanted: its parts. */
export function partsOfAddress(scanner: Scanner, at: number, stop: number): number {
  for (const run of scanner.text.slice(at, stop).matchAll(/\d+/g))
    scanner.push(bareFound(at + run.index, at + run.index + run[0].length, amountOf(run[0]), "digits"));
  return Math.max(stop, at + 1);
}

export function plainYear(scanner: Scanner, label: PeriodLabel, figure: Found): number {
  const { text } = scanner;
  if (label.yearTo !== null) return scanner.label(label);
  figure.isYear = true;
  const before = scanner.found.length;
  const written = figure.numberEnd;
  const next = scanner.push(figure);
  const kept = scanner.found.at(-1);
  if (kept === figure && !figure.hasUnit && figure.numberEnd === written) {
    if (!scanner.context.bare) scanner.found.length = Math.min(before, scanner.found.length);
    return scanner.label(label);
  }
  return Math.max(next, Math.min(label.end, text.length));
}

/** 7万5千, 25万6千, 4 thousand 3 hundred and 21: digits that words or numerals go on. */
export function compoundAt(scanner: Scanner, at: number, stop: number, amount: Amount): Found | null {
  const { text, end } = scanner;
  const next = skipBlanks(text, stop, 2);
  const code = text.charCodeAt(next);
  if (amount.power === 0 && isScaleNumeral(code)) {
    let after = next + 1;
    while (after < next + 4 && isScaleNumeral(text.charCodeAt(after))) after++;
    after = skipBlanks(text, after, 2);
    const value = numeralValue(text.charCodeAt(after));
    if (isDigit(text.charCodeAt(after)) || value <= 9 || value === 11) {
      const read = readNumeral(text, at, end);
      const isMixed = read.amount !== null && read.end > after;
      if (isMixed)
        return scanner.numeralFound(
          at,
          read.end,
          read.amount!,
          read.amount!,
          read.scalePower,
          read.isOver,
          "numeral-mixed",
        );
    }
    return null;
  }
  if (isLatin(code) && next > stop && amount.power === 0 && amount.digits.length < 6) {
    const read = readWords(text, at, end, scanner.lexicon, { value: BigInt(amount.digits), end: stop });
    if (
      read !== null &&
      read.end > stop &&
      /\s(?:and|&)\s|\d\D+\d|[a-z]\s+[a-z]/i.test(text.slice(at, read.end))
    ) {
      return scanner.numeralFound(
        at,
        read.end,
        read.amount,
        read.amount,
        read.scalePower,
        false,
        "words-mixed",
      );
    }
  }
  return null;
}
