// ask/ground-fields.ts: the fields of a claimed figure against those of the one in the quotes: the first that differs.
//
// Metric, entity, relation, basis and level are compared where both sides say them; time, direction, mood and parts of a
// whole have files of their own.

import type { Because, GroundTools } from "./ground.ts";
import { comparisonsIn, levelsOf } from "./ground-classes.ts";
import { isAcronymOf } from "./ground-names.ts";
import {
  isChangeToldAsLevel,
  isCountedOtherwise,
  isGrowthToldAsRate,
  isOfAnotherWhole,
  isPartToldAsWhole,
  isUnrestricted,
} from "./ground-parts.ts";
import { type ReadText, textOf, type Understood } from "./ground-read.ts";
import { isExcluded, type Region } from "./ground-region.ts";
import { isOfAnotherTime } from "./ground-times.ts";
import { isDeniedByOne, isOtherMood, isTurned } from "./ground-turned.ts";

/** The first field that differs, null when all agree as far as both sides say them. */
export function faultOf(
  statement: ReadText,
  mine: Region,
  quotes: ReadText,
  theirs: Region,
  tools: GroundTools,
): Because["reason"] | null {
  const [claim, written] = [mine.written, theirs.written];
  const isListed = RESPECTIVELY.test(textOf(quotes, [...theirs.lead, theirs.own, ...theirs.tail]));
  if (isListed && isOfAnotherInList(statement, mine, quotes, theirs, tools)) return "number-of-another";
  if (
    !isListed &&
    claim.figure !== null &&
    written.figure !== null &&
    areOfOthers(statement, claim.figure, quotes, written.figure, tools)
  )
    return "number-of-another";
  if (isComparedWithAnother(statement, mine, quotes, theirs)) return "number-of-another";
  if (areOfOtherMetrics(statement, mine, quotes, theirs, tools)) return "number-of-another";
  if (isChangeToldAsLevel(statement, mine, quotes, theirs)) return "number-of-another";
  if (isGrowthToldAsRate(statement, mine, quotes, theirs)) return "number-of-another";
  if (isOfAnotherWhole(statement, claim.quantity, quotes, written.quantity, tools))
    return "number-of-another";
  if (isCountedOtherwise(statement, mine, quotes, theirs)) return "number-of-another";
  if (isUnrestricted(statement, mine, quotes, theirs, tools)) return "number-of-another";
  if (isPartToldAsWhole(statement, mine, theirs, tools)) return "number-of-another";
  if (areOfOtherLevels(statement, mine, quotes, theirs)) return "number-of-another";
  if (claim.quantity.kind !== "count" && isExcluded(statement, mine) !== isExcluded(quotes, theirs))
    return "number-of-another";
  if (isOfAnotherTime(statement, mine, quotes, theirs, tools)) return "period-not-in-quote";
  if (isTurned(statement, mine, quotes, theirs)) return "turned-round";
  if (isOtherMood(statement, mine, quotes, theirs)) return "turned-round";
  if (isDeniedByOne(statement, mine, quotes, theirs)) return "turned-round";
  return null;
}

const CHANGES = new Set(["yoy", "qoq", "cagr"]);
/** Bases of which a figure has one or the other. */
const EXCLUSIVE_BASES = [
  ["reported", "constant-currency"],
  ["adjusted", "gaap"],
  ["dense", "sparse"],
  ["one-way", "two-way"],
  ["bf16", "fp16", "fp8", "fp4", "int8"],
];
/** How sure both sides must be before a difference of fields counts. */
const SURE = 0.55;

function areOfOthers(
  statement: ReadText,
  claim: Understood,
  quotes: ReadText,
  written: Understood,
  tools: GroundTools,
): boolean {
  for (const family of EXCLUSIVE_BASES) {
    const [mine, theirs] = [claim, written].map(({ basis }) => family.filter((one) => basis.includes(one)));
    if (mine!.length > 0 && theirs!.length > 0 && !mine!.some((one) => theirs!.includes(one))) return true;
  }
  return areOfOtherNames(statement, claim, quotes, written, tools);
}

/** Entities that both texts name, and not the same: what a figure only inherits says nothing against it. */
function areOfOtherNames(
  statement: ReadText,
  mine: Understood,
  quotes: ReadText,
  theirs: Understood,
  tools: GroundTools,
): boolean {
  if (mine.entityId === null || theirs.entityId === null || mine.entityId === theirs.entityId) return false;
  const isNamed = (read: ReadText, { entityId, grounds }: Understood): boolean =>
    grounds.entity.confidence >= SURE && tools.names(read.text).some(({ id }) => id === entityId);
  return isNamed(statement, mine) && isNamed(quotes, theirs);
}

