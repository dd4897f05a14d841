// search/score.ts: the best passages of a segment by the sum of their terms' scores, exactly.
//
// MaxScore in windows of 4,096 passages: the blocks of a term say the most they can give. In each window the terms that
// together cannot reach the score to beat are only looked up for passages that other terms brought up; a window whose terms
// all together cannot reach it is skipped undecoded. Few candidates behind a filter are scored one by one instead.
// Floats are fine here: scores rank, they are not kept.

import { anyBetween, type Bits, countBits, hasBit } from "./bits.ts";
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
  norms: Float64Array;
  /** What a block's best of 1/255 may mean at most, now that lengths or weights are others than when it was built. */
  bestScale: number;
}

export type Source = TermSource | ScoredList;

const WINDOW = 4096;
/** Bounds are sums in another order than scores; this much more keeps a rounding from hiding a passage. */
const ROUNDING = 1 + 1e-9;

interface Cursor {
  /** The most any passage of [from, to) can get; moves on to the window. Calls ascend. */
  mostIn(from: number, to: number): number;
  /**
   * Adds the scores of the window's passages to the sums, and marks them; blocks that give at most `needed`, and those
   * without a passage of `mask`, may be left out.
   */
  addTo(from: number, to: number, needed: number, mask: Bits | null, scratch: Scratch): void;
  /** The score of a passage, 0 when it has none. Calls ascend. */
  at(passage: number): number;
  readonly count: number;
}

class TermCursor implements Cursor {
  readonly #source: TermSource;
  readonly count: number;
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

  addTo(from: number, to: number, needed: number, mask: Bits | null, { sums, seen }: Scratch): void {
    const { list, factor, frequencies, norms } = this.#source;
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
        sums[slot]! += (factor * frequency) / (frequency + norms[passage]!);
        seen[slot >>> 5]! |= 1 << (slot & 31);
      }
    }
  }

  at(passage: number): number {
    const { list, factor, frequencies, norms } = this.#source;
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
    return (factor * frequency) / (frequency + norms[passage]!);
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

class ScoredCursor implements Cursor {
  readonly #list: ScoredList;
  readonly count: number;
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

  addTo(from: number, to: number, _needed: number, _mask: Bits | null, { sums, seen }: Scratch): void {
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

interface BlockSpace {
  passages: Int32Array;
  codes: Uint16Array;
}

/** Scores with room for one window; made once for an engine, used by one call at a time. */
export class Scratch {
  readonly sums = new Float64Array(WINDOW);
  readonly seen = new Uint32Array(WINDOW / 32);
  readonly #blocks: BlockSpace[] = [];

  /** Room for the block that the `at`th term has decoded. */
  blockSpace(at: number): BlockSpace {
    let space = this.#blocks[at];
    if (space === undefined) {
      space = { passages: new Int32Array(BLOCK_SIZE), codes: new Uint16Array(BLOCK_SIZE) };
      this.#blocks[at] = space;
    }
    return space;
  }
}

/**
 * Pushes the passages of a segment that can be among the best into `top`, keys `base + passage`. Only passages of
 * `mask` (null: all) with at least one of the terms.
 */
export function scoreSegment(
  sources: readonly Source[],
  passageCount: number,
  mask: Bits | null,
  top: Top,
  base: number,
  scratch: Scratch,
): void {
  const cursors = sources
    .map(
      (source, i): Cursor =>
        "list" in source ? new TermCursor(source, scratch.blockSpace(i)) : new ScoredCursor(source),
    )
    .filter(({ count }) => count > 0);
  if (cursors.length === 0) return;
  const postings = cursors.reduce((sum, { count }) => sum + count, 0);
  // A look-up costs some eight times what a posting costs in a window; found by trying 2, 8 and 32.
  if (mask !== null && countBits(mask) * cursors.length * 8 < postings) scoreEach(cursors, mask, top, base);
  else scoreWindows(cursors, passageCount, mask, top, base, scratch);
}

function scoreEach(cursors: readonly Cursor[], mask: Bits, top: Top, base: number): void {
  for (let i = 0; i < mask.length; i++) {
    for (let word = mask[i]!; word !== 0; word &= word - 1) {
      const passage = i * 32 + 31 - Math.clz32(word & -word);
      let score = 0;
      for (const cursor of cursors) score += cursor.at(passage);
      if (score > 0) top.push(score, base + passage);
    }
  }
}

function scoreWindows(
  cursors: readonly Cursor[],
  passageCount: number,
  mask: Bits | null,
  top: Top,
  base: number,
  scratch: Scratch,
): void {
  const active: Cursor[] = [];
  const most: number[] = [];
  /** below[i]: what the first i terms give together at most. */
  const below: number[] = [0];
  for (let from = 0; from < passageCount; from += WINDOW) {
    const to = Math.min(passageCount, from + WINDOW);
    active.length = 0;
    most.length = 0;
    let total = 0;
    if (mask !== null && !anyBetween(mask, from, to - 1)) continue;
    for (const cursor of cursors) {
      const bound = cursor.mostIn(from, to);
      if (bound === 0) continue;
      total += bound;
      let at = active.length;
      for (; at > 0 && most[at - 1]! > bound; at--) {
        active[at] = active[at - 1]!;
        most[at] = most[at - 1]!;
      }
      active[at] = cursor;
      most[at] = bound;
    }
    if (total <= top.threshold) continue;
    let optional = 0;
    for (let i = 0; i < active.length; i++) {
      below[i + 1] = below[i]! + most[i]!;
      if (below[i + 1]! <= top.threshold) optional = i + 1;
    }
    // A block that cannot get in even with the most of all other terms beside it need not be decoded.
    for (let i = optional; i < active.length; i++) {
      const needed = top.threshold - (total - most[i]!);
      active[i]!.addTo(from, to, needed, mask, scratch);
    }
    finishWindow(active, below, optional, from, mask, top, base, scratch);
  }
}

/** Completes the sums of the window's passages from the optional terms, as far as they can still get in. */
function finishWindow(
  active: readonly Cursor[],
  below: readonly number[],
  optional: number,
  from: number,
  mask: Bits | null,
  top: Top,
  base: number,
  { sums, seen }: Scratch,
): void {
  for (let i = 0; i < seen.length; i++) {
    let word = seen[i]!;
    if (word === 0) continue;
    seen[i] = 0;
    for (; word !== 0; word &= word - 1) {
      const slot = i * 32 + 31 - Math.clz32(word & -word);
      let score = sums[slot]!;
      sums[slot] = 0;
      const passage = from + slot;
      if (mask !== null && !hasBit(mask, passage)) continue;
      let term = optional;
      while (term > 0 && score + below[term]! > top.threshold) score += active[--term]!.at(passage);
      if (term === 0) top.push(score, base + passage);
    }
  }
}
