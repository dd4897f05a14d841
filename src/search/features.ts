// search/features.ts: the few numbers a passage carries in the index beside its words.
//
// Made when a passage is indexed, read by rerank.ts when a question is asked, so that no text has to be read to
// know that a passage is a cash-flow statement. One byte each, 0 to 255.

import { FEATURE_COUNT, type IndexedPassage } from "./hooks.ts";
import { STATEMENTS, statementScores } from "./statement.ts";

/** Changes when the same passage would give other numbers. */
export const FEATURES_VERSION = 1;

/** Where each number stands. */
export const FEATURES = { income: 0, balance: 1, cashflow: 2 } as const;

/** The numbers of a passage; its heading and context count as the top of its page. */
export function featuresOf(passage: IndexedPassage): Uint8Array {
  const features = new Uint8Array(FEATURE_COUNT);
  const scores = statementScores(`${passage.heading}\n${passage.context}\n${passage.text}`);
  for (const statement of STATEMENTS) features[FEATURES[statement]] = Math.round(255 * scores[statement]);
  return features;
}
