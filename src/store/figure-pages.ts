// store/figure-pages.ts: pages, counts and facets of the ledger, at a million figures.
//
// Two ways to a page: walk the index of the order and drop what the filter drops, or take what the filter's rarest field
// leaves and sort it. The planner cannot tell "kind = money" (most of the ledger) from a rare entity without statistics,
// so the fields are counted here up to DRIVE_LIMIT; the rarest drives when it is under it. coalesce() keeps the planner
// from the index of a field that must not drive. Counts stop at COUNT_LIMIT: an exact one reads every row.

import type { Figure } from "../records/figure.ts";
import type { Queryable, Row, SqlValue } from "./database.ts";
import { Where } from "./rows.ts";

/** Which figures a list is about. Figures of documents in the trash never show. */
export interface FigureFilter {
  documentId?: string;
  topicId?: string;
  entities?: string[];
  metrics?: string[];
  kinds?: string[];
  units?: string[];
  natures?: string[];
  periods?: string[];
  sources?: string[];
  /** Words in the written form, entity or metric. */
  contains?: string;
  minConfidence?: number;
  page?: number;
  includeRejected?: boolean;
  /** Only figures whose metric and entity are known. */
  hasMeaning?: boolean;
}

export const FIGURE_ORDERS = {
  document: ["f.document_id", "f.start_offset", "f.id"],
  newest: ["f.sort_at", "f.id"],
  entity: ["f.entity", "f.metric", "f.period_end", "f.id"],
  metric: ["f.metric", "f.entity", "f.period_end", "f.id"],
  period: ["f.period_end", "f.id"],
  value: ["f.unit", "f.amount", "f.id"],
} as const;
export type FigureOrder = keyof typeof FIGURE_ORDERS;

/** A figure with what its document adds to it. */
export type FigureRow = Figure & { documentTitle: string; source: string; sortAt: string };

const FACETS = {
  entities: "f.entity",
  metrics: "f.metric",
  kinds: "f.kind",
  units: "f.unit",
  natures: "f.nature",
  periods: "f.period_label",
  sources: "f.source",
} as const;
export type FigureFacets = Record<keyof typeof FACETS, { value: string; count: number }[]>;

export const COUNT_LIMIT = 10_000;
export const FACET_LIMIT = 20_000;
/** So many rows are sorted faster than an index is walked for rare ones. */
const DRIVE_LIMIT = 20_000;
const FACET_VALUES = 60;

export const SELECT_FIGURE =
  "SELECT b.figure, f.source, f.sort_at, d.title FROM figures f JOIN figure_bodies b ON b.id = f.id JOIN documents d ON d.id = f.document_id";

export const figureOf = (row: Row): FigureRow => ({
  ...(JSON.parse(String(row.figure)) as Figure),
  documentTitle: String(row.title),
  source: String(row.source),
  sortAt: String(row.sort_at),
});

/** What `contains` looks in, small letters: the written form, the entity and the metric. */
export const searchWords = (figure: Figure): string =>
  `${figure.text}\n${figure.entity}\n${figure.metric}`.toLowerCase();

/** Fields with an index of their own: each may drive. */
const LISTS = [
  ["entities", "f.entity"],
  ["metrics", "f.metric"],
  ["periods", "f.period_label"],
  ["units", "f.unit"],
  ["sources", "f.source"],
  ["natures", "f.nature"],
  ["kinds", "f.kind"],
] as const;
type Driver = (typeof LISTS)[number][0] | "documentId" | "topicId" | "contains" | null;

