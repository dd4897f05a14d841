// ask/ground-turned.ts: whether a figure is told the other way round: up for down, expected for done, denied for said.

import type { Quantity } from "../records/figure.ts";
import { exact } from "../values/decimal.ts";
import { AHEAD, type Direction, directionsIn, FUTURE, isDenied, isOld } from "./ground-classes.ts";
import { appendedTo, leadOf, type ReadText, textOf } from "./ground-read.ts";
import { directionNear, type Region } from "./ground-region.ts";
import { isBefore } from "./ground-times.ts";

/** Relations that are changes against another time. */
const CHANGES = new Set(["yoy", "qoq", "cagr"]);
const isNegative = ({ low }: Quantity): boolean => low !== null && exact(low).isNegative();

/** The claim says up where the quote says down of this quantity, or a direction that nothing in the quote says. */
export function isTurned(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region): boolean {
  if (isBefore(statement, mine) && isBefore(quotes, theirs)) return false;
  const said = directionNear(statement, mine.written.quantity, mine.own);
  if (said === null) return false;
  const near = directionNear(quotes, theirs.written.quantity, theirs.own);
  if (near !== null) return near !== said;
  const around = directionsIn(
    textOf(quotes, [...theirs.lead, theirs.own, ...theirs.appended, ...theirs.tail]),
  );
  if (around.size > 0) return !around.has(said);
  return computedDirection(quotes, theirs) !== said;
}

/** The direction between what was and what is, or the sign of a change; null when neither is there. */
function computedDirection(read: ReadText, { own, written }: Region): Direction | null {
  const { quantity, figure } = written;
  if (figure?.relation !== null && figure !== null && quantity.low !== null && CHANGES.has(figure.relation))
    return exact(quantity.low).isNegative() ? "down" : "up";
  if (/^\s*[+＋]/.test(quantity.text)) return "up";
  if (isNegative(quantity)) return "down";
  const others = [
    own,
    ...appendedTo(read, written.clause),
    ...leadOf(read, written.clause),
    ...read.clauses.slice(written.clause + 1, written.clause + 2),
  ]
    .flatMap(({ quantities }) => quantities)
    .filter((one) => one !== written && one.quantity.unit === quantity.unit && one.quantity.low !== null);
  const other = others.find((one) =>
    isOld(
      read.text.slice(Math.max(0, one.quantity.start - 24), one.quantity.start),
      read.text.slice(one.quantity.end, one.quantity.end + 40),
    ),
  );
  if (other === undefined || quantity.low === null || other.quantity.low === null) return null;
  const change = exact(quantity.low).minus(exact(other.quantity.low));
  return change.isZero() ? null : change.isNegative() ? "down" : "up";
}

/** What is expected told as done, or what is done told as expected; what was before is neither. */
export function isOtherMood(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region): boolean {
  if (isBefore(quotes, theirs)) return false;
  const said = textOf(statement, [...mine.lead, mine.own]);
  const known = textOf(quotes, [...theirs.lead, theirs.own]);
  if (AHEAD.test(known) && !FUTURE.test(said)) return true;
  return AHEAD.test(said) && !FUTURE.test(known) && !FUTURE.test(quotes.plain);
}

/** Whether one side denies what the other says. */
export const isDeniedByOne = (statement: ReadText, mine: Region, quotes: ReadText, theirs: Region): boolean =>
  isDenied(deniedText(statement, mine)) !== isDenied(deniedText(quotes, theirs));

const deniedText = (read: ReadText, { own, lead }: Region): string =>
  textOf(read, own.hasSubject ? [own] : [...lead, own]);
