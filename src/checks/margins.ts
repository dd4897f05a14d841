// checks/margins.ts: margins, run-rates and results after one-offs: formulas that need the right metric on each side.
//
// Adjusted results come in many makes, so each formula is tried with reported and adjusted income; it holds when one
// of them comes out right, and fails only when one sentence holds everything and there is one way to read it.

import type { Figure } from "../records/figure.ts";
import { between, draftOf, type FindingDraft, percent, scaleOf, termsOf, writeFigure } from "./draft.ts";
import { runRateOf, shareOf, sumOf } from "./formulas.ts";
import type { Groups } from "./groups.ts";
import { meet, middle } from "./interval.ts";
import {
  entityKey,
  inOneQuote,
  isAdjusted,
  isFirm,
  isLevel,
  isOpen,
  meaningOf,
  metricKey,
  nearest,
  periodKey,
} from "./meaning.ts";

export const MARGIN = "margin 1";
export const RUN_RATE = "run-rate 1";
export const ADJUSTED = "adjusted 1";

/** What is divided by revenue, by the margin's metric. */
const NUMERATORS: Record<string, string[]> = {
  "operating-margin": ["operating-income"],
  "gross-margin": ["gross-profit"],
  "net-margin": ["net-income"],
  "ebitda-margin": ["ebitda"],
};
const RESULTS = new Set(["operating-income", "net-income", "ebitda", "gross-profit", "eps"]);
const ONE_OFFS = new Set([
  "one-offs",
  "settlement",
  "severance",
  "impairment",
  "restructuring",
  "investment-gain",
]);
const ONE_OFF_WORDS =
  /settle|severance|impair|restructur|one-?time|one-?off|write-?(?:down|off)|charge|和解|遣散|减值|重组|一次性|非经常/i;
const MOST_ONE_OFFS = 5;

export function checkMargins(groups: Groups): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const margin of groups.figures) {
    const numerators = margin.cell === null ? NUMERATORS[metricKey(margin)] : undefined;
    if (numerators === undefined || margin.kind !== "percent" || margin.relation !== null) continue;
    const draft = marginOf(groups, margin, numerators);
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
}

/** Levels of the entity and period of `figure` with one of these metrics, in running text. */
const levelsOf = (groups: Groups, figure: Figure, metrics: readonly string[]): Figure[] =>
  metrics
    .flatMap((metric) => groups.byThing.get(`${entityKey(figure)}|${metric}`) ?? [])
    .filter((level) => level.cell === null && periodKey(level) === periodKey(figure) && isFirm(level));

function marginOf(groups: Groups, margin: Figure, metrics: readonly string[]): FindingDraft | null {
  const stated = meaningOf(margin);
  // "a margin of tens of percent" is no number to check.
  if (stated === null) return null;
  const incomes = levelsOf(groups, margin, metrics);
  const revenues = levelsOf(groups, margin, ["revenue"]);
  const pairs = incomes.flatMap((income) =>
    revenues
      .filter(({ unit }) => unit === income.unit)
      .map((revenue) => ({ income, revenue, computed: shareOf(meaningOf(income)!, meaningOf(revenue)!) })),
  );
  const right = pairs.filter(({ computed }) => computed !== null && meet(stated, computed));
  const income = nearest(
    margin,
    right.map((pair) => pair.income),
  );
  if (income !== null) {
    const revenue = nearest(
      margin,
      right.filter((pair) => pair.income === income).map((pair) => pair.revenue),
    )!;
    return marginDraft(income, revenue, margin, "holds");
  }
  const only = pairs.length === 1 ? pairs[0]! : null;
  const isSure =
    only !== null &&
    // Revenue of nothing divides nothing.
    only.computed !== null &&
    isFirm(margin) &&
    isAdjusted(margin) === isAdjusted(only.income) &&
    [only.income, only.revenue, margin].every(
      (figure) => inOneQuote(figure, margin) && figure.confidence >= 0.6,
    );
  return isSure ? marginDraft(only.income, only.revenue, margin, "fails") : null;
}

function marginDraft(
  income: Figure,
  revenue: Figure,
  margin: Figure,
  verdict: "holds" | "fails",
): FindingDraft {
  const scale = scaleOf([revenue, income]);
  const computed = shareOf(meaningOf(income)!, meaningOf(revenue)!)!;
  return draftOf({
    check: MARGIN,
    parts: [
      { figure: income, role: "part" },
      { figure: revenue, role: "total" },
      { figure: margin, role: "stated" },
    ],
    formula: `${writeFigure(income, scale)} ÷ ${writeFigure(revenue, scale)} = ${percent(middle(computed))}`,
    terms: termsOf(income, "÷", revenue, `= ${percent(middle(computed))}`),
    stated: meaningOf(margin),
    computed,
    unit: "fraction",
    verdict,
  });
}

