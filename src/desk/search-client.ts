// desk/search-client.ts: the server's end of the two threads of search: one answers, one keeps the index.
//
// What is stored is found at once: the search thread scores waiting passages from memory. The keeper turns them
// into segments a little later and for many at a time, so that a hundred documents do not make a hundred segments.

import type { SearchAnswer } from "../records/search.ts";
import type { EmbeddingConfig } from "../search/embedding.ts";
import { databasePath, type Store } from "../store/store.ts";
import type { Log } from "../values/log.ts";
import { siblingModule } from "../values/module.ts";
import type { DeskSearch } from "./desk.ts";
import { openQuestionVectors } from "./search-vectors.ts";
import { errorFromThread, openThread } from "./thread.ts";

/** Rest after the last change before the keeper works: a batch of uploads has come in by then. */
const REST_MS = 3000;

/** Starts each thread at its first question. */
export function openSearch(
  store: Store,
  log: Log,
  embedding: EmbeddingConfig | null = null,
): DeskSearch & { close(): Promise<void> } {
  const data = { path: databasePath(store.folder), embeddingModel: embedding?.model ?? null };
  const vectorOf = openQuestionVectors(embedding);
  const searcher = openThread(siblingModule(import.meta.url, "./search-thread"), data, errorFromThread);
  const keeper = openThread(siblingModule(import.meta.url, "./index-thread"), data, errorFromThread);
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  const keep = async (): Promise<void> => {
    timer = null;
    try {
      const { needsRebuild } = await keeper.ask<{ needsRebuild: boolean }>("start", null);
      if (needsRebuild) await keeper.ask("rebuild", null);
      while (!isClosed && (await keeper.ask<boolean>("work", null)));
    } catch (error) {
      if (!isClosed) log.error("index", { message: (error as Error).message });
    }
  };
  const keepSoon = () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(keep, REST_MS);
    timer.unref();
  };
  keepSoon();

  return {
    async search(request) {
      const { vector, problems } = await vectorOf(request.order === "relevance" ? request.query : "");
      const answer = await searcher.ask<SearchAnswer>("search", { request, vector });
      return { ...answer, problems: [...answer.problems, ...problems] };
    },
    suggest: (prefix, limit) => searcher.ask("suggest", { prefix, limit }),
    similar: (passageId, limit) => searcher.ask("similar", { passageId, limit }),
    matching: (query, among) => searcher.ask("matching", { query, among }),
    async refresh() {
      keepSoon();
      await searcher.ask("changed", null);
    },
    rebuild: async (onProgress) => {
      const total = await store.passages.count();
      await keeper.ask("rebuild", null, (done) => onProgress?.(Number(done), total));
    },
    check: () => keeper.ask("check", null),
    async close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      await Promise.all([searcher.close(), keeper.close()]);
    },
  };
}
