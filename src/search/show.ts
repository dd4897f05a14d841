// search/show.ts: what a person sees of the passages found: the best of each document with a snippet, marks and reasons.
//
// A passage that matches only by its document's title shows nothing: those with marked words come first, the rest keep their
// order. Which documents there are and in which order is decided before and not changed here. Texts are cut again for the
// marks, so only as many are looked at as are needed: most documents have their hits among the first.

import type { EngineHit } from "./engine.ts";
import type { Candidate, GlossFinder, IndexedPassage, WeightedQuery } from "./hooks.ts";
import {
  type GlossTerms,
  glossTerms,
  namedReasons,
  type Reasons,
  reasonsFor,
  termWeights,
} from "./reasons.ts";
import { makeSnippet, markedTerms, type Snippet } from "./snippet.ts";

const NEAR_REASON = "similar in meaning";

/** Passages looked at for each one shown. */
const LOOKED_AT = 4;

export interface ShowSources {
  textsOf(rows: readonly number[]): Promise<Map<number, IndexedPassage>>;
  findGlosses: GlossFinder | undefined;
}

interface Seen {
  candidate: Candidate;
  passage: IndexedPassage;
  snippet: Snippet;
}

/** The hits of each group, at most `hitsEach`; passages that are gone are left out. */
export async function showHits(
  groups: readonly Candidate[][],
  hitsEach: number,
  query: WeightedQuery,
  sources: ShowSources,
): Promise<EngineHit[][]> {
  const terms = markedTerms(termWeights(query));
  const reasons = namedReasons(query);
  const wanted = glossTerms(query);
  const look = (candidates: readonly Candidate[], texts: ReadonlyMap<number, IndexedPassage>): Seen[] =>
    candidates.flatMap((candidate) => {
      const passage = candidate.passage ?? texts.get(candidate.row);
      if (passage === undefined) return [];
      const others = sightingsIn(passage.text, passage, wanted, sources).map(({ start, end, term }) => {
        const { weight } = wanted.get(term)!;
        return { start, end, term, weight };
      });
      return [{ candidate, passage, snippet: makeSnippet(passage.text, terms, others) }];
    });
  const read = (some: readonly Candidate[][]) =>
    sources.textsOf(some.flat().flatMap(({ row, passage }) => (passage === null ? row : [])));

  const first = groups.map((group) => group.slice(0, hitsEach));
  const texts = await read(first);
  const seen = first.map((candidates) => look(candidates, texts));
  const next = groups.map((group, i) =>
    seen[i]!.every(hasMarks) ? [] : group.slice(hitsEach, hitsEach * LOOKED_AT),
  );
  const more = await read(next);
  return seen.map((some, i) => {
    const all = [...some, ...look(next[i]!, more)];
    const best = [...all.filter(hasMarks), ...all.filter((one) => !hasMarks(one))].slice(0, hitsEach);
    return best.map(({ candidate, passage, snippet }) => ({
      row: candidate.row,
      score: candidate.score,
      snippet,
      why: whyOf(passage, reasons, wanted, sources, candidate.isNear === true),
    }));
  });
}

const hasMarks = ({ snippet }: Seen): boolean => snippet.marks.length > 0;

function whyOf(
  passage: IndexedPassage,
  named: Reasons,
  wanted: GlossTerms,
  sources: ShowSources,
  isNear: boolean,
): string[] {
  const text = `${passage.text}\n${passage.heading}\n${passage.context}\n${passage.title}`;
  const sightings = sightingsIn(text, passage, wanted, sources);
  const reasons = reasonsFor(passage, named, { wanted, text, sightings });
  return isNear && reasons.length === 0 ? [NEAR_REASON] : reasons;
}

function sightingsIn(
  text: string,
  { language }: IndexedPassage,
  wanted: GlossTerms,
  { findGlosses }: ShowSources,
) {
  if (language !== "zh" || wanted.size === 0 || findGlosses === undefined) return [];
  return findGlosses(text, new Set(wanted.keys()));
}
