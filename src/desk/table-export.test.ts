// desk/table-export.test.ts: exports that a spreadsheet opens and does not run.

import assert from "node:assert/strict";
import { test } from "node:test";
import { read, utils } from "@e965/xlsx";
import { parquetReadObjects } from "hyparquet";
import { parquetOf } from "./parquet-export.ts";
import { type Column, csvCell, csvOf, jsonOf, xlsxOf } from "./table-export.ts";

interface Row {
  name: string;
  amount: string | null;
  day: string;
  link: string;
}
const COLUMNS: Column<Row>[] = [
  { name: "Name", type: "text", width: 20, value: (row) => row.name },
  { name: "Amount", type: "number", width: 12, value: (row) => row.amount },
  { name: "Day", type: "date", width: 12, value: (row) => row.day },
  { name: "Link", type: "link", width: 30, value: (row) => row.link },
];
const ROWS: Row[] = [
  { name: "=cmd|' /C calc'!A0", amount: "-1.25", day: "2025-11-06", link: "http://127.0.0.1:4700/a?b=1&c=2" },
  { name: '资本开支, "一"\n\u0007二', amount: null, day: "unknown", link: "" },
];
async function* pagesOf<T>(rows: T[]): AsyncGenerator<T[]> {
  yield rows;
}
async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

test("a CSV cell that would run is disarmed and a negative number is left alone", () => {
  assert.equal(csvCell("=1+1", "text"), "'=1+1");
  assert.equal(csvCell("@SUM(A1)", "text"), "'@SUM(A1)");
  assert.equal(csvCell("-3", "text"), "'-3");
  assert.equal(csvCell("-3", "number"), "-3");
});

test("a CSV file has a byte order mark, quotes what must be quoted and ends lines with CRLF", async () => {
  const text = (await whole(csvOf({ columns: COLUMNS, pages: pagesOf(ROWS) }))).toString("utf8");
  assert.ok(text.startsWith("\uFEFFName,Amount,Day,Link\r\n"));
  assert.ok(text.includes('"资本开支, ""一""\n\u0007二"'));
});

test("a workbook has typed numbers and dates, text that is no formula, and links", async () => {
  const book = read(await whole(xlsxOf({ columns: COLUMNS, pages: pagesOf(ROWS) }, "Ledger: all")), {
    cellDates: true,
    cellFormula: true,
  });
  const sheet = book.Sheets[book.SheetNames[0]!]!;
  assert.equal(sheet.A2.t, "s");
  assert.equal(sheet.A2.v, ROWS[0]!.name);
  assert.equal(sheet.B2.t, "n");
  assert.equal(sheet.B2.v, -1.25);
  assert.equal(sheet.C2.t, "d");
  assert.equal(sheet.D2.f, 'HYPERLINK("http://127.0.0.1:4700/a?b=1&c=2")');
  assert.equal(sheet.A3.v, '资本开支, "一"\n二');
  assert.equal(utils.decode_range(sheet["!ref"]!).e.r, 2);
});

test("JSON is one array, empty or not", async () => {
  assert.deepEqual(JSON.parse((await whole(jsonOf(pagesOf(ROWS)))).toString("utf8")), ROWS);
  assert.deepEqual(JSON.parse((await whole(jsonOf(pagesOf([])))).toString("utf8")), []);
});

test("Parquet keeps the exact text of a number beside its double", async () => {
  const file = await whole(parquetOf({ columns: COLUMNS, pages: pagesOf(ROWS) }));
  const rows = await parquetReadObjects({
    file: file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer,
  });
  assert.equal(rows[0]!.Amount, "-1.25");
  assert.equal(rows[0]!["Amount (double)"], -1.25);
  assert.equal(rows[1]!.Amount, null);
});
