// read/table.ts: rows of cells put into text, block and HTML.
//
// Text of a table: rows parted by "\n", cells by "\t", one cell for each column of the grid, so that the
// nth cell of a line is column n even where cells are merged. A merged cell's words stand once, at its
// top left. Also here because every format needs them: which rows are heads, and where the unit is said.

import type { Block, TableCell } from "../records/reading.ts";
import { cleanText } from "./runs.ts";
import { escapeHtml, spanAttributes } from "./view.ts";

export interface CellDraft {
  text: string;
  rowSpan?: number;
  columnSpan?: number;
  /** Marked as a head in the source (th). */
  isHead?: boolean;
}

export interface TableDraft {
  rows: CellDraft[][];
  caption?: string | null;
  unitLine?: string | null;
  /** Leading rows that the source marks as heads; found from the cells when absent. */
  headRows?: number;
}

/** A grid larger than this is data for a database, not for a reader. */
const MOST_CELLS = 400_000;
const MOST_COLUMNS = 1_000;

/** "单位：亿元", "(in millions, except per share data)", "RMB million". */
const UNIT_LINE =
  /(?:^|[\s(（])(?:(?:金额)?单位|單位|币种)\s*[:：]|^[（(]?\s*(?:unaudited[,;]?\s*)?(?:(?:dollars|amounts|figures|all amounts|us\$|rmb|usd|hk\$|€|£|\$)\s*)?in\s+(?:us\$|rmb|usd|hk\$|[$€£])?\s*(?:thousands|millions|billions|trillions)\b|^[（(]?(?:rmb|us\$|usd|hk\$|eur|\$|€)\s?(?:million|billion|mn|bn|thousand|m|k)[)）]?$/i;

/** Whether the words only say in which unit a table is written; at most 120 letters. */
export const isUnitLine = (text: string): boolean => text.length <= 120 && UNIT_LINE.test(text.trim());

const NUMERIC =
  /^[(（\-–—+]?\s*(?:[$€£¥￥]|rmb|us\$|hk\$)?\s*[(（]?-?\d[\d,.\s]*\s*[)）]?\s*(?:%|x|倍|pp|bps|亿|万)?[)）]?$/i;
const YEAR = /^(?:fy)?\s?(?:19|20)\d{2}\s?(?:年|e|a|f)?$/i;
const EMPTY = /^[-–—\s]*$/;

const isFigure = (text: string): boolean => text.length <= 40 && NUMERIC.test(text) && !YEAR.test(text);

/**
 * How many leading rows are heads: those that the source marks, else the rows before the first one with
 * a figure, when they are few and the table has figures at all. 0 when none was recognised.
 */
export function countHeadRows(rows: CellDraft[][]): number {
  let marked = 0;
  while (marked < rows.length - 1 && rows[marked]!.length > 0 && rows[marked]!.every((cell) => cell.isHead))
    marked++;
  if (marked > 0) return marked;
  const first = rows.slice(0, 6).findIndex((row) => row.some((cell) => isFigure(cell.text.trim())));
  if (first > 0) return Math.min(first, 4);
  if (first === 0) return 0;
  const head = rows[0] ?? [];
  return rows.length > 2 &&
    head.length > 1 &&
    head.every((cell) => !EMPTY.test(cell.text) && cell.text.length < 40)
    ? 1
    : 0;
}

interface Placed {
  cell: CellDraft;
  column: number;
  rowSpan: number;
  columnSpan: number;
}

/** Each row's cells with the column where they stand, moved right by cells that reach down from above. */
function placeCells(rows: CellDraft[][]): { placed: Placed[][]; columns: number; isCut: boolean } {
  const placed: Placed[][] = [];
  let reach: number[] = []; // for each column: rows still covered from above
  let columns = 0;
  let cells = 0;
  for (const [r, row] of rows.entries()) {
    const line: Placed[] = [];
    let column = 0;
    for (const cell of row) {
      while ((reach[column] ?? 0) > 0) column++;
      if (column >= MOST_COLUMNS) break;
      const columnSpan = clamp(cell.columnSpan, MOST_COLUMNS - column);
      const rowSpan = clamp(cell.rowSpan, rows.length - r);
      for (let c = column; c < column + columnSpan; c++) reach[c] = Math.max(reach[c] ?? 0, rowSpan);
      line.push({ cell, column, rowSpan, columnSpan });
      column += columnSpan;
      columns = Math.max(columns, column);
    }
    placed.push(line);
    reach = reach.map((left) => Math.max(0, (left ?? 0) - 1));
    cells += columns;
    if (cells > MOST_CELLS) return { placed, columns, isCut: r < rows.length - 1 };
  }
  return { placed, columns, isCut: false };
}

const clamp = (span: number | undefined, most: number): number =>
  Math.max(1, Math.min(most, Number.isFinite(span) ? Math.trunc(span!) : 1));

/** Adds the table through `append`; `begin` parts it from what stands before and gives its start. */
export function addTable(
  draft: TableDraft,
  begin: () => number,
  append: (text: string) => void,
  html: string[],
): { block: Block | null; isCut: boolean } {
  const rows = draft.rows.filter((row) => row.length > 0);
  const isEmpty = rows.every((row) => row.every((cell) => cleanCell(cell.text) === ""));
  if (isEmpty) return { block: null, isCut: false };
  const { placed, columns, isCut } = placeCells(rows);
  const headRows = Math.min(draft.headRows ?? countHeadRows(rows), placed.length);
  const start = begin();
  const cells: TableCell[] = [];
  let at = start;
  const put = (text: string): void => {
    append(text);
    at += text.length;
  };
  html.push("<table>");
  for (const [row, line] of placed.entries()) {
    if (row > 0) put("\n");
    const tag = row < headRows ? "th" : "td";
    let column = 0;
    html.push("<tr>");
    for (const { cell, ...place } of line) {
      put("\t".repeat(place.column - column));
      const from = at;
      const text = cleanCell(cell.text);
      put(text);
      cells.push({ row, ...place, start: from, end: at });
      html.push(cellHtml(tag, place, text, from));
      column = place.column;
    }
    put("\t".repeat(Math.max(0, columns - 1 - column)));
    html.push("</tr>");
  }
  html.push("</table>");
  const table = {
    caption: draft.caption ?? null,
    unitLine: draft.unitLine ?? null,
    rows: placed.length,
    columns,
    headRows,
    cells,
  };
  return { block: { kind: "table", level: 0, start, end: at, table }, isCut };
}

const cleanCell = (text: string): string =>
  cleanText(text)
    .replace(/[\s\u00a0\u3000]+/g, " ")
    .trim();

function cellHtml(
  tag: string,
  place: { rowSpan: number; columnSpan: number },
  text: string,
  start: number,
): string {
  const spans =
    (place.columnSpan > 1 ? ` colspan="${place.columnSpan}"` : "") +
    (place.rowSpan > 1 ? ` rowspan="${place.rowSpan}"` : "");
  return `<${tag}${spans} ${spanAttributes({ start, end: start + text.length })}>${escapeHtml(text)}</${tag}>`;
}
