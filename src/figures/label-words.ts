// figures/label-words.ts: period labels in English words: FY25Q3, Q3 2025, October 31, 2025, third quarter of 2025.

import {
  afterYear,
  emptyLabel,
  followingYear,
  isH,
  isQ,
  isYear,
  monthOf,
  number,
  type PeriodLabel,
  quarterSpan,
  runEnd,
  skip,
} from "./label-parts.ts";
import { isDigit, isLatin } from "./trie.ts";

const ORDINAL: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4 };

/** Reads a label at a Latin word: FY25Q3, Q3 2025, October 31, 2025, fiscal 2025, third quarter of 2025. */
export function readWordLabel(text: string, start: number): PeriodLabel | null {
  let stop = start;
  while (stop < start + 10 && isLatin(text.charCodeAt(stop))) stop++;
  const word = text.slice(start, stop);
  const lower = word.toLowerCase();
  if (lower === "fy" || lower === "cy" || lower === "fye" || lower === "fiscal")
    return readFiscal(text, start, stop);
  if (
    (lower === "q" || lower === "h" || lower === "fq") &&
    isDigit(text.charCodeAt(stop)) &&
    !isDigit(text.charCodeAt(stop + 1))
  ) {
    const part = number(text, stop, stop + 1);
    if (
      part < 1 ||
      part > (lower === "h" ? 2 : 4) ||
      (isLatin(text.charCodeAt(stop + 1)) && !text.startsWith("FY", stop + 1))
    )
      return null;
    const label = emptyLabel(start, stop + 1);
    if (lower === "h") label.half = part;
    else label.quarter = part;
    label.isFiscal = lower === "fq";
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
  const quarter = readFiscalQuarter(text, start, stop);
  if (quarter !== null) return quarter;
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

/** "fiscal third quarter", "fiscal Q3 2026", "FY Q3". */
function readFiscalQuarter(text: string, start: number, stop: number): PeriodLabel | null {
  const match = /^[ -](?:(first|second|third|fourth)[ -]quarter\b|Q([1-4])(?![\dA-Za-z]))/i.exec(
    text.slice(stop, stop + 18),
  );
  if (match === null) return null;
  const label = emptyLabel(start, stop + match[0].length);
  label.quarter = match[2] !== undefined ? Number(match[2]) : ORDINAL[match[1]!.toLowerCase()]!;
  label.isFiscal = true;
  followingYear(text, label);
  return label;
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

/** "31 October 2025", "31st October". */
export function readDayMonth(text: string, start: number, end: number, value: number): PeriodLabel | null {
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
