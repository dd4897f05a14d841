// fetch/upload.test.ts: names of strangers lose what could do harm.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nameFromDisposition, safeFileName } from "./upload.ts";

const CASES: [string, string][] = [
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\x\\研报 2025.pdf", "研报 2025.pdf"],
  ["a\u0000b\u202egpj.exe", "abgpj.exe"],
  ["CON", "_CON"],
  ["nul.txt", "_nul.txt"],
  ["...", "document"],
  ["", "document"],
  ["folder/", "document"],
  [" .hidden. ", "hidden"],
  ['a<b>:"|?*c.md', "abc.md"],
];

for (const [given, expected] of CASES)
  test(`${JSON.stringify(given)} becomes ${expected}`, () => assert.equal(safeFileName(given), expected));

test("any name becomes one that is short, flat and stable", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
      const name = safeFileName(given);
      assert.ok(name.length > 0 && Buffer.byteLength(name) <= 181);
      assert.doesNotMatch(name, /[\u0000-\u001f/\\<>:"|?*\u202e]|^\.|[. ]$/);
      assert.equal(safeFileName(name), name);
    }),
    { numRuns: 400 },
  );
});

test("a header's name is read in UTF-8, in GBK and without quotes", () => {
  assert.equal(nameFromDisposition("attachment; filename*=UTF-8''%E5%B9%B4%E6%8A%A5.pdf"), "年报.pdf");
  assert.equal(nameFromDisposition("attachment; filename*=GBK''%C4%EA%B1%A8.pdf"), "年报.pdf");
  assert.equal(nameFromDisposition('attachment; filename="\u00c4\u00ea\u00b1\u00a8.pdf"'), "年报.pdf");
  assert.equal(nameFromDisposition("inline; filename=report.pdf; size=1"), "report.pdf");
  assert.equal(nameFromDisposition('inline; filename="..\\..\\x.pdf"'), "x.pdf");
  assert.equal(nameFromDisposition("inline"), null);
});
