// figures/words.ts: numbers in English words, alone and after digits.
//
//   twenty-one trillion three hundred · two hundred and two thousand · 4 thousand 3 hundred and 21
//   five and a half million · half a million · three quarters · one hundred thirty two fifths
//
// A small state machine over words: unit, ten, hundred, scale, "and", ordinal as denominator. Capped at 160
// characters. It returns where the number ends and, when "a" stands before it, where it begins.

import { type Amount, add, amountOfInteger, divide, multiply, shift } from "./amount.ts";
import type { Lexicon } from "./lexicon.ts";
import { isBlank, isDigit, isLatin } from "./trie.ts";

export interface WordsRead {
  start: number;
  end: number;
  amount: Amount;
  /** Power of the last thousand-or-higher scale; 0 without one. */
  scalePower: number;
  /** One word below ten. */
  isSingle: boolean;
}

const LONGEST = 160;

interface Word {
  text: string;
  start: number;
  end: number;
}

/** The next word after blanks (at most three), a hyphen, a spaced hyphen or a comma. */
function nextWord(text: string, at: number, limit: number): Word | null {
  let next = at;
  while (next < limit && next < at + 4 && isBlank(text.charCodeAt(next))) next++;
  if (text[next] === "-" && next < at + 2) {
    next++;
    while (next < limit && next < at + 3 && isBlank(text.charCodeAt(next))) next++;
  }
  if (text[next] === "&") return { text: "and", start: next, end: next + 1 };
  let end = next;
  while (end < limit && isLatin(text.charCodeAt(end))) end++;
  if (end === next || end - next > 14) return null;
  if (end < text.length && isDigit(text.charCodeAt(end))) return null;
  return { text: text.slice(next, end).toLowerCase(), start: next, end };
}

class Machine {
  total = 0n;
  group = 0n;
  low = 0;
  scalePower = 0;
  lastScale = 99;
  has = false;
  count = 0;
  end: number;
  fraction: Amount | null = null;
  private readonly lexicon: Lexicon;

  constructor(lexicon: Lexicon, end: number) {
    this.lexicon = lexicon;
    this.end = end;
  }

  /** Takes one word; false when it does not go on the number. */
  take(word: Word): boolean {
    const small = this.lexicon.smallNumbers.get(word.text);
    if (small !== undefined) return this.takeSmall(small, word.end);
    const power = this.lexicon.scales.get(word.text);
    if (power === undefined) return false;
    return power === 2 ? this.takeHundred(word.end) : this.takeScale(power, word.end);
  }

  private takeSmall(value: bigint, end: number): boolean {
    const rest = this.group % 100n;
    const fits = value >= 10n ? rest === 0n : this.group % 10n === 0n && (rest === 0n || rest >= 20n);
    if (this.has && (!fits || (this.group === 0n && this.count > 0 && this.total === 0n))) return false;
    this.group += value;
    return this.accept(end, 0);
  }

  private takeHundred(end: number): boolean {
    if (this.group >= 100n) return false;
    this.group = (this.group === 0n ? 1n : this.group) * 100n;
    return this.accept(end, 2);
  }

  private takeScale(power: number, end: number): boolean {
    // "three thousand millions": a larger scale right after a thousand multiplies it.
    if (this.lastScale === 3 && this.group === 0n && power > 3) {
      this.total *= 10n ** BigInt(power);
      this.lastScale = power;
      this.scalePower = power;
      return this.accept(end, this.low + power);
    }
    if (power >= this.lastScale || (this.group === 0n && this.has)) return false;
    this.total += (this.group === 0n ? 1n : this.group) * 10n ** BigInt(power);
    this.low += power;
    const low = this.low;
    this.group = 0n;
    this.lastScale = power;
    this.scalePower = power;
    return this.accept(end, low);
  }

  private accept(end: number, low: number): boolean {
    this.has = true;
    this.low = low;
    this.count++;
    this.end = end;
    return true;
  }

  value(): Amount {
    const whole = this.total + this.group;
    const low = whole === 0n ? 0 : this.low;
    const exact = whole % 10n ** BigInt(low) === 0n ? low : 0;
    const amount = amountOfInteger(whole / 10n ** BigInt(exact), exact);
    return this.fraction === null ? amount : add(amount, this.fraction);
  }
}

/** Denominator of an ordinal word ("thirds", "twenty-firsts"), with whether it is plural. */
function denominatorAt(
  text: string,
  word: Word,
  limit: number,
  lexicon: Lexicon,
): { value: bigint; end: number; isPlural: boolean } | null {
  const own = lexicon.denominators.get(word.text);
  if (own !== undefined)
    return { value: own, end: word.end, isPlural: word.text.endsWith("s") || word.text === "halves" };
  const tens = lexicon.smallNumbers.get(word.text);
  if (tens === undefined || tens < 20n) return null;
  const next = nextWord(text, word.end, limit);
  if (next === null) return null;
  if (next.text === "first" || next.text === "firsts")
    return { value: tens + 1n, end: next.end, isPlural: next.text.endsWith("s") };
  const unit = lexicon.denominators.get(next.text);
  if (unit === undefined || unit > 9n || unit < 3n || next.text.startsWith("quarter")) return null;
  return { value: tens + unit, end: next.end, isPlural: next.text.endsWith("s") };
}

