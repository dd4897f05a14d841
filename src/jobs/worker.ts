// jobs/worker.ts: runs the durable jobs: claims one, runs its verb, says how it ended.
//
// A job ends as done, cancelled, failed, or back in the queue: only what was "unavailable" (a network, a
// provider) is tried again, later and later. What was running when the process died runs again at start; a
// job that takes the process down each time is set aside after its last try.

import type { Desk } from "../desk/desk.ts";
import { giveUp } from "../desk/give-up.ts";
import type { Job, JobInputs, JobName } from "../records/job.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { DEADLINE_MS, type Handlers } from "./handlers.ts";

export interface Worker {
  /** Takes up what a dead process left and works until `stop`. */
  start(): Promise<void>;
  /** Runs everything that may run now and returns when nothing is left or running. */
  drain(): Promise<void>;
  /** Takes no more; returns when what runs has ended or after `graceMs` (it runs again at the next start). */
  stop(graceMs?: number): Promise<void>;
}

export interface WorkerOptions {
  handlers: Handlers;
  /** Jobs at the same time. */
  atOnce: number;
  id?: string;
}

/** Tries wait 30 s, 2 min, 8 min …; a provider's own wish counts when it is longer. */
export const backoffMs = (attempt: number, wishMs = 0): number =>
  Math.max(wishMs, 30_000 * 4 ** (attempt - 1));

/** How often the store is asked when nobody said that there is work: for retries, and other processes. */
const LOOK_MS = 2000;
const HEARTBEAT_MS = 5000;
/**
 * A job that ran when the process died is not thereby guilty: it is suspected after five deaths and then waits,
 * longer each time, so that others get through; after thirty it is set aside. Fewer would give up work that a
 * machine with a bad day interrupts, and reading itself happens in a process of its own.
 */
const SUSPECT_AFTER = 5;
const MOST_DEATHS = 30;
const LONGEST_WAIT_MS = 60_000;
interface Claimed {
  job: Job;
  name: JobName;
  input: JobInputs[JobName];
}

export function createWorker(desk: Desk, options: WorkerOptions): Worker {
  const id = options.id ?? `${process.pid}`;
  const running = new Set<Promise<void>>();
  const lastOfDocument = new Map<string, Promise<void>>();
  let isStopping = false;
  let timer: NodeJS.Timeout | null = null;
  let unsubscribe = () => {};
  let filling: Promise<void> | null = null;
  let askedAgain = false;

  /** Claims until all hands are busy or nothing is left; calls that come meanwhile make it look once more. */
  const fill = (): Promise<void> => {
    askedAgain = true;
    // The mark is taken off in a later turn: a round that ends without waiting would end before it is set.
    filling ??= claimAll().finally(() => {
      filling = null;
      if (askedAgain) look();
    });
    return filling;
  };

  const claimAll = async (): Promise<void> => {
    while (askedAgain) {
      askedAgain = false;
      while (!isStopping && running.size < options.atOnce) {
        const claimed = await desk.store.jobs.claim(id, isoOf(desk.clock.now()));
        if (claimed === null) break;
        begin(claimed);
      }
    }
  };

  const begin = (claimed: Claimed) => {
    const { documentId } = claimed.job;
    // Two versions of one document are read in the order they came, or the older could end on top.
    const before = documentId === null ? undefined : lastOfDocument.get(documentId);
    const work = (async () => {
      await before;
      await runJob(desk, options.handlers, claimed);
    })().catch((error: unknown) => desk.log.error("worker", { job: claimed.job.id, error: String(error) }));
    const done = work.then(() => {
      running.delete(done);
      if (documentId !== null && lastOfDocument.get(documentId) === done) lastOfDocument.delete(documentId);
      look();
    });
    running.add(done);
    if (documentId !== null) lastOfDocument.set(documentId, done);
  };

  let isStarted = false;
  const look = () => {
    if (isStarted && !isStopping)
      fill().catch((error: unknown) => desk.log.error("worker", { error: String(error) }));
  };

  return {
    async start() {
      await takeUp(desk);
      isStarted = true;
      unsubscribe = desk.events.subscribe((event) => {
        if (event.type !== "job" || event.job.state === "queued") look();
      });
      timer = setInterval(look, LOOK_MS);
      look();
    },
    async drain() {
      do {
        await fill();
        await Promise.all(running);
      } while (running.size > 0 || (await hasWork(desk)));
    },
    async stop(graceMs = 5000) {
      isStopping = true;
      unsubscribe();
      if (timer !== null) clearInterval(timer);
      await filling;
      let cut: NodeJS.Timeout | undefined;
      const grace = new Promise<void>((resolve) => {
        cut = setTimeout(resolve, graceMs);
      });
      await Promise.race([Promise.all(running), grace]);
      clearTimeout(cut);
    },
  };
}

