// test/search-index.test.ts: the search engine over the tables of the store: what is stored is found, at any moment.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type EngineRequest, openSearchEngine } from "../src/search/engine.ts";
import { Indexer } from "../src/search/indexer.ts";
import { parseQuery } from "../src/search/query.ts";
import type { Database } from "../src/store/database.ts";
import { schema as documentsSchema } from "../src/store/migrations/0001-documents.ts";
import { schema as searchSchema } from "../src/store/migrations/0002-search.ts";
import { passageIndex, passageIndexTable } from "../src/store/passage-index.ts";
import { openSqliteDirect } from "../src/store/sqlite-direct.ts";
import { DossierError } from "../src/values/error.ts";

interface Draft {
  id: string;
  title?: string;
  source?: string;
  kind?: string;
  language?: string;
  sortAt?: string;
  texts: string[];
}

function openDatabase(t: TestContext) {
  const database = openSqliteDirect(":memory:");
  for (const schema of [documentsSchema, searchSchema]) database.raw.exec(schema);
  t.after(() => database.close());
  return database;
}

async function add(database: Database, draft: Draft): Promise<void> {
  await database.transaction(async (within) => {
    const sortAt = draft.sortAt ?? "2025-06-01T00:00:00.000Z";
    await within.run(
      "INSERT INTO documents (id, version_id, version_number, title, title_by, source, source_by, author, kind, kind_by, language, added_at, updated_at, sort_at, file_name, media_type, size_bytes, state) VALUES (?, 'v', 1, ?, '', ?, '', '', ?, '', ?, '', '', ?, '', 'text', 0, 'ready')",
      [
        draft.id,
        draft.title ?? "",
        draft.source ?? "Wire",
        draft.kind ?? "news",
        draft.language ?? "en",
        sortAt,
      ],
    );
    const { top } = (await within.get<{ top: number }>("SELECT coalesce(max(id), 0) AS top FROM passages"))!;
    await within.runMany(
      "INSERT INTO passages (id, document_id, version_id, ordinal, start_offset, end_offset, page, heading, kind, text, context) VALUES (?, ?, 'v', ?, 0, 0, 1, '', 'text', ?, '')",
      draft.texts.map((text, i) => [top + 1 + i, draft.id, i, text]),
    );
    await passageIndexTable(within).enqueue(
      [],
      draft.texts.map((_, i) => top + 1 + i),
    );
  });
}

const ask = (query: string, more: Partial<EngineRequest> = {}): EngineRequest => ({
  query: parseQuery(query),
  filters: { fields: [] },
  order: "relevance",
  offset: 0,
  limit: 20,
  ...more,
});

async function library(t: TestContext) {
  const database = openDatabase(t);
  await add(database, {
    id: "a",
    title: "Trainium2 出货",
    source: "Alpha",
    language: "zh",
    sortAt: "2025-11-06T00:00:00.000Z",
    texts: ["微软资本开支在2025财年升至800亿美元。", "亚马逊的Trainium2芯片。"],
  });
  await add(database, {
    id: "b",
    title: "Capex",
    source: "Beta",
    kind: "filing",
    sortAt: "2024-02-01T00:00:00.000Z",
    texts: ["Capital expenditures rose to 80 billion dollars.", "Microsoft chips and power."],
  });
  await add(database, {
    id: "c",
    source: "beta",
    sortAt: "2025-03-01T00:00:00.000Z",
    texts: ["微軟的資本開支指引上調。"],
  });
  return { database, index: passageIndex(database), indexer: new Indexer(passageIndex(database)) };
}

test("a document is found the moment its text is stored, before and after it is indexed", async (t) => {
  const { database, index, indexer } = await library(t);
  const engine = openSearchEngine(index);
  const ids = async (query: string) =>
    (await engine.search(ask(query))).groups.map(({ documentId }) => documentId);
  assert.deepEqual((await ids("资本开支")).sort(), ["a", "c"]);
  await indexer.workAll();
  assert.deepEqual((await ids("资本开支")).sort(), ["a", "c"]);
  await add(database, { id: "d", texts: ["英伟达的资本开支计划"] });
  assert.deepEqual((await ids("资本开支")).sort(), ["a", "c", "d"]);
  assert.deepEqual(await ids("trainium"), ["a"]);
  assert.deepEqual(await ids("涨"), []);
  assert.deepEqual(await ids("升"), ["a"]);
});

