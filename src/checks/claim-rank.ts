// checks/claim-rank.ts: which rows and columns of a table a claim speaks of.
//
// A row fits when its label's words are in the claim and the claim's words are in its label; rare words of the table
// weigh more (idf over rows). The words of the section above a row count for half. Deterministic, no constants but
// the ones named here.

import type { Column, Fact, Row, Sheet } from "./claim-source.ts";
import type { Claim } from "./claim-words.ts";
import { isWeak } from "./claim-words.ts";

export interface Ranked {
  row: Row;
  /** 0 to 1: 1 when label and claim have the same words. */
  score: number;
  /** Share of the label's words that the claim has: 1 for a label named in full. */
  cover: number;
}

// Section words are often left out of a claim.
const SECTION = 0.5;
const WEAK_WEIGHT = 0.3;
const YEAR_ROW = 0.6;

export function rankRows(claim: Claim, sheet: Sheet): Ranked[] {
  const counts = new Map<string, number>();
  for (const row of sheet.rows)
    for (const word of new Set([...row.words, ...row.sectionWords]))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const total = sheet.rows.length + 1;
  const weigh = (word: string): number =>
    (isWeak(word) ? WEAK_WEIGHT : 1) * Math.log(1 + total / (1 + (counts.get(word) ?? 0)));
  const asked = new Set(claim.words);
  const known = claim.words.filter((word) => counts.has(word));
  const askedWeight = known.reduce((sum, word) => sum + weigh(word), 0);
  const spoken = spokenLabels(claim, sheet);
  const ranked = sheet.rows.map((row): Ranked => {
    if (spoken.has(row)) return { row, cover: 1, score: 1 };
    const own = row.words.reduce((sum, word) => sum + weigh(word), 0);
    const hit = row.words.reduce((sum, word) => sum + (asked.has(word) ? weigh(word) : 0), 0);
    const above = row.sectionWords.reduce(
      (sum, word) => sum + (asked.has(word) && !row.words.includes(word) ? SECTION * weigh(word) : 0),
      0,
    );
    // A row that is a year ("2008: 62,465") is named by its year alone.
    if (row.words.length === 0 && row.years.some((year) => claim.years.includes(year)))
      return { row, cover: 1, score: YEAR_ROW };
    const cover = own === 0 ? 0 : hit / own;
    const recall = askedWeight === 0 ? 0 : Math.min(1, (hit + above) / askedWeight);
    return { row, cover, score: cover + recall === 0 ? 0 : (2 * cover * recall) / (cover + recall) };
  });
  return ranked.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.row.at - b.row.at);
}

const CHINESE = /[\u4e00-\u9fff]{2,}/;

/** Rows whose Chinese label stands in the claim as it is: words are not parted there. Of 收入 and 营业收入 the longer. */
function spokenLabels(claim: Claim, sheet: Sheet): Set<Row> {
  const question = claim.question.replace(/[\s的]+/g, "");
  if (!CHINESE.test(question)) return new Set();
  const labels = sheet.rows.map(({ label }) => label.replace(/[\s的]+/g, ""));
  const named = labels.map((label) => CHINESE.test(label) && question.includes(label));
  return new Set(
    sheet.rows.filter((_, at) => {
      if (!named[at]) return false;
      // "研发费用占费用": what is left of the claim without the longer names must still hold the shorter one.
      const rest = labels
        .filter(
          (label, other) => named[other] && label.length > labels[at]!.length && label.includes(labels[at]!),
        )
        .reduce((words, label) => words.replaceAll(label, "|"), question);
      return rest.includes(labels[at]!);
    }),
  );
}

export interface Place {
  fact: Fact;
  column: Column;
  year: number | null;
  /** Share of the claim's words among the column's, to choose between two columns of one year. */
  fit: number;
}

/** The facts of a row with their columns, left to right. */
export function placesOf(claim: Claim, sheet: Sheet, row: Row): Place[] {
  const part = sheet.partOfRow[sheet.rows.indexOf(row)] ?? 0;
  const asked = new Set(claim.words);
  return row.facts.flatMap((fact): Place[] => {
    const column = sheet.columns.find((one) => one.part === part && one.at === fact.column);
    if (column === undefined) return [];
    const hits = column.words.filter((word) => asked.has(word)).length;
    return [
      {
        fact,
        column,
        year: column.years.at(-1) ?? row.years[0] ?? row.sectionYears[0] ?? null,
        fit: column.words.length === 0 ? 0 : hits / column.words.length,
      },
    ];
  });
}

/** The place of a row for a year: the column that fits the claim best, the first of equals. */
export function placeOfYear(places: readonly Place[], year: number): Place | null {
  let best: Place | null = null;
  for (const place of places)
    if ((place.column.years.includes(year) || place.year === year) && (best === null || place.fit > best.fit))
      best = place;
  return best;
}