/** Puts back in the queue what ran when the last process ended. */
async function takeUp(desk: Desk): Promise<void> {
  const { jobs } = desk.store;
  const left = (await jobs.list({ states: ["running"] }, 0, 500)).jobs;
  const count = await jobs.requeueSilent("9999");
  if (count > 0) desk.log.info("jobs-taken-up", { count });
  const now = desk.clock.now();
  for (const { id, attempts } of left) {
    if (attempts < SUSPECT_AFTER) continue;
    const { code, message } = new DossierError("job-interrupted", { attempts });
    const waitMs = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (attempts - SUSPECT_AFTER));
    await jobs.fail(id, isoOf(now), { code, message }, isoOf(now + waitMs));
  }
}

async function hasWork(desk: Desk): Promise<boolean> {
  const { jobs } = await desk.store.jobs.list({ states: ["queued"] }, 0, 500);
  const now = isoOf(desk.clock.now());
  return jobs.some(({ runAfter }) => runAfter === null || runAfter <= now);
}

/** A job whose row says that it should not go on. */
class CancelledError extends Error {}

async function runJob(desk: Desk, handlers: Handlers, { job, name, input }: Claimed): Promise<void> {
  const { jobs } = desk.store;
  const now = () => isoOf(desk.clock.now());
  let stage = "";
  let done: number | null = null;
  let isOver = false;
  const beat = async () => {
    if (isOver || !(await jobs.beat(job.id, now(), stage, done))) throw new CancelledError();
  };
  const progress = async (nextStage: string, nextDone: number | null) => {
    stage = nextStage;
    done = nextDone;
    await beat();
    tell();
  };
  // What changed is known here: asking the store for the row again would be a question for every step of every job.
  const tell = (change: Partial<Job> = {}) =>
    desk.events.publish({ type: "job", job: { ...job, stage, progress: done, ...change } });
  tell();
  // A step of minutes that says nothing must not look dead; what beat() finds is met at the next step.
  const heart = setInterval(() => {
    beat().catch((error: unknown) => {
      if (!(error instanceof CancelledError))
        desk.log.warn("heartbeat", { job: job.id, error: String(error) });
    });
  }, HEARTBEAT_MS);
  heart.unref();
  try {
    // Its process died under it at each try: trying on would take the server down for ever.
    if (job.attempts > job.maxAttempts + MOST_DEATHS)
      throw new DossierError("job-gave-up", { attempts: MOST_DEATHS });
    await withDeadline(name, () => handlers[name](desk, input as never, progress));
    const endedAt = now();
    await jobs.finish(job.id, endedAt);
    isOver = true;
    tell({ state: "done", endedAt, progress: 1, runAfter: null });
  } catch (error) {
    await endTry(desk, { job, name, input }, error);
    isOver = true;
    const ended = await jobs.get(job.id);
    if (ended !== null) desk.events.publish({ type: "job", job: ended });
  } finally {
    isOver = true;
    clearInterval(heart);
  }
}

async function withDeadline(name: JobName, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const minutes = Math.round(DEADLINE_MS[name] / 60_000);
    timer = setTimeout(() => reject(new DossierError("job-timeout", { minutes })), DEADLINE_MS[name]);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function endTry(desk: Desk, { job, name, input }: Claimed, error: unknown): Promise<void> {
  const { jobs } = desk.store;
  const now = desk.clock.now();
  if (error instanceof CancelledError) {
    await jobs.setCancelled(job.id, isoOf(now));
    const { code, message } = new DossierError("job-cancelled");
    return giveUp(desk, name, input, { code, message });
  }
  const isOurs = error instanceof DossierError;
  if (!isOurs)
    desk.log.error("job", {
      job: job.id,
      name,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  const failure = isOurs
    ? { code: error.code, message: error.message }
    : { code: "internal-error", message: `Something in Dossier broke; the log tells more under ${job.id}.` };
  const isWorthAnother = isOurs && error.kind === "unavailable" && job.attempts < job.maxAttempts;
  const runAfter = isWorthAnother ? isoOf(now + backoffMs(job.attempts, error.retryAfterMs)) : null;
  await jobs.fail(job.id, isoOf(now), failure, runAfter);
  if (!isWorthAnother) await giveUp(desk, name, input, failure);
}
