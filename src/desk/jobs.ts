// desk/jobs.ts: the work that goes on: list, run again, cancel.

import { z } from "zod";
import { Job, type JobName } from "../records/job.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";
import { giveUp } from "./give-up.ts";
import { many } from "./list-documents.ts";
import { operation } from "./operation.ts";

export const listJobs = operation({
  name: "list-jobs",
  summary: "List jobs: running first, then waiting, then ended.",
  http: "GET /api/jobs",
  cli: "jobs",
  allow: "viewer",
  input: z.object({
    states: many,
    documentId: z.string().optional(),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({
    jobs: z.array(Job),
    total: z.number().int(),
    counts: z.record(z.string(), z.number().int()),
  }),
  async run(desk, _actor, { states, documentId, offset, limit }) {
    const [{ jobs, total }, counts] = await Promise.all([
      desk.store.jobs.list({ states, documentId }, offset, limit),
      desk.store.jobs.counts(),
    ]);
    return { jobs, total, counts };
  },
});

export const retryJob = operation({
  name: "retry-job",
  summary: "Run a failed or cancelled job again.",
  http: "POST /api/jobs/:id/retry",
  cli: "retry <id>",
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: Job,
  async run(desk, _actor, { id }) {
    const job = await findJob(desk, id);
    if (!(await desk.store.jobs.retry(id, isoOf(desk.clock.now()))))
      throw new DossierError("job-not-retryable", { id, state: job.state });
    return told(desk, id);
  },
});

export const retryFailedJobs = operation({
  name: "retry-failed-jobs",
  summary: "Run all failed jobs again.",
  http: "POST /api/jobs/retry-failed",
  cli: "retry-failed",
  allow: "editor",
  input: z.object({}),
  output: z.object({ retried: z.number().int() }),
  async run(desk) {
    const ids = await desk.store.jobs.failedIds();
    for (const id of ids) await desk.store.jobs.retry(id, isoOf(desk.clock.now()));
    desk.events.publish({ type: "desk" });
    return { retried: ids.length };
  },
});

export const cancelJob = operation({
  name: "cancel-job",
  summary: "Cancel a job: a waiting one at once, a running one at its next step.",
  http: "POST /api/jobs/:id/cancel",
  cli: "cancel <id>",
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: Job,
  async run(desk, _actor, { id }) {
    const before = await findJob(desk, id);
    await desk.store.jobs.cancel(id, isoOf(desk.clock.now()));
    // A running one marks its document itself when it stops; a waiting one never starts.
    if (before.state === "queued" && before.documentId !== null) {
      const { code, message } = new DossierError("job-cancelled");
      await giveUp(
        desk,
        before.name as JobName,
        { documentId: before.documentId, versionId: "" },
        { code, message },
      );
    }
    return told(desk, id);
  },
});

async function told(desk: Desk, id: string): Promise<Job> {
  const job = await findJob(desk, id);
  desk.events.publish({ type: "job", job });
  return job;
}

async function findJob(desk: Desk, id: string): Promise<Job> {
  const job = await desk.store.jobs.get(id);
  if (job === null) throw new DossierError("job-not-found", { id });
  return job;
}
