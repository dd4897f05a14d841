// figures/understand.ts: every figure of a reading with its meaning: the ledger's rows.
//
//   scan → items → for each figure: clause → relation → metric → entity → period → nature → basis → quote
//
// Rules look outwards from the figure: its clause, its sentence, its item, the heading, the title; each says its name
// and how sure it is. Tables are read by table.ts. Pure: the vocabulary and the document's facts come in.

import type { Dated } from "../records/document.ts";
import type { Figure, Ground, Period } from "../records/figure.ts";
import type { Block, Reading } from "../records/reading.ts";
import type { Language } from "../values/language.ts";
import type { Span } from "../values/span.ts";
import { basisOf } from "./basis.ts";
import {
  between,
  bracketAt,
  firstFrom,
  type Item,
  indexAt,
  itemsOf,
  type Parts,
  partsOf,
  trimmed,
} from "./context.ts";
import { dateFacts } from "./date.ts";
import {
  type DocumentSubject,
  type EntityGuess,
  entityOf,
  type ItemNames,
  namesIn,
  pickIn,
} from "./entity.ts";
import { type Found, toQuantity } from "./found.ts";
import { issuerOf } from "./issuer.ts";
import type { PeriodLabel } from "./label-parts.ts";
import { dateMetric, metricOf } from "./metric.ts";
import { natureOf } from "./nature.ts";
import { type Calendar, findRelatives, publishedDay, resolveLabel } from "./period.ts";
import { relationOf, shareTarget } from "./relation.ts";
import { reportingPeriod } from "./reporting.ts";
import { scan } from "./scan.ts";
import { findTableFigures } from "./table.ts";
import { findEntities, findMetrics, kindOf, type Vocabulary } from "./vocabulary.ts";
import { type ItemState, type Known, periodOf, usableLabels } from "./when.ts";

/** A figure before the desk gives it an id and a document. */
export type FigureDraft = Omit<Figure, "id" | "documentId" | "versionId" | "correctedBy" | "isRejected">;

/** What is known of the document besides its text. */
export interface FigureContext {
  title: string;
  published: Dated | null;
  /** Kind of document ("results-review"); unknown kinds are fine. */
  kind: string;
  language: Language;
  vocabulary: Vocabulary;
}

export interface DocumentFacts {
  subject: DocumentSubject;
  calendar: Calendar;
  /** What the document reports on; null when neither title nor cover says. */
  reporting: Period | null;
  context: FigureContext;
}

/** A report of 200 pages has 4,000 figures; a file with more than this is made to be heavy. */
const MOST_FIGURES = 150_000;

/**
 * The figures of a reading in order of place, tables included; quotes equal the text at their offsets. Never throws; at
 * most MOST_FIGURES of its prose; linear in the text's length.
 */
export function findFigures(
  reading: Pick<Reading, "text" | "pages" | "blocks">,
  context: FigureContext,
): FigureDraft[] {
  const blocks = reading.blocks.length > 0 ? reading.blocks : blocksOfText(reading.text);
  const facts = factsOf(reading.text, blocks, context);
  const drafts: FigureDraft[] = [];
  const carry: Carry = { inherited: null, label: null, block: -1 };
  let heading: Span | null = null;
  for (const item of itemsOf({ text: reading.text, blocks })) {
    if (drafts.length >= MOST_FIGURES) break;
    if (item.heading !== heading) carry.inherited = null;
    if (item.block !== carry.block) carry.label = null;
    heading = item.heading;
    carry.block = item.block;
    carry.inherited = understandItem(reading.text, item, facts, carry, drafts);
  }
  for (const draft of findTableFigures(reading.text, blocks, facts)) drafts.push(draft);
  drafts.sort((a, b) => a.start - b.start || a.end - b.end);
  return placeOnPages(drafts, reading.pages);
}

/** What goes on from one item to the next: its entity; and inside one long block the last period label. */
interface Carry {
  inherited: EntityGuess | null;
  label: PeriodLabel | null;
  block: number;
}

/** As findFigures, for a text without blocks: each line is an item, "# " and short lines without a stop are headings. */
export const findFiguresInText = (text: string, context: FigureContext): FigureDraft[] =>
  findFigures({ text, pages: [], blocks: [] }, context);

