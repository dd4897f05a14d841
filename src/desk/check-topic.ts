// desk/check-topic.ts: what changed on a topic, and who forecast what, over all figures of the topic.
//
// A large topic has tens of thousands of figures: they are read and compared in the check thread, and what goes out is
// what a page shows.

import { CHANGES, changesSince, type FigureChangeNote } from "../checks/changes.ts";
import type { SourcedFigure } from "../checks/same.ts";
import { type Saying, type Timeline, timelinesOf } from "../checks/timelines.ts";
import type { FigureRow } from "../store/figures.ts";
import { asSaid, type CheckTables } from "./check-figures.ts";

// A topic of this many figures is a library; its newest are what a reader can take in.
const MOST_FIGURES = 50_000;
const MOST_DOCUMENTS = 5_000;
// Documents in the trash that are looked at for withdrawn figures.
const MOST_TRASHED = 100;

/** Whether the document of a figure has a date of its own; else what stands for it is when it was added. */
interface Dating {
  isDated: boolean;
}
type SaidFigure = SourcedFigure & Dating;

export interface TopicChanges {
  counts: Record<string, number>;
  changes: { change: FigureChangeNote["change"]; figure: SaidFigure; before: SaidFigure[] }[];
}

type DatedSaying<S> = S & Dating;
export type TopicTimeline = Omit<Timeline, "sayings" | "result"> & {
  sayings: DatedSaying<Saying>[];
  result: DatedSaying<NonNullable<Timeline["result"]>> | null;
};

/** Changes on a topic since a moment, with how many there are of each kind; at most `limit` of them. */
export async function topicChangesOf(
  tables: CheckTables,
  { id, since, limit }: { id: string; since: string; limit: number },
): Promise<TopicChanges> {
  const documents = await tables.documents.list({ topicId: id, view: "all" }, "newest", 0, MOST_DOCUMENTS);
  const old = new Set(documents.filter(({ addedAt }) => addedAt <= since).map((document) => document.id));
  const gone: FigureRow[] = [];
  for (const document of documents
    .filter(({ trashedAt }) => trashedAt !== null && trashedAt > since)
    .slice(0, MOST_TRASHED)) {
    if (!old.has(document.id)) continue;
    for (const figure of await tables.figures.ofDocument(document.id))
      gone.push({
        ...figure,
        documentTitle: document.title,
        source: document.source,
        sortAt: document.sortAt,
        isDated: document.published !== null,
      });
  }
  const rows = await figuresOf(tables, id);
  const dated = datingOf([...rows, ...gone]);
  const after = await sourced(tables, rows);
  const before = [...after.filter(({ documentId }) => old.has(documentId)), ...(await sourced(tables, gone))];
  const changes = changesSince(before, after);
  const counts: Record<string, number> = Object.fromEntries(CHANGES.map((name) => [name, 0]));
  for (const { change } of changes) counts[change] = (counts[change] ?? 0) + 1;
  return {
    counts,
    changes: changes
      .slice(0, limit)
      .map(({ change, figure, before: was }) => ({ change, figure: dated(figure), before: was.map(dated) })),
  };
}

/** The forecasts of a topic's figures, those most spoken of first. */
export async function topicTimelinesOf(
  tables: CheckTables,
  { id, limit }: { id: string; limit: number },
): Promise<TopicTimeline[]> {
  const rows = await figuresOf(tables, id);
  const dated = datingOf(rows);
  return timelinesOf(await sourced(tables, rows))
    .slice(0, limit)
    .map((timeline) => ({
      ...timeline,
      sayings: timeline.sayings.map(dated),
      result: timeline.result === null ? null : dated(timeline.result),
    }));
}

/** Says of what a document states whether its day is the document's own: checks compare days and need not know. */
function datingOf(
  rows: readonly FigureRow[],
): <One extends { documentId: string }>(one: One) => One & Dating {
  const undated = new Set(rows.filter(({ isDated }) => !isDated).map(({ documentId }) => documentId));
  return (one) => ({ ...one, isDated: !undated.has(one.documentId) });
}

const figuresOf = (tables: CheckTables, topicId: string): Promise<FigureRow[]> =>
  tables.figures.list({ topicId, hasMeaning: true }, "newest", true, 0, MOST_FIGURES);

/** Figures as their sources' words, those of documents in the trash too. */
async function sourced(tables: CheckTables, rows: readonly FigureRow[]): Promise<SourcedFigure[]> {
  const voices = await tables.figureKeys.voices([...new Set(rows.map(({ documentId }) => documentId))]);
  return rows.map(({ documentTitle: title, source, sortAt, isDated: _, ...figure }) =>
    asSaid(figure, {
      title,
      source,
      sortAt,
      storyId: voices.get(figure.documentId)?.storyId ?? null,
      isPrimary: voices.get(figure.documentId)?.isPrimary ?? true,
    }),
  );
}
