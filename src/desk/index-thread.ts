// desk/index-thread.ts: the thread that keeps the index: waiting passages to segments, small segments to large ones.
// Its own connection writes in short transactions; searches go on meanwhile. Started by search-client.ts only.

import { workerData } from "node:worker_threads";
import { Indexer } from "../search/indexer.ts";
import { openKnowledge } from "../search/knowledge.ts";
import { passageIndex } from "../store/passage-index.ts";
import { openSqliteDirect } from "../store/sqlite-direct.ts";
import { goBehind } from "../values/priority.ts";
import { answerQuestions } from "./thread.ts";

goBehind();
const { path } = workerData as { path: string };
const indexer = new Indexer(passageIndex(openSqliteDirect(path)), { hooks: openKnowledge().index });

answerQuestions({
  start: () => indexer.start(),
  work: () => indexer.work(),
  rebuild: (_input: null, onProgress: (value: unknown) => void) =>
    indexer.rebuild((done) => onProgress(done)),
  check: () => indexer.check(),
});
