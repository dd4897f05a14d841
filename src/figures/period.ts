// figures/period.ts: which time a figure speaks of: labels and relative words made into days.
//
//   3Q25 → 2025-07-01..2025-09-30       2025年底 → as of 2025-12-31        去年 (published 2025) → 2024
//
// Labels with digits come from the scanner; relative words (去年, 上季度, last quarter, on Friday) are found here and
// resolved from the day the document was published. Fiscal labels keep their basis and take the calendar's
// days, for the company's fiscal year is not known from one document.

import type { Period } from "../records/figure.ts";
import { emptyLabel, type PeriodLabel } from "./label-parts.ts";
import { Trie } from "./trie.ts";

const RELATIVE: Record<string, string[]> = {
  "year-1": [
    "去年",
    "上年",
    "去年同期",
    "上年同期",
    "last year",
    "a year ago",
    "a year earlier",
    "prior year",
    "previous year",
    "上一年",
    "去年全年",
  ],
  year0: [
    "今年",
    "本年",
    "年内",
    "今年以来",
    "本年度",
    "全年",
    "this year",
    "current year",
    "full year",
    "full-year",
    "今年全年",
    "年初至今",
    "year to date",
    "year-to-date",
  ],
  "year+1": ["明年", "来年", "下一年", "next year", "次年", "coming year"],
  "year+2": ["后年"],
  "year-2": ["前年"],
  "quarter-1": ["上季度", "上一季度", "上季", "last quarter", "previous quarter", "prior quarter"],
  quarter0: ["本季度", "当季", "本季", "this quarter", "current quarter", "the quarter"],
  "quarter+1": ["下季度", "下一季度", "next quarter"],
  "month-1": ["上月", "上个月", "last month"],
  month0: ["本月", "当月", "this month"],
  "month+1": ["下月", "下个月", "next month"],
  "half-first": ["上半年", "first half"],
  "half-second": ["下半年", "second half"],
  "year-end": [
    "年底",
    "年末",
    "年底前",
    "年末前",
    "year-end",
    "year end",
    "end of the year",
    "end of this year",
    "the year's end",
  ],
  "year-start": ["年初", "beginning of the year"],
  "nine-months": ["前三季度", "前三季", "first nine months"],
  "six-months": ["first six months"],
  day0: ["今日", "今天", "当日", "today"],
  "day-1": ["昨日", "昨天", "yesterday"],
  weekday1: ["on Monday", "周一", "星期一"],
  weekday2: ["on Tuesday", "周二", "星期二"],
  weekday3: ["on Wednesday", "周三", "星期三"],
  weekday4: ["on Thursday", "周四", "星期四"],
  weekday5: ["on Friday", "周五", "星期五"],
};

let relativeWords: Trie<string> | null = null;
let windowWords: Trie<true> | null = null;

const relatives = (): Trie<string> => {
  if (relativeWords === null) {
    relativeWords = new Trie<string>({ fold: true });
    for (const [meaning, words] of Object.entries(RELATIVE))
      for (const word of words) relativeWords.add(word, meaning);
  }
  return relativeWords;
};

/** The relative labels in [start, end); none inside a label that the scanner read. */
export function findRelatives(text: string, start: number, end: number): PeriodLabel[] {
  const trie = relatives();
  const found: PeriodLabel[] = [];
  for (let at = start; at < end; at++) {
    if (trie.first[text.charCodeAt(at)] === 0) continue;
    if (/[A-Za-z]/.test(text[at]!) && /[A-Za-z]/.test(text[at - 1] ?? " ")) continue;
    const match = trie.match(text, at, end);
    if (match === null) continue;
    found.push({ ...emptyLabel(at, match.edge), relative: match.value });
    at = match.edge - 1;
  }
  return found;
}

const WINDOWS = [
  "过去",
  "近",
  "最近",
  "未来",
  "此后",
  "past",
  "last",
  "trailing",
  "next",
  "previous",
  "prior",
  "over the",
  "in the last",
];

/** "过去12个月", "近一周", "TTM", "past 12 months": the words around a duration; null when it is no window. */
export function windowAt(
  text: string,
  figure: { start: number; coreStart: number; end: number },
): string | null {
  windowWords ??= WINDOWS.reduce(
    (trie, word) => {
      trie.add(word, true);
      return trie;
    },
    new Trie<true>({ fold: true, reverse: true }),
  );
  let at = figure.coreStart;
  while (at > 0 && text[at - 1] === " ") at--;
  const match = windowWords.matchBefore(text, at, Math.max(0, at - 14));
  return match === null ? null : text.slice(match.edge, figure.end);
}

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
  /** Year and quarter the document reports on, when it names one. */
  quarter: { year: number; quarter: number } | null;
  year: number | null;
}

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
  if (label.relative !== null) return resolveRelative(label.relative, calendar);
  const basis = label.isFiscal ? "fiscal" : "calendar";
  const own = calendar.published === null ? null : Number(calendar.published.slice(0, 4));
  if (label.quarter !== null) {
    const year = label.year ?? yearOfQuarter(label.quarter, calendar);
    if (year === null) return null;
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

function resolveMonth(label: PeriodLabel, asked: number, calendar: Calendar): Period {
  const month = label.month!;
  // A month without a year in a document of January may be last December.
  const isNext =
    label.year === null &&
    calendar.published !== null &&
    label.day !== null &&
    day(asked, month, label.day) > addDays(calendar.published.slice(0, 10), 45);
  const year = isNext ? asked - 1 : asked;
  if (label.day !== null) return instant(day(year, month, label.day));
  if (label.edge === "end") return instant(day(year, month, 31));
  const to = label.monthTo ?? month;
  const name = label.monthTo === null ? `${year}-${pad(month)}` : `${year}-${pad(month)}–${pad(to)}`;
  return { ...months(year, month, Math.max(month, to)), basis: "calendar", label: name };
}

/** The year of a bare quarter: the document's own, or the one that is nearest to its day. */
function yearOfQuarter(quarter: number, calendar: Calendar): number | null {
  if (calendar.quarter !== null)
    return quarter < calendar.quarter.quarter - 2 ? calendar.quarter.year + 1 : calendar.quarter.year;
  if (calendar.year !== null) return calendar.year;
  if (calendar.published === null) return null;
  const now = Math.ceil(Number(calendar.published.slice(5, 7)) / 3);
  const year = Number(calendar.published.slice(0, 4));
  return now === 1 && quarter === 4 ? year - 1 : year;
}

export function addDays(iso: string, days: number): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function resolveRelative(meaning: string, calendar: Calendar): Period | null {
  const { published } = calendar;
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
      const reported = calendar.quarter ?? quarterBefore(today);
      const index = reported.year * 4 + reported.quarter - 1 + by;
      return quarterPeriod(Math.floor(index / 4), (index % 4) + 1);
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
