// checks/table-changes.ts: a column of changes beside two columns of levels: 2025 · 2024 · change · change in %.
//
// Which two columns a change joins is found by trying the levels before it: the pair that comes out right in most
// rows is the table's rule, and a row breaks it only when nearly all others keep it.

import type { Figure } from "../records/figure.ts";
import { draftOf, type FindingDraft, given, percent, scaleOf, termsOf, write, writeFigure } from "./draft.ts";
import { growthOf } from "./formulas.ts";
import { figureAt, type Grid } from "./grid.ts";
import { type Interval, meet, middle, subtract } from "./interval.ts";
import { isFirm, meaningOf } from "./meaning.ts";

export const TABLE_CHANGE = "table-change 1";
const CHANGE_HEAD = /change|growth|variance|increase|yoy|y\/y|q\/q|%|同比|环比|增减|变动|增长|幅度|增速/i;
// How far to the left the levels of a change may stand.
const REACH = 4;

type Kind = "growth" | "difference";

interface Rule {
  later: number;
  earlier: number;
  kind: Kind;
  good: number[];
  bad: number[];
}

export function checkChangeColumns(grid: Grid): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (let column = 3; column < grid.columns; column++) {
    if (!CHANGE_HEAD.test(grid.heads[column]!)) continue;
    const rule = ruleOf(grid, column);
    if (rule === null) continue;
    for (const row of rule.good) drafts.push(changeDraft(grid, row, column, rule, "holds"));
    const isSure = rule.bad.length === 1 && rule.good.length >= 4;
    const wrong = rule.bad[0];
    if (isSure && wrong !== undefined && isClean(grid, wrong, column, rule))
      drafts.push(changeDraft(grid, wrong, column, rule, "fails"));
  }
  return drafts;
}

function ruleOf(grid: Grid, column: number): Rule | null {
  let best: Rule | null = null;
  for (let a = Math.max(1, column - REACH); a < column; a++) {
    for (let b = Math.max(1, column - REACH); b < column; b++) {
      if (a === b) continue;
      for (const kind of ["growth", "difference"] as const) {
        const rule = tryPair(grid, column, a, b, kind);
        if (rule.good.length < 2 || rule.good.length < 3 * rule.bad.length) continue;
        if (best === null || rule.good.length > best.good.length) best = rule;
      }
    }
  }
  return best;
}

function tryPair(grid: Grid, column: number, later: number, earlier: number, kind: Kind): Rule {
  const rule: Rule = { later, earlier, kind, good: [], bad: [] };
  for (let row = 0; row < grid.cells.length; row++) {
    const change = figureAt(grid, row, column);
    if (change === null || !isFirm(change)) continue;
    const computed = computedAt(grid, row, rule, change);
    if (computed === null) continue;
    const stated = meaningOf(change)!;
    const isRight =
      meet(stated, computed) || meet({ low: stated.high.neg(), high: stated.low.neg() }, computed);
    (isRight ? rule.good : rule.bad).push(row);
  }
  return rule;
}

function computedAt(grid: Grid, row: number, rule: Rule, change: Figure): Interval | null {
  const [later, earlier] = [figureAt(grid, row, rule.later), figureAt(grid, row, rule.earlier)];
  if (later === null || earlier === null || later.unit !== earlier.unit) return null;
  if (!isFirm(later) || !isFirm(earlier)) return null;
  // Nothing less nothing is nothing in any two columns.
  if (later.low === "0" && earlier.low === "0") return null;
  if (rule.kind === "growth")
    return change.unit === "fraction" && later.unit !== "fraction"
      ? growthOf(meaningOf(earlier)!, meaningOf(later)!)
      : null;
  return change.unit === later.unit ? subtract(meaningOf(later)!, meaningOf(earlier)!) : null;
}

/** A table's numbers are read or not; that no company is known for them does not make them less sure. */
const isClean = (grid: Grid, row: number, column: number, rule: Rule): boolean =>
  [column, rule.later, rule.earlier].every((at) => figureAt(grid, row, at) !== null);

function changeDraft(
  grid: Grid,
  row: number,
  column: number,
  rule: Rule,
  verdict: "holds" | "fails",
): FindingDraft {
  const change = figureAt(grid, row, column)!;
  const [later, earlier] = [figureAt(grid, row, rule.later)!, figureAt(grid, row, rule.earlier)!];
  const computed = computedAt(grid, row, rule, change)!;
  const scale = scaleOf([later, earlier]);
  const formula =
    rule.kind === "growth"
      ? `${writeFigure(later, scale)} ÷ ${writeFigure(earlier, scale)} − 1 = ${percent(middle(computed))}`
      : `${writeFigure(later, scale)} − ${writeFigure(earlier, scale)} = ${write(middle(computed), scale)}${scale.name}`;
  return draftOf({
    check: TABLE_CHANGE,
    parts: [
      { figure: earlier, role: "earlier" },
      { figure: later, role: "later" },
      { figure: change, role: "stated" },
    ],
    formula,
    terms:
      rule.kind === "growth"
        ? termsOf(later, "÷", earlier, `− 1 = ${percent(middle(computed))}`)
        : termsOf(later, "−", earlier, "=", given(middle(computed), later.unit)),
    stated: meaningOf(change),
    computed,
    unit: change.unit,
    verdict,
    reason:
      verdict === "fails"
        ? {
            key: "other-rows-hold",
            details: { row: grid.labels[row]!.slice(0, 80), checkedBy: String(rule.good.length) },
          }
        : undefined,
  });
}
