// checks/claim-wholes.ts: readings against a whole: a row and the table's totals, a section, an index that began at 100.

import { exact } from "../values/decimal.ts";
import { type ClaimReading, changeOf, quotient, total } from "./claim-arithmetic.ts";
import { columnsOf } from "./claim-moments.ts";
import { placeOfYear, placesOf, type Ranked } from "./claim-rank.ts";
import type { Fact, Sheet } from "./claim-source.ts";
import type { Claim, Operation } from "./claim-words.ts";

const TOTAL = /total|合计|总计|总额/i;

/** "an investment of $100": an index against the 100 it began with, which may stand in no cell. */
export function fromHundred(
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
export function ofSections(claim: Claim, sheet: Sheet, operation: Operation, prior: number): ClaimReading[] {
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

/** A row against the totals of the table. */
export function ofTotals(claim: Claim, sheet: Sheet, rows: readonly Ranked[], prior: number): ClaimReading[] {
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

const COUNTS: Record<string, number> = { two: 2, three: 3, four: 4, five: 5, 两: 2, 三: 3, 四: 4, 五: 5 };
const LARGEST =
  /\btop (\d|two|three|four|five)\b|\b(\d|two|three|four|five) (?:largest|highest|biggest)\b|(?:前|最大的?)([两三四五\d])[大项个家]/i;
const MOST_LARGEST = 200;

/** "the top 3 prepaid expenses": the largest rows of a column, totals aside. */
export function ofLargest(
  claim: Claim,
  sheet: Sheet,
  operation: "sum" | "average",
  prior: number,
): ClaimReading[] {
  const match = LARGEST.exec(claim.question);
  if (match === null) return [];
  const word = (match[1] ?? match[2] ?? match[3])!.toLowerCase();
  const count = COUNTS[word] ?? Number(word);
  const rows = sheet.rows.filter(({ label }) => !TOTAL.test(label)).slice(0, MOST_LARGEST);
  const years = claim.years.length > 0 ? claim.years : [null];
  return years.flatMap((year) => {
    const facts = rows.flatMap((row) => {
      const places = placesOf(claim, sheet, row);
      return (year === null ? places[0]?.fact : placeOfYear(places, year)?.fact) ?? [];
    });
    const largest = facts.toSorted((a, b) => b.value.comparedTo(a.value)).slice(0, count);
    return largest.length < count || count < 2 ? [] : [total(operation, largest, prior * 0.8)];
  });
}
