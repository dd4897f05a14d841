// values/priority.ts: work that nobody waits for lets the rest go first.
//
// While forty reports are read on two processors, a page that somebody opens must not stand in line with them.

import { constants, setPriority } from "node:os";
import { isMainThread } from "node:worker_threads";

/**
 * Lowers the priority of this process, or of this thread where threads have one of their own (Linux); the threads
 * and processes that it starts inherit it. Elsewhere nothing happens in a thread: the whole process would sink.
 */
export function goBehind(): void {
  if (!isMainThread && process.platform !== "linux") return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    // A sandbox may forbid it; then all are equal.
    if ((error as NodeJS.ErrnoException).code !== "ERR_SYSTEM_ERROR") throw error;
  }
}
