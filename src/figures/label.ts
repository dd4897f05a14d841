// figures/label.ts: period labels: "3Q25", "FY25Q3", "2025年第三季度", "2024-2027年", "Oct 31, 2025".
//
// A label is not a figure: the scanner steps over it and hands it to period.ts, which turns it into days
// once the document's date is known. What is read here stands in digits, numerals or Latin letters;
// relative words (去年, 年底, last quarter) are read by period.ts.

import { numeralValue } from "./numeral.ts";
import { isBlank, isDigit, isLatin } from "./trie.ts";

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
  edge: "start" | "middle" | "end" | null;
  /** A time of day: skipped, no period. */
  isTime: boolean;
  /** A year without 年 or a mark: might be a number. */
  isPlainYear: boolean;
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
  edge: null,
  isTime: false,
  isPlainYear: false,
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
const isYear = (year: number): boolean => year >= 1900 && year <= 2100;

/** 1 to 12 for an English month or its short form; 0 for another word. */
export function monthOf(word: string): number {
  const lower = word.toLowerCase();
  const long = LONG_MONTHS.indexOf(lower);
  if (long >= 0) return long + 1;
  if (lower === "sept") return 9;
  return lower.length === 3 ? MONTHS.indexOf(lower) + 1 : 0;
}

const skip = (text: string, at: number, most = 2): number => {
  let next = at;
  while (next < at + most && isBlank(text.charCodeAt(next))) next++;
  return next;
};
const runEnd = (text: string, at: number, most: number): number => {
  let next = at;
  while (next < at + most && isDigit(text.charCodeAt(next))) next++;
  return next;
};
const number = (text: string, start: number, end: number): number => {
  let value = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    value = value * 10 + (code >= 0xff10 ? code - 0xff10 : code - 48);
  }
  return value;
};
const isQ = (letter: string | undefined): boolean => letter === "Q" || letter === "q";
const isH = (letter: string | undefined): boolean => letter === "H" || letter === "h";
const isDash = (letter: string | undefined): boolean =>
  letter === "-" ||
  letter === "–" ||
  letter === "—" ||
  letter === "~" ||
  letter === "～" ||
  letter === "至" ||
  letter === "到" ||
  letter === "−";
const SECOND_QUARTER = /^(?:FY)?(?:(\d{4}|\d{2})?Q([1-4])|([1-4])Q(\d{4}|\d{2})?)(?![\dA-Za-z])/;
const QUARTERS: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, "1": 1, "2": 2, "3": 3, "4": 4 };

/** Two or four digits as a year of this age; null when they are none. */
function yearOf(text: string, start: number, end: number): number | null {
  const length = end - start;
  const value = number(text, start, end);
  if (length === 4) return isYear(value) ? value : null;
  return length === 2 ? 2000 + value : null;
}

