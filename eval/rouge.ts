// eval/rouge.ts: ROUGE-N F1 as the digest packs are scored: Porter stems, clipped n-grams, bullets joined.

import { stemmer } from "stemmer";

/** Lower-case words and numbers, stemmed from four letters on. */
export const englishTokens = (text: string): string[] =>
  (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map((word) => (word.length > 3 ? stemmer(word) : word));

/** Han characters, Latin letters and digits one by one. */
export const chineseTokens = (text: string): string[] =>
  text.toLowerCase().match(/[\p{Script=Han}a-z0-9]/gu) ?? [];

/** F1 of the n-grams two token lists share, 0 to 1. */
export function rouge(candidate: readonly string[], reference: readonly string[], n: number): number {
  const ours = gramsOf(candidate, n);
  const theirs = gramsOf(reference, n);
  let shared = 0;
  for (const [gram, count] of ours.counts) shared += Math.min(count, theirs.counts.get(gram) ?? 0);
  if (shared === 0) return 0;
  const precision = shared / ours.total;
  const recall = shared / theirs.total;
  return (2 * precision * recall) / (precision + recall);
}

function gramsOf(tokens: readonly string[], n: number): { counts: Map<string, number>; total: number } {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const gram = tokens.slice(i, i + n).join(" ");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return { counts, total: Math.max(0, tokens.length - n + 1) };
}