/** "Quarter on quarter" of what the quotes tell year on year; a year may be meant where nothing is said. */
function isComparedWithAnother(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region): boolean {
  if (mine.written.quantity.unit !== "fraction") return false;
  const said = comparisonsIn(textOf(statement, [mine.own, ...mine.tail]));
  if (said.length === 0) return false;
  const near = comparisonsIn(textOf(quotes, [theirs.own, ...theirs.tail]));
  const known = near.length > 0 ? near : comparisonsIn(textOf(quotes, [...theirs.lead, ...theirs.appended]));
  if (known.length > 0) return !said.some((one) => known.includes(one));
  const relation = theirs.written.figure?.relation ?? null;
  if (relation !== null && CHANGES.has(relation)) return !said.includes(relation);
  return !said.includes("yoy");
}

/** Metrics named around the claim, and others around the number. */
function areOfOtherMetrics(
  statement: ReadText,
  mine: Region,
  quotes: ReadText,
  theirs: Region,
  tools: GroundTools,
): boolean {
  const idsOf = (read: ReadText, { own, lead, written }: Region): Set<string> => {
    const ids = new Set(
      tools
        .names(textOf(read, own.hasSubject ? [own] : [...lead, own]))
        .filter(({ kind, id }) => kind === "metric" && !GENERIC.has(id))
        .map(({ id }) => id),
    );
    const { figure } = written;
    if (figure !== null && figure.cell !== null && figure.metricId !== null) ids.add(figure.metricId);
    return ids;
  };
  const [ours, known] = [idsOf(statement, mine), idsOf(quotes, theirs)];
  if (ours.size === 0 || known.size === 0 || [...ours].some((id) => known.has(id))) return false;
  // Earnings of so much "per share" are earnings per share, wherever the amount stands.
  const isPerShare = (read: ReadText, { own }: Region): boolean =>
    /per share|a share|每股/i.test(read.text.slice(own.start, own.end));
  if (isPerShare(statement, mine) && isPerShare(quotes, theirs)) return false;
  const said = tools.names(textOf(statement, [mine.own]));
  if (said.some(({ id }) => id === "eps") && theirs.written.quantity.unit.endsWith("/share")) return false;
  if (said.some(({ written }) => isAcronymOf(written, textOf(quotes, [...theirs.lead, theirs.own]))))
    return false;
  // Worded as the quote words it: what the vocabulary makes of it does not matter.
  const words = textOf(quotes, [...theirs.lead, theirs.own, ...theirs.tail]).toLowerCase();
  return !said.some(({ kind, written }) => kind === "metric" && words.includes(written.toLowerCase()));
}
const GENERIC = new Set(["growth", "share", "price", "value", "margin"]);

const RESPECTIVELY = /\brespectively\b|分别|依次|各为/i;

/** "A, B and C were 1, 2 and 3 respectively": the claim names another than the one at the number's place. */
function isOfAnotherInList(
  statement: ReadText,
  mine: Region,
  quotes: ReadText,
  { own, written }: Region,
  tools: GroundTools,
): boolean {
  const sentence = quotes.clauses.filter((clause) => clause.sentence === own.sentence);
  const row = sentence
    .flatMap(({ quantities }) => quantities)
    .filter(({ quantity }) => quantity.unit === written.quantity.unit);
  const first = row[0]!.quantity.start;
  const said = new Set(tools.names(textOf(statement, [...mine.lead, mine.own])).map(({ id }) => id));
  const start = sentence[0]!.start;
  const names = tools.names(quotes.text.slice(start, first));
  for (const kind of ["entity", "metric"] as const) {
    const named = names.filter((name) => name.kind === kind);
    if (named.length !== row.length) continue;
    return (
      !said.has(named[row.indexOf(written)]!.id) ||
      named.some(({ id }, at) => at !== row.indexOf(written) && said.has(id))
    );
  }
  return true;
}

/** A chip's number told of a rack, or a server's of its chips; what is counted may name several levels. */
function areOfOtherLevels(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region): boolean {
  if ([mine, theirs].some(({ written }) => written.quantity.kind === "count")) return false;
  const highest = (read: ReadText, { own, lead, written }: Region): number => {
    const levels = levelsOf(
      read.text.slice(
        (own.hasSubject ? own : (lead[0] ?? own)).start,
        Math.max(own.end, written.quantity.end),
      ),
    );
    return ORDER.findLastIndex((level) => levels.includes(level));
  };
  const [a, b] = [highest(statement, mine), highest(quotes, theirs)];
  return a >= 0 && b >= 0 && a !== b;
}
const ORDER = ["chip", "server", "rack", "cluster"];
