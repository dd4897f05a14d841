// jobs/worker.test.ts: how jobs end, with a clock that stands and handlers made for the test.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestDesk, type TestDesk } from "../../test/support/test-desk.ts";
import type { DeskEvent } from "../desk/desk.ts";
import type { JobInputs, JobName } from "../records/job.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import type { Handlers } from "./handlers.ts";
import { backoffMs, createWorker } from "./worker.ts";

async function enqueue<N extends JobName>(
  desk: TestDesk,
  id: string,
  name: N,
  input: JobInputs[N],
  documentId: string | null = null,
) {
  await desk.store.jobs.enqueue({
    id,
    name,
    input,
    subject: id,
    documentId,
    nowIso: isoOf(desk.clock.now()),
  });
}
const enqueueFetch = (desk: TestDesk, id: string) =>
  enqueue(desk, id, "fetch-url", { url: `https://example.com/${id}` });

const workerOf = (desk: TestDesk, handlers: Partial<Handlers>, atOnce = 2) =>
  createWorker(desk, { handlers: handlers as Handlers, atOnce });

test("a job that ends well is done, and its life is told step by step", async (t) => {
  const desk = await openTestDesk(t);
  await enqueueFetch(desk, "job_1");
  const told: string[] = [];
  desk.events.subscribe((event: DeskEvent) => {
    if (event.type === "job") told.push(`${event.job.state} ${event.job.stage} ${event.job.progress}`);
  });
  await workerOf(desk, { "fetch-url": (_desk, _input, progress) => progress("fetching", 0.5) }).drain();
  assert.deepEqual(told, ["running  null", "running fetching 0.5", "done fetching 1"]);
});

test("only what is unavailable is tried again, later each time, and in the end it failed", async (t) => {
  const desk = await openTestDesk(t);
  await enqueueFetch(desk, "job_1");
  let tries = 0;
  const worker = workerOf(desk, {
    "fetch-url": async () => {
      tries++;
      throw new DossierError("fetch-failed", { url: "u", reason: "no answer" }, { retryAfterMs: 90_000 });
    },
  });
  await worker.drain();
  const waiting = await desk.store.jobs.get("job_1");
  assert.equal(waiting?.state, "queued");
  assert.equal(
    waiting?.runAfter,
    isoOf(desk.clock.now() + 90_000),
    "a provider's wish counts when it is longer",
  );
  await worker.drain();
  assert.equal(tries, 1, "not before its time");
  desk.clock.advance(90_000);
  await worker.drain();
  assert.equal((await desk.store.jobs.get("job_1"))?.runAfter, isoOf(desk.clock.now() + backoffMs(2)));
  desk.clock.advance(backoffMs(2));
  await worker.drain();
  const failed = await desk.store.jobs.get("job_1");
  assert.deepEqual([failed?.state, failed?.failure?.code, tries], ["failed", "fetch-failed", 3]);
});

test("a caller's mistake and a bug are not tried again; the bug's stack is in the log only", async (t) => {
  const desk = await openTestDesk(t);
  await enqueueFetch(desk, "job_1");
  await enqueueFetch(desk, "job_2");
  await workerOf(desk, {
    "fetch-url": async (_desk, { url }) => {
      if (url.endsWith("1")) throw new DossierError("fetch-refused", { url, status: 403 });
      throw new Error("inner detail");
    },
  }).drain();
  assert.equal((await desk.store.jobs.get("job_1"))?.failure?.code, "fetch-refused");
  const bug = await desk.store.jobs.get("job_2");
  assert.deepEqual([bug?.state, bug?.failure?.code], ["failed", "internal-error"]);
  assert.doesNotMatch(bug!.failure!.message, /inner/);
  assert.ok(desk.logged.some((line) => line.includes("inner detail")));
});

test("a job that is cancelled while it runs stops at its next step", async (t) => {
  const desk = await openTestDesk(t);
  await enqueueFetch(desk, "job_1");
  let isPast = false;
  await workerOf(desk, {
    "fetch-url": async (_desk, _input, progress) => {
      await desk.store.jobs.cancel("job_1", isoOf(desk.clock.now()));
      await progress("next", null);
      isPast = true;
    },
  }).drain();
  assert.equal(isPast, false);
  assert.equal((await desk.store.jobs.get("job_1"))?.state, "cancelled");
});

