// ask/ground-numbers.ts: whether each quantity of a statement stands in its quotes, told of the same thing.
//
// A right number with a wrong meaning is the danger: the rack's for the chip's, last year's for this year's, one
// company's for another's. Statement and quotes are understood by the same scanner, so their figures have the same
// fields, and these are compared one by one (ground-fields.ts). What no field says is said by the words of the figure's
// region, which must carry the words of the claim (ground-words.ts).

import type { Quantity } from "../records/figure.ts";
import { exact } from "../values/decimal.ts";
import type { Because, GroundTools } from "./ground.ts";
import { faultOf } from "./ground-fields.ts";
import { boundOf, isSameQuantity } from "./ground-quantity.ts";
import type { ReadQuantity, ReadText } from "./ground-read.ts";
import { directionNear, type Region, regionOf } from "./ground-region.ts";

/** A quantity of the statement and the places of the quotes that can be it. */
export interface Matched {
  claim: ReadQuantity;
  /** Regions that carry the number; empty when none does. */
  regions: Region[];
}

/** Each quantity of the statement with its places; the reasons of those that have none. */
export function matchNumbers(
  statement: ReadText,
  quotes: ReadText,
  tools: GroundTools,
): { matched: Matched[]; reasons: Because[] } {
  const reasons: Because[] = [];
  const matched = statement.quantities.map((claim): Matched => {
    const same = quotes.quantities.filter((written) => isSameAmount(statement, claim, quotes, written));
    const words = claim.quantity.text;
    if (same.length === 0) reasons.push({ reason: "number-not-in-quote", words });
    const mine = regionOf(statement, claim);
    const judged = same.map((written) => {
      const region = regionOf(quotes, written);
      return { region, fault: faultOf(statement, mine, quotes, region, tools) };
    });
    const regions = judged.filter(({ fault }) => fault === null).map(({ region }) => region);
    if (same.length > 0 && regions.length === 0) reasons.push({ reason: judged[0]!.fault!, words });
    return { claim, regions };
  });
  reasons.push(...unpaired(matched));
  return { matched, reasons };
}

/** "41% within twelve months" of quotes that say 37% there: numbers of one clause that the quotes do not tell together. */
function unpaired(matched: readonly Matched[]): Because[] {
  const reasons: Because[] = [];
  for (const one of matched)
    for (const other of matched) {
      if (one === other || one.claim.clause !== other.claim.clause) continue;
      if (one.regions.length === 0 || other.regions.length === 0) continue;
      const hasOther = (a: Region, b: Region): boolean =>
        a.own !== b.own &&
        b.own.quantities.some(
          (rival) =>
            rival.quantity.unit === a.written.quantity.unit &&
            !matched.some(({ regions }) => regions.some(({ written }) => written === rival)),
        );
      if (one.regions.every((a) => other.regions.every((b) => hasOther(a, b))))
        reasons.push({ reason: "number-of-another", words: one.claim.quantity.text });
    }
  return reasons;
}

function isSameAmount(
  statement: ReadText,
  claim: ReadQuantity,
  quotes: ReadText,
  written: ReadQuantity,
): boolean {
  const mine = signed(statement, claim.quantity);
  const theirs = signed(quotes, written.quantity);
  if (isSameQuantity(mine, theirs)) return true;
  const loose = loosened(statement, mine, quotes, theirs);
  if (loose !== null && isSameQuantity(loose, theirs)) return true;
  // "fell 12 %" is −12 %: with a word of falling the sign is said.
  const down = (read: ReadText, { quantity, clause }: ReadQuantity): boolean =>
    directionNear(read, quantity, read.clauses[clause]!) === "down";
  if (isNegative(theirs) && !isNegative(mine) && down(statement, claim))
    return isSameQuantity(mine, negated(theirs));
  if (isNegative(mine) && !isNegative(theirs) && down(quotes, written))
    return isSameQuantity(negated(mine), theirs);
  return false;
}

const MINUS =
  /(?:\b(?:negative|minus|a loss of|net loss(?:es)? of|outflows? of|deficit of)\s*|(?:为?负(?:的)?|净?亏损|净流出)\s*)$/i;

/** The quantity with a sign that stands before it as a word: "negative $1.3 billion". */
function signed(read: ReadText, quantity: Quantity): Quantity {
  const isSaid = MINUS.test(read.text.slice(Math.max(0, quantity.start - 24), quantity.start));
  return isSaid && !isNegative(quantity) ? negated(quantity) : quantity;
}

const isNegative = ({ low }: Quantity): boolean => low !== null && exact(low).isNegative();

function negated(quantity: Quantity): Quantity {
  const flip = (value: Quantity["low"]): Quantity["low"] =>
    value === null ? null : (exact(value).neg().toFixed() as NonNullable<Quantity["low"]>);
  return { ...quantity, low: flip(quantity.high), high: flip(quantity.low) };
}

const ABOVE = /\b(?:at least|more than|over|above|exceed\w*)\b|至少|超过?|逾|不少于|不低于|以上/i;
const BELOW =
  /\b(?:at most|less than|under|below|up to|as much as|nearly|almost|maximum)\b|至多|不到|不超过|低于|近|以下|最多|最高|上限/i;

/** A bound that one side says a word away from the number, or that is no bound ("高出50%"); null for none. */
function loosened(statement: ReadText, mine: Quantity, quotes: ReadText, theirs: Quantity): Quantity | null {
  const around = (read: ReadText, { start, coreStart, end }: Quantity): string =>
    `${read.text.slice(Math.max(0, start - 30), coreStart)} ${read.text.slice(end, end + 12)}`;
  const point = { ...mine, low: mine.low ?? mine.high, high: mine.high ?? mine.low, qualifier: null };
  const bound = boundOf(mine.qualifier);
  if (bound !== null) {
    if (/高出|高过/.test(mine.text)) return point;
    return (bound === "above" ? ABOVE : BELOW).test(around(quotes, theirs)) ? point : null;
  }
  const theirBound = boundOf(theirs.qualifier);
  if (theirBound === null) return null;
  if (!(theirBound === "above" ? ABOVE : BELOW).test(around(statement, mine))) return null;
  return {
    ...mine,
    low: theirs.low === null ? null : mine.low,
    high: theirs.high === null ? null : mine.high,
  };
}
