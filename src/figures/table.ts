// figures/table.ts: figures in tables: unit line above, heads over columns, labels of rows.
//
//   单位：亿元        2025Q3    2025Q2    同比        heads: periods, metrics or relations
//   营业收入          1,802     1,677     13%         row label: metric or entity (or a period: then heads are metrics)
//   净亏损           (12.4)     3.1                   brackets negate in a cell; footnote marks are no numbers
//
// A table that goes on over a page takes heads, unit and caption of its first part. What one cell is worth is in
// table-cell.ts, of whom and of what it is in table-meaning.ts.

import type { Block, TableCell } from "../records/reading.ts";
import { type CellAsked, readCell } from "./table-cell.ts";
import { headsOf, type Said, saidBy } from "./table-heads.ts";
import { draftOf } from "./table-meaning.ts";
import { captionOf, isCarriedOver, unitLineOf } from "./table-surroundings.ts";
import type { DocumentFacts, FigureDraft } from "./understand.ts";
import type { UnitLine } from "./unitline.ts";

const MOST_CELLS = 200_000;
const MOST_HEAD_ROWS = 5;

/** What the next part of a table takes over from this one. */
export interface OpenTable {
  /** Position of its block. */
  index: number;
  columns: number;
  unit: UnitLine | null;
  heads: Map<number, Said>;
  around: Said;
  section: Said | null;
}

/** The figures of all tables among `blocks`, in order. Linear in the number of cells. */
export function findTableFigures(
  text: string,
  blocks: readonly Block[],
  facts: DocumentFacts,
): FigureDraft[] {
  const drafts: FigureDraft[] = [];
  let open: OpenTable | null = null;
  blocks.forEach((block, index) => {
    if (block.table === undefined) return;
    open = readTable({ text, blocks, facts, index, drafts }, open);
  });
  return drafts;
}

interface Read {
  text: string;
  blocks: readonly Block[];
  facts: DocumentFacts;
  index: number;
  drafts: FigureDraft[];
}

function readTable(read: Read, open: OpenTable | null): OpenTable {
  const { text, blocks, facts, index } = read;
  const table = blocks[index]!.table!;
  const rows = rowsOf(table.cells.slice(0, MOST_CELLS));
  const before =
    open !== null && open.columns === table.columns && isCarriedOver(text, blocks, open.index, index)
      ? open
      : null;
  const headRows = countHeads(text, rows, table.headRows);
  const caption = captionOf(text, table, blocks, index);
  const own = headsOf(text, rows, headRows, facts);
  const isHeadless = ![...own.keys()].some((column) => column > 0);
  const heads = isHeadless && before !== null ? before.heads : own;
  const unit = unitLineOf(text, blocks, index, rows, headRows) ?? before?.unit ?? null;
  const around = before !== null && caption === "" ? before.around : saidBy(text, caption, facts);
  let section = isHeadless ? (before?.section ?? null) : null;
  const percentColumns = new Set<number>();
  let rowBefore: Said | null = null;
  for (let row = headRows; row < rows.length; row++) {
    const line = rows[row];
    if (line === undefined || line.length === 0) continue;
    const label = line.find((cell) => cell.column === 0) ?? line[0]!;
    const said = saidBy(text, text.slice(label.start, label.end), facts);
    const filled = line.filter((cell) => cell !== label && cell.end > cell.start);
    if (filled.length === 0) {
      if (isSection(said)) {
        section = said;
        percentColumns.clear();
      }
      continue;
    }
    for (const cell of filled) {
      const head = heads.get(cell.column) ?? null;
      const asked: CellAsked = {
        text,
        facts,
        block: blocks[index]!,
        index,
        row,
        cell,
        line,
        unit,
        row_: said,
        rowBefore,
        section,
        head,
        heads,
        around,
        percentColumns,
      };
      for (const figure of readCell(asked)) read.drafts.push(draftOf(asked, figure));
    }
    rowBefore = said;
  }
  return { index, columns: table.columns, unit, heads, around, section };
}

/** "Net Sales:" opens a section; 减：库存股 without a number is a row that was left empty. */
const isSection = (said: Said): boolean =>
  /[:：]\s*$/.test(said.words) ||
  (said.words !== "" && !/[\u4e00-\u9fff]/.test(said.words)) ||
  said.isPercent;

function rowsOf(cells: readonly TableCell[]): TableCell[][] {
  const rows: TableCell[][] = [];
  for (const cell of cells) (rows[cell.row] ??= []).push(cell);
  return Array.from(rows, (row) => row ?? []);
}

/**
 * Leading rows without amounts: empty corners, years, dates, words. A row of which only the label is filled is a head
 * when a row of heads follows; the reader's own count is a least.
 */
function countHeads(text: string, rows: readonly TableCell[][], least: number): number {
  let count = least;
  for (let index = least; index < Math.min(rows.length, MOST_HEAD_ROWS); index++) {
    const row = rows[index]!;
    const filled = row.filter((cell) => cell.column > 0 && cell.end > cell.start);
    if (filled.some((cell) => isAmount(text.slice(cell.start, cell.end)))) break;
    if (filled.length === 0) continue;
    const label = row.find((cell) => cell.column === 0);
    const isBare = label === undefined || label.end === label.start;
    // Behind recognised heads only a row of periods without a label is a head too: words may be data.
    if (least > 0 && !(isBare && filled.every((cell) => PERIOD.test(text.slice(cell.start, cell.end)))))
      break;
    count = index + 1;
  }
  return count === rows.length ? Math.min(least > 0 ? least : 1, rows.length) : count;
}

const PERIOD =
  /^\s*(?:(?:19|20)\d{2}|(?:FY|CY|[1-4]Q)\s?'?\d{2,4}|\d{2}Q[1-4]|Q[1-4]\s?\d{0,4})\s?(?:年度?|E|A|F|Q[1-4]|H[12])?\s?(?:[(（[][\w*]{1,3}[)）\]])?\s*$/;

const isAmount = (words: string): boolean =>
  /\d/.test(words) &&
  !PERIOD.test(words) &&
  /^[\s$€£¥(（+\-−–]*[\d.,]+[\s%％)）xX倍亿万元A-Za-z]*$/.test(words);
