// checks/claim-en.ts: ratios that have a name in English reports: current ratio, gross margin, debt to equity.
//
// Source of the formulas: the usual textbook definitions. A row stands for an operand by the start of its label.

import { type ClaimReading, quotient } from "./claim-arithmetic.ts";
import { type Place, placeOfYear, placesOf } from "./claim-rank.ts";
import type { Fact, Row, Sheet } from "./claim-source.ts";
import type { Claim } from "./claim-words.ts";

const REVENUE = /^(?:total )?(?:net )?(?:revenues?|sales)(?:,? net)?$|^total (?:net )?(?:revenues?|sales)/i;
const NET_INCOME = /^net (?:income|earnings|profit)/i;
const EQUITY = /^total (?:share|stock)?(?:holders['’]?|owners['’]?)?\s?.{0,14}equity$/i;

const RATIOS: readonly { name: RegExp; over: RegExp; under: RegExp }[] = [
  { name: /current ratio/i, over: /^total current assets/i, under: /^total current liabilities/i },
  { name: /gross (?:profit )?margin/i, over: /^gross (?:profit|margin)$/i, under: REVENUE },
  {
    name: /operating (?:profit )?margin/i,
    over: /^(?:operating (?:income|profit)|income from operations)/i,
    under: REVENUE,
  },
  { name: /ebitda margin/i, over: /^(?:adjusted )?ebitda$/i, under: REVENUE },
  { name: /net (?:profit )?margin|profit margin/i, over: NET_INCOME, under: REVENUE },
  { name: /debt[- ]to[- ]equity/i, over: /^total (?:debt|liabilities)$/i, under: EQUITY },
  {
    name: /debt ratio|debt[- ]to[- ]assets?/i,
    over: /^total (?:debt|liabilities)$/i,
    under: /^total assets$/i,
  },
  { name: /return on assets/i, over: NET_INCOME, under: /^total assets$/i },
  { name: /return on equity/i, over: NET_INCOME, under: EQUITY },
  {
    name: /effective (?:income )?tax rate/i,
    over: /(?:provision|expense).{0,20}taxes$|^income tax/i,
    under: /before.{0,20}tax/i,
  },
];
// A name and two labels that fit leave little doubt.
const SURE = 0.95;

/** Readings of a claim that names a ratio: its value in each of the claim's years, and its change between two. */
export function englishRatios(claim: Claim, sheet: Sheet): ClaimReading[] {
  const named = RATIOS.find(({ name }) => name.test(claim.question));
  if (named === undefined) return [];
  const over = sheet.rows.find(({ label }) => named.over.test(label.trim()));
  const under = sheet.rows.find(({ label }) => named.under.test(label.trim()));
  if (over === undefined || under === undefined || over === under) return [];
  const years = claim.years.length > 0 ? claim.years : yearsOf(placesOf(claim, sheet, over));
  const values = years.flatMap((year) => {
    const [a, b] = [over, under].map((row) => factOf(claim, sheet, row, year));
    return a === null || a === undefined || b === null || b === undefined || b.value.isZero()
      ? []
      : [{ a, b }];
  });
  const readings = values.flatMap(({ a, b }, at) => quotient([a], [b], SURE - at * 0.1));
  const [first, second] = values;
  if (first !== undefined && second !== undefined && claim.years.length >= 2) {
    const [later, earlier] = claim.years[0]! > claim.years[1]! ? [first, second] : [second, first];
    readings.push({
      operation: "change-of-ratio",
      operands: [later.a, later.b, earlier.a, earlier.b].map((fact) => ({ fact, role: "part" })),
      computed: later.a.value.div(later.b.value).minus(earlier.a.value.div(earlier.b.value)),
      kind: "fraction",
      isSigned: true,
      formula: `${later.a.text} ÷ ${later.b.text} − ${earlier.a.text} ÷ ${earlier.b.text}`,
      weight: SURE,
    });
  }
  return readings;
}

const yearsOf = (places: readonly Place[]): number[] =>
  [...new Set(places.flatMap(({ year }) => year ?? []))].slice(0, 2);

const factOf = (claim: Claim, sheet: Sheet, row: Row, year: number): Fact | null =>
  placeOfYear(placesOf(claim, sheet, row), year)?.fact ?? null;
