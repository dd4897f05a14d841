// search/bm25.ts: how much a word says about a passage.
//
//   score = Σ weight · idf · f · (k1 + 1) / (f + k1 · (1 − b + b · length / average length))
//   idf   = ln(1 + (N − n + .5) / (n + .5))       N passages, n of them with the word
//   f     = Σ field weight · times in the field   length = Σ field weight · words of the field, numbers not counted
//
// Fields are weighed before the frequency saturates (BM25F with one length), so a word in title and text is one word
// seen often, not two. Numbers are found like words but do not make a passage longer: a table is not a long text.

import type { Field } from "./postings.ts";

/**
 * The title says what all passages of a document are about; the context (caption, column heads) stands beside many rows
 * and is worth less than words of the row. In the order of FIELDS.
 */
export const FIELD_WEIGHTS: Record<Field, number> = { text: 1, context: 0.75, heading: 1.25, title: 1.5 };
/** Weights in the order of the codes. */
export const WEIGHTS: readonly number[] = [
  FIELD_WEIGHTS.text,
  FIELD_WEIGHTS.context,
  FIELD_WEIGHTS.heading,
  FIELD_WEIGHTS.title,
];

export interface Saturation {
  /** How soon more of the same word stops to count. */
  k1: number;
  /** How much a long passage is held back: 0 not at all, 1 in full. */
  b: number;
}
export const WORDS: Saturation = { k1: 1.2, b: 0.75 };
/** Measured for glossed passages, whose lengths vary more (docs/decisions/0005-search.md). */
export const GLOSS: Saturation = { k1: 2, b: 0.9 };

/** How rare a term is; above 0 even for a term in every passage. */
export const idf = (passages: number, withTerm: number): number =>
  Math.log(1 + Math.max(0, passages - withTerm + 0.5) / (withTerm + 0.5));

/** k1 · (1 − b + b · length / average) of each passage. */
export function normsOf(lengths: ArrayLike<number>, average: number, { k1, b }: Saturation): Float64Array {
  const norms = new Float64Array(lengths.length);
  const perWord = average > 0 ? (k1 * b) / average : 0;
  for (let i = 0; i < norms.length; i++) norms[i] = k1 * (1 - b) + perWord * lengths[i]!;
  return norms;
}

/** As `normsOf`, of the lengths 0, 1/parts, 2/parts ... so many of them. */
export function normTable(
  count: number,
  parts: number,
  average: number,
  saturation: Saturation,
): Float64Array {
  return normsOf(
    Float64Array.from({ length: count }, (_, i) => i / parts),
    average,
    saturation,
  );
}
