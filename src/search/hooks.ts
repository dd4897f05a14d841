// search/hooks.ts: where knowledge of languages and of finance enters the search.
//
// The index and the scoring know only terms and numbers. What a question means, which documents it is about
// and which passages are statements comes in through these functions; each is optional, and without them the
// search ranks the written words. Two run when a passage is indexed, three when a question is asked. All of them
// are pure and quick (a few ms for a question, some 20 µs for a passage).

import type { Passage } from "../records/passage.ts";
import type { Language } from "../values/language.ts";
import type { ParsedQuery } from "./query-tree.ts";

/** A term of the index as tokens.ts cuts it, and how much it counts (1 = as if written in the question). */
export interface WeightedTerm {
  term: string;
  weight: number;
}

/** Words that stand for one thing. */
export interface WeightedGroup {
  terms: WeightedTerm[];
  /** Multiplies the score of the group. */
  weight: number;
  /**
   * "sum": every term scores for itself. "synonyms": the terms are one word with many spellings: frequencies are added,
   * and the number of passages is that of all together. "best": of several wordings the best one counts for a passage.
   * For "best" each entry of `wordings` is one wording and `terms` is empty.
   */
  combine: "sum" | "synonyms" | "best";
  wordings?: WeightedTerm[][];
  /**
   * Why a passage matched when by this group, for a person: "capex → 资本开支"; null for the words of the question. In the
   * gloss channel only the word asked for ("capex"): which word of the passage stands for it is seen in the passage.
   */
  why: string | null;
  /** The words of the question it came from, for coverage; spans of the query text. */
  from: { start: number; end: number }[];
}

/** One way of asking, ranked for itself. */
export interface WeightedList {
  /** "words", "zh", "en", "gloss": for reports. */
  name: string;
  groups: WeightedGroup[];
  /** Share in the fusion with the other lists. */
  weight: number;
  /** Only documents in these languages; null for all. */
  languages: Language[] | null;
  /** "gloss": terms are looked up among the glosses (Glosser) instead of the words. */
  channel: "words" | "gloss";
  /**
   * What a passage must hold to match by this list: the least sum of the weights of its groups with a place in the question
   * (a wording counts when all of it is there). Left out: anything is enough. Only for lists of few groups: it costs a pass
   * over the postings of each.
   */
  needs?: number;
  /** Power of idf in this list when not 1. */
  idfPower?: number;
  /** BM25 of this list when not the usual 1.2 and .75. */
  k1?: number;
  b?: number;
}

export interface WeightedQuery {
  lists: WeightedList[];
  /** "normalised": sum of weight times score over the list's best; "reciprocal": sum of weight / (60 + rank). */
  fuse: "normalised" | "reciprocal";
}

/**
 * Turns a question into the lists to rank. Without one the only list is the question's words
 * (`plainQuery` of weigh.ts).
 */
export type Expander = (query: ParsedQuery) => WeightedQuery;

/**
 * What is known of documents before words are looked at: documents the question is about, by id, with what is added to
 * the score of their passages (the best passage by words alone has 1). Documents that are not in it get 0.
 */
export type Prior = (
  query: ParsedQuery,
) => ReadonlyMap<string, number> | Promise<ReadonlyMap<string, number>>;

/** How many numbers a passage may carry beside its words. */
export const FEATURE_COUNT = 8;

/** A passage that may be shown, best first. */
export interface Candidate {
  /** Row of the passage. */
  row: number;
  documentId: string;
  /** The best candidate of the words has 1; the prior is already added. */
  score: number;
  /** What the Featurizer said of it; 0 to 255 each. */
  features: Uint8Array;
  /** Share of the question's groups (by idf) that the passage holds, 0 to 1; 0 when no Reranker wants it. */
  coverage: number;
  /** Title, heading, text and context; only for the first `textsWanted`. */
  passage: IndexedPassage | null;
  /** Found by its vector and by no word. */
  isNear?: boolean;
}

export interface Reranker {
  /** How many candidates, from the best, need their text (at most 200). */
  textsWanted: number;
  /** Whether `coverage` is to be computed. */
  wantsCoverage?: boolean;
  /** New scores, one for each candidate in the order given. */
  rerank(query: ParsedQuery, candidates: readonly Candidate[], statistics: IndexStatistics): number[];
}

/** What the index knows of a term, for rerankers that weigh words themselves. */
export interface IndexStatistics {
  passageCount: number;
  /** Passages that hold the term. */
  countOf(term: string): number;
}

/** A passage with what the index takes from its document. */
export interface IndexedPassage {
  row: number;
  documentId: string;
  title: string;
  language: Language;
  heading: string;
  kind: Passage["kind"];
  text: string;
  context: string;
}

/** Terms that stand for a passage in the other language, as numbers: strings of a million passages would cost most of an index. */
export interface Glosses {
  /** How many terms. The lists may be longer. */
  count: number;
  /** The number of each term, each once, in any order. */
  numbers: Uint32Array;
  /** How much each counts, in the order of `numbers`: above 0, counted with fractions (1 = as if written once). */
  weights: Float64Array;
  /** Terms by number, as tokens.ts cuts them; numbers are given from 0 on. */
  terms: readonly string[];
  /** Changes when numbers come to mean other terms, never within a passage. */
  epoch: number;
}

/**
 * Words of the other language for a passage ("资本开支" → capit, expenditur); null for none. The answer holds until the next
 * call: the lists are written over.
 */
export type Glosser = (passage: IndexedPassage) => Glosses | null;

/** Up to FEATURE_COUNT numbers of a passage (how much of a cash-flow statement it is, share of digits ...), 0 to 255. */
export type Featurizer = (passage: IndexedPassage) => Uint8Array;

/** What runs when a passage is indexed. `version` changes whenever the same passage would give something else. */
export interface IndexHooks {
  version: number;
  gloss?: Glosser;
  features?: Featurizer;
}

/** A word of a text that stands for a wanted term: 资本开支 for "capex". */
export interface GlossSighting {
  start: number;
  end: number;
  term: string;
}

/** Words of a text whose glosses are among `wanted`, ascending by start; a word once for each of its terms. */
export type GlossFinder = (text: string, wanted: ReadonlySet<string>) => GlossSighting[];

/** What runs when a question is asked. */
export interface SearchHooks {
  expand?: Expander;
  prior?: Prior;
  rerank?: Reranker;
  /** For marks and reasons of passages that were found by their glosses. */
  findGlosses?: GlossFinder;
}
