// jobs/schedule.ts: what is due by the clock: feeds, folders, the trash, old history. It only queues; the worker works.

import type { Desk } from "../desk/desk.ts";
import { queueEmbedding } from "../desk/search-vectors.ts";
import { enqueueOnce } from "../desk/ways-in.ts";
import { isoOf } from "../values/clock.ts";

export interface Schedule {
  start(): void;
  /** Queues what is due now. */
  tick(): Promise<void>;
  stop(): void;
}

const TICK_MS = 30_000;
const DAY_MS = 86_400_000;
/** A watch can miss changes (network shares, a full event queue); a look every quarter of an hour finds them. */
const FOLDER_MS = 15 * 60_000;
const HISTORY_DAYS = 14;

export function createSchedule(desk: Desk): Schedule {
  let timer: NodeJS.Timeout | null = null;
  const tick = async () => {
    const now = desk.clock.now();
    for (const feedId of await desk.store.feeds.due(isoOf(now))) {
      const feed = await desk.store.feeds.get(feedId);
      if (feed !== null) await enqueueOnce(desk, "poll-feed", { feedId }, feed.title);
    }
    for (const folder of await desk.store.folders.list()) {
      const last = folder.lastScanAt === null ? 0 : Date.parse(folder.lastScanAt);
      if (!folder.isPaused && now - last >= FOLDER_MS)
        await enqueueOnce(desk, "scan-folder", { folderId: folder.id }, folder.path);
    }
    await queueEmbedding(desk);
    const last = await desk.store.facts.get("housekeeping-at");
    if (last === null || now - Date.parse(last) >= DAY_MS) {
      await desk.store.facts.set("housekeeping-at", isoOf(now));
      await desk.store.jobs.forgetEnded(isoOf(now - HISTORY_DAYS * DAY_MS));
      await enqueueOnce(desk, "empty-trash", {}, "trash");
    }
  };
  const safely = () => {
    tick().catch((error: unknown) => desk.log.error("schedule", { error: String(error) }));
  };
  return {
    tick,
    start() {
      timer = setInterval(safely, TICK_MS);
      safely();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
    },
  };
}
