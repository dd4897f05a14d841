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

/**
 * `key` is a number below TOKEN_KEYS that means the same term as long as `keysEpoch` stays (a term may have several), or -1:
 * who keeps something of each term finds it by a number, without asking a table of strings.
 */
export type EmitToken = (
  term: string,
  kind: TokenKind,
  start: number,
  end: number,
  position: number,
  key: number,
) => void;

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

/** The term of a pair of ideographs, by its folded units. */
export type PairTerm = (first: number, second: number) => string;

/** Which tokens a caller can use; the others are told all the same, as "". */
export interface Wanted {
  pairOf: PairTerm;
  /** 1 for two first letters, as `lettersOf` numbers them, with which a word that is wanted may begin; null for all. */
  letters: Uint8Array | null;
}

/**
 * Calls `emit` for every token of `text`, whose places count from `place`; returns the place after the
 * last. About 15 MB/s on running text of either language, more when `wanted` is few.
 */
export function eachToken(text: string, place: number, emit: EmitToken, wanted: Wanted = everything): number {
  const table = foldTable();
  const { units, classes } = table;
  const length = text.length;
  let at = 0;
  while (at < length) {
    const kind = classes[units[text.charCodeAt(at)]!]!;
    if (kind === OTHER) at++;
    else if (kind === IDEOGRAPH) {
      const end = endOfRun(text, at, table);
      place = emitPairs(text, at, end, place, units, emit, wanted.pairOf);
      at = end;
    } else {
      const end = endOfWord(text, at, table);
      const isAsked = wanted.letters === null || mayBeAsked(text, at, end, units, wanted.letters);
      if (isAsked) place = emitWord(text, at, end, place, emit);
      else emit("", PLAIN, at, end, place++, -1);
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

/** Places looked at for a term in a table: text made to collide is cut without being kept, and costs no more than this. */
const MOST_PROBES = 32;

/** Terms of pairs by their two units: a table of numbers is asked a hundred million times in an index. */
const PAIR_SLOTS = 2 ** 19;
/** Above this the table starts anew: hostile text could fill it with 4 billion. */
const MOST_PAIRS = PAIR_SLOTS / 2;
/** Grows when the tables start anew and keys mean other terms. */
export let keysEpoch = 0;
let lastPairKey = -1;
let pairKeys = new Uint32Array(0);
let pairTerms: string[] = [];
let pairCount = 0;

/** The term of a pair. Key 0 would be two NUL characters, which are no ideographs. */
function pairTerm(first: number, second: number): string {
  if (pairKeys.length === 0 || pairCount >= MOST_PAIRS) {
    pairKeys = new Uint32Array(PAIR_SLOTS);
    pairTerms = new Array<string>(PAIR_SLOTS);
    pairCount = 0;
    keysEpoch++;
  }
  const key = ((first << 16) | second) >>> 0;
  const slot = Math.imul(key, 0x9e3779b1) >>> 13;
  for (let probe = 0; probe < MOST_PROBES; probe++) {
    const at = (slot + probe) & (PAIR_SLOTS - 1);
    const held = pairKeys[at]!;
    lastPairKey = at;
    if (held === key) return pairTerms[at]!;
    if (held !== 0) continue;
    pairKeys[at] = key;
    pairCount++;
    return (pairTerms[at] = String.fromCharCode(first, second));
  }
  lastPairKey = -1;
  return String.fromCharCode(first, second);
}

const everything: Wanted = { pairOf: pairTerm, letters: null };

/**
 * Only `terms`: the pairs among them and all pairs that begin with a single ideograph among them, and words whose stems may be
 * among them. Tables small enough to stay near the processor, where those of all words and pairs do not.
 */
export function onlyTerms(terms: Iterable<string>): Wanted {
  const { units, classes } = foldTable();
  /** 1: some pairs that begin so; 2: all of them. */
  const firsts = new Uint8Array(65536);
  const letters = new Uint8Array(26 * 26);
  for (const term of terms) {
    noteLetters(term, letters);
    const first = term.charCodeAt(0);
    if (term.length === 0 || term.length > 2 || classes[units[first]!] !== IDEOGRAPH) continue;
    firsts[first] = term.length === 1 ? 2 : Math.max(1, firsts[first]!);
  }
  return { pairOf: (first, second) => (firsts[first] === 0 ? "" : pairTerm(first, second)), letters };
}

const LETTER_A = 97;
const isLetter = (unit: number): boolean => unit >= LETTER_A && unit < LETTER_A + 26;
const lettersOf = (first: number, second: number): number => (first - LETTER_A) * 26 + second - LETTER_A;

/** Marks how the words of a stem begin: as it does, but that a "y" behind the first letter may have become an "i". */
function noteLetters(term: string, letters: Uint8Array): void {
  const first = term.charCodeAt(0);
  if (!isLetter(first)) return;
  const second = term.charCodeAt(1);
  // "aing" and "ies" are one letter; of a beginning ("f*") any letter may follow.
  const next = isLetter(second)
    ? term[1] === "i"
      ? "iy"
      : term[1]!
    : term.length === 1
      ? "ei"
      : ALL_LETTERS;
  for (const letter of next) letters[lettersOf(first, letter.charCodeAt(0))] = 1;
}
const ALL_LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Whether a word may be among those wanted: it is more than plain letters, or begins as one of them. */
function mayBeAsked(
  text: string,
  start: number,
  end: number,
  units: Uint16Array,
  letters: Uint8Array,
): boolean {
  if (end - start < 2) return true;
  const first = units[text.charCodeAt(start)]!;
  const second = units[text.charCodeAt(start + 1)]!;
  if (!isLetter(first) || !isLetter(second) || letters[lettersOf(first, second)] === 1) return true;
  for (let at = start + 2; at < end; at++) if (!isLetter(units[text.charCodeAt(at)]!)) return true;
  return false;
}

/** Terms of one ideograph by its unit. */
let lastTerms: (string | undefined)[] = [];

function emitPairs(
  text: string,
  start: number,
  end: number,
  place: number,
  units: Uint16Array,
  emit: EmitToken,
  pairOf: PairTerm,
): number {
  let first = units[text.charCodeAt(start)]!;
  for (let at = start + 1; at < end; at++) {
    const second = units[text.charCodeAt(at)]!;
    emit(pairOf(first, second), PLAIN, at - 1, at + 1, place++, lastPairKey);
    first = second;
  }
  if (lastTerms.length === 0) lastTerms = new Array<string | undefined>(65536);
  emit((lastTerms[first] ??= String.fromCharCode(first)), LAST, end - 1, end, place++, LAST_KEYS + first);
  return place;
}

/** Marks that join letters and digits into one name when both neighbours are such: AT&T, 600519.SH, 10-K, 3.5/4. */
const JOINERS = new Set([..."&._-/+'’"].map((mark) => mark.charCodeAt(0)));
const COMMA = 0x2c;

/** Longer words are cut: a term is a name somebody may type, not a key or a picture in base 64. */
const LONGEST_WORD = 64;

function endOfWord(text: string, start: number, { units, classes }: FoldTable): number {
  const stop = Math.min(text.length, start + LONGEST_WORD);
  const classAt = (at: number) => (at < text.length ? classes[units[text.charCodeAt(at)]!]! : OTHER);
  let at = start;
  for (; at < stop; at++) {
    const unit = units[text.charCodeAt(at)]!;
    const kind = classes[unit]!;
    if (kind === LETTER || kind === DIGIT) continue;
    const next = classAt(at + 1);
    const joins =
      unit === COMMA
        ? kind === OTHER && classAt(at - 1) === DIGIT && isThousands(text, at + 1, classAt)
        : (next === LETTER || next === DIGIT) && JOINERS.has(unit);
    if (!joins) break;
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

/** Words as written with their parts, found by their units in the text: no string is made of a word that is known. */
const WORD_SLOTS = 2 ** 18;
const MOST_WORDS = WORD_SLOTS / 2;
/** Keys of single ideographs come behind those of pairs and of words. */
const LAST_KEYS = PAIR_SLOTS + WORD_SLOTS;
export const TOKEN_KEYS = LAST_KEYS + 65_536;
let wordSlots: (KnownWord | undefined)[] = [];
let wordCount = 0;

interface KnownWord {
  written: string;
  /** -1 for one that is not kept. */
  key: number;
  parts: WordParts;
  /** Of a word of one part, as most are: it, so that the lists of parts need not be read. */
  only: string | null;
}

function wordAt(text: string, start: number, end: number): KnownWord {
  if (wordSlots.length === 0 || wordCount >= MOST_WORDS) {
    wordSlots = new Array<KnownWord | undefined>(WORD_SLOTS);
    wordCount = 0;
    keysEpoch++;
  }
  let hash = end - start;
  for (let at = start; at < end; at++) hash = Math.imul(hash, 31) + text.charCodeAt(at);
  const slot = Math.imul(hash, 0x9e3779b1) >>> 14;
  for (let probe = 0; probe < MOST_PROBES; probe++) {
    const at = (slot + probe) & (WORD_SLOTS - 1);
    const held = wordSlots[at];
    if (held === undefined) {
      wordCount++;
      return (wordSlots[at] = knownWord(text.slice(start, end), PAIR_SLOTS + at));
    }
    if (isAt(text, start, end, held.written)) return held;
  }
  return knownWord(text.slice(start, end), -1);
}

function knownWord(written: string, key: number): KnownWord {
  const parts = partWord(written);
  const isOnly = parts.terms.length === 1 && parts.kinds[0] === PLAIN && parts.ends[0] === written.length;
  return { written, key, parts, only: isOnly && parts.starts[0] === 0 ? parts.terms[0]! : null };
}

function isAt(text: string, start: number, end: number, word: string): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  return true;
}

function emitWord(text: string, start: number, end: number, place: number, emit: EmitToken): number {
  const { parts, only, key } = wordAt(text, start, end);
  if (only !== null) {
    emit(only, PLAIN, start, end, place, key);
    return place + 1;
  }
  const { terms, kinds, starts, ends, places, placeCount } = parts;
  for (let i = 0; i < terms.length; i++)
    emit(terms[i]!, kinds[i]!, start + starts[i]!, start + ends[i]!, place + places[i]!, -1);
  return place + placeCount;
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
