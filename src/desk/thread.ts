// desk/thread.ts: a worker thread that answers questions by name, and how to ask it.
//
// A thread that dies (out of memory, a bug) rejects what it was asked and is started anew at the next
// question, so that one bad document does not end the work of others. One that nobody asked for a while ends,
// and gives its memory back.

import { parentPort, type TransferListItem, Worker } from "node:worker_threads";
import { DossierError, type ErrorCode } from "../values/error.ts";

export interface Thread {
  /** Asks and waits; rejects with the thread's error, message and code kept. */
  ask<T>(question: string, input: unknown, onProgress?: (value: unknown) => void): Promise<T>;
  /** Whether it was started and has not ended. */
  readonly isRunning: boolean;
  close(): Promise<void>;
}

interface Reply {
  id: number;
  value?: unknown;
  error?: { message: string; code?: string; details?: Record<string, string | number> };
  progress?: unknown;
}

/**
 * Starts the thread at the first question, and ends it `idleMs` after the last answer (never, unless given).
 * `make` turns a {code, details} error back into one of ours.
 */
export function openThread(
  file: URL,
  workerData: unknown,
  make: (error: NonNullable<Reply["error"]>) => Error,
  idleMs = Number.POSITIVE_INFINITY,
): Thread {
  let worker: Worker | null = null;
  let last = 0;
  let idle: NodeJS.Timeout | undefined;
  const waiting = new Map<
    number,
    {
      resolve(value: unknown): void;
      reject(error: Error): void;
      onProgress: ((value: unknown) => void) | undefined;
    }
  >();
  const rejectAll = (from: Worker, error: Error) => {
    // An old thread's last words are no business of those who asked the new one.
    if (from !== worker) return;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = null;
  };
  const start = (): Worker => {
    // Left alone, garbage of a burst of work would make the heap grow to three times this and stay.
    const started = new Worker(file, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 16 } });
    started.on("message", ({ id, value, error, progress }: Reply) => {
      const asked = waiting.get(id);
      if (progress !== undefined) return asked?.onProgress?.(progress);
      waiting.delete(id);
      if (error !== undefined) asked?.reject(make(error));
      else asked?.resolve(value);
      if (waiting.size === 0) rest();
    });
    started.on("error", (error) => rejectAll(started, error as Error));
    started.on("exit", (code) => rejectAll(started, new Error(`thread ended with code ${code}`)));
    return started;
  };
  const rest = () => {
    if (!Number.isFinite(idleMs)) return;
    clearTimeout(idle);
    idle = setTimeout(() => {
      const ended = worker;
      worker = null;
      void ended?.terminate();
    }, idleMs);
    idle.unref();
  };
  return {
    get isRunning() {
      return worker !== null;
    },
    ask<T>(question: string, input: unknown, onProgress?: (value: unknown) => void): Promise<T> {
      clearTimeout(idle);
      worker ??= start();
      const id = ++last;
      return new Promise<T>((resolve, reject) => {
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, onProgress });
        worker!.postMessage({ id, question, input });
      });
    },
    async close() {
      clearTimeout(idle);
      await worker?.terminate();
    },
  };
}

/** An error that crossed a thread's border becomes one of ours again. */
export const errorFromThread = ({ message, code, details }: NonNullable<Reply["error"]>): Error =>
  code !== undefined && details !== undefined
    ? new DossierError(code as ErrorCode, details)
    : new Error(message);

export type Answers = Record<string, (input: never, onProgress: (value: unknown) => void) => unknown>;

/** The other end: answers questions in the order they come, one after the other. Called by a thread's own file. */
export function answerQuestions(answers: Answers): void {
  const port = parentPort!;
  let last: Promise<void> = Promise.resolve();
  port.on("message", ({ id, question, input }: { id: number; question: string; input: never }) => {
    last = last.then(async () => {
      try {
        const value = await answers[question]!(input, (progress) => port.postMessage({ id, progress }));
        port.postMessage({ id, value }, [] as TransferListItem[]);
      } catch (cause) {
        const error = cause as Error & { code?: string; details?: Record<string, string | number> };
        port.postMessage({ id, error: { message: error.message, code: error.code, details: error.details } });
      }
    });
  });
}
