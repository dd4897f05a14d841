// figures/label-parts.ts: what period labels are made of: the shape, and readers of what may follow a year or a month.

import { isBlank, isDigit } from "./trie.ts";

export interface PeriodLabel {
  start: number;
  end: number;
  year: number | null;
  /** Last year of a span ("2024-2027年"). */
  yearTo: number | null;
  quarter: number | null;
  quarterTo: number | null;
  half: number | null;
  month: number | null;
  monthTo: number | null;
  day: number | null;
  /** 前三季度, 9M25: the first so many months of the year. */
  months: number | null;
  isFiscal: boolean;
  /** Months that end on the day named ("quarter ended March 31"); null for the day or month alone. */
  spanMonths: number | null;
  edge: "start" | "middle" | "end" | null;
  /** A time of day: skipped, no period. */
  isTime: boolean;
  /** A year without 年 or a mark: might be a number. */
  isPlainYear: boolean;
  /** Years from the year of publication, for "third quarter of last year" and 去年三季度; null when none is said. */
  yearOffset: number | null;
  /** Relative word resolved by period.ts ("last-year"). */
  relative: string | null;
}

export const emptyLabel = (start: number, end: number): PeriodLabel => ({
  start,
  end,
  year: null,
  yearTo: null,
  quarter: null,
  quarterTo: null,
  half: null,
  month: null,
  monthTo: null,
  day: null,
  months: null,
  isFiscal: false,
  spanMonths: null,
  edge: null,
  isTime: false,
  isPlainYear: false,
  yearOffset: null,
  relative: null,
});

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const LONG_MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

export const isYear = (year: number): boolean => year >= 1900 && year <= 2100;

/** 1 to 12 for an English month or its short form; 0 for another word. */
export function monthOf(word: string): number {
  const lower = word.toLowerCase();
  const long = LONG_MONTHS.indexOf(lower);
  if (long >= 0) return long + 1;
  if (lower === "sept") return 9;
  return lower.length === 3 ? MONTHS.indexOf(lower) + 1 : 0;
}

export const skip = (text: string, at: number, most = 2): number => {
  let next = at;
  while (next < at + most && isBlank(text.charCodeAt(next))) next++;
  return next;
};

export const runEnd = (text: string, at: number, most: number): number => {
  let next = at;
  while (next < at + most && isDigit(text.charCodeAt(next))) next++;
  return next;
};

export const number = (text: string, start: number, end: number): number => {
  let value = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    value = value * 10 + (code >= 0xff10 ? code - 0xff10 : code - 48);
  }
  return value;
};

export const isQ = (letter: string | undefined): boolean => letter === "Q" || letter === "q";

export const isH = (letter: string | undefined): boolean => letter === "H" || letter === "h";

export const isDash = (letter: string | undefined): boolean =>
  letter === "-" ||
  letter === "–" ||
  letter === "—" ||
  letter === "~" ||
  letter === "～" ||
  letter === "至" ||
  letter === "到" ||
  letter === "−";

const SECOND_QUARTER = /^(?:FY)?(?:(\d{4}|\d{2})?Q([1-4])|([1-4])Q(\d{4}|\d{2})?)(?![\dA-Za-z])/;

export const QUARTERS: Record<string, number> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  "1": 1,
  "2": 2,
  "3": 3,
  "4": 4,
};

/** Two or four digits as a year of this age; null when they are none. */
export function yearOf(text: string, start: number, end: number): number | null {
  const length = end - start;
  const value = number(text, start, end);
  if (length === 4) return isYear(value) ? value : null;
  return length === 2 ? 2000 + value : null;
}

/** End of 季, 季度, 财季 at `at`; 0 when none stands there. */
export function seasonEnd(text: string, at: number): number {
  const next = text[at] === "财" || text[at] === "財" || text[at] === " " ? at + 1 : at;
  if (text[next] !== "季") return 0;
  return text[next + 1] === "度" ? next + 2 : next + 1;
}

