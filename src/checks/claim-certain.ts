// checks/claim-certain.ts: whether a reading is what the claim means, beyond doubt: only then may it accuse.
//
// A reading is certain when every word of the claim that the table knows is a word of what it took, when no other row or
// column would have served as well, and when the claim says nothing ("excluding", "the top 3", "within 5 years") that the
// reading left out. What is not certain may still confirm.

import type { ClaimReading } from "./claim-arithmetic.ts";
import { placesOf } from "./claim-rank.ts";
import type { Row, Sheet } from "./claim-source.ts";
import { type Claim, isWeak, wordsOf } from "./claim-words.ts";

/** Words that change what is taken, and that no label has to have. */
const CONDITION =
  /\b(?:excluding|excludes?|including|includes?|except|adjusted|adjusting|before|after|within|top|largest|highest|lowest|if|assuming|considering|both|respective|per|each|other than)\b/gi;
const NUMBER = /(?<![\d.,/-])\d+(?:[.,]\d+)*(?![\d.,/-]*\d)/g;

export function isCertain(claim: Claim, reading: ClaimReading, sheet: Sheet): boolean {
  const rows = rowsOf(reading, sheet);
  if (rows.length === 0) return true;
  return (
    isPlain(claim, reading, rows) &&
    saysAll(claim, labelsOf(reading, rows, claim, sheet), sheet) &&
    isAlone(reading, rows, sheet) &&
    isOfOneColumn(claim, reading, rows, sheet) &&
    isOfOneMake(claim, reading, rows, sheet)
  );
}

// Of a label's words the claim has most, or another row is meant.
const LEAST_COVER = 0.6;

/** Operations whose operands the words of a claim can name: means of means and shares of shares are guesses. */
function isPlain(claim: Claim, { operation, operands }: ClaimReading, rows: readonly Row[]): boolean {
  if (operation === "change-of-average") return false;
  if (operation === "ratio" && operands.every(({ fact }) => fact.isPercent)) return false;
  const asked = new Set(claim.words);
  const coverOf = ({ words }: Row): number =>
    words.length === 0 ? 1 : words.filter((word) => asked.has(word) || isWeak(word)).length / words.length;
  const isMany = operation === "sum" || operation === "average";
  if (isMany && rows.length === 1 && claim.years.length < 2) return false;
  return rows.every((row) => coverOf(row) >= (isMany && rows.length > 1 ? 1 : LEAST_COVER));
}

/** In one row the columns taken differ by their years alone. */
const isOfOneMake = (claim: Claim, { operands }: ClaimReading, rows: readonly Row[], sheet: Sheet): boolean =>
  rows.every(
    (row) =>
      new Set(
        placesOf(claim, sheet, row)
          .filter(({ fact, year }) => year !== null && operands.some((operand) => operand.fact === fact))
          .map(({ column }) => column.words.filter((word) => !/^\d+$/.test(word)).join(" ")),
      ).size < 2,
  );

const rowsOf = ({ operands }: ClaimReading, sheet: Sheet): Row[] => [
  ...new Set(operands.flatMap(({ fact }) => sheet.rows.find(({ at }) => at === fact.row) ?? [])),
];

/** Everything that is written over, before and above the operands. */
function labelsOf({ operands }: ClaimReading, rows: readonly Row[], claim: Claim, sheet: Sheet): string {
  const columns = rows.flatMap((row) =>
    placesOf(claim, sheet, row)
      .filter(({ fact }) => operands.some((operand) => operand.fact === fact))
      .map(({ column }) => column.label),
  );
  return [...rows.flatMap(({ label, section }) => [label, section]), ...columns].join(" ").toLowerCase();
}

/** Whether what the claim names, as far as the table has it, was taken. */
function saysAll(claim: Claim, labels: string, sheet: Sheet): boolean {
  const taken = new Set(wordsOf(labels));
  const known = new Set([
    ...sheet.rows.flatMap(({ words, sectionWords }) => [...words, ...sectionWords]),
    ...sheet.columns.flatMap(({ words }) => words),
  ]);
  if (claim.words.some((word) => known.has(word) && !taken.has(word) && !isWeak(word))) return false;
  for (const [word] of claim.question.matchAll(CONDITION))
    if (!labels.includes(word.toLowerCase())) return false;
  for (const [number] of claim.question.matchAll(NUMBER))
    if (
      !/^(?:19|20)\d\d$/.test(number) &&
      !/^(?:[1-9]|[12]\d|3[01]|100)$/.test(number) &&
      !labels.includes(number)
    )
      return false;
  return !/\b(?:top|largest|within|first|last)\s+(?:\d|two|three|four|five)/i.test(claim.question);
}

/** No other row has the same label under the same heading. */
const isAlone = ({ operands }: ClaimReading, rows: readonly Row[], sheet: Sheet): boolean =>
  rows.every((row) =>
    sheet.rows.every(
      (other) =>
        rows.includes(other) ||
        other.label.trim().toLowerCase() !== row.label.trim().toLowerCase() ||
        operands.length > 2 ||
        other.facts.every((fact, at) => fact.text === row.facts[at]?.text),
    ),
  );

/** Each year of the claim has one column that fits it best. */
function isOfOneColumn(
  claim: Claim,
  { operands }: ClaimReading,
  rows: readonly Row[],
  sheet: Sheet,
): boolean {
  return rows.every((row) => {
    const places = placesOf(claim, sheet, row);
    return claim.years.every((year) => {
      const own = places.filter((place) => place.column.years.includes(year) || place.year === year);
      const best = Math.max(...own.map(({ fit }) => fit));
      const first = own.filter(({ fit }) => fit === best);
      return (
        first.length < 2 ||
        first.every(({ fact }) => fact.text === first[0]!.fact.text) ||
        first.every(({ fact }) => operands.some((operand) => operand.fact === fact))
      );
    });
  });
}
