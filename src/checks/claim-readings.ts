// checks/claim-readings.ts: the ways in which a claim can be computed from a table, the likeliest first.
//
// An operation of the claim's words is applied to rows and columns of its words: one row over two years, two rows in
// one year, a row against its total. Each reading has a weight, the product of how well its operation, rows and
// columns fit. The list is short on purpose: the longer it is, the more wrong claims come out right by chance.

import { type ExactNumber, exact } from "../values/decimal.ts";
import { type Place, placeOfYear, placesOf, type Ranked, rankRows } from "./claim-rank.ts";
import type { Fact, Sheet } from "./claim-source.ts";
import { type Claim, isRange, type Operation } from "./claim-words.ts";

export interface ClaimReading {
  operation: Operation | "value";
  operands: { fact: Fact; role: string }[];
  computed: ExactNumber;
  /** "fraction" for growth and ratios, "level" for sums, differences and averages of what the table holds. */
  kind: "fraction" | "level";
  /** A difference of two things has no sign; a change over time has. */
  isSigned: boolean;
  formula: string;
  weight: number;
}

const MOST_ROWS = 8;
const MOST_READINGS = 60;
const WEAKEST = 0.12;
const TOTAL = /total|合计|总计|总额/i;

export function readingsOf(claim: Claim, sheet: Sheet): ClaimReading[] {
  const ranked = rankRows(claim, sheet);
  const best = ranked[0];
  const rows =
    best === undefined ? [] : ranked.filter(({ score }) => score >= best.score * 0.3).slice(0, MOST_ROWS);
  const readings: ClaimReading[] = [];
  for (const [at, operation] of claim.operations.entries()) {
    const prior = 1 / (1 + at * 0.25);
    for (const one of rows) readings.push(...ofOneRow(claim, sheet, operation, one, prior));
    readings.push(...ofTwoRows(claim, sheet, operation, rows, prior));
    readings.push(...ofNamedRows(claim, sheet, operation, ranked, prior));
    if (operation === "ratio") readings.push(...ofTotals(claim, sheet, rows, prior));
    if (operation === "growth" || operation === "difference")
      readings.push(...fromHundred(claim, sheet, rows, operation, prior));
    if (operation === "sum" || operation === "average")
      readings.push(...ofSections(claim, sheet, operation, prior));
  }
  return readings
    .filter(({ weight }) => weight >= WEAKEST)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_READINGS);
}

