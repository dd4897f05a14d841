// checks/timelines.ts: forecasts of one figure in the order they were made, and what came true.

import type { Figure } from "../records/figure.ts";
import type { Decimal } from "../values/decimal.ts";
import { gap, meet } from "./interval.ts";
import { entityKey, isForward, isLevel, meaningOf, metricKey, periodKey } from "./meaning.ts";
import { comparisonKey, differencesOf, type SourcedFigure } from "./same.ts";

/** Where a saying stands. */
export interface SayingPlace {
  figureId: string;
  documentId: string;
  versionId: string;
  page: number;
  start: number;
  end: number;
}

export interface Saying extends SayingPlace {
  source: string;
  at: string;
  nature: Figure["nature"];
  low: Decimal | null;
  high: Decimal | null;
  text: string;
  /** Against what this source said before: "first", "kept", "raised", "lowered". */
  move: "first" | "kept" | "raised" | "lowered";
  /** Against the result, once there is one: "met", "too-low" (the result was higher), "too-high"; null before. */
  outcome: "met" | "too-low" | "too-high" | null;
}

export interface Timeline {
  entity: string;
  entityId: string | null;
  metric: string;
  metricId: string | null;
  period: string;
  unit: string;
  /** Oldest first. */
  sayings: Saying[];
  /** What it became, and who says so; null while nobody has. */
  result: (SayingPlace & Pick<Saying, "source" | "at" | "low" | "high" | "text">) | null;
}

// A broker of daily notes says a thing a few hundred times at most.
const MOST_SAYINGS = 400;

/** One timeline for each entity, metric and period that anybody forecast, most sayings first. Quarter and year never mix. */
export function timelinesOf(figures: readonly SourcedFigure[]): Timeline[] {
  const levels = figures.filter(
    (figure) => isLevel(figure) && figure.period !== null && comparisonKey(figure) !== "",
  );
  const groups = Map.groupBy(levels, (figure) => `${comparisonKey(figure)}|${periodKey(figure)}`);
  return [...groups.values()]
    .flatMap((group) => timelineOf(group) ?? [])
    .sort((a, b) => b.sayings.length - a.sayings.length || (a.entity < b.entity ? -1 : 1));
}

function timelineOf(group: readonly SourcedFigure[]): Timeline | null {
  const ordered = [...group].sort((a, b) =>
    a.sortAt < b.sortAt ? -1 : a.sortAt > b.sortAt ? 1 : a.start - b.start,
  );
  const forecasts = onceADocument(ordered.filter(isForward)).slice(0, MOST_SAYINGS);
  const first = forecasts[0];
  if (first === undefined) return null;
  const results = ordered.filter(
    (figure) => !isForward(figure) && isAfterwards(figure) && isOfOneMake(figure, first),
  );
  const result = results.find(({ isPrimary }) => isPrimary) ?? results[0] ?? null;
  const said = new Map<string, SourcedFigure>();
  const sayings = forecasts.map((figure): Saying => {
    const before = said.get(figure.sourceName);
    said.set(figure.sourceName, figure);
    return {
      ...saidBy(figure),
      nature: figure.nature,
      move: before === undefined ? "first" : moveOf(before, figure),
      outcome: result === null ? null : outcomeOf(figure, result),
    };
  });
  const { entity, metric, unit } = first;
  return {
    entity: entity || entityKey(first),
    entityId: first.entityId,
    metric: metric || metricKey(first),
    metricId: first.metricId,
    period: first.period!.label,
    unit,
    sayings,
    result: result === null ? null : saidBy(result),
  };
}

const saidBy = (figure: SourcedFigure) => ({
  figureId: figure.id,
  documentId: figure.documentId,
  versionId: figure.versionId,
  page: figure.page,
  start: figure.start,
  end: figure.end,
  source: figure.sourceName,
  at: figure.sortAt,
  low: figure.low,
  high: figure.high,
  text: figure.text,
});

/** A document has one forecast of a thing; what else it writes beside it is a range's end, another case, or the same again. */
const onceADocument = (figures: readonly SourcedFigure[]): SourcedFigure[] =>
  [...new Map([...figures].reverse().map((figure) => [figure.documentId, figure])).values()].reverse();

/** Nobody knows a result before its period has ended. */
const isAfterwards = ({ period, sortAt }: SourcedFigure): boolean =>
  period !== null && sortAt.slice(0, 10) >= period.end.slice(0, 10);

const isOfOneMake = (a: SourcedFigure, b: SourcedFigure): boolean => differencesOf(a, b).length === 0;

function moveOf(before: SourcedFigure, after: SourcedFigure): Saying["move"] {
  const [old, now] = [meaningOf(before)!, meaningOf(after)!];
  if (before.low === after.low && before.high === after.high) return "kept";
  const middleOf = ({ low, high }: typeof old) => low.plus(high);
  return middleOf(now).gt(middleOf(old)) ? "raised" : "lowered";
}

function outcomeOf(forecast: SourcedFigure, result: SourcedFigure): Saying["outcome"] {
  const [said, became] = [meaningOf(forecast)!, meaningOf(result)!];
  if (meet(said, became) || gap(said, became).isZero()) return "met";
  return became.low.gt(said.high) ? "too-low" : "too-high";
}
