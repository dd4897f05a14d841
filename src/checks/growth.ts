// checks/growth.ts: rates against the two levels they join: growth, multiples and yearly growth.
//
// "from 120 in 2024 to 300 in 2027, 34 % a year": the sentence holds all three, so it can be wrong and be told.
// Levels that stand elsewhere only confirm: an earlier year may have been restated since, or the rate may be
// without currency effects. A yearly rate that comes out over one year more or less is left undecided, since
// authors count years in both ways.

import type { Figure } from "../records/figure.ts";
import { draftOf, type FindingDraft, percent, scaleOf, termsOf, writeFigure } from "./draft.ts";
import { cagrOf, growthOf } from "./formulas.ts";
import { type Groups, thingKey } from "./groups.ts";
import { divide, type Interval, meet, middle } from "./interval.ts";
import { basisKey, inOneQuote, isFirm, isOpen, meaningOf, nearest, segmentOf } from "./meaning.ts";

export const GROWTH = "growth 1";
export const MULTIPLE = "multiple 1";
export const CAGR = "cagr 1";

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.25;
const FROM_TO = /(?:从|由|自).{0,40}(?:增|降|升|跌|涨|提|减|至|到)|\bfrom\b.{0,60}\bto\b/is;

export function checkGrowth(groups: Groups): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const rate of groups.figures) {
    if (rate.cell !== null) continue;
    const stated = meaningOf(rate);
    if (stated === null) continue;
    if (rate.kind === "percent" && rate.relation === "cagr") push(drafts, yearly(groups, rate, stated));
    else if (rate.kind === "percent" && (rate.relation === "yoy" || rate.relation === "qoq"))
      push(drafts, stepwise(groups, rate, stated));
    else if (rate.kind === "percent" && rate.relation === "change")
      push(drafts, fromTo(groups, rate, stated));
    else if (rate.kind === "ratio" && rate.relation !== null) push(drafts, fromTo(groups, rate, stated));
  }
  return drafts;
}

const push = (drafts: FindingDraft[], draft: FindingDraft | null): void => {
  if (draft !== null) drafts.push(draft);
};

/** Levels of what the rate speaks of, in running text. */
const levelsOf = (groups: Groups, rate: Figure): readonly Figure[] =>
  (groups.byThing.get(thingKey(rate)) ?? []).filter(
    (level) => level.cell === null && (segmentOf(level) ?? "") === (segmentOf(rate) ?? ""),
  );

function stepwise(groups: Groups, rate: Figure, stated: Interval): FindingDraft | null {
  const levels = levelsOf(groups, rate);
  if (levels.length < 2 || rate.period === null) return fromTo(groups, rate, stated);
  const days = rate.relation === "yoy" ? YEAR_DAYS : YEAR_DAYS / 4;
  const laters = levels.filter(({ period }) => period !== null && period.end === rate.period!.end);
  const later = nearest(rate, laters);
  if (later === null) return fromTo(groups, rate, stated);
  const earliers = levels.filter(
    (level) =>
      level.unit === later.unit &&
      basisKey(level) === basisKey(later) &&
      level.period !== null &&
      Math.abs(daysBetween(level.period.end, later.period!.end) - days) < 20 &&
      Math.abs(lengthOf(level) - lengthOf(later)) < 20,
  );
  const earlier = nearest(rate, earliers);
  if (earlier === null) return fromTo(groups, rate, stated);
  const computed = growthOf(meaningOf(earlier)!, meaningOf(later)!);
  if (computed === null) return null;
  if (meet(stated, computed)) return growthDraft(GROWTH, earlier, later, rate, stated, computed, "holds");
  const isSure = [earlier, later, rate].every((figure) => isFirm(figure) && inOneQuote(figure, rate));
  if (!isSure || earliers.length > 1 || laters.length > 1 || rate.basis.length > 0) return null;
  return FROM_TO.test(rate.quote)
    ? growthDraft(GROWTH, earlier, later, rate, stated, computed, "fails")
    : null;
}

/** "from A to B, up X": the two levels that stand before the rate in its sentence, with the words for it. */
function fromTo(groups: Groups, rate: Figure, stated: Interval): FindingDraft | null {
  const quote = (groups.byQuote.get(rate.quoteStart) ?? []).filter(
    (level) => level.cell === null && level.end <= rate.start && level.relation === null,
  );
  const later = quote.at(-1);
  const earlier = quote.at(-2);
  if (earlier === undefined || later === undefined || earlier.unit !== later.unit) return null;
  if (earlier.kind !== later.kind || thingKey(earlier) !== thingKey(later)) return null;
  const between = groups.text.slice(Math.max(rate.quoteStart, earlier.start - 24), later.start);
  if (!FROM_TO.test(between) || earlier.kind === "percent" || later.kind === "percent") return null;
  const [a, b] = [meaningOf(earlier), meaningOf(later)];
  if (a === null || b === null) return null;
  const isMultiple = rate.kind === "ratio";
  const computed = isMultiple ? divide(b, a) : growthOf(a, b);
  if (computed === null) return null;
  if (meet(stated, isMultiple ? computed : signed(computed, stated)))
    return growthDraft(isMultiple ? MULTIPLE : GROWTH, earlier, later, rate, stated, computed, "holds");
  // "grew 2.5 times" is said of a level of 2.5 and of a growth of 2.5: neither reading may fail alone.
  if (isMultiple) {
    const growth = growthOf(a, b);
    if (growth !== null && meet(stated, growth))
      return growthDraft(MULTIPLE, earlier, later, rate, stated, growth, "holds");
    return null;
  }
  const isSure = [earlier, later, rate].every((figure) => isFirm(figure) && figure.confidence >= 0.5);
  const isClose = rate.start - later.end <= 12;
  return isSure && isClose && groups.text.slice(later.end, rate.start).search(/其中|which|汇率|currency/) < 0
    ? growthDraft(GROWTH, earlier, later, rate, stated, computed, "fails")
    : null;
}

