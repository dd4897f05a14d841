// store/findings.ts: the tables findings, finding_documents and finding_figures: what checks say.

import type { Finding } from "../records/finding.ts";
import type { Queryable } from "./database.ts";
import { flag, inChunks, marks, Where } from "./rows.ts";

export interface FindingFilter {
  documentId?: string;
  topicId?: string;
  verdicts?: string[];
  checks?: string[];
  isSettled?: boolean;
}

/** What a reader must see first: 0 fails and conflicts, 1 undecided and other definitions, 2 what holds. */
export const severityOf = (verdict: Finding["verdict"]): number =>
  verdict === "fails" || verdict === "conflict"
    ? 0
    : verdict === "holds" || verdict === "agree" || verdict === "agree-after-conversion"
      ? 2
      : 1;

/** A finding as its row, made where there is time for it. */
export interface FindingRow {
  id: string;
  columns: (string | number)[];
  documentIds: string[];
  figureIds: string[];
}

/** A finding as it was read, with its text: equal texts need no writing. */
export interface KeptFinding {
  finding: Finding;
  kept: string;
}

interface KeptRow {
  id: string;
  check_name: string;
  finding: string;
}

const keptOf = ({ finding }: KeptRow): KeptFinding => ({
  finding: JSON.parse(finding) as Finding,
  kept: finding,
});

export const findingRow = (
  finding: Finding,
  sortAt: string,
  kept: string = JSON.stringify(finding),
): FindingRow => ({
  id: finding.id,
  columns: [
    finding.id,
    finding.check.split(" ")[0]!,
    finding.verdict,
    flag(finding.settled !== null),
    severityOf(finding.verdict),
    kept,
    finding.createdAt,
    sortAt,
  ],
  documentIds: finding.documentIds,
  figureIds: [...new Set(finding.operands.map(({ figureId }) => figureId))],
});

const INSERT =
  "INSERT INTO findings (id, check_name, verdict, is_settled, severity, finding, created_at, sort_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET check_name = excluded.check_name, verdict = excluded.verdict, is_settled = excluded.is_settled, severity = excluded.severity, finding = excluded.finding, sort_at = excluded.sort_at";

