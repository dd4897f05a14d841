// store/documents.ts: the table documents, with its tags and topics, and the table versions.

import type { Document, Version } from "../records/document.ts";
import type { Queryable } from "./database.ts";
import {
  DOCUMENT_ORDERS,
  type DocumentFacets,
  type DocumentFilter,
  type DocumentOrder,
  documentFacets,
  whereOf,
} from "./document-filter.ts";
import { columnsOf, type DocumentChange, versionOf, withLists } from "./document-rows.ts";
import { inChunks, marks } from "./rows.ts";

export function documentsTable(db: Queryable) {
  return {
    async get(id: string): Promise<Document | null> {
      return (await this.list({ ids: [id], view: "all" }, "newest", 0, 1))[0] ?? null;
    },

    async insert(document: Document, cleanUrl: string | null): Promise<void> {
      const { tags, topicIds, storySize, isStoryPrimary, id, addedAt, ...rest } = document;
      const columns = columnsOf({ ...rest, cleanUrl });
      const names = ["id", "added_at", ...columns.map(([name]) => name)];
      await db.run(`INSERT INTO documents (${names.join(", ")}) VALUES (${marks(names.length)})`, [
        id,
        addedAt,
        ...columns.map(([, value]) => value),
      ]);
      await this.setTags(id, tags);
    },

    /** Sets the given columns; returns whether the document exists. */
    async update(id: string, change: DocumentChange): Promise<boolean> {
      const columns = columnsOf(change);
      if (columns.length === 0) return (await this.get(id)) !== null;
      const sets = columns.map(([name]) => `${name} = ?`).join(", ");
      return (
        (await db.run(`UPDATE documents SET ${sets} WHERE id = ?`, [
          ...columns.map(([, value]) => value),
          id,
        ])) > 0
      );
    },

    async remove(id: string): Promise<void> {
      await db.run("DELETE FROM passages WHERE document_id = ?", [id]);
      await db.run("DELETE FROM documents WHERE id = ?", [id]);
    },

    async setTags(id: string, tags: readonly string[]): Promise<void> {
      await db.run("DELETE FROM document_tags WHERE document_id = ?", [id]);
      await db.runMany(
        "INSERT INTO document_tags (document_id, tag) VALUES (?, ?)",
        [...new Set(tags)].map((tag) => [id, tag]),
      );
    },

    async list(
      filter: DocumentFilter,
      order: DocumentOrder,
      offset: number,
      limit: number,
    ): Promise<Document[]> {
      const where = whereOf(filter);
      const rows = await db.all(
        `SELECT d.*, (SELECT count(*) FROM story_members m JOIN documents o ON o.id = m.document_id AND o.trashed_at IS NULL WHERE m.story_id = d.story_id) AS story_size,
           (SELECT s.primary_id FROM stories s WHERE s.id = d.story_id) AS story_primary
         FROM documents d ${where.sql} ORDER BY ${DOCUMENT_ORDERS[order]} LIMIT ? OFFSET ?`,
        [...where.parameters, limit, offset],
      );
      return withLists(db, rows);
    },

    async ids(filter: DocumentFilter): Promise<string[]> {
      const where = whereOf(filter);
      const rows = await db.all<{ id: string }>(
        `SELECT id FROM documents d ${where.sql} ORDER BY sort_at DESC, id DESC`,
        where.parameters,
      );
      return rows.map(({ id }) => id);
    },

    async count(filter: DocumentFilter): Promise<number> {
      const where = whereOf(filter);
      const row = await db.get<{ n: number }>(
        `SELECT count(*) AS n FROM documents d ${where.sql}`,
        where.parameters,
      );
      return row!.n;
    },

    /** Counts of each field's values; a field's own filter is left aside so that another value can be chosen. */
    facets: (filter: DocumentFilter): Promise<DocumentFacets> => documentFacets(db, filter),

    /** The document that a version with these bytes belongs to, the trash included. */
    async byBytes(sha256: string): Promise<string | null> {
      const row = await db.get<{ document_id: string }>(
        "SELECT document_id FROM versions WHERE sha256 = ? ORDER BY added_at LIMIT 1",
        [sha256],
      );
      return row?.document_id ?? null;
    },

    async byAddress(cleanUrl: string): Promise<string | null> {
      const row = await db.get<{ id: string }>(
        "SELECT id FROM documents WHERE clean_url = ? ORDER BY added_at LIMIT 1",
        [cleanUrl],
      );
      return row?.id ?? null;
    },

    /** What the title, first pages and dates say the document is about, for search, of these documents or all; id → profile text. */
    async profiles(ids: readonly string[] | null = null): Promise<Map<string, string>> {
      const found = new Map<string, string>();
      for (const chunk of ids === null ? [null] : inChunks(ids, 500)) {
        const among = chunk === null ? "" : ` AND id IN (${marks(chunk.length)})`;
        const rows = await db.all<{ id: string; profile: string }>(
          `SELECT id, profile FROM documents WHERE profile IS NOT NULL AND trashed_at IS NULL${among}`,
          chunk ?? [],
        );
        for (const { id, profile } of rows) found.set(id, profile);
      }
      return found;
    },

    async versions(documentId: string): Promise<Version[]> {
      return (
        await db.all("SELECT * FROM versions WHERE document_id = ? ORDER BY number DESC", [documentId])
      ).map(versionOf);
    },

    async version(id: string): Promise<Version | null> {
      const row = await db.get("SELECT * FROM versions WHERE id = ?", [id]);
      return row === undefined ? null : versionOf(row);
    },

    async insertVersion(version: Version): Promise<void> {
      await db.run(
        `INSERT INTO versions (id, document_id, number, sha256, media_type, size_bytes, file_name, url, charset, added_at, reader, page_count)
         VALUES (${marks(12)})`,
        [
          version.id,
          version.documentId,
          version.number,
          version.sha256,
          version.mediaType,
          version.sizeBytes,
          version.fileName,
          version.url,
          version.charset,
          version.addedAt,
          version.reader,
          version.pageCount,
        ],
      );
    },

    async setVersionRead(id: string, reader: string, pageCount: number): Promise<void> {
      await db.run("UPDATE versions SET reader = ?, page_count = ? WHERE id = ?", [reader, pageCount, id]);
    },

    /** The password a person gave for a locked version: kept, since each page drawn needs it again. */
    async passwordOf(versionId: string): Promise<string | null> {
      return (
        (await db.get<{ password: string | null }>("SELECT password FROM versions WHERE id = ?", [versionId]))
          ?.password ?? null
      );
    },

    async setPassword(versionId: string, password: string): Promise<void> {
      await db.run("UPDATE versions SET password = ? WHERE id = ?", [password, versionId]);
    },

    /** Hashes that only versions of this document use: what may go when the document is deleted for good. */
    async hashesOnlyOf(documentId: string): Promise<string[]> {
      const rows = await db.all<{ sha256: string }>(
        "SELECT DISTINCT sha256 FROM versions v WHERE document_id = ? AND NOT EXISTS (SELECT 1 FROM versions o WHERE o.sha256 = v.sha256 AND o.document_id <> v.document_id)",
        [documentId],
      );
      return rows.map(({ sha256 }) => sha256);
    },
  };
}
