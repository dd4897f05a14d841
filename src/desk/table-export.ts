// desk/table-export.ts: rows out as CSV, XLSX or JSON, streamed: a hundred thousand rows need no more memory than one.
//
// CSV cells that a spreadsheet would run (= + - @, tab, CR at the start) get an apostrophe, numbers aside.
// XLSX is written by hand into a streaming zip: libraries hold the whole sheet. Numbers keep their
// written digits in the file; a spreadsheet itself computes with 15 of them.

import { strToU8, Zip, ZipDeflate } from "fflate";

export type CellType = "text" | "number" | "date" | "link";
export type CellValue = string | number | null;

export interface Column<Row> {
  /** Head of the column. */
  name: string;
  type: CellType;
  /** Width in characters, for XLSX. */
  width: number;
  value(row: Row): CellValue;
}

export interface TableExport<Row> {
  columns: readonly Column<Row>[];
  /** Pages of rows, so that a reader of the store fetches no row alone. */
  pages: AsyncIterable<readonly Row[]>;
}

/** UTF-8 with a byte order mark, which a spreadsheet needs to see Chinese; lines end in CRLF (RFC 4180). */
export async function* csvOf<Row>({ columns, pages }: TableExport<Row>): AsyncGenerator<Uint8Array> {
  yield strToU8(`\uFEFF${columns.map(({ name }) => csvCell(name, "text")).join(",")}\r\n`);
  for await (const rows of pages) {
    yield strToU8(
      rows
        .map((row) => `${columns.map((column) => csvCell(column.value(row), column.type)).join(",")}\r\n`)
        .join(""),
    );
  }
}

/** A cell that is safe to open: quoted where it must be, and never a formula unless it is a number. */
export function csvCell(value: CellValue, type: CellType): string {
  if (value === null) return "";
  let text = String(value);
  const isNumber = type === "number" && /^-?\d+(\.\d+)?$/.test(text);
  if (!isNumber && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One JSON array, a row a line. */
export async function* jsonOf<Row>(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Uint8Array> {
  let before = "[\n";
  for await (const rows of pages) {
    for (const row of rows) {
      yield strToU8(before + JSON.stringify(row));
      before = ",\n";
    }
  }
  yield strToU8(before === "[\n" ? "[]\n" : "\n]\n");
}

/** A workbook of one sheet with a frozen, filterable head. */
export async function* xlsxOf<Row>(table: TableExport<Row>, sheetName: string): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error !== null) failure = error;
    else ready.push(chunk);
  });
  const drain = function* (): Generator<Uint8Array> {
    if (failure !== null) throw failure;
    yield* ready.splice(0);
  };
  const put = (name: string, text: string) => {
    const file = new ZipDeflate(name, { level: 3 });
    zip.add(file);
    file.push(strToU8(text), true);
  };
  put("[Content_Types].xml", CONTENT_TYPES);
  put("_rels/.rels", ROOT_RELATIONS);
  put("xl/workbook.xml", workbook(sheetName));
  put("xl/_rels/workbook.xml.rels", BOOK_RELATIONS);
  put("xl/styles.xml", STYLES);
  const sheet = new ZipDeflate("xl/worksheets/sheet1.xml", { level: 3 });
  zip.add(sheet);
  sheet.push(strToU8(sheetHead(table.columns)));
  let row = 1;
  for await (const rows of table.pages) {
    sheet.push(strToU8(rows.map((one) => sheetRow(table.columns, one, ++row)).join("")));
    yield* drain();
  }
  sheet.push(
    strToU8(`</sheetData><autoFilter ref="A1:${columnName(table.columns.length - 1)}${row}"/></worksheet>`),
    true,
  );
  zip.end();
  yield* drain();
}

function sheetHead<Row>(columns: readonly Column<Row>[]): string {
  const widths = columns
    .map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join("");
  const head = columns.map(({ name }, at) => textCell(`${columnName(at)}1`, name, 1)).join("");
  return `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData><row r="1">${head}</row>`;
}

function sheetRow<Row>(columns: readonly Column<Row>[], row: Row, number: number): string {
  const cells = columns.map((column, at) =>
    sheetCell(`${columnName(at)}${number}`, column.type, column.value(row)),
  );
  return `<row r="${number}">${cells.join("")}</row>`;
}

function sheetCell(place: string, type: CellType, value: CellValue): string {
  if (value === null || value === "") return "";
  const text = String(value);
  if (type === "number" && /^-?\d+(\.\d+)?$/.test(text)) return `<c r="${place}"><v>${text}</v></c>`;
  const serial = type === "date" ? dateSerial(text) : null;
  if (serial !== null) return `<c r="${place}" s="2"><v>${serial}</v></c>`;
  // HYPERLINK takes at most 255 characters of address.
  if (type === "link" && text.length <= 255)
    return `<c r="${place}" s="3" t="str"><f>HYPERLINK("${escapeXml(text.replaceAll('"', '""'))}")</f><v>${escapeXml(text)}</v></c>`;
  return textCell(place, text, 0);
}

// A cell holds at most 32,767 characters; a longer one would make the file "damaged".
const textCell = (place: string, text: string, style: number): string =>
  `<c r="${place}" t="inlineStr"${style > 0 ? ` s="${style}"` : ""}><is><t xml:space="preserve">${escapeXml(text.slice(0, 32_767))}</t></is></c>`;

/** Days since 1899-12-30, the zero of spreadsheets; null for text that is no ISO day or moment. */
export function dateSerial(iso: string): number | null {
  if (!/^\d{4}-\d\d-\d\d/.test(iso)) return null;
  const moment = Date.parse(
    iso.length <= 10 ? `${iso}T00:00:00Z` : /(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`,
  );
  return Number.isNaN(moment) ? null : Math.round((moment / 86_400_000 + 25_569) * 1e6) / 1e6;
}

/** "A", "Z", "AA" of a column's position from 0. */
export function columnName(at: number): string {
  let name = "";
  for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** Text for XML 1.0: escaped, and without the control characters that it cannot hold. */
function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .toWellFormed()
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const CONTENT_TYPES = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;
const ROOT_RELATIONS = `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const BOOK_RELATIONS = `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`;
// Styles by number: 0 plain, 1 head, 2 date, 3 link.
const STYLES = `${XML}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><u/><sz val="11"/><color rgb="FF1B5C46"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf fontId="0"/><xf fontId="1" applyFont="1"/><xf fontId="0" numFmtId="164" applyNumberFormat="1"/><xf fontId="2" applyFont="1"/></cellXfs></styleSheet>`;
const workbook = (name: string): string =>
  `${XML}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="${escapeXml(name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
