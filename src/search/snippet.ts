// search/snippet.ts: the part of a passage that shows best why it matched, with the words marked.
//
// Marks come from cutting the passage with the same tokens as the index, so whatever was found is marked, in the spelling of
// the text. The window is the one with the most weight of different terms; it begins and ends at a sentence or a word.

import type { Span } from "../values/span.ts";
import { type EmitToken, eachToken, onlyTerms, type Wanted } from "./tokens.ts";
import { prefixOf } from "./weigh.ts";

export interface Snippet {
  text: string;
  /** Where it starts in the passage, UTF-16. */
  start: number;
  /** Marked words as spans of `text`, ascending, not touching. */
  marks: Span[];
}

/** A snippet of about this many characters; a third of it for Chinese, which says more with each. */
const LATIN_CHARACTERS = 300;
const HAN_CHARACTERS = 160;

/** The terms to mark with their weights, ready for many texts. */
export interface Marked {
  weights: ReadonlyMap<string, number>;
  beginnings: { beginning: string; weight: number }[];
  wanted: Wanted;
}

export function markedTerms(weights: ReadonlyMap<string, number>): Marked {
  const beginnings = [...weights].flatMap(([term, weight]) => {
    const beginning = prefixOf(term);
    return beginning === null ? [] : [{ beginning, weight }];
  });
  return { weights, beginnings, wanted: onlyTerms(weights.keys()) };
}

/**
 * The best part of `text` for `terms` (weights by term) and for what else was found in it. Without a match it is the beginning.
 */
export function makeSnippet(text: string, terms: Marked, others: readonly Hit[] = []): Snippet {
  const hits = findHits(text, terms);
  if (others.length > 0) hits.push(...others);
  hits.sort((a, b) => a.start - b.start || b.end - a.end);
  const size = isMostlyHan(text) ? HAN_CHARACTERS : LATIN_CHARACTERS;
  const window = bestWindow(text, hits, size);
  const marks: Span[] = [];
  for (const { start, end } of hits) {
    if (start < window.start || end > window.end) continue;
    const last = marks.at(-1);
    if (last !== undefined && start - window.start <= last.end)
      last.end = Math.max(last.end, end - window.start);
    else marks.push({ start: start - window.start, end: end - window.start });
  }
  return { text: text.slice(window.start, window.end), start: window.start, marks };
}

/** Something found in a text. */
export interface Hit extends Span {
  term: string;
  weight: number;
}

/** Every occurrence of a term, in the order of the tokens. */
export function findHits(text: string, { weights, beginnings, wanted }: Marked): Hit[] {
  const hits: Hit[] = [];
  const look: EmitToken = (term, _kind, start, end) => {
    let weight = weights.get(term);
    if (weight === undefined) {
      const found = beginnings.find(({ beginning }) => term.startsWith(beginning));
      if (found === undefined) return;
      weight = found.weight;
      // One ideograph was asked for: only it is marked, not the pair it was found by.
      if (found.beginning.length === 1 && term.length === 2 && prefixOf(found.beginning) !== null)
        end = start + 1;
    }
    hits.push({ term, weight, start, end });
  };
  eachToken(text, 0, look, wanted);
  return hits;
}

const isMostlyHan = (text: string): boolean =>
  (text.slice(0, 400).match(/[\u3400-\u9fff]/g)?.length ?? 0) > Math.min(400, text.length) / 4;

function bestWindow(text: string, hits: readonly Hit[], size: number): Span {
  if (text.length <= size) return { start: 0, end: text.length };
  // Some words stand before the first hit, so that it can be understood; the hits share what is left.
  const before = Math.floor(size / 6);
  let bestFrom = 0;
  let best = -1;
  let sum = 0;
  let to = 0;
  const inside = new Map<string, number>();
  // Two fingers over the hits: the sum counts each term once, the second time little.
  for (let from = 0; from < hits.length; from++) {
    for (; to < hits.length && hits[to]!.end <= hits[from]!.start + size - before; to++) {
      const count = inside.get(hits[to]!.term) ?? 0;
      inside.set(hits[to]!.term, count + 1);
      sum += count === 0 ? hits[to]!.weight : hits[to]!.weight / 50;
    }
    if (sum > best) {
      best = sum;
      bestFrom = from;
    }
    if (to <= from) continue;
    const count = inside.get(hits[from]!.term)!;
    inside.set(hits[from]!.term, count - 1);
    sum -= count === 1 ? hits[from]!.weight : hits[from]!.weight / 50;
  }
  const wanted = Math.max(0, (hits[bestFrom]?.start ?? 0) - before);
  const start = startNear(text, Math.min(wanted, text.length - size));
  return { start, end: endNear(text, Math.min(text.length, start + size)) };
}

const BREAKS = /[\s。！？；，、.!?;,]/;

/** A place after a break, at `at` or a little before it. */
function startNear(text: string, at: number): number {
  for (let i = Math.max(0, at); i > Math.max(0, at - 30); i--) if (BREAKS.test(text[i - 1]!)) return i;
  return isSecondHalf(text, at) ? at - 1 : Math.max(0, at);
}

function endNear(text: string, at: number): number {
  if (at >= text.length) return text.length;
  for (let i = at; i > at - 30; i--) if (BREAKS.test(text[i]!)) return i;
  return isSecondHalf(text, at) ? at + 1 : at;
}

const isSecondHalf = (text: string, at: number): boolean =>
  at > 0 && at < text.length && text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff;
