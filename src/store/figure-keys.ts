// store/figure-keys.ts: the table figure_keys: under what each figure is compared with those of other documents.
//
// Rows are narrow and found by key and period, so that one document's check costs what it touches and not what the
// desk holds. Bodies of figures are read afterwards, for those alone that are compared.

import type { Figure } from "../records/figure.ts";
import type { Queryable, Row } from "./database.ts";
import { inChunks, marks } from "./rows.ts";

/** Whom a headline is about by its body, and marks that stand around a table and not in it. */
export type Subject = Pick<Figure, "entity" | "entityId" | "basis">;

export interface FigureKey {
  figureId: string;
  documentId: string;
  /** comparisonKey of the figure, never "". */
  key: string;
  /** ISO days; "" for a figure without a period. */
  periodStart: string;
  periodEnd: string;
  /** "low high" as written: equal ones are one statement of many sources. */
  amount: string;
  sortAt: string;
  subject: Subject | null;
}

/** Where periods lie that may be the same as one's own, or moments of publication that stand for one. */
export interface KeyRange {
  key: string;
  /** Which of a row's dates is meant: the end of its period, or its publication when it has no period. */
  by: "period" | "publication";
  from: string;
  to: string;
  /** For periods: the day they begin on, or "" when they must be one day long; null for any. */
  start: string | null;
}

/** A document as the voice behind its figures. */
export interface Voice {
  title: string;
  source: string;
  sortAt: string;
  storyId: string | null;
  isPrimary: boolean;
}

export function figureKeysTable(db: Queryable) {
  return {
    async ofDocument(documentId: string): Promise<FigureKey[]> {
      return (
        await db.all("SELECT * FROM figure_keys WHERE document_id = ? ORDER BY figure_id", [documentId])
      ).map(keyOf);
    },

    /** Replaces all keys of a document. */
    async replace(documentId: string, keys: readonly FigureKey[]): Promise<void> {
      await db.run("DELETE FROM figure_keys WHERE document_id = ?", [documentId]);
      await db.runMany(
        "INSERT INTO figure_keys (figure_id, document_id, compare_key, period_start, period_end, amount, sort_at, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (figure_id) DO NOTHING",
        keys.map((key) => [
          key.figureId,
          documentId,
          key.key,
          key.periodStart,
          key.periodEnd,
          key.amount,
          key.sortAt,
          key.subject === null ? null : JSON.stringify(key.subject),
        ]),
      );
    },

    /** Keys of other documents' figures in one of these ranges, the oldest first; at most `most` of each range. */
    async near(ranges: readonly KeyRange[], notOf: string, most: number): Promise<FigureKey[]> {
      const found = new Map<string, FigureKey>();
      for (const { key, by, from, to, start } of ranges) {
        const where =
          by === "publication"
            ? "period_end = '' AND sort_at >= ? AND sort_at <= ?"
            : start === null
              ? "period_end >= ? AND period_end <= ? AND period_end <> ''"
              : `period_end >= ? AND period_end <= ? AND period_start = ${start === "" ? "period_end" : "?"}`;
        const rows = await db.all(
          `SELECT * FROM figure_keys WHERE compare_key = ? AND ${where} AND document_id <> ? ORDER BY period_end, sort_at, figure_id LIMIT ?`,
          [key, from, to, ...(by === "period" && start ? [start] : []), notOf, most],
        );
        for (const row of rows) found.set(String(row.figure_id), keyOf(row));
      }
      return [...found.values()];
    },

    /** All figures under a key, at most `most`. */
    async ofKey(key: string, most: number): Promise<FigureKey[]> {
      return (
        await db.all(
          "SELECT * FROM figure_keys WHERE compare_key = ? ORDER BY period_end, sort_at, figure_id LIMIT ?",
          [key, most],
        )
      ).map(keyOf);
    },

    /** Under one key, what these documents say. */
    async ofKeyIn(key: string, documentIds: readonly string[]): Promise<FigureKey[]> {
      const found: FigureKey[] = [];
      for (const chunk of inChunks(documentIds, 500)) {
        const rows = await db.all(
          // "+" keeps the planner on the documents: a key may have a hundred times as many rows.
          `SELECT * FROM figure_keys WHERE document_id IN (${marks(chunk.length)}) AND +compare_key = ?`,
          [...chunk, key],
        );
        found.push(...rows.map(keyOf));
      }
      return found;
    },

    /** Keys of these figures, in no order; figures that are compared with nothing are left out. */
    async ofFigures(figureIds: readonly string[]): Promise<FigureKey[]> {
      const found: FigureKey[] = [];
      for (const chunk of inChunks(figureIds, 500)) {
        const rows = await db.all(
          `SELECT * FROM figure_keys WHERE figure_id IN (${marks(chunk.length)})`,
          chunk,
        );
        found.push(...rows.map(keyOf));
      }
      return found;
    },

    /** Keys that stand in more than one document, in their order, after one of them. */
    async shared(after: string, limit: number): Promise<string[]> {
      const rows = await db.all<{ compare_key: string }>(
        "SELECT compare_key FROM figure_keys WHERE compare_key > ? GROUP BY compare_key HAVING min(document_id) <> max(document_id) ORDER BY compare_key LIMIT ?",
        [after, limit],
      );
      return rows.map(({ compare_key }) => compare_key);
    },

    async countShared(): Promise<number> {
      return (await db.get<{ n: number }>(
        "SELECT count(*) AS n FROM (SELECT 1 FROM figure_keys GROUP BY compare_key HAVING min(document_id) <> max(document_id)) AS shared",
      ))!.n;
    },

    /** Figures outside the trash that nobody rejected, as JSON texts by id; the others are left out. */
    async bodies(figureIds: readonly string[]): Promise<Map<string, string>> {
      const found = new Map<string, string>();
      for (const chunk of inChunks(figureIds, 500)) {
        const rows = await db.all<{ id: string; figure: string }>(
          // "+" keeps the planner from the indexes that begin with is_hidden: nearly all figures are shown.
          `SELECT f.id, b.figure FROM figures f JOIN figure_bodies b ON b.id = f.id WHERE f.id IN (${marks(chunk.length)}) AND +f.is_hidden = 0 AND f.is_rejected = 0`,
          chunk,
        );
        for (const { id, figure } of rows) found.set(id, figure);
      }
      return found;
    },

    /** Who speaks in these documents; those in the trash are left out. */
    async voices(documentIds: readonly string[]): Promise<Map<string, Voice>> {
      const found = new Map<string, Voice>();
      for (const chunk of inChunks(documentIds, 500)) {
        const rows = await db.all(
          `SELECT d.id, d.title, d.source, d.sort_at, d.story_id, (SELECT s.primary_id FROM stories s WHERE s.id = d.story_id) AS primary_id
           FROM documents d WHERE d.id IN (${marks(chunk.length)}) AND d.trashed_at IS NULL`,
          chunk,
        );
        for (const row of rows)
          found.set(String(row.id), {
            title: String(row.title),
            source: String(row.source),
            sortAt: String(row.sort_at),
            storyId: row.story_id as string | null,
            isPrimary: row.story_id === null || row.primary_id === row.id,
          });
      }
      return found;
    },
  };
}

const keyOf = (row: Row): FigureKey => ({
  figureId: String(row.figure_id),
  documentId: String(row.document_id),
  key: String(row.compare_key),
  periodStart: String(row.period_start),
  periodEnd: String(row.period_end),
  amount: String(row.amount),
  sortAt: String(row.sort_at),
  subject: row.subject === null ? null : (JSON.parse(String(row.subject)) as Subject),
});
