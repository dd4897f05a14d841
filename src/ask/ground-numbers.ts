// ask/ground-numbers.ts: whether each quantity of a statement stands in its quotes, told of the same thing.
//
// A right number with a wrong meaning is the danger: the rack's for the chip's, last year's for this year's, one
// company's for another's. Statement and quotes are understood by the same scanner, so their figures have the same
// fields, and these are compared one by one: value, metric, entity, relation, nature, basis, period, direction, and
// whether the figure is what was before ("from 51.8 %"). What no field says is said by the words of the figure's
// region, which must carry the words of the claim (ground-words.ts).

import type { Quantity } from "../records/figure.ts";
import { exact } from "../values/decimal.ts";
import type { Because, GroundTools } from "./ground.ts";
import {
  AHEAD,
  comparisonsIn,
  type Direction,
  directionAt,
  directionsIn,
  EXCLUDED,
  FUTURE,
  isDenied,
  isOld,
  levelsOf,
} from "./ground-classes.ts";
import { isAcronymOf } from "./ground-names.ts";
import { type PeriodWord, placedPeriods } from "./ground-periods.ts";
import { areAlike } from "./ground-words-alike.ts";
import { boundOf, isSameQuantity } from "./ground-quantity.ts";
import {
  appendedTo,
  type Clause,
  leadOf,
  type PlacedWord,
  type ReadQuantity,
  type ReadText,
  tailOf,
  textOf,
  type Understood,
} from "./ground-read.ts";

/** A quantity of the statement and the places of the quotes that can be it. */
export interface Matched {
  claim: ReadQuantity;
  /** Regions that carry the number; empty when none does. */
  regions: Region[];
}

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

/** The first field that differs, null when all agree as far as both sides say them. */
function faultOf(
  statement: ReadText,
  mine: Region,
  quotes: ReadText,
  theirs: Region,
  tools: GroundTools,
): Because["reason"] | null {
  const [claim, written] = [mine.written, theirs.written];
  const isListed = RESPECTIVELY.test(textOf(quotes, [...theirs.lead, theirs.own, ...theirs.tail]));
  if (isListed && isOfAnotherInList(statement, mine, quotes, theirs, tools)) return "number-of-another";
  if (!isListed && claim.figure !== null && written.figure !== null && areOfOthers(statement, claim.figure, quotes, written.figure, tools))
    return "number-of-another";
  if (isComparedWithAnother(statement, mine, quotes, theirs)) return "number-of-another";
  if (areOfOtherMetrics(statement, mine, quotes, theirs, tools)) return "number-of-another";
  if (isChangeToldAsLevel(statement, mine, quotes, theirs)) return "number-of-another";
  if (isGrowthToldAsRate(statement, mine, quotes, theirs)) return "number-of-another";
  if (isOfAnotherWhole(statement, claim.quantity, quotes, written.quantity, tools)) return "number-of-another";
  if (isUnrestricted(statement, mine, quotes, theirs, tools)) return "number-of-another";
  if (isPartToldAsWhole(statement, mine, theirs, tools)) return "number-of-another";
  if (areOfOtherLevels(statement, mine, quotes, theirs)) return "number-of-another";
  if (claim.quantity.kind !== "count" && isExcluded(statement, mine) !== isExcluded(quotes, theirs)) return "number-of-another";
  if (isOfAnotherTime(statement, mine, quotes, theirs, tools)) return "period-not-in-quote";
  if (isTurned(statement, mine, quotes, theirs)) return "turned-round";
  if (isOtherMood(statement, mine, quotes, theirs)) return "turned-round";
  if (isDenied(deniedText(statement, mine)) !== isDenied(deniedText(quotes, theirs))) return "turned-round";
  return null;
}

const deniedText = (read: ReadText, { own, lead }: Region): string =>
  textOf(read, own.hasSubject ? [own] : [...lead, own]);

// ---- value

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
  return { ...mine, low: theirs.low === null ? null : mine.low, high: theirs.high === null ? null : mine.high };
}

// ---- fields of the figure

const CHANGES = new Set(["yoy", "qoq", "cagr"]);
/** Bases of which a figure has one or the other. */
const EXCLUSIVE_BASES = [
  ["reported", "constant-currency"],
  ["adjusted", "gaap"],
  ["dense", "sparse"],
  ["one-way", "two-way"],
  ["bf16", "fp16", "fp8", "fp4", "int8"],
];
const AMOUNTS = new Set(["money", "count", "power", "energy"]);
/** How sure both sides must be before a difference of fields counts. */
const SURE = 0.55;

