// fetch/detect.test.ts: what files are, whatever they are called.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import type { MediaType } from "../records/reading.ts";
import { detectType } from "./detect.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const zip = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8("x")])));
const OLD = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0);
const PNG = Uint8Array.from(
  Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex"),
);

const KNOWN: [MediaType, Uint8Array, string][] = [
  ["pdf", bytesOf("%PDF-1.7\n%\u00e2\u00e3"), "a.txt"],
  ["pdf", bytesOf("\r\n\r\n%PDF-1.4"), "a"],
  ["html", bytesOf("<!DOCTYPE html><html><body>%PDF-"), "report.pdf"],
  ["html", bytesOf("\ufeff<!-- saved --><html>"), "a.txt"],
  ["html", bytesOf("<div><p>fragment</p></div>"), "a.html"],
  ["docx", zip("[Content_Types].xml", "word/document.xml"), "a.pdf"],
  ["xlsx", zip("[Content_Types].xml", "xl/workbook.xml"), "a.docx"],
  ["pptx", zip("ppt/presentation.xml"), "a"],
  ["epub", zip("META-INF/container.xml"), "a.zip"],
  ["eml", bytesOf("Received: from x\r\nFrom: a@b.c\r\nSubject: s\r\n\r\nbody"), "a.txt"],
  ["eml", bytesOf("From: a@b.c\nTo: c@d.e\nSubject: s\nDate: x\n\nbody"), "a"],
  ["markdown", bytesOf("# Title\n\n- x"), "a.md"],
  ["text", bytesOf("From: the desk of the chief\nwe write to you"), "a.txt"],
  ["text", bytesOf("公司收入增长。"), "a"],
  ["text", Uint8Array.from([0xc4, 0xea, 0xb1, 0xa8]), "gbk.txt"],
  ["text", new Uint8Array(Buffer.from("Revenue rose", "utf16le")), "a.txt"],
  ["text", new Uint8Array(Buffer.from("公司收入增长，利润下降。\n第二行", "utf16le")), "a.txt"],
  ["text", bytesOf("a <b> c < d"), "a.txt"],
];

for (const [type, bytes, name] of KNOWN)
  test(`${name} that holds ${JSON.stringify(Buffer.from(bytes.subarray(0, 24)).toString("latin1"))} is ${type}`, async () => {
    assert.equal(await detectType(bytes, name), type);
  });

test("what is not read is refused with what it is", async () => {
  await assert.rejects(detectType(new Uint8Array(), "a.pdf"), { code: "empty-file" });
  await assert.rejects(detectType(OLD, "a.doc"), { code: "old-office-file" });
  const locked = Buffer.concat([OLD, Buffer.from("EncryptedPackage", "utf16le")]);
  await assert.rejects(detectType(locked, "a.docx"), { code: "password-needed" });
  for (const [bytes, name, found] of [
    [PNG, "a.pdf", "image/png"],
    [zip("a.txt"), "a.docx", "a zip archive"],
    [bytesOf("{\\rtf1 x}"), "a.doc", /rtf/i],
    [bytesOf('<?xml version="1.0"?><svg xmlns="x"></svg>'), "a.svg", /SVG/],
    [Uint8Array.from({ length: 400 }, (_, i) => (i * 37) & 31), "a.txt", "binary data"],
  ] as const)
    await assert.rejects(
      detectType(bytes, name),
      (error: Error & { code: string; details: { found: string } }) => {
        assert.equal(error.code, "unreadable-type");
        assert.match(error.details.found, typeof found === "string" ? new RegExp(found) : found);
        return true;
      },
    );
});

test("thousands of comments before nothing are passed over once", async () => {
  const began = performance.now();
  assert.equal(await detectType(bytesOf("<!---->".repeat(9_000)), "a.txt"), "text");
  assert.ok(performance.now() - began < 1_000);
});

test("what the carrier declares breaks ties only", async () => {
  assert.equal(await detectType(bytesOf("<p>x</p>"), "a", "text/html; charset=utf-8"), "html");
  assert.equal(await detectType(bytesOf("%PDF-1.7"), "a", "text/html"), "pdf");
});

test("any bytes are a kind or a DossierError", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
      const found = await detectType(bytes, "x").catch((error: { code: string }) => error.code);
      assert.ok(typeof found === "string");
    }),
    { numRuns: 200 },
  );
});
