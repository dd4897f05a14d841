// figures/when.ts: the period of a figure in its sentence: own clause first, then behind it, its level, sentence, item, document.
//
// Bases of growth (较第二季度) are no periods; a specification has none; windows (过去12个月) fill a second slot.

import type { Ground, Period } from "../records/figure.ts";
import type { Span } from "../values/span.ts";
import { between, firstFrom, indexAt, isAside } from "./context.ts";
import type { Found } from "./found.ts";
import { emptyLabel, type PeriodLabel } from "./label-parts.ts";
import type { ItemState, Known } from "./meaning.ts";
import type { MetricGuess } from "./metric.ts";
import { isForward } from "./nature.ts";
import { type Calendar, ownPeriod, quarterBefore, resolveLabel } from "./period.ts";
import { windowAt } from "./relative.ts";
import { scan } from "./scan.ts";

export interface Time {
  period: Period | null;
  ground: Ground;
  window: string | null;
}

const HAN = /[\u4e00-\u9fff]/;
const BASE_OF_GROWTH =
  /(?:较|比|相比|相较于?|对比|高于|低于|超过|多于|少于|好于|versus|vs\.?|from|than|over|compared (?:to|with|against))\s?(?:the |上|its )?$/i;

/** The labels a figure may take its period from, with the one carried from the window before. */
export function usableLabels(
  text: string,
  labels: readonly PeriodLabel[],
  carried: PeriodLabel | null,
): PeriodLabel[] {
  const own = labels.filter(
    (label) => !label.isTime && !BASE_OF_GROWTH.test(text.slice(Math.max(0, label.start - 14), label.start)),
  );
  for (let index = own.length - 1; index > 0; index--) {
    // "its fiscal first quarter ended Oct. 25": the day says again when the quarter was.
    const [before, day] = [own[index - 1]!, own[index]!];
    const isAgain =
      day.day !== null &&
      (before.quarter !== null || (before.isFiscal && before.year !== null)) &&
      /^,? (?:which )?ended (?:on )?$/.test(text.slice(before.end, day.start));
    if (isAgain) own.splice(index, 1);
  }
  for (let index = 1; index < own.length; index++) {
    // 去年三季度: the word before gives the quarter its year.
    const [before, label] = [own[index - 1]!, own[index]!];
    const offset = /^year([+-]?\d)$/.exec(before.relative ?? "");
    const isPart =
      label.year === null &&
      label.yearOffset === null &&
      (label.quarter !== null || label.half !== null || label.month !== null || label.months !== null);
    if (offset !== null && isPart && label.start - before.end <= 1) label.yearOffset = Number(offset[1]);
  }
  return carried === null ? own : [carried, ...own];
}

/**
 * The period of a figure: the label joined to it, its place in a list, the label right behind it, its clause, behind in
 * its clause, the level before, its sentence, its item; else what the document is on.
 */
export function periodOf(
  state: ItemState,
  figure: Found,
  metric: MetricGuess,
  relation: string | null,
  level: Known | null,
  calendar: Calendar,
): Time {
  const { text, parts, usable } = state;
  const window = figure.kind === "duration" ? null : windowIn(state, figure);
  const time = (period: Period | null, rule: string, confidence: number): Time => ({
    period: asKind(period, metric),
    ground: { rule, confidence },
    window,
  });
  if (figure.kind === "date")
    return { period: null, ground: { rule: "date", confidence: 0.9 }, window: null };
  const clause = parts.clauses[indexAt(parts.clauses, figure.coreStart)] ?? state.item;
  const next = firstFrom(usable, figure.start);
  const last = lastBefore(state, figure, next);
  const near = nearLabel(state, figure, clause, next, last, relation, calendar);
  if (near !== null) return time(near.period, near.rule, near.confidence);
  const own = last !== undefined && last.start >= clause.start ? last : undefined;
  if (own !== undefined) {
    const joined = joinYears(text, usable, own, calendar, relation);
    if (joined !== null) return time(joined, "clause-label", 0.9);
  }
  const behind = labelBehind(state, figure, clause, next, 60);
  const period = behind === undefined ? null : resolveLabel(behind, calendar);
  if (period !== null) return time(period, "label-behind", 0.75);
  if (relation === "cagr") {
    const span = spanOfGrowth(state, figure, usable, calendar);
    if (span !== null) return time(span, "span-of-growth", 0.8);
  }
  if (level !== null)
    return {
      period: level.period,
      ground: { rule: "level-before", confidence: level.periodGround.confidence * 0.95 },
      window,
    };
  const isTimeless = metric.nature === "state" && relation !== "yoy" && relation !== "qoq";
  const farther = fartherLabel(state, figure, metric, isTimeless, last, calendar);
  if (farther !== null) return time(farther.period, farther.rule, farther.confidence);
  return time(...fallback(state, figure, metric, relation, isTimeless, calendar, clause.start));
}

