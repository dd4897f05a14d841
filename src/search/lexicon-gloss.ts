// search/lexicon-gloss.ts: a Chinese word as weighted English stems, so that English questions reach a passage that has it.
//
// Each word of a passage (gloss-passage.ts) stands for the stems of its translations: the first translation counts most, a
// stem of a long translation less than a word that translates alone. A word of one character is ambiguous
// (three meanings and more), so it counts a third. Two stems that stand together in a translation are also
// kept as a pair. Glossing the passage beats translating the question because the passage's words are known
// in full, while a question's English word has dozens of Chinese renderings.
//
// The caller gives the stemmer and the list of words that carry nothing, so that the question's terms
// (tokens.ts) and these are cut alike.

import type { Lexicon } from "./lexicon.ts";

/** A stem, or two joined by a space, and how much it counts. */
export interface GlossTerm {
  term: string;
  weight: number;
}

export interface GlossOptions {
  stem: (word: string) => string;
  isEmptyWord: (word: string) => boolean;
}

/** Weight of words of one character against longer ones; .6 and 1 find less. */
export const ONE_CHARACTER = 0.3;
/** Weight of a pair of stems against a stem. */
const PAIR = 0.7;
const CACHE_WORDS = 30_000;

/** Chinese words that only bind others: glossed they would put "of", "is" and "one" into every passage. */
export const ZH_EMPTY = new Set(
  (
    "的 了 着 过 地 得 和 与 及 或 而 且 在 于 从 到 由 被 把 将 对 向 为 以 是 有 也 都 就 又 还 很 更 最 不 没 " +
    "这 那 其 之 此 该 各 每 某 所 等 们 我 你 他 她 它 个 位 种 次 里 上 下 中 内 外 前 后 时 年 月 日 " +
    "什么 多少 哪 哪个 哪些 哪里 谁 几 怎么 怎样 如何 为何 为什么 吗 呢 吧 啊 " +
    "一个 一种 这个 那个 这些 那些 他们 她们 它们 我们 你们 自己 以及 并 并且 但 但是 因为 所以 如果 虽然 由于 " +
    "可以 可能 能 会 要 应 可 已 已经 曾 正在 其中 之间 之后 之前 以后 以前 通过 根据 关于 对于 称为 叫做 一 二 两"
  ).split(" "),
);

export interface Glosser {
  /** Whether a word only binds others. */
  isEmpty(word: string): boolean;
  /** Terms of one folded Chinese word, [] when it has no translation or carries nothing. */
  ofWord(word: string): readonly GlossTerm[];
  /** Where words of a folded text stand for one of `wanted`, ascending; one entry for each word and term. */
  sightings(folded: string, wanted: ReadonlySet<string>): { start: number; end: number; term: string }[];
}

const HAN_RUN = /\p{Script=Han}+/gu;

/** A glosser with its own bounded cache of words. */
export function openGlosser(lexicon: Lexicon, options: GlossOptions): Glosser {
  const cache = new Map<string, readonly GlossTerm[]>();
  const ofWord = (word: string): readonly GlossTerm[] => {
    let terms = cache.get(word);
    if (terms === undefined) {
      if (cache.size >= CACHE_WORDS) cache.clear();
      terms = termsOfWord(lexicon, word, options);
      cache.set(word, terms);
    }
    return terms;
  };
  const sightings = (folded: string, wanted: ReadonlySet<string>) => {
    const found: { start: number; end: number; term: string }[] = [];
    for (const run of folded.matchAll(HAN_RUN)) {
      let start = run.index;
      for (const word of lexicon.cut(run[0])) {
        const end = start + word.length;
        for (const { term } of ofWord(word)) if (wanted.has(term)) found.push({ start, end, term });
        start = end;
      }
    }
    return found;
  };
  return { isEmpty: (word) => ZH_EMPTY.has(word), ofWord, sightings };
}

/** Terms of one folded Chinese word as a glosser gives them, worked out anew. */
export function termsOfWord(lexicon: Lexicon, word: string, options: GlossOptions): GlossTerm[] {
  return ZH_EMPTY.has(word) ? [] : termsOf(lexicon.glosses(word), word.length, options);
}

/** The stems of a gloss that carry meaning, in order. */
export function stemsOf(gloss: string, { stem, isEmptyWord }: GlossOptions): string[] {
  const stems: string[] = [];
  for (const word of gloss.split(/[^\p{L}\p{N}]+/u))
    if (word !== "" && !isEmptyWord(word)) stems.push(stem(word));
  return stems;
}

function termsOf(glosses: readonly string[], length: number, options: GlossOptions): GlossTerm[] {
  const best = new Map<string, number>();
  const keep = (term: string, weight: number) => best.set(term, Math.max(best.get(term) ?? 0, weight));
  const own = length === 1 ? ONE_CHARACTER : 1;
  for (const [rank, gloss] of glosses.entries()) {
    const stems = stemsOf(gloss, options);
    if (stems.length === 0) continue;
    const share = own / Math.sqrt(1 + rank);
    for (const [at, stem] of stems.entries()) {
      keep(stem, share / Math.sqrt(stems.length));
      if (at > 0) keep(`${stems[at - 1]} ${stem}`, PAIR * share);
    }
  }
  return [...best].map(([term, weight]) => ({ term, weight }));
}
