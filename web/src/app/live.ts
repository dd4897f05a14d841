// web/src/app/live.ts: keeps what is on screen true while the server works.
//
// Server-sent events name what changed; the queries that show it are refreshed. One change shows at once; while
// changes keep coming the pauses grow to some seconds, so that a folder of a thousand files does not make a
// thousand requests and the page does not take from the server the time it needs for the work.

import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";

export type LiveEvent = "job" | "document" | "topic" | "desk";
const EVENTS: readonly LiveEvent[] = ["job", "document", "topic", "desk"];
const SHORTEST_MS = 700;
const LONGEST_MS = 8000;

/** One document on its way changes about this often. */
const SHORT_ONES = 6;
/** Without a change for so long what comes next is news again. */
const QUIET_MS = 3000;

/** The pause before a refresh that follows `running` others with no quiet time between. */
export const pauseAfter = (running: number): number =>
  Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.max(0, running - SHORT_ONES + 1));

/** The beginnings of query keys that an event makes old. */
export function staleKeys(event: LiveEvent, data: { id?: string; documentId?: string | null }): string[][] {
  const id = data.id ?? "";
  switch (event) {
    case "job":
      return [["jobs"], ["desk"]];
    case "document":
      return [
        ["document", id],
        ["documents"],
        ["topic"],
        ["topics"],
        ["desk"],
        ["figures"],
        ["findings"],
        ["search"],
      ];
    case "topic":
      return [["topic", id], ["topics"]];
    case "desk":
      return [
        ["desk"],
        ["topics"],
        ["documents"],
        ["topic"],
        ["saved"],
        ["feeds"],
        ["folders"],
        ["terms"],
        ["figures"],
        ["findings"],
        ["changes"],
      ];
  }
}

type Line = "open" | "lost";
let line: Line = "open";
const listeners = new Set<() => void>();
function setLine(next: Line) {
  if (line === next) return;
  line = next;
  for (const listener of listeners) listener();
}

/** Whether the server is being heard. */
export const useLine = (): Line =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => line,
  );

function listen(client: QueryClient): () => void {
  const stale = new Map<string, string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasLost = false;
  let running = 0;
  let refreshedAt = 0;
  const flush = () => {
    timer = undefined;
    refreshedAt = performance.now();
    // What is being asked already is not asked again: on a busy server no answer would ever come.
    for (const queryKey of stale.values())
      void client.invalidateQueries({ queryKey }, { cancelRefetch: false });
    stale.clear();
  };
  const gather = (keys: string[][]) => {
    for (const key of keys) stale.set(key.join("/"), key);
    if (timer !== undefined) return;
    running = performance.now() - refreshedAt > QUIET_MS ? 0 : running + 1;
    timer = setTimeout(flush, pauseAfter(running));
  };
  const source = new EventSource("/api/events");
  for (const event of EVENTS) {
    source.addEventListener(event, (message: MessageEvent<string>) => {
      gather(staleKeys(event, JSON.parse(message.data) as { id?: string }));
    });
  }
  source.onopen = () => {
    setLine("open");
    // What happened while the line was down was not heard.
    if (wasLost) void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "boxes" });
    wasLost = false;
  };
  source.onerror = () => {
    wasLost = true;
    setLine("lost");
  };
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** Listens while the shell is on screen. */
export function useLive(isSignedIn: boolean): void {
  const client = useQueryClient();
  useEffect(() => (isSignedIn ? listen(client) : undefined), [client, isSignedIn]);
}
