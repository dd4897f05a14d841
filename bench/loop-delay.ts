// bench/loop-delay.ts: loaded into a server by --import: measures how long its event loop was held up.
//
// SIGUSR2 forgets what was measured so far; at the end {maxMs, p99Ms} is written to the file that
// DOSSIER_BENCH_DELAY names. Threads load it too, but only the main loop answers people.

import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

/** Steps in which the loop is looked at; below 5 ms the looking itself would show. */
const RESOLUTION_MS = 5;

const path = process.env.DOSSIER_BENCH_DELAY;
if (isMainThread && path !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  process.on("SIGUSR2", () => delay.reset());
  process.on("exit", () => {
    const ms = (nanoseconds: number) => Math.round(nanoseconds / 1e5) / 10;
    writeFileSync(path, JSON.stringify({ maxMs: ms(delay.max), p99Ms: ms(delay.percentile(99)) }));
  });
}
