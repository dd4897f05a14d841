// digests/cut.test.ts: sentences cut, and sentences that must not be.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cutLead, cutSentence } from "./cut.ts";
import { sentencesOf } from "./sentences.ts";

test("a long sentence ends at a clause border with an ellipsis", () => {
  assert.equal(
    cutSentence("三季度收入 1,802 亿美元，主要来自北美和国际两个零售分部以及云业务", 24),
    "三季度收入 1,802 亿美元…",
  );
});

test("an exception, a denial or a condition is never cut away", () => {
  for (const sentence of [
    "Operating income rose to $21.7 billion in the quarter, excluding the settlement",
    "Capacity will double by the end of 2027, unless the grid is late once more",
    "经营利润 217 亿美元，不含和解金与遣散费两项一次性支出",
  ])
    assert.equal(cutSentence(sentence, Math.round(sentence.length * 0.75)), sentence);
});

test("what is more than twice too long and cannot be cut is no item", () => {
  assert.equal(cutSentence("word ".repeat(100).trim(), 100), null);
});

test("a lead is never cut inside a number", () => {
  const lead = cutLead(`四家合计${"很".repeat(40)}1,133.18 亿美元`, 46);
  assert.doesNotMatch(lead, /\d/);
});

test("sentences are in order, do not overlap and leave out only white space", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "1", ".", "。", "！", "”", " ", "\n", "Mr", "A", "?"), { maxLength: 40 }),
      (parts) => {
        const text = parts.join("");
        let at = 0;
        for (const { start, end } of sentencesOf(text, 0, text.length)) {
          assert.ok(start >= at && end > start);
          assert.match(text.slice(at, start), /^\s*$/);
          at = end;
        }
        assert.match(text.slice(at), /^\s*$/);
      },
    ),
  );
});

test("abbreviations and decimals end no sentence", () => {
  const text = "Amazon.com Inc. said sales were $1.5 billion in the U.S. Last year they fell.";
  assert.deepEqual(
    sentencesOf(text, 0, text.length)
      .map(({ start, end }) => text.slice(start, end))
      .at(-1),
    "Amazon.com Inc. said sales were $1.5 billion in the U.S. Last year they fell.",
  );
});
