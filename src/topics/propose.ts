// topics/propose.ts: names a desk could follow: what documents call things, and near-spellings of what it knows.
//
// namesIn reads one text when it arrives; the desk adds the counts up over documents; proposeNames turns the
// sums into proposals. Nothing is followed by itself: a person accepts or dismisses. Product codes keep their
// digits apart: Trainium3 is never a misspelling of Trainium2.

import type { Topic, TopicProposal } from "../records/topic.ts";
import { languageOf } from "../values/language.ts";
import { foldForNames } from "./fold.ts";

/** A name with the number of documents that use it and of its mentions in all of them. */
export interface CommonName {
  name: string;
  documents: number;
  mentions: number;
}

/** More text than this is not read for names: the counts of a long book's start are enough. */
const MOST_TEXT = 1_000_000;
const MOST_NAMES = 150;
/** Fewer documents than this are chance for a topic of its own; an alias needs only one. */
const ENOUGH_DOCUMENTS = 3;

const CODE =
  /(?<![\p{L}\p{N}])(?:[A-Z][A-Za-z]{0,14}-?\d{1,4}[A-Za-z]{0,2}|[A-Z]{2,5} v\d{1,2})(?![\p{L}\p{N}])/gu;
const NOT_CODE =
  /^(?:Q[1-4]|H[12]|FY\d+|CY\d+|[A-Z]\d|F-\d+|Top-?\d+|Figure\d+|Table\d+|No\d+|Page\d+|v\d+)$/i;
const RUN =
  /(?<![\p{L}\p{N}])[A-Z][A-Za-z'’]{1,20}(?:[ -](?:of |and |& )?[A-Z][A-Za-z'’]{1,20}){0,3}(?![\p{L}\p{N}])/gu;
