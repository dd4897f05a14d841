// figures/trie.ts: longest match of many words at one place of a text.
//
// One hash table from (node, character) to node, open addressing in typed arrays: a third of a Map's time; words are
// a few thousand, a match costs one look-up a character. A reversed trie reads from a place leftwards, so that what stands before a number
// ("人民币", "at least") is asked for only at a number. Blanks between Chinese characters are
// stepped over: text out of PDF has them inside words.

const NODE = 0x10000;

export interface TrieMatch<T> {
  value: T;
  /** Where the match ends: exclusive end forwards, inclusive start backwards. */
  edge: number;
}

export const isBlank = (code: number): boolean =>
  code === 32 || code === 9 || code === 0xa0 || code === 0x3000 || code === 0x2009 || code === 0x202f;
export const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff;
export const isLatin = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
export const isDigit = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19);
const fold = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

const pairOf = (first: number, second: number): number =>
  (Math.imul(first, 31) + Math.imul(second, 7919)) & 0xffff;

/** Edges of a trie: (node, character) to node; 0, the root, is where no edge leads. */
class Edges {
  private from = new Int32Array(1024);
  private codes = new Uint16Array(1024);
  private to = new Int32Array(1024);
  private mask = 1023;
  private size = 0;

  get(node: number, code: number): number {
    let at = slotOf(node, code) & this.mask;
    for (let to = this.to[at]!; to !== 0; to = this.to[at]!) {
      if (this.codes[at] === code && this.from[at] === node) return to;
      at = (at + 1) & this.mask;
    }
    return 0;
  }

  set(node: number, code: number, to: number): void {
    // Half full at most, so that a miss ends after a step or two.
    if (++this.size * 2 > this.mask) this.grow();
    let at = slotOf(node, code) & this.mask;
    while (this.to[at] !== 0) at = (at + 1) & this.mask;
    this.from[at] = node;
    this.codes[at] = code;
    this.to[at] = to;
  }

  private grow(): void {
    const { from, codes, to } = this;
    const length = to.length * 2;
    this.from = new Int32Array(length);
    this.codes = new Uint16Array(length);
    this.to = new Int32Array(length);
    this.mask = length - 1;
    this.size = 1;
    for (let at = 0; at < to.length; at++) if (to[at] !== 0) this.set(from[at]!, codes[at]!, to[at]!);
  }
}

const slotOf = (node: number, code: number): number => {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
};

/** What may open a word of any of several tries: most places of a text are passed over by it alone. */
export interface Openers {
  first: Uint8Array;
  single: Uint8Array;
  pairs: Uint8Array;
}

export function openersOf(tries: readonly { markOpenings(openers: Openers): void }[]): Openers {
  const openers = { first: new Uint8Array(NODE), single: new Uint8Array(NODE), pairs: new Uint8Array(NODE) };
  for (const trie of tries) trie.markOpenings(openers);
  return openers;
}

/** Whether a word may open with these two characters; false is certain, true is not. */
export const mayOpen = (openers: Openers, first: number, second: number): boolean =>
  openers.pairs[pairOf(fold(first), fold(second))] === 1 ||
  isBlank(second) ||
  openers.single[fold(first)] === 1;

export class Trie<T> {
  private readonly next = new Edges();
  private readonly values: (T | undefined)[] = [undefined];
  /** 1 for each character that begins a word: the cheap question before a look-up. */
  readonly first = new Uint8Array(NODE);
  /** 1 for each hashed pair of characters that opens a word: most places fail here, before any look-up. */
  private readonly pairs = new Uint8Array(NODE);
  private readonly openings: [number, number][] = [];
  /** 1 for each character that is a whole word. */
  private readonly single = new Uint8Array(NODE);
  private readonly isFolded: boolean;
  private readonly isReversed: boolean;

  constructor(options: { fold?: boolean; reverse?: boolean } = {}) {
    this.isFolded = options.fold ?? false;
    this.isReversed = options.reverse ?? false;
  }

