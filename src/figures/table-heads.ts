// figures/table-heads.ts: what the words over a column and before a row say: period, metric, entity, relation, unit.
//
// "Three Months Ended September 30," over "2025" is one quarter; "同比(%)" is a relation; "营业收入(亿元)" brings its unit.

import type { Nature, Period } from "../records/figure.ts";
import type { TableCell } from "../records/reading.ts";
import type { PeriodLabel } from "./label-parts.ts";
import type { DocumentFacts } from "./meaning.ts";
import { backFrom, resolveLabel } from "./period.ts";
import { findRelatives } from "./relative.ts";
import { relativeHead } from "./reporting.ts";
import { scan } from "./scan.ts";
import { readShortUnit, type UnitLine } from "./unitline.ts";
import { findEntities, findMetrics, findSegments, kindOf, type Mention } from "./vocabulary.ts";

/** What the words of a head or a row label say. */
export interface Said {
  words: string;
  /** The words without numbering, brackets and colons: what a row is called. */
  label: string;
  /** The label without what it says of time: "" for a row or a column that is only a period. */
  subject: string;
  period: Period | null;
  metric: Mention | null;
  /** The metric is what the words are, not a word among them: "Net sales", not "Tax on net sales of services". */
  isWhole: boolean;
  entity: Mention | null;
  segment: string | null;
  relation: string | null;
  unit: UnitLine | null;
  isPercent: boolean;
  nature: Nature | null;
}

/** What stands over each column: the head cells that cover it, top to bottom. */
export function headsOf(
  text: string,
  rows: readonly TableCell[][],
  headRows: number,
  facts: DocumentFacts,
): Map<number, Said> {
  const words = new Map<number, string>();
  for (let index = 0; index < headRows; index++) {
    let over = "";
    for (const cell of rows[index] ?? []) {
      // A head over several columns is often one cell and empty ones beside it.
      const isUpper = index < headRows - 1 && cell.column > 0;
      if (cell.end === cell.start) {
        if (isUpper && over !== "") words.set(cell.column, `${words.get(cell.column) ?? ""} ${over}`.trim());
        continue;
      }
      over = text.slice(cell.start, cell.end);
      const last = cell.column + Math.min(Math.max(1, cell.columnSpan), 200);
      for (let column = cell.column; column < last; column++)
        words.set(column, `${words.get(column) ?? ""} ${text.slice(cell.start, cell.end)}`.trim());
    }
  }
  return new Map([...words].map(([column, head]) => [column, saidBy(text, head, facts)]));
}

const RELATION: [string, RegExp][] = [
  ["yoy", /同比|YoY|Y\/Y|year[- ]over[- ]year|year[- ]on[- ]year|较上年|比上年|按年/i],
  ["qoq", /环比|QoQ|Q\/Q|quarter[- ]over[- ]quarter|sequential|较上季/i],
  ["cagr", /CAGR|复合增长/i],
  ["share-of:total", /占比|比重|% of (?:total|revenue|net sales)|percent of|占.{0,6}比例/i],
  ["change", /变动|变化|增减|增速|增长率|% ?change|change|growth|variance/i],
];

export function saidBy(_text: string, words: string, facts: DocumentFacts): Said {
  const { vocabulary } = facts.context;
  const cut = words.slice(0, 240);
  const entities = findEntities(vocabulary, cut, 0, cut.length);
  const named =
    entities.find((mention) => kindOf(mention.term) !== "place" && kindOf(mention.term) !== "source") ?? null;
  const bracket = /[（(]([^（）()]{1,16})[)）]\s*$/.exec(cut)?.[1] ?? null;
  const isPercent = /[%％]/.test(cut) || /(?:率|占比|比重|比例)\s*$/.test(cut) || PERCENT_WORD.test(cut);
  const label = labelOf(cut);
  const metric = longestMetric(findMetrics(vocabulary, cut, 0, cut.length));
  return {
    words: cut,
    label,
    subject: withoutPeriods(label),
    period: periodIn(cut, facts),
    metric,
    isWhole: metric !== null && isWhole(cut.slice(metric.start, metric.end), withoutPeriods(label) || label),
    entity: named,
    segment: findSegments(vocabulary, cut, 0, cut.length)[0]?.name ?? null,
    relation: RELATION.find(([, pattern]) => pattern.test(cut))?.[0] ?? null,
    unit: bracket === null || isPercent ? null : readShortUnit(bracket),
    isPercent,
    nature: /(?:\d[EF]\b|预测|预计|预期|estimate|forecast|guidance|指引)/i.test(cut)
      ? /指引|guidance/i.test(cut)
        ? "guidance"
        : "estimate"
      : null,
  };
}

const PERCENT_WORD = /\b(?:percent(?:age)?|margin|growth|mix|rate)\b(?!.*\b(?:dollars?|amount)\b)/i;

