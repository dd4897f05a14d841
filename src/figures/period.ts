// figures/period.ts: which time a figure speaks of: labels and relative words made into days.
//
//   3Q25 → 2025-07-01..2025-09-30       2025年底 → as of 2025-12-31        去年 (published 2025) → 2024
//
// Labels with digits come from the scanner, relative words (去年, 上季度, last quarter, on Friday) from relative.ts; they are
// resolved from the day the document was published. Fiscal labels keep their basis; they take the days of the
// company's fiscal year where it is known, else the calendar's.

import type { Period } from "../records/figure.ts";
import { fiscalPeriod, fiscalYearOfQuarter } from "./fiscal.ts";
import type { PeriodLabel } from "./label-parts.ts";

const pad = (value: number): string => String(value).padStart(2, "0");
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const day = (year: number, month: number, date: number): string =>
  `${year}-${pad(month)}-${pad(Math.min(Math.max(date, 1), lastDay(year, month)))}`;
const months = (year: number, from: number, to: number): { start: string; end: string } => ({
  start: day(year, from, 1),
  end: day(year, to, 31),
});
const instant = (iso: string): Period => ({ start: iso, end: iso, basis: "calendar", label: `as of ${iso}` });

/** The day of a date of any precision: the last day of a bare month or year; null for what is no date. */
export function publishedDay(iso: string): string | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(iso);
  if (match === null) return null;
  const month = Number(match[2] ?? 12);
  const year = Number(match[1]);
  if (year < 1000 || month < 1 || month > 12) return null;
  return day(year, month, Number(match[3] ?? 31));
}

export interface Calendar {
  /** ISO day the document was published; null when unknown. */
  published: string | null;
  /** Year and quarter the document reports on, when it names one; a fiscal one is of the company's own year. */
  quarter: { year: number; quarter: number; isFiscal: boolean } | null;
  year: number | null;
  /** Last month of the company's fiscal year; 12 when that is the calendar's or unknown. */
  yearEnd: number;
  /** The period that the document reports on (报告期); null when neither title nor cover says. */
  reporting: Period | null;
  /** The stretch last spoken of, which 上年同期 is a year before; null for the document's own. */
  spoken: Period | null;
}

/** A calendar that knows the day of publication and, when given, the document's year. */
export const calendarOf = (published: string | null, year: number | null = null): Calendar => ({
  published,
  quarter: null,
  year,
  yearEnd: 12,
  reporting: null,
  spoken: null,
});

/** The quarter that ended last before an ISO day. */
export function quarterBefore(iso: string): { year: number; quarter: number } {
  const year = Number(iso.slice(0, 4));
  const quarter = Math.floor((Number(iso.slice(5, 7)) - 1) / 3);
  return quarter === 0 ? { year: year - 1, quarter: 4 } : { year, quarter };
}

export const quarterPeriod = (
  year: number,
  quarter: number,
  basis: Period["basis"] = "calendar",
): Period => ({
  ...months(year, quarter * 3 - 2, quarter * 3),
  basis,
  label: `${year}Q${quarter}`,
});
export const yearPeriod = (year: number, basis: Period["basis"] = "calendar"): Period => ({
  ...months(year, 1, 12),
  basis,
  label: basis === "fiscal" ? `FY${year}` : String(year),
});

