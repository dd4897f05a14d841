// split/sentences.ts: where sentences end, in Chinese and English and both mixed.
//
// One pass over the letters. 。！？；end a sentence, with the closing quotes and brackets that follow. A
// full stop ends one when white space follows and neither an abbreviation nor an initial stands before;
// inside brackets that are still open nothing ends, within reason. Line feeds end one only where the next
// line begins an item: a line break inside a paragraph is layout.

import type { Span } from "../values/span.ts";

const HAN_END = new Set("。！？；…");
const LATIN_END = new Set(".!?");
const CLOSING = new Set("”’\"'）)]】」』》〉");
const OPENING: Record<string, string> = { "（": "）", "(": ")", "「": "」", "『": "』" };
/** A bracket that does not close within this many letters was a slip: sentences end again. */
const LONGEST_BRACKET = 300;

/** Words whose full stop is part of them. Lower case, without the stop. */
const ABBREVIATIONS = new Set(
  (
    "mr mrs ms dr prof sr jr st vs etc inc corp co ltd llc plc no nos vol fig figs eq ed eds approx est dept gov sen rep " +
    "gen col lt sgt capt hon rev jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun " +
    "e.g i.e cf al ca viz u.s u.k u.n e.u a.m p.m ph.d s.a n.v b.v d.c bros mt ft pp para sec ch art incl excl resp"
  ).split(" "),
);
/** These may well end a sentence: then a capital follows that begins a new one. */
const MAY_END = new Set("inc corp co ltd llc plc etc jr sr u.s u.k a.m p.m s.a n.v d.c e.u u.n".split(" "));
/** Openers of a sentence after an abbreviation that may end one. */
const OPENER =
  /^(?:The|This|That|These|Those|It|We|He|She|They|In|On|At|For|But|And|However|As|Our|Its|A|An|If|When|While|Revenue|Sales|Shares|Analysts)\b/;
const ITEM = /^\s*(?:[-*•·●■▪]\s|\(?\d{1,2}[).、]\s?(?!\d)|[（(][\d一二三四五六七八九十]{1,2}[)）]|[①-⑳])/;

/** Sentences of text.slice(start, end): in order, trimmed, not overlapping; only white space lies between. */
export function splitSentences(text: string, start = 0, end = text.length): Span[] {
  const spans: Span[] = [];
  let from = start;
  let close = "";
  let openedAt = 0;
  const cut = (at: number): void => {
    pushTrimmed(spans, text, from, at);
    from = at;
    close = "";
  };
  for (let i = start; i < end; i++) {
    const letter = text[i]!;
    if (letter === "\n" || letter === "\f") {
      if (letter === "\f" || startsItem(text, i + 1, end)) cut(i);
      continue;
    }
    if (close === "" && letter in OPENING) {
      close = OPENING[letter]!;
      openedAt = i;
      continue;
    }
    if (letter === close) close = "";
    const isOpen = close !== "" && i - openedAt < LONGEST_BRACKET;
    if (isOpen || !endsAt(text, i, from, end)) continue;
    let after = i + 1;
    while (after < end && (isEnd(text[after]!) || CLOSING.has(text[after]!))) after++;
    cut(after);
    i = after - 1;
  }
  pushTrimmed(spans, text, from, end);
  return spans;
}

const isEnd = (letter: string): boolean => HAN_END.has(letter) || LATIN_END.has(letter);

function startsItem(text: string, at: number, end: number): boolean {
  return ITEM.test(text.slice(at, Math.min(end, at + 16)));
}

function pushTrimmed(spans: Span[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (end > start) spans.push({ start, end });
}

const isBlank = (code: number): boolean => code <= 0x20 || code === 0xa0 || code === 0x3000;

/** Whether the letter at `i` ends a sentence. */
function endsAt(text: string, i: number, start: number, end: number): boolean {
  const letter = text[i]!;
  if (letter === "…") return text[i + 1] !== "…" && isHanOrEnd(text, i + 1, end);
  if (HAN_END.has(letter)) return true;
  if (!LATIN_END.has(letter)) return false;
  let next = i + 1;
  while (next < end && (LATIN_END.has(text[next]!) || CLOSING.has(text[next]!))) next++;
  if (next < end && !isBlank(text.charCodeAt(next)) && !isHan(text.charCodeAt(next))) return false;
  if (letter !== ".") return true;
  return !isPartOfWord(text, i, start, next, end);
}

function isHanOrEnd(text: string, at: number, end: number): boolean {
  return at >= end || text[at] === "\n" || CLOSING.has(text[at]!);
}

const isHan = (code: number): boolean => code >= 0x2e80 && code <= 0x9fff;

/** A full stop of an abbreviation, an initial or a number of a list. */
function isPartOfWord(text: string, i: number, start: number, next: number, end: number): boolean {
  let from = i;
  while (from > start && i - from < 20 && /[A-Za-z.\d]/.test(text[from - 1]!)) from--;
  const word = text.slice(from, i);
  if (word === "") return false;
  const after = text.slice(next, Math.min(end, next + 24)).trimStart();
  const begins = /^["“'‘(]?[\p{Lu}\p{Script=Han}\d]/u.test(after);
  if (after !== "" && !begins && /^\p{Ll}/u.test(after)) return true;
  const lower = word.toLowerCase();
  if (ABBREVIATIONS.has(lower)) return after !== "" && !(MAY_END.has(lower) && OPENER.test(after));
  if (/^[A-Z]$/.test(word)) return /^[A-Z]/.test(after);
  // "1." at the start of a sentence numbers it.
  return /^\d{1,2}$/.test(word) && isLineStart(text, from, start);
}

function isLineStart(text: string, at: number, start: number): boolean {
  let i = at;
  while (i > start && (text[i - 1] === " " || text[i - 1] === "\t")) i--;
  return i === start || text[i - 1] === "\n";
}
