// desk/ask-evidence.ts: what the desk has on a question, without a model: quotes, rows of the ledger, a computed result.
//
//   search (expanded, both languages) ─ passages ─ best sentences of each ─ quotes
//   names and periods of the question ─ rows of the ledger ┐
//   figures on the pages of the best passages ─────────────┴ ranked ─ rows ─ arithmetic

import { compute, isLevel, isSequential, type Slot } from "../ask/arithmetic.ts";
import { addDays } from "../figures/period.ts";
import type { AnswerFigure, AnswerQuote, Computed } from "../records/answer.ts";
import type { Figure, Period, Term } from "../records/figure.ts";
import type { Passage } from "../records/passage.ts";
import { type SearchHit, SearchRequest, type SearchResult } from "../records/search.ts";
import { splitSentences } from "../split/sentences.ts";
import type { FigureFilter, FigureRow } from "../store/figures.ts";
import { languageOf } from "../values/language.ts";
import { contains, type Span } from "../values/span.ts";
import type { AskedQuestion } from "./ask-question.ts";
import { questionWords, shareOfWords } from "./ask-words.ts";
import type { Desk } from "./desk.ts";

/** Quotes of an answer: a screen of them. */
const MOST_QUOTES = 8;
/** Rows of an answer. */
const MOST_ROWS = 12;
/** Passages a model is shown: some 6,000 words at most. */
const MOST_PASSAGES = 14;
/** Of two passages that answer alike, a person reads the one in the language of the question first. */
const OTHER_LANGUAGE = 0.85;
const QUOTE_CHARACTERS = { latin: 480, han: 220 };
/** Rows read from the ledger for each way of looking. */
const MOST_READ = 300;

export interface AskScope {
  topicId?: string | undefined;
  documentId?: string | undefined;
}

/** A passage that speaks to the question, with its document. */
export interface FoundPassage {
  passage: Passage;
  pageLabel: string | null;
  result: Omit<SearchResult, "hits">;
  score: number;
}

export interface Evidence {
  quotes: AnswerQuote[];
  figures: AnswerFigure[];
  computed: Computed | null;
  /** Best first; what a model is shown. */
  passages: FoundPassage[];
}

type Asked = ReturnType<typeof questionWords>;

export async function findEvidence(desk: Desk, question: AskedQuestion, scope: AskScope): Promise<Evidence> {
  const asked = questionWords(question.text);
  const found = await findPassages(desk, question, scope);
  const rows = await rankRows(desk, question, scope, found, asked);
  const passages = lifted(found, rows);
  const quotes = passages
    .slice(0, MOST_QUOTES)
    .map(({ passage, pageLabel, result, score }) => quoteOf(passage, pageLabel, result, score, asked));
  return {
    quotes,
    figures: rows
      .filter(unlike())
      .slice(0, MOST_ROWS)
      .map(({ row, matches }) => ({ ...row, matches })),
    computed: computeAsked(question, rows),
    passages,
  };
}

/** Rows that meet two of entity, metric and period, so many of them, lift the passage they stand in. */
const LIFTING_ROWS = 6;
const LIFT = 0.3;

/** Passages in order again, those with rows that answer the question a little higher. */
function lifted(found: readonly FoundPassage[], rows: readonly RankedRow[]): FoundPassage[] {
  const lifting = rows
    .filter(({ matches }) => matches.filter((name) => name !== "words" && name !== "nature").length >= 2)
    .slice(0, LIFTING_ROWS);
  return found
    .map((one) => {
      const holds = lifting.some(
        ({ row }) => row.versionId === one.passage.versionId && contains(one.passage, row),
      );
      return holds ? { ...one, score: one.score + LIFT } : one;
    })
    .sort((a, b) => b.score - a.score);
}

async function findPassages(desk: Desk, question: AskedQuestion, scope: AskScope): Promise<FoundPassage[]> {
  const { results } = await desk.search.search(
    SearchRequest.parse({
      query: scope.documentId === undefined ? question.query : `${question.query} doc:${scope.documentId}`,
      ...(scope.topicId === undefined ? {} : { topicId: scope.topicId }),
      limit: scope.documentId === undefined ? 12 : 1,
      hitsEach: scope.documentId === undefined ? 6 : MOST_PASSAGES,
    }),
  );
  const language = languageOf(question.text);
  const hits = results
    .flatMap(({ hits: own, ...result }) =>
      own.map((hit) => ({
        hit: result.language === language ? hit : { ...hit, score: hit.score * OTHER_LANGUAGE },
        result,
      })),
    )
    .sort((a, b) => b.hit.score - a.hit.score)
    .slice(0, MOST_PASSAGES);
  const found = await Promise.all(hits.map(({ hit }) => desk.store.passages.get(hit.passageId)));
  return hits.flatMap(({ hit, result }, at) => {
    const passage = found[at];
    // Read again between the search and now: its words are elsewhere.
    if (passage === null || passage === undefined || !isSame(passage, hit)) return [];
    return [{ passage, pageLabel: hit.pageLabel, result, score: hit.score }];
  });
}

