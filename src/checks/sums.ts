// checks/sums.ts: parts against their total in running text.
//
// Which figures are parts is a guess, so a sum that comes out right is worth saying and one that does not is
// mostly our guess: it is claimed only where the sentence itself says "together". Parts are a run of different
// entities or segments with one metric and one period, beside a figure of the whole.

import type { Figure } from "../records/figure.ts";
import { between, draftOf, type FindingDraft, scaleOf, termsOf, verdictOf, writeFigure } from "./draft.ts";
import { shareOf, sumOf } from "./formulas.ts";
import type { Groups } from "./groups.ts";
import { meet, point } from "./interval.ts";
import {
  entityKey,
  inOneQuote,
  isAdjusted,
  isFirm,
  isForward,
  meaningOf,
  metricKey,
  nearest,
  periodKey,
} from "./meaning.ts";

export const SUM = "sum 1";
export const SHARE = "share 1";
// A run longer than this is a list, and its subsets come out right by chance.
const MOST_PARTS = 12;
const TOGETHER = /(?:合计|总计|共计|together|in total|combined|totall?ing|a total of)[^，,。.;；]{0,14}$/i;

export function checkSums(groups: Groups): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const figures of groups.byMeasure.values()) {
    if (figures.length < 3) continue;
    for (const isAfterOneOffs of [false, true]) {
      const alike = figures.filter((figure) => isAdjusted(figure) === isAfterOneOffs && figure.cell === null);
      for (const run of runsOf(alike)) drafts.push(...sumOfRun(run, alike));
    }
  }
  for (const quote of groups.byQuote.values())
    drafts.push(...saidTogether(groups, quote), ...sharesToOne(quote));
  return unique(drafts);
}

/** Stretches of figures in which no entity comes twice. */
function runsOf(figures: readonly Figure[]): Figure[][] {
  const runs: Figure[][] = [];
  let run: Figure[] = [];
  let seen = new Set<string>();
  for (const figure of figures) {
    const entity = entityKey(figure);
    if (seen.has(entity) || run.length >= MOST_PARTS) {
      runs.push(run);
      run = [];
      seen = new Set();
    }
    run.push(figure);
    seen.add(entity);
  }
  runs.push(run);
  return runs.filter(({ length }) => length >= 2);
}

function sumOfRun(run: readonly Figure[], all: readonly Figure[]): FindingDraft[] {
  for (let length = Math.min(run.length, 8); length >= 2; length--) {
    for (let from = 0; from + length <= run.length; from++) {
      const parts = run.slice(from, from + length);
      const sum = sumOf(parts.map((part) => meaningOf(part)!));
      const owners = new Set(parts.map(entityKey));
      const totals = all.filter(
        (figure) =>
          !owners.has(entityKey(figure)) &&
          isForward(figure) === isForward(parts[0]!) &&
          isFirm(figure) &&
          meet(meaningOf(figure)!, sum) &&
          // Two numbers add up to a third by chance too often, unless one sentence holds all three.
          (length > 2 || parts.every((part) => inOneQuote(part, figure))),
      );
      const total = nearest(parts[0]!, totals);
      if (total !== null && parts.every(isFirm)) return [sumDraft(parts, total, "holds")];
    }
  }
  return [];
}

function sumDraft(parts: readonly Figure[], total: Figure, verdict: "holds" | "fails"): FindingDraft {
  const scale = scaleOf([...parts, total]);
  return draftOf({
    check: SUM,
    parts: [...parts.map((figure) => ({ figure, role: "part" })), { figure: total, role: "total" }],
    formula: `${parts.map((part) => writeFigure(part, scale)).join(" + ")} = ${writeFigure(total, scale)}${scale.name}`,
    terms: termsOf(...between(parts, "+"), verdict === "holds" ? "=" : "≠", total),
    stated: meaningOf(total),
    computed: sumOf(parts.map((part) => meaningOf(part)!)),
    unit: total.unit,
    verdict,
  });
}

/** "A 12, B 30 and C 8, together 50": the one place where a sentence itself claims a sum. */
function saidTogether(groups: Groups, quote: readonly Figure[]): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const [at, total] of quote.entries()) {
    if (at < 2 || total.cell !== null || !isFirm(total) || total.relation !== null) continue;
    if (!TOGETHER.test(groups.text.slice(Math.max(total.quoteStart, total.coreStart - 40), total.coreStart)))
      continue;
    const before = quote.slice(0, at);
    const parts = before.filter(
      (part) =>
        part.unit === total.unit &&
        part.relation === null &&
        metricKey(part) === metricKey(total) &&
        periodKey(part) === periodKey(total),
    );
    const owners = new Set(parts.map(entityKey));
    // Anything else of this unit in the sentence may belong to the sum or not: nothing is certain then.
    const isWhole =
      before.filter(({ unit, relation }) => unit === total.unit && relation === null).length === parts.length;
    if (parts.length < 2 || owners.size !== parts.length || owners.has(entityKey(total))) continue;
    if (!isWhole || !parts.every(isFirm)) continue;
    const verdict = verdictOf(meaningOf(total)!, sumOf(parts.map((part) => meaningOf(part)!)));
    // An entity that was not named belongs to no list.
    if (verdict === "holds" || parts.every(({ entity }) => entity !== ""))
      drafts.push(sumDraft(parts, total, verdict));
  }
  return drafts;
}

