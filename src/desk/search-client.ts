// desk/search-client.ts: the server's end of the search thread.

import { databasePath, type Store } from "../store/store.ts";
import { siblingModule } from "../values/module.ts";
import type { DeskSearch } from "./desk.ts";
import { errorFromThread, openThread } from "./thread.ts";

/** Starts the thread at the first question. */
export function openSearch(store: Store): DeskSearch & { close(): Promise<void> } {
  const thread = openThread(siblingModule(import.meta.url, "./search-thread"), { path: databasePath(store.folder) }, errorFromThread);
  return {
    search: (request) => thread.ask("search", request),
    suggest: async () => [],
    similar: async () => {
      throw new Error("not yet");
    },
    matching: (query, among) => thread.ask("matching", { query, among }),
    refresh: () => thread.ask("changed", null),
    rebuild: async () => {},
    check: async () => [],
    close: () => thread.close(),
  };
}
