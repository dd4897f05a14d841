// store/figures.ts: the tables figures, figure_bodies, figure_changes and terms: the ledger.

import type { Figure, Term } from "../records/figure.ts";
import type { Queryable, Row } from "./database.ts";
import {
  type FigureFacets,
  type FigureFilter,
  type FigureOrder,
  type FigureRow,
  figureOf,
  figurePages,
  SELECT_FIGURE,
  searchWords,
} from "./figure-pages.ts";
import { flag, fromJson, inChunks, marks } from "./rows.ts";

export {
  FIGURE_ORDERS,
  type FigureFacets,
  type FigureFilter,
  type FigureOrder,
  type FigureRow,
} from "./figure-pages.ts";

/** Where a figure stands and, in one text, what it is a figure of. */
export interface FigurePlace {
  id: string;
  documentId: string;
  start: number;
  end: number;
  confidence: number;
  saysOf: string;
}

/** One act of a person on a figure. */
export interface FigureChange {
  id: string;
  figureId: string;
  documentId: string;
  action: "correct" | "reject" | "accept" | "add" | "undo";
  before: Figure | null;
  after: Figure;
  by: string;
  at: string;
  undoneAt: string | null;
}

export function figuresTable(db: Queryable) {
  const pages = figurePages(db);
  return {
    async get(id: string): Promise<FigureRow | null> {
      const row = await db.get(`${SELECT_FIGURE} WHERE f.id = ?`, [id]);
      return row === undefined ? null : figureOf(row);
    },

    async byIds(ids: readonly string[]): Promise<FigureRow[]> {
      const found: FigureRow[] = [];
      for (const chunk of inChunks(ids, 500)) {
        found.push(
          ...(await db.all(`${SELECT_FIGURE} WHERE f.id IN (${marks(chunk.length)})`, chunk)).map(figureOf),
        );
      }
      return found;
    },

    async ofDocument(documentId: string): Promise<Figure[]> {
      return (
        await db.all(
          "SELECT b.figure FROM figures f JOIN figure_bodies b ON b.id = f.id WHERE f.document_id = ? ORDER BY f.start_offset, f.id",
          [documentId],
        )
      ).map((row) => JSON.parse(String(row.figure)) as Figure);
    },

    /** A page of the figures that a filter leaves, in an order. */
    async list(
      filter: FigureFilter,
      order: FigureOrder,
      isDescending: boolean,
      offset: number,
      limit: number,
    ): Promise<FigureRow[]> {
      return (await pages.page(filter, order, isDescending, offset, limit, false)).rows;
    },

    /** As list, with how many figures the filter leaves: counted up to COUNT_LIMIT, then `isMore`. */
    page: (
      filter: FigureFilter,
      order: FigureOrder,
      isDescending: boolean,
      offset: number,
      limit: number,
    ): Promise<{ rows: FigureRow[]; total: number; isMore: boolean }> =>
      pages.page(filter, order, isDescending, offset, limit, true),

    /**
     * Where figures with a metric and an entity stand in these documents, with what tells them apart: the first
     * `mostEach` of each document in the order of its text. Much lighter than the figures themselves.
     */
    async places(
      documentIds: readonly string[],
      minConfidence: number,
      mostEach: number,
    ): Promise<FigurePlace[]> {
      if (documentIds.length === 0) return [];
      // "+" keeps the planner from the indexes that begin with is_hidden: nearly all figures are shown.
      const rows = await db.all(
        `SELECT * FROM (SELECT f.id, f.document_id, f.start_offset, f.end_offset, f.confidence, f.entity, f.metric, f.period_label, f.relation,
           row_number() OVER (PARTITION BY f.document_id ORDER BY f.start_offset) AS place
         FROM figures f WHERE f.document_id IN (${marks(documentIds.length)}) AND +f.is_hidden = 0 AND f.is_rejected = 0
           AND f.confidence >= ? AND f.entity <> '' AND f.metric <> '') AS placed WHERE place <= ? ORDER BY document_id, place`,
        [...documentIds, minConfidence, mostEach],
      );
      return rows.map((row) => ({
        id: String(row.id),
        documentId: String(row.document_id),
        start: Number(row.start_offset),
        end: Number(row.end_offset),
        confidence: Number(row.confidence),
        saysOf: [row.entity, row.metric, row.period_label, row.relation].join("|"),
      }));
    },

    /** All figures that a filter leaves, `size` at a time; each page goes on from the last row, so depth costs nothing. */
    pages: (
      filter: FigureFilter,
      order: FigureOrder,
      isDescending: boolean,
      size: number,
    ): AsyncGenerator<FigureRow[]> => pages.all(filter, order, isDescending, size),

    /** Exact, and so as slow as there are figures. */
    count: (filter: FigureFilter): Promise<number> => pages.count(filter),

    /**
     * Counts of each field's values, its own filter left aside; the 60 most frequent of each. Of more than
     * FACET_LIMIT figures only so many are counted, and `isPartial` says so.
     */
    facets: (filter: FigureFilter): Promise<FigureFacets & { isPartial: boolean }> => pages.facets(filter),

    /** Replaces all figures of a document. */
    async replace(
      documentId: string,
      figures: readonly Figure[],
      document: { source: string; sortAt: string; isHidden: boolean },
    ): Promise<void> {
      await db.run("DELETE FROM figures WHERE document_id = ?", [documentId]);
      await db.runMany(
        INSERT,
        figures.map((figure) => columnsOf(figure, document)),
      );
      await db.runMany(
        INSERT_BODY,
        figures.map((figure) => [figure.id, JSON.stringify(figure)]),
      );
      await db.run("UPDATE documents SET figure_count = ? WHERE id = ?", [
        figures.filter(({ isRejected }) => !isRejected).length,
        documentId,
      ]);
    },

    /** Writes one figure as a person left it. */
    async put(
      figure: Figure,
      document: { source: string; sortAt: string; isHidden: boolean },
    ): Promise<void> {
      await db.run("DELETE FROM figures WHERE id = ?", [figure.id]);
      await db.run(INSERT, columnsOf(figure, document));
      await db.run(INSERT_BODY, [figure.id, JSON.stringify(figure)]);
    },

    async remove(id: string): Promise<void> {
      await db.run("DELETE FROM figures WHERE id = ?", [id]);
    },

    /** Keeps what figures repeat of their document in step with it. */
    async followDocument(
      documentId: string,
      document: { source: string; sortAt: string; isHidden: boolean },
    ): Promise<void> {
      await db.run("UPDATE figures SET source = ?, sort_at = ?, is_hidden = ? WHERE document_id = ?", [
        document.source,
        document.sortAt,
        flag(document.isHidden),
        documentId,
      ]);
    },

    async total(): Promise<number> {
      return (await db.get<{ n: number }>(
        "SELECT coalesce(sum(figure_count), 0) AS n FROM documents WHERE trashed_at IS NULL",
      ))!.n;
    },

    /** Names that figures carry and no term knows, with the number of their figures and documents, the commonest first. */
    async unknownNames(
      kind: "entity" | "metric",
      limit: number,
    ): Promise<{ name: string; figures: number; documents: number }[]> {
      const rows = await db.all(
        `SELECT ${kind} AS name, count(*) AS figures, count(DISTINCT document_id) AS documents FROM figures
         WHERE is_hidden = 0 AND is_rejected = 0 AND ${kind} <> '' AND ${kind}_id IS NULL GROUP BY ${kind} ORDER BY count(*) DESC, ${kind} LIMIT ?`,
        [limit],
      );
      return rows.map((row) => ({
        name: String(row.name),
        figures: Number(row.figures),
        documents: Number(row.documents),
      }));
    },

    async insertChange(change: FigureChange): Promise<void> {
      await db.run(
        "INSERT INTO figure_changes (id, figure_id, document_id, action, before, after, by_user, at, undone_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
          change.id,
          change.figureId,
          change.documentId,
          change.action,
          change.before === null ? null : JSON.stringify(change.before),
          JSON.stringify(change.after),
          change.by,
          change.at,
          change.undoneAt,
        ],
      );
    },

    async setUndone(changeId: string, at: string): Promise<void> {
      await db.run("UPDATE figure_changes SET undone_at = ? WHERE id = ?", [at, changeId]);
    },

    /** What people did to a figure, newest first. */
    async changes(figureId: string): Promise<FigureChange[]> {
      return (
        await db.all("SELECT * FROM figure_changes WHERE figure_id = ? ORDER BY at DESC, id DESC", [figureId])
      ).map(changeOf);
    },

    async terms(): Promise<{ term: Term; mergedInto: string | null }[]> {
      const rows = await db.all("SELECT term, merged_into FROM terms ORDER BY id");
      return rows.map((row) => ({
        term: JSON.parse(String(row.term)) as Term,
        mergedInto: row.merged_into as string | null,
      }));
    },

    async putTerm(term: Term, mergedInto: string | null): Promise<void> {
      await db.run(
        "INSERT INTO terms (id, kind, term, merged_into) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET term = excluded.term, merged_into = excluded.merged_into",
        [term.id, term.kind, JSON.stringify(term), mergedInto],
      );
    },
  };
}

