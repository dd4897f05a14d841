// desk/ask-words.ts: the words of a text in forms that Chinese and English share, as far as the lexicon goes.
//
//   "资本开支"  → ["资本开支", "capital", "expenditur", "capex"]        "capex" → ["capex"]
//
// Used to hold a statement against quotes in another language, and to rank rows and sentences by a question.
// The lexicon is read at the first use (some 150 ms).

import { EN_EMPTY, questionWeight, withoutAsking } from "../search/expand-words.ts";
import { fold } from "../search/fold.ts";
import { type Lexicon, lexicon } from "../search/lexicon.ts";
import { type Glosser, openGlosser } from "../search/lexicon-gloss.ts";
import { LAST, tokenise } from "../search/tokens.ts";

let shared: { lexicon: Lexicon; glosser: Glosser } | undefined;

function parts(): { lexicon: Lexicon; glosser: Glosser } {
  if (shared === undefined) {
    const words = lexicon();
    const stem = (word: string): string => tokenise(word).terms[0] ?? word;
    shared = {
      lexicon: words,
      glosser: openGlosser(words, { stem, isEmptyWord: (word) => EN_EMPTY.has(word) }),
    };
  }
  return shared;
}

/** Translations of a Chinese word that count; the rest are rare senses that would make anything match. */
const MOST_GLOSSES = 8;
/** Translations that count when a statement is held against a quote. */
const MOST_PHRASES = 10;
const PIECE = /\p{Script=Han}+|[a-z0-9\u00c0-\u024f]+(?:[.'&+-][a-z0-9\u00c0-\u024f]+)*/gu;
const HAN = /\p{Script=Han}/u;

/** Past forms that no stemmer knows. */
const PAST = new Map(
  (
    "spent spend sold sell bought buy paid pay won win lost lose built build held hold kept keep left leave brought bring led lead " +
    "began begin begun begin chose choose chosen choose drew draw drawn draw drove drive driven drive sought seek taught teach " +
    "thought think understood understand met meet ran run sent send laid lay lent lend dealt deal wrote write written write " +
    "broke break broken break withdrew withdraw withdrawn withdraw gave give given give struck strike made make"
  )
    .split(" ")
    .reduce<[string, string][]>((pairs, word, at, all) => {
      if (at % 2 === 0) pairs.push([word, all[at + 1]!]);
      return pairs;
    }, []),
);

/** A word with its place and its forms: its own first, then those of the other language. */
export interface PlacedWord {
  start: number;
  end: number;
  forms: string[];
}

/** Content words of a text with their places; numbers left out. Linear in the text. */
export function placedWords(text: string): PlacedWord[] {
  const { lexicon: words, glosser } = parts();
  const found: PlacedWord[] = [];
  for (const { 0: piece, index } of fold(text).matchAll(PIECE)) {
    if (!HAN.test(piece)) {
      // A code is one word: "q-6" is no "q-7".
      const isCode = /\d/.test(piece) && /[a-z]/.test(piece);
      const forms = isCode
        ? [piece]
        : /[a-z]/.test(piece) && !EN_EMPTY.has(piece)
          ? stemsOf(PAST.get(piece) ?? piece)
          : [];
      if (forms.length > 0) found.push({ start: index, end: index + piece.length, forms });
      continue;
    }
    let start = index;
    for (const word of words.cut(piece)) {
      const end = start + word.length;
      const forms = [word, ...(glosser.isEmpty(word) ? [] : phrasesOf(words.glosses(word)))];
      if (word.length > 1 || forms.length > 1) found.push({ start, end, forms });
      start = end;
    }
  }
  return found;
}

/** Translations as stems, those of two or three words joined by spaces: 风电 is "wind power", never "power" alone. */
function phrasesOf(glosses: readonly string[]): string[] {
  const phrases = new Set<string>();
  for (const gloss of glosses.slice(0, MOST_PHRASES)) {
    const stems = gloss
      .toLowerCase()
      .replace(/\([^)]*\)/g, " ")
      .split(/[^a-z0-9]+/)
      .filter((word) => word !== "" && !EN_EMPTY.has(word))
      .map((word) => tokenise(word).terms[0] ?? word);
    if (stems.length > 0 && stems.length <= 3) phrases.add(stems.join(" "));
  }
  return [...phrases];
}

/** Content words of a text, one list of forms for each; numbers left out. Linear in the text. */
export function sharedWords(text: string): string[][] {
  const { lexicon: words, glosser } = parts();
  const found: string[][] = [];
  for (const [piece] of withoutAsking(fold(text)).matchAll(PIECE)) {
    if (!HAN.test(piece)) {
      const forms = /[a-z]/.test(piece) && !EN_EMPTY.has(piece) ? stemsOf(piece) : [];
      if (forms.length > 0) found.push(forms);
      continue;
    }
    for (const word of words.cut(piece)) {
      const glosses = [...glosser.ofWord(word)]
        .filter(({ term }) => !term.includes(" "))
        .sort((a, b) => b.weight - a.weight)
        .slice(0, MOST_GLOSSES);
      if (word.length === 1 && glosses.length === 0) continue;
      found.push([word, ...glosses.map(({ term }) => term)]);
    }
  }
  return found;
}

function stemsOf(piece: string): string[] {
  const { terms, kinds } = tokenise(piece);
  return [...new Set(terms.filter((_, at) => kinds[at] !== LAST))];
}

/** Words of a question that ask for something, with their weight; for ranking rows and sentences. */
export function questionWords(question: string): { forms: string[]; weight: number }[] {
  const seen = new Set<string>();
  return sharedWords(question).flatMap((forms) => {
    const weight = HAN.test(forms[0]!) ? (forms[0]!.length === 1 ? 0.3 : 1) : questionWeight(forms[0]!);
    if (weight === 0 || seen.has(forms[0]!)) return [];
    seen.add(forms[0]!);
    return [{ forms, weight }];
  });
}

/** Share of the question's words that a text has, by weight, 0 to 1. */
export function shareOfWords(asked: readonly { forms: string[]; weight: number }[], text: string): number {
  const known = new Set(sharedWords(text).flat());
  let sum = 0;
  let met = 0;
  for (const { forms, weight } of asked) {
    sum += weight;
    if (forms.some((form) => known.has(form))) met += weight;
  }
  return sum === 0 ? 0 : met / sum;
}
