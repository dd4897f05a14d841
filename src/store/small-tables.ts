// store/small-tables.ts: tables of a few rows: digests, notes, saved and recent searches, facts of the desk.

import type { Digest } from "../records/digest.ts";
import type { Note } from "../records/document.ts";
import type { SavedSearch } from "../records/search.ts";
import type { Queryable, Row } from "./database.ts";
import { fromJson, marks } from "./rows.ts";

export function digestsTable(db: Queryable) {
  return {
    async put(digest: Digest): Promise<void> {
      await db.run(
        "INSERT INTO digests (document_id, version_id, writer, digest) VALUES (?, ?, ?, ?) ON CONFLICT (document_id) DO UPDATE SET version_id = excluded.version_id, writer = excluded.writer, digest = excluded.digest",
        [digest.documentId, digest.versionId, digest.writer, JSON.stringify(digest)],
      );
    },
    async get(documentId: string): Promise<Digest | null> {
      return (await this.many([documentId])).get(documentId) ?? null;
    },
    async many(documentIds: readonly string[]): Promise<Map<string, Digest>> {
      if (documentIds.length === 0) return new Map();
      const rows = await db.all<{ document_id: string; digest: string }>(
        `SELECT document_id, digest FROM digests WHERE document_id IN (${marks(documentIds.length)})`,
        documentIds,
      );
      return new Map(rows.map((row) => [row.document_id, JSON.parse(row.digest) as Digest]));
    },
  };
}

export function notesTable(db: Queryable) {
  return {
    async ofDocument(documentId: string): Promise<Note[]> {
      return (
        await db.all("SELECT * FROM notes WHERE document_id = ? ORDER BY created_at, id", [documentId])
      ).map(noteOf);
    },
    async get(id: string): Promise<Note | null> {
      const row = await db.get("SELECT * FROM notes WHERE id = ?", [id]);
      return row === undefined ? null : noteOf(row);
    },
    async insert(note: Note): Promise<void> {
      await db.run(
        "INSERT INTO notes (id, document_id, start_offset, end_offset, quote, text, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [note.id, note.documentId, note.start, note.end, note.quote, note.text, note.createdAt],
      );
    },
    async setText(id: string, text: string): Promise<void> {
      await db.run("UPDATE notes SET text = ? WHERE id = ?", [text, id]);
    },
    async remove(id: string): Promise<void> {
      await db.run("DELETE FROM notes WHERE id = ?", [id]);
    },
  };
}

export function savedSearchesTable(db: Queryable) {
  return {
    async list(): Promise<SavedSearch[]> {
      return (await db.all("SELECT * FROM saved_searches ORDER BY created_at, id")).map(savedOf);
    },
    async get(id: string): Promise<SavedSearch | null> {
      const row = await db.get("SELECT * FROM saved_searches WHERE id = ?", [id]);
      return row === undefined ? null : savedOf(row);
    },
    async hasName(name: string, exceptId = ""): Promise<boolean> {
      return (
        (await db.get("SELECT 1 FROM saved_searches WHERE lower(name) = lower(?) AND id <> ?", [
          name,
          exceptId,
        ])) !== undefined
      );
    },
    async put(saved: SavedSearch): Promise<void> {
      await db.run(
        "INSERT INTO saved_searches (id, name, request, rss_token, created_at, last_visit_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, request = excluded.request, last_visit_at = excluded.last_visit_at",
        [
          saved.id,
          saved.name,
          JSON.stringify(saved.request),
          saved.rssToken,
          saved.createdAt,
          saved.lastVisitAt,
        ],
      );
    },
    async remove(id: string): Promise<void> {
      await db.run("DELETE FROM saved_searches WHERE id = ?", [id]);
    },
    async remember(query: string, atIso: string): Promise<void> {
      await db.run(
        "INSERT INTO recent_searches (query, at) VALUES (?, ?) ON CONFLICT (query) DO UPDATE SET at = excluded.at",
        [query, atIso],
      );
      // Fifty are more than a person scrolls through.
      await db.run(
        "DELETE FROM recent_searches WHERE query NOT IN (SELECT query FROM recent_searches ORDER BY at DESC LIMIT 50)",
      );
    },
    async recent(prefix: string, limit: number): Promise<string[]> {
      const like = `${prefix.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
      return (
        await db.all<{ query: string }>(
          "SELECT query FROM recent_searches WHERE lower(query) LIKE ? ESCAPE '\\' ORDER BY at DESC LIMIT ?",
          [like, limit],
        )
      ).map(({ query }) => query);
    },
  };
}

/** Facts of the desk by name: when it was made, which sample it holds. */
export function factsTable(db: Queryable) {
  return {
    async get(name: string): Promise<string | null> {
      return (
        (await db.get<{ value: string }>("SELECT value FROM desk WHERE name = ?", [name]))?.value ?? null
      );
    },
    async set(name: string, value: string): Promise<void> {
      await db.run(
        "INSERT INTO desk (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
      );
    },
    async remove(name: string): Promise<void> {
      await db.run("DELETE FROM desk WHERE name = ?", [name]);
    },
    /** Facts whose name begins so, by name. */
    async beginning(start: string): Promise<{ name: string; value: string }[]> {
      return db.all("SELECT name, value FROM desk WHERE substr(name, 1, ?) = ? ORDER BY name", [
        start.length,
        start,
      ]);
    },
  };
}

function noteOf(row: Row): Note {
  return {
    id: String(row.id),
    documentId: String(row.document_id),
    start: row.start_offset as number | null,
    end: row.end_offset as number | null,
    quote: String(row.quote),
    text: String(row.text),
    createdAt: String(row.created_at),
  };
}

function savedOf(row: Row): SavedSearch {
  return {
    id: String(row.id),
    name: String(row.name),
    request: fromJson(row.request),
    rssToken: String(row.rss_token),
    createdAt: String(row.created_at),
    lastVisitAt: row.last_visit_at as string | null,
    newCount: 0,
  };
}
