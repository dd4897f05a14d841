// figures/as-written.ts: the name of a metric that the vocabulary does not know, in the document's own words.
//
//   "Average rack density has risen from 8 kW"      → average rack density     (the noun before the verb)
//   "Vacancy in primary markets fell to 1.6%"       → vacancy                  (the head, not what it is in)
//   单车净利为0.88万元                                → 单车净利                  (the noun before 为, a colon, a bracket)
//   "That was 12% better", 它已经达到45%               → null                     (a pronoun or a verb names nothing)
//
// Better no name than a wrong one: what is left of the words must be a noun by the lists of small words below.

import type { MetricGuess } from "./metric.ts";

export interface WrittenAsked {
  text: string;
  clauseStart: number;
  /** Where the figure's own words begin: behind the name, the label or the figure nearest before it. */
  wordsFrom: number;
  figureStart: number;
}

const REACH = 90;
const LONGEST_NAME = 14;
const HAN = /[\u4e00-\u9fff]/;

/** The words before the figure that name what it measures, with a confidence of at most .55; null when none do. */
export function asWritten(asked: WrittenAsked): MetricGuess | null {
  const start = Math.max(asked.clauseStart, asked.wordsFrom);
  if (start >= asked.figureStart) return null;
  const raw = asked.text.slice(Math.max(start, asked.figureStart - REACH), asked.figureStart);
  if (/(?:剔除|排除|扣除|影响后)/.test(raw)) return null;
  return HAN.test(raw) ? chineseName(raw.slice(-40)) : englishName(raw.replace(/^['’]s\s/, " "));
}

const guess = (name: string, confidence: number, rule = "as-written"): MetricGuess => ({
  name,
  id: null,
  nature: null,
  ground: { rule, confidence },
});

const TRAILING =
  /(?:约|将|已|则|仅|也|均|还|可|能|会|或|有|共|合计|达|至|到|为|是|的|了|在|从|由|超过?|突破|接近|高达|近|增至|升至|降至|增加|减少|增长|下降|提升|提高|预计|预期|可能|有望|实现|分别|同比|环比|目标|计划|再|新|拥有|投入|采用|支持|使用|获得|完成|其中|已经|才|只|缩小|扩大|处于|位于|：|:|\s)+$/;
const LEADING =
  /^(?:其中|实现|完成|而|且|并|但|和|与|及|以及|同时|另外|此外|目前|当前|公司|该|其|的|在|对|了|这使得|使得|使|它们?|他们?|她|我们|你们|人们|此|这一?|那时?|过去|未来|此后|今后|之后|之前|最近|近|，|,|、|\s|-|•|\*|：|:|）|\))+/;
/** Words that stand for no quantity. */
const NO_NAME =
  /^(?:上下浮动|浮动|左右|以上|以下|超过|不足|大约|大概|至少|至多|最多|最少|每年|每月|每天|每日|全年|今年|去年|明年|当年|当日|当天|当时|时间|情况|方面|数据|结果|期间|以来|已经|仍然|仍|继续|本公司|公司|累计|合计|总计|共计|总共|一共|平均|首次|再次|表示|认为|指出|称|显示|报告|公告|披露|预测|相当于|等于|差距|水平)$/;

/** The noun before 为/达/a bracket/a colon, kept as written. */
function chineseName(raw: string): MetricGuess | null {
  const isMarked = /(?:为|达到?|：|:|[（(])\s?$/.test(raw);
  const words = raw
    .replace(/[（(【「"“]\s*$/, "")
    .replace(TRAILING, "")
    .replace(LEADING, "");
  const last = words.split(/[，,。；;、（(）)《》“”"\d%\s]/).at(-1) ?? "";
  const name = last.replace(LEADING, "").replace(TRAILING, "");
  if (name.length < 2 || name.length > LONGEST_NAME || !HAN.test(name) || NO_NAME.test(name)) return null;
  return guess(name, isMarked ? 0.55 : 0.4);
}

const list = (words: string): ReadonlySet<string> => new Set(words.split(" "));
/** Verbs that say a level or a change, and helping words: skipped between the noun and the figure. */
const VERBS = list(
  "was were is are be been being am has have had having will would could should may might can must do does did " +
    "stands stood stand reaches reached reach reaching totaled totalled totals total amounted amounts amounting comes came come " +
    "rose rise rises risen rising fell fall falls fallen falling grew grow grows grown growing increased increases increase increasing " +
    "decreased decreases decrease decreasing declined declines decline declining dropped drops drop slid slides slipped climbed climbs " +
    "jumped jumps surged surges soared soars gained gains lost loses improved improves expanded expands widened narrowed eased " +
    "remained remains remain hit hits topped tops exceeded exceeds surpassed surpasses averaged averages ran runs runs running went goes " +
    "expected expects expect estimated estimates estimate projected projects forecast forecasts forecasted anticipated anticipates seen sees " +
    "offers offer offered provides provide provided delivers deliver delivered features feature includes include included including " +
    "costs requires require required needs need needed uses use used makes make made gets gives gave takes took brings bring brought " +
    "accounts account accounted represents represent represented comprises comprised constitutes said says say told reported reports " +
    "announced posted generated recorded became become becomes bringing making set sets raised raises raise lowered lowers cut cuts " +
    "spent spend spends invested invest paid pay pays received sold sell bought buy signed sign planned plans plan priced trades trade traded " +
    "returned returns supports support supported rated clocked peaked peaks starts started begins began ended ends closed closes approaching " +
    "nearing exceeding representing reaching followed compares compared versus",
);
const SKIPPED = list(
  "to at of from by the a an about approximately around nearly roughly almost over under above below more less than least most up down " +
    "just only now still also already currently recently again record new total another up further low high peak only between and in as with on for",
);
const STOPS = list(
  "that this these those which who whom what it its they them their he she his her we us our you your i there here and or but nor so if when while where " +
    "because since although though as than then with without into onto per via not no yes such each every some any all both either " +
    "year quarter month week day years quarters months weeks days period first second third fourth last next",
);
const PREPOSITIONS = list("in of for at on to from by with across within under over among between");

const DETERMINERS = list("the a an its their our his her your");

interface Word {
  text: string;
  /** A comma, a bracket or the like stands behind it. */
  isCut: boolean;
}

/** The noun phrase in front of the verb, walking back from the figure. */
function englishName(raw: string): MetricGuess | null {
  const words: Word[] = [...raw.matchAll(/([A-Za-z][A-Za-z&/'’-]*|\S)/g)].map((match) => ({
    text: match[0],
    isCut: !/^[A-Za-z]/.test(match[0]),
  }));
  let at = words.length - 1;
  let hasVerb = false;
  const isMarked = /(?:\b(?:was|were|is|are|of|totaled|reached)|[:(])\s?$/i.test(raw);
  while (at >= 0 && !isNoun(words[at]!)) {
    if (words[at]!.isCut && !/^[$(:"“]$/.test(words[at]!.text)) return null;
    const word = words[at]!.text.toLowerCase();
    hasVerb ||= VERBS.has(word);
    if (STOPS.has(word) && !SKIPPED.has(word)) return null;
    at--;
  }
  for (let round = 0; round < 3 && at >= 0; round++) {
    const phrase = phraseBefore(words, at);
    const { name } = phrase;
    if (name === "") return null;
    // "across its apps": the small word belongs to the noun behind it.
    const next = DETERMINERS.has(words[phrase.next]?.text.toLowerCase() ?? "")
      ? phrase.next - 1
      : phrase.next;
    const before = words[next]?.text.toLowerCase() ?? "";
    if (!PREPOSITIONS.has(before)) return named(name, isMarked, hasVerb);
    // "costs of servers" names by both nouns; "vacancy in primary markets" by the first.
    const head = headBefore(words, next);
    if (head === null) return null;
    if (before === "of") return named(`${head.name} of ${name}`, isMarked, hasVerb);
    at = head.last;
  }
  return null;
}

const isNoun = ({ text, isCut }: Word): boolean => {
  const word = text.toLowerCase();
  return !isCut && !VERBS.has(word) && !SKIPPED.has(word) && !STOPS.has(word) && !/(?:ly)$/.test(word);
};

/** Nouns and what qualifies them, back to a small word, a verb, a possessive or a mark; four words at most. */
function phraseBefore(words: readonly Word[], last: number): { name: string; next: number } {
  let at = last;
  while (at >= 0 && last - at < 4 && isNoun(words[at]!) && !/['’]s?$/.test(words[at]!.text)) at--;
  const name = words
    .slice(at + 1, last + 1)
    .map((word) => word.text)
    .join(" ")
    .toLowerCase();
  return { name, next: at };
}

function headBefore(words: readonly Word[], preposition: number): { name: string; last: number } | null {
  const last = preposition - 1;
  if (last < 0 || !isNoun(words[last]!)) return null;
  const { name } = phraseBefore(words, last);
  return name === "" ? null : { name, last };
}

function named(name: string, isMarked: boolean, hasVerb: boolean): MetricGuess | null {
  // A participle ends no name: "repaid", "compared".
  if (/(?:[a-z]{3}ed|paid|sold|held|made)$/.test(name)) return null;
  if (name.length < 3 || name.length > 48 || /^(?:[a-z]{1,2}|also|company|group|firm|management)$/.test(name))
    return null;
  return guess(name, isMarked || hasVerb ? 0.45 : 0.3);
}
