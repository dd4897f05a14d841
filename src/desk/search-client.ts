// desk/search-client.ts: the server's end of the threads of search: one answers, a second while many ask, one keeps the index.
//
// What is stored is found at once: the search thread scores waiting passages from memory, the newest first. The keeper turns
// them into segments a little later and for many at a time, so that a hundred documents do not make a hundred segments.

import type { SearchAnswer } from "../records/search.ts";
import type { EmbeddingConfig } from "../search/embedding.ts";
import { databasePath, type Store } from "../store/store.ts";
import type { Log } from "../values/log.ts";
import { siblingModule } from "../values/module.ts";
import type { DeskSearch } from "./desk.ts";
import { openQuestionVectors } from "./search-vectors.ts";
import { openThread, type Thread } from "./thread.ts";

/** Rest after the last change before the keeper works: a batch of uploads has come in by then. */
const REST_MS = 3000;
/** While documents come without a rest it works all the same after so long: searches score what waits from memory. */
const LONGEST_REST_MS = 10_000;

/** The keeper holds a dictionary of 60 MB and is wanted again only when documents come. */
const KEEPER_IDLE_MS = 20_000;
/** Its first answer after a rest takes a second more: only where nobody searched for long. */
const SEARCHER_IDLE_MS = 30 * 60_000;

/** The second searcher is wanted while many search at once. */
const SECOND_SEARCHER_IDLE_MS = 5 * 60_000;
/** So many questions wait for the first before the second is started: it holds dictionaries of its own. */
const CROWDED = 4;

/** Starts each thread at its first question, and ends it when nobody asks. `endpointOf` says where vectors are made now. */
export function openSearch(
  store: Store,
  log: Log,
  endpointOf: () => Promise<EmbeddingConfig | null> = async () => null,
): DeskSearch & { close(): Promise<void> } {
  const data = { path: databasePath(store.folder) };
  const vectorOf = openQuestionVectors();
  const open = (name: string, idleMs: number) =>
    openThread(siblingModule(import.meta.url, name), data, { idleMs });
  const searchers = [
    open("./search-thread", SEARCHER_IDLE_MS),
    open("./search-thread", SECOND_SEARCHER_IDLE_MS),
  ];
  const searcher = searchers[0]!;
  const ask = pooled(searchers);
  const keeper = open("./index-thread", KEEPER_IDLE_MS);
  let timer: NodeJS.Timeout | null = null;
  /** When the oldest change came that the keeper has not been told of. */
  let waitingSince: number | null = null;
  let isClosed = false;

  const keep = async (): Promise<void> => {
    timer = null;
    waitingSince = null;
    try {
      const { needsRebuild } = await keeper.ask<{ needsRebuild: boolean }>("start", null);
      if (needsRebuild) await keeper.ask("rebuild", null);
      while (!isClosed && (await keeper.ask<boolean>("work", null)))
        for (const one of searchers) one.tell("follow", null);
    } catch (error) {
      if (isClosed) return;
      log.error("index", { message: (error as Error).message });
      // A busy disk or a long write is over by then; the newest of what waits is searched from memory meanwhile.
      keepSoon();
    }
  };
  const keepSoon = () => {
    if (timer !== null) clearTimeout(timer);
    waitingSince ??= performance.now();
    timer = setTimeout(keep, restMs(performance.now() - waitingSince));
    timer.unref();
  };
  keepSoon();

  return {
    async search(request) {
      const endpoint = request.order === "relevance" ? await endpointOf() : null;
      const { vector, problems } = await vectorOf(endpoint, request.query);
      const model = endpoint?.model ?? null;
      const answer = await ask<SearchAnswer>("search", { request, vector, model });
      return { ...answer, problems: [...answer.problems, ...problems] };
    },
    suggest: (prefix, limit) => searcher.ask("suggest", { prefix, limit }),
    similar: (passageId, limit) => searcher.ask("similar", { passageId, limit }),
    matching: (query, among) => searcher.ask("matching", { query, among }),
    async refresh(ids) {
      keepSoon();
      // One that has not started reads everything when it does.
      await Promise.all(
        searchers
          .filter((one) => one === searcher || one.isRunning)
          .map((one) => one.ask("changed", ids ?? null)),
      );
    },
    rebuild: async (onProgress) => {
      const total = await store.passages.count();
      await keeper.ask("rebuild", null, (done) => onProgress?.(Number(done), total));
    },
    check: () => keeper.ask("check", null),
    async close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      await Promise.all([...searchers.map((one) => one.close()), keeper.close()]);
    },
  };
}

/** How long the keeper rests after a change, when the oldest one it does not know of is so old. */
export const restMs = (waitedMs: number): number =>
  Math.max(0, Math.min(REST_MS, LONGEST_REST_MS - waitedMs));

/**
 * Asks the thread with the fewest questions open. When all have many, the next one is told to get ready ("warm"), and gets
 * questions only when it is: nobody waits for an index to be opened while another thread has it.
 */
export function pooled(threads: readonly Thread[]): Thread["ask"] {
  const open = new Map(threads.map((thread) => [thread, 0]));
  const warming = new Set<Thread>();
  const ready = new Set<Thread>([threads[0]!]);
  const isReady = (thread: Thread) => thread === threads[0] || (ready.has(thread) && thread.isRunning);
  const warm = (thread: Thread) => {
    if (warming.has(thread)) return;
    warming.add(thread);
    ready.delete(thread);
    // One that cannot start is no loss: the others answer, and it is tried again when they are crowded again.
    thread
      .ask("warm", null)
      .then(
        () => void ready.add(thread),
        () => undefined,
      )
      .finally(() => warming.delete(thread));
  };
  return async (question, input, onProgress) => {
    const able = threads.filter(isReady);
    const chosen = able.reduce((best, thread) => (open.get(thread)! < open.get(best)! ? thread : best));
    const next = threads.find((thread) => !isReady(thread));
    if (next !== undefined && open.get(chosen)! >= CROWDED) warm(next);
    open.set(chosen, open.get(chosen)! + 1);
    try {
      return await chosen.ask(question, input, onProgress);
    } finally {
      open.set(chosen, open.get(chosen)! - 1);
    }
  };
}
