// search/hooks.test.ts: what an expander, a prior, a reranker, glosses and features change in an answer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type EngineOptions, openSearchEngine } from "./engine.ts";
import type { Glosses, IndexedPassage, IndexHooks, WeightedGroup, WeightedList } from "./hooks.ts";
import { Indexer } from "./indexer.ts";
import { MemoryStore } from "./memory-store.ts";
import { parseQuery } from "./query.ts";
import { plainQuery } from "./weigh.ts";

const PASSAGES: [documentId: string, language: "zh" | "en", text: string][] = [
  ["zh", "zh", "微软的资本开支"],
  ["en", "en", "capital expenditure of Microsoft"],
  ["both", "en", "capex of 2025"],
  ["other", "en", "weather of 2025 and rain"],
];

async function open(options: EngineOptions = {}) {
  const store = new MemoryStore();
  store.put(
    PASSAGES.map(
      ([documentId, language, text], i): IndexedPassage => ({
        row: i + 1,
        documentId,
        title: "",
        language,
        heading: "",
        kind: "text",
        text,
        context: "",
      }),
    ),
  );
  await new Indexer(store, options.index === undefined ? {} : { hooks: options.index }).workAll();
  const engine = openSearchEngine(store, options);
  return async (query: string) => {
    const request = {
      query: parseQuery(query),
      filters: { fields: [] },
      order: "relevance" as const,
      offset: 0,
      limit: 10,
    };
    return (await engine.search(request)).groups;
  };
}

const group = (terms: string[], why: string | null, more: Partial<WeightedGroup> = {}): WeightedGroup => ({
  terms: terms.map((term) => ({ term, weight: 1 })),
  weight: 1,
  combine: "sum",
  why,
  from: [],
  ...more,
});
const list = (groups: WeightedGroup[], more: Partial<WeightedList> = {}): WeightedList => ({
  name: "more",
  groups,
  weight: 0.5,
  languages: null,
  channel: "words",
  ...more,
});

test("an expansion finds the other language after the words of the question and says why", async () => {
  const ask = await open({
    hooks: {
      expand: (query) => {
        const plain = plainQuery(query);
        return {
          ...plain,
          lists: [
            ...plain.lists,
            list([group(["capit", "expenditur"], "资本开支 → capital expenditure")], { languages: ["en"] }),
          ],
        };
      },
    },
  });
  const groups = await ask("资本开支");
  assert.deepEqual(
    groups.map(({ documentId }) => documentId),
    ["zh", "en"],
  );
  assert.deepEqual(
    groups.map(({ hits }) => hits[0]!.why),
    [[], ["资本开支 → capital expenditure"]],
  );
  assert.deepEqual(
    groups.map(({ hitCount }) => hitCount),
    [1, 1],
  );
  // What is excluded stays excluded, however a passage was found.
  assert.deepEqual(
    (await ask("资本开支 -microsoft")).map(({ documentId }) => documentId),
    ["zh"],
  );
});

test("synonyms are one word and of several wordings the best counts", async () => {
  for (const groups of [
    [group(["capex", "expenditur"], null, { combine: "synonyms" })],
    [
      group([], null, {
        combine: "best",
        wordings: [
          [{ term: "capex", weight: 1 }],
          [
            { term: "capit", weight: 1 },
            { term: "expenditur", weight: 1 },
          ],
        ],
      }),
    ],
  ]) {
    const ask = await open({ hooks: { expand: () => ({ lists: [list(groups)], fuse: "normalised" }) } });
    assert.deepEqual((await ask("x")).map(({ documentId }) => documentId).sort(), ["both", "en"]);
  }
});

test("a prior brings up the document a question is about, and a reranker has the last word", async () => {
  const first = async (options: EngineOptions) => (await (await open(options))("of 2025"))[0]!.documentId;
  assert.equal(await first({ hooks: { prior: () => new Map([["en", 3]]) } }), "en");
  const rerank = {
    textsWanted: 5,
    rerank: (_: unknown, all: readonly { passage: IndexedPassage | null }[]) =>
      all.map(({ passage }) => (passage?.text.includes("rain") ? 1 : 0)),
  };
  assert.equal(await first({ hooks: { prior: () => new Map([["en", 3]]), rerank } }), "other");
});

test("glosses are found in their own channel only, and features come back with candidates", async () => {
  const glosses: Glosses = {
    count: 1,
    numbers: new Uint32Array([0]),
    weights: new Float64Array([0.5]),
    terms: ["capit"],
    epoch: 0,
  };
  const index: IndexHooks = {
    version: 1,
    gloss: ({ language }) => (language === "zh" ? glosses : null),
    features: ({ row }) => new Uint8Array([row, 7]),
  };
  const seen: number[][] = [];
  const ask = await open({
    index,
    hooks: {
      expand: () => ({
        lists: [list([group(["capit"], "capital")], { channel: "gloss" })],
        fuse: "reciprocal",
      }),
      findGlosses: (text, wanted) => {
        const start = text.indexOf("资本");
        return start >= 0 && wanted.has("capit") ? [{ start, end: start + 2, term: "capit" }] : [];
      },
      rerank: {
        textsWanted: 0,
        rerank: (_, all) => {
          for (const { features } of all) seen.push([...features.subarray(0, 2)]);
          return all.map(({ score }) => score);
        },
      },
    },
  });
  const groups = await ask("capital");
  assert.deepEqual(
    groups.map(({ documentId }) => documentId),
    ["zh"],
  );
  assert.deepEqual(groups[0]!.hits[0]!.why, ["capital → 资本"]);
  assert.deepEqual(seen, [[1, 7]]);
});

test("an index made with other hooks is known to need a rebuild", async () => {
  const store = new MemoryStore();
  await new Indexer(store, { hooks: { version: 1 } }).workAll();
  assert.equal((await new Indexer(store, { hooks: { version: 1 } }).start()).needsRebuild, false);
  assert.equal((await new Indexer(store, { hooks: { version: 2 } }).start()).needsRebuild, true);
});
