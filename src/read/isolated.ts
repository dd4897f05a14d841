// read/isolated.ts: reading and drawing in child processes that can be killed.
//
// A file from outside may hang a parser, fill the memory or bring the process down; here that costs one
// child. Children stay warm between files, since starting one takes a fifth of a second, and are replaced
// after a number of files or when their memory has grown. Drawing has a child of its own: a page on the
// screen never waits for a long reading.
//
//   read()   -> queue -> [child] [child]      as many as `processes`
//   render() -> queue -> [child]              wide pictures before thumbnails
//
// A timer, a look at the child's memory and its exit are the three ways a job ends badly; each has its
// own code, and the errors of the catalogue come across as they were thrown.

import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BlobFile, Reading, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import type { Answer, Request } from "./child.ts";

export interface ReaderOptions {
  /** Children for reading at the same time. */
  processes: number;
  /** A child is replaced after this many files; default 50. */
  recycleAfter?: number;
  /** A child whose memory is above this after a file is replaced; default 500. */
  recycleMb?: number;
  /** A child without work ends after this; default 60,000. */
  idleMs?: number;
  /** Default 30,000. */
  renderTimeoutMs?: number;
  /** Default 1,500: two open files and a large picture. */
  renderMemoryMb?: number;
  /** The script of the child; tests give a stand-in that misbehaves. */
  childPath?: string;
}

/** Reads and draws files in killable children. */
export interface Reader {
  /**
   * The reading of a blob. The clock starts when a child takes it, not in the queue. Throws read-timeout,
   * read-memory, read-crashed and whatever the reader throws (password-needed, damaged-file, ...).
   */
  read(
    blob: BlobFile,
    limits: ReadLimits,
    onProgress?: (done: number, total: number) => void,
  ): Promise<Reading>;
  /** PNG of a page, `page` from 1. Throws page-not-found, password-needed, and the three of `read`. */
  render(
    blob: Pick<BlobFile, "path" | "name" | "password">,
    page: number,
    widthPx: number,
  ): Promise<Uint8Array>;
  /** Ends the children; jobs still waiting are refused with read-crashed. */
  close(): Promise<void>;
}

type Order = { [K in Request["kind"]]: Omit<Extract<Request, { kind: K }>, "id"> }[Request["kind"]];

interface Job {
  order: Order;
  name: string;
  timeoutMs: number;
  memoryMb: number;
  onProgress: ((done: number, total: number) => void) | undefined;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/** Pictures up to this width are thumbnails: they wait for pages that somebody reads. */
const THUMBNAIL_PX = 400;
const MEMORY_LOOK_MS = 250;

/** A reader with no child yet: the first job starts one. */
export function createReader(options: ReaderOptions): Reader {
  const readers = new Pool(Math.max(1, options.processes), options);
  // Somebody who looks at a page will look at another: its child is worth keeping for longer.
  const drawer = new Pool(1, { ...options, idleMs: options.idleMs ?? 180_000 });
  return {
    async read(blob, limits, onProgress) {
      const { timeoutMs, memoryMb } = limits;
      const order = { kind: "read", blob, limits } as const;
      const answer = await readers.run({ order, name: blob.name, timeoutMs, memoryMb, onProgress }, false);
      if (answer.kind !== "read") throw new Error(`the reading child answered ${answer.kind}`);
      return answer.reading;
    },
    async render({ path, name, password }, page, widthPx) {
      const order = { kind: "render", request: { path, name, password, page, widthPx } } as const;
      const answer = await drawer.run(
        {
          order,
          name,
          timeoutMs: options.renderTimeoutMs ?? 30_000,
          memoryMb: options.renderMemoryMb ?? 1500,
          onProgress: undefined,
        },
        widthPx > THUMBNAIL_PX,
      );
      if (answer.kind !== "rendered") throw new Error(`the drawing child answered ${answer.kind}`);
      return answer.png;
    },
    async close() {
      await Promise.all([readers.close(), drawer.close()]);
    },
  };
}

/** A queue and the children that work it off. */
class Pool {
  readonly #workers: Worker[];
  #urgent: Job[] = [];
  #waiting: Job[] = [];
  #isClosed = false;

  constructor(size: number, options: ReaderOptions) {
    this.#workers = Array.from({ length: size }, () => new Worker(options));
  }

  run(job: Omit<Job, "resolve" | "reject">, isUrgent: boolean): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const whole = { ...job, resolve, reject };
      if (this.#isClosed) return reject(closed(whole));
      (isUrgent ? this.#urgent : this.#waiting).push(whole);
      this.#next();
    });
  }

