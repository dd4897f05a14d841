// read/xlsx.ts: workbooks: each sheet a page, each block of filled rows a table.
//
// The one door to SheetJS (@e965/xlsx, since "xlsx" on npm is frozen at a version with known holes). Cells
// stand as the sheet shows them ("31.2%", "1,802"), but dates as ISO days, since what a sheet shows for a
// date depends on who opens it. A row with one filled cell above a table is its name or its unit.

import * as XLSX from "@e965/xlsx";
import type { BlobFile, Reading, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import { type Builder, createBuilder } from "./builder.ts";
import { coreMeta, openPackage, repackXml } from "./office.ts";
import { type CellDraft, isUnitLine } from "./table.ts";

export const XLSX_READER = "xlsx 1";

const MOST_ROWS = 100_000;
const MOST_CELLS = 400_000;

/** The reading of an .xlsx file. Throws damaged-file, unpacks-too-large and password-needed. */
export function readXlsx(bytes: Uint8Array, blob: BlobFile, limits: ReadLimits): Reading {
  const zip = openPackage(bytes, blob.name, limits);
  const meta = coreMeta(zip, blob.name);
  const book = openBook(repackXml(zip, blob.name), blob.name);
  const builder = createBuilder();
  for (const [index, name] of book.SheetNames.entries()) {
    builder.page(name);
    const isHidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0;
    if (isHidden)
      builder.problem("hidden-sheet", `The sheet ${name} is hidden in the file; it was read too.`);
    const sheet = book.Sheets[name];
    if (sheet !== undefined) addSheet(builder, sheet, name);
  }
  return builder.finish(XLSX_READER, meta);
}

function openBook(bytes: Uint8Array, name: string): XLSX.WorkBook {
  try {
    return XLSX.read(bytes, {
      type: "array",
      cellDates: true,
      UTC: true,
      cellFormula: false,
      cellHTML: false,
      bookVBA: false,
      sheetRows: MOST_ROWS,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : "it is no workbook";
    throw new DossierError("damaged-file", { name, reason }, { cause: error });
  }
}

interface Row {
  /** Row of the sheet, from 0. */
  at: number;
  /** Filled cells by column, ascending. */
  cells: { column: number; text: string }[];
}

function addSheet(builder: Builder, sheet: XLSX.WorkSheet, name: string): void {
  const rows = filledRows(builder, sheet, name);
  if (rows.length > 0) builder.block("heading", name, { level: 1 });
  const merges = new Map((sheet["!merges"] ?? []).map((range) => [`${range.s.r}:${range.s.c}`, range]));
  let group: Row[] = [];
  for (const row of rows) {
    if (group.length > 0 && row.at > group.at(-1)!.at + 1) {
      addGroup(builder, group, merges);
      group = [];
    }
    group.push(row);
  }
  addGroup(builder, group, merges);
}

/** Only cells that exist are looked at: a sheet may claim a million columns. */
function filledRows(builder: Builder, sheet: XLSX.WorkSheet, name: string): Row[] {
  const byRow = new Map<number, Row>();
  let count = 0;
  for (const address of Object.keys(sheet)) {
    if (address.startsWith("!")) continue;
    const text = textOf(sheet[address] as XLSX.CellObject);
    if (text === "") continue;
    if (++count > MOST_CELLS) {
      builder.problem(
        "table-cut",
        `The sheet ${name} has more cells than Dossier keeps; its end is left out.`,
      );
      break;
    }
    const { r, c } = XLSX.utils.decode_cell(address);
    const row = byRow.get(r) ?? { at: r, cells: [] };
    if (row.cells.length === 0) byRow.set(r, row);
    row.cells.push({ column: c, text });
  }
  const full = XLSX.utils.decode_range(String(sheet["!fullref"] ?? sheet["!ref"] ?? "A1"));
  if (full.e.r >= MOST_ROWS)
    builder.problem("table-cut", `Only the first ${MOST_ROWS} rows of ${name} were read.`);
  for (const row of byRow.values()) row.cells.sort((a, b) => a.column - b.column);
  return [...byRow.values()].sort((a, b) => a.at - b.at);
}

function textOf(cell: XLSX.CellObject): string {
  if (cell.t === "d" && cell.v instanceof Date) return dateText(cell.v, cell.w ?? "");
  return String(cell.w ?? cell.v ?? "")
    .replace(/\s+/g, " ")
    .trim();
}

/** ISO day, with the time when there is one; a time alone stays as the sheet shows it. */
function dateText(date: Date, shown: string): string {
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1900) return shown.trim();
  const iso = date.toISOString();
  const day = iso.slice(0, 10);
  if (day <= "1900-01-01" && shown !== "") return shown.trim();
  return iso.slice(11, 16) === "00:00" ? day : `${day} ${iso.slice(11, 16)}`;
}

/** Rows that stand together: lone cells on top are name and unit, the rest is the table. */
function addGroup(builder: Builder, group: Row[], merges: Map<string, XLSX.Range>): void {
  let from = 0;
  const above: string[] = [];
  while (from < group.length && group[from]!.cells.length === 1) above.push(group[from++]!.cells[0]!.text);
  const rows = group.slice(from);
  for (const text of above)
    builder.block(rows.length > 0 && text.length <= 80 ? "caption" : "paragraph", text);
  if (rows.length === 0) return;
  const unitLine = above.find(isUnitLine) ?? null;
  const caption = above.findLast((text) => !isUnitLine(text) && text.length <= 120) ?? null;
  const left = rows.reduce((least, row) => Math.min(least, row.cells[0]!.column), Number.POSITIVE_INFINITY);
  builder.table({ rows: rows.map((row) => draftRow(row, left, merges)), caption, unitLine });
}

/** Empty cells are filled in up to the last filled one, but not under a cell merged to the right. */
function draftRow(row: Row, left: number, merges: Map<string, XLSX.Range>): CellDraft[] {
  const drafts: CellDraft[] = [];
  let column = left;
  for (const cell of row.cells) {
    while (column < cell.column && drafts.length < 1_000) {
      drafts.push({ text: "" });
      column++;
    }
    const merge = merges.get(`${row.at}:${cell.column}`);
    const columnSpan = merge === undefined ? 1 : Math.min(1_000, merge.e.c - merge.s.c + 1);
    drafts.push({ text: cell.text, columnSpan });
    column = cell.column + columnSpan;
  }
  return drafts;
}
