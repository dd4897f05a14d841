// store/passages.ts: the table passages: the texts that search ranks.

import type { Passage } from "../records/passage.ts";
import type { Queryable, Row } from "./database.ts";
import { inChunks, marks } from "./rows.ts";

/** A passage before it has a name. */
export type PassageDraft = Omit<Passage, "id" | "documentId" | "versionId">;

/** "psg_12" names row 12; rows are never used twice. */
export const passageId = (row: number): string => `psg_${row}`;
/** The row of a passage's id; NaN for anything else. */
export const passageRow = (id: string): number =>
  /^psg_\d{1,15}$/.test(id) ? Number(id.slice(4)) : Number.NaN;

export function passagesTable(db: Queryable) {
  return {
    /** Replaces all passages of a document; returns the rows that went and the rows that came, both ascending. */
    async replace(
      documentId: string,
      versionId: string,
      drafts: readonly PassageDraft[],
    ): Promise<{ removed: number[]; added: number[] }> {
      const removed = await this.rowsOf(documentId);
      await db.run("DELETE FROM passages WHERE document_id = ?", [documentId]);
      const top = await db.get<{ top: number | null }>(
        "SELECT max(value) AS top FROM (SELECT max(id) AS value FROM passages UNION ALL SELECT CAST(value AS INTEGER) FROM desk WHERE name = 'last-passage')",
      );
      const first = (top?.top ?? 0) + 1;
      const added = drafts.map((_, at) => first + at);
      await db.runMany(
        `INSERT INTO passages (id, document_id, version_id, ordinal, start_offset, end_offset, page, heading, kind, text, context) VALUES (${marks(11)})`,
        drafts.map((draft, at) => [
          first + at,
          documentId,
          versionId,
          draft.ordinal,
          draft.start,
          draft.end,
          draft.page,
          draft.heading,
          draft.kind,
          draft.text,
          draft.context,
        ]),
      );
      // The index knows passages by row: a row that was deleted must not come back as another passage.
      if (drafts.length > 0) {
        await db.run(
          "INSERT INTO desk (name, value) VALUES ('last-passage', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          [String(first + drafts.length - 1)],
        );
      }
      return { removed, added };
    },

    async rowsOf(documentId: string): Promise<number[]> {
      const rows = await db.all<{ id: number }>("SELECT id FROM passages WHERE document_id = ? ORDER BY id", [
        documentId,
      ]);
      return rows.map(({ id }) => id);
    },

    async count(): Promise<number> {
      return (await db.get<{ n: number }>("SELECT count(*) AS n FROM passages"))!.n;
    },

    async get(id: string): Promise<Passage | null> {
      const row = await db.get("SELECT * FROM passages WHERE id = ?", [passageRow(id)]);
      return row === undefined ? null : passageOf(row);
    },

    /** In no order; rows that do not exist are left out. */
    async byRows(rows: readonly number[]): Promise<Passage[]> {
      const found: Passage[] = [];
      for (const chunk of inChunks(rows, 500)) {
        found.push(
          ...(await db.all(`SELECT * FROM passages WHERE id IN (${marks(chunk.length)})`, chunk)).map(
            passageOf,
          ),
        );
      }
      return found;
    },

    /** Passages of a document whose ordinal lies in [from, to], in order. */
    async between(documentId: string, from: number, to: number): Promise<Passage[]> {
      return (
        await db.all(
          "SELECT * FROM passages WHERE document_id = ? AND ordinal >= ? AND ordinal <= ? ORDER BY ordinal",
          [documentId, from, to],
        )
      ).map(passageOf);
    },
  };
}

function passageOf(row: Row): Passage {
  return {
    id: passageId(Number(row.id)),
    documentId: String(row.document_id),
    versionId: String(row.version_id),
    ordinal: Number(row.ordinal),
    start: Number(row.start_offset),
    end: Number(row.end_offset),
    page: Number(row.page),
    heading: String(row.heading),
    kind: String(row.kind) as Passage["kind"],
    text: String(row.text),
    context: String(row.context),
  };
}