  /** Adds a word; the first value of a word stays unless `replace`. */
  add(word: string, value: T, replace = false): void {
    let node = 0;
    let opening = 0;
    for (let at = 0; at < word.length; at++) {
      let code = word.charCodeAt(this.isReversed ? word.length - 1 - at : at);
      if (this.isFolded) code = fold(code);
      if (at === 1) {
        this.pairs[pairOf(opening, code)] = 1;
        this.openings.push([opening, code]);
      }
      if (at === 0) {
        opening = code;
        if (word.length === 1) this.single[code] = 1;
        this.first[code] = 1;
        if (this.isFolded && code >= 97 && code <= 122) this.first[code - 32] = 1;
      }
      let to = this.next.get(node, code);
      if (to === 0) {
        to = this.values.length;
        this.values.push(undefined);
        this.next.set(node, code, to);
      }
      node = to;
    }
    if (replace || this.values[node] === undefined) this.values[node] = value;
  }

  /** Marks the pairs that may open a word of this trie, all folded: a superset, for one question about several tries. */
  markOpenings(openers: Openers): void {
    for (let code = 0; code < NODE; code++) {
      if (this.first[code] === 1) openers.first[code] = 1;
      if (this.single[code] === 1) openers.single[fold(code)] = 1;
    }
    for (const [one, two] of this.openings) openers.pairs[pairOf(fold(one), fold(two))] = 1;
  }

  private canOpen(first: number, second: number): boolean {
    const one = this.isFolded ? fold(first) : first;
    if (this.single[one] === 1 || isBlank(second)) return true;
    return this.pairs[pairOf(one, this.isFolded ? fold(second) : second)] === 1;
  }

  get(word: string): T | undefined {
    let node = 0;
    for (let at = 0; at < word.length; at++) {
      let code = word.charCodeAt(this.isReversed ? word.length - 1 - at : at);
      if (this.isFolded) code = fold(code);
      node = this.next.get(node, code);
      if (node === 0) return undefined;
    }
    return this.values[node];
  }

  /** The longest word that starts at `start` and, when it ends in a Latin letter, ends at a word's end. */
  match(text: string, start: number, end: number): TrieMatch<T> | null {
    if (start >= end || this.first[text.charCodeAt(start)] === 0) return null;
    if (start + 1 < end && !this.canOpen(text.charCodeAt(start), text.charCodeAt(start + 1))) return null;
    let node = 0;
    let best: TrieMatch<T> | null = null;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      const to = this.next.get(node, this.isFolded ? fold(code) : code);
      if (to === 0) {
        if (
          isBlank(code) &&
          at > start &&
          isHan(text.charCodeAt(at - 1)) &&
          at + 1 < end &&
          isHan(text.charCodeAt(at + 1))
        )
          continue;
        break;
      }
      node = to;
      const value = this.values[node];
      if (value !== undefined && (!isLatin(code) || at + 1 >= end || !isLatin(text.charCodeAt(at + 1)))) {
        best = { value, edge: at + 1 };
      }
    }
    return best;
  }

  /** The longest word that ends just before `end`, not reaching below `floor`. For reversed tries. */
  matchBefore(text: string, end: number, floor: number): TrieMatch<T> | null {
    if (end <= floor || this.first[text.charCodeAt(end - 1)] === 0) return null;
    if (end - 2 >= floor && !this.canOpen(text.charCodeAt(end - 1), text.charCodeAt(end - 2))) return null;
    let node = 0;
    let best: TrieMatch<T> | null = null;
    for (let at = end - 1; at >= floor; at--) {
      const code = text.charCodeAt(at);
      const to = this.next.get(node, this.isFolded ? fold(code) : code);
      if (to === 0) {
        if (
          isBlank(code) &&
          at + 1 < end &&
          isHan(text.charCodeAt(at + 1)) &&
          at > floor &&
          isHan(text.charCodeAt(at - 1))
        )
          continue;
        break;
      }
      node = to;
      const value = this.values[node];
      if (value !== undefined && (!isLatin(code) || at === floor || !isLatin(text.charCodeAt(at - 1)))) {
        best = { value, edge: at };
      }
    }
    return best;
  }
}