function areOfOthers(statement: ReadText, claim: Understood, quotes: ReadText, written: Understood, tools: GroundTools): boolean {
  for (const family of EXCLUSIVE_BASES) {
    const [mine, theirs] = [claim, written].map(({ basis }) => family.filter((one) => basis.includes(one)));
    if (mine!.length > 0 && theirs!.length > 0 && !mine!.some((one) => theirs!.includes(one))) return true;
  }
  return areOfOtherNames(statement, claim, quotes, written, tools);
}

/** Entities that both texts name, and not the same: what a figure only inherits says nothing against it. */
function areOfOtherNames(statement: ReadText, mine: Understood, quotes: ReadText, theirs: Understood, tools: GroundTools): boolean {
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
  const isPerShare = (read: ReadText, { own }: Region): boolean => /per share|a share|每股/i.test(read.text.slice(own.start, own.end));
  if (isPerShare(statement, mine) && isPerShare(quotes, theirs)) return false;
  const said = tools.names(textOf(statement, [mine.own]));
  if (said.some(({ id }) => id === "eps") && theirs.written.quantity.unit.endsWith("/share")) return false;
  if (said.some(({ written }) => isAcronymOf(written, textOf(quotes, [...theirs.lead, theirs.own])))) return false;
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
    return !said.has(named[row.indexOf(written)]!.id) || named.some(({ id }, at) => at !== row.indexOf(written) && said.has(id));
  }
  return true;
}

/** "较年初减少46亿元" is no level of 46, and a level of 46 is no change by it. */
function isChangeToldAsLevel(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region): boolean {
  if (!AMOUNTS.has(theirs.written.quantity.kind)) return false;
  const isTold = (read: ReadText, { written: { quantity }, own }: Region): boolean =>
    directionNear(read, quantity, own) !== null || ADDED.test(read.text.slice(own.start, quantity.end));
  const isChange = ({ written: { figure } }: Region): boolean => figure?.relation === "change";
  return isChange(mine) ? !isChange(theirs) && !isTold(quotes, theirs) : isChange(theirs) && !isTold(statement, mine);
}
const ADDED = /\b(?:another|additional|extra|further|added)\b|新增|再|另/i;

/**
 * ", of which 1.8 GW is backed": a figure without a subject of its own goes on from another of its unit; told alone it
 * has to keep a word of what sets it apart.
 */
function isPartToldAsWhole(
  statement: ReadText,
  mine: Region,
  theirs: Region,
  tools: GroundTools,
): boolean {
  const { own, lead, written } = theirs;
  if (own.hasSubject || EXCLUDED.test(textOf(statement, [mine.own]))) return false;
  const isAlike = ({ unit, kind }: Quantity): boolean =>
    unit === written.quantity.unit || (kind === "count" && written.quantity.kind === "count");
  const goesOnFrom = lead.some(({ quantities }) => quantities.some(({ quantity }) => isAlike(quantity)));
  const apart = apartIn(theirs, tools);
  return goesOnFrom && apart.length > 0 && !saysOneOf(apart, mine, tools);
}

/** "同比增长22.8%" told as a margin of 22.8 %: a change needs a word of change. */
function isGrowthToldAsRate(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region): boolean {
  const { quantity, figure } = theirs.written;
  if (quantity.unit !== "fraction" || isExcluded(statement, mine)) return false;
  const isChange = figure !== null && (CHANGES.has(figure.relation ?? "") || figure.relation === "change");
  if (!isChange || directionNear(quotes, quantity, theirs.own) === null) return false;
  // "rose to 38 %" is a level that changed.
  if (/(?:\bto|[至到为])\s*(?:about|around|roughly|nearly|约|近)?\s*$/i.test(quotes.text.slice(Math.max(0, quantity.start - 12), quantity.start))) return false;
  const around = textOf(statement, [...mine.lead, mine.own, ...mine.tail]);
  return directionsIn(around).size === 0 && comparisonsIn(around).length === 0 && !/[增降]|跑[赢输]|beat|outperform/i.test(around);
}

