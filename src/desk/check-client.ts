// desk/check-client.ts: the server's end of the threads that check: one for jobs, one for people.
//
// A check of everything keeps its thread busy for minutes; whoever opens a topic must not wait behind it.

import { siblingModule } from "../values/module.ts";
import type { CheckAnswers } from "./check-answers.ts";
import { openThread } from "./thread.ts";

/** Bodies of figures stay in memory as long as documents keep coming. */
const IDLE_MS = 30_000;

/** Starts each thread at its first question, and ends it when nobody asks. */
export function openChecks(path: string): { answers: CheckAnswers; close(): Promise<void> } {
  const open = (isBehind: boolean) =>
    openThread(siblingModule(import.meta.url, "./check-thread"), { path, isBehind }, { idleMs: IDLE_MS });
  const [jobs, people] = [open(true), open(false)];
  return {
    answers: {
      document: (input) => jobs.ask("document", input),
      inside: (input) => jobs.ask("inside", input),
      across: (input) => jobs.ask("across", input),
      changes: (input) => people.ask("changes", input),
      timelines: (input) => people.ask("timelines", input),
    },
    close: async () => void (await Promise.all([jobs.close(), people.close()])),
  };
}
