// digests/results-card.ts: an earnings call or a results release as a few rows: period, metric, value.
//
// Rows come from card-rows.ts, sure ones only; they are written in one form ("q2 adjusted earnings per share
// $1.87", "sees fy 2021 revenue $1.82 billion to $1.83 billion"), numbers as written, each with the sentence it
// was read from. What that form costs and buys is in docs/decisions/0008-digests.md. English only.

import { compareDecimals, type Decimal, exact } from "../values/decimal.ts";
import type { Span } from "../values/span.ts";
import { type CallPeriod, periodOfCall } from "./card-period.ts";
import { type CardRow, rowsOf } from "./card-rows.ts";
import { sentencesFor } from "./card-sentences.ts";
import type { DigestFigure } from "./conversions.ts";

export interface CardBullet {
  text: string;
  /** Sentences it rests on: the value's first, then the period's when that is another. */
  quotes: Span[];
  /** "row": in the card's form; "sentence": as it was spoken. */
  form: "row" | "sentence";
  isGuidance: boolean;
  score: number;
}

export interface CardInput {
  text: string;
  title: string;
  sentences: readonly Span[];
  quantities: readonly DigestFigure[];
  /** When the caller knows it; else read from title and text. */
  period?: CallPeriod;
  /** At most this many bullets, and this many at least where the text has them: whole sentences fill up. */
  most: number;
  atLeast: number;
}

/**
 * A row below this says what nobody asked (a tax rate, a cost); a spoken sentence serves better. Lower adds rows of
 * little worth, higher drops second guidance rows: .8, 1.2, 1.6 and 2.1 found .49, .50, .51 and .52 of the figures
 * of wire bullets, and 2.1 lost ROUGE.
 */
const LEAST_SCORE = 1.6;

/** Bullets, best first; empty when no row is sure. */
export function writeResultsCard(input: CardInput): CardBullet[] {
  const period = input.period ?? periodOfCall(input.title, input.text);
  const quantities = [...input.quantities].sort((a, b) => a.start - b.start);
  const rows = rowsOf({ text: input.text, sentences: input.sentences, quantities, period });
  const chosen: { row: CardRow; score: number }[] = [];
  const pool = distinct(rows);
  while (chosen.length < input.most && pool.length > 0) {
    const ranked = pool
      .map((row) => ({ row, score: row.score - penaltyOf(row, chosen) }))
      .sort((a, b) => b.score - a.score || a.row.sentence.start - b.row.sentence.start);
    const best = ranked[0]!;
    if (best.score < LEAST_SCORE) break;
    chosen.push(best);
    pool.splice(pool.indexOf(best.row), 1);
  }
  const bullets: CardBullet[] = chosen.map(({ row, score }) => ({
    form: "row",
    text: wordsOf(row),
    quotes: row.periodSentence === null ? [row.sentence] : [row.sentence, row.periodSentence],
    isGuidance: row.isGuidance,
    score,
  }));
  const least = Math.min(input.most, input.atLeast);
  if (bullets.length < least)
    bullets.push(...spoken({ ...input, quantities, period }, bullets, least - bullets.length));
  return bullets;
}

/** Whole sentences to fill a card up, none saying a figure that a row has said. */
function spoken(
  input: CardInput & { period: CallPeriod },
  bullets: readonly CardBullet[],
  count: number,
): CardBullet[] {
  const candidates = sentencesFor(
    input,
    bullets.flatMap(({ quotes }) => quotes),
  );
  return candidates.slice(0, count).map((span) => ({
    form: "sentence",
    text: input.text.slice(span.start, span.end),
    quotes: [{ start: span.start, end: span.end }],
    isGuidance: false,
    score: span.score,
  }));
}

/** One row for a metric and a value, the best-scored; said again, it gains. At most 200, the best. */
function distinct(rows: readonly CardRow[]): CardRow[] {
  const kept = new Map<string, CardRow>();
  const largest = new Map<string, Decimal>();
  for (const row of rows) {
    const known = largest.get(wholeOf(row));
    if (row.total !== null && (known === undefined || compareDecimals(row.total, known) > 0))
      largest.set(wholeOf(row), row.total);
  }
  for (const row of rows) {
    // Of two sums of one metric and period the smaller is a part's, unless it is the same one said rounder.
    if (
      row.total !== null &&
      exact(row.total)
        .times("1.06")
        .lt(exact(largest.get(wholeOf(row))!))
    )
      continue;
    const key = `${row.metric.name} ${row.value} ${row.isGuidance}`;
    const known = kept.get(key);
    if (known === undefined) kept.set(key, { ...row });
    else {
      const best = row.score > known.score ? row : known;
      kept.set(key, { ...best, score: Math.max(known.score, row.score) + 0.2 });
    }
  }
  return [...kept.values()].sort((a, b) => b.score - a.score).slice(0, 200);
}

const wholeOf = (row: CardRow): string =>
  `${row.metric.name} ${row.period} ${row.modifier} ${row.isGuidance}`;

function penaltyOf(row: CardRow, chosen: readonly { row: CardRow }[]): number {
  let penalty = 0;
  for (const { row: other } of chosen) {
    const isSameMetric = other.metric === row.metric;
    if (isSameMetric && other.isGuidance === row.isGuidance && other.period === row.period)
      penalty += other.modifier === row.modifier ? 1.5 : 0.9;
    else if (isSameMetric) penalty += 0.4;
    if (other.value === row.value) penalty += 2;
    if (other.sentence.start === row.sentence.start && isSameMetric && row.change.includes("%"))
      penalty += 0.5;
  }
  return penalty;
}

function wordsOf(row: CardRow): string {
  const parts = [
    row.isGuidance ? "sees" : "",
    row.period,
    row.modifier,
    row.metric.name,
    row.isGuidance && row.change !== "" && !row.change.includes("%")
      ? row.change === "rose"
        ? "up"
        : "down"
      : row.change,
    row.value,
  ];
  return parts.filter((part) => part !== "").join(" ");
}
