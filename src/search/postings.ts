// search/postings.ts: the passages that hold a term, in blocks of 128.
//
//   one block:    best │ numbers
//   more blocks:  for each block: last passage (from the block before), bytes, best, bytes of its positions
//                 then the numbers of each block
//   numbers:      for each passage its distance from the one before × 2, + 1 when the word stands once in its text (most do);
//                 else how often in which field follows
//   positions:    for each passage its places: the place alone for a word that stands once in its text, else distance from
//                 the place before × 2, + 1 at the last one
//
// "best" is the most that a passage of the block can give to a score (255 = the limit of BM25), rounded up: a block
// that cannot reach the best ten is never decoded. Passages are numbers within a segment, from 0.
//
// How often: 5 bits text, 2 context, 2 heading, 2 title, each counting to its limit. A search weighs the fields
// through a table of all 2,048 values. A gloss has its weight in sixteenths instead.

import { type Bits, newBits, setBit } from "./bits.ts";
import { ByteReader, type ByteWriter } from "./bytes.ts";

export const BLOCK_SIZE = 128;
/** A list with at least so many passages, and one of so many of its segment, is kept as bits too when it is joined with others. */
const DENSE_FROM = 1024;
const DENSE_SHARE = 32;
export const CODE_COUNT = 2048;
export const FIELDS = ["text", "context", "heading", "title"] as const;
export type Field = (typeof FIELDS)[number];

/** Where each field counts in a code, and how far. */
const SHIFTS = [0, 5, 7, 9];
const LIMITS = [31, 3, 3, 3];
/** Counts above the limits are the limits: 31 of one word differ from 62 by 2 % of its score. */
export const codeOf = (counts: ArrayLike<number>): number => {
  let code = 0;
  for (let field = 0; field < 4; field++) code |= Math.min(counts[field]!, LIMITS[field]!) << SHIFTS[field]!;
  return code;
};

/** The weighted frequency of each code. */
export function frequencyTable(weights: readonly number[]): Float64Array {
  const table = new Float64Array(CODE_COUNT);
  for (let code = 0; code < CODE_COUNT; code++)
    for (let field = 0; field < 4; field++)
      table[code]! += ((code >> SHIFTS[field]!) & LIMITS[field]!) * weights[field]!;
  return table;
}

/** The frequency of each code of a gloss. */
export const GLOSS_FREQUENCIES = Float64Array.from({ length: CODE_COUNT }, (_, code) => code / 16);
export const glossCode = (weight: number): number =>
  Math.max(1, Math.min(CODE_COUNT - 1, Math.round(weight * 16)));

/** Writes one term's postings. `bests` holds 0 to 255 for each passage; `positionEnds` ends in the position bytes. */
export function writePostings(
  out: ByteWriter,
  scratch: ByteWriter,
  list: {
    count: number;
    passages: Int32Array;
    codes: Uint16Array;
    bests: Uint8Array;
    positionEnds: Uint32Array;
  },
): void {
  const { count, passages, codes, bests, positionEnds } = list;
  const hasHeads = count > BLOCK_SIZE;
  scratch.clear();
  let previous = -1;
  let positionsDone = 0;
  for (let from = 0; from < count; from += BLOCK_SIZE) {
    const to = Math.min(count, from + BLOCK_SIZE);
    const before = previous;
    const startLength = scratch.length;
    let best = 0;
    for (let i = from; i < to; i++) {
      const code = codes[i]!;
      scratch.varint((passages[i]! - previous - 1) * 2 + (code === ONCE ? 1 : 0));
      if (code !== ONCE) scratch.varint(code);
      previous = passages[i]!;
      if (bests[i]! > best) best = bests[i]!;
    }
    if (hasHeads) {
      out.varint(previous - before);
      out.varint(scratch.length - startLength);
      out.byte(best);
      out.varint(positionEnds[to - 1]! - positionsDone);
      positionsDone = positionEnds[to - 1]!;
    } else out.byte(best);
  }
  out.append(scratch.view());
}

/** What a list of one block, and one of several, take beside their bytes: objects, and arrays with their heads. */
const SHORT_BYTES = 300;
const LONG_BYTES = 800;
/** Of a list of one block: its numbers begin behind the byte of its best, and its positions with the term's. */
const ONLY_START = Uint32Array.of(1, 0);
const NO_POSITIONS = new Uint32Array(2);

const lastsMade = new Map<number, Int32Array>();
const bestsMade: (Uint8Array | undefined)[] = [];

/** The last passage of the only block: that of the segment. Shared by all lists of a segment. */
function onlyLast(passageCount: number): Int32Array {
  let last = lastsMade.get(passageCount);
  if (last === undefined) {
    if (lastsMade.size >= 256) lastsMade.clear();
    last = Int32Array.of(passageCount - 1);
    lastsMade.set(passageCount, last);
  }
  return last;
}
const onlyBest = (best: number): Uint8Array => (bestsMade[best] ??= Uint8Array.of(best));

