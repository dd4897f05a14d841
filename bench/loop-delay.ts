// bench/loop-delay.ts: loaded into a server by --import: measures how long its event loop was held up.
//
// SIGUSR2 forgets what was measured so far; at the end {maxMs, p99Ms, maxOwnMs} is written to the file that
// DOSSIER_BENCH_DELAY names. maxMs is what people wait; on a machine with more work than processors it holds the time in
// which others ran. maxOwnMs is the longest time between two looks that the loop's own thread computed: what the
// program itself is to blame for. Threads load it too, but only the main loop answers people.

import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

/** Steps in which the loop is looked at; below 5 ms the looking itself would show. */
const RESOLUTION_MS = 5;

const path = process.env.DOSSIER_BENCH_DELAY;
if (isMainThread && path !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let maxOwnMs = 0;
  let last = process.threadCpuUsage();
  setInterval(() => {
    const now = process.threadCpuUsage();
    maxOwnMs = Math.max(maxOwnMs, (now.user + now.system - last.user - last.system) / 1000);
    last = now;
  }, RESOLUTION_MS).unref();
  process.on("SIGUSR2", () => {
    delay.reset();
    maxOwnMs = 0;
  });
  process.on("exit", () => {
    const tenths = (ms: number) => Math.round(ms * 10) / 10;
    const [maxMs, p99Ms] = [delay.max, delay.percentile(99)].map((nanoseconds) => tenths(nanoseconds / 1e6));
    writeFileSync(path, JSON.stringify({ maxMs, p99Ms, maxOwnMs: tenths(maxOwnMs) }));
  });
}
