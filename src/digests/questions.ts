// digests/questions.ts: questions and answers of a call or an interview: each question with its answer's point.
//
// Two quotes make one item: the question, and the best sentence of the answer. A form without question marks
// (minutes that report an answer) is left to the themed composer.

import type { DigestSection } from "../records/digest.ts";
import { citationOf } from "./cite.ts";
import { cutSentence } from "./cut.ts";
import { type DigestItem, type Draft, sectionOf } from "./draft.ts";
import type { Point, Section } from "./outline.ts";
import { oneLine } from "./sentences.ts";

const ASKS = /^(?:问|提问|Q\d*|Question)\s*[:：]/i;
const ANSWERS = /^(?:答|回答|A\d*|Answer)\s*[:：]\s*/i;

/** The section "questions" of one section of the outline; null when it holds no question in that form. */
export function composeQuestions(draft: Draft, section: Section, most: number): DigestSection | null {
  const pairs = pairsOf(draft, section.points);
  if (pairs.length === 0) return null;
  const items = pairs
    .map((pair) => ({ pair, item: itemOfPair(draft, pair) }))
    .filter(({ item }) => item !== null)
    .sort((a, b) => b.pair.score - a.pair.score)
    .slice(0, most)
    .sort((a, b) => a.pair.question.start - b.pair.question.start);
  return sectionOf(
    "questions",
    section.title,
    items.map(({ item }) => item),
  );
}

interface Pair {
  question: Point;
  answer: Point[];
  score: number;
}

function pairsOf(draft: Draft, points: readonly Point[]): Pair[] {
  const { text } = draft.reading;
  const pairs: Pair[] = [];
  for (const point of points) {
    if (ASKS.test(text.slice(point.start, point.end))) pairs.push({ question: point, answer: [], score: 0 });
    else pairs[pairs.length - 1]?.answer.push(point);
  }
  for (const pair of pairs)
    pair.score = pair.answer.reduce((most, point) => Math.max(most, draft.score(point).score), 0);
  return pairs.filter(({ answer }) => answer.length > 0);
}

function itemOfPair(draft: Draft, { question, answer }: Pair): DigestItem | null {
  const { text } = draft.reading;
  const ask = cutSentence(oneLine(text.slice(question.start, question.end)), draft.sizes.itemLength);
  const best = [...answer].sort((a, b) => weightOf(draft, b) - weightOf(draft, a) || a.start - b.start)[0]!;
  const words = oneLine(text.slice(best.start, best.end)).replace(ANSWERS, "");
  const reply = cutSentence(words, draft.sizes.itemLength);
  if (ask === null || reply === null || reply === "") return null;
  const glue = /\p{Script=Han}/u.test(ask) ? "答：" : "A: ";
  return {
    text: `${ask} ${glue}${reply}`,
    citations: [citationOf(draft, question), citationOf(draft, best)],
    origin: "quote",
  };
}

/** The first sentence of an answer is the answer ("No."), unless it is a word and the second says more. */
function weightOf(draft: Draft, point: Point): number {
  const length = point.end - point.start;
  return draft.score(point).score + (point.ordinal === 0 && length > 12 ? 1 : 0);
}
