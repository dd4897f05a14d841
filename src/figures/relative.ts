// figures/relative.ts: words that name a time without a number: 去年, 上季度, 报告期内, last quarter, a year earlier; and windows.
//
// What they mean is resolved in period.ts, from the day of publication and the period the document reports on.

import { emptyLabel, type PeriodLabel } from "./label-parts.ts";
import { Trie } from "./trie.ts";

const RELATIVE: Record<string, string[]> = {
  "year-1": ["去年", "last year", "去年全年"],
  "prior-year": ["上年", "上年度", "上一年", "上一年度", "prior year", "previous year", "preceding year"],
  // The stretch that is spoken of, a year earlier.
  "same-period": [
    "去年同期",
    "上年同期",
    "上年同季",
    "去年同季",
    "prior-year quarter",
    "prior year quarter",
    "prior-year period",
    "prior year period",
    "year-ago quarter",
    "year-ago period",
    "same quarter last year",
    "same period last year",
    "same period a year ago",
    "same period a year earlier",
    "same quarter a year ago",
    "same quarter a year earlier",
    "same period of last year",
    "same quarter of last year",
    "same period of the prior year",
    "same quarter of the prior year",
    "corresponding period of last year",
    "a year ago",
    "a year earlier",
    "one year ago",
    "one year earlier",
    "year earlier",
  ],
  "fiscal-year0": ["本财年", "当前财年", "this fiscal year", "current fiscal year", "the fiscal year"],
  "fiscal-year+1": ["下财年", "下一财年", "下个财年", "next fiscal year", "coming fiscal year"],
  "fiscal-year-1": ["上财年", "上一财年", "last fiscal year", "prior fiscal year", "previous fiscal year"],
  reporting: ["报告期内", "本报告期", "报告期", "the reporting period"],
  "reporting-end": [
    "报告期末",
    "本报告期末",
    "本期末",
    "期末",
    "quarter end",
    "quarter-end",
    "the end of the quarter",
    "period end",
    "period-end",
    "the end of the period",
  ],
  "reporting-start": ["期初", "上年末", "上年年末", "上年度末", "上期末"],
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
  "前",
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
