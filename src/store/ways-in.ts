// store/ways-in.ts: the tables feeds, feed_items, folders and folder_files.

import type { Feed, Folder } from "../records/feed.ts";
import type { Queryable, Row } from "./database.ts";
import { flag, fromJson, json } from "./rows.ts";

export type FeedRow = Feed & { etag: string | null; lastModified: string | null };

export function feedsTable(db: Queryable) {
  const select =
    "SELECT f.*, (SELECT count(*) FROM feed_items i WHERE i.feed_id = f.id AND i.document_id IS NOT NULL) AS document_count FROM feeds f";
  return {
    async list(): Promise<FeedRow[]> {
      return (await db.all(`${select} ORDER BY f.title, f.id`)).map(feedOf);
    },
    async get(id: string): Promise<FeedRow | null> {
      const row = await db.get(`${select} WHERE f.id = ?`, [id]);
      return row === undefined ? null : feedOf(row);
    },
    async byUrl(url: string): Promise<FeedRow | null> {
      const row = await db.get(`${select} WHERE f.url = ?`, [url]);
      return row === undefined ? null : feedOf(row);
    },
    async insert(feed: Pick<Feed, "id" | "url" | "title" | "intervalMinutes" | "createdAt">): Promise<void> {
      await db.run(
        "INSERT INTO feeds (id, url, title, interval_minutes, next_check_at, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        [feed.id, feed.url, feed.title, feed.intervalMinutes, feed.createdAt, feed.createdAt],
      );
    },
    async update(
      id: string,
      change: { title: string; intervalMinutes: number; isPaused: boolean },
    ): Promise<void> {
      await db.run("UPDATE feeds SET title = ?, interval_minutes = ?, is_paused = ? WHERE id = ?", [
        change.title,
        change.intervalMinutes,
        flag(change.isPaused),
        id,
      ]);
    },
    async checked(
      id: string,
      result: {
        atIso: string;
        nextIso: string;
        etag: string | null;
        lastModified: string | null;
        failure: Feed["lastFailure"];
      },
    ): Promise<void> {
      await db.run(
        "UPDATE feeds SET last_checked_at = ?, next_check_at = ?, etag = ?, last_modified = ?, last_failure = ? WHERE id = ?",
        [result.atIso, result.nextIso, result.etag, result.lastModified, json(result.failure), id],
      );
    },
    async remove(id: string): Promise<void> {
      await db.run("DELETE FROM feeds WHERE id = ?", [id]);
    },
    async due(nowIso: string): Promise<string[]> {
      return (
        await db.all<{ id: string }>(
          "SELECT id FROM feeds WHERE is_paused = 0 AND (next_check_at IS NULL OR next_check_at <= ?) ORDER BY next_check_at",
          [nowIso],
        )
      ).map(({ id }) => id);
    },
    async knows(feedId: string, key: string): Promise<boolean> {
      return (
        (await db.get("SELECT 1 FROM feed_items WHERE feed_id = ? AND key = ?", [feedId, key])) !== undefined
      );
    },
    async sawItem(feedId: string, key: string, documentId: string | null, atIso: string): Promise<void> {
      await db.run(
        "INSERT INTO feed_items (feed_id, key, document_id, seen_at) VALUES (?, ?, ?, ?) ON CONFLICT (feed_id, key) DO UPDATE SET document_id = coalesce(excluded.document_id, feed_items.document_id)",
        [feedId, key, documentId, atIso],
      );
    },
  };
}

