// search/rerank.ts: the best candidates of a question in their final order, by what their text shows.
//
// BM25 over single words finds the right passages within the first hundred; which of them leads is decided by
// things a bag of words does not have. In: candidates with normalised scores (the best by words has 1, prior
// added). Added to a score, in the same units:
//   sharper    repetition of a word counts less than in the index
//   pairs      neighbours of the question that are neighbours in the text ("net revenue"), scored like terms
//   row label  a question that repeats the label of a table row asks for that row
//   table      a question for a figure prefers a table
//   statement  a question that wants the cash-flow statement prefers its page
//   sibling    a passage whose document has another good passage
// Cost: one pass over the text of each candidate that came with it, at tokeniser speed.

import { asksForFigure, EN_EMPTY } from "./expand-words.ts";
import { FEATURES } from "./features.ts";
import type { Candidate, IndexStatistics, WeightedGroup } from "./hooks.ts";
import type { Statement } from "./statement.ts";
import {
  ALIAS,
  type EmitToken,
  eachToken,
  LAST,
  NUMBER,
  onlyTerms,
  tokenise,
  type Wanted,
} from "./tokens.ts";

/** Weights of the parts; each found on questions over filings, flat around these values. */
export const RERANK_WEIGHTS = {
  sharper: 1,
  pairs: 0.5,
  row: 0.2,
  table: 0.12,
  statement: 0.8,
  sibling: 0.15,
};

const K1 = 0.9;
const B = 0.75;
/** The index ranks with k1 1.2; figures repeat words by layout, so among the candidates repetition counts less. */
const INDEX_K1 = 1.2;
const SHARP_K1 = 0.7;
/** Candidates whose text is read; twice as many change nothing that is shown. */
export const RERANK_DEPTH = 150;
const HAN = /\p{Script=Han}/u;
/** Characters of a passage that are read; a passage is seldom a tenth of it. */
const LONGEST_PASSAGE = 12_000;
const LONGEST_LABEL = 14; // words; a longer line is a sentence with a number in it

export interface RerankQuery {
  /** The question as typed (without qualifiers). */
  question: string;
  /** Its own terms in order (ownWords). */
  words: readonly WeightedGroup[];
  statements: ReadonlySet<Statement>;
  /** Whether the question is about this document (steer.ts): only there a statement page is worth more. */
  isSteered(documentId: string): boolean;
}

/** What one passage's text shows of the question. */
interface Sighting {
  /** Times each query term occurs. */
  counts: Float64Array;
  /** Times each neighbouring pair (i, i + 1) of query terms occurs as neighbours. */
  pairs: Float64Array;
  /** Best match of a row label, 0 to 1. */
  row: number;
  length: number;
}

/** New scores in the order of the candidates; those without text keep theirs. */
export function rerankCandidates(
  query: RerankQuery,
  candidates: readonly Candidate[],
  statistics: IndexStatistics,
): number[] {
  const terms = query.words.map(({ terms: [first] }) => first!.term);
  const weights = query.words.map(({ weight }) => weight);
  const idfs = terms.map((term) => idf(statistics.countOf(term), statistics.passageCount));
  const asked: Asked = { terms, idfs, weights, wanted: onlyTerms([...terms, ...emptyStems()]) };
  const sightings = candidates.map(({ passage }) => (passage ? sight(passage, asked) : null));
  const pairIdfs = pairIdfsOf(sightings, terms, weights, statistics.passageCount);
  const average = meanLength(sightings);
  // one unit of a candidate's score is the best plain BM25 among them
  let unit = 0;
  for (const seen of sightings)
    if (seen) unit = Math.max(unit, bm25(seen.counts, idfs, weights, seen.length / average, INDEX_K1));
  const wantsFigure = asksForFigure(query.question);
  const statement = statementShares(candidates, query);
  const scores = candidates.map((candidate, i) => {
    const seen = sightings[i];
    if (!seen) return candidate.score + RERANK_WEIGHTS.statement * statement[i]!;
    const length = seen.length / average;
    const pairs = bm25(seen.pairs, pairIdfs, null, length, K1) / (unit || 1);
    const sharper =
      (bm25(seen.counts, idfs, weights, length, SHARP_K1) -
        bm25(seen.counts, idfs, weights, length, INDEX_K1)) /
      (unit || 1);
    const table = wantsFigure && candidate.passage?.kind === "table" ? RERANK_WEIGHTS.table : 0;
    return (
      candidate.score +
      RERANK_WEIGHTS.sharper * sharper +
      RERANK_WEIGHTS.pairs * pairs +
      RERANK_WEIGHTS.row * Math.sqrt(seen.row) +
      table +
      RERANK_WEIGHTS.statement * statement[i]!
    );
  });
  return withSiblings(candidates, scores);
}

const idf = (count: number, total: number): number =>
  count > 0 ? Math.log(1 + Math.max(0, total - count + 0.5) / (count + 0.5)) : 0;

function bm25(
  counts: Float64Array,
  idfs: ArrayLike<number>,
  weights: readonly number[] | null,
  length: number,
  k1: number,
): number {
  const norm = k1 * (1 - B + B * length);
  let sum = 0;
  for (let i = 0; i < counts.length; i++)
    if (counts[i]! > 0)
      sum += (weights?.[i] ?? 1) * idfs[i]! * ((counts[i]! * (k1 + 1)) / (counts[i]! + norm));
  return sum;
}

/**
 * How rare each pair is. All passages that hold both words rank high, so the candidates that hold the pair are
 * nearly all there are; counting them saves an index of pairs.
 */
