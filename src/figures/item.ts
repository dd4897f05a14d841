// figures/item.ts: the figures of one item of prose with their meaning.
//
//   scan → for each figure: clause → relation → entity → metric → period → draft
//
// Figures are understood left to right: a change takes what it says from the level before it.

import type { Span } from "../values/span.ts";
import {
  apposition,
  carryRelation,
  inheritUnit,
  isBaseOfComparison,
  isChangeAfterLevel,
  isOfLevel,
  listedRelation,
} from "./before.ts";
import { firstFrom, type Item, indexAt, type Parts, partsOf } from "./context.ts";
import { type DateFact, dateFacts } from "./date.ts";
import { draftOf } from "./draft.ts";
import { type EntityGuess, entityOf } from "./entity.ts";
import { type Found, isTolerance } from "./found.ts";
import type { PeriodLabel } from "./label-parts.ts";
import { sharesOf } from "./lists.ts";
import type { Carry, DocumentFacts, FigureDraft, ItemState, Known } from "./meaning.ts";
import { dateMetric, type MetricGuess, metricAs, metricOf, noMetric, perShare } from "./metric.ts";
import { namesIn, type Pick, pickIn } from "./names.ts";
import { dropNumbering } from "./numbering.ts";
import type { Calendar } from "./period.ts";
import { relationOf } from "./relation.ts";
import { findRelatives, windowAt } from "./relative.ts";
import { type Scanned, scan } from "./scan.ts";
import { markSpans } from "./span-label.ts";
import { findMetrics, kindOf, type Mention } from "./vocabulary.ts";
import { periodOf, type Time, usableLabels } from "./when.ts";

/** Understands the figures of one item, adds them to `drafts`, and returns the entity the next item may inherit. */
export function understandItem(
  text: string,
  item: Item,
  facts: DocumentFacts,
  carry: Carry,
  drafts: FigureDraft[],
): EntityGuess | null {
  const scanned = scan(text, { from: item.start, to: item.end });
  dropNumbering(text, item, scanned.found);
  const parts = scanned.found.length > 0 || scanned.labels.length > 0 ? partsOf(text, item) : null;
  if (parts === null) return inheritFrom(text, item, facts, carry.inherited);
  const dates = dateFacts(text, parts, scanned.labels, scanned.found, facts.calendar.published);
  if (scanned.found.length === 0 && dates.length === 0)
    return inheritFrom(text, item, facts, carry.inherited);
  const state = stateOf(text, item, parts, scanned, dates, facts, carry);
  carry.label = state.usable.at(-1) ?? carry.label;
  const { vocabulary } = facts.context;
  const reading: Reading = {
    state,
    metrics: findMetrics(vocabulary, text, item.start, item.end),
    dateOf: new Map(dates.map((fact) => [fact.found, fact])),
    lead: pickIn(vocabulary, text, item.lead),
    heading: pickIn(vocabulary, text, item.heading),
    inherited: carry.inherited,
    carry,
    previous: null,
    level: null,
  };
  for (const figure of state.figures) understandFigure(reading, figure, drafts);
  return reading.inherited;
}

/** One item while its figures are understood, left to right. */
interface Reading {
  state: ItemState;
  metrics: Mention[];
  dateOf: ReadonlyMap<Found, DateFact>;
  lead: Pick | null;
  heading: Pick | null;
  inherited: EntityGuess | null;
  carry: Carry;
  /** The figure before in the item. */
  previous: Known | null;
  /** The nearest figure before that is no change: what a change beside it is a change of. */
  level: Known | null;
}

