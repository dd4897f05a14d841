// store/passage-index.ts: the tables of the search index.

import type { DocumentKind } from "../records/document.ts";
import type { Queryable } from "./database.ts";
import { fromJson, inChunks, marks } from "./rows.ts";

export function passageIndexTable(db: Queryable) {
  return {
    async enqueue(removed: readonly number[], added: readonly number[]): Promise<void> {
      await db.runMany("INSERT INTO index_queue (row, action) VALUES (?, ?)", [...removed.map((row) => [row, "remove"]), ...added.map((row) => [row, "add"])]);
    },
    async touchDocument(documentId: string): Promise<void> {
      await db.run("INSERT INTO index_queue (row, action) SELECT id, 'add' FROM passages WHERE document_id = ?", [documentId]);
    },
    async state(known: number | null) {
      const row = await db.get<{ change: number | null }>("SELECT max(sequence) AS change FROM index_queue");
      const change = row?.change ?? 0;
      return change === known ? { change } : { change, segments: [], drained: 0 };
    },
    async queued(after: number, limit: number) {
      return db.all<{ sequence: number; row: number; action: "add" | "remove" }>("SELECT sequence, row, action FROM index_queue WHERE sequence > ? ORDER BY sequence LIMIT ?", [after, limit]);
    },
    async chunks(keys: readonly unknown[]): Promise<null[]> {
      return keys.map(() => null);
    },
    async passages(rows: readonly number[]) {
      const found = [];
      for (const chunk of inChunks(rows, 500)) {
        found.push(...(await db.all(`SELECT p.id, p.document_id, p.heading, p.kind, p.text, p.context, d.title, d.language FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id IN (${marks(chunk.length)})`, chunk)));
      }
      return found.map((row) => ({
        row: Number(row.id), documentId: String(row.document_id), title: String(row.title), language: String(row.language) as "zh" | "en" | "other", heading: String(row.heading),
        kind: String(row.kind) as "text" | "table" | "heading", text: String(row.text), context: String(row.context),
      }));
    },
    async documents(ids: readonly string[] | null = null) {
      const rows = await db.all(`SELECT id, kind, source, language, sort_at, trashed_at FROM documents ${ids === null ? "" : `WHERE id IN (${marks(ids.length)})`}`, ids ?? []);
      const tags = Map.groupBy(await db.all<{ document_id: string; tag: string }>("SELECT document_id, tag FROM document_tags"), (row) => row.document_id);
      const topics = Map.groupBy(await db.all<{ document_id: string; topic_id: string }>("SELECT document_id, topic_id FROM topic_members"), (row) => row.document_id);
      void fromJson;
      return rows.map((row) => ({
        id: String(row.id), kind: String(row.kind) as DocumentKind, source: String(row.source), language: String(row.language) as "zh" | "en" | "other", sortAt: String(row.sort_at),
        tags: tags.get(String(row.id))?.map(({ tag }) => tag) ?? [], topicIds: topics.get(String(row.id))?.map(({ topic_id }) => topic_id) ?? [], isTrashed: row.trashed_at !== null,
      }));
    },
  };
}
