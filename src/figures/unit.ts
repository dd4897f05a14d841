// figures/unit.ts: what stands after a number: a unit, a counted thing, and what it is divided by.
//
// A unit may be attached, follow a blank or a hyphen ("12-cent", "two-year"), or stand in brackets
// ("20 (kg)"). Weak units (in, m, 度, 成) are letters and words of everyday text as well and need a
// sign that they are meant. "/股", "per kg", " a share" and 每GW make a quotient.

import type { Lexicon, UnitEntry } from "./lexicon.ts";
import { isBlank, isDigit, isHan, isLatin } from "./trie.ts";

export interface UnitRead {
  entry: UnitEntry;
  /** Where the unit ends, brackets included. */
  end: number;
}

/** After 成 these make another word (成立, 成为); after 倍 and 点 likewise. */
const NOT_AFTER: Record<string, string> = {
  成: "立为本品员功都交果长年份熟绩就效人了型色",
  倍: "增速加思数率特频",
  周: "期转边五六一二三四日末",
  天: "然气猫津下空使然赋",
  克: "服隆扣制",
  米: "其饭粉",
  升: "级至到值",
  年: "代轻级龄报",
  年期: "间",
  磅: "礴",
  码: "头",
  分: "别析配",
  秒: "杀",
  度: "假过",
  伏: "击",
  卡: "车片位口",
  平: "均台",
  瓦: "楞片",
  位: "于置列居",
  方: "面案式向法",
};

export const skipBlanks = (text: string, at: number, most: number): number => {
  let next = at;
  while (next < at + most && isBlank(text.charCodeAt(next))) next++;
  return next;
};

/** Letters that are no word of their own: "1 m" is a length wherever it stands, "2 in" is not. */
const LONE_LETTERS = new Set(["m", "g", "t", "L"]);

const isClauseEnd = (text: string, at: number): boolean => {
  const next = skipBlanks(text, at, 2);
  return next >= text.length || /[\s,.;:!?)\]}，。；：、！？）」』]/.test(text[next]!);
};

function isMeant(
  text: string,
  at: number,
  end: number,
  isAttached: boolean,
  hasScale: boolean,
  entry: UnitEntry,
): boolean {
  const blocked = NOT_AFTER[text.slice(at, end)];
  if (blocked !== undefined && end < text.length && blocked.includes(text[end]!)) return false;
  if (entry.isScaledOnly) return hasScale;
  if (!entry.isWeak) return true;
  if (hasScale) return true;
  if (isHan(text.charCodeAt(end - 1))) {
    return entry.kind === "percent" || !isHan(text.charCodeAt(end)) || text[end] === "的";
  }
  // "2.13 am" is a time; a unit of one or two letters after a blank needs the clause's end.
  if (isAttached) return !isDigit(text.charCodeAt(end));
  return isClauseEnd(text, end) || (LONE_LETTERS.has(text.slice(at, end)) && isBlank(text.charCodeAt(end)));
}

function matchAt(
  lexicon: Lexicon,
  text: string,
  at: number,
  end: number,
  isAttached: boolean,
  hasScale: boolean,
): UnitRead | null {
  const exact = lexicon.symbols.match(text, at, end);
  const folded = lexicon.unitWords.match(text, at, end);
  const best = folded !== null && (exact === null || folded.edge > exact.edge) ? folded : exact;
  if (best === null || !isMeant(text, at, best.edge, isAttached, hasScale, best.value)) return null;
  // "GW5" or "m2x" is a name, unless the next letters are Chinese or the unit itself ends in a digit.
  const code = text.charCodeAt(best.edge);
  if (isLatin(text.charCodeAt(best.edge - 1)) && isDigit(code)) return null;
  return { entry: best.value, end: best.edge };
}

const CLOSING: Record<string, string> = { "(": ")", "[": "]", "{": "}", "<": ">", "（": "）" };

/** The unit after a number that ends at `at`; null when none does. */
export function readUnit(
  lexicon: Lexicon,
  text: string,
  at: number,
  end: number,
  hasScale: boolean,
): UnitRead | null {
  const attached = matchAt(lexicon, text, at, end, true, hasScale);
  if (attached !== null) return attached;
  const next = skipBlanks(text, at, 3);
  if (next > at) {
    const spaced = matchAt(lexicon, text, next, end, false, hasScale);
    if (spaced !== null) return spaced;
  }
  const letter = text[next];
  if (letter === "-" || letter === "–") {
    const after = skipBlanks(text, next + 1, 1);
    const hyphened = lexicon.unitWords.match(text, after, end) ?? lexicon.symbols.match(text, after, end);
    if (hyphened !== null && !hyphened.value.isWeak && isLatin(text.charCodeAt(after)))
      return { entry: hyphened.value, end: hyphened.edge };
  }
  const closing = letter === undefined ? undefined : CLOSING[letter];
  if (closing !== undefined) {
    const inner = lexicon.symbols.match(text, next + 1, end) ?? lexicon.unitWords.match(text, next + 1, end);
    if (inner !== null && text[inner.edge] === closing) return { entry: inner.value, end: inner.edge + 1 };
  }
  return null;
}

export interface PerRead {
  name: string;
  end: number;
}

