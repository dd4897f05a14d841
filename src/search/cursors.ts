// search/cursors.ts: where scores come from: terms, joined lists and best wordings, walked window by window through a segment.
//
// Each knows for a window of passages the most it can give, adds what it gives, or says it of one passage. score.ts decides
// which of them it asks. Floats are fine here: scores rank, they are not kept.

import { anyBetween, type Bits, hasBit } from "./bits.ts";
import { BLOCK_SIZE, type PostingList } from "./postings.ts";
import type { Top } from "./top.ts";

/** Passages with scores, ascending: terms joined beforehand (prefixes, synonyms). */
export interface ScoredList {
  passages: Int32Array;
  scores: Float64Array;
  most: number;
}

/** A term in a segment, ready to score. */
export interface TermSource {
  list: PostingList;
  /** idf · weight · (k1 + 1). */
  factor: number;
  /** Weighted frequency of each code. */
  frequencies: Float64Array;
  /** Of each length; a table small enough to stay near the processor, as one of all passages is not. */
  norms: Float64Array;
  /** The length of each passage as a number of `norms`. */
  lengths: Uint16Array;
  /** What a block's best of 1/255 may mean at most, now that lengths or weights are others than when it was built. */
  bestScale: number;
}

/** Several wordings, each the sum of its terms, of which a passage's best one counts. */
export interface BestSource {
  wordings: TermSource[][];
}

export type Source = TermSource | ScoredList | BestSource;

/** Passages that are scored together. */
export const WINDOW = 4096;
/** Bounds are sums in another order than scores; this much more keeps a rounding from hiding a passage. */
const ROUNDING = 1 + 1e-9;

/** One source of scores, walked through the passages of a segment. */
export interface Cursor {
  /** The most any passage of [from, to) can get; moves on to the window. Calls ascend. */
  mostIn(from: number, to: number): number;
  /**
   * Adds the scores of the window's passages to the sums, and marks them; blocks that give at most `needed`, and those
   * without a passage of `mask`, may be left out.
   */
  addTo(from: number, to: number, needed: number, mask: Bits | null, into: WindowScores): void;
  /** The score of a passage, 0 when it has none. Calls ascend. */
  at(passage: number): number;
  /** Postings, and lists they come from. */
  readonly count: number;
  readonly listCount: number;
}

export class TermCursor implements Cursor {
  readonly #source: TermSource;
  readonly count: number;
  readonly listCount = 1;
  #block = 0;
  #decoded = -1;
  #length = 0;
  #index = 0;
  readonly #passages: Int32Array;
  readonly #codes: Uint16Array;
  readonly #scale: number;

  constructor(source: TermSource, space: BlockSpace) {
    this.#source = source;
    this.#passages = space.passages;
    this.#codes = space.codes;
    this.count = source.list.count;
    this.#scale = (source.factor * source.bestScale * ROUNDING) / 255;
  }

