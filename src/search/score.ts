// search/score.ts: the best passages of a segment by the sum of their terms' scores, exactly.
//
// MaxScore in windows of 4,096 passages: the blocks of a term say the most they can give. In each window the terms that
// together cannot reach the score to beat are only looked up for passages that other terms brought up; a window whose terms
// all together cannot reach it is skipped undecoded. Few candidates behind a filter are scored one by one instead.

import { anyBetween, type Bits, countBits, hasBit } from "./bits.ts";
import { type Cursor, type Scratch, type Source, TermCursor, WINDOW, type WindowScores } from "./cursors.ts";
import type { Top } from "./top.ts";

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
  const cursors = scratch.cursorsOf(sources);
  if (cursors.length === 0) return;
  const postings = cursors.reduce((sum, { count }) => sum + count, 0);
  const lists = cursors.reduce((sum, { listCount }) => sum + listCount, 0);
  // A look-up costs some eight times what a posting costs in a window; found by trying 2, 8 and 32.
  if (mask !== null && countBits(mask) * lists * 8 < postings) scoreEach(cursors, mask, top, base);
  else if (cursors.length === 1 && cursors[0] instanceof TermCursor) cursors[0].pushInto(top, mask, base);
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
      active[i]!.addTo(from, to, needed, mask, scratch.window);
    }
    finishWindow(active, below, optional, from, mask, top, base, scratch.window);
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
  { sums, seen }: WindowScores,
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