test("an answer has counts, facets that leave their own filter aside, marks and reasons", async (t) => {
  const { index } = await library(t);
  const engine = openSearchEngine(index);
  const filters = { fields: [{ field: "source" as const, values: ["alpha"], isNegated: false }] };
  const answer = await engine.search(ask("资本开支", { filters }));
  assert.equal(answer.documentCount, 1);
  assert.equal(answer.passageCount, 1);
  assert.deepEqual(answer.facets.sources.map(({ value }) => value).sort(), ["Alpha", "beta"]);
  assert.deepEqual(answer.facets.kinds, [{ value: "news", count: 1 }]);
  const [hit] = answer.groups[0]!.hits;
  const [mark] = hit!.snippet.marks;
  assert.equal(hit!.snippet.text.slice(mark!.start, mark!.end), "资本开支");
});

test("order by date, dates as filters and pages of results", async (t) => {
  const { index } = await library(t);
  const engine = openSearchEngine(index);
  const ids = async (more: Partial<EngineRequest>, query = "") =>
    (await engine.search(ask(query, more))).groups.map(({ documentId }) => documentId);
  assert.deepEqual(await ids({ order: "newest" }), ["a", "c", "b"]);
  assert.deepEqual(await ids({ order: "oldest", offset: 1, limit: 1 }), ["c"]);
  assert.deepEqual(
    await ids({ order: "newest", filters: { fields: [], after: "2025", before: "2025-03" } }),
    ["c"],
  );
  assert.deepEqual(await ids({ order: "newest" }, "开支 OR chips"), ["a", "c", "b"]);
});

test("a changed title, a deleted passage and a trashed document are seen at once", async (t) => {
  const { database, index, indexer } = await library(t);
  const engine = openSearchEngine(index);
  await indexer.workAll();
  const ids = async (query: string) => (await engine.matching(parseQuery(query), { fields: [] })).sort();
  assert.deepEqual(await ids("TITLE(capex)"), ["b"]);
  await database.transaction(async (within) => {
    await within.run("UPDATE documents SET title = 'Power' WHERE id = 'b'");
    await passageIndexTable(within).touchDocument("b");
    await within.run("DELETE FROM passages WHERE id = 1");
    await passageIndexTable(within).enqueue([1], []);
    await within.run("UPDATE documents SET trashed_at = 'now' WHERE id = 'c'");
    await passageIndexTable(within).touchDocument("c");
  });
  for (const round of ["waiting", "indexed"]) {
    assert.deepEqual(await ids("TITLE(capex)"), [], round);
    assert.deepEqual(await ids("TITLE(power)"), ["b"], round);
    assert.deepEqual(await ids("资本开支"), [], round);
    await indexer.workAll();
  }
});

test("passages like one come from other documents and share its telling words", async (t) => {
  const { index } = await library(t);
  const { groups } = await openSearchEngine(index).similar(1, 5);
  assert.deepEqual(
    groups.map(({ documentId }) => documentId),
    ["c"],
  );
  assert.deepEqual((await openSearchEngine(index).similar(999, 5)).groups, []);
});

test("a rebuild serves the old index until the new one is whole, and loses nothing stored meanwhile", async (t) => {
  const { database, index, indexer } = await library(t);
  await indexer.workAll();
  const engine = openSearchEngine(index);
  const seen: number[] = [];
  const slow = new Indexer(index, { batch: 1 });
  await slow.rebuild(async () => {
    seen.push((await engine.matching(parseQuery("资本开支"), { fields: [] })).length);
  });
  await add(database, { id: "d", texts: ["资本开支"] });
  assert.equal((await engine.matching(parseQuery("资本开支"), { fields: [] })).length, 3);
  assert.ok(seen.every((count) => count >= 2));
  assert.deepEqual(await indexer.check(), []);
});

test("a transaction that fails anywhere leaves an index that answers the same and can be finished", async (t) => {
  for (let survives = 0; survives < 14; survives++) {
    const { database } = await library(t);
    let left = survives;
    const failing: Database = {
      ...database,
      transaction: (work) => {
        if (left-- <= 0) return Promise.reject(new Error("crash"));
        return database.transaction(work);
      },
    };
    const broken = new Indexer(passageIndex(failing), { batch: 2, fanIn: 2 });
    await broken
      .workAll()
      .then(() => broken.rebuild())
      .catch((error: Error) => assert.equal(error.message, "crash"));
    const found = async () =>
      (
        await openSearchEngine(passageIndex(database)).matching(parseQuery("资本开支 OR chips"), {
          fields: [],
        })
      ).sort();
    assert.deepEqual(await found(), ["a", "b", "c"]);
    const next = new Indexer(passageIndex(database), { batch: 2, fanIn: 2 });
    await next.start();
    await next.workAll();
    assert.deepEqual(await found(), ["a", "b", "c"]);
    assert.deepEqual(await next.check(), []);
    const { count } = (await database.get<{ count: number }>(
      "SELECT count(*) AS count FROM index_segments WHERE is_shown = 0",
    ))!;
    assert.equal(count, 0);
  }
});