/** Reads what may follow a year: quarter, half, month and day, edge. Moves `label.end`. */
export function afterYear(text: string, label: PeriodLabel): void {
  let at = skip(text, label.end);
  if (text.startsWith("度", at) || text.startsWith("财", at)) at++;
  if (text[at] === "的") at++;
  if (text[at] === "第") at++;
  const quarter = QUARTERS[text[at] ?? ""];
  const season = quarter === undefined ? 0 : seasonEnd(text, at + 1);
  if (quarter !== undefined && season > 0) {
    label.quarter = quarter;
    label.isFiscal ||= text[at + 1] === "财" || text[at + 1] === "財";
    label.end = season;
    return;
  }
  if (
    text[at] === "前" &&
    (text.startsWith("三季", at + 1) || text.startsWith("3季", at + 1) || text.startsWith("三个季", at + 1))
  ) {
    label.months = 9;
    label.end = at + (text[at + 3] === "度" ? 4 : 3);
    return;
  }
  if (isQ(text[at]) && isDigit(text.charCodeAt(at + 1))) {
    const value = number(text, at + 1, at + 2);
    if (value >= 1 && value <= 4) {
      label.quarter = value;
      label.end = at + 2;
    }
    return;
  }
  if (isH(text[at]) && (text[at + 1] === "1" || text[at + 1] === "2")) {
    label.half = Number(text[at + 1]);
    label.end = at + 2;
    return;
  }
  if (text.startsWith("上半年", at) || text.startsWith("下半年", at)) {
    label.half = text[at] === "上" ? 1 : 2;
    label.end = at + 3;
    return;
  }
  if (text[at] === "底" || text[at] === "末") label.edge = "end";
  else if (text[at] === "初") label.edge = "start";
  else if (text[at] === "中" && text[at + 1] !== "国" && text[at + 1] !== "期") label.edge = "middle";
  if (label.edge !== null) {
    label.end = at + 1;
    return;
  }
  afterYearMonth(text, at, label);
}

export function afterYearMonth(text: string, at: number, label: PeriodLabel): void {
  const digits = runEnd(text, at, 2);
  const next = skip(text, digits);
  if (digits === at || text[next] !== "月") return;
  const month = number(text, at, digits);
  if (month < 1 || month > 12) return;
  label.month = month;
  label.end = next + 1;
  if (text[label.end] === "份") label.end++;
  afterMonth(text, label);
}

export function afterMonth(text: string, label: PeriodLabel): void {
  const at = skip(text, label.end);
  const digits = runEnd(text, at, 2);
  const mark = text[skip(text, digits)];
  if (digits > at && (mark === "日" || mark === "号" || mark === "號")) {
    label.day = number(text, at, digits);
    label.end = skip(text, digits) + 1;
  } else if (text[at] === "底" || text[at] === "末") {
    label.edge = "end";
    label.end = at + 1;
  } else if (text[at] === "初" || text[at] === "中") {
    label.edge = text[at] === "初" ? "start" : "middle";
    label.end = at + (text[at + 1] === "旬" ? 2 : 1);
  } else if (isDash(text[at])) {
    let to = at + 1;
    if (isYear(number(text, to, runEnd(text, to, 4))) && text[runEnd(text, to, 4)] === "年")
      to = runEnd(text, to, 4) + 1;
    const stop = runEnd(text, to, 2);
    if (stop > to && text[stop] === "月") {
      label.monthTo = number(text, to, stop);
      label.end = stop + 1;
    }
  }
}

/** "25Q3-26Q2", "3Q25-2Q26", "第一至第三季度". */
export function quarterSpan(text: string, label: PeriodLabel): PeriodLabel {
  if (label.quarter === null || !isDash(text[label.end])) return label;
  const match = SECOND_QUARTER.exec(text.slice(label.end + 1, label.end + 10));
  if (match === null) return label;
  const year = match[1] ?? match[4];
  label.quarterTo = Number(match[2] ?? match[3]);
  label.yearTo = year === undefined ? label.year : year.length === 2 ? 2000 + Number(year) : Number(year);
  label.end += 1 + match[0].length;
  return label;
}

/** A year after a quarter, half, month: " 2025", " of fiscal 2025", " FY25", ", 2025", "'25". */
export function followingYear(text: string, label: PeriodLabel): void {
  const relative = /^ of (last|this|the prior|the previous|next) year\b/i.exec(
    text.slice(label.end, label.end + 24),
  );
  if (relative !== null) {
    const word = relative[1]!.toLowerCase();
    label.yearOffset = word === "this" ? 0 : word === "next" ? 1 : -1;
    label.end += relative[0].length;
    return;
  }
  const rest = text.slice(label.end, label.end + 28);
  const match =
    /^(?:,? ?(?:of |in )?(?:the )?(?:(fiscal|fy|calendar|cy) ?(?:year )?)?'?(\d{4}|\d{2})|年?)(?![\d%])/i.exec(
      rest,
    );
  if (match === null || match[2] === undefined) return;
  const isShort = match[2].length === 2;
  if (isShort && match[1] === undefined && !rest.startsWith("'") && !rest.startsWith(" '")) return;
  const year = isShort ? 2000 + Number(match[2]) : Number(match[2]);
  if (!isYear(year) || /^ ?(?:million|billion|亿|万|元)/.test(rest.slice(match[0].length))) return;
  label.year = year;
  if (match[1]?.toLowerCase().startsWith("f")) label.isFiscal = true;
  label.end += match[0].length;
}