/** "3% of revenue" told as 3% of customers. */
function isOfAnotherWhole(statement: ReadText, claim: Quantity, quotes: ReadText, written: Quantity, tools: GroundTools): boolean {
  if (claim.unit !== "fraction" && !claim.unit.includes("fraction")) return false;
  const wholeOf = (read: ReadText, { end }: Quantity): PlacedWord[] => {
    const match = /^\s*(?:share\s)?of\s+(?:the|its|their|our|all|total|company|overall)?\s*/i.exec(read.plain.slice(end, end + 40));
    if (match === null) return [];
    const from = end + match[0].length;
    return read.clauses.flatMap(({ words }) => words).filter(({ start }) => start >= from && start < from + 24).slice(0, 2);
  };
  const [mine, theirs] = [wholeOf(statement, claim), wholeOf(quotes, written)];
  return mine.length > 0 && theirs.length > 0 && !mine.some((word) => theirs.some((other) => areAlike(word, other, tools) || areOneTerm(word, other, statement, quotes, tools)));
}

/** Two words of one metric of the vocabulary: "sales" and "revenue". */
function areOneTerm(word: PlacedWord, other: PlacedWord, statement: ReadText, quotes: ReadText, tools: GroundTools): boolean {
  const idsAt = (read: ReadText, { start, end }: PlacedWord): string[] =>
    tools.terms(read.text).filter((term) => term.start < end && start < term.end).map(({ id }) => id);
  const known = idsAt(quotes, other);
  return idsAt(statement, word).some((id) => known.includes(id));
}

/** "2,310 customers with more than $100,000 of revenue", or "the two largest": what narrows a number down is part of it. */
function isUnrestricted(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region, tools: GroundTools): boolean {
  const { own, written } = theirs;
  const said = [...mine.lead, mine.own, ...mine.tail, ...statement.clauses.slice(mine.written.clause + 1, mine.written.clause + 2)];
  const saysAmount = ({ quantity }: ReadQuantity): boolean =>
    said.some(({ quantities }) => quantities.some((one) => isSameQuantity(one.quantity, quantity) || isSameQuantity(one.quantity, { ...quantity, qualifier: null })));
  const next = quotes.clauses[written.clause + 1];
  const isNarrowed = /[^,，\s]\s+with$/i.test(quotes.text.slice(own.start, own.end));
  if (isNarrowed && next !== undefined && next.quantities.length > 0 && !next.quantities.some(saysAmount)) return true;
  // A count before the nouns that the claim takes.
  return own.quantities.some((one) => {
    const { quantity } = one;
    if (one === written || quantity.kind !== "count" || (quantity.low?.length ?? 9) > 1 || quantity.end > written.quantity.start) return false;
    const counted = own.words.filter(({ start }) => start >= quantity.start && start < quantity.end + 24).slice(0, 2);
    return counted.some((word) => mine.own.words.some((other) => areAlike(word, other, tools))) && !saysAmount(one);
  });
}

/** Words of a figure's clause that the clauses before have not. */
function apartIn({ own, lead }: Region, tools: GroundTools): PlacedWord[] {
  const before = lead.flatMap(({ words }) => words);
  return own.words
    .filter((word) => !before.some((other) => areAlike(word, other, tools)));
}

function saysOneOf(words: readonly PlacedWord[], mine: Region, tools: GroundTools): boolean {
  const said = [mine.own, ...mine.lead, ...mine.tail].flatMap((clause) => clause.words);
  return words.some((word) => said.some((other) => areAlike(word, other, tools)));
}

/** A chip's number told of a rack, or a server's of its chips; what is counted may name several levels. */
function areOfOtherLevels(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region): boolean {
  if ([mine, theirs].some(({ written }) => written.quantity.kind === "count")) return false;
  const highest = (read: ReadText, { own, lead, written }: Region): number => {
    const levels = levelsOf(
      read.text.slice((own.hasSubject ? own : (lead[0] ?? own)).start, Math.max(own.end, written.quantity.end)),
    );
    return ORDER.findLastIndex((level) => levels.includes(level));
  };
  const [a, b] = [highest(statement, mine), highest(quotes, theirs)];
  return a >= 0 && b >= 0 && a !== b;
}
const ORDER = ["chip", "server", "rack", "cluster"];

