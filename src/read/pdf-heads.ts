// read/pdf-heads.ts: the heads of a table found by alignment: how many rows, and what each stands over.
//
// A head set in the middle over several columns names all of them: "2021" over "Previous", "Change" and
// "As reported". Its span is taken only when the columns part evenly among the heads of the row and each
// head stands in the middle of its share; otherwise a head names the column it stands over.

import { least, most } from "./extent.ts";
import { isFigureText, isPeriodText } from "./pdf-figures.ts";
import type { DraftCell } from "./pdf-grid.ts";

/** A strip of the page that is a column. */
export interface Strip {
  x0: number;
  x1: number;
  /** How many figures stand in it. */
  figures: number;
}

const textOf = (cell: DraftCell): string =>
  cell.lines
    .flat()
    .map((word) => word.text)
    .join("");

/** Leading rows that name columns: words or periods over the figures, and no other figure. */
export function countHeads(rows: DraftCell[][]): number {
  let heads = 0;
  for (const cells of rows.slice(0, -1)) {
    const over = cells.filter((cell) => cell.column > 0 && cell.lines.length > 0);
    const isHead = over.every((cell) => !isFigureText(textOf(cell)) || isPeriodText(textOf(cell)));
    if (over.length === 0 || !isHead) break;
    heads++;
  }
  return heads;
}

/** Gives the heads of all head rows their columns; below a row of more heads stand the ends of those, not wider heads. */
export function spreadRows(rows: DraftCell[][], strips: Strip[]): void {
  let widest = 0;
  for (const row of rows) {
    const own = row.filter((cell) => cell.column > 0).length;
    if (own >= widest) spreadHeads(row, strips);
    widest = Math.max(widest, own);
  }
}

/** Gives the heads of one row the columns they stand over. */
function spreadHeads(cells: DraftCell[], strips: Strip[]): void {
  const heads = cells.filter((cell) => cell.column > 0);
  const columns = strips.length - 1;
  const share = columns / heads.length;
  if (!Number.isInteger(share) || share < 2 || heads.some((cell) => cell.columnSpan > 1)) return;
  const isMiddle = heads.every((cell, i) => {
    const words = cell.lines.flat();
    const from = strips[1 + i * share]!.x0;
    const to = strips[(i + 1) * share]!.x1;
    const middle = (least(words, (word) => word.x0) + most(words, (word) => word.x1)) / 2;
    return Math.abs(middle - (from + to) / 2) < 0.2 * (to - from);
  });
  if (!isMiddle) return;
  heads.forEach((cell, i) => {
    cell.column = 1 + i * share;
    cell.columnSpan = share;
  });
}
