// ask/ground-quantity.ts: whether one quantity is another, or rounds it: amounts, units, bounds, never a sharper one.

import type { Quantity } from "../records/figure.ts";
import { exact } from "../values/decimal.ts";
import { LEVELS } from "./ground-classes.ts";

/** Whether the claimed quantity is the written one or a rounding of it; never a sharper one. */
export function isSameQuantity(claimed: Quantity, written: Quantity): boolean {
  if (claimed.dates !== null || written.dates !== null)
    return claimed.dates?.low === written.dates?.low && claimed.dates?.high === written.dates?.high;
  if (!isSameUnit(claimed, written)) return false;
  if ((claimed.kind === "percentage-point") !== (written.kind === "percentage-point")) return false;
  if (claimed.isVague !== written.isVague) return false;
  const bound = boundOf(claimed.qualifier);
  if (bound !== null && bound !== boundOf(written.qualifier)) return false;
  return (
    isSameEnd(claimed.low, written.low, claimed.step, written.step) &&
    isSameEnd(claimed.high, written.high, claimed.step, written.step)
  );
}

/** Units of measure must be one; what is counted may be worded otherwise ("50 万颗", "500,000 chips"). */
function isSameUnit(claimed: Quantity, written: Quantity): boolean {
  if (claimed.unit === written.unit) return true;
  // "$80,000 per rack" of "单机柜 8 万美元": the noun of one side is held to the words of the other.
  const [mine, theirs] = [claimed.unit.split("/"), written.unit.split("/")];
  if (mine.length !== theirs.length && mine[0] === theirs[0] && mine[0] !== "") return true;
  const isCount = ({ kind, unit }: Quantity) => kind === "count" || unit === "" || unit === "item";
  if (isCount(claimed) && isCount(written)) return !areLevels(claimed.unit, written.unit);
  // "3 x" and "3 倍" are ratios by other names.
  return [claimed.kind, written.kind].every((kind) => kind === "ratio" || kind === "multiple");
}

const areLevels = (a: string, b: string): boolean =>
  a !== b && LEVELS.some(([name]) => name === a) && LEVELS.some(([name]) => name === b);

export const boundOf = (qualifier: Quantity["qualifier"]): "above" | "below" | null =>
  qualifier === "over" || qualifier === "at-least"
    ? "above"
    : qualifier === "under" || qualifier === "at-most" || qualifier === "nearly"
      ? "below"
      : null;

function isSameEnd(
  claimed: string | null,
  written: string | null,
  step: string | null,
  writtenStep: string | null,
): boolean {
  if (claimed === null || written === null) return claimed === written;
  const distance = exact(claimed).minus(exact(written)).abs();
  if (distance.isZero()) return true;
  // A rounding: the claim has fewer digits than the quote, and the quote rounds to it.
  if (step === null || (writtenStep !== null && exact(writtenStep).gte(exact(step)))) return false;
  // One digit of a number is no rounding of it but another number: 2 billion for 2.4 billion.
  if (exact(claimed).abs().lt(exact(step).times(10)) && !distance.lte(exact(written).abs().times("0.05")))
    return false;
  return distance.lte(exact(step).times("0.5"));
}
