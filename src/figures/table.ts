// figures/table.ts: figures in tables: unit line above, heads over columns, labels of rows.
//
//   单位：亿元        2025Q3    2025Q2    同比        heads: periods, metrics or relations
//   营业收入          1,802     1,677     13%         row label: metric or entity (or a period: then heads are metrics)
//   净亏损           (12.4)     3.1                   brackets negate in a cell; footnote marks are no numbers
//
// A table that goes on over a page takes heads, unit and caption of its first part. What one cell is worth is in
// table-cell.ts, of whom and of what it is in table-meaning.ts.

import type { Period } from "../records/figure.ts";
import type { Block, TableCell } from "../records/reading.ts";
import type { DocumentFacts, FigureDraft } from "./meaning.ts";
import { addDays } from "./period.ts";
import { type CellAsked, readCell } from "./table-cell.ts";
import { headsOf, type Said, saidBy } from "./table-heads.ts";
import { draftOf } from "./table-meaning.ts";
import { captionOf, isCarriedOver, unitLineOf } from "./table-surroundings.ts";
import { readShortUnit, type UnitLine } from "./unitline.ts";

const MOST_CELLS = 200_000;
const MOST_HEAD_ROWS = 5;

/** What the next part of a table takes over from this one. */
export interface OpenTable {
  /** Position of its block. */
  index: number;
  columns: number;
  unit: UnitLine | null;
  /** The last unit line of money and the position of its table. */
  money: { unit: UnitLine; index: number } | null;
  heads: Map<number, Said>;
  around: Said;
  section: Said | null;
  measured: Said | null;
  /** The part of this table that had heads of its own. */
  headed: { columns: number; heads: Map<number, Said> };
  /** Columns that held numbers, and columns that held anything, left to right. */
  valueColumns: number[];
  filledColumns: number[];
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
  const isSameShape = open?.columns === table.columns;
  const before = open !== null && isCarriedOver(text, blocks, open.index, index, isSameShape) ? open : null;
  const headRows = countHeads(text, rows, table.headRows);
  const caption = captionOf(text, table, blocks, index);
  const own = headsOf(text, rows, headRows, facts);
  const isHeadless = ![...own.keys()].some((column) => column > 0);
  const heads = isHeadless && before !== null ? headsFrom(before, table.columns) : own;
  const said = unitLineOf(text, blocks, index, rows, headRows) ?? before?.unit ?? null;
  const carried = said === null ? moneyBefore(text, open, index, rows) : null;
  const unit = said ?? carried;
  const around = before !== null && caption === "" ? before.around : saidBy(text, caption, facts);
  const state: State = {
    ...read,
    rows,
    headRows,
    heads,
    unit,
    isUnitCarried: carried !== null,
    around,
    section: isHeadless ? (before?.section ?? null) : null,
    measured: isHeadless ? (before?.measured ?? null) : null,
    valueColumns: new Set(),
    filledColumns: new Set(),
    unitColumn: unitColumnOf(own),
  };
  readRows(state);
  const inOrder = (columns: Set<number>): number[] => [...columns].sort((left, right) => left - right);
  return {
    index,
    columns: table.columns,
    unit,
    money: said?.kind === "money" ? { unit: said, index } : (open?.money ?? null),
    heads,
    around,
    section: state.section,
    measured: state.measured,
    headed: isHeadless && before !== null ? before.headed : { columns: table.columns, heads: own },
    valueColumns: inOrder(state.valueColumns),
    filledColumns: inOrder(state.filledColumns),
  };
}

/** Blocks between a table and the one whose unit it may take: a few pages of a statement. */
const UNIT_REACH = 60;

/**
 * The money of the tables before, for one whose unit line the page break or the reader lost: only when most of its
 * numbers are written as amounts to the cent, which no counts or rates are. Marked as a guess by its rule.
 */
function moneyBefore(
  text: string,
  open: OpenTable | null,
  index: number,
  rows: readonly TableCell[][],
): UnitLine | null {
  if (open === null || open.money === null || index - open.money.index > UNIT_REACH) return null;
  const numbers = rows
    .flat()
    .slice(0, 400)
    .map((cell) => text.slice(cell.start, Math.min(cell.end, cell.start + 24)).trim())
    .filter((words) => /^[-−(（]?[\d,]{1,18}(?:\.\d+)?[)）]?$/.test(words));
  const cents = numbers.filter((words) => /,\d{3}\.\d{2}[)）]?$/.test(words)).length;
  return cents >= 3 && cents * 2 > numbers.length ? open.money.unit : null;
}

