// checks/changes.ts: what became of a topic's figures between two moments.
//
// Both sides are figures with their documents. A figure is new when nothing was known of its entity, metric and
// period; revised when the same source now says another value; confirmed when another voice says the known one;
// contradicted when another voice says another; withdrawn when what said it is gone.

import { meet } from "./interval.ts";
import { isForward, periodKey } from "./meaning.ts";
import { comparableOf, comparisonKey, differencesOf, type SourcedFigure, voiceOf } from "./same.ts";

export const CHANGES = ["new", "revised", "confirmed", "contradicted", "withdrawn"] as const;

export interface FigureChangeNote {
  change: (typeof CHANGES)[number];
  /** The figure that is new or gone. */
  figure: SourcedFigure;
  /** What was known before; empty for new figures. */
  before: SourcedFigure[];
}

const MOST_BEFORE = 5;

/** Changes from `before` to `after` in the order of CHANGES, newest first within each; figures of unknown meaning are left out. */
export function changesSince(
  before: readonly SourcedFigure[],
  after: readonly SourcedFigure[],
): FigureChangeNote[] {
  const known = Map.groupBy(before.filter(isMeant), keyOf);
  const ids = new Set(after.map(({ id }) => id));
  const oldIds = new Set(before.map(({ id }) => id));
  const notes: FigureChangeNote[] = [];
  const seen = new Set<string>();
  for (const figure of after) {
    if (oldIds.has(figure.id) || !isMeant(figure)) continue;
    // One document that says a thing five times has one piece of news.
    const once = `${keyOf(figure)}|${figure.documentId}|${figure.low}|${figure.high}`;
    if (seen.has(once)) continue;
    seen.add(once);
    notes.push(noteOf(figure, known.get(keyOf(figure)) ?? []));
  }
  for (const figure of before)
    if (!ids.has(figure.id) && isMeant(figure)) notes.push({ change: "withdrawn", figure, before: [] });
  return notes.sort(
    (a, b) =>
      CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) || (a.figure.sortAt < b.figure.sortAt ? 1 : -1),
  );
}

const isMeant = (figure: SourcedFigure): boolean =>
  comparisonKey(figure) !== "" && comparableOf(figure) !== null;
const keyOf = (figure: SourcedFigure): string => `${comparisonKey(figure)}|${periodKey(figure)}`;

function noteOf(figure: SourcedFigure, all: readonly SourcedFigure[]): FigureChangeNote {
  const before = all.filter((other) => differencesOf(figure, other).length === 0).slice(0, MOST_BEFORE);
  if (before.length === 0) return { change: "new", figure, before };
  const own = comparableOf(figure)!;
  const isEqual = (other: SourcedFigure): boolean => meet(own, comparableOf(other)!);
  if (before.some(isEqual)) return { change: "confirmed", figure, before: before.filter(isEqual) };
  const isRevision = before.some(
    (other) =>
      other.sourceName === figure.sourceName ||
      voiceOf(other) === voiceOf(figure) ||
      (isForward(other) && !isForward(figure)),
  );
  return { change: isRevision ? "revised" : "contradicted", figure, before };
}
