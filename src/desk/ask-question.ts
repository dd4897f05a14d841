// desk/ask-question.ts: what a question names: entities and metrics of the vocabulary, periods, an arithmetic.
//
// A follow-up ("and in 2024?") takes what it does not name from the question before it.

import { arithmeticOf } from "../ask/arithmetic.ts";
import { calendarOf, resolveLabel } from "../figures/period.ts";
import { findRelatives } from "../figures/relative.ts";
import { scan } from "../figures/scan.ts";
import {
  findEntities,
  findMetrics,
  makeVocabulary,
  shippedTerms,
  shippedVocabulary,
  type Vocabulary,
} from "../figures/vocabulary.ts";
import type { Arithmetic } from "../records/answer.ts";
import type { Nature, Period, Term } from "../records/figure.ts";
import type { Desk } from "./desk.ts";

/** A question with what it names, in the order of its words. */
export interface AskedQuestion {
  text: string;
  /** Words for the search: the question without what the query language would take for an operator. */
  query: string;
  entities: Term[];
  metrics: Term[];
  periods: Period[];
  arithmetic: Arithmetic | null;
  nature: Nature | null;
}

/** Words of measuring that every figure has: they name no metric by themselves. */
const GENERIC_METRICS = new Set(["growth", "share", "price", "value"]);

export async function vocabularyOf(desk: Desk): Promise<Vocabulary> {
  const own = (await desk.store.figures.terms())
    .filter(({ mergedInto }) => mergedInto === null)
    .map(({ term }) => term);
  if (own.length === 0) return shippedVocabulary();
  const ids = new Set(own.map(({ id }) => id));
  return makeVocabulary([...own, ...shippedTerms().filter(({ id }) => !ids.has(id))]);
}

/** Reads a question; `todayIso` resolves "last quarter". What a follow-up does not name comes from `before`. */
export function readQuestion(
  written: string,
  vocabulary: Vocabulary,
  todayIso: string,
  before: AskedQuestion | null = null,
): AskedQuestion {
  // The vocabulary writes names with "and".
  const text = written.replace(/ & /g, " and ");
  const entities = uniqueTerms(findEntities(vocabulary, text, 0, text.length).map(({ term }) => term));
  const metrics = uniqueTerms(
    findMetrics(vocabulary, text, 0, text.length)
      .map(({ term }) => term)
      .filter(({ id }) => !GENERIC_METRICS.has(id)),
  );
  const periods = periodsOf(text, todayIso);
  const arithmetic = arithmeticOf(text);
  const names = [
    ...(entities.length === 0 ? (before?.entities ?? []) : []),
    ...(metrics.length === 0 ? (before?.metrics ?? []) : []),
  ];
  return {
    text,
    query: plainWords(`${text} ${names.map(({ name }) => name.en).join(" ")}`),
    entities: entities.length === 0 ? (before?.entities ?? []) : entities,
    metrics: metrics.length === 0 ? (before?.metrics ?? []) : metrics,
    periods: periods.length === 0 ? (before?.periods ?? []) : periods,
    arithmetic: arithmetic ?? (metrics.length === 0 ? (before?.arithmetic ?? null) : null),
    nature: natureAsked(text),
  };
}

function uniqueTerms(terms: readonly Term[]): Term[] {
  return [...new Map(terms.map((term) => [term.id, term])).values()].slice(0, 8);
}

function periodsOf(text: string, todayIso: string): Period[] {
  const { labels } = scan(text);
  const relatives = findRelatives(text, 0, text.length).filter(
    ({ start, end }) => !labels.some((label) => label.start < end && start < label.end),
  );
  const calendar = calendarOf(todayIso.slice(0, 10), yearBeside(labels));
  const found = [...labels, ...relatives]
    .sort((a, b) => a.start - b.start)
    .flatMap((label) => {
      // "from 2020 to 2021" in a question of change is two years, not one stretch.
      const isChange = label.yearTo !== null && label.year !== null && arithmeticOf(text) !== null;
      const parts = isChange
        ? [
            { ...label, yearTo: null },
            { ...label, year: label.yearTo, yearTo: null },
          ]
        : [label];
      return parts.flatMap((part) => resolveLabel(part, calendar) ?? []);
    });
  return [...new Map(found.map((period) => [period.label, period])).values()].slice(0, 8);
}

/** "Q1 and Q2 of 2025": the one year of the question belongs to its bare quarters. */
function yearBeside(labels: readonly { year: number | null }[]): number | null {
  const years = new Set(labels.flatMap(({ year }) => (year === null ? [] : [year])));
  return years.size === 1 ? [...years][0]! : null;
}

function natureAsked(text: string): Nature | null {
  if (/\bguid(?:ance|ed|es)\b|指引/i.test(text)) return "guidance";
  if (/\bconsensus\b|一致预期|市场预期/i.test(text)) return "consensus";
  if (/\btarget\b|目标/i.test(text)) return "target";
  if (/\b(?:estimates?|estimated|forecasts?|expected|projected)\b|预计|预测|预期/i.test(text))
    return "estimate";
  return null;
}

/** A question is no query: brackets, quotes, colons and capitals of operators are words of it. */
export const plainWords = (text: string): string =>
  text
    .replace(/["“”():{}[\]*~^]/g, " ")
    .replace(/(^|\s)-+(?=\S)/g, "$1")
    .replace(/\b(?:AND|OR|NOT|NEAR\d*|TITLE)\b/g, (word) => word.toLowerCase())
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 1000);
