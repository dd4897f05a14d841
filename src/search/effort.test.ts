// search/effort.test.ts: the work of one search has a limit, and an answer that was cut says so.

import assert from "node:assert/strict";
import { test } from "node:test";
import { keepLast, newBits, setBit } from "./bits.ts";
import { Effort, lighten } from "./effort.ts";
import { type EngineRequest, openSearchEngine } from "./engine.ts";
import { Indexer } from "./indexer.ts";
import { matchSegment } from "./match.ts";
import { MemoryStore } from "./memory-store.ts";
import { parseQuery } from "./query.ts";
import { plainQuery } from "./weigh.ts";

const COUNT = 600;
const MOST = { postings: 1000, places: 200 };

/** Every passage has three common words in a row, one in a hundred "rare" too. */
async function common() {
  const store = new MemoryStore();
  const passages = Array.from({ length: COUNT }, (_, i) => ({
    row: i + 1,
    documentId: `d${i}`,
    title: "",
    language: "en" as const,
    heading: "",
    kind: "text" as const,
    text: `alpha beta gamma ${i % 100 === 7 ? "rare" : ""}`,
    context: "",
  }));
  store.put(passages);
  store.putFacts(
    passages.map(({ documentId }) => ({
      id: documentId,
      kind: "news" as const,
      source: "wire",
      language: "en" as const,
      sortAt: "2025-11-06T00:00:00.000Z",
      tags: [],
      topicIds: [],
      isTrashed: false,
    })),
  );
  await new Indexer(store, {}).workAll();
  return store;
}

const asked = (text: string): EngineRequest => ({
  query: parseQuery(text),
  filters: { fields: [] },
  order: "relevance",
  offset: 0,
  limit: 10,
});

test("the commonest words leave the ranking when all together are too much work, and the answer names them", async () => {
  const store = await common();
  const engine = openSearchEngine(store, { most: MOST });
  const { groups, passageCount, problems } = await engine.search(asked("alpha rare beta gamma"));
  assert.equal(groups[0]!.documentId, "d7");
  assert.equal(passageCount, COUNT);
  assert.deepEqual(
    problems.map(({ code }) => code),
    ["words-too-common"],
  );
  assert.match(problems[0]!.note, /: beta, gamma\./);
  const whole = await openSearchEngine(store).search(asked("alpha rare beta gamma"));
  assert.deepEqual(whole.problems, []);
});

test("what is left ranks with at most the postings allowed, and the rarest word ranks whatever it costs", async () => {
  const segments = await openSearchEngine(await common()).segments();
  for (const [postings, expected] of [
    [1000, COUNT + 6],
    [10, 6],
    [1, 6],
    [10_000, 3 * COUNT + 6],
  ]) {
    const query = parseQuery("alpha rare beta gamma");
    const effort = new Effort(segments, { postings: postings!, places: 1 });
    await lighten(query.text, plainQuery(query), segments, effort);
    assert.equal(effort.postings, expected, `${postings}`);
  }
});

test("a phrase of common words is looked for only in the passages stored last, within the limit, and the answer says so", async () => {
  const store = await common();
  const engine = openSearchEngine(store, { most: { ...MOST, postings: 10_000 } });
  for (const text of ['"alpha beta"', "NEAR5(alpha beta)"]) {
    const { passageCount, groups, problems } = await engine.search(asked(text));
    assert.equal(passageCount, MOST.places / 2, text);
    assert.ok(
      groups.every(({ documentId }) => Number(documentId.slice(1)) >= COUNT - MOST.places / 2),
      text,
    );
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["phrase-too-common"],
      text,
    );
  }
  const rare = await engine.search(asked('"gamma rare"'));
  assert.equal(rare.passageCount, 6);
  assert.deepEqual(rare.problems, []);
});

test("reading places stays within the limit however long the phrase", async () => {
  const segments = await openSearchEngine(await common()).segments();
  const effort = new Effort(segments, MOST);
  for (const segment of segments)
    await matchSegment(segment, parseQuery(`"${"alpha beta gamma ".repeat(40)}"`).tree!, null, effort);
  assert.ok(effort.places > 0 && effort.places <= MOST.places, `${effort.places}`);
});

test("the last bits are kept", () => {
  const bits = newBits(100);
  for (const at of [0, 31, 32, 63, 64, 99]) setBit(bits, at);
  keepLast(bits, 3);
  const expected = newBits(100);
  for (const at of [63, 64, 99]) setBit(expected, at);
  assert.deepEqual(bits, expected);
});
