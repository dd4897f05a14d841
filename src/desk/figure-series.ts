// desk/figure-series.ts: figures as pictures want them: a metric over time, entities side by side, a period table.
//
// One point for each figure: nothing is averaged and nothing interpolated. Actual and guidance stay apart; a
// level and its growth are different series. Points carry their citation, so that each opens its page.

import { z } from "zod";
import { LedgerRow, withBadges } from "./ledger.ts";
import { many } from "./list-documents.ts";
import { operation } from "./operation.ts";

/** More points than this are no picture; the ledger itself shows them. */
const MOST_POINTS = 2000;

export const figureSeries = operation({
  name: "figure-series",
  summary:
    "Get the figures of a metric for one or more entities in the order of their periods, one point a citation.",
  http: "GET /api/figures/series",
  cli: "series <metric>",
  allow: "viewer",
  input: z.object({
    metric: z.string(),
    entities: many,
    topicId: z.string().optional(),
    relation: z.string().default(""),
    unit: z.string().optional(),
  }),
  output: z.object({
    metric: z.string(),
    units: z.array(z.object({ value: z.string(), count: z.number().int() })),
    series: z.array(z.object({ entity: z.string(), points: z.array(LedgerRow) })),
  }),
  async run(desk, _actor, { metric, entities, topicId, relation, unit }) {
    const rows = await desk.store.figures.list(
      { metrics: [metric], entities, topicId },
      "period",
      false,
      0,
      MOST_POINTS,
    );
    const ofRelation = rows.filter(
      (row) => (row.relation ?? "") === relation && row.period !== null && row.low !== null,
    );
    const units = [...Map.groupBy(ofRelation, (row) => row.unit)]
      .map(([value, found]) => ({ value, count: found.length }))
      .sort((a, b) => b.count - a.count);
    const chosen = unit ?? units[0]?.value;
    const points = await withBadges(
      desk,
      ofRelation.filter((row) => row.unit === chosen),
    );
    const series = [...Map.groupBy(points, ({ entity }) => entity)]
      .map(([entity, found]) => ({ entity, points: found }))
      .sort((a, b) => b.points.length - a.points.length);
    return { metric, units, series };
  },
});

export const keySeries = operation({
  name: "key-series",
  summary: "Get the metrics that a topic has the most periods of: what its page draws beside the feed.",
  http: "GET /api/topics/:id/series",
  cli: null,
  allow: "viewer",
  input: z.object({ id: z.string(), limit: z.coerce.number().int().min(1).max(12).default(3) }),
  output: z.object({
    series: z.array(
      z.object({
        entity: z.string(),
        metric: z.string(),
        metricId: z.string().nullable(),
        unit: z.string(),
        points: z.array(LedgerRow),
      }),
    ),
  }),
  async run(desk, _actor, { id, limit }) {
    const rows = await desk.store.figures.list(
      { topicId: id, hasMeaning: true, minConfidence: 0.5 },
      "period",
      false,
      0,
      MOST_POINTS,
    );
    const levels = rows.filter(
      (row) => row.relation === null && row.period !== null && row.low !== null && !row.isVague,
    );
    const groups = [...Map.groupBy(levels, (row) => `${row.entity}\n${row.metric}\n${row.unit}`).values()]
      .map((points) => ({ points, periods: new Set(points.map(({ period }) => period!.label)).size }))
      .filter(({ periods }) => periods >= 2)
      .sort((a, b) => b.periods - a.periods || b.points.length - a.points.length)
      .slice(0, limit);
    return {
      series: await Promise.all(
        groups.map(async ({ points }) => {
          const { entity, metric, metricId, unit } = points[0]!;
          return { entity, metric, metricId, unit, points: await withBadges(desk, points.slice(0, 60)) };
        }),
      ),
    };
  },
});
