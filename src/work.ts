// work.ts: the server's end of the thread in which its jobs run.
//
//   people ── HTTP ── main thread ── events, questions to search ── work-thread.ts ── jobs, schedule, watched folders
//
// Reading, the ledger and checks move megabytes of rows and boxes: in a thread of their own, with a store of their
// own, they hold up no answer. What one side changes the other hears of as an event; the store is the truth for both.

import type { Desk, DeskEvent, Events } from "./desk/desk.ts";
import { searchAnswers } from "./desk/search-relay.ts";
import { openThread } from "./desk/thread.ts";
import { siblingModule } from "./values/module.ts";

export interface Work {
  /** Takes no more jobs; returns when what runs has ended, or after a few seconds (it runs again at the next start). */
  stop(): Promise<void>;
}

/** A thread that dies at once would else be started as fast as the machine can. */
const RESTART_MS = 1000;

/** Starts the thread, and starts it again when it dies; returns when it has taken up what a dead process left. */
export async function startWork(desk: Desk): Promise<Work> {
  // Before it has started once its failure is the caller's; after `stop` its end is wanted.
  let isKept = false;
  let timer: NodeJS.Timeout | undefined;
  const hear = joinEvents(desk.events, (event) => thread.tell("event", event));
  const thread = openThread(siblingModule(import.meta.url, "./work-thread"), desk.settings, {
    answers: { event: hear, ...searchAnswers(desk.search) },
    onDeath: (error) => startAgain(error),
  });
  const startAgain = (because: Error) => {
    desk.log.error("work-thread", { message: because.message });
    if (!isKept || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      thread.ask("start", null).catch(startAgain);
    }, RESTART_MS);
  };
  try {
    await thread.ask("start", null);
  } catch (error) {
    await thread.close();
    throw error;
  }
  isKept = true;
  return {
    async stop() {
      isKept = false;
      clearTimeout(timer);
      await thread.ask("stop", null);
      await thread.close();
    },
  };
}

/** Tells the other side what is published here; what it says is published here and not told back. */
export function joinEvents(events: Events, tell: (event: DeskEvent) => void): (event: DeskEvent) => void {
  const heard = new WeakSet<DeskEvent>();
  events.subscribe((event) => {
    if (!heard.has(event)) tell(event);
  });
  return (event) => {
    heard.add(event);
    events.publish(event);
  };
}
