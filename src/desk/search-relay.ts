// desk/search-relay.ts: search for a thread that has no search threads of its own: it asks whoever started it.

import type { SearchRequest } from "../records/search.ts";
import type { DeskSearch } from "./desk.ts";
import type { Answers, Asks } from "./thread.ts";

/** What the side that has the search threads answers. */
export const searchAnswers = (search: DeskSearch): Answers => ({
  search: (request: SearchRequest) => search.search(request),
  suggest: ({ prefix, limit }: { prefix: string; limit: number }) => search.suggest(prefix, limit),
  similar: ({ passageId, limit }: { passageId: string; limit: number }) => search.similar(passageId, limit),
  matching: ({ query, among }: { query: string; among?: string[] }) => search.matching(query, among),
  refresh: (ids: string[] | null) => search.refresh(ids ?? undefined),
  rebuild: (_input: null, onProgress) => search.rebuild((done, total) => onProgress([done, total])),
  check: () => search.check(),
});

/** Search that asks the other side. */
export const relayedSearch = (other: Asks): DeskSearch & { close(): Promise<void> } => ({
  search: (request) => other.ask("search", request),
  suggest: (prefix, limit) => other.ask("suggest", { prefix, limit }),
  similar: (passageId, limit) => other.ask("similar", { passageId, limit }),
  matching: (query, among) => other.ask("matching", { query, among }),
  refresh: (ids) => other.ask("refresh", ids ?? null),
  rebuild: (onProgress) =>
    other.ask("rebuild", null, (value) => {
      const [done, total] = value as [number, number];
      onProgress?.(done, total);
    }),
  check: () => other.ask("check", null),
  close: async () => {},
});