function blocksOfText(text: string): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    if (end > start) {
      const isList = /^\s*(?:[-•·●*]|\d{1,2}[.、])\s/.test(text.slice(start, start + 8));
      const isHeading = text.startsWith("#", start);
      blocks.push({
        start,
        end,
        kind: isHeading ? "heading" : isList ? "list-item" : "paragraph",
        level: isHeading || isList ? 1 : 0,
      });
    }
    start = end + 1;
  }
  return blocks;
}

/** Title, own company, own quarter: what a figure falls back on. */
function factsOf(text: string, blocks: readonly Block[], context: FigureContext): DocumentFacts {
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

/** Understands the figures of one item, adds them to `drafts`, and returns the entity the next item may inherit. */
function understandItem(
  text: string,
  item: Item,
  facts: DocumentFacts,
  carry: Carry,
  drafts: FigureDraft[],
): EntityGuess | null {
  let { inherited } = carry;
  const scanned = scan(text, { from: item.start, to: item.end });
  dropNumbering(text, item, scanned.found);
  const parts = scanned.found.length > 0 || scanned.labels.length > 0 ? partsOf(text, item) : null;
  if (parts === null) return inheritFrom(text, item, facts, inherited);
  const dates = dateFacts(text, parts, scanned.labels, scanned.found, facts.calendar.published);
  if (scanned.found.length === 0 && dates.length === 0) return inheritFrom(text, item, facts, inherited);
  const { vocabulary } = facts.context;
  const names = namesIn(vocabulary, text, item);
  const labels = [...scanned.labels, ...relativesOutside(text, item, scanned.labels)].sort(
    (a, b) => a.start - b.start,
  );
  const figures = [...scanned.found, ...dates.map((date) => date.found)].sort((a, b) => a.start - b.start);
  const state: ItemState = {
    text,
    item,
    parts,
    names,
    labels,
    usable: usableLabels(text, labels, carry.label),
    figures,
    facts,
  };
  carry.label = state.usable.at(-1) ?? carry.label;
  const metrics = findMetrics(vocabulary, text, item.start, item.end);
  const dateOf = new Map(dates.map((fact) => [fact.found, fact]));
  const lead = pickIn(vocabulary, text, item.lead);
  const heading = pickIn(vocabulary, text, item.heading);
  let previous: Known | null = null;
  let level: Known | null = null;
  for (const figure of figures) {
    const date = dateOf.get(figure);
    const clause = parts.clauses[indexAt(parts.clauses, figure.coreStart)] ?? item;
    const relation = relationOf(text, figure, clause.start, previous?.end ?? 0);
    const asked = {
      text,
      item,
      parts,
      names,
      at: figure.coreStart,
      end: figure.end,
      isRatio: figure.kind === "ratio",
    };
    const hasOwnMetric =
      level !== null &&
      figure.coreStart - level.end <= 40 &&
      between(metrics, level.end, figure.start).some(
        (mention) => mention.term.id !== "growth" && mention.term.id !== "share",
      );
    const isAppended =
      relation.relation !== null &&
      level !== null &&
      !hasOwnMetric &&
      isChained(text, parts, figure, level.end, names);
    const entity = isAppended
      ? { ...level!.entity, ground: { rule: "level-before", confidence: 0.85 } }
      : entityOf(asked, facts.subject, lead, heading, inherited);
    const carried = { ...carryRelation(text, figure, clause.start, relation, previous) };
    const metric =
      date !== undefined
        ? dateMetric(date.words)
        : metricOf({
            text,
            parts,
            item,
            metrics,
            figure,
            relation: carried.relation,
            previous,
            level: level?.metric ?? null,
            isAppended,
            wordsFrom: wordsFrom(state, figure),
          });
    const isYearly =
      carried.relation === "change" && metric.nature === "flow" && figure.kind !== "percentage-point";
    const time = periodOf(state, figure, metric, carried.relation, isAppended ? level : null);
    // 2024年收入增长翻倍: growth of a whole year's flow is against the year before.
    if (
      isYearly &&
      (time.ground.rule === "clause-label" || time.ground.rule === "sentence-label") &&
      time.period !== null &&
      isWholeYear(time.period) &&
      /增|grew|growth|rose|increas|下降|减少|declin|fell/i.test(
        text.slice(Math.max(clause.start, figure.start - 60), figure.start),
      )
    ) {
      carried.relation = "yoy";
      carried.ground = { rule: "growth-of-year", confidence: 0.5 };
    }
    inheritUnit(figure, previous, text);
    const known: Known = {
      metric,
      entity,
      period: time.period,
      periodGround: time.ground,
      end: figure.end,
      kind: figure.kind,
      unit: figure.unit,
      relation: carried.relation,
    };
    drafts.push(draftOf(state, figure, known, carried, time.window, date?.dates ?? null));
    if (carried.relation === null && figure.kind !== "duration" && figure.kind !== "date") level = known;
    if (figure.kind !== "date") previous = known;
    inherited = entity.name === "" ? inherited : entity;
  }
  return inherited;
}

const NUMBERING = /^\s*(?:[（(]?\d{1,3}[)）、]|\d{1,3}[.．](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}[.．、\s])/;
/** 一年内到期的非流动资产: a span inside the name of an account. */
const ACCOUNT_TERM = /^(?:以)?内到期|^期(?:借款|应收|应付|投资|股权|待摊)/;

/** "12、一年内到期…", "3. Results": the number of the item is no figure, nor is the term in an account's name. */
function dropNumbering(text: string, item: Item, found: Found[]): void {
  if (found.length === 0) return;
  const mark = NUMBERING.exec(text.slice(item.start, item.start + 16));
  const end = item.start + (mark?.[0].length ?? 0);
  while (mark !== null && found.length > 0 && found[0]!.numberStart < end) found.shift();
  for (let at = found.length - 1; at >= 0; at--) {
    const { kind, coreEnd } = found[at]!;
    if (kind === "duration" && ACCOUNT_TERM.test(text.slice(coreEnd, coreEnd + 4))) found.splice(at, 1);
  }
}

const isWholeYear = (period: Period): boolean =>
  period.start.endsWith("-01-01") && period.end === `${period.start.slice(0, 4)}-12-31`;

/** An item without figures can still say who the next one is about. */
function inheritFrom(
  text: string,
  item: Item,
  facts: DocumentFacts,
  inherited: EntityGuess | null,
): EntityGuess | null {
  if (item.isHeading || facts.subject.mention !== null) return inherited;
  const pick = pickIn(facts.context.vocabulary, text, {
    start: item.start,
    end: Math.min(item.end, item.start + 60),
  });
  if (pick?.mention === null || pick === null) return inherited;
  return {
    name: pick.mention.term.name.en,
    id: pick.mention.term.id,
    segment: null,
    ground: { rule: "item-before", confidence: 0.45 },
  };
}

const relativesOutside = (text: string, item: Span, labels: readonly PeriodLabel[]): PeriodLabel[] =>
  findRelatives(text, item.start, item.end).filter((relative) => {
    const next = firstFrom(labels, relative.start);
    return !(
      (labels[next - 1]?.end ?? -1) > relative.start ||
      (labels[next]?.start ?? Number.POSITIVE_INFINITY) < relative.end
    );
  });

/** Whether a change belongs to the level before it: same clause or bracket chain, no other subject between. */
function isChained(text: string, parts: Parts, figure: Found, end: number, names: ItemNames): boolean {
  if (figure.coreStart - end > 40 || /[。；;]/.test(text.slice(end, figure.coreStart))) return false;
  return (
    bracketAt(parts, figure.coreStart) !== null || between(names.mentions, end, figure.coreStart).length === 0
  );
}

/** 同比增长13%（排除汇率影响为12%）: the second is the same growth on another basis. */
function carryRelation(
  text: string,
  figure: Found,
  clauseStart: number,
  own: { relation: string | null; ground: Ground },
  previous: Known | null,
): { relation: string | null; ground: Ground } {
  const isGrowthBefore = previous?.relation === "yoy" || previous?.relation === "qoq";
  if (!isGrowthBefore || figure.kind !== "percent" || (own.relation !== null && own.relation !== "change"))
    return own;
  const words = text.slice(Math.max(previous!.end, clauseStart - 14), figure.start);
  const isSameGrowth =
    figure.start - previous!.end < 20 && /(?:汇率|固定汇率|constant|currency|FX|口径)/i.test(words);
  return isSameGrowth
    ? { relation: previous!.relation, ground: { rule: "growth-before", confidence: 0.8 } }
    : own;
}

/** Where the figure's own words begin: behind the label or the name nearest before it. */
function wordsFrom(state: ItemState, figure: Found): number {
  const label = state.labels[firstFrom(state.labels, figure.start) - 1];
  const mention = state.names.mentions[firstFrom(state.names.mentions, figure.start) - 1];
  return Math.max(
    state.item.start,
    label !== undefined && label.end <= figure.start ? label.end : 0,
    mention !== undefined && mention.end <= figure.start ? mention.end : 0,
  );
}

/** 其中C端订阅55亿 after a total in dollars: the currency goes on, marked as a guess. */
function inheritUnit(figure: Found, previous: Known | null, text: string): void {
  if (
    figure.kind !== "count" ||
    figure.hasUnit ||
    figure.scalePower < 4 ||
    previous === null ||
    previous.kind !== "money"
  )
    return;
  if (/[。]/.test(text.slice(previous.end, figure.start)) || figure.start - previous.end > 60) return;
  figure.kind = "money";
  figure.unit = previous.unit;
  figure.isMoney = true;
  figure.rule = "inherited-currency";
}

function draftOf(
  state: ItemState,
  figure: Found,
  known: Known,
  relation: { relation: string | null; ground: Ground },
  window: string | null,
  dates: { low: string; high: string } | null,
): FigureDraft {
  const { text, item, parts, facts } = state;
  const at = indexAt(parts.clauses, figure.coreStart);
  const clause = parts.clauses[at] ?? item;
  const sentence = parts.sentences[indexAt(parts.sentences, figure.coreStart)] ?? item;
  const before = at > 0 && parts.clauses[at - 1]!.start >= sentence.start ? parts.clauses[at - 1]! : null;
  const nature =
    dates !== null
      ? { nature: "estimate" as const, ground: { rule: "date-ahead", confidence: 0.7 } }
      : natureOf(text, clause, before, figure, known.period, facts.calendar.published);
  const quote = trimmed(text, {
    start: Math.min(sentence.start, figure.start),
    end: Math.max(sentence.end, figure.end),
  });
  const share =
    relation.relation === "share-of:"
      ? `share-of:${shareTarget(text, figure, clause.start) || "total"}`
      : relation.relation;
  const words = text.slice(
    Math.max(item.start, figure.start - 160, Math.min(clause.start, figure.start - 40)),
    Math.min(clause.end, figure.end + 30),
  );
  const quantity = toQuantity(text, figure);
  const unit = unitGround(figure);
  const grounds = {
    unit,
    entity: known.entity.ground,
    metric: known.metric.ground,
    period: known.periodGround,
    relation: relation.ground,
    nature: nature.ground,
  };
  return {
    ...quantity,
    dates,
    low: dates === null ? quantity.low : null,
    high: dates === null ? quantity.high : null,
    page: 1,
    quoteStart: quote.start,
    quoteEnd: quote.end,
    quote: text.slice(quote.start, quote.end),
    cell: null,
    entity: known.entity.name,
    entityId: known.entity.id || null,
    metric: known.metric.name,
    metricId: known.metric.id,
    period: known.period,
    window,
    relation: share,
    nature: nature.nature,
    basis: basisOf(words, figure.kind, known.entity.segment),
    grounds,
    confidence: Math.min(
      unit.confidence,
      grounds.entity.confidence,
      grounds.metric.confidence,
      relation.ground.confidence,
    ),
  };
}

function unitGround(figure: Found): Ground {
  if (figure.rule === "inherited-currency") return { rule: figure.rule, confidence: 0.5 };
  if (figure.unit === "") return { rule: "no-unit", confidence: 0.5 };
  return { rule: figure.rule, confidence: figure.isCurrencyBefore && figure.unit === "USD" ? 0.9 : 0.97 };
}

/** Fills in the page of each figure: pages cover the text in order. */
function placeOnPages(
  drafts: FigureDraft[],
  pages: readonly { start: number; end: number }[],
): FigureDraft[] {
  if (pages.length === 0) return drafts;
  for (const draft of drafts) draft.page = Math.max(0, indexAt(pages, draft.coreStart)) + 1;
  return drafts;
}
