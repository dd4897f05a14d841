// search/reasons.ts: which words to mark in a hit, and why it matched when not by the words of the question.

import type { IndexedPassage, IndexHooks, WeightedQuery } from "./hooks.ts";
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

/** The `why` of every group with a reason whose terms the passage holds, each once, in the order of the groups; at most 5. */
export function reasonsFor(
  passage: IndexedPassage,
  query: WeightedQuery,
  hooks: IndexHooks | undefined,
): string[] {
  const groups = query.lists.flatMap(({ groups, channel }) =>
    groups.filter(({ why }) => why !== null).map((group) => ({ ...group, channel })),
  );
  if (groups.length === 0) return [];
  const words = new Set(
    [passage.text, passage.title, passage.heading, passage.context].flatMap((text) => termsOf(text)),
  );
  const glosses = new Set(
    groups.some(({ channel }) => channel === "gloss")
      ? (hooks?.gloss?.(passage) ?? []).map(({ term }) => term)
      : [],
  );
  const reasons = new Set<string>();
  for (const { terms, wordings, why, channel } of groups) {
    const held = channel === "gloss" ? glosses : words;
    const has = ({ term }: { term: string }) => held.has(term) || prefixOf(term) !== null;
    // A wording is held as a whole; of loose terms one is enough.
    if (terms.some(has) || (wordings ?? []).some((wording) => wording.every(has))) reasons.add(why!);
    if (reasons.size === 5) break;
  }
  return [...reasons];
}
