// read/charset.test.ts: bytes of every charset that Chinese and Western sources use, declared, undeclared and misdeclared.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeText } from "./charset.ts";

/** Encoders by search: Node only decodes these, so a table is built from what it decodes. */
function encoderOf(charset: string): (text: string) => Uint8Array {
  const decoder = new TextDecoder(charset);
  const bytesOf = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if ([...letter].length === 1 && letter !== "\ufffd" && !bytesOf.has(letter))
        bytesOf.set(letter, [lead, trail]);
    }
  return (text) =>
    Uint8Array.from(
      [...text].flatMap((letter) =>
        letter < "\u0080" ? [letter.charCodeAt(0)] : (bytesOf.get(letter) ?? [0x3f]),
      ),
    );
}
const gbk = encoderOf("gb18030");
const big5 = encoderOf("big5");
const wide = (text: string, isBig: boolean): Uint8Array => {
  const bytes = Buffer.from(text, "utf16le");
  return new Uint8Array(isBig ? bytes.swap16() : bytes);
};

const SIMPLIFIED = "公司三季度收入同比增长，资本开支上调至一千亿元。";
const TRADITIONAL = "公司第三季營收較去年同期成長，資本支出上調。";

test("short Chinese texts without any label are recognised", () => {
  for (const text of [SIMPLIFIED, "英伟达上调资本开支指引", "华为发布新一代人工智能芯片"])
    assert.deepEqual([decodeText(gbk(text)).text, decodeText(gbk(text)).charset], [text, "gb18030"]);
  for (const text of [TRADITIONAL, "台積電上調資本支出，下半年營收可望成長"])
    assert.deepEqual([decodeText(big5(text)).text, decodeText(big5(text)).charset], [text, "big5"]);
});

test("UTF-16 is recognised with and without its mark, Chinese too", () => {
  for (const text of ["Revenue rose 4%.\nMargin fell.", `${SIMPLIFIED}\n${SIMPLIFIED}`])
    for (const isBig of [false, true]) {
      assert.equal(decodeText(wide(text, isBig)).text, text);
      assert.equal(decodeText(wide(`\ufeff${text}`, isBig)).text, text);
    }
});

test("Western text with curly quotes and accents stays Western", () => {
  const bytes = Buffer.from(
    "The company\x92s caf\xe9 \x93revenue\x94 rose \x96 a lot. ".repeat(40),
    "latin1",
  );
  const decoded = decodeText(bytes);
  assert.equal(decoded.charset, "windows-1252");
  assert.match(decoded.text, /company’s café “revenue” rose – a lot/);
});

test("a label that lies loses against bytes that are surely UTF-8", () => {
  const bytes = new TextEncoder().encode(SIMPLIFIED);
  for (const declared of ["gbk", "gb2312", "iso-8859-1", "windows-1252", "utf-8", "nonsense", ""])
    assert.equal(decodeText(bytes, { declared }).text, SIMPLIFIED, declared);
});

test("a label that is right is believed, from the carrier, the page or the XML head", () => {
  assert.equal(decodeText(gbk("年报"), { declared: "GB2312" }).text, "年报");
  const page = gbk('<meta http-equiv="Content-Type" content="text/html; charset=gbk"><p>年报');
  assert.match(decodeText(page, { isMarkup: true }).text, /年报/);
  const xml = gbk('<?xml version="1.0" encoding="GB18030"?><a>年报</a>');
  assert.equal(decodeText(xml, { isMarkup: true }).by, "meta");
});

test("UTF-8 that was cut inside a letter is still UTF-8, and says it is damaged", () => {
  const bytes = new TextEncoder().encode(SIMPLIFIED.repeat(3)).subarray(0, -1);
  const decoded = decodeText(bytes);
  assert.deepEqual([decoded.charset, decoded.isDamaged], ["utf-8", true]);
});

test("any bytes come out as some text, and UTF-8 comes out as it went in", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.equal(typeof decodeText(bytes, { isMarkup: true }).text, "string");
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 50 }), (text) => {
      const bytes = new TextEncoder().encode(`hello ${text.replace(/[\u0000\ufeff\ufffd]/g, "")} world`);
      assert.equal(decodeText(bytes).text, new TextDecoder().decode(bytes));
    }),
    { numRuns: 200 },
  );
});
