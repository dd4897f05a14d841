// desk/topic-changes.ts: what changed on a topic since a day or since its page was last left, and who forecast what.

import { z } from "zod";
import { CHANGES } from "../checks/changes.ts";
import { Figure, Nature } from "../records/figure.ts";
import { isoOf } from "../values/clock.ts";
import { DecimalText } from "../values/decimal.ts";
import { findTopic } from "./find.ts";
import { operation } from "./operation.ts";

const WEEK_MS = 7 * 86_400_000;

const Said = Figure.extend({
  sourceName: z.string(),
  sortAt: z.string(),
  /** Whether its document has a date of its own; else `sortAt` is when it was added. */
  isDated: z.boolean(),
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
    return { since: from, ...(await desk.checks.changes({ id, since: from, limit })) };
  },
});

/** Who said what, where and when. */
const Spoken = z.object({
  figureId: z.string(),
  documentId: z.string(),
  versionId: z.string(),
  page: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  source: z.string(),
  at: z.string(),
  /** Whether its document has a date of its own; else `at` is when it was added. */
  isDated: z.boolean(),
  low: DecimalText.nullable(),
  high: DecimalText.nullable(),
  text: z.string(),
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
        entityId: z.string().nullable(),
        metric: z.string(),
        metricId: z.string().nullable(),
        period: z.string(),
        unit: z.string(),
        sayings: z.array(
          Spoken.extend({
            nature: Nature,
            move: z.enum(["first", "kept", "raised", "lowered"]),
            outcome: z.enum(["met", "too-low", "too-high"]).nullable(),
          }),
        ),
        result: Spoken.nullable(),
      }),
    ),
  }),
  async run(desk, _actor, { id, limit }) {
    await findTopic(desk, id);
    return { timelines: await desk.checks.timelines({ id, limit }) };
  },
});
