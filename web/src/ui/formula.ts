// web/src/ui/formula.ts: the arithmetic of a finding in the scale and the units of the reader's language.
//
// A finding carries its formula in pieces: operators as text, amounts exact. Amounts of one unit are counted in one scale,
// and its name stands once, after the last of them in a row: "1,063 + 409 = 1,472 亿美元", "106.3 + 40.9 = 147.2 bn USD".

import type { Finding } from "../api/types.ts";
import type { UiLanguage } from "../i18n/i18n.ts";
import { type Counted, countedIn, inScale, toleranceText } from "./value.ts";

type Term = NonNullable<Finding["terms"]>[number];
type Amount = Exclude<Term, string>;

const isAmount = (term: Term | undefined): term is Amount => term !== undefined && typeof term !== "string";
const sizeOf = ({ low, high }: Amount): number => Math.abs(Number(high ?? low ?? 0));
/** Amounts further apart than this keep the scale of the largest, however small the smallest is in it. */
const NEAR = 1_000;

/** The formula for a reader of this language; as it was found when it has no pieces yet. */
export function formulaText(
  { terms, formula }: Pick<Finding, "terms" | "formula">,
  language: UiLanguage,
): string {
  if (terms === undefined || terms.length === 0) return formula;
  const scales = scalesOf(terms.filter(isAmount), language);
  return terms
    .map((term, at) => {
      if (!isAmount(term)) return term;
      const counted = scales.get(term.unit)!;
      const sign = term.isAbout ? "≈" : "";
      const value = inScale(term, counted);
      const size = value.replace(/^≥ /, ">").replace(/^≤ /, "<");
      const text = sign + (/^[-−]/.test(size) && at > 0 ? `(${size})` : size);
      if (counted.name === "%") return `${text}%`;
      return isLastOfUnit(terms, at) && counted.name !== "" ? `${text} ${counted.name}` : text;
    })
    .join(" ")
    .replace(/\( /g, "(")
    .replace(/ \)/g, ")");
}

/** One scale a unit: that of its largest amount, or a smaller one in which an amount near it is a whole number. */
function scalesOf(amounts: readonly Amount[], language: UiLanguage): Map<string, Counted> {
  const scales = new Map<string, Counted>();
  for (const [unit, own] of Map.groupBy(amounts, (amount) => amount.unit)) {
    const sorted = own.filter((amount) => sizeOf(amount) > 0).sort((a, b) => sizeOf(b) - sizeOf(a));
    const [largest, smallest] = [sorted[0], sorted.at(-1)];
    const scaleOf = (amount: Amount | undefined): Counted =>
      countedIn(amount?.high ?? amount?.low ?? "0", unit === "x" ? "" : unit, language);
    const isBroken =
      largest !== undefined &&
      smallest !== undefined &&
      sizeOf(smallest) < 10 ** scaleOf(largest).places &&
      sizeOf(largest) / sizeOf(smallest) <= NEAR;
    scales.set(unit, scaleOf(isBroken ? smallest : largest));
  }
  return scales;
}

/** Whether no amount of this unit follows before one of another unit or the end. */
function isLastOfUnit(terms: readonly Term[], at: number): boolean {
  const { unit } = terms[at] as Amount;
  const next = terms.slice(at + 1).find(isAmount);
  return next === undefined || next.unit !== unit;
}

/** A tolerance for a sentence; a share of a percent keeps its few digits. */
export const toleranceOf = (finding: Finding, language: UiLanguage): string | null =>
  finding.tolerance === null ? null : toleranceText(finding.tolerance, finding.unit, language);
