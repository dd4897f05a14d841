// search/gloss-passage.ts: a Chinese passage as numbered English terms, when it is indexed.
//
// What a passage is glossed with: the terms of its Chinese words (lexicon-gloss.ts) times how often each word stands in
// it, and its Latin words and numbers as written, once for each time. An index asks for the glosses of a million passages, some
// hundreds each, so nothing is summed by string: a word of the dictionary is a number (lexicon-cut.ts), its terms
// are numbers with weights, worked out the first time it is met, and sums stand in a table by number.
//
// Numbers are bounded: when hostile text has filled the table of terms it starts anew, and `epoch` says so.

import { fold, foldTable, OTHER } from "./fold.ts";
import type { Glosses, IndexedPassage } from "./hooks.ts";
import type { Lexicon } from "./lexicon.ts";
import { type GlossTerm, ONE_CHARACTER } from "./lexicon-gloss.ts";
import { ALIAS, eachToken, keysEpoch, LAST, TOKEN_KEYS } from "./tokens.ts";

/**
 * A term that weighs less in a passage is left out of it: late meanings of single characters and single words of long
 * translations, each met once. They are three of eight, and English questions find more without them; at .35 the first meaning
 * of a lone character goes too, and short passages lose.
 */
const LEAST = ONE_CHARACTER;
/** Above this the terms start anew. The whole dictionary has 130,000; the rest is for names and numbers. */
const MOST_TERMS = 1 << 18;
/** Working room for texts up to this long is kept between passages. */
const KEPT_UNITS = 1 << 14;
/** What is kept of a token that carries nothing. */
const EMPTY = 1;

export interface PassageGlosserOptions {
  lexicon: Lexicon;
  /** Terms of one word of the lexicon; asked once for each word, as long as the terms do not start anew. */
  termsOfWord: (word: string) => readonly GlossTerm[];
  isEmptyWord: (word: string) => boolean;
  /** For tests. */
  mostTerms?: number;
}

/** Glosses of one passage after the other; each answer stands until the next call. */
export function openPassageGlosser(options: PassageGlosserOptions): (passage: IndexedPassage) => Glosses {
  const glosser = new PassageGlosser(options);
  return ({ title, heading, context, text }) => glosser.gloss(`${title}\n${heading}\n${context}\n${text}`);
}

/** Weights by the number of the term, and which numbers have one. */
class Sums {
  #sums = new Float64Array(1 << 12);
  numbers = new Uint32Array(1 << 10);
  weights = new Float64Array(1 << 10);
  count = 0;

  /** Makes room for numbers below `size` and for `more` terms. */
  reserve(size: number, more: number): void {
    if (size > this.#sums.length) this.#sums = larger(this.#sums, size);
    if (this.count + more > this.numbers.length) this.numbers = larger(this.numbers, this.count + more);
  }

  /** A positive weight for a number that there is room for. */
  add(number: number, weight: number): void {
    const sum = this.#sums[number]!;
    if (sum === 0) this.numbers[this.count++] = number;
    this.#sums[number] = sum + weight;
  }

  /** Keeps the numbers that weigh `least` or more, with their weights beside them; every sum is 0 afterwards. */
  take(least: number): void {
    if (this.weights.length < this.count) this.weights = new Float64Array(this.numbers.length);
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const number = this.numbers[i]!;
      const weight = this.#sums[number]!;
      this.#sums[number] = 0;
      if (weight < least) continue;
      this.numbers[kept] = number;
      this.weights[kept++] = weight;
    }
    this.count = kept;
  }
}

function larger<T extends Uint32Array | Float64Array>(list: T, least: number): T {
  const Kind = list.constructor as new (length: number) => T;
  const grown = new Kind(Math.max(least, list.length * 2));
  grown.set(list);
  return grown;
}

class PassageGlosser {
  readonly #options: PassageGlosserOptions;
  readonly #mostTerms: number;
  readonly #isHan = hanTable();
  readonly #sums = new Sums();
  /** Terms by number, and numbers by term. */
  #terms: string[] = [];
  readonly #numbers = new Map<string, number>();
  #epoch = 0;
  /** Numbers and weights of the terms of all words met, and for each word where its own begin and end; -1 for a word not met. */
  #wordNumbers = new Uint32Array(1 << 12);
  #wordWeights = new Float64Array(1 << 12);
  #filled = 0;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** How often the present passage has each word, and the words it has. */
  readonly #times: Uint32Array;
  #words = new Uint32Array(1 << 10);
  #wordCount = 0;
  /** By the key of a token (tokens.ts): 0 unknown, EMPTY, or two more than the number of its term. */
  readonly #ofKey = new Uint32Array(TOKEN_KEYS);
  #keysEpoch = keysEpoch;
  readonly #keptUnits = new Uint16Array(KEPT_UNITS);

  constructor(options: PassageGlosserOptions) {
    this.#options = options;
    this.#mostTerms = options.mostTerms ?? MOST_TERMS;
    const count = options.lexicon.words.length;
    this.#starts = new Int32Array(count).fill(-1);
    this.#ends = new Int32Array(count);
    this.#times = new Uint32Array(count);
  }