const QUOTED = /《([^《》\n]{2,20})》|“([^“”\n]{2,16})”/g;
const SENTENCE_BREAK = /[.!?:;•"“”(（。！？：；\n]\s*$/;

const COMMON = new Set(
  (
    "the a an this that these those it its we our they their he she his her i you if in on at by for from with without to and or but as of no not so " +
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec " +
    "monday tuesday wednesday thursday friday saturday sunday " +
    "company companies inc corp ltd plc llc group ceo cfo chief executive officer president chairman analyst question answer operator table figure " +
    "chart source note page section part chapter item appendix notice sample document revenue income total net gross operating adjusted fiscal year " +
    "quarter months thousand million billion us usa uk eu china chinese american america european europe north south east west asia japan " +
    "risk risks outlook results summary overview guidance here there when where while what who how why which after before during since until all some " +
    "most many more other another each both few new first second third fourth one two three cash free also however although because once then than " +
    "yes thanks thank good morning asked total rating price target core view upside"
  ).split(" "),
);

/** Names a text uses with the number of times: runs of capitalised words, product codes, quoted titles. At most 150, most used first. */
export function namesIn(text: string): Map<string, number> {
  const read = text.slice(0, MOST_TEXT);
  const counts = new Map<string, number>();
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const [name] of read.matchAll(CODE)) if (!NOT_CODE.test(name)) add(name);
  const opening = new Map<string, number>();
  for (const match of read.matchAll(RUN)) {
    const name = trimRun(match[0]);
    if (name === null) continue;
    const isOpening =
      SENTENCE_BREAK.test(read.slice(Math.max(0, match.index - 3), match.index)) || match.index === 0;
    // One capital word at the head of a sentence is a name only when it is one elsewhere too.
    if (isOpening && !/[ -]/.test(name) && !name.slice(1).match(/[A-Z]/))
      opening.set(name, (opening.get(name) ?? 0) + 1);
    else add(name);
  }
  for (const [name, times] of opening) if (counts.has(name)) counts.set(name, counts.get(name)! + times);
  for (const match of read.matchAll(QUOTED)) {
    const name = (match[1] ?? match[2])!.trim();
    if (name.length >= 2 && !/[，。！？；：,.!?;:]/.test(name)) add(name);
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Map(ranked.slice(0, MOST_NAMES));
}

/** A run without common words at its ends; null when nothing worth a name is left. */
function trimRun(run: string): string | null {
  const words = run.replace(/['’]s?$/, "").split(" ");
  while (words.length > 0 && COMMON.has(words[0]!.toLowerCase())) words.shift();
  while (words.length > 0 && COMMON.has(words[words.length - 1]!.toLowerCase())) words.pop();
  const name = words.join(" ");
  return name.length >= 3 ? name : null;
}

/** Sums of many documents' names, for a caller that holds them; the store does the same in SQL. */
export function countNames(documents: Iterable<{ names: ReadonlyMap<string, number> }>): CommonName[] {
  const sums = new Map<string, CommonName>();
  for (const { names } of documents)
    for (const [name, times] of names) {
      const sum = sums.get(name) ?? { name, documents: 0, mentions: 0 };
      sum.documents++;
      sum.mentions += times;
      sums.set(name, sum);
    }
  return [...sums.values()];
}

/**
 * Proposals, aliases first, then by number of documents; at most 40. A name near a known alias (one letter,
 * two from eight letters on, the same digits) is proposed as its alias; any other name needs three documents.
 */
export function proposeNames(
  names: readonly CommonName[],
  topics: readonly Pick<Topic, "id" | "name" | "aliases">[],
  dismissed: ReadonlySet<string> = new Set(),
): TopicProposal[] {
  const known = knownNames(topics);
  const proposals: TopicProposal[] = [];
  const seen = new Set<string>();
  for (const { name, documents, mentions } of names) {
    const folded = foldForNames(name).text;
    if (dismissed.has(name) || known.byText.has(folded) || seen.has(folded)) continue;
    const near = nearestOf(folded, known);
    if (near === null && documents < ENOUGH_DOCUMENTS) continue;
    seen.add(folded);
    proposals.push({
      name,
      language: languageOf(name),
      documentCount: documents,
      aliasOf: near?.topicId ?? null,
      why: near === null ? `${documents} documents, ${mentions} mentions` : `spelled like “${near.alias}”`,
    });
  }
  return proposals
    .sort(
      (a, b) =>
        Number(a.aliasOf === null) - Number(b.aliasOf === null) ||
        b.documentCount - a.documentCount ||
        (a.name < b.name ? -1 : 1),
    )
    .slice(0, 40);
}

interface Known {
  byText: Set<string>;
  /** Latin names of five letters or more, by length. */
  byLength: Map<number, { folded: string; alias: string; topicId: string }[]>;
}

function knownNames(topics: readonly Pick<Topic, "id" | "name" | "aliases">[]): Known {
  const known: Known = { byText: new Set(), byLength: new Map() };
  for (const { id, name, aliases } of topics)
    for (const alias of [{ text: name, kind: "name" as const }, ...aliases]) {
      const folded = foldForNames(alias.text).text;
      known.byText.add(folded);
      // A misspelling must not attract misspellings of its own.
      if (alias.kind === "misspelling" || folded.length < 5 || !/^[\x20-\x7e]+$/.test(folded)) continue;
      const list = known.byLength.get(folded.length) ?? [];
      list.push({ folded, alias: alias.text, topicId: id });
      known.byLength.set(folded.length, list);
    }
  return known;
}

const digitsOf = (text: string): string => text.replace(/\D+/g, "");

function nearestOf(folded: string, known: Known): { alias: string; topicId: string } | null {
  if (folded.length < 5 || !/^[\x20-\x7e]+$/.test(folded)) return null;
  const most = folded.length >= 8 ? 2 : 1;
  let best: { alias: string; topicId: string } | null = null;
  let bestDistance = most + 1;
  for (let length = folded.length - most; length <= folded.length + most; length++)
    for (const entry of known.byLength.get(length) ?? []) {
      if (digitsOf(entry.folded) !== digitsOf(folded) || entry.folded[0] !== folded[0]) continue;
      // A plural or a possessive is no misspelling.
      if (`${entry.folded}s` === folded || `${folded}s` === entry.folded) continue;
      const distance = editDistance(folded, entry.folded, bestDistance - 1);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = entry;
      }
    }
  return best;
}

/** Letters inserted, removed, changed or swapped with their neighbour; most + 1 when there are more than `most`. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(change, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length]!, most + 1);
}
