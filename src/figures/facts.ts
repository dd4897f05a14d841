// figures/facts.ts: what a document says of itself: its subject, its quarter and year, the period it reports on.

import type { Block } from "../records/reading.ts";
import { issuerOf } from "./issuer.ts";
import type { DocumentFacts, FigureContext } from "./meaning.ts";
import { type Calendar, publishedDay, resolveLabel } from "./period.ts";
import { reportingPeriod } from "./reporting.ts";
import { scan } from "./scan.ts";
import { findEntities, kindOf } from "./vocabulary.ts";

/** Title, own company, own quarter: what a figure falls back on. */
export function factsOf(text: string, blocks: readonly Block[], context: FigureContext): DocumentFacts {
  const { title, vocabulary } = context;
  const names = findEntities(vocabulary, title, 0, title.length);
  const isOwner = (mention: (typeof names)[number]): boolean =>
    ["company", "unit", "product", "project"].includes(kindOf(mention.term));
  const issuer = issuerOf(text, title, vocabulary);
  const company = names.find((name) => kindOf(name.term) === "company");
  const mention =
    (context.kind === "filing" ? (issuer ?? company) : (company ?? issuer)) ??
    names.find(isOwner) ??
    names.find((name) => kindOf(name.term) === "class") ??
    null;
  const published = context.published === null ? null : publishedDay(context.published.iso);
  const opening =
    blocks[0] === undefined ? "" : text.slice(blocks[0].start, Math.min(text.length, blocks[0].start + 1500));
  const yearEnd =
    (mention === null ? undefined : vocabulary.fiscalEnds.get(mention.term.id)) ??
    saidYearEnd(`${title}\n${opening}`, published) ??
    12;
  const bare: Calendar = { published, quarter: null, year: null, yearEnd, reporting: null, spoken: null };
  const quarter =
    ownQuarter(title, bare) ??
    (isAboutResults(context, title + (context.kind === "news" ? opening.slice(0, 300) : ""))
      ? ownQuarter(opening, bare)
      : null);
  const year = ownYear(title);
  const dated: Calendar = { ...bare, quarter, year: year ?? quarter?.year ?? null };
  const calendar: Calendar = { ...dated, reporting: reportingPeriod(title, text, dated) };
  return { subject: { mention }, calendar, context };
}

const isAboutResults = (context: FigureContext, words: string): boolean =>
  ["results-review", "call-minutes", "filing"].includes(context.kind) ||
  /业绩|财报|季报|results|earnings|quarter|Q[1-4]/i.test(words) ||
  (/[一二三四]季度/.test(words) && /营收|净利|收入/.test(words));

function ownQuarter(text: string, calendar: Calendar): Calendar["quarter"] {
  for (const label of scan(text).labels) {
    if (label.quarter === null || label.quarterTo !== null) continue;
    const period = resolveLabel(label, calendar);
    // What has not begun on the day of publication is not what the document reports on.
    if (period === null || (calendar.published !== null && period.start > calendar.published)) continue;
    const isFiscal = label.isFiscal && calendar.yearEnd !== 12;
    const year = /\d{4}/.exec(period.label)?.[0] ?? period.start;
    return { year: Number((isFiscal ? year : period.start).slice(0, 4)), quarter: label.quarter, isFiscal };
  }
  return null;
}

const ownYear = (title: string): number | null =>
  scan(title).labels.find((label) => label.year !== null && label.yearTo === null)?.year ?? null;

/** "2025财年第一财季（截至2024年11月28日）": the month in which the year of a company ends that the vocabulary does not know. */
function saidYearEnd(text: string, published: string | null): number | null {
  const { labels } = scan(text);
  for (let index = 1; index < labels.length; index++) {
    const pair = [labels[index - 1]!, labels[index]!];
    const quarter = pair.find((label) => label.isFiscal && label.quarter !== null);
    const day = pair.find((label) => label.month !== null && label.day !== null);
    const gap = text.slice(pair[0]!.end, pair[1]!.start);
    if (quarter === undefined || day === undefined || gap.length > 16 || published === null) continue;
    if (!/截至|ended|ending/i.test(text.slice(Math.max(0, day.start - 12), day.start))) continue;
    // A day early in a month closes the weeks of the month before.
    const month = day.day! <= 7 ? day.month! - 1 : day.month!;
    return ((month - quarter.quarter! * 3 + 11 + 12) % 12) + 1;
  }
  return /fiscal year ended ([A-Z][a-z]+) \d/.test(text) ? endedMonth(text) : null;
}

function endedMonth(text: string): number | null {
  const day = scan(/fiscal year ended ([A-Z][a-z]+ \d{1,2})/.exec(text)?.[1] ?? "").labels[0];
  if (day === undefined || day.month === null) return null;
  return day.day !== null && day.day <= 7 ? ((day.month + 10) % 12) + 1 : day.month;
}
