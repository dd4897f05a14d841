// search/shortlist.ts: the passages worth showing: ranked by words, moved by what is known of documents, ranked again.
//
// BM25 finds the candidates, among all passages and apart among those of documents that the question is about (the prior),
// so that a page with few words of the question is there when its document is the right one. Then come coverage, the
// prior and the reranker, each over the few candidates only.

import type { Language } from "../values/language.ts";
import { andInto, type Bits } from "./bits.ts";
import { coverageOf } from "./coverage.ts";
import {
  type Candidate,
  FEATURE_COUNT,
  type IndexedPassage,
  type IndexStatistics,
  type SearchHooks,
  type WeightedList,
  type WeightedQuery,
} from "./hooks.ts";
import type { Filters, Library } from "./library.ts";
import type { ParsedQuery } from "./query-tree.ts";
import { type Ranked, type Reach, rankQuery } from "./rank.ts";
import type { SegmentReader } from "./reader.ts";
import type { SearchStore } from "./search-store.ts";

/** What matches, found once for a request. */
export interface Matches {
  segments: readonly SegmentReader[];
  /** By number in the library: 1 when the document passes the filters. */
  allowed: Uint8Array;
  /** Where ranking looks: allowed, live, and what must occur. Null: everywhere. */
  masks: (Bits | null)[];
  /** For each segment what holds enough of a list; lists without a need may be left out. */
  held: ReadonlyMap<WeightedList, Bits>[];
  /** Matching passages of each document by its number in the library; filters not applied. */
  perDocument: Uint32Array;
}

/** Passages of the documents that the prior names. */
const PRIOR_DEPTH = 400;
/** A few terms are meant all together; of a sentence many say nothing. */
const FEW_TERMS = 8;
const MOST_TEXTS = 200;

export const NO_FEATURES = new Uint8Array(FEATURE_COUNT);

/** The same matches, ranked only within some documents. */
export function narrow(library: Library, matches: Matches, documents: Uint8Array): Matches {
  const masks = matches.segments.map((segment, i) => {
    const mask = library.mask(segment, documents);
    const before = matches.masks[i];
    if (before != null) andInto(mask, before);
    return mask;
  });
  return { ...matches, masks };
}

export async function textsOf(
  store: SearchStore,
  rows: readonly number[],
): Promise<Map<number, IndexedPassage>> {
  const wanted = rows.filter((row) => row >= 0);
  if (wanted.length === 0) return new Map();
  return new Map((await store.passages(wanted)).map((passage) => [passage.row, passage]));
}

const ofLanguages = (values: Language[]): Filters => ({
  fields: [{ field: "language", values, isNegated: false }],
});

export class Shortlist {
  readonly #store: SearchStore;
  readonly #library: Library;
  readonly #hooks: SearchHooks;

  constructor(store: SearchStore, library: Library, hooks: SearchHooks) {
    this.#store = store;
    this.#library = library;
    this.#hooks = hooks;
  }

  /** At least the best `depth` candidates when there are so many, best first. Throws SegmentGone. */
  async find(
    query: ParsedQuery,
    weighted: WeightedQuery,
    matches: Matches,
    depth: number,
  ): Promise<Candidate[]> {
    const prior = await this.#hooks.prior?.(query);
    const reaches = [this.#reach(matches, depth)];
    if (prior !== undefined && prior.size > 0)
      reaches.push(this.#reach(narrow(this.#library, matches, this.#named(prior)), PRIOR_DEPTH));
    const ranked = await rankQuery(matches.segments, weighted, reaches);
    const candidates = await this.#candidates(weighted, matches.segments, ranked);
    if (prior !== undefined)
      for (const candidate of candidates) candidate.score += prior.get(candidate.documentId) ?? 0;
    candidates.sort(byScore);
    if (this.#hooks.rerank === undefined) return candidates;
    return this.#rerank(query, candidates, statisticsOf(matches.segments));
  }

  #reach(matches: Matches, size: number): Reach {
    const masksOf = (list: WeightedList) => {
      const { languages, needs } = list;
      if (languages === null && needs === undefined) return matches.masks;
      const allowed = languages === null ? null : this.#library.allowedBy(ofLanguages(languages));
      return matches.segments.map((segment, i) => {
        const held = needs === undefined ? undefined : matches.held[i]?.get(list);
        const parts = [
          matches.masks[i] ?? null,
          allowed === null ? null : this.#library.maskOf(segment, allowed),
          held ?? null,
        ].filter((part) => part !== null);
        if (parts.length < 2) return parts[0] ?? null;
        const mask = parts[0]!.slice();
        for (const part of parts.slice(1)) andInto(mask, part);
        return mask;
      });
    };
    return { masksOf, size };
  }

  #named(prior: ReadonlyMap<string, number>): Uint8Array {
    const named = new Uint8Array(this.#library.size);
    for (const [id, score] of prior) {
      const number = this.#library.numberOf(id);
      if (score > 0 && number !== undefined) named[number] = 1;
    }
    return named;
  }

  async #candidates(
    weighted: WeightedQuery,
    segments: readonly SegmentReader[],
    ranked: readonly Ranked[],
  ): Promise<Candidate[]> {
    const isShort = (weighted.lists[0]?.groups ?? []).flatMap(({ terms }) => terms).length <= FEW_TERMS;
    const usesCoverage = isShort && this.#hooks.rerank === undefined;
    const needsCoverage = usesCoverage || this.#hooks.rerank?.wantsCoverage === true;
    const coverage = needsCoverage ? await coverageOf(segments, weighted, ranked) : null;
    return ranked.map(({ segment, passage, score }, i) => {
      const { table } = segments[segment]!;
      const at = passage * FEATURE_COUNT;
      return {
        row: table.rows[passage]!,
        documentId: table.documents[table.documentOf[passage]!] ?? "",
        score: usesCoverage ? score * Math.sqrt(coverage![i]!) : score,
        features: table.features?.subarray(at, at + FEATURE_COUNT) ?? NO_FEATURES,
        coverage: coverage?.[i] ?? 0,
        passage: null,
      };
    });
  }

  async #rerank(
    query: ParsedQuery,
    candidates: Candidate[],
    statistics: IndexStatistics,
  ): Promise<Candidate[]> {
    const { textsWanted, rerank } = this.#hooks.rerank!;
    const first = candidates.slice(0, Math.min(MOST_TEXTS, textsWanted));
    const texts = await textsOf(
      this.#store,
      first.map(({ row }) => row),
    );
    for (const candidate of first) candidate.passage = texts.get(candidate.row) ?? null;
    const scores = rerank(query, candidates, statistics);
    candidates.forEach((candidate, i) => {
      candidate.score = scores[i] ?? candidate.score;
    });
    return candidates.sort(byScore);
  }
}

/** Counts over all segments; deleted passages still count until a merge takes them out. */
function statisticsOf(segments: readonly SegmentReader[]): IndexStatistics {
  return {
    passageCount: segments.reduce((sum, { count }) => sum + count, 0),
    countOf: (term) => segments.reduce((sum, segment) => sum + (segment.find(term)?.count ?? 0), 0),
  };
}

const byScore = (a: Candidate, b: Candidate): number => b.score - a.score || a.row - b.row;
