// ask/ground-region.ts: what a text tells of one quantity: its clause, the clauses around it, and the direction it moves in.

import type { Quantity } from "../records/figure.ts";
import { type Direction, directionAt, EXCLUDED } from "./ground-classes.ts";
import {
  appendedTo,
  type Clause,
  leadOf,
  type ReadQuantity,
  type ReadText,
  tailOf,
  textOf,
} from "./ground-read.ts";

/** What the quotes tell of one quantity. */
export interface Region {
  written: ReadQuantity;
  own: Clause;
  lead: Clause[];
  tail: Clause[];
  appended: Clause[];
}

export const regionOf = (read: ReadText, written: ReadQuantity): Region => ({
  written,
  own: read.clauses[written.clause]!,
  lead: leadOf(read, written.clause),
  tail: tailOf(read, written.clause),
  appended: appendedTo(read, written.clause),
});

export function directionNear(read: ReadText, quantity: Quantity, clause: Clause): Direction | null {
  const start = clause.start;
  return directionAt(
    // A digit behind, as words that need one ("低20%") look for it.
    `${read.plain.slice(start, Math.max(start, quantity.start))}0`,
    read.plain.slice(quantity.end, Math.min(clause.end, quantity.end + 40)),
  );
}

/** Whether the figure is told without something, by words of its own clause or beside it. */
export function isExcluded(read: ReadText, { own, lead, written: { quantity } }: Region): boolean {
  const end = Math.min(own.end + 30, read.text.length);
  const here = read.plain.slice(own.start, quantity.end);
  const behind = read.plain.slice(quantity.end, quantity.end < own.end ? own.end : end);
  return (
    EXCLUDED.test(here) || EXCLUDED.test(behind) || lead.some((one) => EXCLUDED.test(textOf(read, [one])))
  );
}
