// test/http/search.test.ts: searches through the front door over a real index: hostile queries, corrections, vectors.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { embeddingConfig } from "../../src/desk/embedding-endpoint.ts";
import { openDeskSearch } from "../../src/desk/search-desk.ts";
import { embedPassages, openQuestionVectors, queueEmbedding } from "../../src/desk/search-vectors.ts";
import type { SearchAnswer } from "../../src/records/search.ts";
import { Indexer } from "../../src/search/indexer.ts";
import { openKnowledge } from "../../src/search/knowledge.ts";
import { passageIndex } from "../../src/store/passage-index.ts";
import { databasePath } from "../../src/store/store.ts";
import { type Language, languageOf } from "../../src/values/language.ts";
import { openEmbeddingServer } from "../support/embedding-server.ts";
import { openTestApp, openTestDesk, sent, type TestDesk, type TestDeskParts } from "../support/test-desk.ts";

/** A desk with the real search in this thread, and its documents by title. */
async function open(t: TestContext, texts: Record<string, string[]>, parts: TestDeskParts = {}) {
  const plain = await openTestDesk(t, parts);
  for (const [title, passages] of Object.entries(texts)) await add(plain, title, passages);
  const search = await openDeskSearch(databasePath(plain.store.folder));
  const vectorOf = openQuestionVectors();
  const desk: TestDesk = {
    ...plain,
    search: {
      ...plain.search,
      suggest: search.suggest,
      refresh: (ids) => search.changed(ids ?? null),
      matching: search.matching,
      async search(request) {
        const endpoint = await embeddingConfig(plain.settings, plain.store);
        const { vector, problems } = await vectorOf(endpoint, request.query);
        const answer = await search.search(request, vector, endpoint?.model ?? null);
        return { ...answer, problems: [...answer.problems, ...problems] };
      },
    },
  };
  const app = await openTestApp(t, desk);
  const ask = async (query: string, more = "") => {
    const startedAt = performance.now();
    const response = await app.request(
      `/api/search?query=${encodeURIComponent(query.toWellFormed())}${more}`,
    );
    const body = (await response.json()) as SearchAnswer & { error?: { code: string } };
    return { status: response.status, body, tookMs: performance.now() - startedAt };
  };
  return { desk, app, ask };
}

async function add(desk: TestDesk, title: string, passages: string[]): Promise<void> {
  const language: Language = languageOf(passages.join(""));
  await desk.store.database.transaction(async (within) => {
    await within.run(
      "INSERT INTO documents (id, version_id, version_number, title, title_by, source, source_by, author, kind, kind_by, language, added_at, updated_at, sort_at, file_name, media_type, size_bytes, state) VALUES (?, ?, 1, ?, 'null', 'Wire', 'null', '', 'news', 'null', ?, '2025-06-01T00:00:00.000Z', '2025-06-01T00:00:00.000Z', '2025-06-01T00:00:00.000Z', '', 'text/plain', 0, 'ready')",
      [`doc_${title}`, `ver_${title}`, title, language],
    );
  });
  await desk.store.transaction(async (tables) => {
    const drafts = passages.map((text, ordinal) => ({
      ordinal,
      start: 0,
      end: text.length,
      page: 1,
      heading: "",
      kind: "text" as const,
      text,
      context: "",
    }));
    const { removed, added } = await tables.passages.replace(`doc_${title}`, `ver_${title}`, drafts);
    await tables.index.enqueue(removed, added);
  });
}

const titles = ({ results }: SearchAnswer) => results.map(({ title }) => title);

test("hostile queries are answered or refused within a second", async (t) => {
  const many = Array.from({ length: 3000 }, (_, i) => `data center number ${i} 数据中心第 ${i} 号`);
  const { ask, desk } = await open(t, { many });
  await new Indexer(passageIndex(desk.store.database), { hooks: openKnowledge().index }).workAll();
  await ask("warm");
  const hostile: [string, number, string?][] = [
    ["x".repeat(10_000), 422, "query-too-long"],
    [`${"数据".repeat(1900)}`, 200],
    ["data OR center OR number", 200],
    ["data center number 数据中心", 200],
    ["\u0000\u0001\u001b[31m data\u007f\ud800", 200],
    ['"data center (number "', 200],
    [`${"(".repeat(500)}data`, 200],
    [Array.from({ length: 200 }, (_, i) => `tag:t${i}`).join(" "), 200],
    [Array.from({ length: 300 }, (_, i) => `tag:t${i}`).join(" "), 422, "query-too-complex"],
    [Array.from({ length: 200 }, () => "has:figure").join(" "), 200],
    ["d* a* 数*", 200],
    ["NOT NOT NOT -", 200],
  ];
  for (const [query, status, code] of hostile) {
    const answer = await ask(query);
    const shown = query.slice(0, 30);
    assert.equal(answer.status, status, shown);
    assert.equal(answer.body.error?.code, code, shown);
    assert.ok(answer.tookMs < 1000, `${shown} took ${answer.tookMs} ms`);
  }
});