/** An annualised figure against four times the quarter's. It may rest on a month, so it can only hold. */
export function checkRunRates(groups: Groups): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const rate of groups.levels) {
    if (metricKey(rate) !== "annualized-revenue" || rate.cell !== null || rate.isVague) continue;
    const quarters = (groups.byThing.get(`${entityKey(rate)}|revenue`) ?? []).filter(
      (level) =>
        level.cell === null &&
        level.unit === rate.unit &&
        isFirm(level) &&
        /Q[1-4]$/.test(level.period?.label ?? "") &&
        meet(runRateOf(meaningOf(level)!), meaningOf(rate)!) &&
        !isOpen(meaningOf(rate)!),
    );
    const quarter = nearest(rate, quarters);
    if (quarter === null) continue;
    const scale = scaleOf([rate, quarter]);
    drafts.push(
      draftOf({
        check: RUN_RATE,
        parts: [
          { figure: quarter, role: "quarter" },
          { figure: rate, role: "stated" },
        ],
        formula: `4 × ${writeFigure(quarter, scale)} = ${writeFigure(rate, scale)}${scale.name}`,
        terms: termsOf("4 ×", quarter, "=", rate),
        stated: meaningOf(rate),
        computed: runRateOf(meaningOf(quarter)!),
        unit: rate.unit,
        verdict: "holds",
      }),
    );
  }
  return drafts;
}

/** Reported result plus one-offs against the adjusted result of the same entity, metric and period. */
export function checkAdjusted(groups: Groups): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  const oneOffs = groups.figures.filter(isOneOff);
  if (oneOffs.length === 0) return drafts;
  for (const adjusted of groups.levels) {
    if (
      !isAdjusted(adjusted) ||
      !RESULTS.has(metricKey(adjusted)) ||
      adjusted.cell !== null ||
      !isFirm(adjusted)
    )
      continue;
    const reported = nearest(
      adjusted,
      levelsOf(groups, adjusted, [metricKey(adjusted)]).filter(
        (level) => !isAdjusted(level) && level.unit === adjusted.unit,
      ),
    );
    if (reported === null) continue;
    const near = oneOffs
      .filter(({ unit, start }) => unit === adjusted.unit && start !== adjusted.start)
      .sort((a, b) => Math.abs(a.start - adjusted.start) - Math.abs(b.start - adjusted.start))
      .slice(0, MOST_ONE_OFFS);
    const added = addedBack(reported, adjusted, near);
    if (added !== null) drafts.push(adjustedDraft(reported, added, adjusted));
  }
  return drafts;
}

const isOneOff = (figure: Figure): boolean =>
  figure.cell === null &&
  isLevel(figure) &&
  isFirm(figure) &&
  figure.kind === "money" &&
  (ONE_OFFS.has(metricKey(figure)) || (figure.metricId === null && ONE_OFF_WORDS.test(figure.metric)));

/** The fewest one-offs that make the difference; those of the adjusted figure's own sentence come first. */
function addedBack(reported: Figure, adjusted: Figure, oneOffs: readonly Figure[]): Figure[] | null {
  const subsets: Figure[][] = [];
  for (let bits = 1; bits < 1 << oneOffs.length; bits++)
    subsets.push(oneOffs.filter((_, at) => (bits >> at) & 1));
  const far = (subset: readonly Figure[]): number =>
    subset.filter((figure) => !inOneQuote(figure, adjusted)).length;
  subsets.sort((a, b) => far(a) - far(b) || a.length - b.length);
  const stated = meaningOf(adjusted)!;
  return (
    subsets.find((subset) => {
      const names = new Set(subset.map(metricKey));
      return (
        names.size === subset.length &&
        meet(stated, sumOf([reported, ...subset].map((figure) => meaningOf(figure)!)))
      );
    }) ?? null
  );
}

function adjustedDraft(reported: Figure, added: readonly Figure[], adjusted: Figure): FindingDraft {
  const scale = scaleOf([reported, adjusted, ...added]);
  const operands = [reported, ...added];
  return draftOf({
    check: ADJUSTED,
    parts: [
      { figure: reported, role: "reported" },
      ...added.map((figure) => ({ figure, role: "one-off" })),
      { figure: adjusted, role: "stated" },
    ],
    formula: `${operands.map((figure) => writeFigure(figure, scale)).join(" + ")} = ${writeFigure(adjusted, scale)}${scale.name}`,
    terms: termsOf(...between(operands, "+"), "=", adjusted),
    stated: meaningOf(adjusted),
    computed: sumOf(operands.map((figure) => meaningOf(figure)!)),
    unit: adjusted.unit,
    verdict: "holds",
  });
}