const isSame = (passage: Passage, hit: SearchHit): boolean =>
  passage.start === hit.start && passage.versionId === hit.versionId;

/** The run of sentences (or table rows) of a passage that has most of the question's words. */
function quoteOf(
  passage: Passage,
  pageLabel: string | null,
  result: FoundPassage["result"],
  score: number,
  asked: Asked,
): AnswerQuote {
  const { text } = passage;
  const best = bestRun(text, asked);
  const quote = text.slice(best.start, best.end);
  return {
    documentId: passage.documentId,
    versionId: passage.versionId,
    page: passage.page,
    pageLabel,
    start: passage.start + best.start,
    end: passage.start + best.end,
    quote,
    documentTitle: result.title,
    source: result.source,
    sortAt: result.sortAt,
    heading: passage.heading,
    marks: marksOf(quote, asked),
    score,
  };
}

function bestRun(text: string, asked: Asked): Span {
  const isHan = /\p{Script=Han}/u.test(text.slice(0, 400));
  const most = isHan ? QUOTE_CHARACTERS.han : QUOTE_CHARACTERS.latin;
  if (text.trim().length <= most) return trimmed(text, { start: 0, end: text.length });
  const pieces = splitSentences(text).flatMap((span) => rowsOf(text, span, most));
  if (pieces.length === 0) return trimmed(text, { start: 0, end: Math.min(text.length, most) });
  const shares = pieces.map(({ start, end }) => shareOfWords(asked, text.slice(start, end)));
  let best = { start: pieces[0]!.start, end: pieces[0]!.end, share: -1 };
  for (let from = 0; from < pieces.length; from++) {
    let share = 0;
    for (let to = from; to < pieces.length; to++) {
      const [start, end] = [pieces[from]!.start, pieces[to]!.end];
      if (to > from && end - start > most) break;
      share += shares[to]!;
      // A longer quote must earn its length.
      const worth = share - 0.02 * (to - from);
      if (worth > best.share + 1e-9) best = { start, end, share: worth };
    }
  }
  return { start: best.start, end: Math.min(best.end, best.start + 2 * most) };
}

/** A sentence that is longer than a quote (a table, a list) as its lines. */
function rowsOf(text: string, span: Span, most: number): Span[] {
  if (span.end - span.start <= most) return [span];
  const rows: Span[] = [];
  for (let at = span.start; at < span.end; ) {
    const line = text.indexOf("\n", at);
    const end = line < 0 || line > span.end ? span.end : line;
    for (let from = at; from < end; from += most) rows.push({ start: from, end: Math.min(end, from + most) });
    at = end + 1;
  }
  return rows.map((row) => trimmed(text, row)).filter(({ start, end }) => end > start);
}

function trimmed(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && text.charCodeAt(from) <= 32) from++;
  while (to > from && text.charCodeAt(to - 1) <= 32) to--;
  return { start: from, end: to };
}

