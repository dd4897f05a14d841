// checks/definitions.ts: what the surroundings of a table or a paragraph say of how its figures were counted.
//
// "Unit: 100 million dollars, with finance leases" stands above a table and in none of its cells. Such words are put on the
// figures as marks before these are compared with other documents', so that two counts of one thing are told apart.

import type { Figure } from "../records/figure.ts";
import type { Page } from "./groups.ts";

export const LEASES = { with: "with-leases", without: "without-leases" } as const;

export const WITH_LEASES =
  /(?:含|包括|计入|加上?|把)\s*(?:融资)?租赁|租赁(?:算进|计入|在内)|(?:with|incl(?:\.|uding)?|counting|plus) finance leases?|finance leases? (?:counted|included)/i;
export const WITHOUT_LEASES =
  /(?:不含|扣除|剔除|不计|不包括)\s*(?:融资)?租赁|(?:excluding|without|before|leaves?) (?:finance )?leases?(?: out)?/i;

/** Characters above a table that may say what it counts: a caption, a line of units, a heading. */
const ABOVE = 160;

/** The figures, those of tables whose surroundings say how they were counted with a mark of it. */
export function withDefinitions<T extends Figure>(figures: readonly T[], page: Page | null): T[] {
  if (page === null) return [...figures];
  const said = new Map<number, string | null>();
  return figures.map((figure) => {
    if (figure.cell === null || figure.metricId !== "capex") return figure;
    const { block } = figure.cell;
    if (!said.has(block)) said.set(block, leasesOf(page, block));
    const mark = said.get(block) ?? null;
    return mark === null ? figure : { ...figure, basis: [...figure.basis, mark].sort() };
  });
}

function leasesOf({ text, blocks }: Page, at: number): string | null {
  const block = blocks[at];
  if (block === undefined) return null;
  const head = block.table?.cells.filter(({ row }) => row < 2) ?? [];
  const words = [
    text.slice(Math.max(0, block.start - ABOVE), block.start),
    block.table?.caption ?? "",
    block.table?.unitLine ?? "",
    ...head.map(({ start, end }) => text.slice(start, Math.min(end, start + 80))),
  ].join("\n");
  if (WITHOUT_LEASES.test(words)) return LEASES.without;
  return WITH_LEASES.test(words) ? LEASES.with : null;
}