  #next(): void {
    const worker = this.#workers.find((one) => !one.isBusy);
    const job = worker ? (this.#urgent.shift() ?? this.#waiting.shift()) : undefined;
    if (!worker || !job) return;
    worker
      .run(job)
      .then(job.resolve, job.reject)
      .finally(() => this.#next());
    this.#next();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of [...this.#urgent.splice(0), ...this.#waiting.splice(0)]) job.reject(closed(job));
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }
}

const closed = (job: { name: string }): DossierError =>
  new DossierError("read-crashed", { name: job.name, reason: "Dossier is shutting down" });

/** One child at a time, started when there is work. */
class Worker {
  readonly #options: ReaderOptions;
  #child: ChildProcess | undefined;
  #childMemoryMb = 0;
  #errors = "";
  #jobs = 0;
  #nextId = 1;
  #idle: NodeJS.Timeout | undefined;
  isBusy = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  async run(job: Job): Promise<Answer> {
    this.isBusy = true;
    clearTimeout(this.#idle);
    try {
      const child = this.#ready(job.memoryMb);
      setHold(child, true);
      const answer = await this.#ask(child, job);
      this.#jobs++;
      const grown = "memoryMb" in answer && answer.memoryMb > (this.#options.recycleMb ?? 500);
      if (grown || this.#jobs >= (this.#options.recycleAfter ?? 50)) this.#kill();
      return answer;
    } finally {
      this.isBusy = false;
      this.#rest();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const child = this.#child;
    if (!child) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    setHold(child, true);
    this.#kill();
    await ended;
  }

  /** The running child, or a new one when there is none or its memory limit is another. */
  #ready(memoryMb: number): ChildProcess {
    if (this.#child && this.#childMemoryMb === memoryMb) return this.#child;
    this.#kill();
    const child = startChild(this.#options.childPath, memoryMb);
    this.#errors = "";
    child.stderr?.on("data", (text: Buffer) => {
      this.#errors = (this.#errors + text.toString()).slice(-4000);
    });
    child.once("exit", () => {
      if (this.#child === child) this.#child = undefined;
    });
    this.#child = child;
    this.#childMemoryMb = memoryMb;
    this.#jobs = 0;
    return child;
  }

  #ask(child: ChildProcess, job: Job): Promise<Answer> {
    const id = this.#nextId++;
    const { name } = job;
    return new Promise<Answer>((resolve, reject) => {
      const end = (finish: () => void) => {
        clearTimeout(timer);
        clearInterval(watch);
        child.off("message", onMessage);
        child.off("exit", onExit);
        child.off("error", onError);
        finish();
      };
      const stop = (error: DossierError) => {
        this.#kill();
        end(() => reject(error));
      };
      const onMessage = (answer: Answer) => {
        if (answer.id !== id) return;
        if (answer.kind === "progress") job.onProgress?.(answer.done, answer.total);
        else if (answer.kind === "refused") end(() => reject(new DossierError(answer.code, answer.details)));
        else if (answer.kind === "failed")
          end(() => reject(new DossierError("read-crashed", { name, reason: answer.reason })));
        else end(() => resolve(answer));
      };
      const onExit = (code: number | null, signal: string | null) =>
        end(() => reject(this.#exitError(job, code, signal)));
      const onError = (error: Error) =>
        stop(new DossierError("read-crashed", { name, reason: error.message }, { cause: error }));
      const timer = setTimeout(() => {
        stop(new DossierError("read-timeout", { name, seconds: Math.ceil(job.timeoutMs / 1000) }));
      }, job.timeoutMs);
      const watch = setInterval(() => {
        if (residentMb(child.pid) > job.memoryMb)
          stop(new DossierError("read-memory", { name, megabytes: job.memoryMb }));
      }, MEMORY_LOOK_MS);
      child.on("message", onMessage);
      child.once("exit", onExit);
      child.once("error", onError);
      child.send({ ...job.order, id }, (error) => {
        if (error) onError(error);
      });
    });
  }

  /** V8 ends a process that is out of memory with its own message; anything else is a crash. */
  #exitError(job: Job, code: number | null, signal: string | null): DossierError {
    if (/heap out of memory|Cannot enlarge memory|memory access out of bounds.*alloc/i.test(this.#errors))
      return new DossierError("read-memory", { name: job.name, megabytes: job.memoryMb });
    const reason = signal ? `it was ended by ${signal}` : `it ended with code ${code}`;
    return new DossierError("read-crashed", { name: job.name, reason });
  }

  #rest(): void {
    if (!this.#child) return;
    setHold(this.#child, false);
    this.#idle = setTimeout(() => this.#kill(), this.#options.idleMs ?? 60_000);
    this.#idle.unref();
  }

  #kill(): void {
    const child = this.#child;
    this.#child = undefined;
    if (child) endChild(child);
  }
}

const IS_WINDOWS = process.platform === "win32";

function startChild(path: string | undefined, memoryMb: number): ChildProcess {
  const script =
    path ??
    fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "./child.ts" : "./child.js", import.meta.url));
  return fork(script, [], {
    // Structured clone: the boxes of a long file are megabytes of numbers and would be slow as JSON.
    serialization: "advanced",
    execArgv: [`--max-old-space-size=${Math.max(64, memoryMb)}`, "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Its own group, so that an OCR engine it has started ends with it.
    detached: !IS_WINDOWS,
  });
}

function endChild(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  if (IS_WINDOWS) child.kill("SIGKILL");
  else
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      // Gone in the meantime, or its group is not there yet.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
      child.kill("SIGKILL");
    }
}

/** A child with work keeps the program alive; one that waits does not. */
function setHold(child: ChildProcess, isHeld: boolean): void {
  const act = isHeld ? "ref" : "unref";
  child[act]();
  child.channel?.[act]();
  (child.stderr as { ref?: () => void; unref?: () => void } | null)?.[act]?.();
}

/** Resident memory of a process in MB; 0 where the system does not say (there the heap limit alone holds). */
function residentMb(pid: number | undefined): number {
  if (pid === undefined || process.platform !== "linux") return 0;
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return (pages * 4096) / 1_048_576;
  } catch (error) {
    // The process ended between two looks: its exit is handled elsewhere.
    if (error instanceof Error) return 0;
    throw error;
  }
}
