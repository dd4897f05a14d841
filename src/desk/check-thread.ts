// desk/check-thread.ts: the thread that checks. It reads the store over a connection of its own, so that neither the
// server nor the writer waits for it, and answers with rows to write. Started by app.ts only.

import { workerData } from "node:worker_threads";
import { openSqliteDirect } from "../store/sqlite-direct.ts";
import { tablesOver } from "../store/store.ts";
import { goBehind } from "../values/priority.ts";
import { type CheckAnswers, checkAnswers } from "./check-answers.ts";
import { type Answers, answerQuestions } from "./thread.ts";

const { path, isBehind } = workerData as { path: string; isBehind: boolean };
if (isBehind) goBehind();
const answers: CheckAnswers = checkAnswers(tablesOver(openSqliteDirect(path, { readOnly: true })));

answerQuestions(answers as unknown as Answers);
