// ask/ground-periods.ts: years, quarters, halves and months of a text in one form for both languages.

import type { Span } from "../values/span.ts";

const YEAR = /(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)/g;
const YEAR_WORDS = /(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)(?:财?年度?)?/g;
const SHORT_YEAR =
  /(?:FY|Q[1-4]|[1-4]Q|[12]H|H[12](?=[\s'])|')\s?'?(\d\d)(?!\d)|(?<!\d)(\d\d)(?:Q[1-4]|H[12]|年)/gi;
const PART =
  /前[一二三1-3]个?季度|前(?:九|9)个?月|\b(?:first )?(?:three quarters|nine months)\b|单(?=[一二三四]季度)|Q[1-4](?!\d)|(?<!\d)[1-4]Q|\b(?:first|second|third|fourth)[- ]quarter|第?[一二三四1-4]季度?|(?:上|下)半年|(?<!\d)[12]H|\bH[12](?![A-Za-z0-9])|\b(?:first|second)[- ]half/gi;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  /\b(?:January|February|March|April|May(?=\s+(?:\d|of)|,)|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?=\s\d))(?![a-z])|(?<!\d)(?:1[0-2]|[1-9])月(?!度)/g;

/** A period's form with its place: "y2025", "q3", "h1", "m10", "d15". */
export interface PeriodWord extends Span {
  form: string;
}

export function placedPeriods(text: string): PeriodWord[] {
  const found: PeriodWord[] = [];
  const add = (match: RegExpMatchArray, form: string): void => {
    found.push({ start: match.index!, end: match.index! + match[0].length, form });
  };
  for (const match of text.matchAll(YEAR)) add(match, `y${match[0]}`);
  for (const match of text.matchAll(SHORT_YEAR)) add(match, `y20${match[1] ?? match[2]}`);
  for (const match of text.matchAll(PART)) {
    const form = partOfYear(match[0]);
    if (form !== "") add(match, form);
  }
  for (const match of text.matchAll(MONTH)) {
    add(match, monthOf(match[0]));
    const day =
      /^(?:日|\s)?\s?(\d{1,2})(?:日|st|nd|rd|th|,|\b)(?!\d|\s?%)/.exec(
        text.slice(match.index + match[0].length),
      )?.[1] ??
      /(?<![\d.,])(\d{1,2})(?:st|nd|rd|th)?\s$/.exec(
        text.slice(Math.max(0, match.index - 6), match.index),
      )?.[1];
    if (day !== undefined) add(match, `d${Number(day)}`);
  }
  return found.sort((a, b) => a.start - b.start);
}

export const periodWords = (text: string): string[] => placedPeriods(text).map(({ form }) => form);

/** The text with its periods blanked, offsets kept. */
export const withoutPeriods = (text: string): string =>
  [PART, YEAR_WORDS, MONTH].reduce(
    (rest, pattern) => rest.replace(pattern, (words) => " ".repeat(words.length)),
    text,
  );

function monthOf(words: string): string {
  const digits = /\d+/.exec(words)?.[0];
  return `m${digits ?? MONTHS.indexOf(words.slice(0, 3).toLowerCase()) + 1}`;
}

/** "Q3", "3Q", "third quarter", "三季度" → "q3"; halves likewise. */
function partOfYear(words: string): string {
  if (/前|three quarters|nine months/i.test(words)) return /前[一二12]/.test(words) ? "h1" : "q1-3";
  if (words === "单") return "";
  const half = /half|半年|H/i.test(words) && !/quarter|季/i.test(words);
  const digit =
    /[1-4]/.exec(words)?.[0] ??
    String(
      { first: 1, second: 2, third: 3, fourth: 4, 一: 1, 二: 2, 三: 3, 四: 4, 上: 1, 下: 2 }[
        /first|second|third|fourth|[一二三四上下]/i.exec(words)?.[0].toLowerCase() ?? ""
      ] ?? "?",
    );
  return `${half ? "h" : "q"}${digit}`;
}
