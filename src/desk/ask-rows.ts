// desk/ask-rows.ts: rows of the ledger that a question asks for, by its entities, metrics and periods and by the passages found.

import { addDays } from "../figures/period.ts";
import type { Period, Term } from "../records/figure.ts";
import type { FigureFilter, FigureRow } from "../store/figures.ts";
import { contains } from "../values/span.ts";
import type { AskScope, FoundPassage } from "./ask-evidence.ts";
import type { AskedQuestion } from "./ask-question.ts";
import type { Asked } from "./ask-quotes.ts";
import { shareOfWords } from "./ask-words.ts";
import type { Desk } from "./desk.ts";

/** Rows read from the ledger for each way of looking. */
const MOST_READ = 300;

export interface RankedRow {
  row: FigureRow;
  score: number;
  matches: string[];
}

export async function rankRows(
  desk: Desk,
  question: AskedQuestion,
  scope: AskScope,
  passages: readonly FoundPassage[],
  asked: Asked,
): Promise<RankedRow[]> {
  const rows = await readRows(desk, question, scope, passages);
  const words = new Map<string, number>();
  const wordsOf = (row: FigureRow): number => {
    const key = `${row.versionId} ${row.quoteStart} ${row.metric} ${row.entity}`;
    const known =
      words.get(key) ?? shareOfWords(asked, `${row.entity} ${row.metric} ${row.quote.slice(0, 400)}`);
    words.set(key, known);
    return known;
  };
  return rows
    .map((row) => scoreRow(row, question, passages, wordsOf(row)))
    .filter(({ score }) => score > 0.9)
    .sort(
      (a, b) => b.score - a.score || b.row.sortAt.localeCompare(a.row.sortAt) || a.row.start - b.row.start,
    );
}

/** Leaves out a row that says the same of the same again: same document, names, period and value. */
export function unlike(): (ranked: RankedRow) => boolean {
  const seen = new Set<string>();
  return ({ row }) => {
    const { documentId, entity, metric, period, relation, low, high, unit, start } = row;
    const key = [documentId, entity, metric, period?.label ?? start, relation, low, high, unit].join("|");
    return !seen.has(key) && seen.add(key) !== undefined;
  };
}

async function readRows(
  desk: Desk,
  question: AskedQuestion,
  scope: AskScope,
  passages: readonly FoundPassage[],
): Promise<FigureRow[]> {
  const entities = question.entities.map(({ name }) => name.en);
  const metrics = question.metrics.map(({ name }) => name.en);
  const base: FigureFilter = {
    ...(scope.topicId === undefined ? {} : { topicId: scope.topicId }),
    ...(scope.documentId === undefined ? {} : { documentId: scope.documentId }),
  };
  const filters: FigureFilter[] = [];
  if (entities.length > 0 && metrics.length > 0) filters.push({ ...base, entities, metrics });
  else if (entities.length > 0) filters.push({ ...base, entities });
  const documents = [...new Set(passages.slice(0, 6).map(({ passage }) => passage.documentId))].slice(0, 3);
  if (metrics.length > 0) for (const documentId of documents) filters.push({ ...base, documentId, metrics });
  const places = new Map(
    passages.slice(0, 8).map(({ passage }) => [`${passage.documentId} ${passage.page}`, passage] as const),
  );
  for (const { documentId, page } of places.values()) filters.push({ ...base, documentId, page });
  const lists = await Promise.all(
    filters.map((filter) => desk.store.figures.list(filter, "newest", true, 0, MOST_READ)),
  );
  return [...new Map(lists.flat().map((row) => [row.id, row])).values()];
}

function scoreRow(
  row: FigureRow,
  question: AskedQuestion,
  passages: readonly FoundPassage[],
  words: number,
): RankedRow {
  const matches: string[] = [];
  let score = 0;
  const add = (name: string, worth: number) => {
    score += worth;
    if (worth > 0) matches.push(name);
  };
  if (question.entities.some((term) => isOf(term, row.entityId, row.entity))) add("entity", 1);
  if (question.metrics.some((term) => isOf(term, row.metricId, row.metric))) add("metric", 1.2);
  const period = Math.max(0, ...question.periods.map((asked) => periodMatch(asked, row.period)));
  if (period >= 0.5) add("period", period);
  else if (question.periods.length > 0 && row.period !== null) score -= 0.3;
  if (question.nature !== null && row.nature === question.nature) add("nature", 0.5);
  if (words > 0.25) add("words", 1.2 * words);
  const at = passages.findIndex(
    ({ passage }) => passage.versionId === row.versionId && contains(passage, row),
  );
  if (at >= 0) score += 0.8 / (1 + at / 3);
  else if (passages.slice(0, 3).some(({ passage }) => passage.documentId === row.documentId)) score += 0.2;
  return { row, score: score + 0.2 * row.confidence, matches };
}

export const isOf = (term: Term, id: string | null, name: string): boolean =>
  id !== null ? id === term.id : name !== "" && [term.name.en, term.name.zh].includes(name);

/** How well a figure's period answers the asked one: 1 the same days, .6 the same year by another basis, 0 another time. */
export function periodMatch(asked: Period, own: Period | null): number {
  if (own === null) return 0;
  if (asked.label === own.label || (asked.start === own.start && asked.end === own.end)) return 1;
  const isInstant = own.start === own.end;
  // A balance of the last day of what is asked; fiscal years end some weeks off.
  if (isInstant && own.end >= addDays(asked.end, -40) && own.end <= addDays(asked.end, 40)) return 0.7;
  const year = /^(?:FY)?(\d{4})$/;
  const [mine, theirs] = [year.exec(asked.label)?.[1], year.exec(own.label)?.[1]];
  if (mine !== undefined && mine === theirs) return 0.8;
  if (isInstant && asked.start <= own.end && own.end <= asked.end) return 0.5;
  return 0;
}