interface Dating {
  period: Period;
  rule: string;
  confidence: number;
}

/** The last label before the figure that is no aside to it: 第一财季（截至11月28日）营收. */
function lastBefore(state: ItemState, figure: Found, next: number): PeriodLabel | undefined {
  for (let index = next - 1; index >= 0 && index > next - 6; index--) {
    const label = state.usable[index]!;
    if (label.start < state.item.start || !isAside(state.parts, label.start, figure.coreStart)) return label;
  }
  return state.usable[next - 1];
}

/** What stands so near that no other label can be meant: joined before, in a list that answers a list, right behind. */
function nearLabel(
  state: ItemState,
  figure: Found,
  clause: Span,
  next: number,
  last: PeriodLabel | undefined,
  relation: string | null,
  calendar: Calendar,
): Dating | null {
  const dated = (label: PeriodLabel, rule: string, confidence: number): Dating | null => {
    const period = resolveLabel(label, calendar);
    return period === null ? null : { period, rule, confidence };
  };
  const listed = state.shared.get(figure)?.label;
  if (listed !== undefined) return dated(listed, "list-of-periods", 0.9);
  const before = state.labels[firstFrom(state.labels, figure.start) - 1];
  // A base has its label right before it: 较2024年的415.
  if (
    before !== undefined &&
    before !== last &&
    !before.isTime &&
    relation !== "cagr" &&
    /^(?:末|底)?\s?的\s?$/.test(state.text.slice(before.end, figure.start))
  )
    return dated(before, "label-joined", 0.9);
  const base = labelOfBase(state, figure, next);
  if (base !== null) return dated(base, "label-of-base", 0.8);
  const behind = labelBehind(state, figure, clause, next, 26);
  if (behind === undefined) return null;
  // "in 2021 to 17 kW in 2024": the label in the clause is an earlier figure's own.
  const isNearest =
    behind.start - figure.end <= 12 ||
    behind.relative === "same-period" ||
    last === undefined ||
    last.start < clause.start ||
    isOfEarlier(state, figure, last);
  return isNearest ? dated(behind, "label-behind", 0.85) : null;
}

/** "from $2.17 billion, or 62 cents, a year earlier": a base takes the year before that its sentence names next. */
function labelOfBase({ text, usable }: ItemState, figure: Found, next: number): PeriodLabel | null {
  const label = usable[next];
  if (label?.relative !== "same-period" || label.start - figure.end > 48) return null;
  const words = text.slice(Math.max(0, figure.start - 22), figure.start);
  if (!/(?:\bfrom|\bwith|\bversus|\bagainst|\bthan|较|从|比)\s(?:an? )?$/i.test(words)) return null;
  return /[.。;；]\s/.test(text.slice(figure.end, label.start)) ? null : label;
}

/** Whether the label stands right behind a figure before this one. */
function isOfEarlier(state: ItemState, figure: Found, label: PeriodLabel): boolean {
  const index = firstFrom(state.figures, label.start) - 1;
  const earlier = state.figures[index];
  return (
    earlier !== undefined &&
    earlier.end <= label.start &&
    earlier.end <= figure.start &&
    isJoinedBehind(state.text, earlier, label, 26)
  );
}

const labelBehind = (
  state: ItemState,
  figure: Found,
  clause: Span,
  next: number,
  reach: number,
): PeriodLabel | undefined =>
  state.usable
    .slice(next, next + 4)
    .find(
      (label) =>
        label.start >= figure.end &&
        label.end <= clause.end &&
        isJoinedBehind(state.text, figure, label, reach),
    );

/** "surpassed $75 billion, up 34%, in fiscal 2025": the one label of an English sentence, at its end. */
function laterIn(state: ItemState, figure: Found, sentence: Span): PeriodLabel | undefined {
  const { text, usable } = state;
  const inSentence = between(usable, sentence.start, sentence.end);
  const [label] = inSentence;
  if (inSentence.length !== 1 || label === undefined || label.start < figure.end) return undefined;
  return /\b(?:in|for|during)(?: the)? $/i.test(
    text.slice(Math.max(figure.end, label.start - 12), label.start),
  ) &&
    !/\b(?:will|would|expect|to be|plan|and|from|than|versus|compared)\b/i.test(
      text.slice(figure.end, label.start),
    )
    ? label
    : undefined;
}

