// web/src/topic/days.ts: a feed cut into days, in the order it came.

import type { FeedEntry } from "../api/types.ts";
import { whenOf } from "../ui/format.ts";

export interface Day {
  day: string;
  entries: FeedEntry[];
}

/** Neighbouring entries of the same day together; the order of the server is kept. */
export function byDay(entries: readonly FeedEntry[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const { day } = whenOf(entry.document);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
