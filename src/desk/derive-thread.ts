// desk/derive-thread.ts: the thread in which derive.ts runs. Started by app.ts only.

import { deriveChecks, deriveDigest, deriveMeaning, deriveText, deriveTopics } from "./derive.ts";
import { answerQuestions } from "./thread.ts";

answerQuestions({
  text: deriveText,
  meaning: deriveMeaning,
  digest: deriveDigest,
  topics: deriveTopics,
  checks: deriveChecks,
});