test("what was stored is found at once, before and after the index takes it in", async (t) => {
  const { ask, desk } = await open(t, { old: ["The zebrafinch report of last year."] });
  assert.deepEqual(titles((await ask("zebrafinch")).body), ["old"]);
  const indexer = new Indexer(passageIndex(desk.store.database), { hooks: openKnowledge().index, batch: 4 });
  let work = indexer.workAll();
  for (let i = 0; i < 6; i++) {
    await add(desk, `new${i}`, [`Finding ${i}: the zebrafinch index.`, "Other words."]);
    const { body, tookMs } = await ask(`zebrafinch index finding ${i}`);
    assert.equal(titles(body)[0], `new${i}`);
    assert.ok(tookMs < 1000, `${tookMs} ms`);
    await work;
    work = indexer.workAll();
  }
  await work;
  assert.equal((await ask("zebrafinch")).body.documentCount, 7);
});

test("a misspelt query is answered with a better one, and typing is completed as the texts write it", async (t) => {
  const { ask, app } = await open(t, {
    en: ["Capital expenditures of NVIDIA rose.", "Depreciation follows expenditures."],
    zh: ["资本开支指引上调，资本开支计划不变。"],
  });
  assert.equal((await ask("expendituers")).body.suggestion, "expenditures");
  assert.equal((await ask("资本开只")).body.suggestion, "资本开支");
  assert.equal((await ask("expenditures 资本开支")).body.suggestion, null);
  const complete = async (prefix: string) => {
    const response = await app.request(`/api/suggest?prefix=${encodeURIComponent(prefix)}`);
    return ((await response.json()) as { completions: string[] }).completions;
  };
  assert.deepEqual(await complete("rise of nvi"), ["rise of NVIDIA"]);
  assert.ok((await complete("资本")).includes("资本开支"));
});

test("a topic's other names count from the next search on", async (t) => {
  const { ask, app, desk } = await open(t, { one: ["The Harbour Street project is on time."] });
  assert.deepEqual(titles((await ask("Moonlight")).body), []);
  const topic = { name: "Moonlight", aliases: [{ text: "Harbour Street", kind: "name" }] };
  assert.equal((await app.request("/api/topics", sent("POST", topic))).status, 200);
  const { body } = await ask("Moonlight");
  assert.deepEqual(titles(body), ["one"]);
  assert.ok(body.results[0]!.hits[0]!.why.some((why) => why.includes("→")));
  const [known] = await desk.store.topics.list();
  assert.deepEqual(titles((await ask("project", `&topicId=${known!.id}`)).body), []);
  const member = { topicId: known!.id, documentId: "doc_one", mentions: 1, why: "name" };
  await desk.store.topics.addMembers([member], "2025-06-01T00:00:00.000Z");
  assert.deepEqual(titles((await ask("project", `&topicId=${known!.id}`)).body), ["one"]);
});

test("with an embedding endpoint passages without a common word are found too, and words alone while it is down", async (t) => {
  const server = await openEmbeddingServer(t);
  const texts = {
    car: ["The car was sold.", "Rain fell."],
    doctor: ["A doctor came by."],
    other: ["Copper prices fell again in May."],
  };
  const settings = { embeddingUrl: server.url, embeddingModel: "hashed-words" };
  const { desk, ask } = await open(t, texts, { settings });
  await queueEmbedding(desk);
  assert.equal((await desk.store.jobs.list({ states: ["queued"] }, 0, 10)).total, 1);
  server.mood = 503;
  const progress = async () => {};
  await assert.rejects(embedPassages(desk, { model: "hashed-words" }, progress), {
    code: "embedding-failed",
  });
  server.mood = "garbage";
  await assert.rejects(embedPassages(desk, { model: "hashed-words" }, progress), {
    code: "embedding-failed",
  });
  server.mood = "ok";
  await embedPassages(desk, { model: "hashed-words" }, progress);
  assert.equal(await desk.store.vectors.count("hashed-words"), 4);
  assert.deepEqual(await desk.store.vectors.missing("hashed-words", 0, 10), []);

  const { body } = await ask("automobile");
  assert.equal(titles(body)[0], "car");
  assert.deepEqual(body.results[0]!.hits[0]!.why, ["similar in meaning"]);
  assert.deepEqual(titles((await ask("automobile kind:filing")).body), [], "filters hold");
  assert.deepEqual(titles((await ask('"automobile"')).body), [], "a literal query is by words");
  const both = (await ask("sold")).body;
  assert.equal(titles(both)[0], "car");

  await add(desk, "late", ["The physician left."]);
  await embedPassages(desk, { model: "hashed-words" }, progress);
  assert.deepEqual(new Set(titles((await ask("physician")).body).slice(0, 2)), new Set(["late", "doctor"]));

  server.mood = 500;
  const down = (await ask("copper prices")).body;
  assert.equal(titles(down)[0], "other");
  assert.deepEqual(
    down.problems.map(({ code }) => code),
    ["no-vectors"],
  );
});

