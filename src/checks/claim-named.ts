// checks/claim-named.ts: readings of claims that name their ratio or growth in Chinese: 速动比率, 三费比重, 货币资金增长率.

import { type ExactNumber, exact } from "../values/decimal.ts";
import type { ClaimReading } from "./claim-arithmetic.ts";
import { placeOfYear, placesOf } from "./claim-rank.ts";
import type { Fact, Row, Sheet } from "./claim-source.ts";
import { type Claim, isRange } from "./claim-words.ts";
import { NAMED_RATIOS, namesOf } from "./claim-zh.ts";

const GROWTH = /增长率|增长|增幅|增速|变动率|变化率|下降率/;
/** "上年", "去年", "期初" before a name: its value a year earlier. */
const EARLIER = /^(?:上年(?:同期)?|上一年(?:度)?|去年|期初|年初|上期)/;
// A label that is a whole row of the question's words is as sure as a label can be.
const SURE = 1;

/** Readings by names of ratios and of growing things; empty for claims without Chinese words. */
export function namedReadings(claim: Claim, sheet: Sheet): ClaimReading[] {
  if (!/[\u4e00-\u9fff]/.test(claim.question)) return [];
  const question = claim.question.replace(/[\s的]+/g, "");
  const facts = new Map<string, Fact>();
  for (const row of sheet.rows) {
    const name = row.label.replace(/\s+/g, "");
    const first = factOfYear(claim, sheet, row);
    if (first !== undefined && name !== "" && !facts.has(name)) facts.set(name, first);
  }
  if (facts.size === 0) return [];
  return GROWTH.test(question)
    ? growthReadings(question, facts)
    : [...ratioReadings(question, facts), ...spokenRatio(question, facts)];
}

/** The row's value in the claim's year; its first where columns are no years, null where they are and none is meant. */
function factOfYear(claim: Claim, sheet: Sheet, row: Row): Fact | undefined {
  const places = placesOf(claim, sheet, row);
  if (places.every(({ column }) => column.years.length === 0)) return row.facts[0];
  const [year] = claim.years;
  return year === undefined ? undefined : placeOfYear(places, year)?.fact;
}

const find = (facts: ReadonlyMap<string, Fact>, names: readonly string[]): Fact | null => {
  for (const name of names.flatMap(namesOf)) {
    const fact = facts.get(name);
    if (fact !== undefined) return fact;
  }
  return null;
};

function ratioReadings(question: string, facts: ReadonlyMap<string, Fact>): ClaimReading[] {
  const named = NAMED_RATIOS.find(({ names }) => names.some((name) => question.includes(name)));
  if (named === undefined) return [];
  const side = (terms: (typeof named)["over"]) => {
    const found = terms.map(({ names, sign }) => ({ fact: find(facts, names), sign }));
    return found.some(({ fact }) => fact === null) ? null : (found as { fact: Fact; sign: 1 | -1 }[]);
  };
  const [over, under] = [side(named.over), side(named.under)];
  if (over === null || under === null) return [];
  const sum = (terms: readonly { fact: Fact; sign: 1 | -1 }[]): ExactNumber =>
    terms.reduce((all, { fact, sign }) => all.plus(fact.value.times(sign)), exact(0));
  const shown = (terms: readonly { fact: Fact; sign: 1 | -1 }[]): string =>
    terms.length === 1
      ? terms[0]!.fact.text
      : `(${terms.map(({ fact, sign }, at) => `${at === 0 ? "" : sign === 1 ? " + " : " − "}${fact.text}`).join("")})`;
  const divisor = sum(under);
  if (divisor.isZero()) return [];
  return [
    {
      operation: "ratio",
      operands: [
        ...over.map(({ fact }) => ({ fact, role: "part" })),
        ...under.map(({ fact }) => ({ fact, role: "total" })),
      ],
      computed: sum(over).div(divisor),
      kind: "fraction",
      isSigned: true,
      formula: `${shown(over)} ÷ ${shown(under)}`,
      weight: SURE,
    },
  ];
}

/** "X占Y的比例", "X与Y的比值" for names of the table. */
function spokenRatio(question: string, facts: ReadonlyMap<string, Fact>): ClaimReading[] {
  const match =
    /([\u4e00-\u9fffA-Za-z]+?)(?:占|与|和|除以)([\u4e00-\u9fffA-Za-z]+?)(?:比重|比例|比率|比值|之比|百分比)/.exec(
      question,
    );
  if (match === null) return [];
  const ending = (words: string): Fact | null => {
    for (let from = 0; from < words.length - 1 && from < 40; from++) {
      const fact = find(facts, [words.slice(from)]);
      if (fact !== null) return fact;
    }
    return null;
  };
  const [over, under] = [ending(match[1]!), ending(match[2]!)];
  if (over === null || under === null || under.value.isZero()) return [];
  return [
    {
      operation: "ratio",
      operands: [
        { fact: over, role: "part" },
        { fact: under, role: "total" },
      ],
      computed: over.value.div(under.value),
      kind: "fraction",
      isSigned: true,
      formula: `${over.text} ÷ ${under.text}`,
      weight: 0.9,
    },
  ];
}

/** A row and the same row "of the year before". */
function growthReadings(question: string, facts: ReadonlyMap<string, Fact>): ClaimReading[] {
  const readings: ClaimReading[] = [];
  for (const [name, earlier] of facts) {
    const prefix = EARLIER.exec(name)?.[0];
    if (prefix === undefined) continue;
    const base = name.slice(prefix.length);
    const later = facts.get(base);
    if (later === undefined || earlier.value.isZero()) continue;
    if (!namesOf(base).some((other) => question.includes(other))) continue;
    const change = later.value.minus(earlier.value);
    const operands = [
      { fact: later, role: "later" },
      { fact: earlier, role: "earlier" },
    ];
    const own = { operation: "growth" as const, operands, kind: "fraction" as const, isSigned: true };
    readings.push({
      ...own,
      computed: change.div(earlier.value),
      formula: `(${later.text} − ${earlier.text}) ÷ ${earlier.text}`,
      weight: SURE,
    });
    if (earlier.value.lt(0) && !isRange(question))
      readings.push({
        ...own,
        computed: change.div(earlier.value.abs()),
        formula: `(${later.text} − ${earlier.text}) ÷ |${earlier.text}|`,
        weight: SURE * 0.95,
      });
  }
  return readings;
}