/** Reads what may follow a year: quarter, half, month and day, edge. Moves `label.end`. */
function afterYear(text: string, label: PeriodLabel): void {
  let at = skip(text, label.end);
  if (text.startsWith("度", at) || text.startsWith("财", at)) at++;
  if (text[at] === "的") at++;
  if (text[at] === "第") at++;
  const quarter = QUARTERS[text[at] ?? ""];
  if (quarter !== undefined && (text[at + 1] === "季" || (text[at + 1] === " " && text[at + 2] === "季"))) {
    label.quarter = quarter;
    label.end = at + (text[at + 2] === "度" ? 3 : 2);
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

function afterYearMonth(text: string, at: number, label: PeriodLabel): void {
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

function afterMonth(text: string, label: PeriodLabel): void {
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

/** Four digits that may be a year. */
function readYear(text: string, start: number, end: number, year: number): PeriodLabel | null {
  const label = emptyLabel(start, end);
  label.year = year;
  const next = skip(text, end);
  const letter = text[next];
  if (letter === "年") {
    label.end = next + 1;
    if (text.startsWith("財年", next - 0) || text[next + 1] === "期") return null;
    afterYear(text, label);
    return spanOfYears(text, label);
  }
  if (text.startsWith("财年", next) || text.startsWith("財年", next) || text.startsWith("财政年度", next)) {
    label.isFiscal = true;
    label.end = next + (text[next + 1] === "政" ? 4 : 2);
    afterYear(text, label);
    return label;
  }
  if (next === end) {
    const dated = readSeparated(text, label, end);
    if (dated !== null) return dated;
  }
  const mark = skip(text, end, 1);
  const hasMark =
    (isQ(text[mark]) || isH(text[mark])) &&
    isDigit(text.charCodeAt(mark + 1)) &&
    !isDigit(text.charCodeAt(mark + 2));
  if (hasMark && !isLatin(text.charCodeAt(mark + 2))) {
    afterYear(text, label);
    return quarterSpan(text, label);
  }
  if ("EFAP".includes(letter ?? "-") && !isLatin(text.charCodeAt(next + 1)) && next === end) {
    label.end = end + 1;
    return spanOfYears(text, label);
  }
  label.isPlainYear = true;
  return spanOfYears(text, label);
}

/** "2025-11-06", "2025/11/06", "2025.11.06", "2025-11". */
function readSeparated(text: string, label: PeriodLabel, end: number): PeriodLabel | null {
  const separator = text[end];
  if (separator !== "-" && separator !== "/" && separator !== ".") return null;
  const month = runEnd(text, end + 1, 3);
  const length = month - end - 1;
  const value = number(text, end + 1, month);
  if (length < 1 || length > 2 || value < 1 || value > 12) return null;
  if (text[month] === separator) {
    const day = runEnd(text, month + 1, 3);
    if (day > month + 1 && day - month - 1 <= 2) {
      label.month = value;
      label.day = number(text, month + 1, day);
      label.end = day;
      return label;
    }
  }
  if (
    length !== 2 ||
    separator === "." ||
    isLatin(text.charCodeAt(month)) ||
    text[month] === "%" ||
    (separator === "/" && text[skip(text, month)] === "财")
  )
    return null;
  label.month = value;
  label.end = month;
  return label;
}

/** "2024-2027年", "2024年至2027年", "2024/25财年". */
function spanOfYears(text: string, label: PeriodLabel): PeriodLabel {
  if (label.quarter !== null || label.month !== null || label.half !== null) return quarterSpan(text, label);
  const at = skip(text, label.end, 1);
  const isTo = text.startsWith("to ", at);
  if (!isDash(text[at]) && text[at] !== "/" && !isTo) return label;
  const start = skip(text, at + (isTo ? 3 : 1), 1);
  const stop = runEnd(text, start, 5);
  const length = stop - start;
  if (length !== 4 && length !== 2) return label;
  const year =
    length === 4
      ? number(text, start, stop)
      : Math.floor(label.year! / 100) * 100 + number(text, start, stop);
  const mark = skip(text, stop);
  const hasMark = text[mark] === "年" || text.startsWith("财年", mark) || "EF".includes(text[stop] ?? "-");
  if (
    !isYear(year) ||
    year <= label.year! ||
    (length === 2 && !hasMark && !(text[at] !== "/" && year === label.year! + 1))
  )
    return label;
  if (length === 2 && text[at] === "/") {
    label.isFiscal = true;
    label.year = year;
  } else label.yearTo = year;
  label.isPlainYear &&= !hasMark && length === 2;
  label.end =
    text[mark] === "年" ? mark + 1 : text.startsWith("财年", mark) ? mark + 2 : hasMark ? stop + 1 : stop;
  if (text[label.end] === "底" || text[label.end] === "末") {
    label.edge = "end";
    label.end++;
  }
  return label;
}

/** "25Q3-26Q2", "3Q25-2Q26", "第一至第三季度". */
function quarterSpan(text: string, label: PeriodLabel): PeriodLabel {
  if (label.quarter === null || !isDash(text[label.end])) return label;
  const match = SECOND_QUARTER.exec(text.slice(label.end + 1, label.end + 10));
  if (match === null) return label;
  const year = match[1] ?? match[4];
  label.quarterTo = Number(match[2] ?? match[3]);
  label.yearTo = year === undefined ? label.year : year.length === 2 ? 2000 + Number(year) : Number(year);
  label.end += 1 + match[0].length;
  return label;
}

/** One or two digits: "3Q25", "25Q3", "9M25", "1H25", "10月31日", "19:38", "25年上半年". */
function readShort(text: string, start: number, end: number): PeriodLabel | null {
  const value = number(text, start, end);
  const letter = text[end];
  if ((isQ(letter) || isH(letter) || letter === "M") && text[end + 1] !== "z") {
    const marked = readMarked(text, start, end, value);
    if (marked !== null) return marked;
  }
  const next = skip(text, end);
  if (text[next] === "月" && value >= 1 && value <= 12) {
    const label = emptyLabel(start, next + 1);
    label.month = value;
    if (text[label.end] === "份") label.end++;
    afterMonth(text, label);
    return label;
  }
  if (isDash(letter)) {
    const stop = runEnd(text, end + 1, 2);
    if (stop > end + 1 && text[stop] === "月" && value >= 1 && value <= 12) {
      const label = emptyLabel(start, stop + 1);
      label.month = value;
      label.monthTo = number(text, end + 1, stop);
      if (text[label.end] === "份") label.end++;
      return label;
    }
  }
  if (
    text[next] === "日" &&
    value >= 1 &&
    value <= 31 &&
    !"元均活圆前内间期出人".includes(text[next + 1] ?? "-")
  ) {
    const label = emptyLabel(start, next + 1);
    label.day = value;
    return label;
  }
  if (text[next] === "年" && end - start === 2 && value >= 10 && value <= 40)
    return readShortYear(text, start, next + 1, value);
  return readTime(text, start, end) ?? readDayMonth(text, start, end, value);
}

function readMarked(text: string, start: number, end: number, value: number): PeriodLabel | null {
  const letter = text[end];
  const digits = runEnd(text, end + 1, 4);
  const label = emptyLabel(start, digits);
  if (isLatin(text.charCodeAt(digits)) && text[digits] !== "E") return null;
  if (end - start === 2 && digits - end - 1 === 1 && letter !== "M") {
    // 25Q3, 25H1
    label.year = 2000 + value;
    const part = number(text, end + 1, digits);
    if (isQ(letter) && part >= 1 && part <= 4) label.quarter = part;
    else if (isH(letter) && part >= 1 && part <= 2) label.half = part;
    else return null;
    return quarterSpan(text, label);
  }
  if (isQ(letter) && value >= 1 && value <= 4 && end - start === 1) label.quarter = value;
  else if (isH(letter) && value >= 1 && value <= 2 && end - start === 1) label.half = value;
  else if (letter === "M" && (value === 3 || value === 6 || value === 9) && digits > end + 1)
    label.months = value;
  else return null;
  if (digits === end + 1) {
    label.end = end + 1;
    followingYear(text, label);
    return label;
  }
  label.year = yearOf(text, end + 1, digits);
  if (label.year === null) return null;
  if (text[label.end] === "E") label.end++;
  return quarterSpan(text, label);
}

/** 25年: a year when its neighbours say so; else 25 years. */
function readShortYear(text: string, start: number, end: number, value: number): PeriodLabel | null {
  const before = text[start - 1] ?? "";
  const after = text[end] ?? "";
  const isMarked =
    "Qq上下一二三四前全底初末第H".includes(after) && after !== "" && !text.startsWith("一", end + 1);
  if (!isMarked && !"到至在于计较比和、,，(（".includes(before)) return null;
  if (before === "" || ("以个年期".includes(after) && after !== "")) return null;
  const label = emptyLabel(start, end);
  label.year = 2000 + value;
  afterYear(text, label);
  return spanOfYears(text, label);
}

function readTime(text: string, start: number, end: number): PeriodLabel | null {
  const letter = text[end];
  if (letter === ":" || (letter === "：" && isDigit(text.charCodeAt(end + 1)))) {
    let stop = runEnd(text, end + 1, 3);
    if (stop - end - 1 !== 2) return null;
    if (text[stop] === ":" && runEnd(text, stop + 1, 2) === stop + 3) stop += 3;
    const half = skip(text, stop, 1);
    if (/^[ap]\.?m\b/i.test(text.slice(half, half + 4))) stop = half + (text[half + 1] === "." ? 4 : 2);
    return { ...emptyLabel(start, Math.min(stop, text.length)), isTime: true };
  }
  if (letter === "时" && isDigit(text.charCodeAt(end + 1))) {
    const stop = runEnd(text, end + 1, 2);
    return text[stop] === "分" ? { ...emptyLabel(start, stop + 1), isTime: true } : null;
  }
  return null;
}

/** "31 October 2025", "31st October". */
function readDayMonth(text: string, start: number, end: number, value: number): PeriodLabel | null {
  if (value < 1 || value > 31) return null;
  let at = end;
  if (/^(st|nd|rd|th)\b/.test(text.slice(end, end + 3))) at += 2;
  at = skip(text, at, 1);
  if (at === end) return null;
  if (text.startsWith("of ", at)) at += 3;
  let stop = at;
  while (stop < at + 10 && isLatin(text.charCodeAt(stop))) stop++;
  const word = text.slice(at, stop);
  const month = /^[A-Z]/.test(word) ? monthOf(word) : 0;
  if (month === 0) return null;
  const label = emptyLabel(start, stop);
  label.month = month;
  label.day = value;
  followingYear(text, label);
  return label;
}

/** A year after a quarter, half, month: " 2025", " of fiscal 2025", " FY25", ", 2025", "'25". */
function followingYear(text: string, label: PeriodLabel): void {
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
  if (match[1] !== undefined && match[1].toLowerCase().startsWith("f")) label.isFiscal = true;
  label.end += match[0].length;
}

/** Reads a label at a digit. */
function readDigitLabel(text: string, start: number, end: number): PeriodLabel | null {
  const stop = runEnd(text, start, 5);
  const length = stop - start;
  if (length > 4 || stop > end) return null;
  if (length === 4) {
    const year = number(text, start, stop);
    return isYear(year) ? readYear(text, start, stop, year) : null;
  }
  if (length === 1 && (text[stop] === " " || text[stop] === "　") && isDigit(text.charCodeAt(stop + 1))) {
    // 2 0 2 5年
    const spread = /^([12])[ 　](\d)[ 　](\d)[ 　](\d)[ 　]?年/.exec(text.slice(start, start + 12));
    if (spread !== null) {
      const label = emptyLabel(start, start + spread[0].length);
      label.year = Number(spread[1]! + spread[2] + spread[3] + spread[4]);
      if (!isYear(label.year)) return null;
      afterYear(text, label);
      return label;
    }
  }
  const quarter = QUARTERS[text[start]!];
  if (length === 1 && quarter !== undefined && text[stop] === "季")
    return quarterLabel(text, start, stop, quarter);
  return length <= 2 ? readShort(text, start, stop) : null;
}

function quarterLabel(text: string, start: number, stop: number, quarter: number): PeriodLabel {
  const begin = text[start - 1] === "第" ? start - 1 : start;
  const label = emptyLabel(begin, stop + (text[stop + 1] === "度" ? 2 : 1));
  if (text[start - 1] === "前") {
    label.start = start - 1;
    label.months = quarter * 3;
  } else label.quarter = quarter;
  return label;
}

/** Reads a label at a Chinese numeral: 二〇二五年, 第三季度, 十月. */
function readNumeralLabel(text: string, start: number): PeriodLabel | null {
  const quarter = QUARTERS[text[start]!];
  if (quarter !== undefined && text[start + 1] === "季" && text[start - 1] !== "个")
    return quarterLabel(text, start, start + 1, quarter);
  let digits = "";
  while (digits.length < 5 && numeralValue(text.charCodeAt(start + digits.length)) <= 9)
    digits += numeralValue(text.charCodeAt(start + digits.length));
  if (digits.length === 4 && text[start + 4] === "年" && isYear(Number(digits))) {
    const label = emptyLabel(start, start + 5);
    label.year = Number(digits);
    afterYear(text, label);
    return label;
  }
  const month = /^(十[一二]?|[一二三四五六七八九])月(?:份)?/.exec(text.slice(start, start + 4));
  if (month === null || text[start - 1] === "个") return null;
  const word = month[1]!;
  const label = emptyLabel(start, start + month[0].length);
  label.month = word.startsWith("十")
    ? 10 + (word.length > 1 ? numeralValue(word.charCodeAt(1)) : 0)
    : numeralValue(word.charCodeAt(0));
  afterMonth(text, label);
  return label;
}

const ORDINAL: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4 };

/** Reads a label at a Latin word: FY25Q3, Q3 2025, October 31, 2025, fiscal 2025, third quarter of 2025. */
function readWordLabel(text: string, start: number): PeriodLabel | null {
  let stop = start;
  while (stop < start + 10 && isLatin(text.charCodeAt(stop))) stop++;
  const word = text.slice(start, stop);
  const lower = word.toLowerCase();
  if (lower === "fy" || lower === "cy" || lower === "fye" || lower === "fiscal")
    return readFiscal(text, start, stop);
  if (
    (lower === "q" || lower === "h") &&
    isDigit(text.charCodeAt(stop)) &&
    !isDigit(text.charCodeAt(stop + 1))
  ) {
    const part = number(text, stop, stop + 1);
    if (
      part < 1 ||
      part > (lower === "q" ? 4 : 2) ||
      (isLatin(text.charCodeAt(stop + 1)) && !text.startsWith("FY", stop + 1))
    )
      return null;
    const label = emptyLabel(start, stop + 1);
    if (lower === "q") label.quarter = part;
    else label.half = part;
    followingYear(text, label);
    return quarterSpan(text, label);
  }
  const ordinal = ORDINAL[lower];
  if (ordinal !== undefined) {
    const match = /^[ -](fiscal |calendar )?(quarter|half)\b/i.exec(text.slice(stop, stop + 20));
    if (match === null) return null;
    const label = emptyLabel(start, stop + match[0].length);
    if (match[2]!.toLowerCase() === "quarter") label.quarter = ordinal;
    else if (ordinal <= 2) label.half = ordinal;
    else return null;
    if (match[1]?.toLowerCase() === "fiscal ") label.isFiscal = true;
    followingYear(text, label);
    return label;
  }
  const month = monthOf(word);
  return month > 0 ? readMonth(text, start, stop, month, word) : null;
}

function readFiscal(text: string, start: number, stop: number): PeriodLabel | null {
  const match =
    /^ ?(?:years? )?'?(\d{4}|\d{2})(?:[-/](\d{2}))?(?!\d)/.exec(text.slice(stop, stop + 14)) ?? null;
  if (match === null || (match[1]!.length === 4 && !isYear(Number(match[1])))) return null;
  const label = emptyLabel(start, stop + match[0].length);
  label.year = match[1]!.length === 2 ? 2000 + Number(match[1]) : Number(match[1]);
  label.isFiscal = !/^c/i.test(text[start]!);
  if (text[label.end] === "E" || text[label.end] === "F") label.end++;
  else if (isQ(text[skip(text, label.end, 1)]) || isH(text[skip(text, label.end, 1)])) afterYear(text, label);
  else if (text[label.end] === "年") label.end++;
  return quarterSpan(text, label);
}

function readMonth(
  text: string,
  start: number,
  stop: number,
  month: number,
  word: string,
): PeriodLabel | null {
  let at = stop;
  if (text[at] === ".") at++;
  at = skip(text, at, 1);
  const digits = runEnd(text, at, 4);
  const length = digits - at;
  const label = emptyLabel(start, stop);
  label.month = month;
  if (length === 4 && at > stop && isYear(number(text, at, digits))) {
    label.year = number(text, at, digits);
    label.end = digits;
    return label;
  }
  if (length >= 1 && length <= 2 && at > stop) {
    label.day = number(text, at, digits);
    label.end = digits;
    if (
      label.day > 31 ||
      text[digits] === "%" ||
      (text[digits] === "." && isDigit(text.charCodeAt(digits + 1)))
    )
      return null;
    const rest = /^(?:st|nd|rd|th)?\s?,?\s?(\d{4})(?!\d)/.exec(text.slice(digits, digits + 10));
    if (rest !== null && isYear(Number(rest[1]))) {
      label.year = Number(rest[1]);
      label.end = digits + rest[0].length;
    }
    return label;
  }
  // A month alone: only a capital letter tells May from may.
  return /^[A-Z]/.test(word) && word !== "May" && word !== "March" ? label : null;
}

/** The label that starts at `start` (a digit, a numeral or a Latin letter); null when none does. */
export function readLabel(text: string, start: number, end: number): PeriodLabel | null {
  const code = text.charCodeAt(start);
  if (isDigit(code)) return readDigitLabel(text, start, end);
  if (isLatin(code)) return readWordLabel(text, start);
  return numeralValue(code) <= 11 ? readNumeralLabel(text, start) : null;
}
