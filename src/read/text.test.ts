// read/text.test.ts: plain text, Markdown and mail to blocks.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ReadLimits } from "../records/reading.ts";
import { readEml } from "./eml.ts";
import { readMarkdown } from "./markdown.ts";
import { checkReading } from "./reading-check.ts";
import { readText } from "./text.ts";

const limits: ReadLimits = {
  timeoutMs: 60_000,
  memoryMb: 512,
  maxPages: 100,
  maxUnpackedBytes: 1_000_000,
  ocr: "off",
};
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function blocksOf(source: string): string[] {
  const reading = readText(bytesOf(source), { path: "", name: "a.txt", type: "text" });
  checkReading(reading);
  return reading.blocks.map(
    ({ kind, level, start, end }) => `${kind} ${level}: ${reading.text.slice(start, end)}`,
  );
}

test("numbered Chinese headings, items and paragraphs are told apart", () => {
  assert.deepEqual(
    blocksOf("一、概览\n收入增长。\n（一）云\n1. 第一点\n2. 第二点\n（1）细项\n2.1 展望\n正文在此，没有句号"),
    [
      "heading 1: 一、概览",
      "paragraph 0: 收入增长。",
      "heading 2: （一）云",
      "list-item 1: 1. 第一点",
      "list-item 1: 2. 第二点",
      "list-item 1: （1）细项",
      "heading 2: 2.1 展望",
      "paragraph 0: 正文在此，没有句号",
    ],
  );
});

test("lines broken at a fixed width are one paragraph, a line of capitals alone is a heading", () => {
  const wrapped =
    "This paragraph was broken at some fixed\nwidth by a program that likes that, and\nit should be read as one.";
  assert.deepEqual(blocksOf(`EXECUTIVE SUMMARY\n\n${wrapped}\n\n# Outlook #\n\n- one\n- two`), [
    "heading 1: EXECUTIVE SUMMARY",
    "paragraph 0: This paragraph was broken at some fixed width by a program that likes that, and it should be read as one.",
    "heading 1: Outlook",
    "list-item 1: - one",
    "list-item 1: - two",
  ]);
});

test("a figure at the start of a line is no heading and no item", () => {
  for (const line of [
    "3.5% of revenue went to capex",
    "1,802亿元的收入",
    "2025年收入增长",
    "10.5 billion dollars were spent.",
  ])
    assert.deepEqual(blocksOf(line), [`paragraph 0: ${line}`]);
});

test("lines with tabs or pipes are a table that knows its unit", () => {
  const reading = readText(bytesOf("单位：亿元\n公司\t2024\t2025\n甲\t1\t2\n\n|a|b|\n|--|--|\n|1|2|"), {
    path: "",
    name: "a",
    type: "text",
  });
  const tables = reading.blocks.filter(({ kind }) => kind === "table").map(({ table }) => table!);
  assert.deepEqual(
    tables.map(({ rows, columns, unitLine }) => [rows, columns, unitLine]),
    [
      [2, 3, "单位：亿元"],
      [2, 2, null],
    ],
  );
});

test("any text is read and keeps every visible letter", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom("", "一、头", "a\tb", "- x", "# h", "A B C D E"),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const reading = readText(bytesOf(lines.join("\n").toWellFormed()), {
        path: "",
        name: "a",
        type: "text",
      });
      checkReading(reading);
    }),
    { numRuns: 200 },
  );
});

