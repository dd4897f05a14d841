// checks/claim-moments.ts: which columns of a row a claim compares, adds up or averages.
//
// Years decide first; columns that come again pair by their turn; columns named in words come last.

import { type Place, placeOfYear, placesOf, type Ranked } from "./claim-rank.ts";
import type { Fact, Sheet } from "./claim-source.ts";
import { type Claim, isRange } from "./claim-words.ts";

/** The two moments a claim compares in a row: [later, earlier] with how sure that is. */
export function momentsOf(
  claim: Claim,
  places: readonly Place[],
): { later: Place; earlier: Place; sure: number }[] {
  const pair = (a: number, b: number): { later: Place; earlier: Place }[] => {
    const [later, earlier] = [placeOfYear(places, Math.max(a, b)), placeOfYear(places, Math.min(a, b))];
    return later === null || earlier === null || later === earlier ? [] : [{ later, earlier }];
  };
  // Years that come again further right ("gross 2019 2018 · net 2019 2018") pair by their turn.
  const turns = (a: number, b: number, sure: number): { later: Place; earlier: Place; sure: number }[] => {
    const [high, low] = [Math.max(a, b), Math.min(a, b)].map((year) =>
      places.filter((place) => place.column.years.includes(year)),
    );
    return high!.slice(0, 4).flatMap((later, at) => {
      const earlier = low![at];
      return earlier === undefined || earlier === later ? [] : [{ later, earlier, sure }];
    });
  };
  const { years } = claim;
  if (years.length >= 2) {
    const [low, high] = [Math.min(...years), Math.max(...years)];
    const found = pair(low, high).map((two) => ({ ...two, sure: 1 }));
    if (years.length > 2)
      found.push(...pair(years.at(-1)!, years.at(-2)!).map((two) => ({ ...two, sure: 0.8 })));
    if (found.length > 0) return [...found, ...turns(low, high, 0.6), ...spoken(places, 0.5)];
  }
  if (years.length === 1) {
    const before = pair(years[0]!, years[0]! - 1).map((two) => ({ ...two, sure: 0.9 }));
    const after = pair(years[0]!, years[0]! + 1).map((two) => ({ ...two, sure: 0.5 }));
    return [
      ...before,
      ...after,
      ...turns(years[0]!, years[0]! - 1, 0.5),
      ...spoken(ofYear(places, years[0]!), 0.6),
    ];
  }
  const dated = places.filter(({ year }) => year !== null);
  const first = dated[0];
  const second = dated.find((place) => place.year !== first?.year);
  if (first !== undefined && second !== undefined) {
    const [later, earlier] = first.year! > second.year! ? [first, second] : [second, first];
    return [{ later, earlier, sure: 0.8 }, ...spoken(places, 0.7)];
  }
  return places.length === 2 ? [{ later: places[0]!, earlier: places[1]!, sure: 0.6 }] : spoken(places, 0.7);
}

/** The columns of one year; all when none names it. */
function ofYear(places: readonly Place[], year: number): readonly Place[] {
  const own = places.filter((place) => place.column.years.includes(year) || place.year === year);
  return own.length > 1 ? own : places;
}

/** Columns that the claim names by words: "between Q4 and Q3", "APAC and EMEA". */
export function spoken(
  places: readonly Place[],
  sure: number,
): { later: Place; earlier: Place; sure: number }[] {
  const named = places
    .filter(({ fit }) => fit > 0.4)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, 3);
  const pairs: { later: Place; earlier: Place; sure: number }[] = [];
  for (const later of named)
    for (const earlier of named)
      if (later !== earlier) pairs.push({ later, earlier, sure: sure * Math.min(later.fit, earlier.fit) });
  return pairs;
}

/** The places of a row that an average or a sum takes: the claim's years, its range, or all. */
export function seriesOf(claim: Claim, places: readonly Place[]): { series: Place[]; sure: number }[] {
  const { years, question } = claim;
  const ofYears = (wanted: readonly number[]) => wanted.flatMap((year) => placeOfYear(places, year) ?? []);
  const all: { series: Place[]; sure: number }[] = [];
  if (years.length >= 2) {
    const [low, high] = [Math.min(...years), Math.max(...years)];
    const inner = Array.from({ length: Math.min(12, high - low + 1) }, (_, at) => low + at);
    if (isRange(question)) all.push({ series: ofYears(inner), sure: 1 });
    all.push({ series: ofYears(years), sure: 0.95 });
  } else if (years.length === 1) {
    // "the 2019 average" is the mean of the year's two ends.
    all.push({ series: ofYears([years[0]!, years[0]! - 1]), sure: 0.8 });
  }
  const perYear = [
    ...new Map(
      places
        .filter(({ year }) => year !== null)
        .map((place) => [place.year, placeOfYear(places, place.year!)!]),
    ).values(),
  ];
  all.push({ series: perYear.length > 1 ? perYear : [...places], sure: years.length === 0 ? 0.9 : 0.5 });
  return all.filter(({ series }) => series.length > 1);
}

/** Facts of several rows in one column: for each of the claim's years, or in the first columns. */
export function columnsOf(
  claim: Claim,
  sheet: Sheet,
  rows: readonly Ranked[],
): { facts: Fact[]; sure: number; year: number | null }[] {
  const all = rows.map(({ row }) => placesOf(claim, sheet, row));
  const found: { facts: Fact[]; sure: number; year: number | null }[] = [];
  const years =
    claim.years.length > 0
      ? claim.years
      : [...new Set(all[0]!.flatMap(({ year }) => year ?? []))].slice(0, 3);
  for (const [at, year] of years.entries()) {
    const places = all.map((places) => placeOfYear(places, year));
    if (!places.includes(null))
      found.push({
        facts: places.map((place) => place!.fact),
        sure: claim.years.length > 0 ? 1 - at * 0.1 : 0.8 - at * 0.15,
        year,
      });
  }
  if (found.length > 0) return found;
  const columns = [...all[0]!].sort((a, b) => b.fit - a.fit).slice(0, 3);
  for (const [at, { fact, column }] of columns.entries()) {
    const facts = all.map((places) => places.find((place) => place.column.at === column.at)?.fact);
    if (!facts.includes(undefined) && fact !== undefined)
      found.push({ facts: facts as Fact[], sure: 0.8 - at * 0.15, year: null });
  }
  return found;
}
