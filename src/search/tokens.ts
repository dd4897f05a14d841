// search/tokens.ts: text to the terms of the index.
//
//   "微软FY2025资本开支升40.5%，Trainium2"
//    微软@0 软@1  fy2025@2 2025@2  资本@3 本开@4 开支@5 支升@6 升@7  40.5@8  trainium@9 2@10 trainium2@9
//
// Han runs are cut into overlapping pairs; the last character of a run also stands alone, so that a
// single character is found by all terms that begin with it. Words are Porter stems. A mixed name is kept
// whole and also in parts ("parts" carry the phrase, the whole is an alias at the same place). Numbers are kept
// whole without thousands separators. The same function cuts passages and queries; only folding
// (fold.ts) stands between the text and the term, and offsets are those of the text.

import { stemmer } from "stemmer";
import { DIGIT, type FoldTable, foldTable, IDEOGRAPH, LETTER, OTHER } from "./fold.ts";

/** Changes when the same text gives other terms or bytes; an index stamped with another number is made again. */
export const TOKENS_VERSION = 2;

/** A plain part of a phrase: a word, a part of a name, a pair of ideographs. */
export const PLAIN = 0;
/** A whole name ("600519.sh") beside its parts, at the place of the first part. */
export const ALIAS = 1;
/** The last ideograph of a run, alone. Only passages need it; a query has it for a run of one. */
export const LAST = 2;
/** A number: found like a word, but it does not make a passage longer. */
export const NUMBER = 3;
export type TokenKind = typeof PLAIN | typeof ALIAS | typeof LAST | typeof NUMBER;

/** Parallel lists, one entry a token, in the order of the text. */
export interface Tokens {
  terms: string[];
  kinds: TokenKind[];
  /** UTF-16 offsets of each token, half open. */
  starts: number[];
  ends: number[];
  /** Places for phrases: words and ideographs count one each. */
  positions: number[];
  /** How many places the text has. */
  places: number;
}

export type EmitToken = (term: string, kind: TokenKind, start: number, end: number, position: number) => void;

/** The tokens of a text, all at once; for queries, snippets and tests. */
export function tokenise(text: string): Tokens {
  const tokens: Tokens = { terms: [], kinds: [], starts: [], ends: [], positions: [], places: 0 };
  tokens.places = eachToken(text, 0, (term, kind, start, end, position) => {
    tokens.terms.push(term);
    tokens.kinds.push(kind);
    tokens.starts.push(start);
    tokens.ends.push(end);
    tokens.positions.push(position);
  });
  return tokens;
}

/** Only the terms, in order, aliases and last characters included. */
export const termsOf = (text: string): string[] => tokenise(text).terms;

/**
 * Calls `emit` for every token of `text`, whose places count from `place`; returns the place after the
 * last. About 15 MB/s on running text of either language.
 */
export function eachToken(text: string, place: number, emit: EmitToken): number {
  const table = foldTable();
  const { units, classes } = table;
  const length = text.length;
  let at = 0;
  while (at < length) {
    const kind = classes[units[text.charCodeAt(at)]!]!;
    if (kind === OTHER) at++;
    else if (kind === IDEOGRAPH) {
      const end = endOfRun(text, at, table);
      place = emitPairs(text, at, end, place, units, emit);
      at = end;
    } else {
      const end = endOfWord(text, at, table);
      place = emitWord(text.slice(at, end), at, place, emit);
      at = end;
    }
  }
  return place;
}

function endOfRun(text: string, start: number, { units, classes }: FoldTable): number {
  let at = start;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (classes[units[unit]!] !== IDEOGRAPH) break;
    at += unit >= 0xd800 && unit <= 0xdbff ? 2 : 1;
  }
  return Math.min(at, text.length);
}

const pairs = new Map<number, string>();
/** Above this the cache of pairs starts anew: hostile text could fill it with 4 billion. */
const MOST_PAIRS = 400_000;

function emitPairs(
  text: string,
  start: number,
  end: number,
  place: number,
  units: Uint16Array,
  emit: EmitToken,
): number {
  let first = units[text.charCodeAt(start)]!;
  for (let at = start + 1; at < end; at++) {
    const second = units[text.charCodeAt(at)]!;
    const key = first * 65536 + second;
    let pair = pairs.get(key);
    if (pair === undefined) {
      if (pairs.size >= MOST_PAIRS) pairs.clear();
      pair = String.fromCharCode(first, second);
      pairs.set(key, pair);
    }
    emit(pair, PLAIN, at - 1, at + 1, place++);
    first = second;
  }
  emit(String.fromCharCode(first), LAST, end - 1, end, place++);
  return place;
}

/** Marks that join letters and digits into one name when both neighbours are such: AT&T, 600519.SH, 10-K, 3.5/4. */
const JOINERS = new Set([..."&._-/+'’"].map((mark) => mark.charCodeAt(0)));
const COMMA = 0x2c;

/** Longer words are cut: a term is a name somebody may type, not a key or a picture in base 64. */
const LONGEST_WORD = 64;

