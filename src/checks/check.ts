// checks/check.ts: everything that is checked inside one document.
//
// Figures in, findings out; the list of checks is CHECKS. A check says nothing where the structure of what it
// reads is not certain. Cost: linear in the figures, with small bounds where parts are tried together.

import type { Figure } from "../records/figure.ts";
import type { FindingDraft } from "./draft.ts";
import { type Groups, groupsOf, type Page } from "./groups.ts";
import { checkGrowth } from "./growth.ts";
import { checkAdjusted, checkMargins, checkRunRates } from "./margins.ts";
import { checkProducts } from "./products.ts";
import { checkHeadline, checkRestatements } from "./restate.ts";
import { checkBalances } from "./statements.ts";
import { checkShares, checkSums } from "./sums.ts";
import { checkTables } from "./tables.ts";

export type { FindingDraft } from "./draft.ts";

/** Of all checks together: another one makes a desk check everything again. */
export const CHECKS_VERSION = "3";

const CHECKS: readonly ((groups: Groups) => FindingDraft[])[] = [
  checkSums,
  checkShares,
  checkGrowth,
  checkMargins,
  checkRunRates,
  checkAdjusted,
  checkProducts,
  checkRestatements,
  checkHeadline,
  checkTables,
  checkBalances,
];

/**
 * The findings of one document's figures, in the order of the checks. `page` gives the words around figures and the
 * tables they stand in; without it sums in sentences, headlines and tables are left out. Never throws.
 */
export function checkDocument(figures: readonly Figure[], page: Page | null = null): FindingDraft[] {
  const groups = groupsOf(figures, page);
  return CHECKS.flatMap((check) => check(groups));
}
