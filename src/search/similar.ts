// search/similar.ts: a passage as a question: its words that say most about it.

import { idf } from "./bm25.ts";
import type { IndexedPassage, WeightedQuery } from "./hooks.ts";
import type { SegmentReader } from "./reader.ts";
import { LAST, NUMBER, tokenise } from "./tokens.ts";

/** More terms find what shares phrases, fewer what shares the subject. */
const MOST_TERMS = 25;

/** The terms with the largest part in the passage, weighed by how often they stand in it; numbers and once-used terms left out. */
export function questionOf(passage: IndexedPassage, segments: readonly SegmentReader[]): WeightedQuery {
  const counts = new Map<string, number>();
  for (const text of [passage.text, passage.heading, passage.title]) {
    const { terms, kinds } = tokenise(text);
    terms.forEach((term, i) => {
      if (kinds[i] !== LAST && kinds[i] !== NUMBER) counts.set(term, (counts.get(term) ?? 0) + 1);
    });
  }
  const passages = segments.reduce((sum, { count }) => sum + count, 0);
  const scored = [...counts].flatMap(([term, times]) => {
    let count = 0;
    for (const { dictionary } of segments) count += dictionary.find(term)?.count ?? 0;
    const weight = times / (times + 1.2);
    // A term of this passage only finds nothing else.
    return count < 2 ? [] : [{ term, weight, worth: weight * idf(passages, count) }];
  });
  const terms = scored
    .sort((a, b) => b.worth - a.worth || (a.term < b.term ? -1 : 1))
    .slice(0, MOST_TERMS)
    .map(({ term, weight }) => ({ term, weight }));
  const groups = [{ terms, weight: 1, combine: "sum" as const, why: null, from: [] }];
  return {
    lists: [{ name: "similar", groups, weight: 1, languages: null, channel: "words" }],
    fuse: "normalised",
  };
}
