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

/** Longest word of the dictionary in characters; the cost of cutting grows with it. */
const LONGEST_WORD = 8;
/** A word of our own glossary counts as written this often, so that it is not cut into its parts. */
const CONCEPT_COUNT = 3000;
/** Words whose parsed glosses are kept; a shelf of news uses some 20,000 different ones. */
const CACHE_WORDS = 30_000;

export interface Lexicon {
  /** Translations of a folded Chinese word, likeliest first; [] when it has none. */
  glosses(word: string): readonly string[];
  /** Whether the word is in the dictionary or the glossary. */
  has(word: string): boolean;
  /** How often the word is written in jieba's corpus; 0 when unknown. */
  count(word: string): number;
  /**
   * Cuts a run of Han characters (folded) into words by the likeliest path. The pieces join to the run
   * again; a character that begins no word is a piece by itself. Linear in the run's length.
   */
  cut(run: string): string[];
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
  /** One bit for each length of the words that begin with a character: most lengths need no look-up. */
  const lengths = new Uint16Array(65536);
  for (const word of words.keys()) lengths[word.charCodeAt(0)]! |= 1 << Math.min(15, word.length);

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
    const best = new Float64Array(run.length + 1);
    const step = new Uint8Array(run.length + 1);
    for (let at = run.length - 1; at >= 0; at--) {
      let least = logTotal + 2 + best[at + 1]!;
      step[at] = 1;
      const longest = Math.min(LONGEST_WORD, run.length - at);
      const begun = lengths[run.charCodeAt(at)]!;
      for (let size = 1; size <= longest; size++) {
        if ((begun & (1 << size)) === 0) continue;
        const word = words.get(run.slice(at, at + size));
        if (word === undefined) continue;
        const sum = costs[word]! + best[at + size]!;
        if (sum < least) {
          least = sum;
          step[at] = size;
        }
      }
      best[at] = least;
    }
    const cuts: string[] = [];
    for (let at = 0; at < run.length; at += step[at]!) cuts.push(run.slice(at, at + step[at]!));
    return cuts;
  };

  return { glosses, has, count, cut, concepts };
}
