// split/sentences.test.ts: where sentences end, by table and by property.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { splitSentences } from "./sentences.ts";

const sentencesOf = (text: string): string[] =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end));

const CASES: [string, string[]][] = [
  ["公司收入1,802亿元。同比增长31.2%！资本开支？", ["公司收入1,802亿元。", "同比增长31.2%！", "资本开支？"]],
  ["他说：“明年翻倍。”随后离开。", ["他说：“明年翻倍。”", "随后离开。"]],
  ["公司（简称“甲。乙”）将扩产。次年投产", ["公司（简称“甲。乙”）将扩产。", "次年投产"]],
  ["Revenue rose 3.5% to $1.2 bn. Margin fell.", ["Revenue rose 3.5% to $1.2 bn.", "Margin fell."]],
  ["Sales in the U.S. rose 4%. The U.S. The end.", ["Sales in the U.S. rose 4%.", "The U.S.", "The end."]],
  ["Mr. Smith met Dr. J. Doe. They left.", ["Mr. Smith met Dr. J. Doe.", "They left."]],
  [
    "Apple Inc. reported. Apple Inc. The stock fell.",
    ["Apple Inc. reported.", "Apple Inc.", "The stock fell."],
  ],
  ["See e.g. the note (p. 4). Then stop.", ["See e.g. the note (p. 4).", "Then stop."]],
  ["1. Revenue grew. 2. Margin fell.", ["1. Revenue grew.", "2. Margin fell."]],
  ["收入增长20%.利润下降", ["收入增长20%.", "利润下降"]],
  ["Really?! Yes.", ["Really?!", "Yes."]],
  ["a line that\ngoes on. Next", ["a line that\ngoes on.", "Next"]],
  ["要点如下\n（1）收入增长\n（2）利润下降", ["要点如下", "（1）收入增长", "（2）利润下降"]],
  ["等等……还有……", ["等等……还有……"]],
  ["Call at 5 p.m. ET on Nov. 6. Bye.", ["Call at 5 p.m. ET on Nov. 6.", "Bye."]],
  ["", []],
  ["  \n ", []],
];

for (const [text, expected] of CASES)
  test(`“${text.replaceAll("\n", "⏎")}” is cut where its sentences end`, () => {
    assert.deepEqual(sentencesOf(text), expected);
  });

test("sentences are in order, trimmed, and only white space lies between them", () => {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom(
        "。",
        ". ",
        "！",
        "? ",
        "（",
        "）",
        "U.S. ",
        "1.5",
        "\n",
        "\f",
        "…",
        "”",
        "Inc. ",
        "亿元",
        "a. b",
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join("");
      let at = 0;
      for (const { start, end } of splitSentences(text)) {
        assert.ok(start >= at && end > start);
        assert.equal(text.slice(at, start).trim(), "");
        at = end;
      }
      assert.match(text.slice(at), /^[\s\u0000-\u001f]*$/);
    }),
    { numRuns: 300 },
  );
});

test("a million brackets and stops take a moment, not a minute", () => {
  const began = performance.now();
  splitSentences("（.(“".repeat(250_000));
  splitSentences(".".repeat(1_000_000));
  splitSentences("Inc. ".repeat(200_000));
  assert.ok(performance.now() - began < 3_000);
});
