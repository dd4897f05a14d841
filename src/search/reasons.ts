// search/reasons.ts: which words to mark in a hit, and why it matched when not by the words of the question.

import type { GlossSighting, IndexedPassage, WeightedGroup, WeightedQuery } from "./hooks.ts";
import { type EmitToken, eachToken, onlyTerms, type Wanted } from "./tokens.ts";
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

/** The groups of a question that are reasons to name, and their terms, ready for many passages. */
export interface Reasons {
  groups: WeightedGroup[];
  asked: ReadonlySet<string>;
  only: Wanted;
}

export function namedReasons(query: WeightedQuery): Reasons {
  const groups = query.lists
    .filter(({ channel }) => channel === "words")
    .flatMap((list) => list.groups.filter(({ why }) => why !== null));
  const asked = new Set(
    groups.flatMap(({ terms, wordings = [] }) => [...terms, ...wordings.flat()].map(({ term }) => term)),
  );
  return { groups, asked, only: onlyTerms(asked) };
}

/**
 * Why a passage matched when not by the words of the question, at most 5: the `why` of every group whose terms it holds, in
 * the order of the groups, then the words of the passage that stand for words of the question ("capital spending → 资本开支").
 * `sightings` are those of `text`.
 */
export function reasonsFor(
  passage: IndexedPassage,
  { groups, asked, only }: Reasons,
  glosses: { wanted: GlossTerms; text: string; sightings: readonly GlossSighting[] },
): string[] {
  const reasons = new Set<string>();
  if (groups.length > 0) {
    const words = new Set<string>();
    const note: EmitToken = (term) => void (asked.has(term) && words.add(term));
    for (const text of [passage.text, passage.title, passage.heading, passage.context])
      eachToken(text, 0, note, only);
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
