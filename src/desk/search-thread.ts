// desk/search-thread.ts: the thread that searches. It has its own read-only connection, so that neither the
// server nor the writer waits for it; the index's keeper runs in index-thread.ts. Started by search-client.ts only.

import { workerData } from "node:worker_threads";
import type { SearchRequest } from "../records/search.ts";
import { openDeskSearch } from "./search-desk.ts";
import { answerQuestions } from "./thread.ts";

const { path } = workerData as { path: string };
const search = openDeskSearch(path);

answerQuestions({
  search: (request: SearchRequest) => search.search(request),
  matching: ({ query, among }: { query: string; among?: string[] }) => search.matching(query, among),
  changed: () => search.changed(),
});
