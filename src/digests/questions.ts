// digests/questions.ts: questions and answers of a call or an interview: each question with the start of its answer.
//
// Two quotes make one item: the question, and the answer from its first words on. A form without question marks
// (minutes that report an answer) is left to the themed composer.

import type { DigestSection } from "../records/digest.ts";
import type { Span } from "../values/span.ts";
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
  const reply = replyOf(draft, answer);
  if (ask === null || reply === null) return null;
  const glue = /\p{Script=Han}/u.test(ask) ? "答：" : "A: ";
  return {
    text: `${ask} ${glue}${reply.text}`,
    citations: [citationOf(draft, question), citationOf(draft, reply.span)],
    origin: "quote",
  };
}

/** An answer from its first words on, as many whole sentences of one paragraph as fit: "No." alone misleads. */
function replyOf(draft: Draft, answer: readonly Point[]): { text: string; span: Span } | null {
  const { text } = draft.reading;
  const first = answer[0]!;
  let end = first.end;
  for (const point of answer)
    if (point.block === first.block && point.end - first.start <= draft.sizes.itemLength) end = point.end;
  const words = oneLine(text.slice(first.start, end)).replace(ANSWERS, "");
  const reply = cutSentence(words, draft.sizes.itemLength);
  return reply === null || reply === "" ? null : { text: reply, span: { start: first.start, end } };
}
