// checks/grid.ts: a table as rows and columns of figures, for checks that read across and down.

import type { Figure } from "../records/figure.ts";
import type { Groups } from "./groups.ts";
import type { Interval } from "./interval.ts";
import { point } from "./interval.ts";
import { meaningOf } from "./meaning.ts";

/** One cell: a figure, an empty place (nothing or a dash), or words. */
export interface Cell {
  figure: Figure | null;
  isEmpty: boolean;
}

export interface Grid {
  block: number;
  /** Row labels, "" for none; same length as `cells`. */
  labels: string[];
  heads: string[];
  cells: Cell[][];
  columns: number;
}

const MOST_ROWS = 2_000;
const MOST_COLUMNS = 30;
const EMPTY = /^[\s\-–—−*./$￥¥]*$/;

/** The tables of the document that hold figures, in order. */
export function gridsOf(groups: Groups): Grid[] {
  const byBlock = Map.groupBy(
    groups.figures.filter(({ cell }) => cell !== null),
    ({ cell }) => cell!.block,
  );
  return [...byBlock].flatMap(([block, figures]) => {
    const grid = gridOf(groups, block, figures);
    return grid === null ? [] : [grid];
  });
}

function gridOf(groups: Groups, block: number, figures: readonly Figure[]): Grid | null {
  const table = groups.blocks[block]?.table;
  if (table === undefined || table.rows > MOST_ROWS || table.columns > MOST_COLUMNS) return null;
  const cells: Cell[][] = Array.from({ length: table.rows }, () =>
    Array.from({ length: table.columns }, () => ({ figure: null, isEmpty: true })),
  );
  const labels = Array.from({ length: table.rows }, () => "");
  const heads = Array.from({ length: table.columns }, () => "");
  for (const { row, column, start, end } of table.cells) {
    const words = groups.text.slice(start, Math.min(end, start + 200)).trim();
    const cell = cells[row]?.[column];
    if (cell === undefined) continue;
    cell.isEmpty = EMPTY.test(words);
    if (column === 0) labels[row] = words;
    if (row < Math.max(1, table.headRows)) heads[column] = `${heads[column]} ${words}`.trim();
  }
  for (const figure of figures) {
    const cell = cells[figure.cell!.row]?.[figure.cell!.column];
    if (cell !== undefined) cell.figure = cell.figure === null ? figure : cell.figure;
  }
  return { block, labels, heads, cells, columns: table.columns };
}

export const figureAt = (grid: Grid, row: number, column: number): Figure | null =>
  grid.cells[row]?.[column]?.figure ?? null;

/** What a cell adds to a sum: its figure, nothing for an empty one, null when it cannot be known. */
export function addendAt(grid: Grid, row: number, column: number, unit: string): Interval | null {
  const cell = grid.cells[row]?.[column];
  if (cell === undefined) return null;
  if (cell.figure === null) return cell.isEmpty ? point(0) : null;
  return cell.figure.unit === unit ? meaningOf(cell.figure) : null;
}