test("what ran when the process died runs again, and is set aside when it takes the process down each time", async (t) => {
  const desk = await openTestDesk(t);
  await enqueueFetch(desk, "job_1");
  let runs = 0;
  const handlers: Partial<Handlers> = { "fetch-url": async () => void runs++ };
  for (let death = 0; death < 33; death++) {
    await desk.store.jobs.claim("dead", isoOf(desk.clock.now()));
    await desk.store.jobs.requeueSilent("9999");
  }
  const worker = workerOf(desk, handlers);
  await worker.start();
  await worker.drain();
  await worker.stop();
  assert.equal(runs, 0);
  assert.equal((await desk.store.jobs.get("job_1"))?.failure?.code, "job-gave-up");
  await desk.store.jobs.retry("job_1", isoOf(desk.clock.now()));
  await workerOf(desk, handlers).drain();
  assert.equal(runs, 1, "a person may ask again");
});

test("a job that was running at many deaths waits so that others get through", async (t) => {
  const desk = await openTestDesk(t);
  await enqueueFetch(desk, "job_1");
  for (let death = 0; death < 7; death++) {
    if (death > 0) await desk.store.jobs.requeueSilent("9999");
    await desk.store.jobs.claim("dead", isoOf(desk.clock.now()));
  }
  await enqueueFetch(desk, "job_2");
  const seen: string[] = [];
  const handlers: Partial<Handlers> = {
    "fetch-url": async (_desk, { url }) => void seen.push(url.slice(-5)),
  };
  const worker = workerOf(desk, handlers);
  await worker.start();
  await worker.drain();
  assert.deepEqual(seen, ["job_2"]);
  desk.clock.advance(4000);
  await worker.drain();
  await worker.stop();
  assert.deepEqual(seen, ["job_2", "job_1"]);
});

test("jobs of one document run one after the other in their order; others beside them", async (t) => {
  const desk = await openTestDesk(t);
  for (const [id, documentId] of [
    ["job_1", "doc_a"],
    ["job_2", "doc_a"],
    ["job_3", "doc_b"],
  ] as const)
    await enqueue(desk, id, "process-document", { documentId, versionId: id }, documentId);
  const events: string[] = [];
  await workerOf(
    desk,
    {
      "process-document": async (_desk, { versionId }, progress) => {
        events.push(`+${versionId}`);
        await progress("reading", null);
        events.push(`-${versionId}`);
      },
    },
    3,
  ).drain();
  assert.ok(events.indexOf("-job_1") < events.indexOf("+job_2"));
  assert.ok(events.indexOf("+job_3") < events.indexOf("+job_2"));
});

test("no more jobs run at once than there are hands, and each job runs once", async (t) => {
  const desk = await openTestDesk(t);
  for (let at = 0; at < 30; at++) await enqueueFetch(desk, `job_${at}`);
  let running = 0;
  let most = 0;
  const seen = new Map<string, number>();
  await workerOf(
    desk,
    {
      "fetch-url": async (_desk, { url }, progress) => {
        most = Math.max(most, ++running);
        seen.set(url, (seen.get(url) ?? 0) + 1);
        await progress("fetching", null);
        running--;
      },
    },
    3,
  ).drain();
  assert.ok(most > 1 && most <= 3, `${most} at once`);
  assert.deepEqual([seen.size, Math.max(...seen.values())], [30, 1]);
});

test("a document whose reading is given up does not stay in reading for ever", async (t) => {
  const desk = await openTestDesk(t);
  const { addBytes } = await import("../desk/add-document.ts");
  const actor = { id: "local", name: "", role: "owner" } as const;
  const { document } = await addBytes(desk, actor, { bytes: Buffer.from("A text."), name: "a.txt" });
  await workerOf(desk, {
    "process-document": async () => {
      throw new Error("broken");
    },
  }).drain();
  const after = await desk.store.documents.get(document!.id);
  assert.deepEqual([after?.state, after?.failure?.code], ["failed", "internal-error"]);
});

test("a started worker does all there is, also what is asked for while all hands are busy", async (t) => {
  const desk = await openTestDesk(t);
  let done = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const worker = workerOf(
    desk,
    {
      "fetch-url": async (_desk, _input, progress) => {
        // Heard while every hand is busy: must not be the last time that the worker looks.
        desk.events.publish({ type: "desk" });
        await progress("fetching", null);
        if (++done === 12) resolve();
      },
    },
    2,
  );
  for (let at = 0; at < 12; at++) await enqueueFetch(desk, `job_${at}`);
  await worker.start();
  await promise;
  await worker.stop();
  assert.equal((await desk.store.jobs.counts()).queued, 0);
});
