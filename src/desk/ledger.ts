// desk/ledger.ts: the ledger for a person: list, count, correct, reject, add, look back, undo.

import { z } from "zod";
import { Figure, FigureKind, Nature, Period, Qualifier } from "../records/figure.ts";
import { Verdict } from "../records/finding.ts";
import { Facet } from "../records/search.ts";
import type { Actor } from "../records/user.ts";
import { FIGURE_ORDERS, type FigureChange, type FigureOrder, type FigureRow } from "../store/figures.ts";
import { isoOf } from "../values/clock.ts";
import { DecimalText } from "../values/decimal.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import type { Desk } from "./desk.ts";
import { findDocument } from "./find.ts";
import { CORRECTABLE } from "./keep-figures.ts";
import { many } from "./list-documents.ts";
import { operation } from "./operation.ts";
import { queueChecks } from "./queue-check.ts";
import { termNamed, termsOf } from "./terms.ts";

export const LedgerRow = Figure.extend({
  documentTitle: z.string(),
  source: z.string(),
  sortAt: z.string(),
  /** Whether its document has a date of its own; else `sortAt` is when it was added. */
  isDated: z.boolean(),
  findings: z.array(z.object({ id: z.string(), verdict: Verdict })),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

export const FigureFilterInput = z.object({
  documentId: z.string().optional(),
  topicId: z.string().optional(),
  entities: many,
  metrics: many,
  kinds: many,
  units: many,
  natures: many,
  periods: many,
  sources: many,
  contains: z.string().max(200).optional(),
  minConfidence: z.coerce.number().min(0).max(1).optional(),
  page: z.coerce.number().int().min(1).optional(),
  includeRejected: z.stringbool().default(false),
});
const orders = Object.keys(FIGURE_ORDERS) as [FigureOrder, ...FigureOrder[]];
export const FigureOrderInput = {
  order: z.enum(orders).default("newest"),
  descending: z.stringbool().default(true),
};

export const listFigures = operation({
  name: "list-figures",
  summary: "List the figures of the ledger by filter and order, each with its place and the verdicts on it.",
  http: "GET /api/figures",
  cli: "figures",
  allow: "viewer",
  input: FigureFilterInput.extend({
    ...FigureOrderInput,
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  output: z.object({
    figures: z.array(LedgerRow),
    /** How many the filter leaves; counted up to 10,000. */
    total: z.number().int(),
    /** There are more than `total`: show "10,000+". */
    isMore: z.boolean(),
  }),
  async run(desk, _actor, { order, descending, offset, limit, ...filter }) {
    const { rows, total, isMore } = await desk.store.figures.page(filter, order, descending, offset, limit);
    return { figures: await withBadges(desk, rows), total, isMore };
  },
});

export const figureFacets = operation({
  name: "figure-facets",
  summary: "Count the figures that a filter leaves by entity, metric, kind, unit, nature, period and source.",
  http: "GET /api/figures/facets",
  cli: null,
  allow: "viewer",
  input: FigureFilterInput,
  output: z.object({
    entities: z.array(Facet),
    metrics: z.array(Facet),
    kinds: z.array(Facet),
    units: z.array(Facet),
    natures: z.array(Facet),
    periods: z.array(Facet),
    sources: z.array(Facet),
    /** Only the first 20,000 figures were counted. */
    isPartial: z.boolean(),
  }),
  run: (desk, _actor, filter) => desk.store.figures.facets(filter),
});

export const getFigure = operation({
  name: "get-figure",
  summary: "Get one figure with its place and the verdicts on it.",
  http: "GET /api/figures/:id",
  cli: "figure <id>",
  allow: "viewer",
  input: z.object({ id: z.string() }),
  output: LedgerRow,
  run: async (desk, _actor, { id }) => (await withBadges(desk, [await findFigure(desk, id)]))[0]!,
});

export const correctFigure = operation({
  name: "correct-figure",
  summary: "Correct what a figure means; the correction survives every re-reading.",
  http: "PATCH /api/figures/:id",
  cli: null,
  allow: "editor",
  input: z.object({
    id: z.string(),
    kind: FigureKind.optional(),
    low: DecimalText.nullable().optional(),
    high: DecimalText.nullable().optional(),
    unit: z.string().max(60).optional(),
    qualifier: Qualifier.nullable().optional(),
    entity: z.string().trim().max(200).optional(),
    metric: z.string().trim().max(200).optional(),
    period: Period.nullable().optional(),
    window: z.string().max(60).nullable().optional(),
    relation: z.string().max(80).nullable().optional(),
    nature: Nature.optional(),
    basis: z.array(z.string().max(60)).max(20).optional(),
  }),
  output: LedgerRow,
  async run(desk, actor, { id, ...change }) {
    const before = await findFigure(desk, id);
    const set = Object.fromEntries(
      Object.entries(change).filter(
        ([name, value]) => value !== undefined && (CORRECTABLE as readonly string[]).includes(name),
      ),
    );
    if (Object.keys(set).length === 0)
      throw new DossierError("bad-input", {
        field: "figure",
        reason: "say which field is wrong and what is right",
      });
    const terms = "entity" in set || "metric" in set ? await termsOf(desk) : [];
    // "Net sales" is what the vocabulary calls Revenue: a correction joins the others of its kind.
    const named = (kind: "entity" | "metric"): Partial<Figure> => {
      if (!(kind in set)) return {};
      const term = termNamed(terms, kind, String(set[kind]));
      const id = term?.id ?? null;
      const name = term?.name.en ?? String(set[kind]);
      return kind === "entity" ? { entity: name, entityId: id } : { metric: name, metricId: id };
    };
    const after: Figure = {
      ...bare(before),
      ...set,
      ...named("entity"),
      ...named("metric"),
      correctedBy: actor.id,
      confidence: 1,
      grounds: Object.fromEntries(
        Object.entries(before.grounds).map(([name, ground]) => [
          name,
          name in set ? { rule: "person", confidence: 1 } : ground,
        ]),
      ) as Figure["grounds"],
    };
    return keep(desk, actor, "correct", before, after);
  },
});

export const rejectFigure = operation({
  name: "reject-figure",
  summary:
    "Say that these words are no figure, or take that back; rejected figures stay out of lists and checks.",
  http: "POST /api/figures/:id/reject",
  cli: null,
  allow: "editor",
  input: z.object({ id: z.string(), isRejected: z.boolean().default(true) }),
  output: LedgerRow,
  async run(desk, actor, { id, isRejected }) {
    const before = await findFigure(desk, id);
    return keep(desk, actor, isRejected ? "reject" : "accept", before, {
      ...bare(before),
      isRejected,
      correctedBy: actor.id,
    });
  },
});

export const figureHistory = operation({
  name: "figure-history",
  summary: "List what people did to a figure, newest first.",
  http: "GET /api/figures/:id/history",
  cli: null,
  allow: "viewer",
  input: z.object({ id: z.string() }),
  output: z.object({
    changes: z.array(
      z.object({
        id: z.string(),
        action: z.string(),
        before: Figure.nullable(),
        after: Figure,
        by: z.string(),
        at: z.string(),
        undoneAt: z.string().nullable(),
      }),
    ),
  }),
  run: async (desk, _actor, { id }) => ({ changes: await desk.store.figures.changes(id) }),
});

export const undoFigureChange = operation({
  name: "undo-figure-change",
  summary: "Take back the last thing a person did to a figure.",
  http: "POST /api/figures/:id/undo",
  cli: null,
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: LedgerRow.nullable(),
  async run(desk, _actor, { id }) {
    const last = (await desk.store.figures.changes(id)).find(
      ({ undoneAt, action }) => undoneAt === null && action !== "undo",
    );
    if (last === undefined) throw new DossierError("nothing-to-undo", { id });
    const document = await findDocument(desk, last.documentId);
    await desk.store.transaction(async (tables) => {
      await tables.figures.setUndone(last.id, isoOf(desk.clock.now()));
      if (last.before === null) await tables.figures.remove(id);
      else await tables.figures.put(last.before, placeOf(document));
      await recount(tables, document.id);
    });
    await afterChange(desk, document.id);
    return last.before === null ? null : (await withBadges(desk, [await findFigure(desk, id)]))[0]!;
  },
});

/** Writes a person's act and its record in one transaction, and has the document checked again. */
export async function keep(
  desk: Desk,
  actor: Actor,
  action: FigureChange["action"],
  before: FigureRow | null,
  after: Figure,
): Promise<LedgerRow> {
  const document = await findDocument(desk, after.documentId);
  await desk.store.transaction(async (tables) => {
    await tables.figures.put(after, placeOf(document));
    await tables.figures.insertChange({
      id: newId("cor", desk.clock.now()),
      figureId: after.id,
      documentId: document.id,
      action,
      before: before === null ? null : bare(before),
      after,
      by: actor.name,
      at: isoOf(desk.clock.now()),
      undoneAt: null,
    });
    await recount(tables, document.id);
  });
  await afterChange(desk, document.id);
  return (await withBadges(desk, [await findFigure(desk, after.id)]))[0]!;
}

async function recount(
  tables: Pick<Desk["store"], "figures" | "documents">,
  documentId: string,
): Promise<void> {
  await tables.documents.update(documentId, { figureCount: await tables.figures.count({ documentId }) });
}

async function afterChange(desk: Desk, documentId: string): Promise<void> {
  const document = await findDocument(desk, documentId);
  await queueChecks(desk.store, [documentId], desk.clock.now());
  desk.events.publish({ type: "document", id: documentId, state: document.state });
}

const placeOf = (document: { source: string; sortAt: string; trashedAt: string | null }) => ({
  source: document.source,
  sortAt: document.sortAt,
  isHidden: document.trashedAt !== null,
});

/** The figure without what its document adds. */
export function bare({
  documentTitle: _title,
  source: _source,
  sortAt: _sortAt,
  isDated: _isDated,
  ...figure
}: FigureRow): Figure {
  return figure;
}

export async function withBadges(desk: Desk, rows: readonly FigureRow[]): Promise<LedgerRow[]> {
  const badges = await desk.store.findings.badges(rows.map(({ id }) => id));
  return rows.map((row) => ({ ...row, findings: badges.get(row.id) ?? [] }));
}

/** Throws figure-not-found. */
export async function findFigure(desk: Desk, id: string): Promise<FigureRow> {
  const figure = await desk.store.figures.get(id);
  if (figure === null) throw new DossierError("figure-not-found", { id });
  return figure;
}
