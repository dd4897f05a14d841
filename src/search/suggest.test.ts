// search/suggest.test.ts: completions and corrections in both languages.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openSearchEngine } from "./engine.ts";
import type { IndexedPassage } from "./hooks.ts";
import { MemoryStore } from "./memory-store.ts";
import { parseQuery } from "./query.ts";
import { completeWord, correctQuery, editDistance } from "./suggest.ts";

const TEXTS = [
  "Capital expenditures rose again. Trainium2 shipments",
  "The capital plan and capacity",
  "微软资本开支上调",
  "谷歌的资本开支指引",
  "资本开支计划",
];

async function open() {
  const store = new MemoryStore();
  store.put(
    TEXTS.map(
      (text, i): IndexedPassage => ({
        row: i + 1,
        documentId: `d${i}`,
        title: "",
        language: "en",
        heading: "",
        kind: "text",
        text,
        context: "",
      }),
    ),
  );
  return { store, segments: await openSearchEngine(store).segments() };
}

test("an English word is finished in the spelling of the texts, the commonest first", async () => {
  const { store, segments } = await open();
  assert.deepEqual(await completeWord(segments, store, "microsoft cap", 5), [
    "microsoft capital",
    "microsoft capacity",
  ]);
  assert.deepEqual(await completeWord(segments, store, "train", 5), ["trainium", "Trainium2"]);
});

test("Chinese goes on with what follows in the texts", async () => {
  const { store, segments } = await open();
  assert.equal((await completeWord(segments, store, "微软 资本", 5))[0], "微软 资本开支");
  assert.deepEqual(await completeWord(segments, store, "火星", 5), []);
  assert.deepEqual(await completeWord(segments, store, "capital ", 5), []);
});

test("misspelt words of both languages are corrected, known words are left alone", async () => {
  const { store, segments } = await open();
  const correct = (query: string) => correctQuery(segments, store, parseQuery(query));
  assert.equal(await correct("capitla 2025"), "capital 2025");
  assert.equal(await correct("资本开只 指引"), "资本开支 指引");
  assert.equal(await correct("資本開支 capital"), null);
  assert.equal(await correct("zzzzzz 火星人类"), null);
});

test("the bounded distance is the distance up to its bound", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
      assert.equal(editDistance(a, b, most), Math.min(slowDistance(a, b), most + 1));
    }),
    { numRuns: 800 },
  );
});

/** The table filled in whole. */
function slowDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      table[i]![j] = Math.min(
        table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        table[i - 1]![j]! + 1,
        table[i]![j - 1]! + 1,
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? table[i - 2]![j - 2]! + 1 : 99,
      );
    }
  return table[a.length]![b.length]!;
}
