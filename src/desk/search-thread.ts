// desk/search-thread.ts: the thread that searches. It has its own read-only connection, so that neither the
// server nor the writer waits for it; the index's keeper runs in index-thread.ts. Started by search-client.ts only.

import { workerData } from "node:worker_threads";
import type { SearchRequest } from "../records/search.ts";
import { openDeskSearch } from "./search-desk.ts";
import { answerQuestions } from "./thread.ts";

const { path } = workerData as { path: string };
// One promise for all questions: the first one waits for the profiles, later ones find it done.
const search = openDeskSearch(path);

interface Asked {
  request: SearchRequest;
  vector: Float32Array | null;
  model: string | null;
}

let isCatchingUp = false;
/** Takes in what waits for the index, a little at a time and after the questions that came meanwhile. */
function catchUpSoon(): void {
  if (isCatchingUp) return;
  isCatchingUp = true;
  const step = async (): Promise<void> => {
    try {
      isCatchingUp = await (await search).catchUp();
    } catch {
      // The next question meets the same fault and says so to whoever asked.
      isCatchingUp = false;
    }
    if (isCatchingUp) setImmediate(step);
  };
  setImmediate(step);
}

answerQuestions({
  search: async ({ request, vector, model }: Asked) => {
    const answer = await (await search).search(request, vector, model);
    catchUpSoon();
    return answer;
  },
  warm: async () => (await search).warm(),
  matching: async ({ query, among }: { query: string; among?: string[] }) =>
    (await search).matching(query, among),
  suggest: async ({ prefix, limit }: { prefix: string; limit: number }) =>
    (await search).suggest(prefix, limit),
  similar: async ({ passageId, limit }: { passageId: string; limit: number }) =>
    (await search).similar(passageId, limit),
  changed: async (ids: string[] | null) => {
    await (await search).changed(ids);
    catchUpSoon();
  },
  /** The index changed: what was written is opened before somebody asks. */
  follow: catchUpSoon,
});
