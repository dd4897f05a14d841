// store/jobs.test.ts: the durable queue, on every engine.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { documentOf, ENGINES, openTestStore } from "./engines.test-support.ts";
import type { Store } from "./store.ts";

const AT = "2025-11-06T10:00:00.000Z";
const LATER = "2025-11-06T11:00:00.000Z";
const queue = (store: Store, id: string, change: object = {}) =>
  store.jobs.enqueue({
    id,
    name: "process-document",
    input: { documentId: id, versionId: "v" },
    subject: id,
    nowIso: AT,
    ...change,
  });

for (const engine of ENGINES) {
  describe(`jobs on ${engine}`, () => {
    test("a job is claimed once, in the order of priority and then of coming", async (t) => {
      const store = await openTestStore(engine, t);
      await store.jobs.enqueue({ id: "job_0", name: "empty-trash", input: {}, subject: "trash", nowIso: AT });
      await queue(store, "job_1");
      await queue(store, "job_2");
      const claimed = [
        await store.jobs.claim("w", AT),
        await store.jobs.claim("w", AT),
        await store.jobs.claim("w", AT),
        await store.jobs.claim("w", AT),
      ];
      assert.deepEqual(
        claimed.map((one) => one?.job.id),
        ["job_1", "job_2", "job_0", undefined],
      );
      assert.deepEqual(claimed[0]!.input, { documentId: "job_1", versionId: "v" });
    });

    test("workers that claim at the same moment get different jobs, and none goes away empty while one waits", async (t) => {
      const store = await openTestStore(engine, t);
      for (const id of ["job_1", "job_2", "job_3"]) await queue(store, id);
      const claimed = await Promise.all(["a", "b", "c"].map((worker) => store.jobs.claim(worker, AT)));
      assert.deepEqual(claimed.map((one) => one?.job.id).sort(), ["job_1", "job_2", "job_3"]);
    });

    test("a failure is forgotten when the same work is asked for anew, and no other", async (t) => {
      const store = await openTestStore(engine, t);
      const failure = { code: "fetch-failed", message: "down" };
      const poll = (id: string, feedId: string) =>
        queue(store, id, { name: "poll-feed", input: { feedId }, subject: feedId });
      for (const feedId of ["fed_1", "fed_2"])
        await store.feeds.insert({
          id: feedId,
          url: feedId,
          title: feedId,
          intervalMinutes: 60,
          createdAt: AT,
        });
      for (const [id, feedId] of [
        ["job_1", "fed_1"],
        ["job_2", "fed_2"],
      ] as const) {
        await poll(id, feedId);
        await store.jobs.claim("w", AT);
        await store.jobs.fail(id, AT, failure, null);
      }
      await poll("job_3", "fed_1");
      assert.deepEqual(await store.jobs.failedIds(), ["job_2"]);
    });

    test("a failure of a feed that is gone or a document in the trash is not counted until the document is back", async (t) => {
      const store = await openTestStore(engine, t);
      await store.feeds.insert({ id: "fed_1", url: "u", title: "", intervalMinutes: 60, createdAt: AT });
      await store.documents.insert(documentOf({ id: "doc_1" }), null);
      await queue(store, "job_1", { name: "poll-feed", input: { feedId: "fed_1" } });
      await queue(store, "job_2", { documentId: "doc_1" });
      for (const id of ["job_1", "job_2"]) {
        await store.jobs.claim("w", AT);
        await store.jobs.fail(id, AT, { code: "fetch-failed", message: "down" }, null);
      }
      const seen = async () => [
        (await store.jobs.counts()).failed,
        (await store.jobs.list({ states: ["failed"] }, 0, 10)).total,
        (await store.jobs.failedIds()).length,
      ];
      assert.deepEqual(await seen(), [2, 2, 2]);
      await store.feeds.remove("fed_1");
      await store.documents.update("doc_1", { trashedAt: AT });
      assert.deepEqual(await seen(), [0, 0, 0]);
      assert.equal((await store.jobs.list({ documentId: "doc_1" }, 0, 10)).total, 1);
      await store.documents.update("doc_1", { trashedAt: null });
      assert.deepEqual(await seen(), [1, 1, 1]);
    });

    test("a job that must wait is not claimed before its time", async (t) => {
      const store = await openTestStore(engine, t);
      await queue(store, "job_1", { runAfterIso: LATER });
      assert.equal(await store.jobs.claim("w", AT), null);
      assert.equal((await store.jobs.claim("w", LATER))?.job.id, "job_1");
    });

    test("a running job whose worker fell silent goes back to the queue and keeps its count of tries", async (t) => {
      const store = await openTestStore(engine, t);
      await queue(store, "job_1");
      await store.jobs.claim("dead", AT);
      assert.equal(await store.jobs.requeueSilent(LATER), 1);
      const again = await store.jobs.claim("alive", LATER);
      assert.equal(again?.job.attempts, 2);
    });

    test("a running job that is cancelled hears of it at its next beat", async (t) => {
      const store = await openTestStore(engine, t);
      await queue(store, "job_1");
      await store.jobs.claim("w", AT);
      assert.equal(await store.jobs.beat("job_1", AT, "reading", 0.5), true);
      assert.equal(await store.jobs.cancel("job_1", AT), true);
      assert.equal(await store.jobs.beat("job_1", AT, "reading", 0.6), false);
    });

    test("a failed job can be run again, a done one cannot", async (t) => {
      const store = await openTestStore(engine, t);
      await queue(store, "job_1");
      await store.jobs.claim("w", AT);
      await store.jobs.fail("job_1", AT, { code: "read-crashed", message: "It stopped." }, null);
      assert.deepEqual((await store.jobs.get("job_1"))?.failure, {
        code: "read-crashed",
        message: "It stopped.",
      });
      assert.equal(await store.jobs.retry("job_1", LATER), true);
      await store.jobs.claim("w", LATER);
      await store.jobs.finish("job_1", LATER);
      assert.equal(await store.jobs.retry("job_1", LATER), false);
      assert.deepEqual(await store.jobs.counts(), {
        queued: 0,
        running: 0,
        done: 1,
        failed: 0,
        cancelled: 0,
      });
    });
  });
}
