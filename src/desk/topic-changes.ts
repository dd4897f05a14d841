// desk/topic-changes.ts: what changed on a topic since a day or since its page was last left, and who forecast what.

import { z } from "zod";
import { CHANGES, changesSince } from "../checks/changes.ts";
import { timelinesOf } from "../checks/timelines.ts";
import { Figure, Nature } from "../records/figure.ts";
import type { FigureRow } from "../store/figures.ts";
import { isoOf } from "../values/clock.ts";
import { DecimalText } from "../values/decimal.ts";
import { sourced } from "./check-document.ts";
import type { Desk } from "./desk.ts";
import { findTopic } from "./find.ts";
import { operation } from "./operation.ts";

// A topic of this many figures is a library; its newest are what a reader can take in.
const MOST_FIGURES = 50_000;
const MOST_DOCUMENTS = 5_000;
// Documents in the trash that are looked at for withdrawn figures.
const MOST_TRASHED = 100;
const WEEK_MS = 7 * 86_400_000;

const Said = Figure.extend({
  sourceName: z.string(),
  sortAt: z.string(),
  storyId: z.string().nullable(),
  isPrimary: z.boolean(),
});

export const topicChanges = operation({
  name: "topic-changes",
  summary:
    "List what changed on a topic since a moment (its last visit, or a week ago): new, revised, confirmed, contradicted and withdrawn figures.",
  http: "GET /api/topics/:id/changes",
  cli: "changes <id>",
  allow: "viewer",
  input: z.object({
    id: z.string(),
    since: z.string().max(30).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  output: z.object({
    since: z.string(),
    counts: z.record(z.string(), z.number().int()),
    changes: z.array(z.object({ change: z.enum(CHANGES), figure: Said, before: z.array(Said) })),
  }),
  async run(desk, _actor, { id, since, limit }) {
    const topic = await findTopic(desk, id);
    const from = since ?? topic.lastVisitAt ?? isoOf(desk.clock.now() - WEEK_MS);
    const documents = await desk.store.documents.list(
      { topicId: id, view: "all" },
      "newest",
      0,
      MOST_DOCUMENTS,
    );
    const old = new Set(documents.filter(({ addedAt }) => addedAt <= from).map((document) => document.id));
    const rows = await desk.store.figures.list(
      { topicId: id, hasMeaning: true },
      "newest",
      true,
      0,
      MOST_FIGURES,
    );
    const gone: FigureRow[] = [];
    for (const document of documents
      .filter(({ trashedAt }) => trashedAt !== null && trashedAt > from)
      .slice(0, MOST_TRASHED)) {
      if (!old.has(document.id)) continue;
      for (const figure of await desk.store.figures.ofDocument(document.id))
        gone.push({
          ...figure,
          documentTitle: document.title,
          source: document.source,
          sortAt: document.sortAt,
        });
    }
    const after = await sourced(desk, rows);
    const before = [...after.filter(({ documentId }) => old.has(documentId)), ...(await sourced(desk, gone))];
    const changes = changesSince(before, after);
    const counts: Record<string, number> = Object.fromEntries(CHANGES.map((name) => [name, 0]));
    for (const { change } of changes) counts[change] = (counts[change] ?? 0) + 1;
    return { since: from, counts, changes: changes.slice(0, limit) };
  },
});

export const topicTimelines = operation({
  name: "topic-timelines",
  summary: "List the forecasts of a topic's figures: who said what when, how it moved, and what came true.",
  http: "GET /api/topics/:id/timelines",
  cli: "timelines <id>",
  allow: "viewer",
  input: z.object({ id: z.string(), limit: z.coerce.number().int().min(1).max(500).default(50) }),
  output: z.object({
    timelines: z.array(
      z.object({
        entity: z.string(),
        metric: z.string(),
        period: z.string(),
        unit: z.string(),
        sayings: z.array(
          z.object({
            figureId: z.string(),
            documentId: z.string(),
            source: z.string(),
            at: z.string(),
            nature: Nature,
            low: DecimalText.nullable(),
            high: DecimalText.nullable(),
            text: z.string(),
            move: z.enum(["first", "kept", "raised", "lowered"]),
            outcome: z.enum(["met", "too-low", "too-high"]).nullable(),
          }),
        ),
        resultFigureId: z.string().nullable(),
      }),
    ),
  }),
  run: async (desk, _actor, { id, limit }) => ({ timelines: await timelinesOfTopic(desk, id, limit) }),
});

async function timelinesOfTopic(desk: Desk, id: string, limit: number) {
  await findTopic(desk, id);
  const rows = await desk.store.figures.list(
    { topicId: id, hasMeaning: true },
    "newest",
    true,
    0,
    MOST_FIGURES,
  );
  return timelinesOf(await sourced(desk, rows)).slice(0, limit);
}