/** A label of the sentence or the item; none for a specification, nor a plan's year told in the clause before. */
function fartherLabel(
  state: ItemState,
  figure: Found,
  metric: MetricGuess,
  isTimeless: boolean,
  last: PeriodLabel | undefined,
  calendar: Calendar,
): Dating | null {
  const { text, parts, usable } = state;
  const sentence = parts.sentences[indexAt(parts.sentences, figure.coreStart)] ?? state.item;
  // "a year earlier" is said of one figure, never of those that follow.
  const inSentence =
    last !== undefined && last.start >= sentence.start && last.relative !== "same-period" ? last : undefined;
  const nearest =
    inSentence ??
    laterIn(state, figure, sentence) ??
    (metric.isSpecification || last?.relative === "same-period" ? undefined : last);
  const isSpecification = metric.isSpecification === true && isTimeless;
  const isDayOnly = nearest?.relative?.includes("day") === true;
  if (
    nearest === undefined ||
    isSpecification ||
    (isDayOnly && (nearest !== inSentence || metric.nature === "flow"))
  )
    return null;
  const resolved = resolveLabel(nearest, calendar);
  // A plan's year (计划2027年翻倍) is not the time of what is told in the next clause.
  const isPlan =
    resolved !== null &&
    calendar.published !== null &&
    resolved.start > calendar.published &&
    /[;；]/.test(text.slice(Math.max(nearest.end, figure.start - 300), figure.start));
  if (resolved === null || isPlan) return null;
  const rule = inSentence !== undefined ? "sentence-label" : "item-label";
  return { period: resolved, rule, confidence: usable.length === 1 ? 0.75 : 0.6 };
}

const dayOf = (iso: string): Period => ({ start: iso, end: iso, basis: "calendar", label: `as of ${iso}` });

function fallback(
  state: ItemState,
  figure: Found,
  metric: MetricGuess,
  relation: string | null,
  isTimeless: boolean,
  calendar: Calendar,
  clauseStart: number,
): [Period | null, string, number] {
  const { text } = state;
  const isGrowth = relation === "yoy" || relation === "qoq";
  if (figure.kind === "duration" || metric.isSpecification) return [null, "timeless", 0.6];
  if (isTimeless || figure.kind === "rank")
    return calendar.published === null
      ? [null, "timeless", 0.6]
      : [dayOf(calendar.published), "as-of-publication", 0.4];
  const document = ownPeriod(calendar);
  if (figure.kind === "count" && metric.nature !== "flow")
    return metric.nature === "stock" && calendar.reporting !== null
      ? [calendar.reporting, "document-period", 0.45]
      : [null, "count", 0.4];
  const heading = state.item.heading === null ? null : labelOf(text, state.item.heading, calendar);
  if (heading !== null) return [heading, "heading-label", 0.6];
  // A share or a rate that no word knows is still of the period that a report of results is on.
  const isReported = metric.nature !== null || (calendar.reporting !== null && metric.name !== "");
  // 未来三年的投入将超过…: what is to come is not of the quarter that is reported.
  const isAhead =
    document !== null &&
    calendar.published !== null &&
    document.end < calendar.published &&
    isForward(text.slice(Math.max(clauseStart, figure.start - 120), figure.start));
  if (document !== null && isReported && figure.kind !== "count" && !isAhead)
    return [document, "document-period", metric.nature === null ? 0.45 : 0.55];
  if (calendar.year !== null && metric.nature === "flow")
    return [resolveLabel(emptyYear(calendar.year), calendar), "document-year", 0.4];
  const { published } = calendar;
  const isFlow = metric.id === "annualized-revenue" || metric.id === "revenue";
  if (published !== null && (isGrowth || (isFlow && figure.isVague))) {
    // Growth against the last quarter, and run rates: the quarter that ended last before publication.
    return [
      resolveLabel({ ...emptyLabel(0, 0), ...quarterBefore(published) }, calendar),
      "last-quarter",
      0.4,
    ];
  }
  return [null, "none", 0.3];
}

const emptyYear = (year: number): PeriodLabel => ({ ...emptyLabel(0, 0), year });

function labelOf(text: string, span: Span, calendar: Calendar): Period | null {
  const label = scan(text, { from: span.start, to: span.end }).labels.find((candidate) => !candidate.isTime);
  return label === undefined ? null : resolveLabel(label, calendar);
}

