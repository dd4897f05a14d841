// digests/headline.ts: one line for a Chinese news item without a title, from its own words.
//
// A run of one to four clauses of one sentence near the start: what the text keeps repeating, about 30
// characters long. Datelines, agencies and brackets with tickers go; "X 表示，Y" becomes "X：Y" as headlines
// write it. Numbers stay as written: a headline's rounding is a writer's liberty, not ours.

import type { Span } from "../values/span.ts";
import { sentencesOf } from "./sentences.ts";

/** Characters a headline aims at before datelines go; published ones are some 25, but a shorter cut loses its predicate. */
const AIM = 36;
const MOST_TEXT = 4_000;
const MOST_SENTENCES = 6;

const DATELINE =
  /^(?:【[^】]{1,40}】|[\p{Script=Han}]{2,8}(?:社|网|讯|日报|财经)?\s*\d{1,2}月\d{1,2}日[电讯]?[，,：:]?|据[^，。]{2,16}(?:报道|消息|讯|披露|显示)[，,：:]?|(?:财联社|新华社|中新社|智通财经|格隆汇|证券时报|上证报|36氪|界面新闻)[^，。]{0,14}[讯电]?[，,丨|：:\s])/u;
/** "① ", "从…获悉，", "记者了解到，": how it is known, not what. */
const LEAD_IN =
  /^(?:[①-⑳]\s*|\d[.、)]\s*)|^(?:从[^，。]{2,20}获悉|(?:记者|.{0,8}记者)[^，。]{0,14}(?:获悉|了解到)|[^，。]{0,8}(?:获悉|了解到))[，,]/u;
const WHEN =
  /(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日|今日|昨日|近日|日前|(?:本)?周[一二三四五六日])(?:晚间?|早间?|上午|下午|盘后|盘前|凌晨|傍晚|午间)?[，,]?/gu;
const BRACKETS = /[（(][^（）()]{0,30}[）)]/g;
const SAYS = /^([^，：]{2,18}?)(?:在[^，]{2,14}中)?(?:表示|认为|称|指出|预计|宣布|公告称|公告|透露)[，：:]/u;
const EMPTY =
  /^(?:其中|此外|同时|另外|不过|但|因此|与此同时|数据显示|公告显示|报告显示|截至[^，]{0,14}|具体来看|值得注意的是|消息面上)$/u;

/** A clause that opens like this belongs to the one before it. */
const LEANING = /^(?:但|而|且|并|也|还|这|其|该|以|为|从而|因为|因此|如果|以及)/u;

/** The headline, at most some 60 characters, with the span of the sentence it is made of; null for a text without one. */
export function headlineOf(text: string): { text: string; sentence: Span } | null {
  const head = text.slice(0, MOST_TEXT);
  const counts = new Map<string, number>();
  for (let i = 0; i + 1 < head.length; i++) {
    const pair = head.slice(i, i + 2);
    if (/^[\p{L}\p{N}]{2}$/u.test(pair)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  let best: { text: string; sentence: Span } | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  const sentences = sentencesOf(head, 0, head.length).slice(0, MOST_SENTENCES);
  let before = 0;
  for (const { start, end } of sentences) {
    const clauses = clausesOf(head.slice(start, end));
    for (let from = 0; from < Math.min(clauses.length, 8); from++)
      for (let to = from + 1; to <= Math.min(clauses.length, from + 4); to++) {
        const words = clauses.slice(from, to).join("，");
        if (words.length < 8 || words.length > 64) continue;
        const score = scoreOf(words, counts, before + from);
        if (score > bestScore) {
          bestScore = score;
          best = { text: words, sentence: { start, end } };
        }
      }
    before += Math.max(1, clauses.length);
  }
  const first = sentences[0];
  if (best !== null || first === undefined) return best;
  return { text: clausesOf(head.slice(first.start, first.end)).join("，").slice(0, 64), sentence: first };
}

function clausesOf(sentence: string): string[] {
  let words = sentence.replace(/\s+/g, " ").trim();
  for (let i = 0; i < 3 && DATELINE.test(words); i++) words = words.replace(DATELINE, "");
  words = words
    .replace(LEAD_IN, "")
    .replace(BRACKETS, "")
    .replace(WHEN, "")
    .replace(/[。！？]+$/u, "");
  words = words.replace(SAYS, "$1：");
  return words
    .split(/[，；,;]/)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "" && !EMPTY.test(clause));
}

function scoreOf(words: string, counts: ReadonlyMap<string, number>, position: number): number {
  let repeated = 0;
  let pairs = 0;
  for (let i = 0; i + 1 < words.length; i++) {
    const times = counts.get(words.slice(i, i + 2));
    if (times === undefined) continue;
    pairs++;
    repeated += Math.min(3, times - 1);
  }
  return (
    0.5 * (repeated / Math.max(6, pairs)) -
    0.15 * position -
    0.02 * Math.abs(words.length - AIM) +
    (/\d/.test(words) ? 0.02 : 0) -
    (LEANING.test(words) ? 0.15 : 0)
  );
}
