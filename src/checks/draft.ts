// checks/draft.ts: a finding in the making: operands in their roles, the arithmetic in words, a verdict.
//
// Every check ends here, so that all findings read alike: numbers of one formula are written in one scale
// ("1,063 + 409 + 330 = 1,802 亿 USD"), and the tolerance is what the written digits allow.

import type { Figure } from "../records/figure.ts";
import type { Amount, Finding, Operand, Term, Verdict } from "../records/finding.ts";
import { type Decimal, type ExactNumber, exact, toDecimal } from "../values/decimal.ts";
import { type Interval, meet, middle, reach } from "./interval.ts";
import { isOpen } from "./meaning.ts";

/** A finding before the desk names it. */
export type FindingDraft = Omit<Finding, "id" | "createdAt" | "settled">;

export interface Part {
  figure: Figure;
  role: string;
}

export interface Claim {
  /** Name and version of the check, "sum 1". */
  check: string;
  parts: readonly Part[];
  /** With numbers in place; `scaleOf` and `write` help. */
  formula: string;
  /** The formula in pieces: see termsOf. */
  terms: readonly Term[];
  stated: Interval | null;
  computed: Interval | null;
  unit: string;
  verdict: Verdict;
  reason?: { key: string; details: Record<string, string> };
}

// More digits than any page writes; a quotient goes on for ever.
const SHOWN_DIGITS = 12;
const RESULT_DIGITS = 5;
const MOST_OPERANDS = 60;
const MOST_TERMS = 2 * MOST_OPERANDS;

export function draftOf(claim: Claim): FindingDraft {
  const { stated, computed } = claim;
  const parts = claim.parts.slice(0, MOST_OPERANDS);
  return {
    check: claim.check,
    documentIds: [...new Set(claim.parts.map(({ figure }) => figure.documentId))],
    verdict: claim.verdict,
    formula: claim.formula,
    terms: claim.terms.slice(0, MOST_TERMS),
    stated: stated === null ? null : valueIn(stated),
    computed: computed === null ? null : valueIn(computed),
    tolerance: stated === null || computed === null ? null : toleranceOf(stated, computed),
    unit: claim.unit,
    reason: claim.reason ?? null,
    operands: parts.map(operandOf),
  };
}

/** The middle, or the closed end of an open interval. */
function valueIn(interval: Interval): Decimal {
  const value = isOpen(interval) ? interval.low : middle(interval);
  return toDecimal(value.toSignificantDigits(SHOWN_DIGITS));
}

const toleranceOf = (stated: Interval, computed: Interval): Decimal | null =>
  isOpen(stated) || isOpen(computed)
    ? null
    : toDecimal(reach(stated).plus(reach(computed)).toSignificantDigits(SHOWN_DIGITS));

export function operandOf({ figure, role }: Part): Operand {
  return {
    figureId: figure.id,
    role,
    value: figure.low ?? figure.high ?? toDecimal(exact(0)),
    unit: figure.unit,
    text: figure.text,
    citation: {
      documentId: figure.documentId,
      versionId: figure.versionId,
      page: figure.page,
      pageLabel: null,
      start: figure.quoteStart,
      end: figure.quoteEnd,
      quote: figure.quote,
    },
  };
}

/** "holds" when stated and computed have a value in common. */
export const verdictOf = (stated: Interval, computed: Interval): "holds" | "fails" =>
  meet(stated, computed) ? "holds" : "fails";

/** A figure's value as a piece of a formula. */
export const amountOf = ({ low, high, unit, qualifier }: Figure): Amount => ({
  low,
  high,
  isAbout: qualifier === "about" || qualifier === "nearly",
  unit,
});

/** What a computation gave as a piece of a formula, its digits cut to a few. */
export function given(value: ExactNumber, unit: string): Amount {
  const text = toDecimal(value.toSignificantDigits(RESULT_DIGITS));
  return { low: text, high: text, isAbout: false, unit };
}

/** A formula in pieces: figures and amounts as they are, text as it stands. */
export const termsOf = (...pieces: (string | Amount | Figure)[]): Term[] =>
  pieces.map((piece) => (typeof piece === "string" || !("id" in piece) ? piece : amountOf(piece)));

/** Figures with a sign between each two. */
export const between = (figures: readonly Figure[], sign: string): (string | Figure)[] =>
  figures.flatMap((figure, at) => (at === 0 ? [figure] : [sign, figure]));

/** One scale for the numbers of a formula: what they are divided by, and its name after them. */
export interface Scale {
  by: ExactNumber;
  name: string;
}

const LATIN: [string, string][] = [
  ["1e12", "trillion"],
  ["1e9", "billion"],
  ["1e6", "million"],
];

/** The scale in which a person would write the largest of these figures. */
export function scaleOf(figures: readonly Figure[]): Scale {
  const first = figures[0]!;
  if (first.unit === "fraction") return { by: exact("0.01"), name: "%" };
  const unit = first.unit === "" || first.unit === "x" ? "" : ` ${first.unit}`;
  const largest = figures.reduce((most, { low, high }) => {
    const size = exact(high ?? low ?? "0").abs();
    return size.gt(most) ? size : most;
  }, exact(0));
  if (figures.some(({ text }) => text.includes("亿")) && largest.gte("1e8"))
    return { by: exact("1e8"), name: ` 亿${unit}` };
  if (figures.some(({ text }) => text.includes("万")) && largest.gte("1e4"))
    return { by: exact("1e4"), name: ` 万${unit}` };
  for (const [by, name] of LATIN) if (largest.gte(by)) return { by: exact(by), name: ` ${name}${unit}` };
  return { by: exact(1), name: unit };
}

/** A number in `scale` with grouped thousands and at most four decimals: "1,063", "35.72". */
export function write(value: ExactNumber, scale: Scale): string {
  const scaled = value.div(scale.by);
  const rounded = scaled.abs().gte(100) ? scaled.toDecimalPlaces(2) : scaled.toSignificantDigits(5);
  const [whole, rest] = rounded.toFixed().split(".") as [string, string | undefined];
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

/** A figure's value in `scale`, a range with a dash, a bound with its sign. */
export function writeFigure(figure: Figure, scale: Scale): string {
  const { low, high, qualifier } = figure;
  const sign =
    qualifier === "about" || qualifier === "nearly" ? "≈" : high === null ? ">" : low === null ? "<" : "";
  const from = write(exact(low ?? high ?? "0"), scale);
  return low === null || high === null || low === high
    ? `${sign}${from}`
    : `${from}–${write(exact(high), scale)}`;
}

/** A share or rate as "35.72%". */
export const percent = (value: ExactNumber): string =>
  `${value.times(100).toSignificantDigits(4).toFixed()}%`;
