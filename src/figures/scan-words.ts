// figures/scan-words.ts: what a run of Latin letters means to the scanner: a name, a code, a label, a number in words.
//
// Letters and a digit are a currency code (RMB10), a period (FY25Q3) or a name (H100, v6e), stepped over whole. Other
// words are asked for only when a 14-bit filter lets them through, so English prose costs a few loads a word.

import { type Amount, amountOf, compare, divide } from "./amount.ts";
import { bareFound, type Found } from "./found.ts";
import { readLabel } from "./label.ts";
import { monthOf } from "./label-parts.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Scanner } from "./scanner.ts";
import { isDigit, isLatin } from "./trie.ts";
import { readWords } from "./words.ts";

const filterKey = (first: number, length: number, last: number): number =>
  ((first & 31) << 9) | (length << 5) | (last & 31);

let filter: Uint8Array | null = null;

/** One bit for each (first letter, length, last letter) of a word that means a number: most words fail it. */
function wordFilter(words: Lexicon): Uint8Array {
  if (filter !== null) return filter;
  const table = new Uint8Array(32 << 9);
  const add = (word: string): void => {
    if (word.length <= 14)
      table[filterKey(word.charCodeAt(0), word.length, word.charCodeAt(word.length - 1))] = 1;
  };
  for (const word of words.smallNumbers.keys()) add(word);
  for (const word of words.scales.keys()) add(word);
  for (const word of words.vague.keys()) add(word);
  for (const word of words.tens.keys()) add(word);
  for (const word of words.multiplied.keys()) add(word);
  for (const word of "half quarter third halves fiscal fy first second fourth fifth sixth seventh eighth ninth tenth hundredth thousandth millionth billionth trillionth january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split(
    " ",
  ))
    add(word);
  filter = table;
  return table;
}

export function atLatin(scanner: Scanner, at: number): number {
  const { text, end } = scanner;
  let stop = at + 1;
  while (stop < end && isLatin(text.charCodeAt(stop))) stop++;
  const next = text.charCodeAt(stop);
  if (isDigit(next) && stop < end) return lettersThenDigit(scanner, at, stop);
  if (next === 0x2d && isDigit(text.charCodeAt(stop + 1)) && isHyphenName(scanner, at, stop))
    return skipName(scanner, stop);
  if (next === 0x3a && text.startsWith("://", stop)) return skipAddress(scanner, stop);
  const length = stop - at;
  if (
    length > 14 ||
    wordFilter(scanner.lexicon)[filterKey(text.charCodeAt(at), length, text.charCodeAt(stop - 1))] === 0
  )
    return stop;
  return atWord(scanner, at, stop);
}

/** RMB10, FY25Q3, Q3, H100, v6e. */
export function lettersThenDigit(scanner: Scanner, at: number, stop: number): number {
  const { text } = scanner;
  const label = stop - at <= 7 ? readLabel(text, at, scanner.end) : null;
  if (label !== null) return scanner.label(label);
  const word = text.slice(at, Math.min(stop, at + 8));
  if (/^(?:yoy|qoq|mom|cagr)$/i.test(word)) return stop;
  if (stop - at <= 4 && scanner.lexicon.currencyBefore.matchBefore(text, stop, at)?.edge === at) return stop;
  return skipName(scanner, stop);
}

/** Steps over the rest of a name: letters, digits, and the marks inside it. */
export function skipName(scanner: Scanner, from: number): number {
  const { text, end } = scanner;
  const isLetter = (code: number): boolean => isDigit(code) || isLatin(code);
  let at = from;
  while (at < end) {
    if (isLetter(text.charCodeAt(at))) at++;
    else if (".-+_".includes(text[at]!) && at + 1 < end && isLetter(text.charCodeAt(at + 1))) at++;
    else break;
  }
  return at;
}

export function isHyphenName(scanner: Scanner, at: number, stop: number): boolean {
  const word = scanner.text.slice(at, Math.min(stop, at + 8));
  if (/^(?:yoy|qoq|mom|cagr|usd|rmb|eur|hkd|to|and|of|at|by)$/i.test(word)) return false;
  return scanner.text[at - 1] !== "$";
}

export function skipAddress(scanner: Scanner, at: number): number {
  let next = at;
  while (next < scanner.end && scanner.text.charCodeAt(next) > 32 && scanner.text.charCodeAt(next) < 0x2e80)
    next++;
  return next;
}