/** The days a label means; null when it cannot be told (a bare quarter in a document without a year). */
export function resolveLabel(label: PeriodLabel, calendar: Calendar): Period | null {
  if (label.yearOffset !== null && label.year === null && calendar.published !== null) {
    return resolveLabel(
      { ...label, year: Number(calendar.published.slice(0, 4)) + label.yearOffset },
      calendar,
    );
  }
  if (label.isTime) return null;
  if (label.spanMonths !== null) {
    const last = resolveLabel({ ...label, spanMonths: null }, calendar);
    return last === null ? null : backFrom(last.end, label.spanMonths);
  }
  if (label.relative !== null) return resolveRelative(label.relative, calendar);
  const basis = label.isFiscal ? "fiscal" : "calendar";
  const own = calendar.published === null ? null : Number(calendar.published.slice(0, 4));
  if (label.quarter !== null) {
    const isFiscal = isFiscalQuarter(label, calendar);
    const year =
      label.year ??
      (isFiscal && calendar.yearEnd !== 12
        ? fiscalYearOfQuarter(label.quarter, calendar)
        : yearOfQuarter(label.quarter, calendar));
    if (year === null) return null;
    if (isFiscal && calendar.yearEnd !== 12 && label.quarterTo === null)
      return fiscalPeriod(
        year,
        calendar.yearEnd,
        label.quarter * 3 - 2,
        label.quarter * 3,
        `Q${label.quarter}`,
      );
    if (label.quarterTo !== null)
      return {
        start: quarterPeriod(year, label.quarter).start,
        end: quarterPeriod(label.yearTo ?? year, label.quarterTo).end,
        basis,
        label: `${year}Q${label.quarter}–${label.yearTo ?? year}Q${label.quarterTo}`,
      };
    return quarterPeriod(year, label.quarter, basis);
  }
  const year = label.year ?? calendar.year ?? own;
  if (year === null) return null;
  if (
    label.isFiscal &&
    calendar.yearEnd !== 12 &&
    label.month === null &&
    label.edge === null &&
    label.yearTo === null
  ) {
    if (label.half !== null)
      return fiscalPeriod(year, calendar.yearEnd, label.half * 6 - 5, label.half * 6, `H${label.half}`);
    if (label.months !== null)
      return fiscalPeriod(year, calendar.yearEnd, 1, label.months, ` first ${label.months} months`);
    if (label.year !== null) return fiscalPeriod(year, calendar.yearEnd, 1, 12, "");
  }
  if (label.half !== null)
    return { ...months(year, label.half * 6 - 5, label.half * 6), basis, label: `${year}H${label.half}` };
  if (label.months !== null)
    return { ...months(year, 1, label.months), basis, label: `${year} first ${label.months} months` };
  if (label.month !== null) return resolveMonth(label, label.year ?? own ?? year, calendar);
  if (label.day !== null)
    return calendar.published === null
      ? null
      : instant(
          day(Number(calendar.published.slice(0, 4)), Number(calendar.published.slice(5, 7)), label.day),
        );
  if (label.year === null) return null;
  if (label.edge === "end") return instant(day(label.yearTo ?? year, 12, 31));
  if (label.edge === "start") return { ...months(year, 1, 3), basis, label: `early ${year}` };
  if (label.edge === "middle") return { ...months(year, 5, 8), basis, label: `mid ${year}` };
  if (label.yearTo !== null)
    return {
      start: day(year, 1, 1),
      end: day(label.yearTo, 12, 31),
      basis,
      label: `${year}–${label.yearTo}`,
    };
  return yearPeriod(year, basis);
}

/** A bare quarter in the document of a company that counts its own years is one of its quarters. */
const isFiscalQuarter = (label: PeriodLabel, calendar: Calendar): boolean =>
  label.isFiscal || (label.year === null && calendar.quarter?.isFiscal === true);

function resolveMonth(label: PeriodLabel, asked: number, calendar: Calendar): Period {
  const month = label.month!;
  // A month without a year in a document of January may be last December.
  const isNext =
    label.year === null &&
    calendar.published !== null &&
    label.day !== null &&
    day(asked, month, label.day) > addDays(calendar.published.slice(0, 10), 45);
  // "the December quarter" in January is of last year; a month ahead of the day by half a year is none to come.
  const isLast =
    label.year === null &&
    label.day === null &&
    calendar.published !== null &&
    month - Number(calendar.published.slice(5, 7)) > 6;
  const year = isNext || isLast ? asked - 1 : asked;
  if (label.day !== null) return instant(day(year, month, label.day));
  if (label.edge === "end") return instant(day(year, month, 31));
  const to = label.monthTo ?? month;
  const name = label.monthTo === null ? `${year}-${pad(month)}` : `${year}-${pad(month)}–${pad(to)}`;
  return { ...months(year, month, Math.max(month, to)), basis: "calendar", label: name };
}

/** The year of a bare quarter: the document's own, or the one that is nearest to its day. */
function yearOfQuarter(quarter: number, calendar: Calendar): number | null {
  if (calendar.quarter !== null)
    return (
      calendar.quarter.year +
      // A fourth quarter in a report on a first is the one before; a first in one on a fourth the next.
      (quarter < calendar.quarter.quarter - 2 ? 1 : quarter > calendar.quarter.quarter + 2 ? -1 : 0)
    );
  if (calendar.year !== null) return calendar.year;
  if (calendar.published === null) return null;
  const now = Math.ceil(Number(calendar.published.slice(5, 7)) / 3);
  const year = Number(calendar.published.slice(0, 4));
  // 分季度看，一季度… behind a sentence on last year: quarters of that year, unless this year's is over.
  const isOver = quarterPeriod(year, quarter).end <= calendar.published;
  if (!isOver && calendar.spoken?.start.startsWith(String(year - 1)) === true) return year - 1;
  return now === 1 && quarter === 4 ? year - 1 : year;
}

