// web/src/ask/cited.test.ts: answers copied with their sources; what is not verified is never copied.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "../api/types.ts";
import { answerText, numbered, numberOf } from "./cited.ts";

const citation = (start: number, quote: string) => ({
  documentId: "doc_1",
  versionId: "ver_1",
  page: 3,
  pageLabel: null,
  start,
  end: start + quote.length,
  quote,
});
const quote = {
  ...citation(10, "收入 330 亿美元"),
  documentTitle: "点评",
  source: "明序证券",
  sortAt: "2025-11-02T21:33",
  isDated: true,
  heading: "",
  marks: [],
  score: 1,
};
const statement = (text: string, isVerified: boolean, start: number) => ({
  text,
  isVerified,
  citations: [citation(start, "words")],
  reasons: [],
});
const ANSWER = {
  question: "AWS 三季度收入？",
  quotes: [quote],
  figures: [],
  computed: null,
  model: {
    name: "m",
    state: "done",
    statements: [statement("AWS earned 33.0 billion.", true, 50), statement("It will double.", false, 70)],
    failure: null,
    tokensIn: 0,
    tokensOut: 0,
  },
} as unknown as Answer;

test("quotes are numbered first, then what only statements cite, each once", () => {
  const all = numbered(ANSWER);
  assert.deepEqual(
    all.map(({ start }) => start),
    [10, 50],
  );
  assert.equal(numberOf(all, citation(50, "words")), 2);
});

test("the copied text has the question, verified statements and every source with its page", () => {
  const text = answerText(ANSWER, (page) => `p. ${page}`);
  assert.match(text, /^AWS 三季度收入？\n\nAWS earned 33\.0 billion\. \[2\]/);
  assert.match(text, /\[1\] “收入 330 亿美元” 明序证券, 2025-11-02, p\. 3/);
});

test("a source without a date of its own is copied without one: when it was added is not its date", () => {
  const text = answerText(
    { ...ANSWER, quotes: [{ ...quote, isDated: false }] } as Answer,
    (page) => `p. ${page}`,
  );
  assert.match(text, /“收入 330 亿美元” 明序证券, p\. 3/);
});

test("a statement that its quotes do not carry is not copied", () => {
  assert.doesNotMatch(
    answerText(ANSWER, (page) => page),
    /double/,
  );
});
