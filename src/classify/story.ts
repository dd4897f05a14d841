// classify/story.ts: finding texts that tell the same, by MinHash.
//
// A text becomes the set of its shingles: three words running, or five Han characters. 64 hash functions
// each keep the smallest hash of the set; the share of equal minima estimates how much two sets have in
// common (Broder 1997). Bands of the signature are keys to look up: two rows a band finds pairs of a
// Jaccard similarity of .3 and more nearly always, which is what a retelling with half of its
// paragraphs cut or added has. A few false candidates are weeded out by comparing whole signatures.

const FUNCTIONS = 64;
const ROWS = 2;
const WORDS = 3;
const HAN = 5;
/** Letters read: a signature of a book is one of its first chapters. */
const MOST_LETTERS = 300_000;
const EMPTY = 0xffffffff;

/** Multipliers and offsets of the hash functions: fixed, so that signatures can be kept. */
const SEEDS = Array.from({ length: FUNCTIONS }, (_, i) => ({
  multiply: (Math.imul(0x9e3779b1, i * 2 + 1) ^ 0x85ebca6b) | 1,
  add: Math.imul(0xc2b2ae35, i + 1) >>> 0,
}));

const TOKEN = /[\p{Script=Han}]|[\p{L}\p{N}]+(?:[.,]\d+)*/gu;

/** 64 minima of a text's shingles; all 2^32-1 for a text too short to have one. */
export function signatureOf(text: string): Uint32Array {
  const signature = new Uint32Array(FUNCTIONS).fill(EMPTY);
  const window: number[] = [];
  let han = 0;
  for (const [token] of text.slice(0, MOST_LETTERS).toLowerCase().matchAll(TOKEN)) {
    const isHan = token.length <= 2 && token.charCodeAt(0) >= 0x3400 && token.charCodeAt(0) !== 0xff10;
    window.push(hashOf(token));
    han = isHan ? han + 1 : 0;
    const size = han > 0 ? HAN : WORDS;
    if (window.length > HAN) window.shift();
    if (window.length >= size) keepMinima(signature, window.slice(-size));
  }
  return signature;
}

function keepMinima(signature: Uint32Array, window: number[]): void {
  let hash = 0x811c9dc5;
  for (const part of window) hash = Math.imul(hash ^ part, 0x01000193) ^ (hash >>> 15);
  for (let i = 0; i < FUNCTIONS; i++) {
    const { multiply, add } = SEEDS[i]!;
    let mixed = (Math.imul(hash, multiply) + add) >>> 0;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
    mixed = (mixed ^ (mixed >>> 15)) >>> 0;
    if (mixed < signature[i]!) signature[i] = mixed;
  }
}

function hashOf(token: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 0x01000193);
  return hash;
}

const isEmpty = (signature: Uint32Array): boolean => signature.every((value) => value === EMPTY);

/** Share of shingles that two texts have in common of all they have, 0 to 1, to within some .06. */
export function similarity(a: Uint32Array, b: Uint32Array): number {
  if (isEmpty(a) || isEmpty(b)) return 0;
  let same = 0;
  for (let i = 0; i < FUNCTIONS; i++) if (a[i] === b[i]) same++;
  return same / FUNCTIONS;
}

/** 32 keys of a signature; texts with one in common may tell the same. Empty for a text without shingles. */
export function bandsOf(signature: Uint32Array): string[] {
  if (isEmpty(signature)) return [];
  const bands: string[] = [];
  for (let i = 0; i < FUNCTIONS; i += ROWS)
    bands.push(
      `${i / ROWS}:${Array.from(signature.slice(i, i + ROWS), (value) => value.toString(36)).join(".")}`,
    );
  return bands;
}