export function figurePages(db: Queryable) {
  /** How many of `from` there are, at most `most` + 1. */
  const countUpTo = async (where: Where, most: number): Promise<number> =>
    (await db.get<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM figures f ${where.sql} LIMIT ?) AS some`,
      [...where.parameters, most + 1],
    ))!.n;

  const driverOf = async (filter: FigureFilter): Promise<Driver> => {
    if (filter.documentId !== undefined) return "documentId";
    let best: Driver = null;
    let least = DRIVE_LIMIT;
    const candidates: Exclude<Driver, null>[] = LISTS.filter(([name]) => (filter[name]?.length ?? 0) > 0).map(
      ([name]) => name,
    );
    if (filter.topicId !== undefined) candidates.push("topicId");
    for (const name of candidates) {
      const count = await countUpTo(whereOf({ [name]: filter[name], includeRejected: true }, name), least);
      if (count <= least) [best, least] = [name, count];
      if (least < 200) return best;
    }
    // Words are found by reading a whole index, so they drive only when nothing else does.
    if (best === null && hasWords(filter)) {
      const count = await countUpTo(
        whereOf({ contains: filter.contains, includeRejected: true }, "contains"),
        least,
      );
      if (count <= least) best = "contains";
    }
    return best;
  };

  const idsOf = async (
    filter: FigureFilter,
    driver: Driver,
    order: FigureOrder,
    isDescending: boolean,
    limit: number,
    offset: number,
    after: SqlValue[] | null,
  ): Promise<Row[]> => {
    const columns = FIGURE_ORDERS[order];
    const where = whereOf(filter, driver, driver === null && order === "document");
    if (after !== null)
      where.add(
        `(${columns.join(", ")}) ${isDescending ? "<" : ">"} (${columns.map(() => "?").join(", ")})`,
        ...after,
      );
    const names = columns.map((column, at) => `${column} AS k${at}`).join(", ");
    const order_ = (prefix: (at: number) => string): string =>
      columns.map((_, at) => `${prefix(at)}${isDescending ? " DESC" : ""}`).join(", ");
    const parameters = [...where.parameters, limit, offset];
    if (driver === null)
      return db.all(
        `SELECT f.id, ${names} FROM figures f ${where.sql} ORDER BY ${order_((at) => columns[at]!)} LIMIT ? OFFSET ?`,
        parameters,
      );
    return db.all(
      `WITH chosen AS MATERIALIZED (SELECT f.id, ${names} FROM figures f ${where.sql}) SELECT * FROM chosen ORDER BY ${order_((at) => `k${at}`)} LIMIT ? OFFSET ?`,
      parameters,
    );
  };

  const rowsOf = async (ids: readonly Row[]): Promise<FigureRow[]> => {
    if (ids.length === 0) return [];
    const found = new Map<string, FigureRow>();
    for (let start = 0; start < ids.length; start += 500) {
      const part = ids.slice(start, start + 500).map(({ id }) => id as string);
      const rows = await db.all(`${SELECT_FIGURE} WHERE f.id IN (${part.map(() => "?").join(", ")})`, part);
      for (const row of rows.map(figureOf)) found.set(row.id, row);
    }
    return ids.flatMap(({ id }) => found.get(String(id)) ?? []);
  };

  return {
    async page(
      filter: FigureFilter,
      order: FigureOrder,
      isDescending: boolean,
      offset: number,
      limit: number,
      isCounted: boolean,
    ): Promise<{ rows: FigureRow[]; total: number; isMore: boolean }> {
      const driver = await driverOf(filter);
      const ids = await idsOf(filter, driver, order, isDescending, limit, offset, null);
      const rows = await rowsOf(ids);
      if (!isCounted) return { rows, total: 0, isMore: false };
      // A page that is not full says the number itself.
      if (ids.length < limit && (offset === 0 || ids.length > 0))
        return { rows, total: offset + ids.length, isMore: false };
      const total = await countUpTo(whereOf(filter, driver), COUNT_LIMIT);
      return { rows, total: Math.min(total, COUNT_LIMIT), isMore: total > COUNT_LIMIT };
    },

    async *all(
      filter: FigureFilter,
      order: FigureOrder,
      isDescending: boolean,
      size: number,
    ): AsyncGenerator<FigureRow[]> {
      const driver = await driverOf(filter);
      const width = FIGURE_ORDERS[order].length;
      let after: SqlValue[] | null = null;
      for (;;) {
        const ids: Row[] = await idsOf(filter, driver, order, isDescending, size, 0, after);
        if (ids.length > 0) yield await rowsOf(ids);
        if (ids.length < size) return;
        const last = ids.at(-1)!;
        after = Array.from({ length: width }, (_, at) => last[`k${at}`]!);
      }
    },

    async count(filter: FigureFilter): Promise<number> {
      const where = whereOf(filter, await driverOf(filter));
      return (await db.get<{ n: number }>(
        `SELECT count(*) AS n FROM figures f ${where.sql}`,
        where.parameters,
      ))!.n;
    },

    async facets(filter: FigureFilter): Promise<FigureFacets & { isPartial: boolean }> {
      const names = Object.keys(FACETS) as (keyof typeof FACETS)[];
      const all = await facetRows(db, filter, await driverOf(filter), names);
      const facets = { ...all.facets };
      let { isPartial } = all;
      for (const name of names) {
        if ((filter[name]?.length ?? 0) === 0) continue;
        const others = { ...filter, [name]: undefined };
        const own = await facetRows(db, others, await driverOf(others), [name]);
        facets[name] = own.facets[name];
        isPartial ||= own.isPartial;
      }
      return { ...facets, isPartial };
    },
  };
}

/** Counts the values of some fields over the first FACET_LIMIT rows, in one pass over them. */
async function facetRows(
  db: Queryable,
  filter: FigureFilter,
  driver: Driver,
  names: readonly (keyof typeof FACETS)[],
): Promise<{ facets: FigureFacets; isPartial: boolean }> {
  const where = whereOf(filter, driver);
  // Without a driver the newest are counted: any index would do, but that one means something to a person.
  const order = driver === null ? "ORDER BY f.sort_at DESC, f.id DESC" : "";
  const rows = await db.all(
    `SELECT ${names.map((name) => `${FACETS[name]} AS ${name}`).join(", ")} FROM figures f ${where.sql} ${order} LIMIT ?`,
    [...where.parameters, FACET_LIMIT + 1],
  );
  const isPartial = rows.length > FACET_LIMIT;
  const facets = {} as FigureFacets;
  for (const name of names) {
    const counts = new Map<string, number>();
    for (const row of isPartial ? rows.slice(0, FACET_LIMIT) : rows) {
      const value = String(row[name] ?? "");
      if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    facets[name] = [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1))
      .slice(0, FACET_VALUES);
  }
  return { facets, isPartial };
}

const hasWords = (filter: FigureFilter): boolean => (filter.contains?.trim() ?? "") !== "";

/** The conditions of a filter; of its fields only the driver may be looked up in an index. */
function whereOf(filter: FigureFilter, driver: Driver, isByDocument = false): Where {
  const where = new Where();
  const plain = (name: Driver, column: string): string =>
    name === driver ? column : `coalesce(${column}, '')`;
  if (isByDocument || driver === "documentId" || driver === "topicId")
    where.add("coalesce(f.is_hidden, 0) = 0");
  else where.add("f.is_hidden = 0");
  if (filter.includeRejected !== true) where.add("f.is_rejected = 0");
  if (filter.documentId !== undefined)
    where.add(`${plain("documentId", "f.document_id")} = ?`, filter.documentId);
  if (filter.topicId !== undefined)
    where.add(
      `${plain("topicId", "f.document_id")} IN (SELECT document_id FROM topic_members WHERE topic_id = ?)`,
      filter.topicId,
    );
  for (const [name, column] of LISTS) where.oneOf(plain(name, column), filter[name]);
  if (hasWords(filter)) {
    const like = `%${filter
      .contains!.trim()
      .toLowerCase()
      .replace(/[\\%_]/g, "\\$&")}%`;
    where.add("f.words LIKE ? ESCAPE '\\'", like);
  }
  if (filter.minConfidence !== undefined) where.add("f.confidence >= ?", filter.minConfidence);
  if (filter.hasMeaning === true) where.add("f.entity <> '' AND f.metric <> ''");
  if (filter.page !== undefined) where.add("f.page = ?", filter.page);
  return where;
}