function pairIdfsOf(
  sightings: readonly (Sighting | null)[],
  terms: readonly string[],
  weights: readonly number[],
  total: number,
): Float64Array {
  const idfs = new Float64Array(Math.max(0, weights.length - 1));
  for (let pair = 0; pair < idfs.length; pair++) {
    // neighbouring pairs of Han characters overlap: together they are one word's three characters, counted already
    if (HAN.test(terms[pair]!) || HAN.test(terms[pair + 1]!)) continue;
    let count = 0;
    for (const seen of sightings) if (seen && seen.pairs[pair]! > 0) count++;
    idfs[pair] = idf(count, total) * Math.sqrt(weights[pair]! * weights[pair + 1]!);
  }
  return idfs;
}

function meanLength(sightings: readonly (Sighting | null)[]): number {
  let sum = 0;
  let count = 0;
  for (const seen of sightings)
    if (seen) {
      sum += seen.length;
      count++;
    }
  return Math.max(1, sum / Math.max(1, count));
}

let emptyStemsMade: Set<string> | undefined;
/** Stems of the words that carry nothing: neighbours may have them in between. */
function emptyStems(): Set<string> {
  emptyStemsMade ??= new Set([...EN_EMPTY].flatMap((word) => tokenise(word).terms));
  return emptyStemsMade;
}

/** The terms of the question, one entry a term, and which tokens of a text say something of them. */
interface Asked {
  terms: readonly string[];
  idfs: readonly number[];
  weights: readonly number[];
  wanted: Wanted;
}

/** One pass over a passage: counts, neighbours and row labels. */
function sight(
  passage: NonNullable<Candidate["passage"]>,
  { terms, idfs, weights, wanted }: Asked,
): Sighting {
  const places = new Map(terms.map((term, i) => [term, i]));
  const seen: Sighting = {
    counts: new Float64Array(terms.length),
    pairs: new Float64Array(Math.max(0, terms.length - 1)),
    row: 0,
    length: 0,
  };
  const total = idfs.reduce((sum, value, i) => sum + value * weights[i]!, 0) || 1;
  const empty = emptyStems();
  let previous = -2;
  const text = `${passage.heading}\n${passage.context}\n${passage.text}`;
  const lines = text.slice(0, LONGEST_PASSAGE).split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const label = labelEnd(line, lines[at + 1] ?? "");
    const inLabel = new Set<number>();
    let labelWords = 0;
    const look: EmitToken = (term, kind, start) => {
      if (kind === ALIAS || kind === LAST) {
        const alias = places.get(term);
        if (alias !== undefined && kind === ALIAS) seen.counts[alias]!++;
        return;
      }
      if (kind !== NUMBER) seen.length++;
      const place = places.get(term) ?? -2;
      // Nothing to do for most words: they are none of the question's, follow none and stand in no label.
      if (place < 0 && previous < 0 && start >= label) return;
      if (empty.has(term)) return;
      if (place >= 0) {
        seen.counts[place]!++;
        if (place === previous + 1) seen.pairs[previous]!++;
      }
      previous = place;
      if (start < label) {
        labelWords++;
        if (place >= 0) inLabel.add(place);
      }
    };
    eachToken(line, 0, look, wanted);
    if (labelWords === 0 || labelWords > LONGEST_LABEL || inLabel.size === 0) continue;
    let hit = 0;
    for (const place of inLabel) hit += idfs[place]! * weights[place]!;
    seen.row = Math.max(seen.row, (inLabel.size / labelWords) * (hit / total));
  }
  return seen;
}

const CELL = /\||[\s\t][$(€£¥]?\s?-?\d|^\s*$/;

/** Where the label of a table row ends in its line; 0 when the line is no row. A cell may stand in the next line. */
function labelEnd(line: string, next: string): number {
  const cell = line.search(CELL);
  if (cell > 0) return cell;
  return cell < 0 && line.length < 120 && /^\s*[$(€£¥|—-]?\s?\d/.test(next) ? line.length : 0;
}

/** How much of a wanted statement each candidate is, against the best of its document, cubed. */
function statementShares(candidates: readonly Candidate[], query: RerankQuery): Float64Array {
  const shares = new Float64Array(candidates.length);
  for (const statement of query.statements) {
    const feature = FEATURES[statement];
    const bestOf = new Map<string, number>();
    for (const { documentId, features } of candidates)
      bestOf.set(documentId, Math.max(bestOf.get(documentId) ?? 0, features[feature]!));
    for (const [i, { documentId, features }] of candidates.entries()) {
      const best = bestOf.get(documentId)!;
      // .35 of certainty: below it the document has no such statement
      if (best >= 90 && query.isSteered(documentId)) shares[i]! += (features[feature]! / best) ** 3;
    }
  }
  return shares;
}

/** Adds a share of the best other candidate of the same document. */
function withSiblings(candidates: readonly Candidate[], scores: readonly number[]): number[] {
  const best = new Map<string, [first: number, second: number]>();
  for (const [i, { documentId }] of candidates.entries()) {
    const [first, second] = best.get(documentId) ?? [0, 0];
    const score = scores[i]!;
    best.set(documentId, score > first ? [score, first] : [first, Math.max(second, score)]);
  }
  return scores.map((score, i) => {
    const [first, second] = best.get(candidates[i]!.documentId)!;
    return score + RERANK_WEIGHTS.sibling * (score === first ? second : first);
  });
}
