// figures/numeral.ts: Chinese numerals, alone and mixed with digits.
//
//   四千五百六十九万八千三百一十一亿      7万5千4百      两千万点五五      二百五 = 250      十多万
//
//   value = 兆 part + 亿 part + 万 part + section + digit
//
// Each scale character closes what stands before it. A last digit after 百 or higher without 零 is that
// unit's tenth (九万四 = 94,000). One reader for all, capped at 80 characters: a run that is longer or makes
// no number is stepped over whole, because starting again at its second character would be quadratic.

import { type Amount, amountOfInteger } from "./amount.ts";
import { isBlank, isDigit } from "./trie.ts";

/** Digits 0 to 9; 十百千万亿兆 as 11 to 16; 廿卅卌 as 22 to 24; 99 for every other character. */
const VALUE = new Uint8Array(0x10000).fill(99);
const put = (characters: string, value: number): void => {
  for (const character of characters) VALUE[character.charCodeAt(0)] = value;
};
"零〇|一壹|二贰貳弍|三叁參参|四肆|五伍|六陆陸|七柒|八捌|九玖".split("|").forEach(put);
put("两兩俩倆", 2);
"十拾|百佰|千仟|万萬|亿億|兆".split("|").forEach((characters, index) => {
  put(characters, 11 + index);
});
"廿|卅|卌".split("|").forEach((character, index) => {
  put(character, 22 + index);
});
const PAIR = new Set([..."两兩俩倆"].map((character) => character.charCodeAt(0)));
/** Formal digits that are everyday characters too: alone they are never a number. */
const FORMAL = new Set([..."陆陸伍拾参參叁肆柒捌玖倆俩"].map((character) => character.charCodeAt(0)));
const LONGEST = 80;
const POWER_OF: Record<number, number> = { 11: 1, 12: 2, 13: 3, 14: 4, 15: 8, 16: 12 };

/** As VALUE; 99 past the text's end too. */
export const numeralValue = (code: number): number => VALUE[code] ?? 99;
export const isScaleNumeral = (code: number): boolean => VALUE[code]! >= 11 && VALUE[code]! <= 16;
const isNumeral = (code: number): boolean => VALUE[code]! < 99;
const isMore = (code: number): boolean =>
  code === 0x591a ||
  code === 0x4f59 ||
  code === 0x9918 ||
  code === 0x51e0 ||
  code === 0x5e7e ||
  code === 0x6765; // 多余餘几幾来

export interface NumeralRead {
  end: number;
  /** Null: a run of numerals that is no number. */
  amount: Amount | null;
  /** Second value of a band (二三十亿: 20 and 30). */
  high: Amount | null;
  /** Power of the 万-or-higher scale it ends in; 0 without one. */
  scalePower: number;
  /** 多, 余 or 几 inside: "more than". */
  isOver: boolean;
  /** One character, a digit: 三家 is no figure, 三年 is. */
  isSingle: boolean;
}

interface State {
  zhao: bigint;
  yi: bigint;
  wan: bigint;
  section: bigint;
  /** The digit or digit run not yet closed by a unit; -1 for none. */
  digit: bigint;
  digits: number;
  unit: number;
  low: number;
  scale: number;
  sawZero: boolean;
  isOver: boolean;
  band: bigint;
}

function closeUnit(state: State, unit: number): void {
  const power = POWER_OF[unit]!;
  const base = 10n ** BigInt(power);
  if (unit <= 13) {
    state.section += (state.digit < 0n ? 1n : state.digit) * base;
    state.low = power;
    state.scale = 0;
  } else {
    const open = state.section + (state.digit < 0n ? 0n : state.digit);
    if (unit === 14) state.wan = open === 0n ? state.wan * base : state.wan + open * base;
    else if (unit === 15) {
      const below = state.wan + open;
      state.yi = below === 0n ? state.yi * base : state.yi + below * base;
      state.wan = 0n;
    } else {
      const below = state.yi + state.wan + open;
      state.zhao = below === 0n ? state.zhao * base : state.zhao + below * base;
      state.yi = 0n;
      state.wan = 0n;
    }
    state.section = 0n;
    state.low = (state.digit >= 0n ? 0 : state.low) + power;
    state.scale = power + (state.scale > 0 && state.digit < 0n && open === 0n ? state.scale : 0);
  }
  state.digit = -1n;
  state.digits = 0;
  state.unit = power;
  state.sawZero = false;
}

