// store/document-rows.ts: documents and versions as rows, and rows as documents and versions.

import type { Document, Version } from "../records/document.ts";
import type { Queryable, Row, SqlValue } from "./database.ts";
import { flag, fromJson, json, marks } from "./rows.ts";

/** Columns that a change may set; undefined leaves one as it is. */
export type DocumentChange = Partial<
  Omit<Document, "id" | "storySize" | "isStoryPrimary" | "tags" | "topicIds" | "addedAt"> & {
    cleanUrl: string | null;
    profile: string | null;
  }
>;

const JSON_COLUMNS = new Set(["titleBy", "sourceBy", "kindBy", "published", "event", "failure", "problems"]);
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Columns and values of a change, in its order. */
export function columnsOf(change: DocumentChange): [name: string, value: SqlValue][] {
  return Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [
      snake(name),
      JSON_COLUMNS.has(name) ? json(value) : typeof value === "boolean" ? flag(value) : (value as SqlValue),
    ]);
}

/** The documents of rows of `documents`, with their tags and topics, in the order of the rows. */
export async function withLists(db: Queryable, rows: Row[]): Promise<Document[]> {
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

export function versionOf(row: Row): Version {
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