const WORD = /[\p{Script=Han}]{1,8}|[A-Za-z0-9][A-Za-z0-9.&'-]*/gu;

/** Words of the quote that the question has, as spans of it; in order, not touching. */
function marksOf(quote: string, asked: Asked): Span[] {
  const forms = new Set(
    asked.filter(({ weight }) => weight >= 0.5).flatMap(({ forms: own }) => own.slice(0, 1)),
  );
  const marks: Span[] = [];
  for (const form of forms) {
    if (!/\p{Script=Han}/u.test(form)) continue;
    for (let at = quote.indexOf(form); at >= 0; at = quote.indexOf(form, at + form.length))
      marks.push({ start: at, end: at + form.length });
  }
  for (const match of quote.matchAll(WORD)) {
    if (/\p{Script=Han}/u.test(match[0])) continue;
    if (shareOfWords(asked, match[0]) > 0)
      marks.push({ start: match.index, end: match.index + match[0].length });
  }
  marks.sort((a, b) => a.start - b.start || b.end - a.end);
  return marks.filter(
    (mark, at) => at === 0 || mark.start >= Math.max(...marks.slice(0, at).map(({ end }) => end)),
  );
}

interface RankedRow {
  row: FigureRow;
  score: number;
  matches: string[];
}

async function rankRows(
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
function unlike(): (ranked: RankedRow) => boolean {
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

const isOf = (term: Term, id: string | null, name: string): boolean =>
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

/** The arithmetic of the question over the ranked rows; null when it asks for none or a place has no sure row. */
export function computeAsked(question: AskedQuestion, ranked: readonly RankedRow[]): Computed | null {
  const { arithmetic } = question;
  if (arithmetic === null) return null;
  const levels = ranked.map(({ row }) => row).filter((row) => isLevel(row) && isSure(row));
  const slots = slotsOf(question, levels);
  // Rows whose company is not known are of one company only where they are of one document.
  const isNamed = question.entities.length > 0;
  return slots === null ? null : compute(arithmetic, slots, { isOneDocument: !isNamed });
}

/** What flows through a period is no amount of one day. */
const isOfItsTime = ({ traits }: Term, { period }: Figure): boolean =>
  !(traits.includes("flow") && period !== null && period.start === period.end);

/** Sure of what it measures and when; who it is of is asked of the slots. */
const isSure = ({ grounds }: Figure): boolean =>
  Math.min(grounds.unit.confidence, grounds.metric.confidence, grounds.period.confidence) >= 0.4;

function slotsOf(question: AskedQuestion, levels: readonly Figure[]): Slot[] | null {
  const { entities, metrics, periods, arithmetic } = question;
  const pick = (entity: Term | null, metric: Term | null, period: Period | null): Figure[] =>
    levels.filter(
      (row) =>
        (entity === null || isOf(entity, row.entityId, row.entity)) &&
        (metric !== null ? isOf(metric, row.metricId, row.metric) && isOfItsTime(metric, row) : false) &&
        (period === null || periodMatch(period, row.period) >= 0.7),
    );
  const [entity, metric, period] = [entities[0] ?? null, metrics[0] ?? null, periods[0] ?? null];
  if (metric === null) return null;
  if (periods.length >= 2 && (metrics.length === 1 || arithmetic === "growth")) {
    const inTime = [...periods].sort((a, b) => a.end.localeCompare(b.end));
    if (arithmetic === "sum" || arithmetic === "average")
      return inTime.map((one) => ({ role: "part", rows: pick(entity, metric, one) }));
    if (arithmetic === "share") {
      const byLength = [...periods].sort((a, b) => lengthOf(a) - lengthOf(b));
      return [
        { role: "part", rows: pick(entity, metric, byLength[0]!) },
        { role: "total", rows: pick(entity, metric, byLength.at(-1)!) },
      ];
    }
    return [
      { role: "later", rows: pick(entity, metric, inTime.at(-1)!) },
      { role: "earlier", rows: pick(entity, metric, inTime[0]!) },
    ];
  }
  if (arithmetic === "growth") {
    const before = period === null ? null : earlierOf(period, isSequential(question.text));
    if (period === null || before === null) return null;
    return [
      { role: "later", rows: pick(entity, metric, period) },
      { role: "earlier", rows: pick(entity, metric, before) },
    ];
  }
  if (entities.length >= 2)
    return entities.map((one, at) => ({ role: roleOf(arithmetic!, at), rows: pick(one, metric, period) }));
  if (metrics.length >= 2) {
    const pair = metrics.slice(0, 2).map((one, at) => ({
      role: roleOf(arithmetic!, at),
      rows: pick(entity, one, period),
    }));
    // "what percentage of revenue was capex": the whole is named first.
    return arithmetic === "share" &&
      /\b(?:percent(?:age)?|share|proportion|fraction) of\b/i.test(question.text)
      ? isPartFirst(question.text)
        ? pair
        : [pair[1]!, pair[0]!]
      : pair;
  }
  return null;
}

/** "capex as a percentage of revenue" against "what percentage of revenue was capex". */
const isPartFirst = (text: string): boolean =>
  /\bas an? (?:%|percent(?:age)?|share|proportion) of\b/i.test(text);

const roleOf = (arithmetic: string, at: number): string =>
  arithmetic === "share"
    ? at === 0
      ? "part"
      : "total"
    : arithmetic === "ratio"
      ? at === 0
        ? "over"
        : "under"
      : "part";

const lengthOf = ({ start, end }: Period): number => Date.parse(end) - Date.parse(start);

/** The period a year, or for a sequential growth a quarter, before. */
export function earlierOf(period: Period, isQuarterBefore: boolean): Period | null {
  const quarter = /^(\d{4})Q([1-4])$/.exec(period.label);
  const shift = (iso: string): string => `${Number(iso.slice(0, 4)) - 1}${iso.slice(4)}`;
  if (quarter !== null && isQuarterBefore) {
    const at = Number(quarter[1]) * 4 + Number(quarter[2]) - 2;
    const [year, number] = [Math.floor(at / 4), (at % 4) + 1];
    const from = String(number * 3 - 2).padStart(2, "0");
    const days = [31, 30, 30, 31][number - 1];
    return {
      start: `${year}-${from}-01`,
      end: `${year}-${String(number * 3).padStart(2, "0")}-${days}`,
      basis: period.basis,
      label: `${year}Q${number}`,
    };
  }
  const year = /\d{4}/.exec(period.label)?.[0];
  if (year === undefined) return null;
  return {
    start: shift(period.start),
    end: shift(period.end),
    basis: period.basis,
    label: period.label.replaceAll(year, String(Number(year) - 1)),
  };
}
