// search/lexicon.ts: Chinese words with their English translations, and how to cut Chinese into words.
//
// The data is lexicon/zh-en.txt.br (CC-CEDICT with jieba's word counts, see lexicon/ATTRIBUTION.md) and
// lexicon/concepts.tsv (finance and technology, ours). It is read once, on first use: some 150 ms and
// 30 MB. The lines stay one string and are parsed word by word when asked, which is what keeps it small.
// Used at index time to gloss Chinese passages (gloss.ts) and at query time to translate (expand.ts).
// Words are looked up folded: simplified, half width, lower case.

import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { type Concept, loadConcepts } from "./lexicon-concepts.ts";
import { type Cutter, openCutter, unitsOf } from "./lexicon-cut.ts";

/** A word of our own glossary counts as written this often, so that it is not cut into its parts. */
const CONCEPT_COUNT = 3000;
/** Words whose parsed glosses are kept; a shelf of news uses some 20,000 different ones. */
const CACHE_WORDS = 30_000;

export interface Lexicon {
  /** Translations of a folded Chinese word, likeliest first; [] when it has none. */
  glosses(word: string): readonly string[];
  /** Whether the word is in the dictionary or the glossary. */
  has(word: string): boolean;
  /** Every word of the dictionary with its translations, for tables made once; the reader may pause between two. */
  entries(): Generator<[word: string, glosses: readonly string[]]>;
  /** How often the word is written in jieba's corpus; 0 when unknown. */
  count(word: string): number;
  /**
   * Cuts a run of Han characters (folded) into words by the likeliest path. The pieces join to the run
   * again; a character that begins no word is a piece by itself. Linear in the run's length.
   */
  cut(run: string): string[];
  /** The same by numbers of words, which are below `words.length`; for who cuts millions of runs. */
  cutter: Cutter;
  /** Every word by its number. */
  words: readonly string[];
  /** Finance and technology terms with their names in both languages. */
  concepts: readonly Concept[];
}

let loaded: Lexicon | undefined;

/** The lexicon, read from disk on the first call and shared after that. */
export function lexicon(): Lexicon {
  loaded ??= readLexicon();
  return loaded;
}

function readLexicon(): Lexicon {
  const packed = readFileSync(new URL("./lexicon/zh-en.txt.br", import.meta.url));
  return buildLexicon(brotliDecompressSync(packed).toString("utf8"), loadConcepts());
}

/** A lexicon over lines `word TAB count TAB gloss|gloss` and our own concepts; the tests give small ones. */
export function buildLexicon(text: string, concepts: readonly Concept[]): Lexicon {
  const ours = new Map<string, string[]>();
  for (const concept of concepts)
    for (const word of concept.zh) ours.set(word, [...(ours.get(word) ?? []), ...concept.en]);
  const words = new Map<string, number>();
  /** Where the glosses of each word begin; 0 for one that only the glossary has. */
  const starts: number[] = [];
  const counts: number[] = [];
  let total = 1;
  const add = (word: string, start: number, written: number): void => {
    const counted = ours.has(word) ? Math.max(written, CONCEPT_COUNT) : written;
    words.set(word, starts.length);
    starts.push(start);
    counts.push(counted);
    total += counted;
  };
  for (let start = 0; start < text.length; ) {
    const tab = text.indexOf("\t", start);
    const next = text.indexOf("\t", tab + 1);
    if (tab < 0 || next < 0) break;
    add(text.slice(start, tab), next + 1, Number(text.slice(tab + 1, next)));
    const end = text.indexOf("\n", next);
    start = end < 0 ? text.length : end + 1;
  }
  for (const word of ours.keys()) if (!words.has(word)) add(word, 0, 0);

  const logTotal = Math.log(total);
  /** −log of a word's share; a word that is never counted is rarer than any counted one. */
  const costs = Float32Array.from(counts, (count) => logTotal - Math.log(Math.max(0.5, count)));
  const all = [...words.keys()];
  const cutter = openCutter(all, costs, logTotal + 2);

  const count = (word: string): number => counts[words.get(word) ?? -1] ?? 0;
  const has = (word: string): boolean => words.has(word);

  const cache = new Map<string, readonly string[]>();
  const parse = (word: string): readonly string[] => {
    const start = starts[words.get(word) ?? -1] ?? 0;
    const written: string[] = [];
    if (start > 0) {
      const end = text.indexOf("\n", start);
      const glosses = text.slice(start, end < 0 ? text.length : end);
      if (glosses !== "") written.push(...glosses.split("|"));
    }
    return [...new Set([...(ours.get(word) ?? []), ...written])];
  };
  const glosses = (word: string): readonly string[] => {
    let found = cache.get(word);
    if (found === undefined) {
      if (cache.size >= CACHE_WORDS) cache.clear();
      found = parse(word);
      cache.set(word, found);
    }
    return found;
  };

  const cut = (run: string): string[] => {
    const count = cutter.cut(unitsOf(run), 0, run.length);
    const cuts: string[] = [];
    // A known word is given as the dictionary's own string, whose hash is known: callers count by it.
    for (let i = 0, at = 0; i < count; at += cuts[i++]!.length) cuts.push(all[cutter.words[i]!] ?? run[at]!);
    return cuts;
  };

  function* entries(): Generator<[string, readonly string[]]> {
    for (const word of all) yield [word, parse(word)];
  }
  return { glosses, has, count, cut, cutter, words: all, entries, concepts };
}
