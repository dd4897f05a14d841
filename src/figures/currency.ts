// figures/currency.ts: the currency of a number: before it (US$, 人民币, RMB) or after it (亿美元, million francs).
//
// Before is asked with a reversed trie from the number outwards, so prose pays nothing for the list.
// A bare $ gives way to a currency after the number ("$5 HKD"), and a $ after a number that has one
// before is the next number's.

import type { CurrencyEntry, Lexicon } from "./lexicon.ts";
import { isBlank, isDigit, isHan, isLatin } from "./trie.ts";
import { skipBlanks } from "./unit.ts";

export interface CurrencyBefore {
  entry: CurrencyEntry;
  start: number;
  /** $, ¥: signs shared by several countries. */
  isSign: boolean;
}

/** The currency that ends right before `at` (up to two blanks), not reaching below `floor`. */
export function currencyBefore(
  lexicon: Lexicon,
  text: string,
  at: number,
  floor: number,
): CurrencyBefore | null {
  let end = at;
  while (end > floor && end > at - 2 && isBlank(text.charCodeAt(end - 1))) end--;
  const match = lexicon.currencyBefore.matchBefore(text, end, floor);
  if (match === null) return null;
  const length = end - match.edge;
  // "is 5" is no Rs 5: letter codes of two letters only in their own case, attached or capital.
  if (match.value.isWeak && text.slice(match.edge, end) !== text.slice(match.edge, end).toUpperCase())
    return null;
  return {
    entry: match.value,
    start: match.edge,
    isSign: length === 1 && !isLatin(text.charCodeAt(match.edge)),
  };
}

export interface CurrencyAfter {
  entry: CurrencyEntry;
  end: number;
}

/** After 元 these make another word, after 分 and 角 likewise. */
const NOT_AFTER: Record<string, string> = {
  元: "宇素旦件器年月老首帅凶勋组数",
  块: "钱链头状面",
  角: "度色落逐",
  分: "别析配之点钟成为支布行公散子红类期拆部享解销级歧辨数手时位店明",
  毛: "利病衣巾坯",
  马克: "思龙",
  刀: "具片",
};

/** The currency after a number ending at `at`: attached, after blanks, or hyphened ("million-dollar"). */
export function currencyAfter(
  lexicon: Lexicon,
  text: string,
  at: number,
  end: number,
  isLarge: boolean,
): CurrencyAfter | null {
  let next = skipBlanks(text, at, 2);
  if (text[next] === "-" && isLatin(text.charCodeAt(skipBlanks(text, next + 1, 1))))
    next = skipBlanks(text, next + 1, 1);
  let own = lexicon.currencySymbols.match(text, next, end);
  const folded = lexicon.currencyWords.match(text, next, end);
  if (own === null && folded === null && text.startsWith("of ", next)) {
    // "billions of dollars"
    const word = lexicon.currencyWords.match(text, next + 3, end);
    return word === null || !isLarge ? null : { entry: word.value, end: word.edge };
  }
  if (folded !== null && (own === null || folded.edge > own.edge)) own = folded;
  if (own === null) return null;
  const word = text.slice(next, own.edge);
  const blocked = NOT_AFTER[word];
  if (blocked !== undefined && own.edge < text.length && blocked.includes(text[own.edge]!)) return null;
  if (own.value.isWeak && !isLarge && isHan(text.charCodeAt(own.edge)) && word !== "块") return null;
  if (
    own.value.isWeak &&
    isLatin(text.charCodeAt(next)) &&
    word.length <= 4 &&
    word !== word.toUpperCase() &&
    word !== "mark"
  )
    return null;
  // "3 USD50": the code belongs to the number behind it.
  if (isLatin(text.charCodeAt(own.edge - 1)) && isDigit(text.charCodeAt(own.edge))) return null;
  return { entry: own.value, end: own.edge };
}
