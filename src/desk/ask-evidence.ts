// desk/ask-evidence.ts: what the desk has on a question, without a model: quotes, rows of the ledger, a computed result.
//
//   search (expanded, both languages) ─ passages ─ best sentences of each ─ quotes
//   names and periods of the question ─ rows of the ledger ┐
//   figures on the pages of the best passages ─────────────┴ ranked ─ rows ─ arithmetic

import type { AnswerFigure, AnswerQuote, Computed } from "../records/answer.ts";
import type { Passage } from "../records/passage.ts";
import { type SearchHit, SearchRequest, type SearchResult } from "../records/search.ts";
import { languageOf } from "../values/language.ts";
import { contains } from "../values/span.ts";
import { computeAsked } from "./ask-compute.ts";
import type { AskedQuestion } from "./ask-question.ts";
import { quoteOf } from "./ask-quotes.ts";
import { type RankedRow, rankRows, unlike } from "./ask-rows.ts";
import { questionWords } from "./ask-words.ts";
import type { Desk } from "./desk.ts";

/** Quotes of an answer: a screen of them. */
const MOST_QUOTES = 8;
/** Rows of an answer. */
const MOST_ROWS = 12;
/** Passages a model is shown: some 6,000 words at most. */
export const MOST_PASSAGES = 14;
/** Of two passages that answer alike, a person reads the one in the language of the question first. */
const OTHER_LANGUAGE = 0.85;

export interface AskScope {
  topicId?: string | undefined;
  documentId?: string | undefined;
}

/** A passage that speaks to the question, with its document. */
export interface FoundPassage {
  passage: Passage;
  pageLabel: string | null;
  result: Omit<SearchResult, "hits">;
  score: number;
}

export interface Evidence {
  quotes: AnswerQuote[];
  figures: AnswerFigure[];
  computed: Computed | null;
  /** Best first; what a model is shown. */
  passages: FoundPassage[];
}

export async function findEvidence(desk: Desk, question: AskedQuestion, scope: AskScope): Promise<Evidence> {
  const asked = questionWords(question.text);
  const found = await findPassages(desk, question, scope);
  const rows = await rankRows(desk, question, scope, found, asked);
  const passages = lifted(found, rows);
  const quotes = passages
    .slice(0, MOST_PASSAGES)
    .map(({ passage, pageLabel, result, score }) => quoteOf(passage, pageLabel, result, score, asked))
    .filter(saidFirst())
    .slice(0, MOST_QUOTES);
  return {
    quotes,
    figures: rows
      .filter(unlike())
      .slice(0, MOST_ROWS)
      .map(({ row, matches }) => ({ ...row, matches })),
    computed: computeAsked(question, rows),
    passages,
  };
}

/** Leaves out a quote that another document says word for word: five papers that print one wire are one quote. */
function saidFirst(): (quote: AnswerQuote) => boolean {
  const seen = new Set<string>();
  return ({ quote }) => {
    const words = quote.replace(/\s+/g, " ").trim();
    return !seen.has(words) && seen.add(words) !== undefined;
  };
}

/** Rows that meet two of entity, metric and period, so many of them, lift the passage they stand in. */
const LIFTING_ROWS = 6;
const LIFT = 0.3;

/** Passages in order again, those with rows that answer the question a little higher. */
function lifted(found: readonly FoundPassage[], rows: readonly RankedRow[]): FoundPassage[] {
  const lifting = rows
    .filter(({ matches }) => matches.filter((name) => name !== "words" && name !== "nature").length >= 2)
    .slice(0, LIFTING_ROWS);
  return found
    .map((one) => {
      const holds = lifting.some(
        ({ row }) => row.versionId === one.passage.versionId && contains(one.passage, row),
      );
      return holds ? { ...one, score: one.score + LIFT } : one;
    })
    .sort((a, b) => b.score - a.score);
}

/** The passages that the search finds for the words of a question, best first. */
export async function findPassages(
  desk: Desk,
  question: Pick<AskedQuestion, "text" | "query">,
  scope: AskScope,
): Promise<FoundPassage[]> {
  const { results } = await desk.search.search(
    SearchRequest.parse({
      query: scope.documentId === undefined ? question.query : `${question.query} doc:${scope.documentId}`,
      ...(scope.topicId === undefined ? {} : { topicId: scope.topicId }),
      limit: scope.documentId === undefined ? 12 : 1,
      hitsEach: scope.documentId === undefined ? 6 : MOST_PASSAGES,
    }),
  );
  const language = languageOf(question.text);
  const hits = results
    .flatMap(({ hits: own, ...result }) =>
      own.map((hit) => ({
        hit: result.language === language ? hit : { ...hit, score: hit.score * OTHER_LANGUAGE },
        result,
      })),
    )
    .sort((a, b) => b.hit.score - a.hit.score)
    .slice(0, MOST_PASSAGES);
  const found = await Promise.all(hits.map(({ hit }) => desk.store.passages.get(hit.passageId)));
  return hits.flatMap(({ hit, result }, at) => {
    const passage = found[at];
    // Read again between the search and now: its words are elsewhere.
    if (passage === null || passage === undefined || !isSame(passage, hit)) return [];
    return [{ passage, pageLabel: hit.pageLabel, result, score: hit.score }];
  });
}

const isSame = (passage: Passage, hit: SearchHit): boolean =>
  passage.start === hit.start && passage.versionId === hit.versionId;