/** The two moments a claim compares in a row: [later, earlier] with how sure that is. */
function momentsOf(claim: Claim, places: readonly Place[]): { later: Place; earlier: Place; sure: number }[] {
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
    return [...before, ...after, ...turns(years[0]!, years[0]! - 1, 0.5), ...spoken(places, 0.6)];
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

/** Columns that the claim names by words: "between Q4 and Q3", "APAC and EMEA". */
function spoken(places: readonly Place[], sure: number): { later: Place; earlier: Place; sure: number }[] {
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
function seriesOf(claim: Claim, places: readonly Place[]): { series: Place[]; sure: number }[] {
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

function ofOneRow(
  claim: Claim,
  sheet: Sheet,
  operation: Operation,
  { row, score }: Ranked,
  prior: number,
): ClaimReading[] {
  const places = placesOf(claim, sheet, row);
  if (places.length < 2) return [];
  const weight = prior * score;
  switch (operation) {
    case "growth":
    case "difference":
      return momentsOf(claim, places).flatMap(({ later, earlier, sure }) =>
        changeOf(operation, [later.fact], [earlier.fact], weight * sure),
      );
    case "average":
    case "sum":
      return seriesOf(claim, places).map(({ series, sure }) =>
        total(
          operation,
          series.map(({ fact }) => fact),
          weight * sure,
        ),
      );
    case "change-of-average":
      return changeOfAverage(claim, places, weight);
    case "ratio":
      return momentsOf(claim, places).flatMap(({ later, earlier, sure }) => [
        ...quotient([later.fact], [earlier.fact], weight * sure * 0.8),
        ...quotient([earlier.fact], [later.fact], weight * sure * 0.6),
      ]);
    default:
      return [];
  }
}

/** Facts of several rows in one column: for each of the claim's years, or in the first columns. */
function columnsOf(
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

function ofTwoRows(
  claim: Claim,
  sheet: Sheet,
  operation: Operation,
  rows: readonly Ranked[],
  prior: number,
): ClaimReading[] {
  const readings: ClaimReading[] = [];
  for (const a of rows)
    for (const b of rows) {
      if (a === b) continue;
      const isInOrder = rows.indexOf(a) < rows.indexOf(b);
      // Two rows share the claim's words between them: each is worth what it covers.
      const weight =
        prior * Math.sqrt(a.cover * b.cover) * Math.min(1, a.score + b.score) * orderOf(claim, a, b);
      const columns = columnsOf(claim, sheet, [a, b]);
      for (const { facts, sure } of columns) {
        if (operation === "ratio") readings.push(...quotient([facts[0]!], [facts[1]!], weight * sure));
        if (operation === "difference" && isInOrder)
          readings.push(gapOf(facts[0]!, facts[1]!, weight * sure));
        if ((operation === "sum" || operation === "average") && isInOrder)
          readings.push(total(operation, facts, weight * sure * 0.9));
      }
      if (operation === "change-of-average" && isInOrder)
        readings.push(...gapOfAverages(claim, sheet, a, b, weight));
      if (operation === "change-of-ratio" && columns.length >= 2) {
        const dated = columns.filter(({ year }) => year !== null).sort((x, y) => y.year! - x.year!);
        const [later, earlier] = [dated[0], dated.at(-1)];
        if (later !== undefined && earlier !== undefined && later !== earlier)
          readings.push(...changeOfRatio(later.facts, earlier.facts, weight));
      }
    }
  return readings;
}

/** "A to B", "A over B": the row named first goes on top. */
function orderOf(claim: Claim, a: Ranked, b: Ranked): number {
  const place = ({ row }: Ranked, other: Ranked): number =>
    Math.min(
      ...row.words
        .filter((word) => !other.row.words.includes(word))
        .map((word) => claim.words.indexOf(word))
        .filter((at) => at >= 0),
      1e6,
    );
  return place(a, b) <= place(b, a) ? 1 : 0.8;
}

/** Rows whose whole label stands in the claim, two or more: "sum of A, B and C", growth of "A and B". */
function ofNamedRows(
  claim: Claim,
  sheet: Sheet,
  operation: Operation,
  ranked: readonly Ranked[],
  prior: number,
): ClaimReading[] {
  const named = ranked
    .filter(
      ({ cover, row }) =>
        cover > 0.99 && (row.words.length === 0 || row.words.some((word) => word !== "total")),
    )
    .slice(0, 8);
  if (named.length < 2) return [];
  const columns = columnsOf(claim, sheet, named);
  if ((operation === "sum" || operation === "average") && named.length > 2)
    return columns.map(({ facts, sure }) => total(operation, facts, prior * sure * 0.9));
  const dated = columns.filter(({ year }) => year !== null).sort((a, b) => b.year! - a.year!);
  const [later, earlier] = [dated[0], dated.at(-1)];
  if (later === undefined || earlier === undefined || later === earlier) return [];
  return operation === "growth" || operation === "difference"
    ? changeOf(operation, later.facts, earlier.facts, prior * 0.6)
    : [];
}

/** "an investment of $100": an index against the 100 it began with, which may stand in no cell. */
function fromHundred(
  claim: Claim,
  sheet: Sheet,
  rows: readonly Ranked[],
  operation: "growth" | "difference",
  prior: number,
): ClaimReading[] {
  if (!/(?<![\d.,])100(?![\d.,]\d|%)/.test(claim.question)) return [];
  const start: Fact = {
    value: exact(100),
    isPercent: false,
    text: "100",
    row: -1,
    column: -1,
    label: "start of the index",
  };
  return rows.slice(0, 3).flatMap(({ row, score }) => {
    const places = placesOf(claim, sheet, row);
    return claim.years.flatMap((year) => {
      const place = placeOfYear(places, year);
      return place === null ? [] : changeOf(operation, [place.fact], [start], prior * score * 0.8);
    });
  });
}

/** All rows below one heading, when the claim names the heading: "sum of all tax credit carryforwards". */
function ofSections(claim: Claim, sheet: Sheet, operation: Operation, prior: number): ClaimReading[] {
  const asked = new Set(claim.words);
  const groups = Map.groupBy(
    sheet.rows.filter(({ section, label }) => section !== "" && !TOTAL.test(label)),
    ({ section }) => section,
  );
  return [...groups.values()].flatMap((rows) => {
    const words = rows[0]!.sectionWords;
    const cover = words.length === 0 ? 0 : words.filter((word) => asked.has(word)).length / words.length;
    if (cover < 0.75 || rows.length < 2 || rows.length > 40) return [];
    const ranked = rows.map((row): Ranked => ({ row, score: cover, cover }));
    return columnsOf(claim, sheet, ranked).map(({ facts, sure }) =>
      total(operation as "sum" | "average", facts, prior * cover * sure * 0.8),
    );
  });
}

/** "the difference between average A and average B": means of two rows over the claim's years. */
function gapOfAverages(claim: Claim, sheet: Sheet, a: Ranked, b: Ranked, weight: number): ClaimReading[] {
  const [first, second] = [a, b].map(({ row }) =>
    seriesOf(claim, placesOf(claim, sheet, row))[0]?.series.map(({ fact }) => fact),
  );
  if (first === undefined || second === undefined) return [];
  const mean = (facts: readonly Fact[]): ExactNumber => sumValues(facts).div(facts.length);
  return [
    {
      operation: "change-of-average",
      operands: [...inRole(first, "first"), ...inRole(second, "second")],
      computed: mean(first).minus(mean(second)),
      kind: "level",
      isSigned: false,
      formula: `${shown(first)} ÷ ${first.length} − ${shown(second)} ÷ ${second.length}`,
      weight,
    },
  ];
}

/** A row against the totals of the table. */
function ofTotals(claim: Claim, sheet: Sheet, rows: readonly Ranked[], prior: number): ClaimReading[] {
  const totals = sheet.rows.filter(({ label }) => TOTAL.test(label)).slice(0, 6);
  const last = sheet.rows.at(-1);
  const named = rows.filter(({ cover, row }) => cover > 0.99 && !TOTAL.test(row.label));
  const joined =
    named.length !== 2
      ? []
      : totals.flatMap((row) =>
          columnsOf(claim, sheet, [...named, { row, score: 1, cover: 1 }]).flatMap(({ facts, sure }) =>
            quotient(facts.slice(0, 2), facts.slice(2), prior * sure * 0.7),
          ),
        );
  const single = rows.flatMap((part) =>
    [...totals, ...(last === undefined || totals.includes(last) ? [] : [last])].flatMap((row) => {
      if (row === part.row) return [];
      const isAfter = row.at > part.row.at;
      const whole: Ranked = { row, score: part.score, cover: 1 };
      return columnsOf(claim, sheet, [part, whole]).flatMap(({ facts, sure }) =>
        quotient([facts[0]!], [facts[1]!], prior * part.score * sure * (isAfter ? 0.7 : 0.5)),
      );
    }),
  );
  return [...joined, ...single];
}

const sumValues = (facts: readonly Fact[]): ExactNumber =>
  facts.reduce((sum, { value }) => sum.plus(value), exact(0));
const shown = (facts: readonly Fact[]): string => {
  const terms = facts.map(({ text }) => text.trim());
  return terms.length === 1 ? terms[0]! : `(${terms.join(" + ")})`;
};
const inRole = (facts: readonly Fact[], role: string) => facts.map((fact) => ({ fact, role }));

function changeOf(
  operation: "growth" | "difference",
  later: Fact[],
  earlier: Fact[],
  weight: number,
): ClaimReading[] {
  const [now, before] = [sumValues(later), sumValues(earlier)];
  const operands = [...inRole(later, "later"), ...inRole(earlier, "earlier")];
  const change = now.minus(before);
  if (operation === "difference") {
    const own: ClaimReading = {
      operation,
      operands,
      computed: change,
      kind: "level",
      isSigned: true,
      formula: `${shown(later)} − ${shown(earlier)}`,
      weight,
    };
    // Costs stand in brackets and are spoken of as amounts.
    return now.lte(0) && before.lte(0) && (now.lt(0) || before.lt(0))
      ? [
          own,
          {
            ...own,
            computed: change.neg(),
            formula: `|${shown(later)}| − |${shown(earlier)}|`,
            weight: weight * 0.95,
          },
        ]
      : [own];
  }
  if (before.isZero()) return [];
  const formula = `(${shown(later)} − ${shown(earlier)}) ÷ ${shown(earlier)}`;
  const own: ClaimReading = {
    operation,
    operands,
    computed: change.div(before),
    kind: "fraction",
    isSigned: true,
    formula,
    weight,
  };
  // Growth from a loss is written both ways.
  return before.lt(0)
    ? [
        own,
        {
          ...own,
          computed: change.div(before.abs()),
          formula: `(${shown(later)} − ${shown(earlier)}) ÷ |${shown(earlier)}|`,
          weight: weight * 0.9,
        },
      ]
    : [own];
}

const gapOf = (a: Fact, b: Fact, weight: number): ClaimReading => ({
  operation: "difference",
  operands: [...inRole([a], "first"), ...inRole([b], "second")],
  computed: a.value.minus(b.value),
  kind: "level",
  isSigned: false,
  formula: `${a.text} − ${b.text}`,
  weight,
});

function total(operation: "sum" | "average", facts: readonly Fact[], weight: number): ClaimReading {
  const sum = sumValues(facts);
  const isMean = operation === "average";
  return {
    operation,
    operands: inRole(facts, "part"),
    computed: isMean ? sum.div(facts.length) : sum,
    kind: "level",
    // Amounts in brackets are spoken of without their sign.
    isSigned: !facts.every(({ value }) => value.lte(0)),
    formula: isMean ? `${shown(facts)} ÷ ${facts.length}` : shown(facts),
    weight,
  };
}

export function quotient(over: readonly Fact[], under: readonly Fact[], weight: number): ClaimReading[] {
  const divisor = sumValues(under);
  if (divisor.isZero()) return [];
  return [
    {
      operation: "ratio",
      operands: [...inRole(over, "part"), ...inRole(under, "total")],
      computed: sumValues(over).div(divisor),
      kind: "fraction",
      isSigned: false,
      formula: `${shown(over)} ÷ ${shown(under)}`,
      weight,
    },
  ];
}

function changeOfRatio(later: readonly Fact[], earlier: readonly Fact[], weight: number): ClaimReading[] {
  const [a, b, c, d] = [later[0]!, later[1]!, earlier[0]!, earlier[1]!];
  if (b.value.isZero() || d.value.isZero()) return [];
  return [
    {
      operation: "change-of-ratio",
      operands: [...inRole([a, c], "part"), ...inRole([b, d], "total")],
      computed: a.value.div(b.value).minus(c.value.div(d.value)),
      kind: "fraction",
      isSigned: true,
      formula: `${a.text} ÷ ${b.text} − ${c.text} ÷ ${d.text}`,
      weight,
    },
  ];
}

/** The mean of this year's two ends less that of the year before. */
function changeOfAverage(claim: Claim, places: readonly Place[], weight: number): ClaimReading[] {
  const years = [...new Set(places.flatMap(({ year }) => year ?? []))].sort((a, b) => b - a);
  const [now, before, start] = years.slice(0, 3).map((year) => placeOfYear(places, year)?.fact);
  if (now === undefined || before === undefined || start === undefined || claim.years.length < 2) return [];
  return [
    {
      operation: "change-of-average",
      operands: inRole([now, before, start], "part"),
      computed: now.value.minus(start.value).div(2),
      kind: "level",
      isSigned: true,
      formula: `(${now.text} + ${before.text}) ÷ 2 − (${before.text} + ${start.text}) ÷ 2`,
      weight,
    },
  ];
}
