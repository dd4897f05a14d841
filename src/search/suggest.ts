// search/suggest.ts: what to type next, and what was probably meant.
//
// The index has stems and pairs, which nobody wants to read. So a suggestion is found in the dictionary and then read out of a
// passage that has it, in the spelling of the text. Chinese goes on by what follows the typed characters in a sample of passages;
// a wrong character is the one for which the characters around it stand in a text with another between. All is bounded: dictionary
// terms looked at, passages sampled, words corrected.

import { type Bits, eachBit } from "./bits.ts";
import { fold } from "./fold.ts";
import { matchSegment } from "./match.ts";
import type { ParsedQuery } from "./query-tree.ts";
import { blockSpace, type SegmentReader } from "./reader.ts";
import type { SearchStore } from "./search-store.ts";
import { textsOf } from "./shortlist.ts";
import { LAST, tokenise } from "./tokens.ts";
import { leavesOf } from "./weigh.ts";

/** Dictionary terms that are compared for one word, in each segment. */
const MOST_COMPARED = 20_000;
/** Passages read to see how something is written or goes on. */
const SAMPLE = 40;
/** Words of a query that are looked at. */
const MOST_CORRECTED = 8;
const LONGEST_HAN = 8;

const HAN_END = /[\u3400-\u9fff]+$/;
const HAN_ONLY = /^[\u3400-\u9fff]+$/;
const LATIN_END = /[\p{L}\p{N}]+$/u;

/** Up to `limit` ways to finish the last word of `typed`, each the whole text, likeliest first; [] when there is none. */
export async function completeWord(
  segments: readonly SegmentReader[],
  store: SearchStore,
  typed: string,
  limit: number,
): Promise<string[]> {
  const han = HAN_END.exec(typed)?.[0];
  const word = han ?? LATIN_END.exec(typed)?.[0];
  if (word === undefined) return [];
  const before = typed.slice(0, typed.length - word.length);
  const endings =
    han === undefined
      ? await finishLatin(segments, store, fold(word), limit)
      : await continueHan(segments, store, fold(han).slice(-LONGEST_HAN), limit);
  return endings.slice(0, limit).map((ending) => before + (han === undefined ? ending : word + ending));
}

/** The query with misspelt words replaced, or null when every word is known or nothing is near. */
export async function correctQuery(
  segments: readonly SegmentReader[],
  store: SearchStore,
  query: ParsedQuery,
): Promise<string | null> {
  const changes: { start: number; end: number; text: string }[] = [];
  for (const leaf of leavesOf(query.tree).slice(0, MOST_CORRECTED)) {
    if (leaf.kind !== "word") continue;
    const folded = fold(leaf.text);
    const better = HAN_ONLY.test(folded)
      ? await correctHan(segments, store, folded)
      : await correctLatin(segments, store, folded);
    if (better !== null) changes.push({ start: leaf.start, end: leaf.end, text: better });
  }
  if (changes.length === 0) return null;
  let text = query.text;
  for (const { start, end, text: better } of changes.reverse())
    text = text.slice(0, start) + better + text.slice(end);
  return text;
}

/** Terms with how many passages have them, over all segments. */
function countTerms(
  segments: readonly SegmentReader[],
  prefix: string,
  isWanted: (term: string) => boolean,
): [term: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { dictionary } of segments)
    for (const { term, entry } of dictionary.startingWith(prefix, MOST_COMPARED))
      if (isWanted(term)) counts.set(term, (counts.get(term) ?? 0) + entry.count);
  return [...counts];
}

async function finishLatin(
  segments: readonly SegmentReader[],
  store: SearchStore,
  prefix: string,
  limit: number,
): Promise<string[]> {
  const terms = countTerms(segments, prefix, (term) => term.length > 1)
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit * 2)
    .map(([term]) => term);
  const written = await spellings(segments, store, terms);
  const endings = terms.flatMap((term) => written.get(term) ?? []);
  return [...new Set(endings)].filter((word) => fold(word).startsWith(prefix) && fold(word) !== prefix);
}

/** How each term is written in a passage that has it. */
async function spellings(
  segments: readonly SegmentReader[],
  store: SearchStore,
  terms: readonly string[],
): Promise<Map<string, string>> {
  const rowOf = new Map<string, number>();
  const { passages } = blockSpace();
  for (const segment of segments) {
    for (const [term, { list }] of await segment.lists(terms.filter((term) => !rowOf.has(term)))) {
      list.decode(0, passages, null);
      rowOf.set(term, segment.table.rows[passages[0]!]!);
    }
  }
  const texts = await textsOf(store, [...new Set(rowOf.values())]);
  const written = new Map<string, string>();
  for (const [term, row] of rowOf) {
    const passage = texts.get(row);
    for (const text of passage === undefined
      ? []
      : [passage.text, passage.title, passage.heading, passage.context]) {
      const tokens = tokenise(text);
      const at = tokens.terms.indexOf(term);
      if (at < 0) continue;
      written.set(term, spelling(text.slice(tokens.starts[at], tokens.ends[at])));
      break;
    }
  }
  return written;
}

/** A word at the start of a sentence is not a name: "Capital" is offered as "capital", "iPhone" and "TSMC" as they are. */
const spelling = (word: string): string => (/^\p{Lu}\p{Ll}+$/u.test(word) ? word.toLowerCase() : word);

