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
  const bare: Calendar = { published, quarter: null, year: null };
  const opening =
    blocks[0] === undefined ? "" : text.slice(blocks[0].start, Math.min(text.length, blocks[0].start + 1500));
  const quarter =
    ownQuarter(title, bare) ??
    (isAboutResults(context, title + (context.kind === "news" ? opening.slice(0, 300) : ""))
      ? ownQuarter(opening, bare)
      : null);
  const year = ownYear(title);
  const calendar: Calendar = { published, quarter, year: year ?? quarter?.year ?? null };
  return { subject: { mention }, calendar, reporting: reportingPeriod(title, text, calendar), context };
}

const isAboutResults = (context: FigureContext, words: string): boolean =>
  ["results-review", "call-minutes", "filing"].includes(context.kind) ||
  /业绩|财报|季报|results|earnings|quarter|Q[1-4]/i.test(words);

function ownQuarter(text: string, calendar: Calendar): { year: number; quarter: number } | null {
  for (const label of scan(text).labels) {
    if (label.quarter === null || label.quarterTo !== null) continue;
    const period = resolveLabel(label, calendar);
    if (period !== null) return { year: Number(period.start.slice(0, 4)), quarter: label.quarter };
  }
  return null;
}

const ownYear = (title: string): number | null =>
  scan(title).labels.find((label) => label.year !== null && label.yearTo === null)?.year ?? null;
