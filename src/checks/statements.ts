// checks/statements.ts: a balance sheet balances: total assets against total liabilities and equity.
//
// Both rows stand in one table or in two that follow each other over a page break. A column may be accused only when
// another one of the same rows balances: then both rows were read right there.

import type { Figure } from "../records/figure.ts";
import { draftOf, type FindingDraft, scaleOf, termsOf, writeFigure } from "./draft.ts";
import { figureAt, type Grid, gridsOf } from "./grid.ts";
import type { Groups } from "./groups.ts";
import { meet } from "./interval.ts";
import { isFirm, meaningOf } from "./meaning.ts";

export const BALANCE = "balance 1";
const ASSETS = /^\s*(?:total assets|资产总[计额]|资产合计|资产总计)\s*$/i;
const OTHER_SIDE =
  /^\s*(?:total liabilities,?(?: .{0,60})?and .{0,60}(?:equity|deficit|capital)|负债[和及与].{0,20}权益.{0,12}(?:总计|合计|总额))\s*$/i;
// A page break and a head lie between the halves of a statement, not more.
const FARTHEST_BLOCKS = 6;

interface Place {
  grid: Grid;
  row: number;
}

export function checkBalances(groups: Groups): FindingDraft[] {
  if (groups.text === "") return [];
  const drafts: FindingDraft[] = [];
  let assets: Place | null = null;
  for (const grid of gridsOf(groups)) {
    for (const [row, label] of grid.labels.entries()) {
      if (ASSETS.test(label)) assets = { grid, row };
      else if (OTHER_SIDE.test(label) && assets !== null && isNear(assets.grid, grid))
        drafts.push(...balances(assets, { grid, row }));
    }
  }
  return drafts;
}

const isNear = (a: Grid, b: Grid): boolean => b.block - a.block <= FARTHEST_BLOCKS && a.columns === b.columns;

function balances(assets: Place, other: Place): FindingDraft[] {
  const pairs: { left: Figure; right: Figure; isEqual: boolean }[] = [];
  for (let column = 1; column < assets.grid.columns; column++) {
    const left = figureAt(assets.grid, assets.row, column);
    const right = figureAt(other.grid, other.row, column);
    if (left === null || right === null || left.unit !== right.unit || !isFirm(left) || !isFirm(right))
      continue;
    pairs.push({ left, right, isEqual: meet(meaningOf(left)!, meaningOf(right)!) });
  }
  const isSound = pairs.some(({ isEqual }) => isEqual);
  return pairs.flatMap(({ left, right, isEqual }) => {
    // Cells that slipped a column differ by far more than a wrong digit does.
    if (!isEqual && !isSound) return [];
    const scale = scaleOf([left, right]);
    return [
      draftOf({
        check: BALANCE,
        parts: [
          { figure: left, role: "assets" },
          { figure: right, role: "liabilities-and-equity" },
        ],
        formula: `${writeFigure(left, scale)} ${isEqual ? "=" : "≠"} ${writeFigure(right, scale)}${scale.name}`,
        terms: termsOf(left, isEqual ? "=" : "≠", right),
        stated: meaningOf(left),
        computed: meaningOf(right),
        unit: left.unit,
        verdict: isEqual ? "holds" : "fails",
      }),
    ];
  });
}
