// ask/ground-parts.ts: whether a part is told as the whole, a change as a level, or a narrowed number as a plain one.

import type { Quantity } from "../records/figure.ts";
import type { GroundTools } from "./ground.ts";
import { comparisonsIn, countedPer, directionsIn, EXCLUDED } from "./ground-classes.ts";
import { isSameQuantity } from "./ground-quantity.ts";
import { type PlacedWord, type ReadQuantity, type ReadText, textOf } from "./ground-read.ts";
import { directionNear, isExcluded, type Region } from "./ground-region.ts";
import { areAlike } from "./ground-words-alike.ts";

const CHANGES = new Set(["yoy", "qoq", "cagr", "change"]);
const AMOUNTS = new Set(["money", "count", "power", "energy"]);

/** "较年初减少46亿元" is no level of 46, and a level of 46 is no change by it. */
export function isChangeToldAsLevel(
  statement: ReadText,
  mine: Region,
  quotes: ReadText,
  theirs: Region,
): boolean {
  if (!AMOUNTS.has(theirs.written.quantity.kind)) return false;
  const isTold = (read: ReadText, { written: { quantity }, own }: Region): boolean =>
    directionNear(read, quantity, own) !== null || ADDED.test(read.text.slice(own.start, quantity.end));
  const isChange = ({ written: { figure } }: Region): boolean => figure?.relation === "change";
  return isChange(mine)
    ? !isChange(theirs) && !isTold(quotes, theirs)
    : isChange(theirs) && !isTold(statement, mine);
}
const ADDED = /\b(?:another|additional|extra|further|added)\b|新增|再|另/i;

/**
 * ", of which 1.8 GW is backed": a figure without a subject of its own goes on from another of its unit; told alone it
 * has to keep a word of what sets it apart.
 */
