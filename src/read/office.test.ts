// read/office.test.ts: DOCX, XLSX, PPTX and EPUB as their programs write them.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as XLSX from "@e965/xlsx";
import {
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";
import type { BlobFile, MediaType, ReadLimits } from "../records/reading.ts";
import { readDocx } from "./docx.ts";
import { readEpub } from "./epub.ts";
import { readPptx } from "./pptx.ts";
import { checkReading } from "./reading-check.ts";
import { readXlsx } from "./xlsx.ts";
import { packZip } from "./zip.ts";

const limits: ReadLimits = {
  timeoutMs: 60_000,
  memoryMb: 512,
  maxPages: 100,
  maxUnpackedBytes: 50_000_000,
  ocr: "off",
};
const blob = (type: MediaType): BlobFile => ({ path: "", name: `a.${type}`, type });
const pack = (parts: Record<string, string>): Uint8Array =>
  packZip(
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, new TextEncoder().encode(text)])),
  );

test("a Word file keeps headings, marks, lists, tables and notes", async () => {
  const row = (cells: string[]): TableRow =>
    new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });
  const document = new Document({
    title: "资本开支",
    creator: "李",
    footnotes: { 1: { children: [new Paragraph("含租赁。")] } },
    sections: [
      {
        children: [
          new Paragraph({ text: "一、概览", heading: HeadingLevel.HEADING_1 }),
          new Paragraph({
            children: [
              new TextRun("收入 "),
              new TextRun({ text: "1,802亿", bold: true }),
              new FootnoteReferenceRun(1),
            ],
          }),
          new Paragraph({ text: "云", bullet: { level: 0 } }),
          new Paragraph({ text: "芯片", bullet: { level: 1 } }),
          new Paragraph("单位：亿元"),
          new Table({ rows: [row(["项目", "2024", "2025"]), row(["收入", "1,000", "1,802"])] }),
        ],
      },
    ],
  });
  const reading = await readDocx(new Uint8Array(await Packer.toBuffer(document)), blob("docx"), limits);
  checkReading(reading);
  assert.equal(
    reading.text,
    "一、概览\n收入 1,802亿[1]\n云\n芯片\n单位：亿元\n项目\t2024\t2025\n收入\t1,000\t1,802\n含租赁。",
  );
  assert.deepEqual(
    reading.blocks.map(({ kind, level }) => `${kind} ${level}`),
    ["heading 1", "paragraph 0", "list-item 1", "list-item 2", "paragraph 0", "table 0", "footnote 0"],
  );
  assert.equal(reading.blocks[5]!.table!.unitLine, "单位：亿元");
  assert.deepEqual([reading.meta.title, reading.meta.author], ["资本开支", "李"]);
  assert.match(reading.html!, /<strong>1,802亿<\/strong>/);
});

test("a workbook gives a page a sheet, numbers as shown, dates as days, name and unit of a table", () => {
  const sheet = XLSX.utils.aoa_to_sheet(
    [
      ["表1 资本开支"],
      ["单位：亿元"],
      ["公司", "占比", "日期"],
      ["甲", 0.312, new Date(Date.UTC(2025, 10, 6))],
      ["乙", 1802.5, "x"],
      [],
      ["备注"],
    ],
    { UTC: true },
  );
  (sheet.B4 as XLSX.CellObject).z = "0.0%";
  (sheet.B5 as XLSX.CellObject).z = "#,##0.0";
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, "开支");
  XLSX.utils.book_append_sheet(
    book,
    XLSX.utils.aoa_to_sheet([
      [1, 2],
      [3, 4],
    ]),
    "二",
  );
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
  const bytes = new Uint8Array(XLSX.write(book, { type: "array", bookType: "xlsx" }) as ArrayBuffer);
  const reading = readXlsx(bytes, blob("xlsx"), limits);
  checkReading(reading);
  assert.match(
    reading.text,
    /^开支\n表1 资本开支\n单位：亿元\n公司\t占比\t日期\n甲\t31\.2%\t2025-11-06\n乙\t1,802\.5\tx\n备注\f二\n1\t2\n3\t4$/,
  );
  assert.deepEqual(
    reading.pages.map(({ label }) => label),
    ["开支", "二"],
  );
  const { caption, unitLine, headRows } = reading.blocks.find(({ table }) => table)!.table!;
  assert.deepEqual([caption, unitLine, headRows], ["表1 资本开支", "单位：亿元", 1]);
  assert.deepEqual(
    reading.problems.map(({ code }) => code),
    ["hidden-sheet"],
  );
});