const skipBlanks = (text: string, at: number, end: number): number => {
  let next = at;
  while (next < end && next < at + 3 && isBlank(text.charCodeAt(next))) next++;
  return next;
};

/** Reads the numeral at `start`: a Chinese numeral, or digits that a Chinese scale follows. */
export function readNumeral(text: string, start: number, end: number): NumeralRead {
  const state: State = {
    zhao: 0n,
    yi: 0n,
    wan: 0n,
    section: 0n,
    digit: -1n,
    digits: 0,
    unit: 0,
    low: 0,
    scale: 0,
    sawZero: false,
    isOver: false,
    band: -1n,
  };
  const limit = Math.min(end, start + LONGEST);
  let at = start;
  let stop = start;
  while (at < limit) {
    const code = text.charCodeAt(at);
    const value = VALUE[code]!;
    if (value <= 9) {
      if (!takeDigit(state, value, code, text, at, end)) break;
      stop = ++at;
    } else if (value >= 22 && value <= 24) {
      state.section += BigInt(value - 20) * 10n;
      state.unit = 1;
      state.low = 1;
      stop = ++at;
    } else if (value <= 16) {
      // A scale alone (万, 亿) is a word; 十 百 千 may begin a number. 百千瓦 and 兆瓦 belong to the unit.
      if (at === start && value >= 14) break;
      if (value <= 13 && state.digit < 0n && state.unit > 0 && !state.sawZero) break;
      if (value === 16 && "字瓦赫比帕伏欧焦位".includes(text[at + 1] ?? "-")) break;
      closeUnit(state, value);
      stop = ++at;
    } else if (isDigit(code)) {
      if (state.digit >= 0n) break;
      let run = at;
      while (run < limit && isDigit(text.charCodeAt(run))) run++;
      // Digits go on a mixed numeral only when a smaller Chinese unit follows, or after 零 (1千零1).
      const next = skipBlanks(text, run, end);
      if (at > start && !state.sawZero && !isScaleNumeral(text.charCodeAt(next))) break;
      if (run - at > 15) break;
      state.digit = BigInt(
        text.slice(at, run).replace(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0)),
      );
      state.digits = 1;
      state.low = 0;
      stop = at = run;
    } else if (isMore(code) || code === 0x4e2a || code === 0x500b) {
      const next = skipBlanks(text, at + 1, end);
      if (at === start || VALUE[text.charCodeAt(next)]! < 14 || VALUE[text.charCodeAt(next)]! > 16) break;
      if (isMore(code)) state.isOver = true;
      at = next;
    } else if (isBlank(code)) {
      const next = skipBlanks(text, at, end);
      const ahead = VALUE[text.charCodeAt(next)]!;
      const isAfterUnit = at > start && isScaleNumeral(text.charCodeAt(at - 1));
      const isMoreAhead =
        isMore(text.charCodeAt(next)) && isScaleNumeral(text.charCodeAt(skipBlanks(text, next + 1, end)));
      if (
        next > start &&
        (isScaleNumeral(text.charCodeAt(next)) || (isAfterUnit && ahead < 99 && ahead > 0) || isMoreAhead)
      )
        at = next;
      else if (isAfterUnit && isDigit(text.charCodeAt(next))) at = next;
      else break;
    } else break;
  }
  return finish(state, text, start, stop, end);
}