function stateOf(
  text: string,
  item: Item,
  parts: Parts,
  scanned: Scanned,
  dates: readonly DateFact[],
  facts: DocumentFacts,
  carry: Carry,
): ItemState {
  const { vocabulary } = facts.context;
  const names = namesIn(vocabulary, text, item);
  const labels = [...scanned.labels, ...relativesOutside(text, item, scanned.labels)].sort(
    (a, b) => a.start - b.start,
  );
  markSpans(text, labels);
  const quantities = scanned.found.filter((figure) => !isSpanOfLabel(text, figure));
  const figures = [...quantities, ...dates.map((date) => date.found)].sort((a, b) => a.start - b.start);
  return {
    text,
    item,
    parts,
    names,
    labels,
    usable: usableLabels(text, labels, carry.label).filter(
      // 报告期 in a text that never says which: the label before it is meant.
      ({ relative }) => facts.calendar.reporting !== null || relative?.startsWith("reporting") !== true,
    ),
    figures,
    facts,
    shared: sharesOf({ text, parts, labels, figures, mentions: names.mentions, vocabulary }),
    spoken: carry.spoken,
  };
}

/** "three months ended March 31": the months are the label's. */
const isSpanOfLabel = (text: string, figure: Found): boolean =>
  figure.kind === "duration" &&
  /^,? (?:period )?end(?:ed|ing)\b/i.test(text.slice(figure.end, figure.end + 16));

