// figures/reporting.ts: the period that a report is on, and heads that speak of it without naming a year.
//
//   2020年年度报告 → 2020       期末余额 → as of 2020-12-31      上期发生额 → 2019      期初余额 → as of 2019-12-31
//   For the quarterly period ended July 29, 2023 → 3 months to that day
//
// Chinese statements name their columns by such words only, so without them most cells of a filing had no time.

import type { Period } from "../records/figure.ts";
import type { PeriodLabel } from "./label-parts.ts";
import { addDays, backFrom, type Calendar, resolveLabel, yearBefore } from "./period.ts";
import { scan } from "./scan.ts";
import { markSpans } from "./span-label.ts";

const COVER = 8_000;

const ENDED =
  /(?:for the )?(fiscal year|year|quarterly period|quarter|transition period)s?\s+ended:?\s+([A-Z][a-z]+\s+\d{1,2},?\s+\d{4})/i;

/** The period that a filing or a review of results is on, by its title or cover; null when neither says. */
export function reportingPeriod(title: string, text: string, calendar: Calendar): Period | null {
  const { labels } = scan(title);
  markSpans(title, labels);
  const label = labels.find((candidate) => candidate.year !== null && !candidate.isTime);
  if (label !== undefined && /报告|报表|年报|季报|annual report|10-K|10-Q|20-F|results/i.test(title)) {
    const part = partOf(title, label);
    return resolveLabel({ ...label, ...part }, calendar);
  }
  const ended = ENDED.exec(text.slice(0, COVER));
  if (ended === null) return null;
  const day = scan(ended[2]!).labels[0];
  const end = day === undefined ? null : resolveLabel(day, calendar);
  return end === null ? null : backFrom(end.end, /quarter/i.test(ended[1]!) ? 3 : 12);
}

/** 半年度报告, 第三季度报告: the part of the year that the title's own label left out. */
function partOf(title: string, label: PeriodLabel): Partial<PeriodLabel> {
  if (label.quarter !== null || label.half !== null || label.months !== null) return {};
  if (/半年度?报|中期报告|interim report|half[- ]year/i.test(title)) return { half: 1 };
  const quarter = /(?:第?([一二三四])季)/.exec(title);
  return quarter === null ? {} : { quarter: "一二三四".indexOf(quarter[1]!) + 1 };
}

const OPENING = /期初|年初|上年年?末|上期期?末|上年度末|上一年末|beginning of (?:the )?(?:year|period)/i;
const BEFORE = /上期|上年|上一年度?|去年同期|同期|prior[- ](?:year|period)|previous (?:year|period)/i;
const CLOSING = /期末|年末|本年末|报告期末|end of (?:the )?(?:year|period)/i;
const DURING =
  /本期|本年|本报告期|报告期|当期|本季|current (?:year|period)|(?:期间|本期)(?:增加|减少)|发生额/i;
/** 较上年同期, 比期初: what something is compared with is not when it is. */
const COMPARED = /(?:较|比|与)[^（(]{0,14}/g;

const instant = (iso: string): Period => ({ start: iso, end: iso, basis: "calendar", label: `as of ${iso}` });

/** What a head such as 期末余额 or 上期发生额 means in a document on `reporting`; null when it says no such word. */
export function relativeHead(words: string, reporting: Period): Period | null {
  const own = words.replace(COMPARED, "");
  if (OPENING.test(own)) return instant(addDays(reporting.start, -1));
  if (CLOSING.test(own)) return instant(reporting.end);
  if (BEFORE.test(own)) return yearBefore(reporting);
  if (DURING.test(own) || own.length < words.length) return reporting;
  return null;
}
