// read/ocr.test.ts: words of an engine to characters of a page. No engine is needed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTsv, resultOf } from "./ocr.ts";
import { layOutPage } from "./pdf-blocks.ts";

const TABLE = [
  "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
  "4\t1\t1\t1\t1\t0\t100\t100\t400\t30\t-1\t",
  "5\t1\t1\t1\t1\t1\t100\t100\t60\t30\t93.1\t营业",
  "5\t1\t1\t1\t1\t2\t166\t101\t58\t29\t90.0\t收入",
  "5\t1\t1\t1\t1\t3\t240\t100\t90\t30\t95.0\t68.21",
  "5\t1\t1\t1\t2\t1\t100\t150\t90\t30\t91.0\tNet",
  "5\t1\t1\t1\t2\t2\t200\t150\t90\t30\t91.0\tsales",
  "5\t1\t1\t1\t2\t3\t900\t150\t9\t30\t3.0\t~~",
].join("\n");

test("words of the engine keep their place, noise is left out", () => {
  const words = parseTsv(TABLE);
  assert.deepEqual(
    words.map(({ text }) => text),
    ["营业", "收入", "68.21", "Net", "sales"],
  );
  assert.equal(words[0]?.left, 100);
});

test("Chinese words join without the engine's blanks, Latin words keep theirs", () => {
  const result = resultOf(parseTsv(TABLE), 0.5);
  assert.ok(result);
  const { text, glyphs } = layOutPage(result.chars, [], 600, 800);
  assert.equal(text.replace(/\n/g, " ").trim(), "营业收入68.21 Net sales");
  assert.ok(Math.abs(glyphs[0]! / 65535 - 50 / 600) < 0.001);
  assert.ok(result.confidence > 90);
});

test("no words are no result", () => {
  assert.equal(resultOf([], 1), null);
});
