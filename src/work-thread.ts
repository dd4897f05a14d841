// work-thread.ts: the thread that does the jobs of a server: reads, derives, checks, polls, watches. Started by work.ts only.
//
// It opens the desk a second time, with a store in this very thread: a write that waits for the disk holds up other
// jobs and nobody else. Search it asks of the main thread, which has the threads for it. It and what it starts (the
// readers, the thread that derives) run behind whoever answers people.

import { workerData } from "node:worker_threads";
import { openDesk } from "./app.ts";
import type { DeskEvent } from "./desk/desk.ts";
import { relayedSearch } from "./desk/search-relay.ts";
import { answerQuestions } from "./desk/thread.ts";
import { HANDLERS } from "./jobs/handlers.ts";
import { createSchedule } from "./jobs/schedule.ts";
import { createFolderWatch } from "./jobs/watch.ts";
import { createWorker } from "./jobs/worker.ts";
import type { Settings } from "./settings/load.ts";
import { openStoreHere } from "./store/store.ts";
import { goBehind } from "./values/priority.ts";
import { joinEvents } from "./work.ts";

/** Beside the readers one job may derive and one may fetch; more would only wait for each other. */
const HANDS_BESIDE_READERS = 2;

goBehind();
const settings = workerData as Settings;
const main = answerQuestions({
  // Questions may come while the desk is being opened.
  start: async () => (await work).start(),
  event: async (event: DeskEvent) => (await work).hear(event),
  stop: async () => (await work).stop(),
});
const work = open();

async function open() {
  const store = openStoreHere(settings.data);
  const desk = await openDesk(settings, { store, search: relayedSearch(main) });
  const worker = createWorker(desk, { handlers: HANDLERS, atOnce: settings.readers + HANDS_BESIDE_READERS });
  const schedule = createSchedule(desk);
  const watch = createFolderWatch(desk);
  return {
    hear: joinEvents(desk.events, (event) => main.tell("event", event)),
    async start() {
      await worker.start();
      schedule.start();
      await watch.start();
    },
    async stop() {
      await watch.stop();
      schedule.stop();
      await worker.stop();
      await desk.close();
    },
  };
}
