// desk/thread.ts: a worker thread that answers questions by name, and how to ask it.
//
//   asker ── {id, question, input} ──> other end        id 0: told, no answer is wanted
//         <── {id, progress} … {id, value} or {id, error}
//
// Both ends speak the same way, so a thread may ask back whoever started it. A thread that dies (out of memory,
// a bug) rejects what it was asked and is started anew at the next question, so that one bad document does not
// end the work of others. One that nobody asked for a while ends, and gives its memory back.

import { parentPort, Worker } from "node:worker_threads";
import { DossierError, type ErrorCode } from "../values/error.ts";

export interface Asks {
  /** Asks and waits; rejects with the other end's error, message and code kept. */
  ask<T>(question: string, input: unknown, onProgress?: (value: unknown) => void): Promise<T>;
  /** Says something that wants no answer; lost when nobody is there. */
  tell(question: string, input: unknown): void;
}

export interface Thread extends Asks {
  /** Whether it was started and has not ended. */
  readonly isRunning: boolean;
  close(): Promise<void>;
}

export type Answers = Record<string, (input: never, onProgress: (value: unknown) => void) => unknown>;

export interface ThreadOptions {
  /** The thread ends this long after its last answer; never, unless given. */
  idleMs?: number;
  /** What the thread may ask back; answered as they come, several at a time. */
  answers?: Answers;
  /** Called when the thread ended by itself: what it was asked is rejected, and nothing starts it but a question. */
  onDeath?: (error: Error) => void;
}

interface Question {
  id: number;
  question: string;
  input: never;
}

interface Reply {
  id: number;
  value?: unknown;
  error?: ThreadError;
  progress?: unknown;
}

interface ThreadError {
  message: string;
  code?: string;
  details?: Record<string, string | number>;
}

type Post = (message: Question | Reply) => void;

/** Starts the thread at the first question. */
export function openThread(file: URL, workerData: unknown, options: ThreadOptions = {}): Thread {
  const { idleMs = Number.POSITIVE_INFINITY, answers = {}, onDeath } = options;
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  const line = new Line((message) => worker!.postMessage(message));
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
  const start = (): Worker => {
    // Left alone, garbage of a burst of work would make the heap grow to three times this and stay.
    const started = new Worker(file, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 16 } });
    // An old thread's last words are no business of those who asked the new one.
    const dies = (error: Error) => {
      if (started !== worker) return;
      worker = null;
      line.rejectAll(error);
      onDeath?.(error);
    };
    started.on("message", (message: Question | Reply) => {
      if ("question" in message) return void answer(answers, message, (reply) => started.postMessage(reply));
      line.take(message);
      if (line.isQuiet) rest();
    });
    started.on("error", (error) => dies(error as Error));
    started.on("exit", (code) => dies(new Error(`thread ended with code ${code}`)));
    return started;
  };
  return {
    get isRunning() {
      return worker !== null;
    },
    ask(question, input, onProgress) {
      clearTimeout(idle);
      worker ??= start();
      return line.ask(question, input, onProgress);
    },
    tell(question, input) {
      worker?.postMessage({ id: 0, question, input });
    },
    async close() {
      clearTimeout(idle);
      const ended = worker;
      worker = null;
      line.rejectAll(new Error("thread was closed"));
      await ended?.terminate();
    },
  };
}

/**
 * The other end: answers questions in the order they come, one after the other, and may ask back. Called by a
 * thread's own file.
 */
export function answerQuestions(answers: Answers): Asks {
  const port = parentPort!;
  const post: Post = (message) => port.postMessage(message);
  const line = new Line(post);
  let last: Promise<void> = Promise.resolve();
  port.on("message", (message: Question | Reply) => {
    if ("question" in message) last = last.then(() => answer(answers, message, post));
    else line.take(message);
  });
  return {
    ask: (question, input, onProgress) => line.ask(question, input, onProgress),
    tell: (question, input) => post({ id: 0, question, input: input as never }),
  };
}

/** The questions of one side that wait for their answers. */
class Line {
  readonly #post: Post;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(post: Post) {
    this.#post = post;
  }

  get isQuiet(): boolean {
    return this.#waiting.size === 0;
  }

  ask<T>(question: string, input: unknown, onProgress?: (value: unknown) => void): Promise<T> {
    const id = ++this.#last;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, onProgress });
      this.#post({ id, question, input: input as never });
    });
  }

  take({ id, value, error, progress }: Reply): void {
    const asked = this.#waiting.get(id);
    if (progress !== undefined) {
      asked?.onProgress?.(progress);
      return;
    }
    this.#waiting.delete(id);
    if (error !== undefined) asked?.reject(errorFromThread(error));
    else asked?.resolve(value);
  }

  rejectAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress: ((value: unknown) => void) | undefined;
}

async function answer(answers: Answers, { id, question, input }: Question, post: Post): Promise<void> {
  try {
    const value = await answers[question]!(input, (progress) => post({ id, progress }));
    if (id > 0) post({ id, value });
  } catch (cause) {
    // What was only told has nobody who waits for a failure: it ends the thread, as any bug.
    if (id === 0) throw cause;
    const error = cause as Error & Pick<ThreadError, "code" | "details">;
    post({ id, error: { message: error.message, code: error.code, details: error.details } });
  }
}

/** An error that crossed a thread's border becomes one of ours again. */
const errorFromThread = ({ message, code, details }: ThreadError): Error =>
  code !== undefined && details !== undefined
    ? new DossierError(code as ErrorCode, details)
    : new Error(message);