/** "down 12 %" may be kept as +12 % or −12 %: the sign of the words is not the check's matter. */
function signed(computed: Interval, stated: Interval): Interval {
  const isOpposite = computed.high.lt(0) && stated.low.gt(0);
  return isOpposite ? { low: computed.high.neg(), high: computed.low.neg() } : computed;
}

function yearly(groups: Groups, rate: Figure, stated: Interval): FindingDraft | null {
  if (rate.period === null) return null;
  const [from, to] = [rate.period.start.slice(0, 4), rate.period.end.slice(0, 4)];
  const years = Number(to) - Number(from);
  if (years < 2 || years > 60) return null;
  const levels = levelsOf(groups, rate);
  const end = nearest(
    rate,
    levels.filter((level) => endYear(level) === to && isAnnual(level)),
  );
  if (end === null) return null;
  const starts = levels.filter(
    (level) => endYear(level) === from && level.unit === end.unit && isAnnual(level) && level !== end,
  );
  const start = nearest(rate, starts);
  if (start === null) return null;
  const [a, b] = [meaningOf(start)!, meaningOf(end)!];
  const closed = cagrOf(a, b, years);
  if (closed === null) return null;
  // An end "over 300" leaves the rate open too.
  const computed = isOpen(b) ? { low: closed.low, high: b.high } : closed;
  const draft = (verdict: "holds" | "fails" | "undecided", reason?: string): FindingDraft => {
    const scale = scaleOf([start, end]);
    const shown = isOpen(computed) ? percent(computed.low) : percent(middle(computed));
    return draftOf({
      check: CAGR,
      parts: [
        { figure: start, role: "earlier" },
        { figure: end, role: "later" },
        { figure: rate, role: "stated" },
      ],
      formula: `(${writeFigure(end, scale)} ÷ ${writeFigure(start, scale)})^(1/${years}) − 1 = ${isOpen(computed) ? ">" : ""}${shown}`,
      terms: termsOf("(", end, "÷", start, `)^(1/${years}) − 1 = ${isOpen(computed) ? ">" : ""}${shown}`),
      stated,
      computed,
      unit: "fraction",
      verdict,
      reason: reason === undefined ? undefined : { key: reason, details: { years: String(years) } },
    });
  };
  if (meet(stated, computed)) return draft("holds");
  const isOtherBase = [years - 1, years + 1].some((count) => {
    const other = cagrOf(a, b, count);
    return other !== null && meet(stated, other);
  });
  if (isOtherBase) return draft("undecided", "counted-years");
  return [start, end, rate].some(
    (figure) => figure.isVague || figure.qualifier === "about" || figure.qualifier === "nearly",
  )
    ? draft("undecided", "rounded-operands")
    : draft("fails");
}

const endYear = (figure: Figure): string => figure.period?.end.slice(0, 4) ?? "";
/** A year's value or an instant in it, not a quarter's. */
const isAnnual = (figure: Figure): boolean => lengthOf(figure) > 300 || lengthOf(figure) <= 1;
const lengthOf = (figure: Figure): number =>
  figure.period === null ? 0 : daysBetween(figure.period.start, figure.period.end);
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

function growthDraft(
  check: string,
  earlier: Figure,
  later: Figure,
  rate: Figure,
  stated: Interval,
  computed: Interval,
  verdict: "holds" | "fails",
): FindingDraft {
  const scale = scaleOf([earlier, later]);
  const quotient = `${writeFigure(later, scale)} ÷ ${writeFigure(earlier, scale)}`;
  const shown = middle(computed);
  return draftOf({
    check,
    parts: [
      { figure: earlier, role: "earlier" },
      { figure: later, role: "later" },
      { figure: rate, role: "stated" },
    ],
    formula:
      check === MULTIPLE
        ? `${quotient} = ${shown.toSignificantDigits(4).toFixed()}x`
        : `${quotient} − 1 = ${percent(shown)}`,
    terms: termsOf(
      later,
      "÷",
      earlier,
      check === MULTIPLE ? `= ${shown.toSignificantDigits(4).toFixed()}x` : `− 1 = ${percent(shown)}`,
    ),
    stated,
    computed,
    unit: rate.unit,
    verdict,
  });
}