/** Texts of some passages with `run` in them, in the spelling of the index. */
async function sampleTexts(
  segments: readonly SegmentReader[],
  store: SearchStore,
  run: string,
): Promise<string[]> {
  const rows: number[] = [];
  for (const segment of segments) {
    if (rows.length >= SAMPLE) break;
    const bits: Bits = await matchSegment(segment, { kind: "phrase", text: run, start: 0, end: run.length });
    eachBit(bits, (passage) => {
      if (rows.length < SAMPLE) rows.push(segment.table.rows[passage]!);
    });
  }
  const texts = await textsOf(store, rows);
  return [...texts.values()].map(({ text, title, heading }) => fold(`${title}\n${heading}\n${text}`));
}

async function continueHan(
  segments: readonly SegmentReader[],
  store: SearchStore,
  run: string,
  limit: number,
): Promise<string[]> {
  const counts = new Map<string, number>();
  for (const text of await sampleTexts(segments, store, run)) {
    for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + 1)) {
      const rest = /^[\u3400-\u9fff]{1,4}/.exec(text.slice(at + run.length, at + run.length + 4))?.[0] ?? "";
      for (let length = 1; length <= rest.length; length++) {
        const ending = rest.slice(0, length);
        counts.set(ending, (counts.get(ending) ?? 0) + 1);
      }
    }
  }
  // A longer ending that is as frequent as a shorter one says more.
  const worth = ([ending, count]: [string, number]) => (count - 1) * Math.min(ending.length, 3);
  return [...counts]
    .filter(([, count]) => count > 1)
    .sort((a, b) => worth(b) - worth(a) || (a[0] < b[0] ? -1 : 1))
    .slice(0, limit)
    .map(([ending]) => ending);
}

async function correctLatin(
  segments: readonly SegmentReader[],
  store: SearchStore,
  word: string,
): Promise<string | null> {
  const tokens = tokenise(word);
  const term = tokens.terms[0];
  if (term === undefined || tokens.terms.length !== 1 || term.length < 4 || /^[\d.]+$/.test(term))
    return null;
  if (segments.some(({ dictionary }) => dictionary.find(term) !== null)) return null;
  const most = word.length < 8 ? 1 : 2;
  const near: { term: string; distance: number; count: number }[] = [];
  // The first letter is seldom wrong, but it is swapped with the second.
  for (const first of new Set([word[0]!, word[1]!])) {
    const some = countTerms(segments, first, (other) => Math.abs(other.length - term.length) <= most + 2);
    for (const [other, count] of some) {
      // A stem may have lost more letters than the mistake has: the words themselves are compared below.
      const distance = editDistance(term, other, most + 2);
      if (distance <= most + 2) near.push({ term: other, distance, count });
    }
  }
  near.sort((x, y) => x.distance - y.distance || y.count - x.count);
  const written = await spellings(
    segments,
    store,
    near.slice(0, SAMPLE).map((one) => one.term),
  );
  let best: { text: string; distance: number; count: number } | null = null;
  for (const { term: other, count } of near.slice(0, SAMPLE)) {
    const text = written.get(other);
    const distance = text === undefined ? most + 1 : editDistance(word, fold(text), most);
    if (text === undefined || distance > most) continue;
    if (best === null || distance < best.distance || (distance === best.distance && count > best.count))
      best = { text, distance, count };
  }
  return best?.text ?? null;
}

async function correctHan(
  segments: readonly SegmentReader[],
  store: SearchStore,
  word: string,
): Promise<string | null> {
  if (word.length < 3 || word.length > LONGEST_HAN) return null;
  const pairs = tokenise(word);
  const isKnown = pairs.terms.every(
    (term, i) => pairs.kinds[i] === LAST || segments.some(({ dictionary }) => dictionary.find(term) !== null),
  );
  if (isKnown) return null;
  const counts = new Map<string, number>();
  for (let at = 0; at < word.length; at++) {
    const left = word.slice(0, at);
    const right = word.slice(at + 1);
    const anchor = left.length >= right.length ? left : right;
    if (anchor.length < 2) continue;
    for (const text of await sampleTexts(segments, store, anchor)) {
      for (let found = text.indexOf(anchor); found >= 0; found = text.indexOf(anchor, found + 1)) {
        const start = anchor === left ? found : found - at - 1;
        const candidate = start < 0 ? "" : text.slice(start, start + word.length);
        const fits = candidate.startsWith(left) && candidate.endsWith(right) && HAN_ONLY.test(candidate);
        if (fits && candidate.length === word.length) counts.set(candidate, (counts.get(candidate) ?? 0) + 1);
      }
    }
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best?.[0] ?? null;
}

/**
 * Letters to insert, leave out, replace or swap with a neighbour to turn a into b; `most` + 1 when it takes more than `most`.
 * Cost: length × most.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let twoBefore: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(b.length + 1).fill(most + 1);
    row[0] = i;
    let best = i <= most ? i : most + 1;
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? twoBefore[j - 2]! + 1 : most + 1;
      row[j] = Math.min(
        before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        (before[j] ?? most) + 1,
        row[j - 1]! + 1,
        swap,
      );
      if (row[j]! < best) best = row[j]!;
    }
    if (best > most) return most + 1;
    twoBefore = before;
    before = row;
  }
  return Math.min(before[b.length]!, most + 1);
}
