// desk/process-document.test.ts: what a document says of its reading.

import assert from "node:assert/strict";
import { test } from "node:test";
import { problemsOf } from "./process-document.ts";

const problem = (code: string) => ({ code, at: {}, note: `${code}.` });

test("a file without any text says so, after what the reader said", () => {
  const codes = problemsOf({ text: " \n\t", problems: [problem("no-article")] }).map(({ code }) => code);
  assert.deepEqual(codes, ["no-article", "no-text"]);
});

test("a text, and a scan that waits for OCR, need no such word", () => {
  assert.deepEqual(problemsOf({ text: "Capex", problems: [] }), []);
  assert.deepEqual(problemsOf({ text: "", problems: [problem("needs-ocr")] }), [problem("needs-ocr")]);
});

test("no more than two hundred problems of the reader are kept", () => {
  assert.equal(
    problemsOf({ text: "x", problems: Array.from({ length: 999 }, () => problem("damaged")) }).length,
    200,
  );
});