test("an endpoint is connected, changed and switched off between two searches, and its key is never told", async (t) => {
  const [first, second] = [await openEmbeddingServer(t), await openEmbeddingServer(t)];
  const { desk, app, ask } = await open(t, { car: ["The car was sold."], other: ["Rain fell in May."] });
  const put = async (body: object) => {
    const reply = await app.request("/api/embedding", sent("PUT", body));
    return { status: reply.status, text: await reply.text() };
  };
  const status = async () =>
    (await (await app.request("/api/embedding")).json()) as { isOn: boolean; vectorCount: number };
  const fill = () => embedPassages(desk, { model: "" }, async () => {});
  assert.deepEqual(titles((await ask("automobile")).body), []);

  const key = "sk-of-the-endpoint-123";
  const set = await put({ url: first.url, model: "one", key });
  assert.ok(!set.text.includes(key), "the key is not returned");
  assert.equal((await desk.store.jobs.list({ states: ["queued"] }, 0, 10)).total, 1);
  await fill();
  assert.deepEqual([first.keys.at(-1), (await status()).vectorCount], [`Bearer ${key}`, 2]);
  assert.equal(titles((await ask("automobile")).body)[0], "car");

  assert.equal((await put({ url: second.url, model: "two" })).status, 200);
  await fill();
  assert.equal(second.keys.at(-1), undefined, "a kept key does not follow to another address");
  assert.deepEqual([await desk.store.vectors.count("one"), await desk.store.vectors.count("two")], [0, 2]);
  assert.equal(titles((await ask("automobile")).body)[0], "car");

  await put({ url: second.url, model: "two", isOn: false });
  const asked = second.texts.length;
  assert.deepEqual(titles((await ask("automobile")).body), []);
  assert.deepEqual([second.texts.length, (await status()).isOn], [asked, false], "off is off");
  assert.equal((await put({ url: "ftp://somewhere", model: "two" })).status, 400);
});

test("vectors that come back after the endpoint was changed are not kept", async (t) => {
  const server = await openEmbeddingServer(t);
  const { desk, app } = await open(t, { car: ["The car was sold."] });
  await app.request("/api/embedding", sent("PUT", { url: server.url, model: "one" }));
  await embedPassages(desk, { model: "one" }, async () => {
    await app.request("/api/embedding", sent("PUT", { url: server.url, model: "two" }));
  });
  assert.deepEqual([await desk.store.vectors.count("one"), await desk.store.vectors.count("two")], [0, 0]);
});

test("the test of an endpoint sends one word and says how long its vectors are, or why not", async (t) => {
  const server = await openEmbeddingServer(t);
  const { app } = await open(t, { car: ["The car was sold."] });
  const tried = async (given: object = { url: server.url, model: "hashed-words" }) => {
    const reply = await app.request("/api/embedding/test", sent("POST", given));
    return (await reply.json()) as {
      isWorking: boolean;
      dimensions: number;
      failure: { code: string } | null;
    };
  };
  const works = await tried();
  assert.deepEqual([works.isWorking, works.dimensions, server.texts], [true, 64, ["ready"]]);
  assert.equal((await tried({})).failure!.code, "bad-input", "nothing is set yet");
  await app.request("/api/embedding", sent("PUT", { url: server.url, model: "hashed-words", key: "sk-1" }));
  assert.equal((await tried({})).isWorking, true, "what is left out is what is set");
  assert.equal(server.keys.at(-1), "Bearer sk-1");
  server.mood = 503;
  const fails = await tried();
  assert.deepEqual([fails.isWorking, fails.failure!.code], [false, "embedding-failed"]);
});
