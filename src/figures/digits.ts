// figures/digits.ts: numbers written in digits: groups, decimals, exponents, vulgar fractions.
//
// "1,133.18", "12,34,567", "１，１２３", "1 234 567", ".5", "1e10", "6.23x10^-4", "1 3/5", "¾". Comes back
// with where it ends and the exact amount. A longer run of digits than any number has is stepped
// over whole, so that a megabyte of digits costs one pass.

import { type Amount, add, amountOf, amountOfInteger, divide, MAX_POWER } from "./amount.ts";
import { isBlank, isDigit } from "./trie.ts";

export interface DigitsRead {
  end: number;
  /** Null: digits that are no number (too long, an address, a version). */
  amount: Amount | null;
}

const LONGEST = 40; // digits; the largest sums of the world have under 20
const GROUP_SEPARATORS = ",，'’";

const plain = (text: string, start: number, end: number): string => {
  let out = "";
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) out += text[at];
    else if (code >= 0xff10 && code <= 0xff19) out += String.fromCharCode(code - 0xff10 + 48);
  }
  return out;
};

const runEnd = (text: string, start: number, end: number): number => {
  let at = start;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  return at;
};

/** Whether the run [start, end) is exactly `length` digits and no digit follows. */
const isRun = (text: string, start: number, end: number, length: number): boolean =>
  start + length <= end && runEnd(text, start, Math.min(end, start + length + 1)) === start + length;

/** Where the groups after the first run end: "1,234,567", "12,34,567", with blanks when allowed. */
function groupsEnd(text: string, start: number, first: number, end: number, options: DigitOptions): number {
  if (first - start > 3 || text.charCodeAt(start) === 48) return first;
  const separator = text[first];
  if (separator === undefined) return first;
  const code = text.charCodeAt(first);
  const isWide = separator === "，";
  const isSpace = code === 0xa0 || code === 0x202f || code === 0x2009 || (code === 32 && options.spaceGroups);
  if (!isSpace && !GROUP_SEPARATORS.includes(separator)) return first;
  if (isWide && options.isAfterCurrency) return first;
  let at = first;
  while (text[at] === separator && isRun(text, at + 1, end, 3)) at += 4;
  // The Indian way: pairs, then three at the end.
  if (separator === "," && text[at] === "," && isRun(text, at + 1, end, 2)) {
    let pair = at;
    while (text[pair] === "," && isRun(text, pair + 1, end, 2)) pair += 3;
    if (text[pair] === "," && isRun(text, pair + 1, end, 3)) at = pair + 4;
  }
  return at;
}

export interface DigitOptions {
  /** "1 234 567" is one number: in prose and inside one cell, never across columns. */
  spaceGroups?: boolean;
  /** A currency stands before: "$20，300美圆" is two figures. */
  isAfterCurrency?: boolean;
}

/** Reads the digits at `start` (a digit, or a dot before a digit). */
export function readDigits(text: string, start: number, end: number, options: DigitOptions = {}): DigitsRead {
  const isDotFirst = text[start] === "." || text[start] === "．";
  let at = isDotFirst ? start : runEnd(text, start, end);
  if (at - start > LONGEST) return { end: at, amount: null };
  if (!isDotFirst) at = groupsEnd(text, start, at, end, options);
  let power = 0;
  const wholeEnd = at;
  if ((text[at] === "." || text[at] === "．") && at + 1 < end && isDigit(text.charCodeAt(at + 1))) {
    const decimals = runEnd(text, at + 1, end);
    // Two dots: an address, a version, a section number.
    if (text[decimals] === "." && decimals + 1 < end && isDigit(text.charCodeAt(decimals + 1))) {
      let skip = decimals;
      while (skip < end && (text[skip] === "." || isDigit(text.charCodeAt(skip)))) skip++;
      return { end: skip, amount: null };
    }
    power = -(decimals - at - 1);
    at = decimals;
  }
  const digits = plain(text, start, wholeEnd) + (power < 0 ? plain(text, wholeEnd + 1, at) : "");
  if (digits.length > LONGEST) return { end: at, amount: null };
  return withExponent(text, at, end, { sign: 1, digits: digits || "0", power });
}