const INSERT = `INSERT INTO figures (id, document_id, version_id, page, start_offset, end_offset, kind, unit, amount, entity, metric, entity_id, metric_id, period_start, period_end,
  period_label, relation, nature, confidence, words, is_rejected, corrected_by, is_hidden, source, sort_at) VALUES (${marks(25)})`;
const INSERT_BODY = "INSERT INTO figure_bodies (id, figure) VALUES (?, ?)";

function columnsOf(figure: Figure, document: { source: string; sortAt: string; isHidden: boolean }) {
  // The float is for ordering rows only; the exact decimals stand in the JSON.
  const amount = figure.low ?? figure.high;
  return [
    figure.id,
    figure.documentId,
    figure.versionId,
    figure.page,
    figure.start,
    figure.end,
    figure.kind,
    figure.unit,
    amount === null ? 0 : Number(amount),
    figure.entity,
    figure.metric,
    figure.entityId,
    figure.metricId,
    figure.period?.start ?? "",
    figure.period?.end ?? "",
    figure.period?.label ?? "",
    figure.relation,
    figure.nature,
    figure.confidence,
    searchWords(figure),
    flag(figure.isRejected),
    figure.correctedBy,
    flag(document.isHidden),
    document.source,
    document.sortAt,
  ];
}

function changeOf(row: Row): FigureChange {
  return {
    id: String(row.id),
    figureId: String(row.figure_id),
    documentId: String(row.document_id),
    action: String(row.action) as FigureChange["action"],
    before: fromJson(row.before),
    after: fromJson(row.after),
    by: String(row.by_user),
    at: String(row.at),
    undoneAt: row.undone_at as string | null,
  };
}