const NUMBERING =
  /^[\s*#]*(?:(?:[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）][.．、]?|\d{1,3}(?:[.．、](?!\d)|\.\d{1,2}\s)|[①-⑳]|[a-z]\)|[IVX]{1,4}\.)\s*)+/;

/** "一、营业总收入" → 营业总收入, "Loss carryforwards (2):" → Loss carryforwards. */
export function labelOf(words: string): string {
  let label = words.replace(NUMBERING, "").replace(/^(?:其中|加|减|Less|Add|Of which)[：:]\s*/i, "");
  for (let round = 0; round < 3; round++) {
    label = label.replace(/[\s:：*]+$/, "").replace(/\s?[（(【[][^（）()【】[\]]{0,60}[)）】\]]$/, "");
  }
  return label.replace(/\s+/g, " ").trim().slice(0, 80);
}

const PERIOD_WORDS =
  /(?:19|20)\d{2}\s?(?:年度?|[AEF]\b)?(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?|\b(?:(?:three|six|nine|twelve|\d{1,2})[- ](?:months?|weeks?)|(?:fiscal\s)?(?:years?|quarters?|periods?))(?:\s(?:ended|ending|to))?|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?(?:\s\d{1,2}\b)?|\b(?:as of|at|Q[1-4]|H[12])\b|(?:截至|上年年?末|上年同期|本[年期]期?[初末]|[期年][初末]|上年年?度?|上期|本年度?|本期)(?:余额|金额|发生额|数)?/gi;

function withoutPeriods(label: string): string {
  const rest = label
    .replace(PERIOD_WORDS, " ")
    .replace(/^[\s,，、:：()（）–—-]+|[\s,，、:：()（）–—-]+$/g, "")
    .replace(/\s+/g, " ");
  return /\p{L}{2,}/u.test(rest) ? rest : "";
}

/** Words that a label may have beside its metric without being about something else. */
const FILLERS =
  /(?:19|20)\d{2}(?:年度?)?|\b(?:year|quarter|months?|three|six|nine|twelve|ended|fiscal)s?\b|(?:期末|期初|本期|上期|本年|上年)(?:余额|数|金额|发生额)?|\b(?:total|net|the|of|our|consolidated|gross|diluted|basic|non-?gaap|gaap|adjusted|reported|as)\b|经调整|合计|总额|净额|其中|[\s,，:：.]/gi;

function isWhole(metric: string, label: string): boolean {
  // "Revenue by product category": what is measured, then how it is parted.
  if (/^\s(?:by|per)\s/i.test(label.slice(metric.length)) && label.startsWith(metric)) return true;
  // 其他营业费用, "Other operating expense": an account beside the one that bears the name.
  if (/^(?:其他|其它|other\b|non-)/i.test(label) && !/^(?:其他|其它|other)/i.test(metric)) return false;
  const core = label.replace(FILLERS, "").length;
  const own = metric.replace(FILLERS, "").length || metric.length;
  return own >= core * (/[\u4e00-\u9fff]/.test(label) ? 0.7 : 0.6);
}

const longestMetric = (mentions: readonly Mention[]): Mention | null =>
  mentions.reduce<Mention | null>(
    (best, mention) =>
      best === null || mention.end - mention.start > best.end - best.start ? mention : best,
    null,
  );

/** The period of a head: "Three Months Ended September 30, 2025", "2025Q3", "2024A", "截至2025年9月30日". */
function periodIn(words: string, facts: DocumentFacts): Period | null {
  const { calendar } = facts;
  const { reporting } = calendar;
  const own = scan(words).labels.filter((label) => !label.isTime);
  const hasYear = own.some((label) => label.year !== null);
  if (reporting !== null && !hasYear) {
    const relative = relativeHead(words, reporting);
    if (relative !== null) return relative;
  }
  const labels: PeriodLabel[] = own.length > 0 ? own : findRelatives(words, 0, words.length);
  const label = mergeLabels(labels);
  if (label === null) return null;
  const period = resolveLabel(label, calendar);
  if (period === null) return null;
  const to = labels[1];
  if (
    to !== undefined &&
    to.day !== null &&
    /^\s?(?:[-–—~～]|至|到|to)\s?$/.test(words.slice(label.end, to.start))
  ) {
    const last = resolveLabel(to, calendar);
    if (last !== null && last.end > period.start)
      return { start: period.start, end: last.end, basis: "calendar", label: `${period.start}–${last.end}` };
  }
  const span =
    /\b(three|six|nine|twelve|3|6|9|12)[- ]months?|\b(year|quarter|fiscal year)s? end(?:ed|ing)/i.exec(words);
  if (span === null || label.quarter !== null) return period;
  const months =
    { three: 3, six: 6, nine: 9, twelve: 12, year: 12, "fiscal year": 12, quarter: 3 }[
      (span[1] ?? span[2])!.toLowerCase()
    ] ?? Number(span[1]);
  return backFrom(period.end, months);
}

/** "September 30," over "2025": a month and day from one head, the year from another. */
function mergeLabels(labels: readonly PeriodLabel[]): PeriodLabel | null {
  const first = labels[0];
  if (first === undefined) return null;
  if (first.year !== null || first.relative !== null) return first;
  const year = labels.find((label) => label.year !== null && label.month === null && label.quarter === null);
  return year === undefined ? first : { ...first, year: year.year };
}
