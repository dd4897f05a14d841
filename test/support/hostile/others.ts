// test/support/hostile/others.ts: office files, books, mails, texts and names made to harm; pages and PDFs have files of their own.

import { bookOf } from "../../../scripts/sample-office.ts";
import { bombOf, makeZip, officeZip, sheetXml, wordText, wordXml, type ZipEntry } from "./zips.ts";

const LAUGHS = `<!DOCTYPE lolz [<!ENTITY l0 "lol">${Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("")}]>`;
const OUTSIDE = `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://evil.example/x">]>`;
const REMOTE = `<!DOCTYPE d SYSTEM "http://evil.example/d.dtd">`;
const book = (opf: string, head = ""): Uint8Array =>
  makeZip([
    { name: "mimetype", bytes: "application/epub+zip" },
    {
      name: "META-INF/container.xml",
      bytes: `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
    },
    {
      name: "c.opf",
      bytes: `<?xml version="1.0"?>${head}<package xmlns="http://www.idpf.org/2007/opf">${opf}</package>`,
    },
    { name: "a.xhtml", bytes: "<html><body><p>A page of a book.</p></body></html>" },
  ]);
const withPart = (part: Partial<ZipEntry> & { name: string }): Uint8Array =>
  officeZip("docx", {}, [{ bytes: "", ...part }]);
const bombed = (kind: "docx" | "xlsx" | "pptx", name: string): Uint8Array => {
  const { packed, size, crc } = bombOf(600, "<a>", "</a>");
  return officeZip(kind, {}, [{ name, bytes: "", packed, claims: { size, crc } }]);
};
const climbing = [
  "../../../../tmp/climbed.txt",
  "/etc/cron.d/climbed",
  "C:\\Windows\\climbed.txt",
  "word/../../climbed.xml",
  "a\0b.xml",
];

export const HOSTILE_PACKAGES: Record<string, [ending: string, make: () => Uint8Array]> = {
  "bomb in its text": [
    "docx",
    () => {
      const { packed, size, crc } = bombOf(
        600,
        wordXml("<w:p><w:r><w:t>").replace("</w:body></w:document>", ""),
        "</w:t></w:r></w:p></w:body></w:document>",
      );
      return officeZip("docx", { "word/document.xml": "" }, [
        { name: "word/document.xml", bytes: "", packed, claims: { size, crc } },
      ]);
    },
  ],
  "bomb beside its text": ["docx", () => bombed("docx", "word/media/picture.xml")],
  "bomb in its words": ["xlsx", () => bombed("xlsx", "xl/sharedStrings.xml")],
  "bomb in a slide": ["pptx", () => bombed("pptx", "ppt/slides/slide1.xml")],
  "bomb that says it is small": [
    "docx",
    () => withPart({ name: "word/styles.xml", packed: bombOf(600).packed, claims: { size: 10 } }),
  ],
  "seventy thousand parts": [
    "docx",
    () => makeZip(Array.from({ length: 70_000 }, (_, at) => ({ name: `word/${at}.xml`, bytes: "" }))),
  ],
  "parts that are one another": [
    "xlsx",
    () =>
      makeZip(
        Array.from({ length: 5000 }, (_, at) => ({ name: `xl/${at}.xml`, bytes: "x".repeat(1000) })),
        { isOverlapping: true },
      ),
  ],
  "size of 4 GB for ten bytes": [
    "docx",
    () => withPart({ name: "word/styles.xml", bytes: "<a/>", claims: { size: 0xfffffffe } }),
  ],
  "packed size beyond the file": [
    "docx",
    () => withPart({ name: "word/styles.xml", bytes: "<a/>", claims: { packedSize: 0x7fffffff } }),
  ],
  "checksum that is wrong": [
    "docx",
    () =>
      officeZip("docx", { "word/document.xml": "" }, [
        { name: "word/document.xml", bytes: wordXml(wordText("x")), claims: { crc: 1 } },
      ]),
  ],
  "method nobody knows": [
    "docx",
    () => withPart({ name: "word/styles.xml", bytes: "<a/>", claims: { method: 97 } }),
  ],
  "part that is encrypted": [
    "docx",
    () => withPart({ name: "word/document.xml", bytes: "<a/>", claims: { flags: 1 } }),
  ],
  "more parts promised than there": [
    "pptx",
    () => makeZip([{ name: "ppt/presentation.xml", bytes: "<a/>" }], { count: 60_000 }),
  ],
  "no directory": [
    "xlsx",
    () => makeZip([{ name: "xl/workbook.xml", bytes: "<a/>" }], { hasNoDirectory: true }),
  ],
  "names that climb out": [
    "docx",
    () =>
      officeZip(
        "docx",
        {},
        climbing.map((name) => ({ name, bytes: "climbed" })),
      ),
  ],
  "symbolic links": [
    "docx",
    () =>
      officeZip("docx", {}, [
        { name: "word/media/link.xml", bytes: "/etc/passwd", claims: { mode: 0o120777 } },
      ]),
  ],
  "two texts of one name": [
    "docx",
    () => officeZip("docx", {}, [{ name: "word/document.xml", bytes: wordXml(wordText("second")) }]),
  ],
  "a program before the zip": [
    "docx",
    () => Buffer.concat([Buffer.from("MZ\x90\0".repeat(200)), officeZip("docx", {})]),
  ],
  "a second end in its comment": [
    "docx",
    () =>
      makeZip([{ name: "a", bytes: "b" }], { comment: Buffer.from("PK\x05\x06".padEnd(22, "\0"), "latin1") }),
  ],
  "outside entity in its text": [
    "docx",
    () => officeZip("docx", { "word/document.xml": wordXml(wordText("&x;&y;"), OUTSIDE) }),
  ],
  "outside entity in a sheet": [
    "xlsx",
    () =>
      officeZip("xlsx", {
        "xl/worksheets/sheet1.xml": sheetXml(
          `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData>`,
          OUTSIDE,
        ),
      }),
  ],
  "outside entity in a slide": [
    "pptx",
    () =>
      officeZip("pptx", {
        "ppt/slides/slide1.xml": `${OUTSIDE}<p:sld xmlns:p="p" xmlns:a="a"><a:t>&x;</a:t></p:sld>`,
      }),
  ],
  "outside entity in a book": ["epub", () => book("<metadata><title>&x;</title></metadata>", OUTSIDE)],
  "definition from elsewhere": [
    "docx",
    () => officeZip("docx", { "word/document.xml": wordXml(wordText("remote"), REMOTE) }),
  ],
  "a billion laughs in its text": [
    "docx",
    () => officeZip("docx", { "word/document.xml": wordXml(wordText("&l12;"), LAUGHS) }),
  ],
  "a billion laughs in a sheet": [
    "xlsx",
    () =>
      officeZip("xlsx", {
        "xl/worksheets/sheet1.xml": sheetXml(
          `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&l12;</t></is></c></row></sheetData>`,
          LAUGHS,
        ),
      }),
  ],
  "a billion laughs in a slide": [
    "pptx",
    () =>
      officeZip("pptx", {
        "ppt/slides/slide1.xml": `${LAUGHS}<p:sld xmlns:p="p" xmlns:a="a"><a:t>&l12;</a:t></p:sld>`,
      }),
  ],
  "a billion laughs in a book": ["epub", () => book("<metadata><title>&l12;</title></metadata>", LAUGHS)],
  "a hundred thousand elements deep": [
    "docx",
    () => officeZip("docx", { "word/document.xml": wordXml("<w:p>".repeat(100_000)) }),
  ],
  "tables a thousand deep": [
    "docx",
    () =>
      officeZip("docx", {
        "word/document.xml": wordXml(
          `${"<w:tbl><w:tr><w:tc>".repeat(1000)}${wordText("deep")}${"</w:tc></w:tr></w:tbl>".repeat(1000)}`,
        ),
      }),
  ],
  "a hundred thousand paragraphs": [
    "docx",
    () => officeZip("docx", { "word/document.xml": wordXml(wordText("x").repeat(100_000)) }),
  ],
  "text that is no XML": [
    "docx",
    () => officeZip("docx", { "word/document.xml": "\xff\xfe\0 this is not it <<<" }),
  ],
  "sheet of all cells": [
    "xlsx",
    () =>
      officeZip("xlsx", {
        "xl/worksheets/sheet1.xml": sheetXml(
          `<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>`,
        ),
      }),
  ],
  "cells beyond the sheet": [
    "xlsx",
    () =>
      officeZip("xlsx", {
        "xl/worksheets/sheet1.xml": sheetXml(
          `<sheetData><row r="99999999999"><c r="ZZZZZZZ99999999999"><v>1</v></c></row></sheetData>`,
        ),
      }),
  ],
  "cells merged over everything": [
    "xlsx",
    () =>
      officeZip("xlsx", {
        "xl/worksheets/sheet1.xml": sheetXml(
          `<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>`,
        ),
      }),
  ],
  "words that are not in the list": [
    "xlsx",
    () =>
      officeZip("xlsx", {
        "xl/worksheets/sheet1.xml": sheetXml(
          `<sheetData><row r="1"><c r="A1" t="s"><v>99999999</v></c><c r="B1" t="s"><v>-1</v></c></row></sheetData>`,
        ),
      }),
  ],
  "formulas that start programs": [
    "xlsx",
    () =>
      officeZip("xlsx", {
        "xl/worksheets/sheet1.xml": sheetXml(
          `<sheetData><row r="1"><c r="A1" t="str"><f>cmd|'/c calc'!A0</f><v>=cmd|'/c calc'!A0</v></c></row></sheetData>`,
        ),
      }),
  ],
  "a hundred thousand rows": [
    "xlsx",
    () =>
      officeZip("xlsx", {
        "xl/worksheets/sheet1.xml": sheetXml(
          `<sheetData>${Array.from({ length: 100_000 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>${at}</v></c></row>`).join("")}</sheetData>`,
        ),
      }),
  ],
  "slide that is not there": [
    "pptx",
    () =>
      officeZip("pptx", {
        "ppt/_rels/presentation.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x/slide" Target="../../../../etc/passwd"/></Relationships>`,
      }),
  ],
  "book of a chapter that climbs": [
    "epub",
    () =>
      book(
        `<manifest><item id="a" href="../../../etc/passwd" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine>`,
      ),
  ],
  "book of ten thousand chapters that are one": [
    "epub",
    () =>
      book(
        `<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>${'<itemref idref="a"/>'.repeat(10_000)}</spine>`,
      ),
  ],
  "book with scripts": [
    "epub",
    () => bookOf("# Book\n\n<script>window.hostile=1</script>\n\nText of the book."),
  ],
};

const boundary = (inner: string, mark = "b") =>
  `From: a@example.com\r\nSubject: hostile\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=${mark}\r\n\r\n${inner}`;
const attachment = (name: string, body: string) =>
  boundary(
    `--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n--b--\r\n`,
  );

function mailInMail(depth: number): string {
  let mail = "Subject: innermost\r\n\r\nThe end of it.\r\n";
  for (let at = 0; at < depth; at++)
    mail = boundary(`--b${at}\r\nContent-Type: message/rfc822\r\n\r\n${mail}\r\n--b${at}--\r\n`, `b${at}`);
  return mail;
}

export const HOSTILE_MAILS: Record<string, () => string> = {
  "fifty mails deep": () => mailInMail(50),
  "a boundary that never comes": () => boundary("no parts at all"),
  "ten thousand parts": () =>
    boundary(`${"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(10_000)}--b--`),
  "a header of 5 MB": () => `Subject: ${"s".repeat(5_000_000)}\r\n\r\nBody.`,
  "fifty thousand headers": () => `${"X-Header: y\r\n".repeat(50_000)}\r\nBody.`,
  "an attachment that climbs": () =>
    attachment("../../../../etc/passwd.txt", Buffer.from("Climbed text.").toString("base64")),
  "an attachment that is a bomb": () =>
    attachment("bomb.docx", Buffer.from(bombed("docx", "word/media/x.xml")).toString("base64")),
  "base64 that is none": () => attachment("a.txt", "=!*%".repeat(10_000)),
  "a charset that does not exist": () =>
    `Subject: =?x-none?B?////?=\r\nContent-Type: text/plain; charset=x-none\r\n\r\nBody.`,
  "scripts in its body": () =>
    `Subject: <script>window.hostile=1</script>\r\nContent-Type: text/html\r\n\r\n<body onload="window.hostile=1"><script>window.hostile=1</script><img src="https://evil.example/pixel.gif"><p>Visible text.</p>`,
  "a date beyond time": () => `Date: Xxx, 99 Yyy 99999 99:99:99 +9999\r\nSubject: when\r\n\r\nBody.`,
  "words a hundred thousand encodings long": () =>
    `Subject: ${"=?utf-8?Q?a?= ".repeat(100_000)}\r\n\r\nBody.`,
};

const long = (text: string, count: number) => () => text.repeat(count);
export const HOSTILE_TEXTS: Record<string, [ending: string, make: () => string | Uint8Array]> = {
  "one line of 30 MB": ["txt", long("words and ", 3_000_000)],
  "one word of 10 MB": ["txt", long("a", 10_000_000)],
  "three million line feeds": ["txt", long("\n", 3_000_000)],
  "a number of a million digits": ["txt", long("9", 1_000_000)],
  "a number with no end of groups": ["txt", long("1,000,", 200_000)],
  "Chinese numerals without end": ["txt", long("一", 1_000_000)],
  "units after units": ["txt", long("$1 billion million 亿 万 % GW ", 30_000)],
  "brackets without end": ["txt", long("(（[【", 200_000)],
  "blanks without end": ["txt", () => `start${" ".repeat(2_000_000)}end`],
  "marks that combine": ["txt", () => `Z${"\u0301".repeat(500_000)}algo`],
  "families of emoji": ["txt", long("👨‍👩‍👧‍👦", 50_000)],
  "text that turns round": ["txt", () => "Price \u202e001$ \u202d is \u2066not\u2069 this.".repeat(2000)],
  "NULs and controls": ["txt", () => "Capex \0\x01\x02\x1b[31mred\x07\x7f was 12.".repeat(5000)],
  "lone surrogates": ["txt", () => Buffer.from(`\ufeff${"a\ud800b\udc00".repeat(5000)}`, "utf16le")],
  "UTF-16 cut in half": [
    "txt",
    () => Buffer.concat([Buffer.from("\ufeffHalf of it", "utf16le"), Buffer.from([0x41])]),
  ],
  "GB18030 cut in a letter": ["txt", () => Buffer.from("d6d0b9facae9b5a5cad5c8eb8130", "hex")],
  "twenty thousand columns": ["csv", () => `${"a,".repeat(20_000)}\n${"1,".repeat(20_000)}`],
  "quotes that never close": ["csv", () => `a,b\n"${"x\n".repeat(200_000)}`],
  "brackets of links": ["md", long("[", 100_000)],
  "links in links": ["md", long("[a](", 50_000)],
  "stars without end": ["md", long("**a *", 100_000)],
  "ticks without end": ["md", () => Array.from({ length: 500 }, (_, at) => "`".repeat(at + 1)).join(" ")],
  "quotes fifty thousand deep": ["md", () => `${">".repeat(50_000)} deep`],
  "lists a thousand deep": [
    "md",
    () => Array.from({ length: 1000 }, (_, at) => `${" ".repeat(at * 2)}- item`).join("\n"),
  ],
  "table of ten thousand columns": [
    "md",
    () => `|${"a|".repeat(10_000)}\n|${"-|".repeat(10_000)}\n|${"1|".repeat(10_000)}`,
  ],
  "page in Markdown": [
    "md",
    () =>
      `# Title\n\n<script>window.hostile=1</script>\n\n<img src=x onerror="window.hostile=1">\n\n[x](javascript:window.hostile=1)\n\nText.`,
  ],
  "heading of a megabyte": ["md", () => `# ${"h".repeat(1_000_000)}\n\nText.`],
};

/** Names that mean a place, a device or a script; each is given to a harmless text. */
export const HOSTILE_NAMES = [
  "../../../../tmp/climbed.txt",
  "..\\..\\..\\climbed.txt",
  "/etc/cron.d/climbed.txt",
  "C:\\Windows\\System32\\climbed.txt",
  "....//....//climbed.txt",
  "%2e%2e%2fclimbed.txt",
  "nul\0byte.txt",
  `${"long".repeat(1500)}.txt`,
  "CON.txt",
  ".htaccess.txt",
  "   .txt",
  "-rf.txt",
  "$(touch climbed).txt",
  "<img src=x onerror=window.hostile=1>.txt",
  "invoice\u202etxt.exe.txt",
  "line\nfeed.txt",
  'quo"te;.txt',
  ".",
];
