// search/build-terms.ts: the different terms of a segment that is being built, each with a number, and their order.
//
// A segment has some hundred tokens a passage and every one of them asks for the number of its term. Most of them are pairs
// of ideographs or plain words: pairs are found in a table of numbers without making the string, words by the key they
// come with (tokens.ts). Only what is met for the first time, and a number or a name of parts, asks a table of strings.

import { keysEpoch, TOKEN_KEYS, type Wanted } from "./tokens.ts";

/** Slots looked at for a pair: text made to collide costs no more than this, its pairs are found by their strings. */
const MOST_PROBES = 32;
/** Fewer terms than this are sorted by comparing them. */
const FEW = 24;
/** Room for the place of a term beside two of its units in a whole number that a float holds exactly. */
const PLACES = 2 ** 20;

/** Numbers for terms, from 0 in the order they are met. */
export class TermIds {
  readonly terms: string[] = [];
  readonly #ids = new Map<string, number>();
  /** By the key of a token; one higher, 0 is none. */
  readonly #ofKey = new Uint32Array(TOKEN_KEYS);
  #keysEpoch = keysEpoch;
  /** The pair of ideographs that was cut last. */
  #pair = 0;
  /** Pair and one more than its number, side by side; 0 is none. */
  #pairs = new Uint32Array(1 << 13);
  #pairCount = 0;

  /** To be given to eachToken: pairs are told as "" and asked for by `ofPair` at once. */
  readonly wanted: Wanted = {
    pairOf: (first, second) => {
      this.#pair = ((first << 16) | second) >>> 0;
      return "";
    },
    letters: null,
  };

  /** The number of a term that comes with `key`, or with -1. */
  of(term: string, key: number): number {
    if (this.#keysEpoch !== keysEpoch) {
      this.#ofKey.fill(0);
      this.#keysEpoch = keysEpoch;
    }
    const known = key < 0 ? 0 : this.#ofKey[key]!;
    if (known > 0) return known - 1;
    const id = this.#ofTerm(term);
    if (key >= 0) this.#ofKey[key] = id + 1;
    return id;
  }

  /** The number of the pair that was cut last. */
  ofPair(): number {
    const pair = this.#pair;
    const pairs = this.#pairs;
    const mask = pairs.length - 2;
    let at = slotOf(pair, mask);
    for (let probe = 0; probe < MOST_PROBES; probe++, at = (at + 2) & mask) {
      if (pairs[at] === pair) return pairs[at + 1]! - 1;
      if (pairs[at] !== 0) continue;
      const id = this.#ofTerm(termOf(pair));
      pairs[at] = pair;
      pairs[at + 1] = id + 1;
      if (++this.#pairCount * 4 > pairs.length) this.#widen();
      return id;
    }
    return this.#ofTerm(termOf(pair));
  }

  #ofTerm(term: string): number {
    let id = this.#ids.get(term);
    if (id === undefined) {
      id = this.terms.push(term) - 1;
      this.#ids.set(term, id);
    }
    return id;
  }

  /** Twice the room; a pair that finds no place in it is found by its string. */
  #widen(): void {
    const old = this.#pairs;
    const pairs = new Uint32Array(old.length * 2);
    const mask = pairs.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === 0) continue;
      let at = slotOf(old[from]!, mask);
      for (let probe = 1; pairs[at] !== 0 && probe < MOST_PROBES; probe++) at = (at + 2) & mask;
      if (pairs[at] !== 0) continue;
      pairs[at] = old[from]!;
      pairs[at + 1] = old[from + 1]!;
    }
    this.#pairs = pairs;
  }
}

const slotOf = (pair: number, mask: number): number => (Math.imul(pair, 0x9e3779b1) >>> 7) & mask;
const termOf = (pair: number): string => String.fromCharCode(pair >>> 16, pair & 0xffff);

/**
 * The numbers of different `terms` in the order of the terms: as `sort()` would have it, by two units at a time. Some three
 * times as quick, since comparing strings reads each of them from its own place some twenty times.
 */
export function termOrder(terms: readonly string[]): Uint32Array {
  const order = Uint32Array.from(terms, (_, id) => id);
  const open: [from: number, to: number, depth: number][] = [[0, order.length, 0]];
  const byText = (a: number, b: number) => (terms[a]! < terms[b]! ? -1 : 1);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [from, to, depth] = next;
    const part = order.subarray(from, to);
    if (part.length < FEW || part.length > PLACES) part.sort(byText);
    else sortByTwoUnits(terms, part, depth, (start, end) => open.push([from + start, from + end, depth + 2]));
  }
  return order;
}

/** Sorts a part of the order by the units at `depth`, and tells each stretch that they do not decide. */
function sortByTwoUnits(
  terms: readonly string[],
  part: Uint32Array,
  depth: number,
  again: (start: number, end: number) => void,
): void {
  // One higher: nothing comes before any unit.
  const unitOf = (term: string, at: number) => (at < term.length ? term.charCodeAt(at) + 1 : 0);
  const keys = new Float64Array(part.length);
  for (let i = 0; i < part.length; i++) {
    const term = terms[part[i]!]!;
    keys[i] = (unitOf(term, depth) * 65_537 + unitOf(term, depth + 1)) * PLACES + i;
  }
  keys.sort();
  const old = part.slice();
  let start = 0;
  let units = -1;
  for (let i = 0; i < keys.length; i++) {
    const own = Math.floor(keys[i]! / PLACES);
    part[i] = old[keys[i]! - own * PLACES]!;
    if (own === units) continue;
    if (i - start > 1) again(start, i);
    start = i;
    units = own;
  }
  if (part.length - start > 1) again(start, part.length);
}