  gloss(text: string): Glosses {
    if (this.#terms.length >= this.#mostTerms) this.#startAnew();
    const sums = this.#sums;
    sums.count = 0;
    const others = this.#countWords(text);
    this.#addWords();
    for (let i = 0; i < others.length; i += 2) this.#addOthers(fold(text.slice(others[i], others[i + 1])));
    sums.take(LEAST);
    const { count, numbers, weights } = sums;
    return { count, numbers, weights, terms: this.#terms, epoch: this.#epoch };
  }

  #startAnew(): void {
    this.#terms = [];
    this.#numbers.clear();
    this.#starts.fill(-1);
    this.#filled = 0;
    this.#ofKey.fill(0);
    this.#epoch++;
  }

  /** Counts the words of the Han runs; returns starts and ends of what lies between them and has letters or digits. */
  #countWords(text: string): number[] {
    const { length } = text;
    const { units, classes } = foldTable();
    const folded = length <= KEPT_UNITS ? this.#keptUnits : new Uint16Array(length);
    for (let i = 0; i < length; i++) folded[i] = units[text.charCodeAt(i)]!;
    const others: number[] = [];
    for (let at = 0; at < length; ) {
      const start = at;
      let isEmpty = true;
      for (let size = 0; at < length && (size = this.#hanAt(folded, at, length)) === 0; at++)
        if (classes[folded[at]!] !== OTHER) isEmpty = false;
      if (!isEmpty) others.push(start, at);
      const from = at;
      for (let size = 0; at < length && (size = this.#hanAt(folded, at, length)) > 0; ) at += size;
      if (at > from) this.#countRun(folded, from, at);
    }
    return others;
  }

  /** How many units the Han character at `at` has; 0 when there is another one. */
  #hanAt(units: Uint16Array, at: number, length: number): number {
    const unit = units[at]!;
    if (this.#isHan[unit] === 1) return 1;
    if (unit < 0xd800 || unit > 0xdbff || at + 1 >= length) return 0;
    return /^\p{Script=Han}/u.test(String.fromCharCode(unit, units[at + 1]!)) ? 2 : 0;
  }

  #countRun(units: Uint16Array, from: number, to: number): void {
    const { cutter } = this.#options.lexicon;
    const count = cutter.cut(units, from, to);
    const cuts = cutter.words;
    if (this.#wordCount + count > this.#words.length)
      this.#words = larger(this.#words, this.#wordCount + count);
    for (let i = 0; i < count; i++) {
      const word = cuts[i]!;
      if (word >= 0 && this.#times[word]!++ === 0) this.#words[this.#wordCount++] = word;
    }
  }

  /** Adds the terms of the words counted, and forgets the counts. */
  #addWords(): void {
    const sums = this.#sums;
    for (let i = 0; i < this.#wordCount; i++) {
      const word = this.#words[i]!;
      if (this.#starts[word]! < 0) this.#meet(word);
      const times = this.#times[word]!;
      this.#times[word] = 0;
      const end = this.#ends[word]!;
      sums.reserve(this.#terms.length, end - this.#starts[word]!);
      for (let at = this.#starts[word]!; at < end; at++)
        sums.add(this.#wordNumbers[at]!, times * this.#wordWeights[at]!);
    }
    this.#wordCount = 0;
  }

  #meet(word: number): void {
    const terms = this.#options.termsOfWord(this.#options.lexicon.words[word]!);
    const start = this.#filled;
    if (start + terms.length > this.#wordNumbers.length) {
      this.#wordNumbers = larger(this.#wordNumbers, start + terms.length);
      this.#wordWeights = larger(this.#wordWeights, start + terms.length);
    }
    for (const { term, weight } of terms) {
      this.#wordNumbers[this.#filled] = this.#numberOf(term);
      this.#wordWeights[this.#filled++] = weight;
    }
    this.#starts[word] = start;
    this.#ends[word] = this.#filled;
  }

  #numberOf(term: string): number {
    let number = this.#numbers.get(term);
    if (number === undefined) {
      number = this.#terms.length;
      this.#numbers.set(term, number);
      this.#terms.push(term);
    }
    return number;
  }

  /** Adds the words and numbers of a folded text without Han. */
  #addOthers(text: string): void {
    eachToken(text, 0, (term, kind, _start, _end, _position, key) => {
      if (kind === LAST) return;
      const held = this.#heldOf(term, kind === ALIAS, key);
      if (held === EMPTY) return;
      this.#sums.reserve(this.#terms.length, 1);
      this.#sums.add(held - 2, 1);
    });
  }

  #heldOf(term: string, isAlias: boolean, key: number): number {
    if (this.#keysEpoch !== keysEpoch) {
      this.#ofKey.fill(0);
      this.#keysEpoch = keysEpoch;
    }
    const known = key < 0 ? 0 : this.#ofKey[key]!;
    if (known > 0) return known;
    const held = !isAlias && this.#options.isEmptyWord(term) ? EMPTY : this.#numberOf(term) + 2;
    if (key >= 0) this.#ofKey[key] = held;
    return held;
  }
}

/** 1 for each unit that is a Han character by itself. */
function hanTable(): Uint8Array {
  const isHan = /\p{Script=Han}/u;
  return Uint8Array.from({ length: 65536 }, (_, unit) => (isHan.test(String.fromCharCode(unit)) ? 1 : 0));
}
