// web/src/topic/changes.ts: which of a topic's changes come first on its page.

import type { ChangeName, TopicChange } from "../api/types.ts";

/** What contradicts or replaces what one knew comes before what is merely new. */
const WEIGHT: readonly ChangeName[] = ["contradicted", "revised", "withdrawn", "new", "confirmed"];
const SURE = 0.6;

/** The changes that are worth a look, the weightiest first, one for each entity, metric and period. */
export function worthALook(changes: readonly TopicChange[]): TopicChange[] {
  const seen = new Set<string>();
  return changes
    .filter(({ change, figure }) => change !== "confirmed" && (change !== "new" || figure.confidence >= SURE))
    .toSorted(
      (a, b) =>
        WEIGHT.indexOf(a.change) - WEIGHT.indexOf(b.change) || b.figure.confidence - a.figure.confidence,
    )
    .filter(({ change, figure }) => {
      const key = [change, figure.entity, figure.metric, figure.relation, figure.period?.label].join("\n");
      return !seen.has(key) && seen.add(key);
    });
}
