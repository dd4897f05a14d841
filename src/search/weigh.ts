// search/weigh.ts: the words of a query that rank, without knowledge of any language.
//
// In: the tree of query.ts. Out: one list with one group for each written word; what is excluded by minus or NOT is left
// out. An expander (hooks.ts) begins with this and adds. A term that ends in "*", and a single ideograph, stand for all
// terms that begin so; the engine joins their postings.

import type { WeightedGroup, WeightedQuery } from "./hooks.ts";
import type { ParsedQuery, QueryNode, QueryPhrase, QueryPrefix, QueryWord } from "./query-tree.ts";
import { ALIAS, LAST, type Tokens, tokenise } from "./tokens.ts";

/** Terms that rank, at most: the first ones of a pasted paragraph say what it is about. */
export const MOST_TERMS = 300;

export type QueryLeaf = QueryWord | QueryPhrase | QueryPrefix;

/** Words, phrases and prefixes that are asked for (not excluded), in the order of the query. */
export function leavesOf(node: QueryNode | null): QueryLeaf[] {
  if (node === null || node.kind === "not") return [];
  if (node.kind === "title") return leavesOf(node.inner);
  if ("parts" in node) return node.parts.flatMap(leavesOf);
  return [node];
}

/** The terms a query looks up for its tokens: no last characters but of a run of one. */
export function lookedUp(tokens: Tokens): { term: string; position: number; isAlias: boolean }[] {
  const found: { term: string; position: number; isAlias: boolean }[] = [];
  for (let i = 0; i < tokens.terms.length; i++) {
    if (tokens.kinds[i] === LAST && i > 0 && isPairBefore(tokens, i)) continue;
    found.push({
      term: tokens.terms[i]!,
      position: tokens.positions[i]!,
      isAlias: tokens.kinds[i] === ALIAS,
    });
  }
  return found;
}

/** Whether the last character at `i` also ends a pair. */
const isPairBefore = (tokens: Tokens, i: number): boolean =>
  tokens.ends[i - 1] === tokens.ends[i] && tokens.positions[i - 1] === tokens.positions[i]! - 1;

/** The question as written: every word counts 1, a word written twice counts twice. */
export function plainQuery(query: ParsedQuery): WeightedQuery {
  const groups: WeightedGroup[] = [];
  let terms = 0;
  for (const leaf of leavesOf(query.tree)) {
    const weighted = termsOfLeaf(leaf).map((term) => ({ term, weight: 1 }));
    terms += weighted.length;
    if (terms > MOST_TERMS) break;
    groups.push({
      terms: weighted,
      weight: 1,
      combine: "sum",
      why: null,
      from: [{ start: leaf.start, end: leaf.end }],
    });
  }
  return {
    lists: [{ name: "words", groups, weight: 1, languages: null, channel: "words" }],
    fuse: "normalised",
  };
}

/** Terms of a word as it ranks: pairs or stems, a whole name beside its parts; the last word of a prefix with "*". */
export function termsOfLeaf(leaf: QueryLeaf): string[] {
  const terms = lookedUp(tokenise(leaf.text)).map(({ term }) => term);
  if (leaf.kind === "prefix" && terms.length > 0) terms.push(prefixTerm(leaf.text, terms.pop()!));
  return terms.slice(0, MOST_TERMS);
}

/** "cap*" for what was typed; a stem would lose the end of "expendi". Pairs of ideographs are prefixes as they are. */
export function prefixTerm(text: string, lastTerm: string): string {
  const typed = /[a-z0-9]+$/i.exec(text)?.[0];
  return typed === undefined ? lastTerm : `${typed.toLowerCase()}*`;
}

const IDEOGRAPH = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u;

/** The beginning that a term stands for, or null for a term that is looked up as it is. */
export function prefixOf(term: string): string | null {
  if (term.length > 1 && term.endsWith("*")) return term.slice(0, -1);
  return term.length === 1 && IDEOGRAPH.test(term) ? term : null;
}