interface State extends Read {
  rows: TableCell[][];
  headRows: number;
  heads: Map<number, Said>;
  unit: UnitLine | null;
  isUnitCarried: boolean;
  around: Said;
  section: Said | null;
  measured: Said | null;
  valueColumns: Set<number>;
  filledColumns: Set<number>;
  unitColumn: number;
}

function readRows(state: State): void {
  const { text, facts, rows, heads, unit, around, index } = state;
  const percentColumns = new Set<number>();
  const amountColumns = new Set<number>();
  const shareColumns = new Set<number>();
  const balances = balancesOf(state);
  let rowBefore: Said | null = null;
  for (let row = state.headRows; row < rows.length; row++) {
    const line = rows[row];
    if (line === undefined || line.length === 0) continue;
    const label = line.find((cell) => cell.column === 0) ?? line[0]!;
    const said = saidBy(text, text.slice(label.start, label.end), facts);
    const filled = line.filter((cell) => cell !== label && cell.end > cell.start);
    if (filled.length === 0) {
      if (!isSection(said)) continue;
      state.section = said;
      percentColumns.clear();
      amountColumns.clear();
      shareColumns.clear();
      // "International:" below "Revenue by category" is a part, and growth is growth of what was measured last.
      if (said.metric !== null && said.isWhole) state.measured = said;
      else if (said.relation === null && said.segment === null && said.entity === null) state.measured = null;
      continue;
    }
    const unitCell = line.find((cell) => cell.column === state.unitColumn && cell.end > cell.start);
    const rowUnit = unitCell === undefined ? null : readShortUnit(text.slice(unitCell.start, unitCell.end));
    for (const cell of filled) {
      if (cell === unitCell) continue;
      state.filledColumns.add(cell.column);
      const asked: CellAsked = {
        text,
        facts,
        index,
        row,
        cell,
        line,
        unit: rowUnit ?? unit,
        isUnitCarried: state.isUnitCarried,
        row_: said,
        rowBefore,
        section: state.section,
        measured: state.measured,
        head: heads.get(cell.column) ?? null,
        heads,
        around,
        percentColumns,
        amountColumns,
        shareColumns,
        between: balances.get(row) ?? null,
      };
      for (const figure of readCell(asked)) {
        state.valueColumns.add(cell.column);
        state.drafts.push(draftOf(asked, figure));
      }
    }
    rowBefore = said;
  }
}

const BALANCE = /^(?:balances?\b|.{0,6}余额$)/i;
const MOST_BALANCES = 200;

/** The stretch between two rows of balances with a day: what a statement of equity says of the rows between them. */
function balancesOf({ text, rows, facts, headRows }: State): Map<number, Period> {
  const found: { row: number; day: string }[] = [];
  for (let row = headRows; row < rows.length && found.length < MOST_BALANCES; row++) {
    const label = rows[row]?.find((cell) => cell.column === 0);
    if (label === undefined || label.end - label.start > 80) continue;
    const words = text.slice(label.start, label.end);
    if (!BALANCE.test(words) || !/\d{4}/.test(words)) continue;
    const { period } = saidBy(text, words, facts);
    if (period !== null && period.start === period.end) found.push({ row, day: period.end });
  }
  const between = new Map<number, Period>();
  for (const [at, { row, day }] of found.entries()) {
    const next = found[at + 1];
    if (next === undefined || next.day <= day) continue;
    const start = addDays(day, 1);
    const label = `${start}–${next.day}`;
    for (let inner = row + 1; inner < next.row; inner++)
      between.set(inner, { start, end: next.day, basis: "calendar", label });
  }
  return between;
}

/** The column under the head 单位 or "Unit": each row's own unit. */
function unitColumnOf(heads: ReadonlyMap<number, Said>): number {
  for (const [column, head] of heads)
    if (column > 0 && /^(?:计量)?单位$|^units?$/i.test(head.label)) return column;
  return -1;
}

/** The heads of the part before: readers drop columns that stay empty on a page (附注), so those are left out here. */
function headsFrom(before: OpenTable, columns: number): Map<number, Said> {
  if (before.headed.columns === columns) return before.headed.heads;
  if (before.columns === columns) return before.heads;
  const kept = [before.filledColumns, before.valueColumns].find((list) => list.length === columns - 1);
  const heads = new Map<number, Said>();
  kept?.forEach((column, at) => {
    const head = before.heads.get(column);
    if (head !== undefined) heads.set(at + 1, head);
  });
  return heads;
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
