// desk/desk.ts: what every verb is given: the store and the few things that touch the world.
//
// app.ts makes one; tests make one with a fixed clock, a temporary folder and a fetcher of their own.

import type { Document } from "../records/document.ts";
import type { Job } from "../records/job.ts";
import type { BlobFile, Reading, ReadLimits } from "../records/reading.ts";
import type { SearchAnswer, SearchRequest } from "../records/search.ts";
import type { Settings } from "../settings/load.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "../values/clock.ts";
import type { Log } from "../values/log.ts";
import type { CheckAnswers } from "./check-answers.ts";
import type {
  DerivedMeaning,
  DerivedText,
  DeriveMeaningInput,
  DeriveTextInput,
  deriveChecks,
  deriveDigest,
  deriveTopics,
} from "./derive.ts";

export interface Desk {
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  /** Reads and draws files in processes that can be killed. */
  readonly reader: DeskReader;
  /** Cuts, classifies and digests in a thread: what follows reading and must not hold up requests. */
  readonly derive: {
    text(input: DeriveTextInput): Promise<DerivedText>;
    meaning(input: DeriveMeaningInput): Promise<DerivedMeaning>;
    digest(input: Parameters<typeof deriveDigest>[0]): Promise<ReturnType<typeof deriveDigest>>;
    topics(input: Parameters<typeof deriveTopics>[0]): Promise<ReturnType<typeof deriveTopics>>;
    checks(input: Parameters<typeof deriveChecks>[0]): Promise<ReturnType<typeof deriveChecks>>;
  };
  /** Works out checks in a thread with a connection of its own; see check-answers.ts. */
  readonly checks: CheckAnswers;
  readonly search: DeskSearch;
  /** Gets bytes from an address, after the rules on private addresses. */
  readonly fetch: DeskFetch;
  readonly events: Events;
  /** Version of the program. */
  readonly version: string;
  /** Stops threads and processes and closes the store; what was committed is kept. */
  close(): Promise<void>;
}

export interface DeskReader {
  read(
    file: BlobFile,
    limits: ReadLimits,
    onProgress?: (done: number, total: number) => void,
  ): Promise<Reading>;
  /** A page as PNG, `widthPx` wide. */
  render(request: {
    path: string;
    name: string;
    page: number;
    widthPx: number;
    password?: string;
  }): Promise<Uint8Array>;
  /** Name of the OCR engine in use; null when there is none. */
  ocrEngine(): Promise<string | null>;
}

export interface DeskSearch {
  search(request: SearchRequest): Promise<SearchAnswer>;
  suggest(prefix: string, limit: number): Promise<string[]>;
  /** Passages like this one, by its rarest words. */
  similar(passageId: string, limit: number): Promise<SearchAnswer>;
  /** Documents that match a query, ids only, for topics with a query: all of them or those of `among`. */
  matching(query: string, among?: string[]): Promise<string[]>;
  /**
   * Tells the engine that passages changed, or what filters look at in these documents (without ids: in any of them).
   * Returns when it is visible to the next search.
   */
  refresh(ids?: readonly string[]): Promise<void>;
  /** Makes a new generation of the index from the passages and then serves it. */
  rebuild(onProgress?: (done: number, total: number) => void): Promise<void>;
  /** What is odd about the index, in plain sentences; empty when it is sound. */
  check(): Promise<string[]>;
}

/** Tells where a job stands: a stage by name and 0 to 1, or null when it cannot be known. Throws when the job was cancelled. */
export type Progress = (stage: string, done: number | null) => Promise<void>;

export interface Fetched {
  status: number;
  bytes: Uint8Array;
  contentType: string | null;
  charset: string | null;
  finalUrl: string;
  etag: string | null;
  lastModified: string | null;
  fileName: string | null;
}

export type DeskFetch = (
  url: string,
  conditions?: { etag?: string | null; lastModified?: string | null },
) => Promise<Fetched>;

export type DeskEvent =
  | { type: "job"; job: Job }
  | { type: "document"; id: string; state: Document["state"] | "trashed" | "deleted" }
  | { type: "topic"; id: string }
  | { type: "desk" };

/** What changed, told to whoever listens: open pages, the worker. Lost when nobody listens; the store is the truth. */
export interface Events {
  publish(event: DeskEvent): void;
  /** Calls `listener` for every event until the returned function is called. */
  subscribe(listener: (event: DeskEvent) => void): () => void;
}

/** Events inside one thread. Listeners must not throw: whoever publishes would bear it. */
export function localEvents(): Events {
  const listeners = new Set<(event: DeskEvent) => void>();
  return {
    publish(event) {
      for (const listener of [...listeners]) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
