// checks/claim-rows.ts: readings of one row over its columns, of two rows in one column, of rows named one by one.

import type { ExactNumber } from "../values/decimal.ts";
import {
  type ClaimReading,
  changeOf,
  changeOfRatio,
  gapOf,
  inRole,
  quotient,
  shown,
  sumValues,
  total,
  yearlyRate,
} from "./claim-arithmetic.ts";
import { columnsOf, momentsOf, seriesOf } from "./claim-moments.ts";
import { type Place, placeOfYear, placesOf, type Ranked } from "./claim-rank.ts";
import type { Fact, Sheet } from "./claim-source.ts";
import type { Claim, Operation } from "./claim-words.ts";

export function ofOneRow(
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
    case "cagr":
      return momentsOf(claim, places).flatMap(({ later, earlier, sure }) =>
        yearly(later, earlier, weight * sure),
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

/** The yearly rate between two columns of known years. */
function yearly(later: Place, earlier: Place, weight: number): ClaimReading[] {
  const years = (later.year ?? 0) - (earlier.year ?? 0);
  return later.year === null || earlier.year === null || years < 1
    ? []
    : yearlyRate(later.fact, earlier.fact, years, weight);
}

export function ofTwoRows(
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
        if (
          operation === "growth" &&
          /between|compared|relative to|higher|lower|more|less/i.test(claim.question)
        )
          readings.push(...changeOf("growth", [facts[0]!], [facts[1]!], weight * sure * 0.7));
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
export function ofNamedRows(
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
