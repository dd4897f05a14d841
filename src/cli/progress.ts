// cli/progress.ts: work on a desk that this process holds: done to the end, with a bar when a person looks.

import { Presets, SingleBar } from "cli-progress";
import type { Desk } from "../desk/desk.ts";
import type { Job } from "../records/job.ts";
import type { CliIo, CliParts } from "./parts.ts";

export interface Bar {
  update(done: number, what: string): void;
  stop(): void;
}

/** A bar on standard error; nothing when nobody looks. */
export function barOf(io: CliIo, total: number): Bar {
  if (!io.isTerminal || total === 0) return { update() {}, stop() {} };
  const bar = new SingleBar(
    {
      format: "{bar} {value}/{total} {what}",
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { what: "" });
  return {
    update: (done, what) => bar.update(done, { what: what.slice(0, 60) }),
    stop: () => bar.stop(),
  };
}

/** Does the waiting jobs of the desk and returns those that failed meanwhile. */
export async function watchWork(parts: CliParts, desk: Desk, io: CliIo): Promise<Job[]> {
  const { queued, running } = await desk.store.jobs.counts();
  if (queued + running === 0) return [];
  const bar = barOf(io, queued + running);
  const failed: Job[] = [];
  let done = 0;
  const unsubscribe = desk.events.subscribe((event) => {
    if (event.type !== "job") return;
    const { job } = event;
    if (job.state === "failed") failed.push(job);
    if (job.state === "done" || job.state === "failed" || job.state === "cancelled") done++;
    bar.update(done, `${job.stage} ${job.subject}`);
  });
  const worker = await parts.work(desk);
  const stop = () => void worker.stop(0);
  // What is left waits in the store for the next time.
  process.once("SIGINT", stop);
  try {
    await worker.drain();
  } finally {
    process.removeListener("SIGINT", stop);
    unsubscribe();
    bar.stop();
  }
  return failed;
}
