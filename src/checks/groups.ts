// checks/groups.ts: the figures of one document, put where checks look for them.
//
// Built once for a document in linear time. Lists are in order of place; maps are by what figures are about.

import type { Figure } from "../records/figure.ts";
import type { Block } from "../records/reading.ts";
import { basisKey, entityKey, isLevel, meaningOf, metricKey, periodKey } from "./meaning.ts";

export interface Groups {
  /** Everything that counts, in order of place. */
  figures: readonly Figure[];
  levels: readonly Figure[];
  /** Levels by entity and metric. */
  byThing: ReadonlyMap<string, readonly Figure[]>;
  /** Levels by metric, period and unit: where totals and their parts stand. */
  byMeasure: ReadonlyMap<string, readonly Figure[]>;
  /** All figures by the sentence or row they stand in. */
  byQuote: ReadonlyMap<number, readonly Figure[]>;
  text: string;
  blocks: readonly Block[];
}

/** What a check may read of the document besides its figures. */
export interface Page {
  text: string;
  blocks: readonly Block[];
}

export const thingKey = (figure: Figure): string => `${entityKey(figure)}|${metricKey(figure)}`;
export const measureKey = (figure: Figure): string =>
  `${metricKey(figure)}|${periodKey(figure)}|${figure.unit}`;
/** Everything that must be equal for two figures to say the same thing. */
export const statementKey = (figure: Figure): string =>
  [
    entityKey(figure),
    metricKey(figure),
    periodKey(figure),
    figure.relation ?? "",
    figure.unit,
    basisKey(figure),
  ].join("|");

export function groupsOf(all: readonly Figure[], page: Page | null): Groups {
  const figures = all
    .filter((figure) => !figure.isRejected && (meaningOf(figure) !== null || figure.isVague))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const levels = figures.filter((figure) => isLevel(figure) && metricKey(figure) !== "");
  return {
    figures,
    levels,
    byThing: Map.groupBy(levels, thingKey),
    byMeasure: Map.groupBy(levels, measureKey),
    byQuote: Map.groupBy(figures, ({ quoteStart }) => quoteStart),
    text: page?.text ?? "",
    blocks: page?.blocks ?? [],
  };
}
