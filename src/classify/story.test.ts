// classify/story.test.ts: retellings are found, strangers are not.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bandsOf, signatureOf, similarity } from "./story.ts";

const WORDS =
  "capex revenue cloud chip rack power margin growth quarter guidance orders memory network cost price year".split(
    " ",
  );

/** A paragraph of its own for each number. */
function paragraph(seed: number, isHan: boolean): string {
  let state = (seed + 1) * 2_654_435_761;
  const next = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % most;
  };
  if (isHan) return Array.from({ length: 120 }, () => String.fromCharCode(0x4e00 + next(900))).join("");
  return Array.from({ length: 60 }, () => `${WORDS[next(WORDS.length)]}${next(40)}`).join(" ");
}

const textOf = (paragraphs: number[], isHan: boolean): string =>
  paragraphs.map((seed) => paragraph(seed, isHan)).join("\n");
const shareBand = (a: string, b: string): boolean => {
  const bands = new Set(bandsOf(signatureOf(a)));
  return bandsOf(signatureOf(b)).some((band) => bands.has(band));
};

for (const isHan of [false, true])
  test(`${isHan ? "Chinese" : "English"} retellings that keep half of the paragraphs share a band`, () => {
    let found = 0;
    for (let story = 0; story < 20; story++) {
      const own = Array.from({ length: 10 }, (_, i) => story * 1_000 + i);
      const retold = [...own.slice(0, 5), ...Array.from({ length: 5 }, (_, i) => story * 1_000 + 500 + i)];
      if (shareBand(textOf(own, isHan), textOf(retold, isHan))) found++;
    }
    assert.ok(found >= 18, `${found} of 20`);
  });

test("similarity of a retelling is near the share of what both have", () => {
  const whole = textOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false);
  assert.equal(similarity(signatureOf(whole), signatureOf(whole)), 1);
  const cut = similarity(signatureOf(whole), signatureOf(textOf([1, 2, 3, 4, 5, 6, 7, 8], false)));
  assert.ok(cut > 0.6 && cut < 0.95, String(cut));
});

test("texts that have nothing in common are not similar and seldom share a band", () => {
  let shared = 0;
  for (let i = 0; i < 40; i++) {
    const [a, b] = [textOf([i, i + 100], i % 2 === 0), textOf([i + 200, i + 300], i % 2 === 0)];
    assert.ok(similarity(signatureOf(a), signatureOf(b)) < 0.15);
    if (shareBand(a, b)) shared++;
  }
  assert.ok(shared <= 2, String(shared));
});

test("case, white space and punctuation make no difference, and empty texts are like nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { minLength: 5, maxLength: 60 }), (words) => {
      const a = signatureOf(words.join(" "));
      assert.deepEqual(a, signatureOf(words.join(",\n").toUpperCase()));
    }),
    { numRuns: 50 },
  );
  assert.equal(similarity(signatureOf(""), signatureOf("")), 0);
  assert.deepEqual(bandsOf(signatureOf("two words")), []);
});
