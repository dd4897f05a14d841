// store/documents.ts: the table documents, with its tags and topics, and the table versions.

import type { Document, Version } from "../records/document.ts";
import type { Queryable, Row, SqlValue } from "./database.ts";
import { flag, fromJson, inChunks, json, marks, Where } from "./rows.ts";

/** Which documents a list is about. Every part is optional and narrows it. */
export interface DocumentFilter {
  view?: "library" | "trash" | "favourites" | "archive" | "unread" | "all";
  ids?: string[];
  topicId?: string;
  kinds?: string[];
  sources?: string[];
  languages?: string[];
  tags?: string[];
  states?: string[];
  mediaTypes?: string[];
  /** ISO days, inclusive, over sort_at. */
  after?: string;
  before?: string;
  title?: string;
  isSample?: boolean;
  storyId?: string;
}

export const DOCUMENT_ORDERS = {
  newest: "sort_at DESC, id DESC",
  oldest: "sort_at, id",
  title: "title, id",
  source: "source, sort_at DESC, id",
  kind: "kind, sort_at DESC, id",
  pages: "page_count DESC, id",
  size: "size_bytes DESC, id",
  added: "added_at DESC, id DESC",
} as const;
export type DocumentOrder = keyof typeof DOCUMENT_ORDERS;

/** The fields a list can be counted by, and where they stand. */
const FACETS = {
  kinds: "kind",
  sources: "source",
  languages: "language",
  states: "state",
  mediaTypes: "media_type",
} as const;

const MOST_VALUES = 100;

export type DocumentFacets = Record<
  keyof typeof FACETS | "tags" | "topics",
  { value: string; count: number }[]
>;

/** Columns that a change may set; undefined leaves one as it is. */
export type DocumentChange = Partial<
  Omit<Document, "id" | "storySize" | "isStoryPrimary" | "tags" | "topicIds" | "addedAt"> & {
    cleanUrl: string | null;
    profile: string | null;
  }
>;

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
    async facets(filter: DocumentFilter): Promise<DocumentFacets> {
      const names = Object.keys(FACETS) as (keyof typeof FACETS)[];
      // Fields that nothing is chosen of are counted over the same documents: one pass does for all of them.
      const free = names.filter((name) => (filter[name]?.length ?? 0) === 0);
      const chosen = names.filter((name) => !free.includes(name));
      const counted = await Promise.all([
        free.length === 0 ? {} : countBy(db, free, filter),
        ...chosen.map((name) => countBy(db, [name], { ...filter, [name]: undefined })),
      ]);
      const forTags = whereOf({ ...filter, tags: undefined });
      const tags = await db.all<{ value: string; count: number }>(
        `SELECT t.tag AS value, count(*) AS count FROM documents d JOIN document_tags t ON t.document_id = d.id ${forTags.sql} GROUP BY t.tag ORDER BY count(*) DESC, t.tag LIMIT 100`,
        forTags.parameters,
      );
      const forTopics = whereOf({ ...filter, topicId: undefined });
      const topics = await db.all<{ value: string; count: number }>(
        `SELECT m.topic_id AS value, count(*) AS count FROM documents d JOIN topic_members m ON m.document_id = d.id ${forTopics.sql} GROUP BY m.topic_id ORDER BY count(*) DESC, m.topic_id LIMIT 100`,
        forTopics.parameters,
      );
      return {
        ...Object.assign({}, ...counted),
        tags: tags.map((row) => ({ ...row })),
        topics: topics.map((row) => ({ ...row })),
      } as DocumentFacets;
    },

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

const JSON_COLUMNS = new Set(["titleBy", "sourceBy", "kindBy", "published", "event", "failure", "problems"]);
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function columnsOf(change: DocumentChange): [name: string, value: SqlValue][] {
  return Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [
      snake(name),
      JSON_COLUMNS.has(name) ? json(value) : typeof value === "boolean" ? flag(value) : (value as SqlValue),
    ]);
}

function whereOf(filter: DocumentFilter): Where {
  const where = new Where();
  const view = filter.view ?? "library";
  if (view === "trash") where.add("d.trashed_at IS NOT NULL");
  else if (view !== "all") where.add("d.trashed_at IS NULL");
  if (view === "library" || view === "unread") where.add("d.is_archived = 0");
  if (view === "archive") where.add("d.is_archived = 1");
  if (view === "favourites") where.add("d.is_favourite = 1");
  if (view === "unread") where.add("d.read_at IS NULL");
  // An empty list of ids asks for nothing, unlike an empty list of kinds.
  if (filter.ids !== undefined)
    where.add(filter.ids.length === 0 ? "1 = 0" : `d.id IN (${marks(filter.ids.length)})`, ...filter.ids);
  if (filter.topicId !== undefined)
    where.add(
      "EXISTS (SELECT 1 FROM topic_members m WHERE m.document_id = d.id AND m.topic_id = ?)",
      filter.topicId,
    );
  where.oneOf("d.kind", filter.kinds);
  where.oneOf("d.source", filter.sources);
  where.oneOf("d.language", filter.languages);
  where.oneOf("d.state", filter.states);
  where.oneOf("d.media_type", filter.mediaTypes);
  if (filter.tags !== undefined && filter.tags.length > 0) {
    where.add(
      `EXISTS (SELECT 1 FROM document_tags t WHERE t.document_id = d.id AND t.tag IN (${marks(filter.tags.length)}))`,
      ...filter.tags,
    );
  }
  if (filter.after !== undefined) where.add("d.sort_at >= ?", filter.after);
  // "2025-11-06~" sorts after every moment of that day.
  if (filter.before !== undefined) where.add("d.sort_at <= ?", `${filter.before}~`);
  if (filter.title !== undefined && filter.title !== "")
    where.add(
      "lower(d.title) LIKE ? ESCAPE '\\'",
      `%${filter.title.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`,
    );
  if (filter.isSample !== undefined) where.add("d.is_sample = ?", flag(filter.isSample));
  if (filter.storyId !== undefined) where.add("d.story_id = ?", filter.storyId);
  return where;
}