/** "/股", "/kWh", " per share", " a share", "每片" after a unit that ends at `at`. */
export function readPer(
  lexicon: Lexicon,
  text: string,
  at: number,
  end: number,
  isMoney: boolean,
): PerRead | null {
  let from = -1;
  const letter = text[at];
  if (letter === "/" || letter === "／" || letter === "每") from = at + 1;
  else if (isBlank(text.charCodeAt(at)) || letter === "-") {
    const next = skipBlanks(text, at, 2);
    if (text[next] === "/" || text[next] === "每") from = skipBlanks(text, next + 1, 1);
    else {
      const word = /^(?:\s*-?\s*)(per|a|an|each|every)(?:\s*-\s*|\s+)/.exec(text.slice(at, at + 16));
      if (word === null || (!isMoney && word[1] !== "per")) return null;
      from = at + word[0].length;
      if (word[1] === "a" || word[1] === "an") {
        const named = lexicon.perWords.match(text, from, end);
        // "a benefit of $8 million a year earlier": when, not by what.
        if (named !== null && /^ (?:earlier|ago|later|before)\b/.test(text.slice(named.edge, named.edge + 9)))
          return null;
        return named !== null && named.value !== "month" ? { name: named.value, end: named.edge } : null;
      }
    }
  }
  if (from < 0) return null;
  return namedAt(lexicon, text, from, end);
}

/** A denominator at `at`: a listed word, or any unit. */
export function namedAt(lexicon: Lexicon, text: string, at: number, end: number): PerRead | null {
  const han = lexicon.per.match(text, at, end);
  const word = lexicon.perWords.match(text, at, end);
  const unit = lexicon.symbols.match(text, at, end);
  const folded = lexicon.unitWords.match(text, at, end);
  let best: PerRead | null = null;
  for (const match of [han, word])
    if (match !== null && (best === null || match.edge > best.end))
      best = { name: match.value, end: match.edge };
  for (const match of [unit, folded]) {
    if (match !== null && (best === null || match.edge > best.end))
      best = { name: match.value.name, end: match.edge };
  }
  return best;
}

const PER_BEFORE_REACH = 12;
/** Characters that end the reach of 每: another clause. */
const STOPS = "，。；：、,;:()（）\n\t";

/** 每GW, 每股, 每10股派 before a number at `at`; null when there is none in reach. */
export function readPerBefore(
  lexicon: Lexicon,
  text: string,
  at: number,
  floor: number,
): { name: string; start: number } | null {
  const least = Math.max(floor, at - PER_BEFORE_REACH);
  for (let start = at - 1; start >= least; start--) {
    const letter = text[start]!;
    if (STOPS.includes(letter)) return null;
    if (letter !== "每") continue;
    let from = skipBlanks(text, start + 1, 1);
    let count = "";
    while (isDigit(text.charCodeAt(from)) && count.length < 6) count += text[from++];
    const named = namedAt(lexicon, text, from, at);
    if (named === null) return null;
    return { name: count === "" || count === "1" ? named.name : `${count} ${named.name}`, start };
  }
  return null;
}

export interface CountRead {
  /** Where the classifier or the noun glued to the number ends: what belongs to the figure's words. */
  end: number;
  /** What is counted; "item" when only a classifier says that something is. */
  noun: string;
}

const NOUN_REACH = 12;

/** A classifier and a noun after a number ending at `at`: 50万颗, 1000个美国城镇, 500,000 chips. */
export function readCounted(
  lexicon: Lexicon,
  text: string,
  at: number,
  end: number,
  isLarge: boolean,
): CountRead | null {
  const han = readClassified(lexicon, text, at, end, isLarge);
  if (han !== null) return han;
  if (isBlank(text.charCodeAt(at)) || text[at] === "-") return readNounWord(lexicon, text, at, end);
  return null;
}

function readClassified(
  lexicon: Lexicon,
  text: string,
  at: number,
  end: number,
  isLarge: boolean,
): CountRead | null {
  const next = skipBlanks(text, at, 2);
  const classifier = lexicon.classifiers.match(text, next, end);
  if (classifier !== null && (next === at || isHan(text.charCodeAt(next)))) {
    const word = text.slice(next, classifier.edge);
    if (classifier.value.isWeak && !isLarge) return null;
    const noun = nounAfter(lexicon, text, classifier.edge, end);
    return { end: classifier.edge, noun: noun ?? lexicon.counted.get(word) ?? "item" };
  }
  if (!isLarge) return null;
  const noun = nounAfter(lexicon, text, next, end);
  return noun === null ? null : { end: at, noun };
}

function nounAfter(lexicon: Lexicon, text: string, at: number, end: number): string | null {
  const limit = Math.min(end, at + NOUN_REACH);
  for (let next = at; next < limit; next++) {
    if (
      STOPS.includes(text[next]!) ||
      text[next] === "和" ||
      (isDigit(text.charCodeAt(next)) && !isLatin(text.charCodeAt(next - 1)))
    )
      return null;
    const noun = lexicon.nouns.match(text, next, end);
    if (noun !== null) return noun.value;
  }
  return null;
}

function readNounWord(lexicon: Lexicon, text: string, at: number, end: number): CountRead | null {
  let from = at;
  for (let words = 0; words < 3; words++) {
    from = skipBlanks(text, text[from] === "-" ? from + 1 : from, 2);
    let stop = from;
    while (
      stop < end &&
      stop < from + 20 &&
      (isLatin(text.charCodeAt(stop)) || (stop > from && isDigit(text.charCodeAt(stop))))
    )
      stop++;
    if (stop === from) return null;
    const word = text.slice(from, stop).toLowerCase();
    const noun = lexicon.nounWords.get(word);
    if (noun !== undefined) return { end: words === 0 ? stop : at, noun };
    if (
      word === "of" ||
      word === "and" ||
      word === "in" ||
      word === "to" ||
      word === "for" ||
      word === "or" ||
      word === "the" ||
      word === "by" ||
      word === "from"
    )
      return null;
    if (!isBlank(text.charCodeAt(stop))) return null;
    from = stop;
  }
  return null;
}
