// search/reasons.ts: which words to mark in a hit, and why it matched when not by the words of the question.

import type { GlossSighting, IndexedPassage, WeightedQuery } from "./hooks.ts";
import { termsOf } from "./tokens.ts";
import { prefixOf } from "./weigh.ts";

/** Terms of all lists that a text can hold, with their weights; a term of several groups has its largest. */
export function termWeights(query: WeightedQuery): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { groups, channel } of query.lists) {
    if (channel !== "words") continue;
    for (const group of groups)
      for (const { term, weight } of [...group.terms, ...(group.wordings ?? []).flat()])
        weights.set(term, Math.max(weights.get(term) ?? 0, weight * group.weight));
  }
  return weights;
}

/** Stems that are looked for among the glosses, with the word of the question each came from and its weight. */
export type GlossTerms = ReadonlyMap<string, { asked: string; weight: number }>;

export function glossTerms(query: WeightedQuery): GlossTerms {
  const wanted = new Map<string, { asked: string; weight: number }>();
  for (const { groups, channel } of query.lists) {
    if (channel !== "gloss") continue;
    for (const { terms, weight, why } of groups)
      for (const { term } of terms) if (why !== null) wanted.set(term, { asked: why, weight });
  }
  return wanted;
}

/**
 * Why a passage matched when not by the words of the question, at most 5: the `why` of every group whose terms it holds, in
 * the order of the groups, then the words of the passage that stand for words of the question ("capital spending → 资本开支").
 * `sightings` are those of `text`.
 */
export function reasonsFor(
  passage: IndexedPassage,
  query: WeightedQuery,
  glosses: { wanted: GlossTerms; text: string; sightings: readonly GlossSighting[] },
): string[] {
  const groups = query.lists
    .filter(({ channel }) => channel === "words")
    .flatMap(({ groups }) => groups.filter(({ why }) => why !== null));
  const reasons = new Set<string>();
  if (groups.length > 0) {
    const words = new Set(
      [passage.text, passage.title, passage.heading, passage.context].flatMap((text) => termsOf(text)),
    );
    const has = ({ term }: { term: string }) => words.has(term) || prefixOf(term) !== null;
    // A wording is held as a whole; of loose terms one is enough.
    for (const { terms, wordings, why } of groups)
      if (terms.some(has) || (wordings ?? []).some((wording) => wording.every(has))) reasons.add(why!);
  }
  // A name of the glossary has said it already.
  if (reasons.size === 0) for (const reason of glossReasons(glosses)) reasons.add(reason);
  return [...reasons].slice(0, MOST_REASONS);
}

const MOST_REASONS = 5;

/** Each word of the question once, by the word of the text that stands for most of them. */
function glossReasons({
  wanted,
  text,
  sightings,
}: {
  wanted: GlossTerms;
  text: string;
  sightings: readonly GlossSighting[];
}): string[] {
  const askedBy = new Map<string, Set<string>>();
  for (const { start, end, term } of sightings) {
    const word = text.slice(start, end);
    const asked = askedBy.get(word) ?? new Set();
    askedBy.set(word, asked.add(wanted.get(term)!.asked));
  }
  const order = [...new Set([...wanted.values()].map(({ asked }) => asked))];
  const explained = new Set<string>();
  const reasons: string[] = [];
  const byWorth = [...askedBy].sort((a, b) => b[1].size - a[1].size || b[0].length - a[0].length);
  for (const [word, asked] of byWorth) {
    if ([...asked].every((one) => explained.has(one))) continue;
    for (const one of asked) explained.add(one);
    reasons.push(`${order.filter((one) => asked.has(one)).join(" ")} → ${word}`);
  }
  return reasons;
}