/** Counts of the values of some fields over the documents of a filter; the 100 most frequent of each. */
async function countBy(
  db: Queryable,
  names: readonly (keyof typeof FACETS)[],
  filter: DocumentFilter,
): Promise<Partial<DocumentFacets>> {
  const where = whereOf(filter);
  const columns = names.map((name) => FACETS[name]).join(", ");
  const rows = await db.all(
    `SELECT ${columns}, count(*) AS count FROM documents d ${where.sql} GROUP BY ${columns}`,
    where.parameters,
  );
  const facets: Partial<DocumentFacets> = {};
  for (const name of names) {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const value = String(row[FACETS[name]]);
      counts.set(value, (counts.get(value) ?? 0) + Number(row.count));
    }
    facets[name] = [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, MOST_VALUES);
  }
  return facets;
}

async function withLists(db: Queryable, rows: Row[]): Promise<Document[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => String(row.id));
  const tags = await db.all<{ document_id: string; tag: string }>(
    `SELECT document_id, tag FROM document_tags WHERE document_id IN (${marks(ids.length)}) ORDER BY tag`,
    ids,
  );
  const topics = await db.all<{ document_id: string; topic_id: string }>(
    `SELECT document_id, topic_id FROM topic_members WHERE document_id IN (${marks(ids.length)}) ORDER BY topic_id`,
    ids,
  );
  const tagsById = Map.groupBy(tags, ({ document_id }) => document_id);
  const topicsById = Map.groupBy(topics, ({ document_id }) => document_id);
  return rows.map((row) =>
    documentOf(
      row,
      tagsById.get(String(row.id))?.map(({ tag }) => tag) ?? [],
      topicsById.get(String(row.id))?.map(({ topic_id }) => topic_id) ?? [],
    ),
  );
}

function documentOf(row: Row, tags: string[], topicIds: string[]): Document {
  const text = (name: string) => String(row[name]);
  const storySize = row.story_id === null ? 1 : Number(row.story_size);
  return {
    id: text("id"),
    versionId: text("version_id"),
    versionNumber: Number(row.version_number),
    title: text("title"),
    titleBy: fromJson(row.title_by),
    source: text("source"),
    sourceBy: fromJson(row.source_by),
    author: text("author"),
    kind: text("kind") as Document["kind"],
    kindBy: fromJson(row.kind_by),
    language: text("language") as Document["language"],
    published: fromJson(row.published),
    event: fromJson(row.event),
    addedAt: text("added_at"),
    updatedAt: text("updated_at"),
    sortAt: text("sort_at"),
    url: row.url as string | null,
    fileName: text("file_name"),
    mediaType: text("media_type") as Document["mediaType"],
    sizeBytes: Number(row.size_bytes),
    pageCount: Number(row.page_count),
    characterCount: Number(row.character_count),
    state: text("state") as Document["state"],
    failure: fromJson(row.failure),
    problems: fromJson(row.problems),
    storyId: row.story_id as string | null,
    storySize,
    isStoryPrimary: row.story_primary === row.id,
    isTeaser: row.is_teaser === 1,
    isSample: row.is_sample === 1,
    isFavourite: row.is_favourite === 1,
    isArchived: row.is_archived === 1,
    trashedAt: row.trashed_at as string | null,
    readAt: row.read_at as string | null,
    tags,
    topicIds,
    figureCount: Number(row.figure_count),
    findingCount: Number(row.finding_count),
  };
}

function versionOf(row: Row): Version {
  return {
    id: String(row.id),
    documentId: String(row.document_id),
    number: Number(row.number),
    sha256: String(row.sha256),
    mediaType: String(row.media_type) as Version["mediaType"],
    sizeBytes: Number(row.size_bytes),
    fileName: String(row.file_name),
    url: row.url as string | null,
    charset: row.charset as string | null,
    addedAt: String(row.added_at),
    reader: row.reader as string | null,
    pageCount: Number(row.page_count),
  };
}