  mostIn(from: number, to: number): number {
    const { lasts, bests, blockCount } = this.#source.list;
    let block = this.#block;
    while (block < blockCount && lasts[block]! < from) block++;
    this.#block = block;
    let best = 0;
    for (; block < blockCount; block++) {
      // A block that begins behind the window gives nothing to it.
      if (block > this.#block && lasts[block - 1]! + 1 >= to) break;
      if (bests[block]! > best) best = bests[block]!;
      if (lasts[block]! >= to - 1) break;
    }
    // 255 is the limit of the sum over all frequencies: nothing can be more.
    return Math.min(best * this.#scale, this.#source.factor * ROUNDING);
  }

  addTo(from: number, to: number, needed: number, mask: Bits | null, { sums, seen }: WindowScores): void {
    const { list, factor, frequencies, norms, lengths } = this.#source;
    const passages = this.#passages;
    const codes = this.#codes;
    const most = factor * ROUNDING;
    for (let block = this.#block; block < list.blockCount; block++) {
      const first = block === 0 ? 0 : list.lasts[block - 1]! + 1;
      if (first >= to) break;
      if (Math.min(list.bests[block]! * this.#scale, most) <= needed) continue;
      if (mask !== null && !anyBetween(mask, first, list.lasts[block]!)) continue;
      const n = this.#decode(block);
      for (let i = 0; i < n; i++) {
        const passage = passages[i]!;
        if (passage < from) continue;
        if (passage >= to) return;
        const frequency = frequencies[codes[i]!]!;
        const slot = passage - from;
        sums[slot]! += (factor * frequency) / (frequency + norms[lengths[passage]!]!);
        seen[slot >>> 5]! |= 1 << (slot & 31);
      }
    }
  }

  /**
   * Pushes what can be among the best: for a term that is asked for alone, where nothing has to be summed. The blocks that
   * promise most come first, so that few are unpacked.
   */
  pushInto(top: Top, mask: Bits | null, base: number): void {
    const { list, factor, frequencies, norms, lengths } = this.#source;
    const { bests, lasts } = list;
    const passages = this.#passages;
    const codes = this.#codes;
    for (const block of richestFirst(list)) {
      if (Math.min(bests[block]! * this.#scale, factor * ROUNDING) <= top.threshold) break;
      if (mask !== null && !anyBetween(mask, block === 0 ? 0 : lasts[block - 1]! + 1, lasts[block]!))
        continue;
      const n = list.decode(block, passages, codes);
      for (let i = 0; i < n; i++) {
        const passage = passages[i]!;
        if (mask !== null && !hasBit(mask, passage)) continue;
        const frequency = frequencies[codes[i]!]!;
        top.push((factor * frequency) / (frequency + norms[lengths[passage]!]!), base + passage);
      }
    }
  }

  at(passage: number): number {
    const { list, factor, frequencies, norms, lengths } = this.#source;
    let block = this.#block;
    while (block < list.blockCount && list.lasts[block]! < passage) block++;
    this.#block = block;
    if (block >= list.blockCount) return 0;
    if (this.#decoded !== block) this.#index = 0;
    const n = this.#decode(block);
    let i = this.#index;
    while (i < n && this.#passages[i]! < passage) i++;
    this.#index = i;
    if (i >= n || this.#passages[i] !== passage) return 0;
    const frequency = frequencies[this.#codes[i]!]!;
    return (factor * frequency) / (frequency + norms[lengths[passage]!]!);
  }

  #decode(block: number): number {
    if (this.#decoded !== block) {
      this.#length = this.#source.list.decode(block, this.#passages, this.#codes);
      this.#decoded = block;
      this.#index = 0;
    }
    return this.#length;
  }
}

/** The blocks of a list by what they promise, the most first; those of one promise as they lie. Counted, since there may be thousands. */
function richestFirst({ bests, blockCount }: PostingList): Uint32Array {
  const starts = new Uint32Array(257);
  for (let block = 0; block < blockCount; block++) starts[256 - bests[block]!]!++;
  for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
  const order = new Uint32Array(blockCount);
  for (let block = 0; block < blockCount; block++) order[starts[255 - bests[block]!]!++] = block;
  return order;
}

class ScoredCursor implements Cursor {
  readonly #list: ScoredList;
  readonly count: number;
  readonly listCount = 1;
  #index = 0;

  constructor(list: ScoredList) {
    this.#list = list;
    this.count = list.passages.length;
  }

  mostIn(from: number, to: number): number {
    const { passages, most } = this.#list;
    while (this.#index < this.count && passages[this.#index]! < from) this.#index++;
    return this.#index < this.count && passages[this.#index]! < to ? most * ROUNDING : 0;
  }

  addTo(from: number, to: number, _needed: number, _mask: Bits | null, { sums, seen }: WindowScores): void {
    const { passages, scores } = this.#list;
    for (let i = this.#index; i < this.count && passages[i]! < to; i++) {
      const slot = passages[i]! - from;
      sums[slot]! += scores[i]!;
      seen[slot >>> 5]! |= 1 << (slot & 31);
    }
  }

  at(passage: number): number {
    const { passages, scores } = this.#list;
    while (this.#index < this.count && passages[this.#index]! < passage) this.#index++;
    return passages[this.#index] === passage ? scores[this.#index]! : 0;
  }
}

class BestCursor implements Cursor {
  readonly #wordings: readonly TermCursor[][];
  readonly count: number;
  readonly listCount: number;
  /** The most of each wording, and of each of its terms, in the window. */
  readonly #most: number[] = [];
  readonly #termMost: number[][];
  readonly #scratch: Scratch;

  constructor({ wordings }: BestSource, scratch: Scratch) {
    this.#scratch = scratch;
    this.#wordings = wordings.map((terms) => terms.map((term) => new TermCursor(term, scratch.blockSpace())));
    this.#termMost = wordings.map(() => []);
    const all = this.#wordings.flat();
    this.count = all.reduce((sum, { count }) => sum + count, 0);
    this.listCount = all.length;
  }

  mostIn(from: number, to: number): number {
    let most = 0;
    for (let w = 0; w < this.#wordings.length; w++) {
      const terms = this.#wordings[w]!;
      let sum = 0;
      for (let t = 0; t < terms.length; t++) sum += this.#termMost[w]![t] = terms[t]!.mostIn(from, to);
      this.#most[w] = sum;
      if (sum > most) most = sum;
    }
    return most;
  }

  addTo(from: number, to: number, needed: number, mask: Bits | null, into: WindowScores): void {
    const { wording, best } = this.#scratch;
    for (let w = 0; w < this.#wordings.length; w++) {
      // A passage that needs more than this wording has does not get it from here.
      if (this.#most[w]! <= needed) continue;
      const terms = this.#wordings[w]!;
      for (let t = 0; t < terms.length; t++)
        terms[t]!.addTo(from, to, needed - (this.#most[w]! - this.#termMost[w]![t]!), mask, wording);
      takeOver(wording, best, true);
    }
    takeOver(best, into, false);
  }

  at(passage: number): number {
    let best = 0;
    for (const terms of this.#wordings) {
      let sum = 0;
      for (const term of terms) sum += term.at(passage);
      if (sum > best) best = sum;
    }
    return best;
  }
}

/** Scores of the passages of one window, and which have any. */
export interface WindowScores {
  sums: Float64Array;
  seen: Uint32Array;
}

/** Moves scores: the higher of both stays, or they are added. `from` is empty after. */
function takeOver(from: WindowScores, into: WindowScores, isBest: boolean): void {
  for (let i = 0; i < from.seen.length; i++) {
    let word = from.seen[i]!;
    if (word === 0) continue;
    into.seen[i]! |= word;
    from.seen[i] = 0;
    for (; word !== 0; word &= word - 1) {
      const slot = i * 32 + 31 - Math.clz32(word & -word);
      const score = from.sums[slot]!;
      from.sums[slot] = 0;
      if (!isBest) into.sums[slot]! += score;
      else if (score > into.sums[slot]!) into.sums[slot] = score;
    }
  }
}

const windowScores = (): WindowScores => ({
  sums: new Float64Array(WINDOW),
  seen: new Uint32Array(WINDOW / 32),
});

interface BlockSpace {
  passages: Int32Array;
  codes: Uint16Array;
}

/** Room for scoring one segment; made once for an engine, used by one call at a time. Scores are zero between uses. */
export class Scratch {
  readonly window = windowScores();
  /** Of one wording, and the best of the wordings so far. */
  readonly wording = windowScores();
  readonly best = windowScores();
  readonly #blocks: BlockSpace[] = [];
  #used = 0;

  /** Cursors over these sources, those without a posting left out; cursors given before are over. */
  cursorsOf(sources: readonly Source[]): Cursor[] {
    this.#used = 0;
    return sources.map((source) => this.#cursorOf(source)).filter(({ count }) => count > 0);
  }

  #cursorOf(source: Source): Cursor {
    if ("list" in source) return new TermCursor(source, this.blockSpace());
    return "wordings" in source ? new BestCursor(source, this) : new ScoredCursor(source);
  }

  /** Room for the block that one term has decoded. */
  blockSpace(): BlockSpace {
    const at = this.#used++;
    this.#blocks[at] ??= { passages: new Int32Array(BLOCK_SIZE), codes: new Uint16Array(BLOCK_SIZE) };
    return this.#blocks[at];
  }
}
