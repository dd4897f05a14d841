// digests/rating.ts: the rating line of a broker's report: the sentence that gives a rating, or says there is none.

import type { DigestSection } from "../records/digest.ts";
import type { Span } from "../values/span.ts";
import { isBoilerplate } from "./boilerplate.ts";
import { type Draft, itemOf, sectionOf } from "./draft.ts";
import { sentencesOf } from "./sentences.ts";

const ZH =
  /(?:评级|投资建议)[^。\n]{0,40}?(?:买入|增持|优于大市|强于大市|跑赢|推荐|中性|持有|减持|卖出|弱于大市|未给出|维持|上调|下调|首次)|(?:维持|给予|上调至|下调至|首次覆盖)[^。\n]{0,30}评级/;
const EN =
  /\b(?:rating|maintain|reiterate|initiat\w+|upgrad\w+|downgrad\w+|keep)\b[^.\n]{0,60}\b(?:outperform|overweight|buy|accumulate|add|neutral|hold|equal[- ]weight|market perform|in[- ]line|underperform|underweight|reduce|sell|not rated)\b|\b(?:outperform|overweight|buy|neutral|hold|underperform|sell)\b[^.\n]{0,20}\((?:maintained|reiterated|upgraded|downgraded|initiated)/i;
/** Ratings stand at the front; the definitions of all ratings stand at the back and must not be read. */
const WINDOW = 12_000;

/** The section "rating" with one item; null when the front of the report gives none. */
export function composeRating(draft: Draft): DigestSection | null {
  const { text } = draft.reading;
  for (const block of draft.reading.blocks) {
    if (block.start > WINDOW) break;
    if (block.kind === "table" || block.kind === "footer" || block.kind === "header") continue;
    const own = text.slice(block.start, block.end);
    if (isBoilerplate(own) || !(ZH.test(own) || EN.test(own))) continue;
    const found = sentencesOf(text, block.start, block.end).filter(({ start, end }: Span) => {
      const sentence = text.slice(start, end);
      return ZH.test(sentence) || EN.test(sentence);
    });
    // A line of short sentences ("Rating: Outperform (maintained). Price target: $110.") is one statement.
    const span = own.length <= 160 ? { start: block.start, end: block.end } : found[0];
    if (span === undefined) continue;
    const whole = trimmedSpan(text, span);
    const item = itemOf(draft, whole);
    draft.used.push(whole);
    if (item !== null) return sectionOf("rating", null, [item]);
  }
  return null;
}

const trimmedSpan = (text: string, span: Span): Span => {
  const [first] = sentencesOf(text, span.start, span.end);
  const last = sentencesOf(text, span.start, span.end).at(-1);
  return { start: first?.start ?? span.start, end: last?.end ?? span.end };
};