test("Markdown keeps its structure and gives its front matter as meta", () => {
  const source =
    '---\ntitle: "T: x"\ndate: 2025-11-06\nsource: 某某\n---\n# H\n\n- a\n  - b **x**\n\n1. one\n\n> quote\n\n```\ncode  x\n```\n\n|a|b|\n|-|-|\n|1|2|\n\nlink [l](https://e.com/?a=1&b=2)';
  const reading = readMarkdown(bytesOf(source), { path: "", name: "a.md", type: "markdown" });
  checkReading(reading);
  assert.equal(reading.text, "H\na\nb x\none\nquote\ncode  x\na\tb\n1\t2\nlink l");
  assert.deepEqual(
    reading.blocks.map(({ kind }) => kind),
    ["heading", "list-item", "list-item", "list-item", "quote", "code", "table", "paragraph"],
  );
  assert.deepEqual(
    [reading.meta.title, reading.meta.published?.iso, reading.meta.source],
    ["T: x", "2025-11-06", "某某"],
  );
  assert.match(reading.html!, /<a href="https:\/\/e\.com\/\?a=1&amp;b=2" rel="noopener/);
});

test("a mail gives subject, sender, date, text and the files in it", async () => {
  const mail = [
    "From: =?utf-8?B?5p2O?= <li@example.cn>",
    "Subject: =?gbk?B?xOqxqA==?=",
    "Date: Thu, 06 Nov 2025 15:45:00 +0800",
    "Content-Type: multipart/mixed; boundary=B",
    "",
    "--B",
    "Content-Type: text/html; charset=gbk",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.concat([
      Buffer.from("<p>"),
      Buffer.from([0xc4, 0xea, 0xb1, 0xa8]),
      Buffer.from("</p><script>x</script>"),
    ]).toString("base64"),
    "--B",
    'Content-Disposition: attachment; filename="../../x.txt"',
    "Content-Type: text/plain",
    "",
    "AAA",
    "--B",
    'Content-Disposition: attachment; filename="x.exe"',
    "Content-Type: application/octet-stream",
    "",
    "MZ",
    "--B--",
  ].join("\r\n");
  const reading = await readEml(bytesOf(mail), { path: "", name: "a.eml", type: "eml" }, limits);
  checkReading(reading);
  assert.equal(reading.text, "年报\nFrom: 李\nDate: Thu, 06 Nov 2025 15:45:00 +0800\n年报");
  assert.deepEqual(
    [reading.meta.title, reading.meta.author, reading.meta.published?.iso],
    ["年报", "李", "2025-11-06T15:45+08:00"],
  );
  assert.deepEqual(
    reading.attachments.map(({ name, type }) => [name, type]),
    [["x.txt", "text"]],
  );
  assert.deepEqual(
    reading.problems.map(({ code }) => code),
    ["attachment-left-out"],
  );
});

test("a page that a browser saved as MHTML is read as that page", async () => {
  const body = `<html><head><title>A saved page about chips</title></head><body><nav>menu</nav><article>${"<p>Real words of the page, with commas, and more.</p>".repeat(15)}</article></body></html>`;
  const saved = `From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.com/a\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${body.replaceAll("=", "=3D")}\r\n--B--\r\n`;
  const reading = await readEml(bytesOf(saved), { path: "", name: "a.mhtml", type: "eml" }, limits);
  assert.equal(reading.meta.title, "A saved page about chips");
  assert.match(reading.reader, /^html/);
  assert.doesNotMatch(reading.text, /menu|Saved by/);
});

test("a CSV file is one table, quotes, semicolons and line feeds in cells included", () => {
  const tableOf = (source: string) => {
    const reading = readText(bytesOf(source), { path: "", name: "a.csv", type: "text" });
    checkReading(reading);
    return reading.text;
  };
  assert.equal(
    tableOf('公司,2024,"2025, 预测"\r\n甲,"1,000","a ""b""\nc"\r\n\r\n'),
    '公司\t2024\t2025, 预测\n甲\t1,000\ta "b" c',
  );
  assert.equal(tableOf("a;b\n1,5;2"), "a\tb\n1,5\t2");
  assert.equal(tableOf('a,"never closed\nb,c'), "a\tnever closed b,c");
  assert.equal(tableOf("no table at all"), "no table at all");
});

test("quotes and lists deeper than a parser goes keep their words", () => {
  for (const marks of [">".repeat(50_000), "- ".repeat(20_000), "1. > ".repeat(5_000)]) {
    const source = `Before.\n\n${marks}deep\n\nAfter.\n`;
    const reading = readMarkdown(bytesOf(source), { path: "", name: "a.md", type: "markdown" });
    checkReading(reading);
    assert.match(reading.text, /^Before\.[\s\S]*deep\n*After\.$/, marks.slice(0, 5));
  }
});
