// bench/search-corpus.ts: as many passages as wanted from the texts of the packs, always the same ones, and questions to them.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { LAST, tokenise } from "../src/search/tokens.ts";
import { lookedUp } from "../src/search/weigh.ts";

export interface GeneratedPassage {
  /** From 1. */
  row: number;
  text: string;
}

/** A question as typed into ours, and as FTS5 reads it. */
export interface Question {
  text: string;
  fts: string;
}

export type QuestionKind = "question" | "common" | "or3" | "and3" | "filtered" | "rare" | "phrase";

export interface Generator {
  passages(count: number): Iterable<GeneratedPassage>;
  /** `each` questions of every kind, drawn from passages and from the packs' questions. */
  questions(count: number, each: number): Record<QuestionKind, Question[]>;
}

/** Characters of a passage: what splitting makes of a page. */
const ROUGHLY = 420;

/** The words of a text as FTS5 gets them: in order, without aliases and without last characters that a pair has already. */
export const cutWords = (text: string): string => plainTerms(text).join(" ");

const plainTerms = (text: string): string[] =>
  lookedUp(tokenise(text))
    .filter(({ isAlias }) => !isAlias)
    .map(({ term }) => term);

/** Opens the packs named retrieval-* under `folder`. */
export function openGenerator(folder: string): Generator {
  const packs = readdirSync(folder).filter((name) => name.startsWith("retrieval-"));
  if (packs.length === 0)
    throw new Error(`There are no retrieval packs under ${folder}; give the folder with --data.`);
  const pools = packs.map((name) => sentencesOf(join(folder, name))).filter((pool) => pool.length > 0);
  const asked = packs.flatMap((name) => questionsOf(join(folder, name)));
  const passageOf = (row: number): GeneratedPassage => {
    const next = chance(row * 2654435761);
    const pool = pools[Math.floor(next() * pools.length)]!;
    let text = "";
    while (text.length < ROUGHLY * (0.5 + next() * 0.5))
      text += `${pool[Math.floor(next() * pool.length)]!} `;
    return { row, text };
  };
  return {
    *passages(count) {
      for (let row = 1; row <= count; row++) yield passageOf(row);
    },
    questions: (count, each) => drawQuestions(passageOf, asked, count, each),
  };
}

function drawQuestions(
  passageOf: (row: number) => GeneratedPassage,
  asked: readonly string[],
  count: number,
  each: number,
): Record<QuestionKind, Question[]> {
  const next = chance(99);
  const sample = Array.from({ length: 3000 }, () => passageOf(1 + Math.floor(next() * count)).text);
  const frequency = new Map<string, number>();
  for (const text of sample)
    for (const term of new Set(plainTerms(text))) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  // A stem is not its own stem always: only words that can be typed as they are.
  const typed = [...frequency].filter(([term]) => {
    const cut = tokenise(term);
    return cut.terms[0] === term && cut.kinds[0] !== LAST && cut.places <= 2;
  });
  const between = (low: number, high: number) =>
    typed.filter(([, n]) => n >= sample.length * low && n <= sample.length * high).map(([term]) => term);
  const common = between(0.1, 1);
  const middling = between(0.005, 0.1);
  const rare = typed.filter(([, n]) => n === 1).map(([term]) => term);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  const times = (make: () => Question): Question[] => Array.from({ length: each }, make);
  const whole = () => plainOr(pick(asked).replace(/["“”()（）:：*-]/g, " "));
  const three = () => [pick(middling), pick(middling), pick(middling)];
  return {
    question: times(whole),
    common: times(() => plainOr(pick(common))),
    or3: times(() => plainOr(three().join(" "))),
    // Words of one passage, so that something is found.
    and3: times(() => {
      const terms = wordsOf(pick(sample), middling);
      return { text: terms.join(" AND "), fts: terms.map(quoted).join(" AND ") };
    }),
    filtered: times(whole),
    rare: times(() => plainOr(pick(rare))),
    phrase: times(() => {
      const words = pick(sample);
      const from = Math.floor(next() * Math.max(1, words.length - 20));
      const text =
        words
          .slice(from, from + 12)
          .replace(/^[a-z]*|[a-z]*$/gi, "")
          .replace(/["“”]/g, " ")
          .trim() || "资本";
      return { text: `"${text}"`, fts: quoted(plainTerms(text).join(" ")) };
    }),
  };
}

function wordsOf(text: string, known: readonly string[]): string[] {
  const set = new Set(known);
  const found = [...new Set(plainTerms(text))].filter((term) => set.has(term)).slice(0, 3);
  return found.length > 0 ? found : [known[0]!];
}

const quoted = (words: string): string => `"${words.replaceAll('"', "")}"`;
const plainOr = (text: string): Question => ({
  text,
  fts: [...new Set(plainTerms(text))].map(quoted).join(" OR "),
});

function sentencesOf(folder: string): string[] {
  const sentences: string[] = [];
  for (const record of linesOf(folder, "passages")) {
    const { text } = record as { text?: string };
    if (typeof text === "string")
      for (const sentence of text.split(/(?<=[。！？\n]|[.!?]\s)/)) {
        const clean = sentence.trim();
        if (clean.length > 8 && clean.length < 400) sentences.push(clean);
      }
  }
  return sentences;
}

const questionsOf = (folder: string): string[] =>
  linesOf(folder, "queries").flatMap((record) => {
    const { text, query } = record as { text?: string; query?: string };
    return text ?? query ?? [];
  });

function linesOf(folder: string, name: string): unknown[] {
  const packed = join(folder, `${name}.jsonl.gz`);
  const plain = join(folder, `${name}.jsonl`);
  const text = existsSync(packed)
    ? gunzipSync(readFileSync(packed)).toString()
    : existsSync(plain)
      ? readFileSync(plain, "utf8")
      : "";
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
}

/** Numbers from 0 to 1 that a seed decides. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
