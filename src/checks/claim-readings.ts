// checks/claim-readings.ts: the ways in which a claim can be computed from a table, the likeliest first.
//
// An operation of the claim's words is applied to rows and columns of its words: one row over two years, two rows in
// one year, a row against its total. Each reading has a weight, the product of how well its operation, rows and
// columns fit. The list is short on purpose: the longer it is, the more wrong claims come out right by chance.

import type { ClaimReading } from "./claim-arithmetic.ts";
import { rankRows } from "./claim-rank.ts";
import { ofNamedRows, ofOneRow, ofTwoRows } from "./claim-rows.ts";
import type { Sheet } from "./claim-source.ts";
import { fromHundred, ofLargest, ofSections, ofTotals } from "./claim-wholes.ts";
import type { Claim } from "./claim-words.ts";

const MOST_ROWS = 8;
const MOST_READINGS = 60;
const WEAKEST = 0.12;

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
    if (operation === "sum" || operation === "average") {
      readings.push(...ofSections(claim, sheet, operation, prior));
      readings.push(...ofLargest(claim, sheet, operation, prior));
    }
  }
  return readings
    .filter((reading) => reading.weight >= WEAKEST && isOfOneKind(reading))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_READINGS);
}

/** Percents and amounts are never added up, compared or set against each other. */
const isOfOneKind = ({ operands }: ClaimReading): boolean =>
  new Set(operands.map(({ fact }) => fact.isPercent)).size < 2;
