// records/search.ts: a question to the desk and what comes back.

import { z } from "zod";
import { Language } from "../values/language.ts";
import { Problem } from "../values/problem.ts";
import { Span } from "../values/span.ts";
import { DocumentKind } from "./document.ts";

export const SearchRequest = z.object({
  /** In the query language of docs/guides/search.md; "" lists everything the filters leave. */
  query: z.string().max(20_000).default(""),
  topicId: z.string().optional(),
  kinds: z.array(DocumentKind).optional(),
  sources: z.array(z.string()).optional(),
  languages: z.array(Language).optional(),
  tags: z.array(z.string()).optional(),
  /** ISO days, inclusive, over the publication date (added date where there is none). */
  after: z.string().optional(),
  before: z.string().optional(),
  /** Only documents that came in after this moment (ISO, UTC): what is new since a visit. */
  addedAfter: z.string().optional(),
  order: z.enum(["relevance", "newest", "oldest"]).default("relevance"),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** Passages shown of each document; 3 unless said. */
  hitsEach: z.coerce.number().int().min(1).max(50).optional(),
});
export type SearchRequest = z.infer<typeof SearchRequest>;

/** A passage that matches, cut around its best words. */
export const SearchHit = z.object({
  passageId: z.string(),
  documentId: z.string(),
  versionId: z.string(),
  page: z.number().int(),
  pageLabel: z.string().nullable(),
  heading: z.string(),
  /** Offsets of the whole passage in the reading. */
  start: z.number().int(),
  end: z.number().int(),
  /** At most some 300 characters of it, and where it starts in the reading. */
  snippet: z.string(),
  snippetStart: z.number().int(),
  /** Matched words, as spans of the snippet. */
  marks: z.array(Span),
  score: z.number(),
  /** Why it matched, when not by the words of the query: "capex → 资本开支". */
  why: z.array(z.string()),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** Hits grouped by document, best first. */
export const SearchResult = z.object({
  documentId: z.string(),
  title: z.string(),
  source: z.string(),
  kind: DocumentKind,
  language: Language,
  sortAt: z.string(),
  /** Whether the document has a date of its own; else `sortAt` is when it was added. */
  isDated: z.boolean(),
  storySize: z.number().int(),
  hits: z.array(SearchHit),
  /** Passages of it that match, shown or not. */
  hitCount: z.number().int(),
});
export type SearchResult = z.infer<typeof SearchResult>;

export const Facet = z.object({ value: z.string(), count: z.number().int() });

export const SearchAnswer = z.object({
  results: z.array(SearchResult),
  documentCount: z.number().int(),
  passageCount: z.number().int(),
  /** Counted over all matches; each field's own filter left aside, so that another value can be chosen. */
  facets: z.object({
    kinds: z.array(Facet),
    sources: z.array(Facet),
    languages: z.array(Facet),
    topics: z.array(Facet),
    tags: z.array(Facet),
  }),
  /** What was wrong with the query and how it was read all the same. */
  problems: z.array(Problem),
  /** A better spelling of the query, or null. */
  suggestion: z.string().nullable(),
  tookMs: z.number(),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const SavedSearch = z.object({
  id: z.string(),
  name: z.string(),
  request: SearchRequest,
  /** Opens its RSS without an account. */
  rssToken: z.string(),
  createdAt: z.string(),
  lastVisitAt: z.string().nullable(),
  newCount: z.number().int(),
});
export type SavedSearch = z.infer<typeof SavedSearch>;
