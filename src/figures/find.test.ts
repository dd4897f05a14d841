// figures/find.test.ts: the hard cases of corpus/figures/hard.jsonl, one a line, each with why it is there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Quantity } from "../records/figure.ts";
import { findQuantities } from "./find.ts";

interface Case {
  name: string;
  text: string;
  figures: Partial<Quantity>[];
  why: string;
  fails?: boolean;
}

const bare = ({ start, end, kind, low, high, unit, qualifier, isVague }: Quantity): Partial<Quantity> => ({
  start,
  end,
  kind,
  low,
  high,
  unit,
  ...(qualifier === null ? {} : { qualifier }),
  ...(isVague ? { isVague } : {}),
});

const lines = readFileSync(new URL("../../corpus/figures/hard.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n");
for (const { name, text, figures, why, fails } of lines.map((line) => JSON.parse(line) as Case)) {
  test(`${name}: ${why} (${text})`, () => {
    const found = findQuantities(text).map(bare);
    if (fails) assert.notDeepEqual(found, figures, "now right: take `fails` off this case");
    else assert.deepEqual(found, figures);
  });
}

test("the step is what the last written digit is worth in base units", () => {
  const step = (text: string) => findQuantities(text)[0]?.step;
  assert.equal(step("1133.18亿美元"), "1000000");
  assert.equal(step("$3.2 billion"), "100000000");
  assert.equal(step("40%"), "0.01");
  assert.equal(step("三千五百元"), "100");
  assert.equal(step("数十亿美元"), null);
});

test("bare numbers come only when they are asked for", () => {
  assert.equal(findQuantities("他有 45 和 1,234").length, 0);
  const found = findQuantities("he has 45 and 1,234", { bareNumbers: true });
  assert.deepEqual(
    found.map((figure) => [figure.low, figure.unit]),
    [
      ["45", ""],
      ["1234", ""],
    ],
  );
});

test("an empty text and a text of one character give nothing and do not throw", () => {
  for (const text of ["", "1", "一", "$", "%", "-", "[", "翻", "前", "\ud83d"])
    assert.ok(Array.isArray(findQuantities(text)));
});