export function foldersTable(db: Queryable) {
  const select =
    "SELECT f.*, (SELECT count(*) FROM folder_files i WHERE i.folder_id = f.id AND i.document_id IS NOT NULL) AS document_count FROM folders f";
  return {
    async list(): Promise<Folder[]> {
      return (await db.all(`${select} ORDER BY f.path`)).map(folderOf);
    },
    async get(id: string): Promise<Folder | null> {
      const row = await db.get(`${select} WHERE f.id = ?`, [id]);
      return row === undefined ? null : folderOf(row);
    },
    async byPath(path: string): Promise<Folder | null> {
      const row = await db.get(`${select} WHERE f.path = ?`, [path]);
      return row === undefined ? null : folderOf(row);
    },
    async insert(folder: Pick<Folder, "id" | "path" | "createdAt">): Promise<void> {
      await db.run("INSERT INTO folders (id, path, created_at) VALUES (?, ?, ?)", [
        folder.id,
        folder.path,
        folder.createdAt,
      ]);
    },
    async setPaused(id: string, isPaused: boolean): Promise<void> {
      await db.run("UPDATE folders SET is_paused = ? WHERE id = ?", [flag(isPaused), id]);
    },
    async scanned(id: string, atIso: string, failure: Folder["lastFailure"]): Promise<void> {
      await db.run("UPDATE folders SET last_scan_at = ?, last_failure = ? WHERE id = ?", [
        atIso,
        json(failure),
        id,
      ]);
    },
    async remove(id: string): Promise<void> {
      await db.run("DELETE FROM folders WHERE id = ?", [id]);
    },
    /** Size and time of each file as last taken in, by path: what makes a file new or changed. */
    async files(
      id: string,
    ): Promise<Map<string, { sizeBytes: number; modifiedMs: number; documentId: string | null }>> {
      const rows = await db.all<{
        path: string;
        size_bytes: number;
        modified_ms: number;
        document_id: string | null;
      }>("SELECT path, size_bytes, modified_ms, document_id FROM folder_files WHERE folder_id = ?", [id]);
      return new Map(
        rows.map((row) => [
          row.path,
          { sizeBytes: row.size_bytes, modifiedMs: row.modified_ms, documentId: row.document_id },
        ]),
      );
    },
    async sawFile(
      id: string,
      file: {
        path: string;
        sizeBytes: number;
        modifiedMs: number;
        documentId: string | null;
        failure: string | null;
      },
    ): Promise<void> {
      await db.run(
        "INSERT INTO folder_files (folder_id, path, size_bytes, modified_ms, document_id, failure) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (folder_id, path) DO UPDATE SET size_bytes = excluded.size_bytes, modified_ms = excluded.modified_ms, document_id = excluded.document_id, failure = excluded.failure",
        [id, file.path, file.sizeBytes, file.modifiedMs, file.documentId, file.failure],
      );
    },
    async forgetFiles(id: string, paths: readonly string[]): Promise<void> {
      await db.runMany(
        "DELETE FROM folder_files WHERE folder_id = ? AND path = ?",
        paths.map((path) => [id, path]),
      );
    },
    /** How many of the files there are could not be taken in, and the first of them by name. */
    async failures(
      id: string,
    ): Promise<{ failed: number; total: number; first: { path: string; failure: string } | null }> {
      const counts = await db.get<{ failed: number; total: number }>(
        "SELECT count(failure) AS failed, count(*) AS total FROM folder_files WHERE folder_id = ?",
        [id],
      );
      const first = await db.get<{ path: string; failure: string }>(
        "SELECT path, failure FROM folder_files WHERE folder_id = ? AND failure IS NOT NULL ORDER BY path LIMIT 1",
        [id],
      );
      return { ...counts!, first: first ?? null };
    },
  };
}

function feedOf(row: Row): FeedRow {
  return {
    id: String(row.id),
    url: String(row.url),
    title: String(row.title),
    intervalMinutes: Number(row.interval_minutes),
    isPaused: row.is_paused === 1,
    lastCheckedAt: row.last_checked_at as string | null,
    nextCheckAt: row.next_check_at as string | null,
    lastFailure: fromJson(row.last_failure),
    documentCount: Number(row.document_count),
    createdAt: String(row.created_at),
    etag: row.etag as string | null,
    lastModified: row.last_modified as string | null,
  };
}

function folderOf(row: Row): Folder {
  return {
    id: String(row.id),
    path: String(row.path),
    isPaused: row.is_paused === 1,
    lastScanAt: row.last_scan_at as string | null,
    lastFailure: fromJson(row.last_failure),
    documentCount: Number(row.document_count),
    createdAt: String(row.created_at),
  };
}
