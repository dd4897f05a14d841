// desk/ask-compute.ts: the arithmetic a question asks for, over rows of the ledger: which row takes which place.

import { compute, isLevel, isSequential, type Slot } from "../ask/arithmetic.ts";
import type { Computed } from "../records/answer.ts";
import type { Figure, Period, Term } from "../records/figure.ts";
import type { AskedQuestion } from "./ask-question.ts";
import { isOf, periodMatch, type RankedRow } from "./ask-rows.ts";

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