/** "… in the third quarter", "… on Friday": a label that follows with a short joint. */
function isJoinedBehind(text: string, figure: Found, label: PeriodLabel, reach: number): boolean {
  if (label.start - figure.end >= reach) return false;
  const gap = text.slice(figure.end, label.start);
  if (HAN.test(gap)) return false;
  // "21.3% from 24.8% in the prior-year quarter": the label is the base's own.
  if (/\b(?:from|than|versus|compared|vs\.?)\b/i.test(gap)) return false;
  if (gap === " " && label.relative !== null && /quarter|year/.test(label.relative)) return true;
  if (label.relative?.startsWith("weekday")) return gap.length < 12;
  return (
    !/[，,。；;:：]/.test(gap) &&
    /\b(?:in|for|during|by|at|as of|of|on|through|ended|ending|since|until)\s(?:(?:the|its|their|our|his|her)\s)?(?:fiscal\s|calendar\s)?(?:(?:fiscal\s)?years?\s|quarters?\s|(?:three|six|nine|twelve)\smonths\s)?(?:ended\s|ending\s)?$/i.test(
      gap,
    )
  );
}

/** 2026年和2027年, 2026年至2027年: two labels of one stretch; a growth over years keeps it, a level takes its end. */
function joinYears(
  text: string,
  labels: readonly PeriodLabel[],
  own: PeriodLabel,
  calendar: Calendar,
  relation: string | null,
): Period | null {
  const period = resolveLabel(own, calendar);
  if (period === null) return null;
  if (
    own.yearTo !== null &&
    relation !== "cagr" &&
    !/累计|合计|总计|共计|total|cumulative/i.test(text.slice(own.end, own.end + 16))
  )
    return resolveLabel({ ...own, year: own.yearTo, yearTo: null }, calendar);
  const before = labels[firstFrom(labels, own.start) - 1];
  if (
    before === undefined ||
    !/^\s?(?:和|与|至|到|、|及|and|-|–|through|to)\s?$/.test(text.slice(before.end, own.start))
  )
    return period;
  const first = resolveLabel(before, calendar);
  return first === null
    ? period
    : { start: first.start, end: period.end, basis: period.basis, label: `${first.label}–${period.label}` };
}

/** The years a compound growth runs over: the span before it, or the first and last year of its sentence. */
function spanOfGrowth(
  state: ItemState,
  figure: Found,
  labels: readonly PeriodLabel[],
  calendar: Calendar,
): Period | null {
  const sentence = state.parts.sentences[indexAt(state.parts.sentences, figure.coreStart)] ?? state.item;
  const years = between(labels, sentence.start, figure.start)
    .slice(-8)
    .filter((label) => label.year !== null);
  const first = years[0];
  const last = years.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = resolveLabel(first, calendar);
  const to = resolveLabel(last, calendar);
  if (from === null || to === null || from.start >= to.end) return null;
  return first === last
    ? from
    : { start: from.start, end: to.end, basis: "calendar", label: `${from.label}–${to.label}` };
}

/** A stock has an instant, not a stretch. */
function asKind(period: Period | null, metric: MetricGuess): Period | null {
  if (period === null || metric.nature !== "stock" || period.start === period.end) return period;
  return { start: period.end, end: period.end, basis: period.basis, label: `as of ${period.end}` };
}

function windowIn(state: ItemState, figure: Found): string | null {
  const clause = state.parts.clauses[indexAt(state.parts.clauses, figure.coreStart)] ?? state.item;
  const sentence = state.parts.sentences[indexAt(state.parts.sentences, figure.coreStart)] ?? state.item;
  const before = firstFrom(state.figures, figure.start);
  for (const other of state.figures.slice(Math.max(0, before - 8), before)) {
    const isNear =
      other.start >= clause.start || (other.start >= sentence.start && figure.start - other.end < 24);
    if (other.kind !== "duration" || !isNear || other.end > figure.start) continue;
    const window = windowAt(state.text, other);
    if (window !== null) return window;
  }
  const words = state.text.slice(Math.max(clause.start, figure.start - 80), figure.start);
  if (!words.includes("近") && !/[TL]TM|trailing/i.test(words)) return null;
  const word = /(?:近一[周月年]|近[二两三五六]个?[周月年]|TTM|LTM|trailing[- ]twelve[- ]months?)/i.exec(
    words,
  );
  return word === null ? null : word[0];
}
