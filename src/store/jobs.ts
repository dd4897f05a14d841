// store/jobs.ts: the table jobs: a durable queue. A job is claimed by one worker, beats its heart while it
// runs, and goes back to the queue when its worker dies.

import type { Job, JobInputs, JobName } from "../records/job.ts";
import type { Queryable, Row } from "./database.ts";
import { fromJson, json, Where } from "./rows.ts";

/** What goes first: a person waits for the small numbers. */
export const JOB_PRIORITY: Record<JobName, number> = {
  "process-document": 20,
  "fetch-url": 20,
  "derive-document": 40,
  "check-document": 50,
  "check-all": 65,
  "recompute-topic": 30,
  "poll-feed": 60,
  "scan-folder": 60,
  "rebuild-index": 70,
  "embed-passages": 75,
  "empty-trash": 80,
};

/** A claimed job with its input. */
export interface ClaimedJob {
  job: Job;
  name: JobName;
  input: JobInputs[JobName];
}

export interface NewJob<N extends JobName> {
  id: string;
  name: N;
  input: JobInputs[N];
  subject: string;
  documentId?: string | null;
  nowIso: string;
  runAfterIso?: string | null;
  maxAttempts?: number;
}

// A failure of what is gone (a feed no longer followed, a folder no longer watched, a document in the trash or deleted)
// asks nothing of anybody. Restored documents bring theirs back.
const MATTERS = `(state <> 'failed' OR (
  (document_id IS NULL OR EXISTS (SELECT 1 FROM documents d WHERE d.id = jobs.document_id AND d.trashed_at IS NULL))
  AND (name <> 'poll-feed' OR EXISTS (SELECT 1 FROM feeds f WHERE f.id = json_extract(jobs.input, '$.feedId')))
  AND (name <> 'scan-folder' OR EXISTS (SELECT 1 FROM folders f WHERE f.id = json_extract(jobs.input, '$.folderId')))))`;