function endOfWord(text: string, start: number, { units, classes }: FoldTable): number {
  const classAt = (at: number) => (at < text.length ? classes[units[text.charCodeAt(at)]!]! : OTHER);
  const stop = Math.min(text.length, start + LONGEST_WORD);
  let at = start;
  while (at < stop) {
    const kind = classAt(at);
    if (kind === LETTER || kind === DIGIT) at++;
    else {
      const unit = units[text.charCodeAt(at)]!;
      const next = classAt(at + 1);
      const joins =
        unit === COMMA
          ? kind === OTHER && classAt(at - 1) === DIGIT && isThousands(text, at + 1, classAt)
          : JOINERS.has(unit) && (next === LETTER || next === DIGIT);
      if (!joins) break;
      at++;
    }
  }
  return at;
}

/** Whether exactly three digits stand at `at`: 1,802 is one number, "2,3" two. */
const isThousands = (text: string, at: number, classAt: (at: number) => number): boolean =>
  at + 3 <= text.length &&
  classAt(at) === DIGIT &&
  classAt(at + 1) === DIGIT &&
  classAt(at + 2) === DIGIT &&
  classAt(at + 3) !== DIGIT;

/** What one written word gives: terms with offsets inside the word and places from 0. */
interface WordParts {
  terms: string[];
  kinds: TokenKind[];
  starts: number[];
  ends: number[];
  places: number[];
  placeCount: number;
}

const words = new Map<string, WordParts>();
const MOST_WORDS = 200_000;

function emitWord(written: string, start: number, place: number, emit: EmitToken): number {
  let parts = words.get(written);
  if (parts === undefined) {
    if (words.size >= MOST_WORDS) words.clear();
    parts = partWord(written);
    words.set(written, parts);
  }
  const { terms, kinds, starts, ends, places } = parts;
  for (let i = 0; i < terms.length; i++)
    emit(terms[i]!, kinds[i]!, start + starts[i]!, start + ends[i]!, place + places[i]!);
  return place + parts.placeCount;
}

const WORD = /^\p{L}[\p{L}\p{M}]*$/u;
const FIGURE = /^\p{Nd}+(?:\.\p{Nd}+)?$/u;
/** A name of letters and digits in one: letters, then digits, or the reverse, and so on. */
const PIECES = /\p{Nd}+(?:\.\p{Nd}+)?|[^\p{Nd}&._\-/+'’,]+/gu;

function partWord(written: string): WordParts {
  const parts: WordParts = { terms: [], kinds: [], starts: [], ends: [], places: [], placeCount: 0 };
  const { units } = foldTable();
  let folded = "";
  for (let i = 0; i < written.length; i++) folded += String.fromCharCode(units[written.charCodeAt(i)]!);
  const add = (term: string, kind: TokenKind, start: number, end: number, place: number) => {
    parts.terms.push(term);
    parts.kinds.push(kind);
    parts.starts.push(start);
    parts.ends.push(end);
    parts.places.push(place);
  };
  const bare = folded.replace(/['’]s$/, "");
  const plain = bare.replaceAll(",", "");
  if (WORD.test(plain) || FIGURE.test(plain)) {
    add(WORD.test(plain) ? stem(plain) : plain, WORD.test(plain) ? PLAIN : NUMBER, 0, bare.length, 0);
    parts.placeCount = 1;
    return parts;
  }
  const pieces = [...bare.matchAll(PIECES)];
  const kept = pieces.filter((piece) => isWorthAlone(piece[0], bare, pieces.length));
  // Nothing of "h100" is worth a term of its own: the whole is the word.
  const hasParts = kept.length > 0;
  let place = 0;
  for (const piece of kept) {
    const isFigure = FIGURE.test(piece[0]);
    add(
      isFigure ? piece[0] : stem(piece[0]),
      isFigure ? NUMBER : PLAIN,
      piece.index,
      piece.index + piece[0].length,
      place++,
    );
  }
  // Words that a hyphen or a slash joins ("year-over-year") are looked for as words, never as one name.
  if (!hasParts || /\p{Nd}|[&]/u.test(bare)) {
    add(plain.replace(/['’+]/g, "").slice(0, LONGEST_WORD), hasParts ? ALIAS : PLAIN, 0, bare.length, 0);
    place = Math.max(place, 1);
  }
  parts.placeCount = place;
  return parts;
}

/**
 * Whether a piece of a mixed name is looked for by itself: all pieces that a mark separates, a run of three or more
 * letters with the digits after it ("trainium2"), and a year ("fy2025"). "h100" and "3q25" are not cut.
 */
function isWorthAlone(piece: string, whole: string, count: number): boolean {
  if (count === 1) return piece !== whole;
  if (/[&._\-/+'’]/.test(whole.replace(FIGURE_INSIDE, ""))) return true;
  if (/^(?:19|20)\d\d$/.test(piece)) return true;
  const letters = /^\p{L}{3,}/u.test(whole);
  return letters && count === 2 && !/^\p{L}{1,2}$/u.test(piece);
}
const FIGURE_INSIDE = /\p{Nd}+\.\p{Nd}+/gu;

/** The Porter stem of a folded word; words with other than a to z stay. */
const stem = (word: string): string => (/^[a-z]{3,}$/.test(word) ? stemmer(word) : word);