/** Whether the figure is told without something, by words of its own clause or beside it. */
function isExcluded(read: ReadText, { own, lead, written: { quantity } }: Region): boolean {
  const end = Math.min(own.end + 30, read.text.length);
  const here = read.plain.slice(own.start, quantity.end);
  const behind = read.plain.slice(quantity.end, quantity.end < own.end ? own.end : end);
  return EXCLUDED.test(here) || EXCLUDED.test(behind) || lead.some((one) => EXCLUDED.test(textOf(read, [one])));
}

// ---- time

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
          (start >= quantity.end && /^\s?(?:in|for|of|at|during|by)(?: the)?(?: (?:end|month) of)?\s$/i.test(after))
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
    a.start === b.start || /^\s*(?:of|,|年|度|的)?\s*$/.test(read.text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)));
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
function isOfAnotherTime(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region, tools: GroundTools): boolean {
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
  return !(isTheirsOld && theirs.own.quantities.length === 1 && saysOneOf(apartIn(theirs, tools), mine, tools));
}
/** Whether a figure is told as what was before: "from 51.8 %", "versus 2.4", "较2025年的28GWh". */
function isBefore(read: ReadText, { own, lead, written: { quantity } }: Region): boolean {
  const ends = own.quantities.map((one) => one.quantity.end).filter((end) => end <= quantity.start);
  // A marker that parts clauses ("versus") stands before its clause.
  const from = ends.length > 0 ? Math.max(...ends) : Math.max(0, own.start - 16);
  return (
    isOld(read.text.slice(from, quantity.start), read.text.slice(quantity.end, quantity.end + 40)) ||
    SAID_BEFORE.test(read.text.slice(Math.max(from, own.start), quantity.start)) ||
    (ends.length === 0 && lead.some((one) => one.quantities.length === 0 && SAID_BEFORE.test(textOf(read, [one]))))
  );
}
const SAID_BEFORE = /\b(?:previously|had been|formerly)\b|此前|原先|去年同期|上年同期/i;
const PAST = /\b(?:last|previous|prior|earlier|year[- ]ago|before)\b|去年|上年|此前|之前|原/i;

// ---- direction, mood

function directionNear(read: ReadText, quantity: Quantity, clause: Clause): Direction | null {
  const start = clause.start;
  return directionAt(
    // A digit behind, as words that need one ("低20%") look for it.
    `${read.plain.slice(start, Math.max(start, quantity.start))}0`,
    read.plain.slice(quantity.end, Math.min(clause.end, quantity.end + 40)),
  );
}

/** The claim says up where the quote says down of this quantity, or a direction that nothing in the quote says. */
function isTurned(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region): boolean {
  if (isBefore(statement, mine) && isBefore(quotes, theirs)) return false;
  const said = directionNear(statement, mine.written.quantity, mine.own);
  if (said === null) return false;
  const near = directionNear(quotes, theirs.written.quantity, theirs.own);
  if (near !== null) return near !== said;
  const around = directionsIn(textOf(quotes, [...theirs.lead, theirs.own, ...theirs.appended, ...theirs.tail]));
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
  const others = [own, ...appendedTo(read, written.clause), ...leadOf(read, written.clause), ...read.clauses.slice(written.clause + 1, written.clause + 2)]
    .flatMap(({ quantities }) => quantities)
    .filter((one) => one !== written && one.quantity.unit === quantity.unit && one.quantity.low !== null);
  const other = others.find((one) =>
    isOld(read.text.slice(Math.max(0, one.quantity.start - 24), one.quantity.start), read.text.slice(one.quantity.end, one.quantity.end + 40)),
  );
  if (other === undefined || quantity.low === null || other.quantity.low === null) return null;
  const change = exact(quantity.low).minus(exact(other.quantity.low));
  return change.isZero() ? null : change.isNegative() ? "down" : "up";
}

/** What is expected told as done, or what is done told as expected; what was before is neither. */
function isOtherMood(statement: ReadText, mine: Region, quotes: ReadText, theirs: Region): boolean {
  if (isBefore(quotes, theirs)) return false;
  const said = textOf(statement, [...mine.lead, mine.own]);
  const known = textOf(quotes, [...theirs.lead, theirs.own]);
  if (AHEAD.test(known) && !FUTURE.test(said)) return true;
  return AHEAD.test(said) && !FUTURE.test(known) && !FUTURE.test(quotes.plain);
}
