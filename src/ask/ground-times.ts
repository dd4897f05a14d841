// ask/ground-times.ts: when a figure is told of: its years, quarters and months, and whether it is what was before.

import type { Quantity } from "../records/figure.ts";
import type { GroundTools } from "./ground.ts";
import { isOld } from "./ground-classes.ts";
import { apartIn, saysOneOf } from "./ground-parts.ts";
import { type PeriodWord, placedPeriods } from "./ground-periods.ts";
import { type Clause, type ReadText, textOf } from "./ground-read.ts";
import { type Region, regionOf } from "./ground-region.ts";

/** Years, quarters and months said of a figure; labels that stand on another figure are that one's. */
export function timesOf(read: ReadText, { own, lead, written }: Region): Set<string> {
  const attachedTo = (quantity: Quantity): { start: number; end: number; form: string }[] =>
    placedPeriods(read.text.slice(own.start, own.end))
      .map((one) => ({ ...one, start: own.start + one.start, end: own.start + one.end }))
      .filter(({ start, end }) => {
        const before = read.text.slice(end, quantity.start);
        const after = read.text.slice(quantity.end, start);
        return (
          (end <= quantity.start && /^(?:年|月|季度|度)?(?:末|底)?的?(?:约|为|是)?\s?$/.test(before)) ||
          (start >= quantity.end &&
            /^\s?(?:in|for|of|at|during|by)(?: the)?(?: (?:end|month) of)?\s$/i.test(after))
        );
      });
  const mine = withNeighbours(read, own, attachedTo(written.quantity));
  if (mine.length > 0) return new Set(mine.map(({ form }) => form));
  const others = own.quantities
    .filter((one) => one !== written)
    .flatMap((one) => withNeighbours(read, own, attachedTo(one.quantity)).map(({ start }) => start));
  const here = placedPeriods(read.text.slice(own.start, own.end)).filter(
    ({ start }) => !others.includes(own.start + start),
  );
  if (here.length > 0) return new Set(here.map(({ form }) => form));
  return new Set(placedPeriods(textOf(read, lead)).map(({ form }) => form));
}

/** "the first half of 2026": labels that stand together belong to one figure. */
function withNeighbours(read: ReadText, own: Clause, attached: readonly PeriodWord[]): PeriodWord[] {
  const all = placedPeriods(read.text.slice(own.start, own.end)).map((one) => ({
    ...one,
    start: own.start + one.start,
    end: own.start + one.end,
  }));
  const touches = (a: PeriodWord, b: PeriodWord): boolean =>
    a.start === b.start ||
    /^\s*(?:of|,|年|度|的)?\s*$/.test(read.text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)));
  return all.filter((one) => attached.some((other) => touches(one, other)));
}

/** The times of a figure; of each kind (year, quarter, month) that it lacks, the one last said before it. */
function timesInForce(read: ReadText, region: Region): Set<string> {
  const times = timesOf(read, region);
  const first = read.clauses.indexOf(region.lead[0] ?? region.own);
  for (let at = first - 1; at >= 0; at--) {
    const kinds = new Set([...times].map((form) => form[0]));
    for (const { form } of placedPeriods(read.text.slice(read.clauses[at]!.start, read.clauses[at]!.end)))
      if (!kinds.has(form[0])) times.add(form);
  }
  return times;
}

const isTimeOfAnother = (form: string, read: ReadText, { written }: Region): boolean =>
  read.quantities.some(
    (rival) =>
      rival !== written &&
      rival.quantity.unit === written.quantity.unit &&
      timesOf(read, regionOf(read, rival)).has(form),
  );

/** A year, a quarter or a month that the quotes give to another figure. */
export function isOfAnotherTime(
  statement: ReadText,
  mine: Region,
  quotes: ReadText,
  theirs: Region,
  tools: GroundTools,
): boolean {
  const [isMineOld, isTheirsOld] = [isBefore(statement, mine), isBefore(quotes, theirs)];
  if (isMineOld && isTheirsOld) return false;
  const told = timesInForce(quotes, theirs);
  if (theirs.written.figure !== null && theirs.written.figure.cell !== null)
    for (const { form } of placedPeriods(theirs.written.figure.period?.label ?? "")) told.add(form);
  for (const form of timesOf(statement, mine)) {
    const ofKind = [...told].filter((one) => one[0] === form[0]);
    if (ofKind.length > 0 && !ofKind.includes(form)) return true;
    // A time that the quotes give to another number of the unit, and nothing gives to this one.
    if (ofKind.length === 0 && isTimeOfAnother(form, quotes, theirs)) return true;
  }
  if (isMineOld === isTheirsOld) return false;
  // What was may be told with its own time instead: "in September it was 2,480", "last year's margin was 13.4 %".
  const times = timesOf(statement, mine);
  const attached = timesOf(quotes, theirs);
  if (isTheirsOld && [...times].some((form) => attached.has(form))) return false;
  if (isTheirsOld && PAST.test(textOf(statement, [...mine.lead, mine.own]))) return false;
  // "against 2.4% on placebo": the other side of a comparison, told by what it is of.
  return !(
    isTheirsOld &&
    theirs.own.quantities.length === 1 &&
    saysOneOf(apartIn(theirs, tools), mine, tools)
  );
}
/** Whether a figure is told as what was before: "from 51.8 %", "versus 2.4", "较2025年的28GWh". */
export function isBefore(read: ReadText, { own, lead, written: { quantity } }: Region): boolean {
  const ends = own.quantities.map((one) => one.quantity.end).filter((end) => end <= quantity.start);
  // A marker that parts clauses ("versus") stands before its clause.
  const from = ends.length > 0 ? Math.max(...ends) : Math.max(0, own.start - 16);
  return (
    isOld(read.text.slice(from, quantity.start), read.text.slice(quantity.end, quantity.end + 40)) ||
    SAID_BEFORE.test(read.text.slice(Math.max(from, own.start), quantity.start)) ||
    (ends.length === 0 &&
      lead.some((one) => one.quantities.length === 0 && SAID_BEFORE.test(textOf(read, [one]))))
  );
}
const SAID_BEFORE = /\b(?:previously|had been|formerly)\b|此前|原先|去年同期|上年同期/i;
const PAST = /\b(?:last|previous|prior|earlier|year[- ]ago|before)\b|去年|上年|此前|之前|原/i;
