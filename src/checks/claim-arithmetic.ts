// checks/claim-arithmetic.ts: the arithmetic of claims: change, growth, sum, mean, quotient, with the formula as written.
//
// Facts in, one reading out (two where a sign may be meant either way). Exact; null results are empty lists.

import { type ExactNumber, exact } from "../values/decimal.ts";
import type { Fact } from "./claim-source.ts";
import type { Operation } from "./claim-words.ts";

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

export const sumValues = (facts: readonly Fact[]): ExactNumber =>
  facts.reduce((sum, { value }) => sum.plus(value), exact(0));
export const shown = (facts: readonly Fact[]): string => {
  const terms = facts.map(({ text }) => text.trim());
  return terms.length === 1 ? terms[0]! : `(${terms.join(" + ")})`;
};
export const inRole = (facts: readonly Fact[], role: string) => facts.map((fact) => ({ fact, role }));

export function changeOf(
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

export const gapOf = (a: Fact, b: Fact, weight: number): ClaimReading => ({
  operation: "difference",
  operands: [...inRole([a], "first"), ...inRole([b], "second")],
  computed: a.value.minus(b.value),
  kind: "level",
  isSigned: false,
  formula: `${a.text} − ${b.text}`,
  weight,
});

export function total(operation: "sum" | "average", facts: readonly Fact[], weight: number): ClaimReading {
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

export function changeOfRatio(
  later: readonly Fact[],
  earlier: readonly Fact[],
  weight: number,
): ClaimReading[] {
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

/** (later ÷ earlier)^(1 ÷ years) − 1; nothing for what is zero or negative. */
export function yearlyRate(later: Fact, earlier: Fact, years: number, weight: number): ClaimReading[] {
  if (later.value.lte(0) || earlier.value.lte(0)) return [];
  return [
    {
      operation: "cagr",
      operands: [...inRole([later], "later"), ...inRole([earlier], "earlier")],
      computed: later.value.div(earlier.value).pow(exact(1).div(years)).minus(1),
      kind: "fraction",
      isSigned: true,
      formula: `(${later.text.trim()} ÷ ${earlier.text.trim()})^(1/${years}) − 1`,
      weight,
    },
  ];
}