function understandFigure(reading: Reading, figure: Found, drafts: FigureDraft[]): void {
  const { state, previous } = reading;
  const { text, item, parts } = state;
  const clause = parts.clauses[indexAt(parts.clauses, figure.coreStart)] ?? item;
  const date = reading.dateOf.get(figure);
  const apposed = previous === null ? null : apposition(text, previous.end, figure);
  const relation =
    apposed === "or" && previous!.relation !== null && figure.kind !== previous!.kind
      ? { relation: previous!.relation, ground: { rule: "apposition", confidence: 0.8 } }
      : listedRelation(text, figure, previous, relationOf(text, figure, clause.start, previous?.end ?? 0));
  const isAppended =
    relation.relation !== null &&
    reading.level !== null &&
    isOfLevel(state, reading.metrics, figure, reading.level);
  const entity = entityIn(reading, figure, isAppended || apposed !== null, apposed !== null);
  const carried = { ...carryRelation(text, figure, clause.start, relation, previous) };
  const metric =
    date !== undefined
      ? dateMetric(date.words)
      : metricIn(reading, figure, carried.relation, isAppended, apposed);
  if (carried.relation === "level-multiple" && isMultiple(metric)) {
    // 32倍 of earnings is the multiple itself, not a multiple of something.
    carried.relation = null;
    figure.kind = "multiple";
  }
  const calendar = calendarFor(state, entity);
  const isSame = apposed !== null && previous !== null && !isChangeAfterLevel(apposed, previous);
  const time = periodOf(
    state,
    figure,
    metric,
    carried.relation,
    isAppended ? reading.level : isSame ? previous : null,
    calendar,
  );
  if (isGrowthOfPeriod(state, figure, metric, carried.relation, time)) {
    carried.relation = "yoy";
    carried.ground = { rule: "growth-of-period", confidence: 0.5 };
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
  remember(reading, figure, known);
}

/** What the next figure may look back at: a base of comparison (较上年同期的47亿元) is nothing to go on from. */
function remember(reading: Reading, figure: Found, known: Known): void {
  const { state } = reading;
  const isBase = isBaseOfComparison(state.text, figure);
  const isLevel =
    known.relation === null &&
    figure.kind !== "duration" &&
    figure.kind !== "date" &&
    figure.unit !== "nm" &&
    !isBase;
  if (isLevel) reading.level = known;
  if (figure.kind !== "date") reading.previous = known;
  if (known.period !== null && known.period.start !== known.period.end && !isBase) {
    state.spoken = known.period;
    reading.carry.spoken = known.period;
  }
  if (known.entity.name !== "") reading.inherited = known.entity;
}

function entityIn(reading: Reading, figure: Found, isTakenOver: boolean, isApposed: boolean): EntityGuess {
  const { state, level, previous } = reading;
  const listed = state.shared.get(figure)?.entity;
  if (listed !== undefined)
    return {
      name: listed.term.name.en,
      id: listed.term.id,
      segment: null,
      ground: { rule: "list-of-names", confidence: 0.9 },
    };
  const before = isApposed ? previous : (level ?? previous);
  if (isTakenOver && before !== null)
    return { ...before.entity, ground: { rule: "level-before", confidence: 0.85 } };
  return entityOf(
    {
      text: state.text,
      item: state.item,
      parts: state.parts,
      names: state.names,
      metrics: reading.metrics,
      at: figure.coreStart,
      end: figure.end,
      isRatio: figure.kind === "ratio",
    },
    state.facts.subject,
    reading.lead,
    reading.heading,
    reading.inherited,
  );
}

function metricIn(
  reading: Reading,
  figure: Found,
  relation: string | null,
  isAppended: boolean,
  apposed: "or" | "to" | null,
): MetricGuess {
  const { state, previous } = reading;
  const listed = state.shared.get(figure)?.metric;
  if (listed !== undefined) return metricAs(listed, "list-of-metrics", 0.9);
  const terms = state.facts.context.vocabulary.termById;
  if (apposed !== null && previous !== null && previous.metric.name !== "")
    return perShare(
      { figure, terms },
      {
        ...previous.metric,
        ground: { rule: `apposed-${apposed}`, confidence: Math.min(0.8, previous.metric.ground.confidence) },
      },
    );
  // "plus or minus 2%" is how sure the figure before is.
  if (isTolerance(figure)) return noMetric;
  // 过去12个月, "the next three years": a window measures nothing.
  if (figure.kind === "duration" && windowAt(state.text, figure) !== null) return noMetric;
  return metricOf({
    text: state.text,
    parts: state.parts,
    item: state.item,
    metrics: reading.metrics,
    figure,
    relation,
    previous,
    level: reading.level?.metric ?? null,
    isAppended,
    terms,
    wordsFrom: wordsFrom(state, figure),
  });
}

/** The document's calendar as the company of this figure counts: its own fiscal year, not another company's. */
function calendarFor(state: ItemState, entity: EntityGuess): Calendar {
  const { calendar, subject, context } = state.facts;
  const { vocabulary } = context;
  const own = { ...calendar, spoken: state.spoken };
  if (entity.id === null || entity.id === subject.mention?.term.id) return own;
  const term = vocabulary.termById.get(entity.id);
  const yearEnd = vocabulary.fiscalEnds.get(entity.id);
  if (yearEnd !== undefined) return yearEnd === calendar.yearEnd ? own : { ...own, yearEnd, quarter: null };
  if (term === undefined || kindOf(term) !== "company" || calendar.quarter?.isFiscal !== true) return own;
  return { ...own, yearEnd: 12, quarter: null, year: null, reporting: null };
}

const isMultiple = (metric: MetricGuess): boolean => /^(?:pe|pb|ps|ev-ebitda)$/.test(metric.id ?? "");

const GROWING =
  /增|升|降|减|跌|下滑|grew|growth|rose|increas|declin|fell|climb|jump|surg|drop|slid|slip|up|down|gain|decreas/i;

/** 2024年收入增长翻倍: growth of a year's or a quarter's flow that names no base is against the year before. */
function isGrowthOfPeriod(
  state: ItemState,
  figure: Found,
  metric: MetricGuess,
  relation: string | null,
  { period, ground }: Time,
): boolean {
  if (
    relation !== "change" ||
    metric.nature !== "flow" ||
    (figure.kind !== "percent" && figure.kind !== "ratio")
  )
    return false;
  if (period === null || !/label|list|document|level/.test(ground.rule)) return false;
  const clause = state.parts.clauses[indexAt(state.parts.clauses, figure.coreStart)] ?? state.item;
  // ", or 10%": the words of growth stand in the clause before.
  const from = figure.start - clause.start < 8 ? state.item.start : clause.start;
  const isLong = period.start.slice(0, 7) < period.end.slice(0, 7);
  return isLong && GROWING.test(state.text.slice(Math.max(from, figure.start - 60), figure.start));
}

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