test("damage to the stored index is named by the self-check", async (t) => {
  const { database, indexer } = await library(t);
  await indexer.workAll();
  await database.run("UPDATE index_chunks SET bytes = zeroblob(length(bytes)) WHERE key % 67108864 = 0");
  assert.match((await indexer.check()).join(), /Segment \d+ of the search index is damaged/);
});

test("hostile queries are answered or refused within a second", async (t) => {
  const { database, index, indexer } = await library(t);
  const texts = Array.from({ length: 3000 }, (_, i) => `的 a b c d ${i} 资本开支 ${"和".repeat(20)}`);
  await add(database, { id: "big", texts });
  await indexer.workAll();
  const engine = openSearchEngine(index);
  const hostile = [
    "x ".repeat(5000),
    "资本".repeat(1900),
    "a ".repeat(250),
    "的",
    "a* OR b* OR c*",
    "\u0000\u0007 \u202e资本\ud800",
    `"((("`,
    '"'.repeat(255),
    "kind:filing ".repeat(200),
    "-".repeat(3000),
    `NEAR500(${"a b c d ".repeat(30)})`,
    `"${"和".repeat(600)}"`,
    "NOT NOT NOT NOT a",
    `${"(a OR ".repeat(30)}b${")".repeat(30)}`,
  ];
  for (const query of hostile) {
    const start = performance.now();
    try {
      await engine.search(ask(query));
    } catch (error) {
      assert.ok(error instanceof DossierError, String(error));
    }
    // Twice the promise, for machines that do other work beside the tests.
    assert.ok(performance.now() - start < 2000, `${query.slice(0, 30)} took ${performance.now() - start} ms`);
  }
});

test("of a long queue the newest is found first, the answer says what waits, and catching up finds the rest", async (t) => {
  const { database, index } = await library(t);
  const engine = openSearchEngine(index, { intake: { atOnce: 2, most: 100 } });
  for (let i = 0; i < 6; i++) await add(database, { id: `n${i}`, texts: [`zebrafinch ${i}`] });
  const asked = async () => {
    const { groups, problems } = await engine.search(ask("zebrafinch"));
    return {
      ids: groups.map(({ documentId }) => documentId).sort(),
      codes: problems.map(({ code }) => code),
    };
  };
  assert.deepEqual(await asked(), { ids: ["n4", "n5"], codes: ["index-behind"] });
  assert.equal(await engine.catchUp(), true);
  assert.deepEqual((await asked()).ids, ["n2", "n3", "n4", "n5"]);
  while (await engine.catchUp());
  assert.deepEqual(await asked(), { ids: ["n0", "n1", "n2", "n3", "n4", "n5"], codes: [] });
});

test("a document that is indexed again is found as it was until its new state is read, one that went is not", async (t) => {
  const { database, index, indexer } = await library(t);
  await indexer.workAll();
  const engine = openSearchEngine(index, { intake: { atOnce: 1, most: 100 } });
  const ids = async (query: string) =>
    (await engine.search(ask(query))).groups.map(({ documentId }) => documentId).sort();
  await database.transaction(async (within) => {
    await within.run("DELETE FROM passages WHERE document_id = 'c'");
    await passageIndexTable(within).enqueue([5], []);
    await passageIndexTable(within).touchDocument("a");
  });
  await add(database, { id: "d", texts: ["资本开支 zebrafinch"] });
  assert.deepEqual(await ids("资本开支"), ["a", "d"]);
  while (await engine.catchUp());
  assert.deepEqual(await ids("资本开支"), ["a", "d"]);
});

test("no more is kept in memory than is allowed: the indexer has the rest", async (t) => {
  const { database, index, indexer } = await library(t);
  const engine = openSearchEngine(index, { intake: { atOnce: 1, most: 3 } });
  await add(database, { id: "d", texts: ["one finch", "two finch", "three finch"] });
  while (await engine.catchUp());
  const asked = async () => (await engine.search(ask("finch"))).passageCount;
  assert.equal(await asked(), 3);
  assert.equal((await engine.search(ask("微软"))).passageCount, 0);
  await indexer.workAll();
  assert.equal((await engine.search(ask("微软"))).passageCount, 2);
  assert.equal(await asked(), 3);
});