/** A term's postings, heads unpacked, blocks decoded when asked for. */
export class PostingList {
  readonly count: number;
  readonly blockCount: number;
  /** Last passage of each block. */
  readonly lasts: Int32Array;
  /** 0 to 255 for each block. */
  readonly bests: Uint8Array;
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;
  /** Where each block's positions start, from the term's first. */
  readonly positionStarts: Uint32Array;
  /** The bytes of the list and of its bits, for the accounts of a cache. */
  readonly sizeBytes: number;
  readonly #passageCount: number;
  #bits: Bits | null = null;

  constructor(bytes: Uint8Array, count: number, passageCount: number) {
    const blocks = Math.ceil(count / BLOCK_SIZE);
    this.count = count;
    this.blockCount = blocks;
    this.#bytes = bytes;
    if (blocks === 1) {
      // Most lists of a cache are such: four arrays of their own would be most of what they take.
      this.lasts = onlyLast(passageCount);
      this.bests = onlyBest(bytes[0] ?? 0);
      this.#starts = ONLY_START;
      this.positionStarts = NO_POSITIONS;
      this.#passageCount = passageCount;
      this.sizeBytes = bytes.length + SHORT_BYTES;
      return;
    }
    this.lasts = new Int32Array(blocks);
    this.bests = new Uint8Array(blocks);
    this.#starts = new Uint32Array(blocks + 1);
    this.positionStarts = new Uint32Array(blocks + 1);
    this.#passageCount = passageCount;
    this.sizeBytes = bytes.length + blocks * 13 + LONG_BYTES + (this.isDense ? passageCount >> 3 : 0);
    const reader = new ByteReader(bytes);
    let last = -1;
    let offset = 0;
    let positions = 0;
    for (let block = 0; block < blocks; block++) {
      last += reader.varint();
      this.lasts[block] = last;
      this.#starts[block] = offset;
      offset += reader.varint();
      this.bests[block] = reader.byte();
      this.positionStarts[block] = positions;
      positions += reader.varint();
    }
    for (let block = 0; block < blocks; block++) this.#starts[block]! += reader.at;
  }

  /** Whether the passages as bits take little more than the list does. */
  get isDense(): boolean {
    return this.count >= DENSE_FROM && this.count * DENSE_SHARE >= this.#passageCount;
  }

  /** Its passages as bits, made once and not to be written to; only of a dense list. */
  bits(): Bits {
    if (this.#bits !== null) return this.#bits;
    const bits = newBits(this.#passageCount);
    const passages = new Int32Array(BLOCK_SIZE);
    for (let block = 0; block < this.blockCount; block++) {
      const n = this.decode(block, passages, null);
      for (let i = 0; i < n; i++) setBit(bits, passages[i]!);
    }
    this.#bits = bits;
    return bits;
  }

  /** Passages of a block into `passages`, and their codes when wanted; returns how many. */
  decode(block: number, passages: Int32Array, codes: Uint16Array | null): number {
    const bytes = this.#bytes;
    const n = block === this.blockCount - 1 ? this.count - block * BLOCK_SIZE : BLOCK_SIZE;
    let at = this.#starts[block]!;
    let passage = block === 0 ? -1 : this.lasts[block - 1]!;
    for (let i = 0; i < n; i++) {
      let byte = bytes[at++]!;
      let step = byte & 127;
      for (let shift = 7; byte >= 128; shift += 7) {
        byte = bytes[at++]!;
        step |= (byte & 127) << shift;
      }
      passage += (step >>> 1) + 1;
      passages[i] = passage;
      if ((step & 1) === 1) {
        if (codes !== null) codes[i] = ONCE;
        continue;
      }
      byte = bytes[at++]!;
      let code = byte & 127;
      for (let shift = 7; byte >= 128; shift += 7) {
        byte = bytes[at++]!;
        code |= (byte & 127) << shift;
      }
      if (codes !== null) codes[i] = code;
    }
    return n;
  }
}

/** The code of a word that stands once in the text and nowhere else: most do. */
export const ONCE = 1;

/** Writes the places of one passage, ascending. */
export function writePlaces(
  out: ByteWriter,
  places: Uint32Array,
  from: number,
  to: number,
  code: number,
): void {
  if (code === ONCE) {
    out.varint(places[from]!);
    return;
  }
  let previous = 0;
  for (let i = from; i < to; i++) {
    out.varint((places[i]! - previous) * 2 + (i === to - 1 ? 1 : 0));
    previous = places[i]!;
  }
}

/** The byte after the places of one passage that begin at `at`. */
export function endOfPlaces(bytes: Uint8Array, at: number, code: number): number {
  while (at < bytes.length) {
    const isLast = code === ONCE || (bytes[at]! & 1) === 1;
    while (bytes[at]! >= 128) at++;
    at++;
    if (isLast) break;
  }
  return at;
}

/** The places of one passage that begin at `at`, ascending. */
export function readPlaces(bytes: Uint8Array, at: number, code: number): number[] {
  const places: number[] = [];
  let place = 0;
  while (at < bytes.length) {
    let byte = bytes[at++]!;
    let value = byte & 127;
    for (let scale = 128; byte >= 128 && at < bytes.length; scale *= 128) {
      byte = bytes[at++]!;
      value += (byte & 127) * scale;
    }
    if (code === ONCE) return [value];
    place += Math.floor(value / 2);
    places.push(place);
    if (value % 2 === 1) break;
  }
  return places;
}