function takeDigit(
  state: State,
  value: number,
  code: number,
  text: string,
  at: number,
  end: number,
): boolean {
  if (PAIR.has(code) && state.digit >= 0n) return false;
  // 两 after a unit is a weight or a new word, unless a unit follows it (两千两百).
  if (PAIR.has(code) && state.unit > 0) {
    const next = numeralValue(text.charCodeAt(skipBlanks(text, at + 1, end)));
    if (next < 11 || next > 16) return false;
  }
  if (
    value === 0 &&
    (code === 0x96f6 || code === 0x3007) &&
    state.digit < 0n &&
    (state.unit > 0 || state.section > 0n)
  ) {
    state.sawZero = true;
    return true;
  }
  const isZeroTen =
    value === 0 && state.digit < 0n && state.unit === 0 && numeralValue(text.charCodeAt(at + 1)) === 11;
  if (isZeroTen) {
    state.sawZero = true;
    return true;
  }
  if (state.digit >= 0n) {
    // 二三十: two neighbours before a unit are a band.
    const next = VALUE[text.charCodeAt(at + 1)]!;
    if (
      state.digits === 1 &&
      state.digit + 1n === BigInt(value) &&
      next >= 11 &&
      next <= 15 &&
      state.band < 0n
    ) {
      state.band = BigInt(value);
      return true;
    }
    state.digit = state.digit * 10n + BigInt(value);
    state.digits++;
    return state.digits <= 20;
  }
  state.digit = BigInt(value);
  state.digits = 1;
  state.low = 0;
  state.scale = 0;
  return true;
}

function finish(state: State, text: string, start: number, stop: number, end: number): NumeralRead {
  const length = stop - start;
  const nothing = {
    end: Math.max(stop, start + 1),
    amount: null,
    high: null,
    scalePower: 0,
    isOver: false,
    isSingle: false,
  };
  if (length === 0) {
    let run = start;
    while (run < end && isNumeral(text.charCodeAt(run))) run++;
    return { ...nothing, end: Math.max(run, start + 1) };
  }
  if (length === 1 && FORMAL.has(text.charCodeAt(start)) && !/^\s*[点點]/.test(text.slice(stop, stop + 3)))
    return nothing;
  let low = state.low;
  let digit = state.digit < 0n ? 0n : state.digit;
  if (state.digit >= 0n) {
    low = 0;
    if (
      state.unit >= 2 &&
      !state.sawZero &&
      state.digits === 1 &&
      digit < 10n &&
      !isDigit(text.charCodeAt(stop - 1))
    ) {
      low = state.unit - 1;
      digit *= 10n ** BigInt(low);
    }
  }
  const value = state.zhao + state.yi + state.wan + state.section + digit;
  const isSingle = length === 1 && VALUE[text.charCodeAt(start)]! <= 9;
  const power = value === 0n ? 0 : low;
  let amount: Amount = amountOfInteger(value / 10n ** BigInt(power), power);
  let high: Amount | null = null;
  if (state.band >= 0n)
    high = amountOfInteger(((value / (state.band - 1n)) * state.band) / 10n ** BigInt(power), power);
  let scalePower = state.scale;
  let last = stop;
  const decimals = readDecimals(text, stop, end);
  if (decimals !== null && state.band < 0n) {
    amount = {
      sign: 1,
      digits: value.toString() + decimals.digits,
      power: -decimals.digits.length,
    };
    last = decimals.end;
    scalePower = 0;
  }
  return { end: last, amount, high, scalePower, isOver: state.isOver, isSingle: isSingle && last === stop };
}

/** "点五五" after a whole: digits only; "三点五分" is a time, so 分 and 十 after one digit refuse it. */
function readDecimals(text: string, at: number, end: number): { end: number; digits: string } | null {
  const point = skipBlanks(text, at, end);
  const mark = text[point];
  if (mark !== "点" && mark !== "點") return null;
  let digits = "";
  let next = skipBlanks(text, point + 1, end);
  while (next < end && digits.length < 30) {
    const code = text.charCodeAt(next);
    if (VALUE[code]! > 9 || PAIR.has(code)) break;
    digits += String(VALUE[code]);
    next++;
  }
  if (digits === "" || VALUE[text.charCodeAt(next)] === 11) return null;
  if (text[next] === "分" && text[next + 1] !== "之") return null;
  return { end: next, digits };
}
