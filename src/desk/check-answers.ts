// desk/check-answers.ts: all that the check thread can be asked, over any tables: the thread's own or a test's.

import type { CheckTables } from "./check-figures.ts";
import { topicChangesOf, topicTimelinesOf } from "./check-topic.ts";
import { checkWork } from "./check-work.ts";

export type CheckAnswers = ReturnType<typeof checkAnswers>;

/** Checks of a document, of several, across all; changes and timelines of a topic. Reads only. */
export const checkAnswers = (tables: CheckTables) => ({
  ...checkWork(tables),
  changes: (input: Parameters<typeof topicChangesOf>[1]) => topicChangesOf(tables, input),
  timelines: (input: Parameters<typeof topicTimelinesOf>[1]) => topicTimelinesOf(tables, input),
});
