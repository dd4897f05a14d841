// search/expand-concepts.ts: which known concepts a question names, and where.
//
// Metrics, statement lines, companies and products have names in two languages and wordings in statements
// (lexicon/concepts.tsv); the desk adds its own aliases. Finding them is a look-up of stretches of the question,
// longest first, so the cost grows with the question only.

import type { Concept } from "./lexicon-concepts.ts";

export interface ConceptMention {
  concept: Concept;
  /** The name as it stands in the question, folded. */
  name: string;
  start: number;
  end: number;
}

export interface ConceptFinder {
  /** Mentions in a folded text (offsets are the text's), longest first at each place, not overlapping. */
  find(folded: string): ConceptMention[];
}

const LONGEST_NAME_WORDS = 6;
const LONGEST_NAME_CHARACTERS = 16;

/**
 * English names that are everyday words too: they translate into Chinese, but do not bring other English
 * wordings with them ("the lower court", "notes on music").
 */
const EVERYDAY = new Set(
  (
    "power cut lower buy hold neutral notes sales equity growth region site switch memory training token tokens agent agents " +
    "rack cluster flex arm ase hp order orders volume yield loss losses rating capacity wind nuclear cloud software hardware " +
    "segment separation separate listing meta apple oracle fed sec coke turnover raise upgrade leverage forecast outlook minutes " +
    "sparse dense compute inference panel processor server servers battery transformers generator cooling grid campus quarter"
  ).split(" "),
);

/** Whether a name brings its synonyms when it stands in English text. */
export const isTelling = (name: string): boolean => !EVERYDAY.has(name);

export function openConceptFinder(concepts: readonly Concept[]): ConceptFinder {
  const byName = new Map<string, Concept>();
  for (const concept of concepts)
    for (const name of [...concept.en, ...concept.zh]) {
      const key = keyOf(name);
      if (key !== "" && !byName.has(key)) byName.set(key, concept);
    }
  return { find: (folded) => [...findLatin(folded, byName), ...findHan(folded, byName)] };
}

const WORD = /[\p{L}\p{N}&]+/gu;
const HAN = /\p{Script=Han}/u;
const plural = (word: string): string => (/[^s]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word);

/** Latin names meet regardless of hyphens, commas and plural; a name with Han is looked up as written. */
const keyOf = (name: string): string =>
  HAN.test(name) ? name.replace(/\s+/g, "") : (name.match(WORD) ?? []).map(plural).join(" ");

function findLatin(folded: string, byName: Map<string, Concept>): ConceptMention[] {
  const words = [...folded.matchAll(/[a-z0-9\u00c0-\u024f&]+/g)];
  const mentions: ConceptMention[] = [];
  for (let at = 0; at < words.length; ) {
    let used = 1;
    for (let size = Math.min(LONGEST_NAME_WORDS, words.length - at); size >= 1; size--) {
      const slice = words.slice(at, at + size);
      const concept = byName.get(slice.map(([word]) => plural(word)).join(" "));
      if (!concept) continue;
      const start = slice[0]!.index;
      const end = slice.at(-1)!.index + slice.at(-1)![0].length;
      mentions.push({ concept, name: folded.slice(start, end), start, end });
      used = size;
      break;
    }
    at += used;
  }
  return mentions;
}

function findHan(folded: string, byName: Map<string, Concept>): ConceptMention[] {
  const mentions: ConceptMention[] = [];
  for (let at = 0; at < folded.length; at++) {
    if (!HAN.test(folded[at]!)) continue;
    for (let size = Math.min(LONGEST_NAME_CHARACTERS, folded.length - at); size >= 2; size--) {
      const name = folded.slice(at, at + size);
      const concept = byName.get(name);
      if (!concept) continue;
      mentions.push({ concept, name, start: at, end: at + size });
      at += size - 1;
      break;
    }
  }
  return mentions;
}
