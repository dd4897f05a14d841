// figures/label.ts: period labels: "3Q25", "FY25Q3", "2025年第三季度", "2024-2027年", "Oct 31, 2025".
//
// A label is not a figure: the scanner steps over it and hands it to period.ts, which turns it into days
// once the document's date is known. What is read here stands in digits, numerals or Latin letters;
// relative words (去年, 年底, last quarter) are read by period.ts.

import {
  afterMonth,
  afterYear,
  emptyLabel,
  followingYear,
  isDash,
  isH,
  isQ,
  isYear,
  number,
  type PeriodLabel,
  QUARTERS,
  quarterSpan,
  runEnd,
  seasonEnd,
  skip,
  yearOf,
} from "./label-parts.ts";
import { readDayMonth, readWordLabel } from "./label-words.ts";
import { numeralValue } from "./numeral.ts";
import { isDigit, isLatin } from "./trie.ts";

/** 近三月, 过去10日: a window, no month and no day. */
const isInWindow = (text: string, start: number): boolean => {
  const before = text[start - 1] ?? "";
  return before === "近" || before === "去" || (before === "来" && text[start - 2] === "未");
};

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

/** One or two digits: "3Q25", "25Q3", "9M25", "1H25", "10月31日", "19:38", "25年上半年". */
function readShort(text: string, start: number, end: number): PeriodLabel | null {
  const value = number(text, start, end);
  const letter = text[end];
  if ((isQ(letter) || isH(letter) || letter === "M") && text[end + 1] !== "z") {
    const marked = readMarked(text, start, end, value);
    if (marked !== null) return marked;
  }
  if (isInWindow(text, start)) return null;
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
  if (isLatin(text.charCodeAt(digits)) && text[digits] !== "E" && !text.startsWith("FY", digits)) return null;
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
  if (length === 1 && quarter !== undefined && seasonEnd(text, stop) > 0)
    return quarterLabel(text, start, stop, quarter);
  return length <= 2 ? readShort(text, start, stop) : null;
}

function quarterLabel(text: string, start: number, stop: number, quarter: number): PeriodLabel {
  const begin = text[start - 1] === "第" ? start - 1 : start;
  const label = emptyLabel(begin, seasonEnd(text, stop));
  label.isFiscal = text[stop] === "财" || text[stop] === "財";
  if (text[start - 1] === "前") {
    label.start = start - 1;
    label.months = quarter * 3;
  } else label.quarter = quarter;
  return label;
}

/** Reads a label at a Chinese numeral: 二〇二五年, 第三季度, 十月. */
function readNumeralLabel(text: string, start: number): PeriodLabel | null {
  const quarter = QUARTERS[text[start]!];
  if (quarter !== undefined && seasonEnd(text, start + 1) > 0 && text[start - 1] !== "个")
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
  if (month === null || text[start - 1] === "个" || isInWindow(text, start)) return null;
  const word = month[1]!;
  const label = emptyLabel(start, start + month[0].length);
  label.month = word.startsWith("十")
    ? 10 + (word.length > 1 ? numeralValue(word.charCodeAt(1)) : 0)
    : numeralValue(word.charCodeAt(0));
  afterMonth(text, label);
  return label;
}

/** The label that starts at `start` (a digit, a numeral or a Latin letter); null when none does. */
export function readLabel(text: string, start: number, end: number): PeriodLabel | null {
  const code = text.charCodeAt(start);
  if (isDigit(code)) return readDigitLabel(text, start, end);
  if (isLatin(code)) return readWordLabel(text, start);
  return numeralValue(code) <= 11 ? readNumeralLabel(text, start) : null;
}
