// checks/meaning.ts: what the figures of the ledger can stand for in a formula, and which of them speak of the same thing.
//
// A figure becomes an interval: half its last digit to each side, wider for "about", open to one side for
// "over". Keys say what a figure is about; two figures may meet in a formula only when their keys allow it.

import type { Figure } from "../records/figure.ts";
import { type ExactNumber, exact } from "../values/decimal.ts";
import { type Interval, written } from "./interval.ts";

// An open end: far beyond any quantity on a page, and finite so that no arithmetic ends in "not a number".
const FAR = exact("1e30");
// "nearly 500,000" is said of 460,000 and hardly of less.
const NEARLY = exact("0.9");

/** What the figure can mean, or null for dates, vague amounts and figures a person rejected. */
export function meaningOf(figure: Figure): Interval | null {
  if (figure.isRejected || figure.isVague || (figure.low === null && figure.high === null)) return null;
  const low = figure.low ?? figure.high!;
  const high = figure.high ?? figure.low!;
  const step = figure.qualifier === "about" ? looseStep(low, figure.step) : figure.step;
  const from = written(low, step);
  const to = written(high, step);
  switch (figure.qualifier) {
    case "over":
    case "at-least":
      return { low: from.low, high: FAR };
    case "under":
    case "at-most":
      return { low: from.low.gt(0) ? exact(0) : FAR.neg(), high: to.high };
    case "nearly":
      return { low: exact(low).times(NEARLY), high: to.high };
    default:
      return { low: from.low, high: to.high };
  }
}

/** "about 1,250" is good to its last digit that is not zero, and to two digits at least. */
function looseStep(value: string, step: string | null): string | null {
  const digits = value.replace("-", "");
  const zeros = /^\d+$/.test(digits) ? (/0*$/.exec(digits)?.[0].length ?? 0) : 0;
  if (zeros === 0 || zeros >= digits.length) return step;
  const loose = exact(10).pow(Math.min(zeros, digits.length - 2));
  return step !== null && exact(step).gt(loose) ? step : loose.toFixed();
}

export const isOpen = (interval: Interval): boolean => interval.high.gte(FAR) || interval.low.lte(FAR.neg());

/** A point or range without a bound or a qualifier: what a failure may rest on. */
export const isFirm = (figure: Figure): boolean =>
  figure.qualifier === null && figure.low !== null && figure.low === figure.high && figure.step !== null;

/** A quantity of something, not a change, a share or a rate of it. */
export const isLevel = (figure: Figure): boolean =>
  figure.relation === null &&
  !["percent", "percentage-point", "ratio", "date", "duration", "rank", "rating"].includes(figure.kind) &&
  meaningOf(figure) !== null;

export const entityKey = (figure: Figure): string => figure.entityId ?? figure.entity.trim().toLowerCase();
export const metricKey = (figure: Figure): string => figure.metricId ?? figure.metric.trim().toLowerCase();
export const periodKey = (figure: Figure): string =>
  figure.period === null ? "" : `${figure.period.start}/${figure.period.end}`;
export const isAdjusted = (figure: Figure): boolean => figure.basis.includes("adjusted");
export const segmentOf = (figure: Figure): string | null =>
  figure.basis.find((mark) => mark.startsWith("segment:"))?.slice(8) ?? null;

/** Marks that set two levels apart; a level is not made another one by a currency remark beside it. */
export const basisKey = (figure: Figure): string =>
  figure.basis
    .filter((mark) => mark !== "constant-currency" || figure.relation !== null)
    .filter((mark) => mark !== "reported")
    .join(",");

export const isForward = (figure: Figure): boolean => figure.nature !== "actual";

/** Whether both were said in one sentence or table row. */
export const inOneQuote = (a: Figure, b: Figure): boolean =>
  a.quoteStart === b.quoteStart && a.quoteEnd === b.quoteEnd;

/** Characters between two figures; 0 when they touch. */
export const distance = (a: Figure, b: Figure): number =>
  Math.max(0, a.start < b.start ? b.start - a.end : a.start - b.end);

/** The nearest of `candidates` to `figure`; those before it win a draw. Null for none. */
export function nearest(figure: Figure, candidates: readonly Figure[]): Figure | null {
  let best: Figure | null = null;
  for (const candidate of candidates)
    if (best === null || distance(candidate, figure) < distance(best, figure)) best = candidate;
  return best;
}

export const absolute = (value: ExactNumber): ExactNumber => value.abs();
