// store/documents.test.ts: documents, versions, tags and counts, on every engine.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { documentOf, ENGINES, openTestStore, versionOf } from "./engines.test-support.ts";

for (const engine of ENGINES) {
  describe(`documents on ${engine}`, () => {
    test("a document comes back as it was put", async (t) => {
      const store = await openTestStore(engine, t);
      const document = documentOf({
        tags: ["a", "b"],
        published: { iso: "2025-11-06", precision: "day", words: "2025年11月6日", from: "text" },
        problems: [{ code: "damaged", at: { page: 2 }, note: "Page 2 is damaged." }],
      });
      await store.documents.insert(document, null);
      assert.deepEqual(await store.documents.get(document.id), document);
    });

    test("a change sets what it names and leaves the rest", async (t) => {
      const store = await openTestStore(engine, t);
      await store.documents.insert(documentOf(), null);
      assert.equal(
        await store.documents.update("doc_1", { isFavourite: true, failure: { code: "x", message: "y" } }),
        true,
      );
      const changed = await store.documents.get("doc_1");
      assert.deepEqual(
        [changed!.isFavourite, changed!.failure, changed!.title],
        [true, { code: "x", message: "y" }, "A title"],
      );
      assert.equal(await store.documents.update("doc_none", { isFavourite: true }), false);
    });

    test("lists leave out the trash and the archive unless they are asked for", async (t) => {
      const store = await openTestStore(engine, t);
      await store.documents.insert(documentOf({ id: "doc_1" }), null);
      await store.documents.insert(documentOf({ id: "doc_2", trashedAt: "2025-11-07T00:00:00.000Z" }), null);
      await store.documents.insert(documentOf({ id: "doc_3", isArchived: true }), null);
      const ids = async (view: "library" | "trash" | "archive" | "all") =>
        (await store.documents.list({ view }, "oldest", 0, 10)).map(({ id }) => id);
      assert.deepEqual(await ids("library"), ["doc_1"]);
      assert.deepEqual(await ids("trash"), ["doc_2"]);
      assert.deepEqual(await ids("archive"), ["doc_3"]);
      assert.deepEqual(await ids("all"), ["doc_1", "doc_2", "doc_3"]);
    });

    test("a field's counts leave its own filter aside so that another value can be chosen", async (t) => {
      const store = await openTestStore(engine, t);
      await store.documents.insert(documentOf({ id: "doc_1", kind: "news", source: "A" }), null);
      await store.documents.insert(documentOf({ id: "doc_2", kind: "filing", source: "A" }), null);
      await store.documents.insert(
        documentOf({ id: "doc_3", kind: "filing", source: "B", tags: ["x"] }),
        null,
      );
      const facets = await store.documents.facets({ kinds: ["filing"] });
      assert.deepEqual(facets.kinds, [
        { value: "filing", count: 2 },
        { value: "news", count: 1 },
      ]);
      assert.deepEqual(facets.sources, [
        { value: "A", count: 1 },
        { value: "B", count: 1 },
      ]);
      assert.deepEqual(facets.tags, [{ value: "x", count: 1 }]);
    });

    test("a title filter takes % and _ as they are", async (t) => {
      const store = await openTestStore(engine, t);
      await store.documents.insert(documentOf({ id: "doc_1", title: "Margin at 12%" }), null);
      await store.documents.insert(documentOf({ id: "doc_2", title: "Margin at 120" }), null);
      assert.deepEqual(
        (await store.documents.list({ title: "12%" }, "newest", 0, 10)).map(({ id }) => id),
        ["doc_1"],
      );
    });

    test("the day of a before filter is inside", async (t) => {
      const store = await openTestStore(engine, t);
      await store.documents.insert(documentOf({ sortAt: "2025-11-06T23:59:00.000Z" }), null);
      assert.equal(await store.documents.count({ before: "2025-11-06", after: "2025-11-06" }), 1);
      assert.equal(await store.documents.count({ before: "2025-11-05" }), 0);
    });

    test("the bytes of a document are found again, those of another are not its own", async (t) => {
      const store = await openTestStore(engine, t);
      for (const id of ["doc_1", "doc_2"]) await store.documents.insert(documentOf({ id }), null);
      await store.documents.insertVersion(versionOf("doc_1", { sha256: "same" }));
      await store.documents.insertVersion(versionOf("doc_2", { sha256: "same" }));
      await store.documents.insertVersion(versionOf("doc_2", { id: "ver_b", number: 2, sha256: "own" }));
      assert.equal(await store.documents.byBytes("own"), "doc_2");
      assert.deepEqual(await store.documents.hashesOnlyOf("doc_2"), ["own"]);
    });

    test("a document that is removed takes everything of it along", async (t) => {
      const store = await openTestStore(engine, t);
      await store.documents.insert(documentOf({ tags: ["x"] }), null);
      await store.documents.insertVersion(versionOf("doc_1"));
      await store.passages.replace("doc_1", "ver_doc_1", [
        { ordinal: 0, start: 0, end: 4, page: 1, heading: "", kind: "text", text: "text", context: "" },
      ]);
      await store.documents.remove("doc_1");
      assert.equal(await store.documents.get("doc_1"), null);
      assert.deepEqual(await store.passages.rowsOf("doc_1"), []);
      assert.equal(await store.documents.version("ver_doc_1"), null);
    });

    test("a passage's number is never used for another passage", async (t) => {
      const store = await openTestStore(engine, t);
      const draft = {
        ordinal: 0,
        start: 0,
        end: 4,
        page: 1,
        heading: "",
        kind: "text",
        text: "text",
        context: "",
      } as const;
      await store.documents.insert(documentOf(), null);
      const first = await store.passages.replace("doc_1", "ver_doc_1", [draft]);
      const second = await store.passages.replace("doc_1", "ver_doc_1", [draft]);
      assert.deepEqual(second.removed, first.added);
      assert.ok(second.added[0]! > first.added[0]!);
    });

    test("a transaction that throws leaves nothing behind", async (t) => {
      const store = await openTestStore(engine, t);
      await assert.rejects(
        store.transaction(async (tables) => {
          await tables.documents.insert(documentOf(), null);
          throw new Error("stop");
        }),
        /stop/,
      );
      assert.equal(await store.documents.get("doc_1"), null);
    });
  });
}
