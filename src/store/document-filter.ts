// store/document-filter.ts: which documents a list is about, in which order, and how many there are of each kind.

import type { Queryable } from "./database.ts";
import { flag, marks, Where } from "./rows.ts";

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

/** The condition of a filter over documents d. */
export function whereOf(filter: DocumentFilter): Where {
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

/** Counts of each field's values; a field's own filter is left aside so that another value can be chosen. */
export async function documentFacets(db: Queryable, filter: DocumentFilter): Promise<DocumentFacets> {
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
