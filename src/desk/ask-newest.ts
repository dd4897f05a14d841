// desk/ask-newest.ts: "last quarter" of a question: the newest period that the ledger has of its entity, not the calendar's.
//
// In late November a reader who asks for "last quarter" means the quarter that was reported last; which one that is
// differs from company to company, and only the ledger knows. The answer says which period was taken.

import type { Period } from "../records/figure.ts";
import { isoOf } from "../values/clock.ts";
import type { AskedQuestion } from "./ask-question.ts";
import type { Desk } from "./desk.ts";

const RELATIVES: readonly [words: RegExp, label: RegExp][] = [
  [
    /\b(?:the\s+)?(?:last|latest|most recent|newest|previous|prior)\s+(?:reported\s+)?quarter\b|上一?个?季度|上季(?!度)|最[近新](?:的?一?个?)季度?/i,
    /^\d{4}Q[1-4]$/,
  ],
  [
    /\b(?:the\s+)?(?:latest|most recent|newest)\s+(?:reported\s+)?(?:fiscal |full )?year\b|最[近新](?:的?一?个?)(?:财年|年度|财政年度)/i,
    /^(?:FY)?\d{4}$/,
  ],
];

export interface NewestPeriod {
  /** As asked: "last quarter". */
  words: string;
  /** The period taken for it: "2025Q3". */
  period: string;
}

/** Rows looked through for the newest period. */
const MOST_ROWS = 400;

/** The question with its relative period named, and which one that is; null when it has none or the ledger has no row. */
export async function newestAsked(
  desk: Desk,
  text: string,
  { entities, metrics }: Pick<AskedQuestion, "entities" | "metrics">,
  scope: { topicId?: string | undefined; documentId?: string | undefined },
): Promise<{ text: string; newest: NewestPeriod } | null> {
  const asked = RELATIVES.find(([words]) => words.test(text));
  if (asked === undefined || entities.length === 0) return null;
  const [words, label] = asked;
  const base = {
    entities: entities.slice(0, 1).map(({ name }) => name.en),
    ...(scope.topicId === undefined ? {} : { topicId: scope.topicId }),
    ...(scope.documentId === undefined ? {} : { documentId: scope.documentId }),
  };
  const named = metrics.map(({ name }) => name.en);
  const today = isoOf(desk.clock.now()).slice(0, 10);
  for (const filter of named.length > 0 ? [{ ...base, metrics: named }, base] : [base]) {
    const rows = await desk.store.figures.list(filter, "newest", true, 0, MOST_ROWS);
    const periods = rows.flatMap(({ period, nature }) =>
      period !== null && nature === "actual" && label.test(period.label) && period.end <= today
        ? [period]
        : [],
    );
    const newest = periods.reduce<Period | null>(
      (best, period) => (best === null || period.end > best.end ? period : best),
      null,
    );
    if (newest === null) continue;
    const said = words.exec(text)![0].trim();
    return { text: text.replace(words, ` ${newest.label} `), newest: { words: said, period: newest.label } };
  }
  return null;
}