export function findingsTable(db: Queryable) {
  const putAll = async (rows: readonly FindingRow[], condition: string): Promise<void> => {
    await db.runMany(
      `${INSERT}${condition}`,
      rows.map(({ columns }) => columns),
    );
    await db.runMany(
      "INSERT INTO finding_documents (finding_id, document_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
      rows.flatMap(({ id, documentIds }) => documentIds.map((documentId) => [id, documentId])),
    );
    await db.runMany(
      "INSERT INTO finding_figures (finding_id, figure_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
      rows.flatMap(({ id, figureIds }) => figureIds.map((figureId) => [id, figureId])),
    );
  };
  return {
    async get(id: string): Promise<Finding | null> {
      const row = await db.get<{ finding: string }>("SELECT finding FROM findings WHERE id = ?", [id]);
      return row === undefined ? null : (JSON.parse(row.finding) as Finding);
    },

    /** Findings with a document outside the trash, the gravest first, then the newest. */
    async list(filter: FindingFilter, offset: number, limit: number): Promise<Finding[]> {
      const where = whereOf(filter);
      const rows = await db.all<{ finding: string }>(
        `SELECT finding FROM findings f ${where.sql} ORDER BY severity, sort_at DESC, id LIMIT ? OFFSET ?`,
        [...where.parameters, limit, offset],
      );
      return rows.map(({ finding }) => JSON.parse(finding) as Finding);
    },

    /** Open failures and conflicts of each of these documents, the gravest and newest first, at most `mostEach`. */
    async openOf(documentIds: readonly string[], mostEach: number): Promise<Map<string, Finding[]>> {
      if (documentIds.length === 0) return new Map();
      // "+" makes the planner begin with the documents: most findings of a desk are open.
      const rows = await db.all<{ document_id: string; finding: string }>(
        `SELECT document_id, finding FROM (SELECT d.document_id, f.finding,
           row_number() OVER (PARTITION BY d.document_id ORDER BY f.severity, f.sort_at DESC, f.id) AS place
         FROM finding_documents d JOIN findings f ON f.id = d.finding_id
         WHERE d.document_id IN (${marks(documentIds.length)}) AND +f.is_settled = 0 AND f.verdict IN ('fails', 'conflict') AND ${IS_SHOWN}) AS placed
         WHERE place <= ? ORDER BY place`,
        [...documentIds, mostEach],
      );
      const byDocument = Map.groupBy(rows, ({ document_id }) => document_id);
      return new Map(
        [...byDocument].map(([id, own]) => [id, own.map(({ finding }) => JSON.parse(finding) as Finding)]),
      );
    },

    async count(filter: FindingFilter): Promise<number> {
      const where = whereOf(filter);
      return (await db.get<{ n: number }>(
        `SELECT count(*) AS n FROM findings f ${where.sql}`,
        where.parameters,
      ))!.n;
    },

    async facets(
      filter: FindingFilter,
    ): Promise<{ verdicts: { value: string; count: number }[]; checks: { value: string; count: number }[] }> {
      const by = async (column: string, without: FindingFilter) => {
        const where = whereOf(without);
        const rows = await db.all<{ value: string; count: number }>(
          `SELECT ${column} AS value, count(*) AS count FROM findings f ${where.sql} GROUP BY ${column} ORDER BY count(*) DESC`,
          where.parameters,
        );
        return rows.map((row) => ({ ...row }));
      };
      return {
        verdicts: await by("verdict", { ...filter, verdicts: undefined }),
        checks: await by("check_name", { ...filter, checks: undefined }),
      };
    },

    /** Findings that rest on a document, as they are kept; those of the check `notOf` are left out. */
    async keptOfDocument(documentId: string, limit: number, notOf = ""): Promise<KeptFinding[]> {
      const rows = await db.all<KeptRow>(
        "SELECT f.id, f.check_name, f.finding FROM finding_documents d JOIN findings f ON f.id = d.finding_id WHERE d.document_id = ? AND f.check_name <> ? ORDER BY f.severity, f.id LIMIT ?",
        [documentId, notOf, limit],
      );
      return rows.map(keptOf);
    },

    /** Findings of one check that rest on any of these figures, as they are kept. */
    async keptOfFigures(figureIds: readonly string[], check: string): Promise<KeptFinding[]> {
      const found = new Map<string, KeptFinding>();
      for (const chunk of inChunks(figureIds, 500)) {
        const rows = await db.all<KeptRow>(
          `SELECT id, check_name, finding FROM findings WHERE check_name = ? AND id IN (SELECT finding_id FROM finding_figures WHERE figure_id IN (${marks(chunk.length)}))`,
          [check, ...chunk],
        );
        for (const row of rows) found.set(row.id, keptOf(row));
      }
      return [...found.values()];
    },

    /** Ids of a check's findings in their order, after one of them. */
    async idsOfCheck(check: string, after: string, limit: number): Promise<string[]> {
      const rows = await db.all<{ id: string }>(
        "SELECT id FROM findings WHERE check_name = ? AND id > ? ORDER BY id LIMIT ?",
        [check, after, limit],
      );
      return rows.map(({ id }) => id);
    },

    /** Writes one finding as it is given, settlement included. */
    async put(finding: Finding, sortAt: string): Promise<void> {
      await putAll([findingRow(finding, sortAt)], "");
    },

    /** Writes what a check found. What a person settled or opened since the check read it stays as the person left it. */
    async putFound(rows: readonly FindingRow[]): Promise<void> {
      await putAll(rows, " WHERE findings.is_settled = excluded.is_settled");
    },

    /** Documents that failures and conflicts among these findings count on. */
    async documentsOfGrave(ids: readonly string[]): Promise<string[]> {
      const found = new Set<string>();
      for (const chunk of inChunks(ids, 500)) {
        const rows = await db.all<{ document_id: string }>(
          `SELECT DISTINCT d.document_id FROM findings f JOIN finding_documents d ON d.finding_id = f.id WHERE f.id IN (${marks(chunk.length)}) AND f.severity = 0`,
          chunk,
        );
        for (const { document_id } of rows) found.add(document_id);
      }
      return [...found];
    },

    /** All that rests on a document, and the counts of the others that rested on it too. */
    async removeOfDocument(documentId: string): Promise<void> {
      const others = await db.all<{ document_id: string }>(
        "SELECT DISTINCT o.document_id FROM finding_documents d JOIN finding_documents o ON o.finding_id = d.finding_id WHERE d.document_id = ? AND o.document_id <> ?",
        [documentId, documentId],
      );
      await db.run(
        "DELETE FROM findings WHERE id IN (SELECT finding_id FROM finding_documents WHERE document_id = ?)",
        [documentId],
      );
      await this.recount(others.map(({ document_id }) => document_id));
    },

    async remove(ids: readonly string[]): Promise<void> {
      for (const chunk of inChunks(ids, 500))
        await db.run(`DELETE FROM findings WHERE id IN (${marks(chunk.length)})`, chunk);
    },

    /** Verdicts by figure, the gravest first: the badge beside a number. */
    async badges(
      figureIds: readonly string[],
    ): Promise<Map<string, { id: string; verdict: Finding["verdict"] }[]>> {
      const found: { figure_id: string; id: string; verdict: Finding["verdict"] }[] = [];
      for (const chunk of inChunks(figureIds, 500)) {
        found.push(
          ...(await db.all<(typeof found)[number]>(
            `SELECT g.figure_id, f.id, f.verdict FROM finding_figures g JOIN findings f ON f.id = g.finding_id WHERE g.figure_id IN (${marks(chunk.length)}) ORDER BY f.severity, f.id`,
            chunk,
          )),
        );
      }
      const byFigure = Map.groupBy(found, ({ figure_id }) => figure_id);
      return new Map(
        [...byFigure].map(([id, rows]) => [id, rows.map((row) => ({ id: row.id, verdict: row.verdict }))]),
      );
    },

    /** Keeps the count of open, grave findings on each document. */
    async recount(documentIds: readonly string[]): Promise<void> {
      await db.runMany(
        "UPDATE documents SET finding_count = (SELECT count(*) FROM finding_documents d JOIN findings f ON f.id = d.finding_id WHERE d.document_id = documents.id AND f.is_settled = 0 AND f.severity = 0) WHERE id = ?",
        documentIds.map((id) => [id]),
      );
    },
  };
}

/** None of its documents lies in the trash. */
const IS_SHOWN =
  "NOT EXISTS (SELECT 1 FROM finding_documents x JOIN documents t ON t.id = x.document_id WHERE x.finding_id = f.id AND t.trashed_at IS NOT NULL)";

function whereOf(filter: FindingFilter): Where {
  const where = new Where();
  where.add(IS_SHOWN);
  if (filter.documentId !== undefined)
    where.add(
      "EXISTS (SELECT 1 FROM finding_documents x WHERE x.finding_id = f.id AND x.document_id = ?)",
      filter.documentId,
    );
  if (filter.topicId !== undefined)
    where.add(
      "EXISTS (SELECT 1 FROM finding_documents x JOIN topic_members m ON m.document_id = x.document_id WHERE x.finding_id = f.id AND m.topic_id = ?)",
      filter.topicId,
    );
  where.oneOf("f.verdict", filter.verdicts);
  where.oneOf("f.check_name", filter.checks);
  if (filter.isSettled !== undefined) where.add("f.is_settled = ?", flag(filter.isSettled));
  return where;
}
