// digests/card-sentences.ts: whole sentences for a card whose sure rows are few.
//
// A sentence as it was spoken cannot say something else than it says, so it may hold what a row may not: two
// metrics, a segment, an old value beside a new one. Short ones with a figure and a metric of the card first.

import type { Span } from "../values/span.ts";
import { mentionsOf } from "./card-metric.ts";
import { type CallPeriod, periodsOf } from "./card-period.ts";
import type { DigestFigure } from "./conversions.ts";

export interface CardSentence extends Span {
  score: number;
}

const GUIDES =
  /\b(?:expect\w*|guidance|outlook|anticipat\w+|forecast\w*|reaffirm\w*|rais(?:ed|ing)|lower(?:ed|ing))\b/i;
const LEANING =
  /^(?:this|that|these|those|it|they|which|and|but|so|also|as (?:i|a reminder)|additionally|in addition|however)\b/i;
const NOTICE =
  /forward-looking|safe harbor|risks|reconcil|non-GAAP (?:financial )?measures|webcast|slide|press release/i;
const LONGEST = 260;

/** Candidates, best first, at most 40; sentences that `taken` overlaps are left out. */
export function sentencesFor(
  input: {
    text: string;
    sentences: readonly Span[];
    quantities: readonly DigestFigure[];
    period: CallPeriod;
  },
  taken: readonly Span[],
): CardSentence[] {
  const starts = new Set(taken.map(({ start }) => start));
  const found: CardSentence[] = [];
  let at = 0;
  for (const span of input.sentences) {
    while (at < input.quantities.length && input.quantities[at]!.start < span.start) at++;
    let figures = 0;
    for (let i = at; i < input.quantities.length && input.quantities[i]!.end <= span.end; i++)
      if (/money|price|percent/.test(input.quantities[i]!.kind)) figures++;
    const length = span.end - span.start;
    if (figures === 0 || length > LONGEST || starts.has(span.start)) continue;
    const sentence = input.text.slice(span.start, span.end);
    if (LEANING.test(sentence) || NOTICE.test(sentence)) continue;
    const metrics = new Set(mentionsOf(sentence).map(({ metric }) => metric));
    let best = 0;
    for (const metric of metrics) if (metric !== null) best = Math.max(best, metric.weight);
    if (best === 0) continue;
    const own = periodsOf(sentence, input.period).filter(({ isOld }) => !isOld);
    const isOwn = own.some(({ label }) => label === `q${input.period.quarter}` || label.startsWith("fy"));
    found.push({
      ...span,
      score:
        best +
        0.5 * Math.min(4, figures) +
        (GUIDES.test(sentence) ? 0.9 : 0) +
        (isOwn ? 0.7 : 0) -
        length / 150,
    });
  }
  return found.sort((a, b) => b.score - a.score || a.start - b.start).slice(0, 40);
}