/** A fraction at `at`: "a half", "two thirds", "half", "a quarter million". */
function readFraction(
  text: string,
  at: number,
  limit: number,
  lexicon: Lexicon,
): { amount: Amount; end: number; hasScale: boolean } | null {
  let word = nextWord(text, at, limit);
  if (word === null) return null;
  let numerator = 1n;
  if (word.text === "a" || word.text === "an") word = nextWord(text, word.end, limit);
  else {
    const small = lexicon.smallNumbers.get(word.text);
    if (small !== undefined) {
      numerator = small;
      word = nextWord(text, word.end, limit);
    }
  }
  if (word === null) return null;
  const denominator = denominatorAt(text, word, limit, lexicon);
  if (denominator === null || (numerator !== 1n && !denominator.isPlural)) return null;
  let end = denominator.end;
  let amount = divide(amountOfInteger(numerator), amountOfInteger(denominator.value))!;
  let scale = nextWord(text, end, limit);
  if (scale !== null && (scale.text === "a" || scale.text === "an")) scale = nextWord(text, scale.end, limit);
  const power = scale === null ? undefined : lexicon.scales.get(scale.text);
  if (scale !== null && power !== undefined && power >= 3 && lexicon.isFullScale(scale.text)) {
    amount = shift(amount, power);
    end = scale.end;
  }
  return { amount, end, hasScale: end !== denominator.end };
}

