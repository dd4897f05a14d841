// figures/fiscal.ts: periods of companies whose year ends in another month than December.
//
//   Microsoft (June): FY2026Q1 → 2025-07-01..2025-09-30          NVIDIA (January): FY2026Q3 → 2025-08-01..2025-10-31
//
// A fiscal year is named after the calendar year it ends in. Weeks that end near a month's end count as that month's.

import type { Period } from "../records/figure.ts";

const pad = (value: number): string => String(value).padStart(2, "0");

/** Months `from` to `to` (1 to 12) of the fiscal year that ends in month `yearEnd` of `year`; the label is "FY2026Q1". */
export function fiscalPeriod(year: number, yearEnd: number, from: number, to: number, part: string): Period {
  const first = (year - 1) * 12 + yearEnd + from - 1;
  const last = (year - 1) * 12 + yearEnd + to - 1;
  const monthOf = (index: number): [number, number] => [Math.floor(index / 12), (index % 12) + 1];
  const [startYear, startMonth] = monthOf(first);
  const [endYear, endMonth] = monthOf(last);
  const lastDay = new Date(Date.UTC(endYear, endMonth, 0)).getUTCDate();
  return {
    start: `${startYear}-${pad(startMonth)}-01`,
    end: `${endYear}-${pad(endMonth)}-${lastDay}`,
    basis: "fiscal",
    label: `FY${year}${part}`,
  };
}

/** The fiscal year of a quarter named without one: next to the document's own quarter, else the last that had begun. */
export function fiscalYearOfQuarter(
  quarter: number,
  calendar: {
    published: string | null;
    quarter: { year: number; quarter: number; isFiscal: boolean } | null;
    yearEnd: number;
  },
): number | null {
  const own = calendar.quarter;
  if (own?.isFiscal === true) {
    if (quarter < own.quarter - 2) return own.year + 1;
    return quarter > own.quarter + 2 ? own.year - 1 : own.year;
  }
  if (calendar.published === null) return null;
  const near = Number(calendar.published.slice(0, 4)) + 1;
  for (let year = near; year > near - 4; year--) {
    const { start } = fiscalPeriod(year, calendar.yearEnd, quarter * 3 - 2, quarter * 3, "");
    if (start <= calendar.published) return year;
  }
  return null;
}