test("slides come in the order of the show, with titles, levels, tables and notes", () => {
  const text = (words: string, level = 0): string =>
    `<a:p><a:pPr lvl="${level}"/><a:r><a:rPr b="1"/><a:t>${words}</a:t></a:r></a:p>`;
  const shape = (role: string, body: string): string =>
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${role}"/></p:nvPr></p:nvSpPr><p:txBody>${body}</p:txBody></p:sp>`;
  const slide = (shapes: string): string =>
    `<?xml version="1.0"?><p:sld><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;
  const cell = (words: string): string => `<a:tc><a:txBody>${text(words)}</a:txBody></a:tc>`;
  const table = `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>${cell("A")}${cell("B &amp; C")}</a:tr><a:tr>${cell("1")}${cell("2")}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
  const rel = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`;
  const reading = readPptx(
    pack({
      "ppt/presentation.xml":
        '<p:presentation><p:sldIdLst><p:sldId id="1" r:id="r2"/><p:sldId id="2" r:id="r1"/></p:sldIdLst></p:presentation>',
      "ppt/_rels/presentation.xml.rels": `<Relationships>${rel("r1", "slide", "slides/slide1.xml")}${rel("r2", "slide", "slides/slide2.xml")}</Relationships>`,
      "ppt/slides/slide1.xml": slide(table),
      "ppt/slides/slide2.xml": slide(
        shape("body", text("要点") + text("子要点", 1)) + shape("title", text("资本开支")),
      ),
      "ppt/slides/_rels/slide2.xml.rels": `<Relationships>${rel("n", "notesSlide", "../notesSlides/notesSlide1.xml")}</Relationships>`,
      "ppt/notesSlides/notesSlide1.xml": slide(shape("body", text("备注"))),
    }),
    blob("pptx"),
    limits,
  );
  checkReading(reading);
  assert.equal(reading.text, "资本开支\n要点\n子要点\n备注\fA\tB & C\n1\t2");
  assert.deepEqual(
    reading.pages.map(({ label }) => label),
    ["1", "2"],
  );
  assert.deepEqual(
    reading.blocks.map(({ kind, level }) => `${kind} ${level}`),
    ["heading 1", "list-item 1", "list-item 2", "footnote 0", "table 0"],
  );
});

test("a book's parts come in the order of its spine", () => {
  const reading = readEpub(
    pack({
      mimetype: "application/epub+zip",
      "META-INF/container.xml":
        '<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>',
      "OEBPS/content.opf": `<package><metadata><dc:title>Book</dc:title><dc:creator>Li</dc:creator><dc:date>2024-05-01</dc:date></metadata>
        <manifest><item id="a" href="text/a%20b.xhtml"/><item id="b" href="b.xhtml"/><item id="c" href="gone.xhtml"/><item id="nav" href="nav.xhtml" properties="nav"/></manifest>
        <spine><itemref idref="nav"/><itemref idref="b"/><itemref idref="a"/><itemref idref="c"/></spine></package>`,
      "OEBPS/text/a b.xhtml": "<html><body><h1>Second</h1><p>two</p></body></html>",
      "OEBPS/b.xhtml":
        '<?xml version="1.0"?><html><head><title>First</title></head><body><p>one</p></body></html>',
      "OEBPS/nav.xhtml": "<html><body>contents</body></html>",
    }),
    blob("epub"),
    limits,
  );
  checkReading(reading);
  assert.equal(reading.text, "one\fSecond\ntwo\f");
  assert.deepEqual(
    reading.pages.map(({ label }) => label),
    ["First", "Second", null],
  );
  assert.deepEqual([reading.meta.title, reading.meta.published?.iso], ["Book", "2024-05-01"]);
  assert.deepEqual(
    reading.problems.map(({ code }) => code),
    ["missing-part"],
  );
});

test("a file with more pages than allowed is refused", () => {
  const slides = Array.from({ length: 101 }, (_, i) => `<p:sldId id="${i}" r:id="r"/>`).join("");
  const bytes = pack({
    "ppt/presentation.xml": `<p:presentation><p:sldIdLst>${slides}</p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels":
      '<Relationships><Relationship Id="r" Type="x/slide" Target="slides/s.xml"/></Relationships>',
    "ppt/slides/s.xml": "<p:sld/>",
  });
  assert.throws(() => readPptx(bytes, blob("pptx"), limits), { code: "too-many-pages" });
});