export function addDays(iso: string, days: number): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function resolveRelative(meaning: string, calendar: Calendar): Period | null {
  const { published, reporting } = calendar;
  if (meaning === "reporting") return reporting;
  if (meaning === "reporting-end") return reporting === null ? null : instant(reporting.end);
  if (meaning === "reporting-start")
    return reporting === null ? null : instant(addDays(wholeYearOf(reporting.start), -1));
  if (meaning === "same-period" || meaning === "prior-year") {
    if (meaning === "prior-year" && calendar.year !== null && calendar.yearEnd === 12)
      return yearPeriod(calendar.year - 1);
    const now = calendar.spoken ?? ownPeriod(calendar);
    if (now !== null) return yearBefore(now);
    return published === null ? null : yearPeriod(Number(published.slice(0, 4)) - 1);
  }
  if (meaning.startsWith("fiscal-year")) return fiscalYear(Number(meaning.slice(11)), calendar);
  if (published === null) return null;
  const today = published.slice(0, 10);
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const [, unit, offset] = /^(year|quarter|month|day|weekday)([+-]?\d)$/.exec(meaning) ?? [];
  const by = Number(offset ?? 0);
  switch (unit) {
    case "year":
      return yearPeriod((by === 0 ? (calendar.year ?? year) : year) + by);
    case "quarter": {
      const reported = calendar.quarter ?? { ...quarterBefore(today), isFiscal: false };
      const index = reported.year * 4 + reported.quarter - 1 + by;
      const [own, quarter] = [Math.floor(index / 4), (index % 4) + 1];
      return reported.isFiscal && calendar.yearEnd !== 12
        ? fiscalPeriod(own, calendar.yearEnd, quarter * 3 - 2, quarter * 3, `Q${quarter}`)
        : quarterPeriod(own, quarter);
    }
    case "month": {
      const index = year * 12 + month - 1 + by;
      const at = { year: Math.floor(index / 12), month: (index % 12) + 1 };
      return {
        ...months(at.year, at.month, at.month),
        basis: "calendar",
        label: `${at.year}-${pad(at.month)}`,
      };
    }
    case "day":
      return instant(addDays(today, by));
    case "weekday": {
      const back = (new Date(`${today}T00:00:00Z`).getUTCDay() - by + 7) % 7;
      return instant(addDays(today, -back));
    }
    default:
      return resolveNamed(meaning, calendar.year ?? year);
  }
}

/** So many fiscal years from the one that runs at the document's quarter, else on its day. */
function fiscalYear(by: number, { quarter, published, yearEnd }: Calendar): Period | null {
  const running =
    quarter?.isFiscal === true
      ? // A year whose last quarter is reported is over: what is spoken of is the next.
        quarter.year + (quarter.quarter === 4 ? 1 : 0)
      : published === null
        ? null
        : Number(published.slice(0, 4)) + (Number(published.slice(5, 7)) > yearEnd ? 1 : 0);
  if (running === null) return null;
  return yearEnd === 12 ? yearPeriod(running + by, "fiscal") : fiscalPeriod(running + by, yearEnd, 1, 12, "");
}

function resolveNamed(meaning: string, year: number): Period | null {
  switch (meaning) {
    case "half-first":
      return { ...months(year, 1, 6), basis: "calendar", label: `${year}H1` };
    case "half-second":
      return { ...months(year, 7, 12), basis: "calendar", label: `${year}H2` };
    case "year-end":
      return instant(day(year, 12, 31));
    case "year-start":
      return { ...months(year, 1, 3), basis: "calendar", label: `early ${year}` };
    case "nine-months":
      return { ...months(year, 1, 9), basis: "calendar", label: `${year} first 9 months` };
    case "six-months":
      return { ...months(year, 1, 6), basis: "calendar", label: `${year}H1` };
    default:
      return null;
  }
}

/** So many months to an ISO day, with the label that fits. */
export function backFrom(end: string, months: number): Period {
  const year = Number(end.slice(0, 4));
  const month = Number(end.slice(5, 7));
  // A 52-week year ends in the first or last days of a month: it begins with the month next to it.
  const shift = Number(end.slice(8, 10)) <= 5 ? 1 : 0;
  const from = new Date(Date.UTC(year, month - months - shift, 1)).toISOString().slice(0, 10);
  const label =
    months === 12
      ? `year to ${end}`
      : months === 3 && month % 3 === 0 && shift === 0
        ? `${year}Q${month / 3}`
        : `${months} months to ${end}`;
  return { start: from, end, basis: "calendar", label: months === 12 && month === 12 ? String(year) : label };
}

/** The same stretch a year earlier. */
export function yearBefore(period: Period): Period {
  const back = (iso: string): string => {
    const year = Number(iso.slice(0, 4)) - 1;
    const rest = iso.slice(5) === "02-29" ? "02-28" : iso.slice(5);
    return `${year}-${rest}`;
  };
  return {
    ...period,
    start: back(period.start),
    end: back(period.end),
    label: period.label.replace(
      /\b(FY)?((?:19|20)\d{2})/g,
      (_, mark: string | undefined, year: string) => `${mark ?? ""}${Number(year) - 1}`,
    ),
  };
}

const wholeYearOf = (iso: string): string => `${iso.slice(0, 4)}-01-01`;

/** What the document is on: its reporting period, else its quarter. */
export function ownPeriod(calendar: Calendar): Period | null {
  if (calendar.reporting !== null || calendar.quarter === null) return calendar.reporting;
  const { year, quarter, isFiscal } = calendar.quarter;
  return isFiscal
    ? fiscalPeriod(year, calendar.yearEnd, quarter * 3 - 2, quarter * 3, `Q${quarter}`)
    : quarterPeriod(year, quarter);
}