export function atWord(scanner: Scanner, at: number, stop: number): number {
  const { text, lexicon: words, end, context } = scanner;
  const word = text.slice(at, stop).toLowerCase();
  if (monthOf(word) > 0 || word === "fiscal" || word === "fy") {
    const label = readLabel(text, at, end);
    if (label !== null) return scanner.label(label);
    if (!words.smallNumbers.has(word)) return stop;
  }
  if (text[stop] === " " || text[stop] === "-") {
    const label =
      word === "first" || word === "second" || word === "third" || word === "fourth"
        ? readLabel(text, at, end)
        : null;
    if (label !== null) return scanner.label(label);
  }
  const vague = words.vague.get(word);
  if (vague !== undefined) return vagueWord(scanner, at, stop, vague);
  const tens = words.tens.get(word);
  if (tens !== undefined && text.startsWith(" of ", stop)) return tensOf(scanner, at, stop, tens);
  const value = words.multiplied.get(word);
  if (value !== undefined) return times(scanner, at, stop, word, value);
  if (word === "percent" || word === "percents" || word === "cent") return stop;
  if (words.denominators.has(word) && word !== "half" && !isPart(scanner, at, stop, word)) return stop;
  const isPointing =
    word === "one" &&
    /\b(?:this|that|which|each|any|every|no|another|the|other)\s$/i.test(text.slice(Math.max(0, at - 8), at));
  if (isPointing) return stop;
  if (word.endsWith("s") && words.scales.has(word)) return stop;
  if (text[stop] === "-" && isLatin(text.charCodeAt(stop + 1)) && word === "one" && !context.bare)
    return stop;
  const read = readWords(text, at, end, words);
  if (read === null) return stop;
  read.end = restatedEnd(text, read.end, read.amount);
  const over = context.bare ? overWord(scanner, at, read.end, read.amount) : null;
  if (over !== null) return scanner.push(over);
  const isArticle = read.start < at;
  if (!context.bare && words.scales.has(word) && !isArticle) return read.end;
  const figure = scanner.numeralFound(
    read.start,
    read.end,
    read.amount,
    read.amount,
    read.scalePower,
    false,
    "words",
  );
  figure.isSingle = read.isSingle;
  if (read.start < (scanner.found.at(-1)?.end ?? 0)) return read.end;
  const next = scanner.push(figure);
  return Math.max(next, stop);
}

/** "thirty (30) days": contracts say a number twice; the brackets are part of it when both are the same. */
function restatedEnd(text: string, end: number, amount: Amount): number {
  if (text[end] !== " " || text[end + 1] !== "(") return end;
  const match = /^ \((\d{1,3}(?:,?\d{3})*)\)/.exec(text.slice(end, end + 20));
  if (match === null) return end;
  return compare(amountOf(match[1]!.replaceAll(",", "")), amount) === 0 ? end + match[0].length : end;
}

/** "one over twenty", where bare numbers are wanted. */
export function overWord(scanner: Scanner, at: number, stop: number, numerator: Amount): Found | null {
  if (!scanner.text.startsWith(" over ", stop)) return null;
  const below = readWords(scanner.text, stop + 6, scanner.end, scanner.lexicon);
  const quotient = below === null ? null : divide(numerator, below.amount);
  return below === null || quotient === null ? null : bareFound(at, below.end, quotient, "fraction");
}

/** "a fifth of", "a quarter million": an ordinal that is a part. */
export function isPart(scanner: Scanner, at: number, stop: number, word: string): boolean {
  const isArticle = /(?:^|[^A-Za-z])an?\s$/i.test(scanner.text.slice(Math.max(0, at - 4), at));
  if (word === "quarter" || word === "quarters") return true;
  return (
    isArticle && /^(?:\s+of\b|\s*$|\s+(?:million|billion|trillion))/.test(scanner.text.slice(stop, stop + 12))
  );
}

export function vagueWord(scanner: Scanner, at: number, stop: number, power: number): number {
  const figure = bareFound(at, stop, { sign: 1, digits: "1", power }, "vague");
  figure.high = { sign: 1, digits: "1", power: power + 1 };
  figure.isVague = true;
  figure.scalePower = power;
  return Math.max(scanner.push(figure), stop);
}

/** "tens of billions of dollars". */
export function tensOf(scanner: Scanner, at: number, stop: number, tens: number): number {
  const match = /^ of (thousands|millions|billions|trillions)/i.exec(scanner.text.slice(stop, stop + 14));
  const power = tens + (match === null ? 0 : scanner.lexicon.scales.get(match[1]!.toLowerCase())!);
  if (match === null && tens < 3) return stop;
  return vagueWord(scanner, at, stop + (match?.[0].length ?? 0), power);
}

/** doubled, tripled: a ratio; "double" only after a word that makes it a verb. */
export function times(scanner: Scanner, at: number, stop: number, word: string, value: string): number {
  const { text } = scanner;
  if (text[stop] === "-") return stop;
  if (/^(?:double|triple|quadruple)s?$/.test(word)) {
    const before = /([A-Za-z]+) $/.exec(text.slice(Math.max(0, at - 12), at));
    if (before === null || !scanner.lexicon.doubleAfter.has(before[1]!.toLowerCase())) return stop;
  }
  const figure = bareFound(at, stop, amountOf(value), "multiplied");
  Object.assign(figure, { hasUnit: true, kind: "ratio", unit: "x" });
  return Math.max(scanner.pushReady(figure, scanner.context), stop);
}
