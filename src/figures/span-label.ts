// figures/span-label.ts: a day that closes a stretch: "three months ended March 31, 2024", "December quarter", 截至2025年6月30日止季度.
//
// A flow reported so is of the whole stretch, not of its last day.

import type { PeriodLabel } from "./label-parts.ts";

const MONTHS: Readonly<Record<string, number>> = {
  three: 3,
  six: 6,
  nine: 9,
  twelve: 12,
  三: 3,
  六: 6,
  九: 9,
  十二: 12,
};
const BEFORE =
  /(?:(three|six|nine|twelve|3|6|9|12)[- ]months?|(quarter(?:ly period)?s?)|((?:fiscal )?years?))(?:,)? (?:period )?end(?:ed|ing)(?: on)? $/i;
const AFTER = /^\s?(?:止)?的?\s?(?:(三|六|九|十二|3|6|9|12)个?月|(第?[一二三四]?财?季度?)|(年度|财年|財年))/;

/** Fills in `spanMonths` of the labels that close a stretch. */
export function markSpans(text: string, labels: readonly PeriodLabel[]): void {
  for (const label of labels) {
    if (isSamePeriod(text, label)) {
      label.relative = "same-period";
      continue;
    }
    if (label.month === null || label.monthTo !== null) continue;
    if (
      label.day === null &&
      label.year === null &&
      /^ quarter\b/i.test(text.slice(label.end, label.end + 9))
    ) {
      label.spanMonths = 3;
      continue;
    }
    const isClosed =
      text[label.start - 1] === " " && /[dgn] $/i.test(text.slice(label.start - 2, label.start));
    const before = isClosed ? BEFORE.exec(text.slice(Math.max(0, label.start - 40), label.start)) : null;
    if (before !== null) {
      label.spanMonths = monthsOf(before[1], before[2], before[3]);
      continue;
    }
    if (label.day === null || !/截至\s?$/.test(text.slice(Math.max(0, label.start - 3), label.start)))
      continue;
    const after = AFTER.exec(text.slice(label.end, label.end + 8));
    if (after !== null && (after[0].includes("止") || after[1] !== undefined))
      label.spanMonths = monthsOf(after[1], after[2], after[3]);
  }
}

function monthsOf(months: string | undefined, quarter: string | undefined, year: string | undefined): number {
  if (months !== undefined) return MONTHS[months.toLowerCase()] ?? Number(months);
  return quarter !== undefined || year === undefined ? 3 : 12;
}

/** "the same period in 2023", 2023年同期: the stretch that is spoken of, a year before. */
const isSamePeriod = (text: string, label: PeriodLabel): boolean =>
  label.year !== null &&
  label.yearTo === null &&
  label.month === null &&
  label.quarter === null &&
  label.half === null &&
  (/^的?同期/.test(text.slice(label.end, label.end + 3)) ||
    (text[label.start - 1] === " " &&
      /\b(?:same|corresponding|comparable) (?:period|quarter) (?:in|of) (?:fiscal )?$/i.test(
        text.slice(Math.max(0, label.start - 36), label.start),
      )));
