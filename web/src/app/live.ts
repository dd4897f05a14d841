// web/src/app/live.ts: keeps what is on screen true while the server works.
//
// Server-sent events name what changed; the queries that show it are refreshed, at most once in 700 ms,
// so that a folder of a thousand files does not make a thousand requests.

import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";

export type LiveEvent = "job" | "document" | "topic" | "desk";
const EVENTS: readonly LiveEvent[] = ["job", "document", "topic", "desk"];
const GATHER_MS = 700;

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
  const flush = () => {
    timer = undefined;
    for (const queryKey of stale.values()) void client.invalidateQueries({ queryKey });
    stale.clear();
  };
  const gather = (keys: string[][]) => {
    for (const key of keys) stale.set(key.join("/"), key);
    timer ??= setTimeout(flush, GATHER_MS);
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
