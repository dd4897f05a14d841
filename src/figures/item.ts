// figures/item.ts: the figures of one item of prose with their meaning.
//
//   scan → for each figure: clause → relation → entity → metric → period → draft
//
// Figures are understood left to right: a change takes what it says from the level before it.

import type { Ground, Period } from "../records/figure.ts";
import type { Span } from "../values/span.ts";
import { between, bracketAt, firstFrom, type Item, indexAt, type Parts, partsOf } from "./context.ts";
import { dateFacts } from "./date.ts";
import { draftOf } from "./draft.ts";
import { type EntityGuess, entityOf, type ItemNames, namesIn, pickIn } from "./entity.ts";
import type { Found } from "./found.ts";
import type { PeriodLabel } from "./label-parts.ts";
import type { Carry, DocumentFacts, FigureDraft, ItemState, Known } from "./meaning.ts";
import { dateMetric, metricOf } from "./metric.ts";
import { findRelatives } from "./period.ts";
import { relationOf } from "./relation.ts";
import { scan } from "./scan.ts";
import { findMetrics } from "./vocabulary.ts";
import { periodOf, usableLabels } from "./when.ts";

/** Understands the figures of one item, adds them to `drafts`, and returns the entity the next item may inherit. */
export function understandItem(
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
