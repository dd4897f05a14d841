// search/query-tree.ts: what a query says, as a tree. Made by query.ts, read by the engine and the hooks.

import type { Problem } from "../values/problem.ts";
import type { Span } from "../values/span.ts";

/** A written word and where it stands in the query. */
export interface QueryWord extends Span {
  kind: "word";
  text: string;
}

/** "words in a row"; with one word inside it is that word, required. */
export interface QueryPhrase extends Span {
  kind: "phrase";
  text: string;
}

/** Words that begin so: foo*. */
export interface QueryPrefix extends Span {
  kind: "prefix";
  text: string;
}

/** Words within `distance` places of each other, in any order. */
export interface QueryNear extends Span {
  kind: "near";
  distance: number;
  parts: (QueryWord | QueryPhrase | QueryPrefix)[];
}

/** Looked for in the title of the document only. */
export interface QueryTitle extends Span {
  kind: "title";
  inner: QueryNode;
}

export interface QueryNot extends Span {
  kind: "not";
  inner: QueryNode;
}

/** All of them ("and") or at least one ("or"). */
export interface QueryGroup extends Span {
  kind: "and" | "or";
  parts: QueryNode[];
}

/**
 * Words side by side in a query without operators: they rank, and any one of them is enough.
 * Phrases, NEAR, TITLE and brackets among them must occur, what has a minus must not.
 */
export interface QueryPlain extends Span {
  kind: "plain";
  parts: QueryNode[];
}

export type QueryNode =
  | QueryWord
  | QueryPhrase
  | QueryPrefix
  | QueryNear
  | QueryTitle
  | QueryNot
  | QueryGroup
  | QueryPlain;

export const QUALIFIERS = [
  "topic",
  "entity",
  "metric",
  "kind",
  "source",
  "lang",
  "tag",
  "after",
  "before",
  "age",
  "has",
  "is",
  "doc",
] as const;
export type QualifierName = (typeof QUALIFIERS)[number];

/** kind:filing, -source:"Some Wire", age:<7d. The desk says what it means. */
export interface Qualifier extends Span {
  name: QualifierName;
  value: string;
  isNegated: boolean;
  /** For age: how many days, and which side. Null for the others. */
  age: { side: "younger" | "older"; days: number } | null;
}

export interface ParsedQuery {
  /** As typed; spans of the tree are offsets into it. */
  text: string;
  /** Null when there are only qualifiers or nothing. */
  tree: QueryNode | null;
  /** In the order of the query; they all hold at once, wherever they stand. Values of one name joined by "or" by the desk. */
  qualifiers: Qualifier[];
  /** What was wrong and how it was read all the same, with the place in `at`. */
  problems: Problem[];
  /** Whether AND, OR, NOT, quotes, brackets, minus or the like occur: the question is meant literally. */
  isLiteral: boolean;
}