/** "a" or "an" right before `start`: the number begins there. */
function withArticle(text: string, start: number): number {
  let at = start;
  while (at > 0 && at > start - 3 && isBlank(text.charCodeAt(at - 1))) at--;
  if (at === start) return start;
  if (text[at - 1] === "n" && at > 1) at--;
  const article = text[at - 1];
  if ((article === "a" || article === "A") && (at === 1 || !/[A-Za-z\d'’-]/.test(text[at - 2]!)))
    return at - 1;
  return start;
}

/**
 * Reads the number whose first word starts at `start`, or goes on after digits when `first` is given (their
 * whole value and end). Null when the words make no number.
 */
export function readWords(
  text: string,
  start: number,
  end: number,
  lexicon: Lexicon,
  first?: { value: bigint; end: number },
): WordsRead | null {
  const limit = Math.min(end, start + LONGEST);
  const machine = new Machine(lexicon, first?.end ?? start);
  if (first !== undefined) {
    machine.group = first.value;
    machine.has = true;
  } else {
    const fraction = readFraction(text, start, limit, lexicon);
    if (fraction !== null) {
      const begin = withArticle(text, start);
      const isAlone =
        begin === start &&
        !fraction.hasScale &&
        /^(?:half|quarter|third)$/i.test(text.slice(start, fraction.end));
      // "in the quarter", "the third": words of time and order, not parts, unless something says so.
      if (
        isAlone &&
        !/^\s{1,2}(?:an?\s{1,2})?(?:dozen|of an?\b)/.test(text.slice(fraction.end, fraction.end + 12))
      )
        return null;
      const scalePower = fraction.hasScale ? fraction.amount.power : 0;
      return {
        start: withArticle(text, start),
        end: fraction.end,
        amount: fraction.amount,
        scalePower,
        isSingle: false,
      };
    }
  }
  const opening = (nextWord(text, start, limit) ?? { text: "" }).text;
  const isImplied = first === undefined && (lexicon.scales.has(opening) || opening === "dozen");
  while (machine.end < limit && machine.fraction === null) {
    if (!step(text, machine, limit, lexicon)) break;
  }
  if (!machine.has || (first === undefined && machine.count === 0)) return null;
  let amount = machine.value();
  const point = first === undefined ? readPoint(text, machine.end, limit, lexicon) : null;
  if (point !== null) {
    amount = add(amount, point.amount);
    machine.end = point.end;
    const scale = nextWord(text, point.end, limit);
    const power = scale === null ? undefined : lexicon.scales.get(scale.text);
    if (scale !== null && power !== undefined) {
      amount = shift(amount, power);
      machine.end = scale.end;
      machine.scalePower = power;
    }
  }
  const begin =
    first === undefined && (isImplied || machine.fraction !== null) ? withArticle(text, start) : start;
  return {
    start: begin,
    end: machine.end,
    amount,
    scalePower: machine.scalePower,
    isSingle: machine.count === 1 && machine.total === 0n && machine.group < 10n,
  };
}

/** One step of the machine: a word, "and" with what follows, or a denominator. */
function step(text: string, machine: Machine, limit: number, lexicon: Lexicon): boolean {
  // A comma may part groups after a scale: "three million, two hundred".
  const isAfterScale = machine.group === 0n && machine.total > 0n;
  const at =
    isAfterScale && text[machine.end] === "," && isBlank(text.charCodeAt(machine.end + 1))
      ? machine.end + 1
      : machine.end;
  const word = nextWord(text, at, limit);
  if (word === null)
    return isAfterScale && at === machine.end && takeDigits(text, machine, limit, lexicon, machine.end);
  if (word.text === "and") {
    if (!machine.has) return false;
    const isInside = machine.group > 0n && machine.group % 100n === 0n;
    if (!isInside) {
      const fraction = readFraction(text, word.end, limit, lexicon);
      if (fraction !== null && (machine.group > 0n || machine.total > 0n))
        return takeAndFraction(text, machine, fraction, limit, lexicon);
    }
    const next = nextWord(text, word.end, limit);
    if (next === null) return takeDigits(text, machine, limit, lexicon, word.end);
    if (machine.group % 100n !== 0n || (machine.group === 0n && machine.total === 0n)) return false;
    const value = lexicon.smallNumbers.get(next.text);
    return value !== undefined && machine.take(next);
  }
  if (machine.has) {
    const denominator = denominatorAt(text, word, limit, lexicon);
    if (denominator !== null && (denominator.isPlural || machine.total + machine.group === 1n)) {
      if (word.text.startsWith("second")) return false;
      const whole = machine.total + machine.group;
      if (machine.count === 0 && !denominator.isPlural) return false;
      machine.fraction = divide(amountOfInteger(whole), amountOfInteger(denominator.value));
      machine.total = 0n;
      machine.group = 0n;
      machine.end = denominator.end;
      return false;
    }
  }
  return machine.take(word);
}

/** "and a half", then a scale that multiplies all ("five and a half million"), else the last scale's part. */
function takeAndFraction(
  text: string,
  machine: Machine,
  fraction: { amount: Amount; end: number; hasScale: boolean },
  _limit: number,
  lexicon: Lexicon,
): boolean {
  if (fraction.hasScale && machine.group > 0n && machine.total === 0n) {
    // five and a half million: the scale belongs to both.
    const scale = fraction.amount.power;
    const last = /([A-Za-z]+)$/.exec(text.slice(Math.max(0, fraction.end - 14), fraction.end));
    const power = lexicon.scales.get((last?.[1] ?? "").toLowerCase()) ?? 0;
    machine.fraction = fraction.amount;
    machine.total = machine.group * 10n ** BigInt(power);
    machine.group = 0n;
    machine.scalePower = power;
    machine.low = Math.min(machine.low + power, Math.max(0, scale));
  } else {
    const power =
      machine.group === 0n && machine.lastScale < 99 && !fraction.hasScale ? machine.lastScale : 0;
    machine.fraction = multiply(fraction.amount, shift(amountOfInteger(1n), power));
  }
  machine.end = fraction.end;
  return true;
}

/** Digits inside a number of words: "4 thousand 3 hundred and 21". Only ones that fit below the last scale. */
function takeDigits(text: string, machine: Machine, limit: number, lexicon: Lexicon, from: number): boolean {
  let at = from;
  while (at < limit && at < from + 3 && isBlank(text.charCodeAt(at))) at++;
  if (at === from) return false;
  let end = at;
  while (end < limit && isDigit(text.charCodeAt(end))) end++;
  if (end === at || end - at > 3 || text[end] === "." || text[end] === "," || text[end] === "%") return false;
  const value = BigInt(text.slice(at, end));
  if (value === 0n) return false;
  const isAnd = from !== machine.end;
  const next = nextWord(text, end, limit);
  const isScaled = next !== null && lexicon.scales.has(next.text) && lexicon.isFullScale(next.text);
  if (isAnd ? isScaled || machine.group % 100n !== 0n : !isScaled) return false;
  if (machine.group !== 0n && value >= 100n) return false;
  machine.group += value;
  machine.end = end;
  machine.low = 0;
  return true;
}

/** "point five": digits in words. */
function readPoint(
  text: string,
  at: number,
  limit: number,
  lexicon: Lexicon,
): { amount: Amount; end: number } | null {
  const point = nextWord(text, at, limit);
  if (point === null || point.text !== "point") return null;
  let digits = "";
  let end = point.end;
  for (
    let word = nextWord(text, end, limit);
    word !== null && digits.length < 12;
    word = nextWord(text, end, limit)
  ) {
    const value = lexicon.smallNumbers.get(word.text);
    if (value === undefined || value > 9n) break;
    digits += value.toString();
    end = word.end;
  }
  return digits === "" ? null : { amount: { sign: 1, digits, power: -digits.length }, end };
}