export function isPartToldAsWhole(
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
export function isGrowthToldAsRate(
  statement: ReadText,
  mine: Region,
  quotes: ReadText,
  theirs: Region,
): boolean {
  const { quantity, figure } = theirs.written;
  if (quantity.unit !== "fraction" || isExcluded(statement, mine)) return false;
  const isChange = figure !== null && (CHANGES.has(figure.relation ?? "") || figure.relation === "change");
  if (!isChange || directionNear(quotes, quantity, theirs.own) === null) return false;
  // "rose to 38 %" is a level that changed.
  if (
    /(?:\bto|[至到为])\s*(?:about|around|roughly|nearly|约|近)?\s*$/i.test(
      quotes.text.slice(Math.max(0, quantity.start - 12), quantity.start),
    )
  )
    return false;
  const around = textOf(statement, [...mine.lead, mine.own, ...mine.tail]);
  return (
    directionsIn(around).size === 0 &&
    comparisonsIn(around).length === 0 &&
    !/[增降]|跑[赢输]|beat|outperform/i.test(around)
  );
}

/** "3.2 million parcels a day" told as parcels a month, or "revenue per parcel" as revenue. */
export function isCountedOtherwise(
  statement: ReadText,
  mine: Region,
  quotes: ReadText,
  theirs: Region,
): boolean {
  if (theirs.written.quantity.kind === "count" && (theirs.written.quantity.low?.length ?? 2) < 2)
    return false;
  // The words between this quantity's neighbours: what another is counted per says nothing of it.
  const around = (read: ReadText, { own, written: { quantity } }: Region): Set<string> => {
    const others = own.quantities.map((one) => one.quantity).filter((one) => one !== quantity);
    const from = Math.max(own.start, ...others.map(({ end }) => end).filter((end) => end <= quantity.start));
    const next = Math.min(
      own.end,
      ...others.map(({ start }) => start).filter((start) => start >= quantity.end),
    );
    return countedPer(read.text.slice(from, Math.max(quantity.end, Math.min(next, quantity.end + 28))));
  };
  const [said, known] = [around(statement, mine), around(quotes, theirs)];
  const missing = [...known].filter((one) => !said.has(one));
  const added = [...said].filter((one) => !known.has(one));
  // The statement may say it a clause away, the quotes in their heading.
  const wide = countedPer(statement.text);
  const elsewhere = countedPer(quotes.text);
  return missing.some((one) => !wide.has(one)) || added.some((one) => !elsewhere.has(one));
}

/** "3% of revenue" told as 3% of customers. */
export function isOfAnotherWhole(
  statement: ReadText,
  claim: Quantity,
  quotes: ReadText,
  written: Quantity,
  tools: GroundTools,
): boolean {
  if (claim.unit !== "fraction" && !claim.unit.includes("fraction")) return false;
  const wholeOf = (read: ReadText, { end }: Quantity): PlacedWord[] => {
    const match = /^\s*(?:share\s)?of\s+(?:the|its|their|our|all|total|company|overall)?\s*/i.exec(
      read.plain.slice(end, end + 40),
    );
    if (match === null) return [];
    const from = end + match[0].length;
    return read.clauses
      .flatMap(({ words }) => words)
      .filter(({ start }) => start >= from && start < from + 24)
      .slice(0, 2);
  };
  const [mine, theirs] = [wholeOf(statement, claim), wholeOf(quotes, written)];
  return (
    mine.length > 0 &&
    theirs.length > 0 &&
    !mine.some((word) =>
      theirs.some(
        (other) => areAlike(word, other, tools) || areOneTerm(word, other, statement, quotes, tools),
      ),
    )
  );
}

/** Two words of one metric of the vocabulary: "sales" and "revenue". */
function areOneTerm(
  word: PlacedWord,
  other: PlacedWord,
  statement: ReadText,
  quotes: ReadText,
  tools: GroundTools,
): boolean {
  const idsAt = (read: ReadText, { start, end }: PlacedWord): string[] =>
    tools
      .terms(read.text)
      .filter((term) => term.start < end && start < term.end)
      .map(({ id }) => id);
  const known = idsAt(quotes, other);
  return idsAt(statement, word).some((id) => known.includes(id));
}

/** "2,310 customers with more than $100,000 of revenue", or "the two largest": what narrows a number down is part of it. */
export function isUnrestricted(
  statement: ReadText,
  mine: Region,
  quotes: ReadText,
  theirs: Region,
  tools: GroundTools,
): boolean {
  const { own, written } = theirs;
  const said = [
    ...mine.lead,
    mine.own,
    ...mine.tail,
    ...statement.clauses.slice(mine.written.clause + 1, mine.written.clause + 2),
  ];
  const saysAmount = ({ quantity }: ReadQuantity): boolean =>
    said.some(({ quantities }) =>
      quantities.some(
        (one) =>
          isSameQuantity(one.quantity, quantity) ||
          isSameQuantity(one.quantity, { ...quantity, qualifier: null }),
      ),
    );
  const next = quotes.clauses[written.clause + 1];
  const isNarrowed = /[^,，\s]\s+with$/i.test(quotes.text.slice(own.start, own.end));
  if (isNarrowed && next !== undefined && next.quantities.length > 0 && !next.quantities.some(saysAmount))
    return true;
  // A count before the nouns that the claim takes.
  return own.quantities.some((one) => {
    const { quantity } = one;
    if (
      one === written ||
      quantity.kind !== "count" ||
      (quantity.low?.length ?? 9) > 1 ||
      quantity.end > written.quantity.start
    )
      return false;
    const counted = own.words
      .filter(({ start }) => start >= quantity.start && start < quantity.end + 24)
      .slice(0, 2);
    return (
      counted.some((word) => mine.own.words.some((other) => areAlike(word, other, tools))) && !saysAmount(one)
    );
  });
}

/** Words of a figure's clause that the clauses before have not. */
export function apartIn({ own, lead }: Region, tools: GroundTools): PlacedWord[] {
  const before = lead.flatMap(({ words }) => words);
  return own.words.filter((word) => !before.some((other) => areAlike(word, other, tools)));
}

export function saysOneOf(words: readonly PlacedWord[], mine: Region, tools: GroundTools): boolean {
  const said = [mine.own, ...mine.lead, ...mine.tail].flatMap((clause) => clause.words);
  return words.some((word) => said.some((other) => areAlike(word, other, tools)));
}