/** "e10", "E-3", "x10^6", "×10^-4" right after the digits. */
function withExponent(text: string, at: number, end: number, amount: Amount): DigitsRead {
  let mark = -1;
  const letter = text[at];
  if (letter === "e" || letter === "E") mark = at + 1;
  else if (letter === "x" || letter === "×" || letter === "X") {
    if (text.startsWith("10^", at + 1)) mark = at + 4;
  }
  if (mark < 0) return { end: at, amount };
  let digits = mark;
  const isNegative = text[digits] === "-" || text[digits] === "−";
  if (isNegative || text[digits] === "+") digits++;
  const stop = runEnd(text, digits, Math.min(end, digits + 4));
  const next = text.charCodeAt(stop);
  if (stop === digits || stop - digits > 3 || (next >= 97 && next <= 122) || (next >= 65 && next <= 90)) {
    return { end: at, amount };
  }
  const power = amount.power + (isNegative ? -1 : 1) * Number(text.slice(digits, stop));
  if (Math.abs(power) > MAX_POWER) return { end: stop, amount: null };
  return { end: stop, amount: { ...amount, power } };
}

/** "1/2", "3/5" after a whole number with a blank ("1 3/5"), or a fraction alone; null when there is none. */
export function readSlash(text: string, start: number, end: number): { end: number; amount: Amount } | null {
  const numerator = runEnd(text, start, Math.min(end, start + 8));
  if (numerator === start || (text[numerator] !== "/" && text[numerator] !== "／")) return null;
  const stop = runEnd(text, numerator + 1, Math.min(end, numerator + 9));
  if (stop === numerator + 1 || text[stop] === "/" || text[stop] === "／") return null;
  const amount = divide(
    amountOfInteger(BigInt(plain(text, start, numerator))),
    amountOfInteger(BigInt(plain(text, numerator + 1, stop))),
  );
  return amount === null ? null : { end: stop, amount };
}

const VULGAR: Record<string, [bigint, bigint]> = {
  "¼": [1n, 4n],
  "½": [1n, 2n],
  "¾": [3n, 4n],
  "⅓": [1n, 3n],
  "⅔": [2n, 3n],
  "⅕": [1n, 5n],
  "⅖": [2n, 5n],
  "⅗": [3n, 5n],
  "⅘": [4n, 5n],
  "⅙": [1n, 6n],
  "⅚": [5n, 6n],
  "⅛": [1n, 8n],
  "⅜": [3n, 8n],
  "⅝": [5n, 8n],
  "⅞": [7n, 8n],
};
export const VULGAR_FRACTIONS = Object.keys(VULGAR).join("");

/** The amount of a one-character fraction; null for any other character. */
export function vulgarFraction(character: string): Amount | null {
  const pair = VULGAR[character];
  return pair === undefined ? null : divide(amountOfInteger(pair[0]), amountOfInteger(pair[1]));
}

/** Adds the fraction of "1 3/5" or "2½" to its whole. */
export function readMixed(
  text: string,
  at: number,
  end: number,
  whole: Amount,
): { end: number; amount: Amount } | null {
  if (whole.power !== 0) return null;
  let next = at;
  while (next < end && next < at + 2 && isBlank(text.charCodeAt(next))) next++;
  const vulgar = vulgarFraction(text[next] ?? "");
  if (vulgar !== null) return { end: next + 1, amount: add(whole, vulgar) };
  if (next === at) return null;
  const slash = readSlash(text, next, end);
  return slash === null ? null : { end: slash.end, amount: add(whole, slash.amount) };
}

/** base^n for small whole n ("2.5^-1"): rare, but a power is not two numbers. */
export function readPower(
  text: string,
  at: number,
  end: number,
  base: Amount,
): { end: number; amount: Amount } | null {
  if (text[at] !== "^") return null;
  const isNegative = text[at + 1] === "-";
  const digits = at + (isNegative || text[at + 1] === "+" ? 2 : 1);
  const stop = runEnd(text, digits, Math.min(end, digits + 3));
  if (stop === digits || stop - digits > 2) return null;
  const count = Number(text.slice(digits, stop));
  if (base.digits.length * count > 400) return null;
  const raised: Amount = {
    sign: base.sign < 0 && count % 2 === 1 ? -1 : 1,
    digits: (BigInt(base.digits) ** BigInt(count)).toString(),
    power: base.power * count,
  };
  if (!isNegative) return { end: stop, amount: raised };
  const inverse = divide(amountOf("1"), raised);
  return inverse === null ? null : { end: stop, amount: inverse };
}
