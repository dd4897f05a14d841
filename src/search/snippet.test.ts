// search/snippet.test.ts: the part of a passage that is shown.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeSnippet, markedTerms } from "./snippet.ts";
import { termsOf } from "./tokens.ts";

const weights = (query: string) => markedTerms(new Map(termsOf(query).map((term) => [term, 1])));
const marked = (text: string, query: string) => {
  const snippet = makeSnippet(text, weights(query));
  return snippet.marks.map(({ start, end }) => snippet.text.slice(start, end));
};

test("words are marked in the spelling of the text, neighbours as one", () => {
  assert.deepEqual(marked("微軟資本開支上調", "资本开支"), ["資本開支"]);
  assert.deepEqual(marked("Expenditures were capital.", "capital expenditure"), ["Expenditures", "capital"]);
  assert.deepEqual(marked("上涨与涨幅", "涨"), ["涨", "涨"]);
});

test("the window is the one with most different words", () => {
  const text = `${"capex here. ".repeat(60)}Then chips and capex and power together. ${"More filler words. ".repeat(40)}`;
  const { text: shown, start } = makeSnippet(text, weights("chips capex power"));
  assert.match(shown, /chips and capex and power/);
  assert.equal(text.slice(start, start + shown.length), shown);
  assert.ok(shown.length <= 340);
});

test("marks ascend, do not touch and lie inside; the snippet is a part of the text", () => {
  const text = fc
    .array(fc.constantFrom("资本", "开支", "capex", " ", "。", "\ud840\udc00", "chips, ", "x".repeat(50)), {
      maxLength: 60,
    })
    .map((all) => all.join(""));
  fc.assert(
    fc.property(
      text,
      fc.constantFrom("资本开支", "capex chips", "资", "none", "\ud840\udc00"),
      (value, query) => {
        const snippet = makeSnippet(value, weights(query));
        assert.equal(value.slice(snippet.start, snippet.start + snippet.text.length), snippet.text);
        let last = -1;
        for (const { start, end } of snippet.marks) {
          assert.ok(start > last && start < end && end <= snippet.text.length);
          last = end;
        }
      },
    ),
    { numRuns: 400 },
  );
});
