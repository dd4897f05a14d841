// desk/recent-searches.ts: what was searched for lately, kept beside the answer and not before it.
//
// Keeping is a write and a sync of the disk, behind whatever else is written; a search takes milliseconds and must
// not wait for it. The same words within a minute are one search: turning a page or typing on.

import { isoOf } from "../values/clock.ts";
import type { Desk } from "./desk.ts";

const SAME_MS = 60_000;
/** Words that are remembered as kept; more would only save writes that do not come. */
const MOST_WORDS = 200;
const kept = new WeakMap<Desk, Map<string, number>>();

/** Keeps the words for later suggestions; returns at once. A failure is logged and no more. */
export function rememberSearch(desk: Desk, query: string): void {
  const words = query.trim();
  if (words === "" || words.length > 300) return;
  const now = desk.clock.now();
  const known = kept.get(desk) ?? new Map<string, number>();
  kept.set(desk, known);
  const before = known.get(words);
  if (before !== undefined && now - before < SAME_MS) return;
  known.delete(words);
  known.set(words, now);
  if (known.size > MOST_WORDS) known.delete(known.keys().next().value!);
  const writing = desk.store.savedSearches.remember(words, isoOf(now)).catch((error: unknown) => {
    desk.log.warn("recent-search", { error: String(error) });
  });
  underWay.set(desk, Promise.all([underWay.get(desk), writing]));
}

const underWay = new WeakMap<Desk, Promise<unknown>>();

/** Ends when what was to be kept is kept: for one who closes the desk right after a search. */
export async function searchesKept(desk: Desk): Promise<void> {
  await underWay.get(desk);
}