export function jobsTable(db: Queryable) {
  return {
    async enqueue<N extends JobName>(job: NewJob<N>): Promise<void> {
      // The same work asked for anew speaks for it from now on: a feed that is down is one failure, not one an hour.
      await db.run("DELETE FROM jobs WHERE state = 'failed' AND name = ? AND input = ?", [
        job.name,
        JSON.stringify(job.input),
      ]);
      await db.run(
        "INSERT INTO jobs (id, name, input, state, subject, document_id, priority, max_attempts, created_at, run_after) VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)",
        [
          job.id,
          job.name,
          JSON.stringify(job.input),
          job.subject,
          job.documentId ?? null,
          JOB_PRIORITY[job.name],
          job.maxAttempts ?? 3,
          job.nowIso,
          job.runAfterIso ?? null,
        ],
      );
    },

    /** Whether the same work is waiting already, so that it need not be asked for twice. */
    async isWaiting<N extends JobName>(name: N, input: JobInputs[N]): Promise<boolean> {
      return (await this.waitingId(name, input)) !== null;
    },

    /** The job that waits with this work; null when none does. */
    async waitingId<N extends JobName>(name: N, input: JobInputs[N]): Promise<string | null> {
      const row = await db.get<{ id: string }>(
        "SELECT id FROM jobs WHERE name = ? AND input = ? AND state = 'queued' ORDER BY id LIMIT 1",
        [name, JSON.stringify(input)],
      );
      return row?.id ?? null;
    },

    /** Takes the first job that may run now; null when there is none. */
    async claim(worker: string, nowIso: string): Promise<ClaimedJob | null> {
      for (;;) {
        const row = await db.get(
          "SELECT * FROM jobs WHERE state = 'queued' AND (run_after IS NULL OR run_after <= ?) ORDER BY priority, id LIMIT 1",
          [nowIso],
        );
        if (row === undefined) return null;
        const id = String(row.id);
        const changed = await db.runLight(
          "UPDATE jobs SET state = 'running', worker = ?, started_at = ?, heartbeat_at = ?, attempts = attempts + 1, progress = NULL, stage = '', failure = NULL WHERE id = ? AND state = 'queued'",
          [worker, nowIso, nowIso, id],
        );
        // Another was quicker: there may be more behind that one.
        if (changed === 0) continue;
        const job: Job = {
          ...jobOf(row),
          state: "running",
          startedAt: nowIso,
          attempts: Number(row.attempts) + 1,
          progress: null,
          stage: "",
          failure: null,
        };
        return { job, name: String(row.name) as JobName, input: fromJson(row.input) };
      }
    },

    /** Says that the job lives and where it stands; false when somebody asked to cancel it or it is not running any more. */
    async beat(id: string, nowIso: string, stage: string, progress: number | null): Promise<boolean> {
      const changed = await db.runLight(
        "UPDATE jobs SET heartbeat_at = ?, stage = ?, progress = ? WHERE id = ? AND state = 'running' AND cancel_asked = 0",
        [nowIso, stage, progress, id],
      );
      return changed > 0;
    },

    /** Lost in a power cut it is done again, which every job may be. */
    async finish(id: string, nowIso: string): Promise<void> {
      await db.runLight(
        "UPDATE jobs SET state = 'done', ended_at = ?, progress = 1, run_after = NULL WHERE id = ?",
        [nowIso, id],
      );
    },

    /** Ends a try: back to the queue when `runAfterIso` is given, else failed for good. */
    async fail(
      id: string,
      nowIso: string,
      failure: { code: string; message: string },
      runAfterIso: string | null,
    ): Promise<void> {
      if (runAfterIso !== null)
        await db.run(
          "UPDATE jobs SET state = 'queued', failure = ?, run_after = ?, worker = NULL WHERE id = ?",
          [json(failure), runAfterIso, id],
        );
      else
        await db.run(
          "UPDATE jobs SET state = 'failed', failure = ?, ended_at = ?, run_after = NULL WHERE id = ?",
          [json(failure), nowIso, id],
        );
    },

    /** Cancels a waiting job at once and asks a running one to stop; false when it had ended. */
    async cancel(id: string, nowIso: string): Promise<boolean> {
      const waiting = await db.run(
        "UPDATE jobs SET state = 'cancelled', ended_at = ? WHERE id = ? AND state = 'queued'",
        [nowIso, id],
      );
      return (
        waiting > 0 ||
        (await db.run("UPDATE jobs SET cancel_asked = 1 WHERE id = ? AND state = 'running'", [id])) > 0
      );
    },

    async setCancelled(id: string, nowIso: string): Promise<void> {
      await db.run("UPDATE jobs SET state = 'cancelled', ended_at = ? WHERE id = ?", [nowIso, id]);
    },

    /** Queues a failed or cancelled job again with all its tries; false when it is neither. */
    async retry(id: string, nowIso: string): Promise<boolean> {
      const changed = await db.run(
        "UPDATE jobs SET state = 'queued', attempts = 0, failure = NULL, ended_at = NULL, run_after = NULL, cancel_asked = 0, created_at = ? WHERE id = ? AND state IN ('failed', 'cancelled')",
        [nowIso, id],
      );
      return changed > 0;
    },

    /** Puts jobs of workers that died back in the queue: all running ones at start, or those silent since a moment. */
    async requeueSilent(beforeIso: string): Promise<number> {
      return db.run(
        "UPDATE jobs SET state = 'queued', worker = NULL, stage = '' WHERE state = 'running' AND heartbeat_at < ?",
        [beforeIso],
      );
    },

    async get(id: string): Promise<Job | null> {
      const row = await db.get("SELECT * FROM jobs WHERE id = ?", [id]);
      return row === undefined ? null : jobOf(row);
    },

    /** Running first, then waiting, then the ended ones, newest first. Failures of what is gone only for one document. */
    async list(
      filter: { states?: string[]; documentId?: string },
      offset: number,
      limit: number,
    ): Promise<{ jobs: Job[]; total: number }> {
      const where = new Where();
      where.oneOf("state", filter.states);
      if (filter.documentId === undefined) where.add(MATTERS);
      else where.add("document_id = ?", filter.documentId);
      const rows = await db.all(
        `SELECT * FROM jobs ${where.sql} ORDER BY CASE state WHEN 'running' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END, CASE WHEN state = 'queued' THEN priority END, coalesce(ended_at, created_at) DESC, id DESC LIMIT ? OFFSET ?`,
        [...where.parameters, limit, offset],
      );
      const total = await db.get<{ n: number }>(
        `SELECT count(*) AS n FROM jobs ${where.sql}`,
        where.parameters,
      );
      return { jobs: rows.map(jobOf), total: total!.n };
    },

    /** Jobs by state; failures of what is gone are not counted. */
    async counts(): Promise<Record<Job["state"], number>> {
      const counts = { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
      for (const row of await db.all<{ state: Job["state"]; n: number }>(
        `SELECT state, count(*) AS n FROM jobs WHERE ${MATTERS} GROUP BY state`,
      ))
        counts[row.state] = row.n;
      return counts;
    },

    async failedIds(): Promise<string[]> {
      const rows = await db.all<{ id: string }>(
        `SELECT id FROM jobs WHERE state = 'failed' AND ${MATTERS} ORDER BY id`,
      );
      return rows.map(({ id }) => id);
    },

    /** Ended jobs older than a moment are history nobody reads; returns how many went. */
    async forgetEnded(beforeIso: string): Promise<number> {
      return db.run("DELETE FROM jobs WHERE state IN ('done', 'cancelled') AND ended_at < ?", [beforeIso]);
    },

    /** When the next waiting job may run; null when none waits for a moment. */
    async nextRunAfter(): Promise<string | null> {
      const row = await db.get<{ at: string | null }>(
        "SELECT min(run_after) AS at FROM jobs WHERE state = 'queued' AND run_after IS NOT NULL",
      );
      return row?.at ?? null;
    },
  };
}

function jobOf(row: Row): Job {
  return {
    id: String(row.id),
    name: String(row.name),
    state: String(row.state) as Job["state"],
    subject: String(row.subject),
    documentId: row.document_id as string | null,
    stage: String(row.stage),
    progress: row.progress as number | null,
    attempts: Number(row.attempts),
    maxAttempts: Number(row.max_attempts),
    createdAt: String(row.created_at),
    startedAt: row.started_at as string | null,
    endedAt: row.ended_at as string | null,
    runAfter: row.run_after as string | null,
    failure: fromJson(row.failure),
  };
}
