// store/page-queries.test.ts: queries for a page of documents at once say what single ones say, on every engine.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Finding } from "../records/finding.ts";
import { documentOf, ENGINES, openTestStore } from "./engines.test-support.ts";

const findingOf = (id: string, documentIds: string[], verdict: Finding["verdict"]): Finding =>
  ({
    id,
    check: "sum 1",
    verdict,
    documentIds,
    operands: [],
    settled: null,
    createdAt: "2025-11-06",
  }) as unknown as Finding;

for (const engine of ENGINES) {
  describe(`a page's queries on ${engine}`, () => {
    test("stories come with their first members outside the trash, and unknown ids are left out", async (t) => {
      const store = await openTestStore(engine, t);
      for (const [at, trashedAt] of [null, null, "2025-11-07T00:00:00.000Z", null].entries())
        await store.documents.insert(
          documentOf({ id: `doc_${at}`, sortAt: `2025-11-0${at + 1}`, trashedAt }),
          null,
        );
      await store.stories.insert("sto_1", "doc_0");
      for (let at = 0; at < 4; at++) await store.stories.addMember("sto_1", `doc_${at}`, 0.9, "like");
      const whole = await store.stories.get("sto_1");
      assert.deepEqual((await store.stories.many(["sto_1", "sto_9"], 10)).get("sto_1"), whole);
      const cut = await store.stories.many(["sto_1", "sto_9"], 2);
      assert.deepEqual([...cut.keys()], ["sto_1"]);
      assert.deepEqual(cut.get("sto_1")!.members, whole!.members.slice(0, 2));
    });

    test("a member of a story says whether its day is a date of its own", async (t) => {
      const store = await openTestStore(engine, t);
      const published = { iso: "2025-11-01", precision: "day" as const, words: "2025-11-01", from: "given" };
      for (const [id, own] of [
        ["doc_1", published],
        ["doc_2", null],
      ] as const)
        await store.documents.insert(
          documentOf({ id, sortAt: `2025-11-0${id.at(-1)}`, published: own }),
          null,
        );
      await store.stories.insert("sto_1", "doc_1");
      for (const id of ["doc_1", "doc_2"]) await store.stories.addMember("sto_1", id, 0.9, "like");
      const dated = (await store.stories.get("sto_1"))!.members.map(({ isDated }) => isDated);
      assert.deepEqual(dated, [true, false]);
    });

    test("open failures of each document are cut by number, and agreements and other documents stay out", async (t) => {
      const store = await openTestStore(engine, t);
      for (const id of ["doc_1", "doc_2", "doc_3"]) await store.documents.insert(documentOf({ id }), null);
      await store.findings.put(findingOf("fnd_1", ["doc_1"], "fails"), "2025-11-01");
      await store.findings.put(findingOf("fnd_2", ["doc_1", "doc_2"], "conflict"), "2025-11-03");
      await store.findings.put(findingOf("fnd_3", ["doc_1"], "fails"), "2025-11-02");
      await store.findings.put(findingOf("fnd_4", ["doc_2"], "agree"), "2025-11-02");
      await store.findings.put(findingOf("fnd_5", ["doc_3"], "fails"), "2025-11-02");
      const found = await store.findings.openOf(["doc_1", "doc_2"], 2);
      assert.deepEqual([...found].map(([id, own]) => [id, own.map((one) => one.id)]).sort(), [
        ["doc_1", ["fnd_2", "fnd_3"]],
        ["doc_2", ["fnd_2"]],
      ]);
    });
  });
}