/** Shares of one whole in one sentence that make 100 %. Less or more proves nothing: parts may be left out or overlap. */
function sharesToOne(quote: readonly Figure[]): FindingDraft[] {
  const shares = quote.filter(
    ({ relation, kind }) => kind === "percent" && relation?.startsWith("share-of:"),
  );
  const owners = new Set(shares.map(entityKey));
  if (shares.length < 3 || shares.length > MOST_PARTS || owners.size !== shares.length) return [];
  if (new Set(shares.map(({ relation }) => relation)).size !== 1 || !shares.every(isFirm)) return [];
  const sum = sumOf(shares.map((share) => meaningOf(share)!));
  if (!meet(sum, point(1))) return [];
  const scale = scaleOf(shares);
  return [
    draftOf({
      check: SUM,
      parts: shares.map((figure) => ({ figure, role: "part" })),
      formula: `${shares.map((share) => writeFigure(share, scale)).join(" + ")} = 100%`,
      terms: termsOf(...between(shares, "+"), "= 100%"),
      stated: point(1),
      computed: sum,
      unit: "fraction",
      verdict: "holds",
    }),
  ];
}

/** Part over total against a share that stands beside the part: "1,063 (59 % of revenue)". */
export function checkShares(groups: Groups): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const share of groups.figures) {
    if (share.kind !== "percent" || share.cell !== null || !share.relation?.startsWith("share-of:")) continue;
    const quote = groups.byQuote.get(share.quoteStart) ?? [];
    const part = nearest(
      share,
      quote.filter((figure) => figure.end <= share.start && isPartOf(figure, share)),
    );
    if (part === null || share.start - part.end > 14) continue;
    const totals = (groups.byMeasure.get(measureOf(part)) ?? []).filter(
      (total) =>
        entityKey(total) !== entityKey(part) &&
        isAdjusted(total) === isAdjusted(part) &&
        total.cell === null &&
        meaningOf(total)!.low.gt(meaningOf(part)!.high),
    );
    const stated = meaningOf(share)!;
    const right = totals.filter((total) => {
      const computed = shareOf(meaningOf(part)!, meaningOf(total)!);
      return computed !== null && meet(stated, computed);
    });
    const total = nearest(share, right);
    if (total !== null) drafts.push(shareDraft(part, total, share, "holds"));
    else if (mayAccuse(part, share, totals)) drafts.push(shareDraft(part, totals[0]!, share, "fails"));
  }
  return drafts;
}

const measureOf = (figure: Figure): string => `${metricKey(figure)}|${periodKey(figure)}|${figure.unit}`;

const isPartOf = (figure: Figure, share: Figure): boolean =>
  figure.relation === null &&
  figure.kind !== "percent" &&
  meaningOf(figure) !== null &&
  entityKey(figure) === entityKey(share) &&
  metricKey(figure) === metricKey(share);

/** One total alone, in the same sentence, all firm, and the share said to be of the total: then a failure is the source's. */
const mayAccuse = (part: Figure, share: Figure, totals: readonly Figure[]): boolean =>
  totals.length === 1 &&
  inOneQuote(totals[0]!, share) &&
  share.relation === "share-of:total" &&
  [part, share, totals[0]!].every((figure) => isFirm(figure) && figure.confidence >= 0.6);

function shareDraft(part: Figure, total: Figure, share: Figure, verdict: "holds" | "fails"): FindingDraft {
  const scale = scaleOf([part, total]);
  return draftOf({
    check: SHARE,
    parts: [
      { figure: part, role: "part" },
      { figure: total, role: "total" },
      { figure: share, role: "stated" },
    ],
    formula: `${writeFigure(part, scale)} ÷ ${writeFigure(total, scale)} = ${writeFigure(share, scaleOf([share]))}%`,
    terms: termsOf(part, "÷", total, verdict === "holds" ? "=" : "≠", share),
    stated: meaningOf(share),
    computed: shareOf(meaningOf(part)!, meaningOf(total)!),
    unit: "fraction",
    verdict,
  });
}

/** The same operands in the same roles said twice are one finding. */
export function unique(drafts: readonly FindingDraft[]): FindingDraft[] {
  const seen = new Set<string>();
  return drafts.filter(({ check, operands }) => {
    const key = `${check}|${operands
      .map(({ figureId, role }) => `${role}:${figureId}`)
      .sort()
      .join()}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
