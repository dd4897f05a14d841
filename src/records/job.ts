// records/job.ts: work that outlives a request: kept in the store, claimed by a worker, survives kill -9.

import { z } from "zod";

/** Every job by name, with what it needs. Front doors and verbs meet here without importing each other. */
export interface JobInputs {
  "process-document": { documentId: string; versionId: string };
  "derive-document": { documentId: string; versionId: string };
  "check-document": { documentId: string };
  "check-all": Record<string, never>;
  "recompute-topic": { topicId: string };
  "poll-feed": { feedId: string };
  "scan-folder": { folderId: string };
  "fetch-url": { url: string; tags?: string[]; topicId?: string };
  "rebuild-index": { reason: string };
  "embed-passages": { model: string };
  "empty-trash": Record<string, never>;
}
export type JobName = keyof JobInputs;

export const Job = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  /** What it works on, in words: a title, an address. */
  subject: z.string(),
  documentId: z.string().nullable(),
  /** The step it is in ("reading", "figures"); "" before the first. */
  stage: z.string(),
  /** 0 to 1, or null when it cannot be known. */
  progress: z.number().nullable(),
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Next try at the earliest; null when it is not waiting for one. */
  runAfter: z.string().nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type Job = z.infer<typeof Job>;
