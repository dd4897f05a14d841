// search/near.ts: passages near in meaning (vectors.ts) joined with those found by words.
//
// Both are rankings whose scores cannot be compared, so ranks are: 1 / (60 + rank) of each, summed. A passage that both find
// comes before what one alone finds; a passage without any word of the question can be shown, and says why.

import { type Candidate, FEATURE_COUNT, type IndexedPassage } from "./hooks.ts";
import type { Near } from "./vectors.ts";

/** Smoothes the first ranks; the usual value, and it matters little. */
const RANK_SHIFT = 60;
const NO_FEATURES = new Uint8Array(FEATURE_COUNT);

/** Near passages as candidates, nearest first; those that are gone or in no document of `isAllowed` are left out. */
export function nearCandidates(
  near: readonly Near[],
  texts: ReadonlyMap<number, IndexedPassage>,
  isAllowed: (documentId: string) => boolean,
): Candidate[] {
  return near.flatMap(({ row, score }) => {
    const passage = texts.get(row);
    if (passage === undefined || !isAllowed(passage.documentId)) return [];
    const { documentId } = passage;
    return [{ row, documentId, score, features: NO_FEATURES, coverage: 0, passage, isNear: true }];
  });
}

/** One ranking of both, best first; a passage that leads both has score 1. */
export function fuseNear(words: readonly Candidate[], near: readonly Candidate[]): Candidate[] {
  const share = (rank: number) => (RANK_SHIFT + 1) / (2 * (RANK_SHIFT + 1 + rank));
  const fused = new Map<number, Candidate>();
  words.forEach((candidate, rank) => void fused.set(candidate.row, { ...candidate, score: share(rank) }));
  near.forEach((candidate, rank) => {
    const held = fused.get(candidate.row);
    if (held === undefined) fused.set(candidate.row, { ...candidate, score: share(rank) });
    else held.score += share(rank);
  });
  return [...fused.values()].sort((a, b) => b.score - a.score || a.row - b.row);
}
