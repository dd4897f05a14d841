// checks/tables.ts: what the tables of a document say of themselves: totals down and across, columns of change, ratios.
//
// Each table is put on a grid once and given to each check of tables; a cell may be in several findings.

import type { FindingDraft } from "./draft.ts";
import { type Grid, gridsOf } from "./grid.ts";
import type { Groups } from "./groups.ts";
import { checkChangeColumns } from "./table-changes.ts";
import { checkColumns } from "./table-columns.ts";
import { checkRatios } from "./table-ratios.ts";
import { checkRows } from "./table-rows.ts";

const MOST_FINDINGS = 2_000;
const CHECKS: readonly ((grid: Grid) => FindingDraft[])[] = [
  checkRows,
  checkColumns,
  checkChangeColumns,
  checkRatios,
];

export function checkTables(groups: Groups): FindingDraft[] {
  if (groups.text === "") return [];
  const drafts: FindingDraft[] = [];
  for (const grid of gridsOf(groups)) {
    if (drafts.length > MOST_FINDINGS) break;
    for (const check of CHECKS) drafts.push(...check(grid));
  }
  return drafts.slice(0, MOST_FINDINGS);
}
