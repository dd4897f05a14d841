// search/knowledge.test.ts: questions over a small desk, through the engine, with all that the search knows.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { languageOf } from "../values/language.ts";
import { openSearchEngine } from "./engine.ts";
import type { IndexedPassage } from "./hooks.ts";
import { Indexer } from "./indexer.ts";
import { openKnowledge } from "./knowledge.ts";
import { MemoryStore } from "./memory-store.ts";
import { parseQuery } from "./query.ts";

const TEXTS: Record<string, string> = {
  "chips-zh": "公司表示，今年自研芯片的出货量将翻一番，下一代加速器由代工厂以三纳米制程生产。",
  "chips-en": "The new in-house accelerator doubles memory bandwidth; shipments start in spring.",
  "power-zh": "该园区的数据中心需要两吉瓦电力，变压器交货期长达三年。",
  "power-en":
    "Transformers for the campus take three years; the data center needs two gigawatts of electricity.",
  "capex-zh": "管理层上调全年资本开支指引，主要用于服务器和数据中心建设。",
  "capex-en": "Purchases of property and equipment rose to 41 billion, mostly servers.",
  "tourism-zh": "国庆期间，海滨城市的酒店入住率创下新高，游客人数同比增长两成。",
  "tourism-en": "Hotels on the coast were full over the holiday, and visitors rose by a fifth.",
  "rainier-en": "Project Rainier links half a million chips in one cluster.",
};

async function desk(texts: Record<string, string> = TEXTS, kinds: Record<string, "table" | "text"> = {}) {
  const knowledge = openKnowledge([{ names: ["Rainier", "Rainer", "Ranier", "雷尼尔"], isCompany: false }]);
  const store = new MemoryStore();
  const passages = Object.entries(texts).map(
    ([id, text], i): IndexedPassage => ({
      row: i + 1,
      documentId: id,
      title: "",
      language: languageOf(text),
      heading: "",
      kind: kinds[id] ?? "text",
      text,
      context: "",
    }),
  );
  store.put(passages);
  const indexer = new Indexer(store, { hooks: knowledge.index });
  while (await indexer.work());
  const engine = openSearchEngine(store, { hooks: knowledge.search, index: knowledge.index });
  const search = async (query: string) => {
    const answer = await engine.search({
      query: parseQuery(query),
      filters: { fields: [] },
      order: "relevance",
      offset: 0,
      limit: 10,
    });
    return answer.groups;
  };
  return { knowledge, search };
}

test("an English question finds the Chinese passage too, and a Chinese one the English", async () => {
  const { search } = await desk();
  const english = (await search("How many gigawatts of electricity do data centers need?")).map(
    (g) => g.documentId,
  );
  assert.deepEqual(new Set(english.slice(0, 2)), new Set(["power-en", "power-zh"]));
  const chinese = (await search("数据中心需要多少电力？")).map((g) => g.documentId);
  assert.deepEqual(new Set(chinese.slice(0, 2)), new Set(["power-en", "power-zh"]));
});

test("a metric reaches the line of the statement, and the result says why", async () => {
  const { search } = await desk();
  const [first] = (await search("capex")).filter(({ documentId }) => documentId === "capex-en");
  assert.ok(first, "no word of the question stands in it");
  assert.ok(
    first.hits[0]!.why.some((why) => why.startsWith("capex → ")),
    first.hits[0]!.why.join(),
  );
  assert.ok((await search("capital expenditures")).some(({ documentId }) => documentId === "capex-zh"));
});

test("a desk's alias finds the name in its other spellings", async () => {
  const { search } = await desk();
  assert.equal((await search("Ranier chips"))[0]!.documentId, "rainier-en");
});

test("a query with operators keeps to its own words", async () => {
  const { search } = await desk();
  assert.deepEqual(await search("capex AND servers"), []);
});

test("a question for a figure prefers the table, and the row that is asked for", async () => {
  const { search } = await desk(
    {
      prose: "Total net sales and gross margin are discussed below. Total net sales grew with volume.",
      other: "Gross margin | 812 | 790\nOperating income | 301 | 288",
      table: "Total net sales | 4,120 | 3,980\nGross margin | 812 | 790",
    },
    { table: "table", other: "table" },
  );
  assert.equal((await search("What was the total net sales in 2019?"))[0]!.documentId, "table");
});

test("the company's own report leads when the question names it", async () => {
  const page = "Cost of sales and gross margin by segment. Operating income rose.";
  const { knowledge, search } = await desk({ wind: page, steel: `${page} Gross margin again.` });
  const cover = (name: string) =>
    `FORM 10-K\nFor the fiscal year ended December 31, 2024\n${name}\n(Exact name of registrant as specified)`;
  for (const [id, name] of [
    ["wind", "NORTHWIND TURBINES, INC."],
    ["steel", "HARBOR STEEL CO."],
  ] as const)
    knowledge.profiles.set(id, knowledge.profile({ title: "", firstPagesText: cover(name) }));
  assert.equal((await search("gross margin of Northwind Turbines in 2024"))[0]!.documentId, "wind");
  assert.equal((await search("gross margin of Harbor Steel in 2024"))[0]!.documentId, "steel");
});

test("a passage found by translation says which of its words stands for which of the question, and marks it", async () => {
  const { search } = await desk();
  const [found] = (await search("transformers delivery")).filter(
    ({ documentId }) => documentId === "power-zh",
  );
  const [hit] = found!.hits;
  assert.ok(
    hit!.why.some((why) => /transformers.* → 变压器/.test(why)),
    hit!.why.join(),
  );
  const marked = hit!.snippet.marks.map(({ start, end }) => hit!.snippet.text.slice(start, end));
  assert.ok(
    marked.some((word) => word.startsWith("变压器")),
    marked.join(),
  );
});

test("of a few words a translation must hold half: a loose sense of one finds nothing", async () => {
  const { search } = await desk({
    pond: "The pond behind the plant freezes in winter.",
    frog: "Frogs live in the pond behind the plant.",
    servers: "Servers cost more; the data center is new.",
  });
  const found = async (query: string) => (await search(query)).map(({ documentId }) => documentId);
  assert.deepEqual(await found("青蛙塘"), ["frog"]);
  assert.deepEqual(await found("鑫磊塘"), []);
  assert.deepEqual(await found("服务器 锂矿"), ["servers"]);
  assert.deepEqual(await found("锂矿 钴矿 服务器"), []);
});

test("aliases that are told later count from the next question on, and profiles stay", async () => {
  const { knowledge, search } = await desk();
  assert.deepEqual(
    (await search("Moonlight")).map(({ documentId }) => documentId),
    [],
  );
  knowledge.profiles.set("rainier-en", knowledge.profile({ title: "Rainier", firstPagesText: "" }));
  knowledge.setAliases([{ names: ["Moonlight", "Rainier"], isCompany: false }]);
  assert.equal((await search("Moonlight"))[0]!.documentId, "rainier-en");
  assert.ok(knowledge.profiles.get("rainier-en"));
});

test("any question is answered", async () => {
  const { search } = await desk();
  const piece = fc.constantFrom(
    "capex",
    "资本开支",
    "什么",
    "the",
    "？",
    "(",
    "3Q25",
    "P&L",
    "\u0000",
    "𠮷",
    "是",
    "2024",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      await search(pieces.join(" "));
      await search(pieces.join(""));
    }),
    { numRuns: 60 },
  );
});
