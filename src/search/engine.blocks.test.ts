// search/engine.blocks.test.ts: phrases, NEAR, filters, counts and facets over lists of many blocks, against reading every text.
//
// The passages are many enough that common words are kept as bits and that places of a word lie in several blocks; a third of
// them was changed or deleted and the segments were merged in between.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { DocumentKind } from "../records/document.ts";
import { type EngineRequest, openSearchEngine } from "./engine.ts";
import type { IndexedPassage } from "./hooks.ts";
import { Indexer } from "./indexer.ts";
import type { FieldFilter } from "./library.ts";
import { MemoryStore } from "./memory-store.ts";
import { parseQuery } from "./query.ts";

const COUNT = 4000;
const PER_DOCUMENT = 7;
const KINDS: DocumentKind[] = ["news", "filing", "article"];
const WORDS = ["alpha", "beta", "gamma", "delta", "omega", "sigma", "kappa", "lambda"];

/** A row of numbers that looks random and is the same everywhere. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const next = chance(11);
const textOf = () =>
  Array.from(
    { length: 2 + Math.floor(next() * 12) },
    () => WORDS[Math.floor(next() ** 2 * WORDS.length)],
  ).join(" ");
const made = (row: number): IndexedPassage => ({
  row,
  documentId: `d${Math.floor(row / PER_DOCUMENT)}`,
  title: "",
  language: "en",
  heading: "",
  kind: "text",
  text: textOf(),
  context: "",
});
const kindOf = (id: string): DocumentKind => KINDS[Number(id.slice(1)) % KINDS.length]!;
const dateOf = (id: string): string =>
  new Date(Date.UTC(2025, 0, 1 + (Number(id.slice(1)) % 300))).toISOString();

async function library() {
  const store = new MemoryStore();
  const indexer = new Indexer(store, { batch: 900, fanIn: 2 });
  const kept = new Map<number, IndexedPassage>();
  const put = (rows: number[]) => {
    const some = rows.map(made);
    store.put(some);
    for (const one of some) {
      kept.set(one.row, one);
      store.putFacts([
        {
          id: one.documentId,
          kind: kindOf(one.documentId),
          source: "wire",
          language: "en",
          sortAt: dateOf(one.documentId),
          tags: [],
          topicIds: [],
          isTrashed: false,
        },
      ]);
    }
  };
  put(Array.from({ length: COUNT }, (_, i) => i + 1));
  await indexer.workAll();
  put(Array.from({ length: COUNT / 5 }, () => 1 + Math.floor(next() * COUNT)));
  const gone = Array.from({ length: COUNT / 8 }, () => 1 + Math.floor(next() * COUNT));
  store.remove(gone);
  for (const row of gone) kept.delete(row);
  await indexer.work();
  // The last ones wait in memory.
  put(Array.from({ length: 300 }, (_, i) => COUNT + 1 + i));
  return { store, indexer, kept };
}

type Reader = (words: string[]) => boolean;
const has =
  (...wanted: string[]): Reader =>
  (words) =>
    wanted.every((word) => words.includes(word));
const inRow =
  (...wanted: string[]): Reader =>
  (words) =>
    words.some((_, at) => wanted.every((word, i) => words[at + i] === word));
const near =
  (one: string, other: string, distance: number): Reader =>
  (words) =>
    words.some((a, i) =>
      words.some((b, j) => a === one && b === other && i !== j && Math.abs(i - j) - 1 <= distance),
    );

const CASES: [query: string, reader: Reader][] = [
  ["alpha", has("alpha")],
  ["lambda kappa", (words) => words.includes("lambda") || words.includes("kappa")],
  ["alpha AND lambda AND beta", has("alpha", "lambda", "beta")],
  ["alpha NOT beta", (words) => words.includes("alpha") && !words.includes("beta")],
  ['"alpha beta"', inRow("alpha", "beta")],
  ['"lambda alpha alpha"', inRow("lambda", "alpha", "alpha")],
  ["NEAR2(lambda beta)", near("lambda", "beta", 2)],
  ['"alpha beta" OR kappa', (words) => inRow("alpha", "beta")(words) || words.includes("kappa")],
];
const FILTERS: { fields: FieldFilter[]; after?: string; before?: string }[] = [
  { fields: [] },
  { fields: [{ field: "kind", values: ["filing"], isNegated: false }] },
  {
    fields: [{ field: "kind", values: ["filing"], isNegated: true }],
    after: "2025-03",
    before: "2025-06-15",
  },
  { fields: [{ field: "document", values: ["d3", "d77", "d570"], isNegated: false }] },
];

/** Whether a document passes, the filter on kind aside when `butKind`. */
function passes(id: string, { fields, after, before }: (typeof FILTERS)[number], butKind: boolean): boolean {
  const isRight = fields.every(({ field, values, isNegated }) => {
    if (field === "kind") return butKind || values.includes(kindOf(id)) !== isNegated;
    return values.includes(id) !== isNegated;
  });
  const at = dateOf(id);
  return (
    isRight &&
    (after === undefined || at >= after) &&
    (before === undefined || at.slice(0, before.length) <= before)
  );
}

test("matches, counts, facets and order agree with reading every text, before and after all is merged", async () => {
  const { store, indexer, kept } = await library();
  const engine = openSearchEngine(store);
  for (const isMerged of [false, true]) {
    if (isMerged) await indexer.workAll();
    while (await engine.catchUp());
    for (const [query, reader] of CASES) {
      const matching = [...kept.values()].filter(({ text }) => reader(text.split(" ")));
      for (const filters of FILTERS) {
        const said = `${query} ${JSON.stringify(filters)} ${isMerged}`;
        const expected = matching.filter(({ documentId }) => passes(documentId, filters, false));
        const documents = new Set(expected.map(({ documentId }) => documentId));
        const request: EngineRequest = {
          query: parseQuery(query),
          filters,
          order: "newest",
          offset: 0,
          limit: 1000,
        };
        const answer = await engine.search(request);
        assert.equal(answer.passageCount, expected.length, said);
        assert.deepEqual(new Set(answer.groups.map(({ documentId }) => documentId)), documents, said);
        const dates = answer.groups.map(({ documentId }) => dateOf(documentId));
        assert.deepEqual(dates, [...dates].sort().reverse(), said);
        for (const { documentId, hitCount } of answer.groups)
          assert.equal(
            hitCount,
            expected.filter((one) => one.documentId === documentId).length,
            `${said} ${documentId}`,
          );
        const kinds = new Map<string, Set<string>>();
        for (const { documentId } of matching)
          if (passes(documentId, filters, true))
            kinds.set(kindOf(documentId), (kinds.get(kindOf(documentId)) ?? new Set()).add(documentId));
        assert.deepEqual(
          new Map(answer.facets.kinds.map(({ value, count }) => [value, count])),
          new Map([...kinds].map(([kind, ids]) => [kind, ids.size])),
          said,
        );
      }
    }
  }
});

test("the last of very many passages that wait is found, before the indexer comes to any", async () => {
  const store = new MemoryStore();
  const waiting = 36_000;
  store.put(
    Array.from({ length: waiting }, (_, i) => ({
      ...made(i + 1),
      text: i === waiting - 1 ? "zebrafinch" : "alpha",
    })),
  );
  const found = await openSearchEngine(store).rankRows(parseQuery("zebrafinch"), 5);
  assert.deepEqual(
    found.map(({ row }) => row),
    [waiting],
  );
});
