// store/figure-pages.ts: pages, counts and facets of the ledger, at a million figures.
//
// Two ways to a page: walk the index of the order and drop what the filter drops, or take what the filter's rarest field
// leaves and sort it. The planner cannot tell "kind = money" (most of the ledger) from a rare entity without statistics,
// so the fields are counted here up to DRIVE_LIMIT; the rarest drives when it is under it. coalesce() keeps the planner
// from the index of a field that must not drive. Rare words are found by reading the index of words, once. Totals and
// facets are counted up to a bound and say so: an exact count reads every row.

import type { Figure } from "../records/figure.ts";
import type { Queryable, Row, SqlValue } from "./database.ts";
import { inChunks, marks, Where } from "./rows.ts";

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
/** A figure with what its document adds; `isDated` is false when `sortAt` is only when the document was added. */
export type FigureRow = Figure & { documentTitle: string; source: string; sortAt: string; isDated: boolean };

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
const DRIVE_LIMIT = 40_000;
/** Figures with words more common than this are found soon by walking. */
const WORDS_LIMIT = 5_000;
/** The newest rows that a bounded count looks at when no field drives. */
const EFFORT = 100_000;
const FACET_VALUES = 60;

export const SELECT_FIGURE =
  "SELECT b.figure, f.source, f.sort_at, d.title, d.published IS NOT NULL AS is_dated FROM figures f JOIN figure_bodies b ON b.id = f.id JOIN documents d ON d.id = f.document_id";

export const figureOf = (row: Row): FigureRow => ({
  ...(JSON.parse(String(row.figure)) as Figure),
  documentTitle: String(row.title),
  source: String(row.source),
  sortAt: String(row.sort_at),
  isDated: row.is_dated === 1,
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
type Field = (typeof LISTS)[number][0] | "documentId" | "topicId";
/** What rows are taken by: a field, the rows that hold the words, or the order itself (null). */
type Driver = Field | { ids: readonly string[] } | null;

interface Plan {
  driver: Driver;
  /** How many rows there are when nothing but what was counted for the plan filters; null when that is unknown. */
  total: { count: number; isMore: boolean } | null;
}

export function figurePages(db: Queryable) {
  const countUpTo = async (where: Where, most: number): Promise<number> =>
    (await db.get<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM figures f ${where.sql} LIMIT ?) AS some`,
      [...where.parameters, most + 1],
    ))!.n;

  const planOf = async (filter: FigureFilter): Promise<Plan> => {
    if (filter.documentId !== undefined) return { driver: "documentId", total: null };
    const fields = fieldsOf(filter);
    let best: Field | null = null;
    let least = DRIVE_LIMIT;
    for (const name of fields) {
      const count = await countUpTo(whereOf({ [name]: filter[name], includeRejected: true }, name), least);
      if (count <= least) [best, least] = [name, count];
      if (least < 200) break;
    }
    const isOnly =
      filter.minConfidence === undefined && filter.page === undefined && filter.hasMeaning !== true;
    const most = { count: COUNT_LIMIT, isMore: true };
    if (best !== null) return { driver: best, total: null };
    if (!hasWords(filter)) return { driver: null, total: isOnly && fields.length === 1 ? most : null };
    const where = whereOf({ contains: filter.contains, includeRejected: filter.includeRejected }, null, true);
    const ids = await db.all(`SELECT f.id FROM figures f ${where.sql} LIMIT ?`, [
      ...where.parameters,
      COUNT_LIMIT + 1,
    ]);
    if (ids.length <= WORDS_LIMIT) return { driver: { ids: ids.map(({ id }) => String(id)) }, total: null };
    const isMore = ids.length > COUNT_LIMIT;
    const total = { count: Math.min(ids.length, COUNT_LIMIT), isMore };
    return { driver: null, total: isOnly && fields.length === 0 ? total : null };
  };

  const countOf = async (filter: FigureFilter, plan: Plan): Promise<{ count: number; isMore: boolean }> => {
    if (plan.total !== null) return plan.total;
    const isFiltered = fieldsOf(filter).length > 0 || hasWords(filter) || filter.minConfidence !== undefined;
    if (plan.driver === null && isFiltered) {
      const newest = newestRows(filter);
      const row = await db.get<{ n: number; seen: number }>(
        `SELECT count(*) FILTER (WHERE ${newest.condition}) AS n, count(*) AS seen FROM (${newest.sql}) AS f`,
        newest.parameters,
      );
      return { count: row!.n, isMore: row!.seen === EFFORT };
    }
    const count = await countUpTo(whereOf(filter, plan.driver), COUNT_LIMIT);
    return { count: Math.min(count, COUNT_LIMIT), isMore: count > COUNT_LIMIT };
  };

  const keysOf = (order: FigureOrder): string =>
    FIGURE_ORDERS[order].map((column, at) => `${column} AS k${at}`).join(", ");

  const walk = async (
    filter: FigureFilter,
    driver: Field | null,
    order: FigureOrder,
    isDescending: boolean,
    place: { limit: number; offset: number; after: readonly SqlValue[] | null },
  ): Promise<Row[]> => {
    const columns = FIGURE_ORDERS[order];
    const where = whereOf(filter, driver, driver === null && order === "document");
    if (place.after !== null)
      where.add(
        `(${columns.join(", ")}) ${isDescending ? "<" : ">"} (${columns.map(() => "?").join(", ")})`,
        ...place.after,
      );
    const by = (name: (column: string, at: number) => string): string =>
      columns.map((column, at) => `${name(column, at)}${isDescending ? " DESC" : ""}`).join(", ");
    const parameters = [...where.parameters, place.limit, place.offset];
    const select = `SELECT f.id, ${keysOf(order)} FROM figures f ${where.sql}`;
    if (driver === null)
      return db.all(`${select} ORDER BY ${by((column) => column)} LIMIT ? OFFSET ?`, parameters);
    return db.all(
      `WITH chosen AS MATERIALIZED (${select}) SELECT *, count(*) OVER () AS total FROM chosen ORDER BY ${by((_, at) => `k${at}`)} LIMIT ? OFFSET ?`,
      parameters,
    );
  };

  /** Rows of known ids that the rest of the filter leaves, sorted here: at most WORDS_LIMIT. */
  const sortedOf = async (
    filter: FigureFilter,
    ids: readonly string[],
    order: FigureOrder,
    isDescending: boolean,
  ): Promise<Row[]> => {
    const rows: Row[] = [];
    for (const part of inChunks(ids, 500)) {
      const where = whereOf({ ...filter, contains: undefined }, null, true);
      where.add(`f.id IN (${marks(part.length)})`, ...part);
      rows.push(
        ...(await db.all(`SELECT f.id, ${keysOf(order)} FROM figures f ${where.sql}`, where.parameters)),
      );
    }
    const width = FIGURE_ORDERS[order].length;
    rows.sort((left, right) => {
      for (let at = 0; at < width; at++) {
        const [one, other] = [left[`k${at}`]!, right[`k${at}`]!];
        if (one !== other) return one < other === isDescending ? 1 : -1;
      }
      return 0;
    });
    return rows;
  };

  const rowsOf = async (ids: readonly Row[]): Promise<FigureRow[]> => {
    const found = new Map<string, FigureRow>();
    for (const part of inChunks(ids, 500)) {
      const names = part.map(({ id }) => id as string);
      const rows = await db.all(`${SELECT_FIGURE} WHERE f.id IN (${marks(names.length)})`, names);
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
      const plan = await planOf(filter);
      const { driver } = plan;
      if (driver !== null && typeof driver === "object") {
        const sorted = await sortedOf(filter, driver.ids, order, isDescending);
        const rows = await rowsOf(sorted.slice(offset, offset + limit));
        return { rows, total: sorted.length, isMore: false };
      }
      const ids = await walk(filter, driver, order, isDescending, { limit, offset, after: null });
      const rows = await rowsOf(ids);
      if (!isCounted) return { rows, total: 0, isMore: false };
      const known = ids[0]?.total;
      if (typeof known === "number") return { rows, total: known, isMore: false };
      // A page that is not full says the number itself.
      if (ids.length < limit && (offset === 0 || ids.length > 0))
        return { rows, total: offset + ids.length, isMore: false };
      const { count, isMore } = await countOf(filter, plan);
      return { rows, total: Math.max(count, offset + ids.length), isMore };
    },

    async *all(
      filter: FigureFilter,
      order: FigureOrder,
      isDescending: boolean,
      size: number,
    ): AsyncGenerator<FigureRow[]> {
      const { driver } = await planOf(filter);
      if (driver !== null && typeof driver === "object") {
        for (const part of inChunks(await sortedOf(filter, driver.ids, order, isDescending), size))
          yield await rowsOf(part);
        return;
      }
      const width = FIGURE_ORDERS[order].length;
      let after: SqlValue[] | null = null;
      for (;;) {
        const ids: Row[] = await walk(filter, driver, order, isDescending, { limit: size, offset: 0, after });
        if (ids.length > 0) yield await rowsOf(ids);
        if (ids.length < size) return;
        const last = ids.at(-1)!;
        after = Array.from({ length: width }, (_, at) => last[`k${at}`]!);
      }
    },

    async count(filter: FigureFilter): Promise<number> {
      const { driver } = await planOf(filter);
      if (driver !== null && typeof driver === "object")
        return (await sortedOf(filter, driver.ids, "newest", true)).length;
      const where = whereOf(filter, driver);
      return (await db.get<{ n: number }>(
        `SELECT count(*) AS n FROM figures f ${where.sql}`,
        where.parameters,
      ))!.n;
    },

    async facets(filter: FigureFilter): Promise<FigureFacets & { isPartial: boolean }> {
      const names = Object.keys(FACETS) as (keyof typeof FACETS)[];
      const all = await facetRows(db, filter, (await planOf(filter)).driver, names);
      const facets = { ...all.facets };
      let { isPartial } = all;
      for (const name of names) {
        if ((filter[name]?.length ?? 0) === 0) continue;
        const others = { ...filter, [name]: undefined };
        const own = await facetRows(db, others, (await planOf(others)).driver, [name]);
        facets[name] = own.facets[name];
        isPartial ||= own.isPartial;
      }
      return { ...facets, isPartial };
    },
  };
}

/** The indexed fields that a filter sets, topic last: it is counted by documents. */
function fieldsOf(filter: FigureFilter): Field[] {
  const fields: Field[] = LISTS.filter(([name]) => (filter[name]?.length ?? 0) > 0).map(([name]) => name);
  if (filter.topicId !== undefined) fields.push("topicId");
  return fields;
}

/** The newest EFFORT rows as a table, and the filter as a condition on it. */
function newestRows(filter: FigureFilter): { sql: string; condition: string; parameters: SqlValue[] } {
  const where = whereOf(filter, null);
  return {
    sql: `SELECT * FROM figures g WHERE g.is_hidden = 0 ORDER BY g.sort_at DESC, g.id DESC LIMIT ${EFFORT}`,
    condition: where.sql.replace(/^WHERE /, ""),
    parameters: where.parameters,
  };
}

/** Counts the values of some fields over the first FACET_LIMIT rows, in one pass over them. */
async function facetRows(
  db: Queryable,
  filter: FigureFilter,
  driver: Driver,
  names: readonly (keyof typeof FACETS)[],
): Promise<{ facets: FigureFacets; isPartial: boolean }> {
  const select = names.map((name) => `${FACETS[name]} AS ${name}`).join(", ");
  const rows: Row[] = [];
  let isEffort = false;
  if (driver === null) {
    // The newest rows are counted: a part that means something to a person.
    const newest = newestRows(filter);
    rows.push(
      ...(await db.all(`SELECT ${select} FROM (${newest.sql}) AS f WHERE ${newest.condition} LIMIT ?`, [
        ...newest.parameters,
        FACET_LIMIT + 1,
      ])),
    );
    isEffort =
      (await db.all("SELECT 1 AS one FROM figures WHERE is_hidden = 0 LIMIT 1 OFFSET ?", [EFFORT])).length >
      0;
  } else if (typeof driver === "object") {
    for (const part of inChunks(driver.ids, 500)) {
      const where = whereOf({ ...filter, contains: undefined }, null, true);
      where.add(`f.id IN (${marks(part.length)})`, ...part);
      rows.push(...(await db.all(`SELECT ${select} FROM figures f ${where.sql}`, where.parameters)));
    }
  } else {
    const where = whereOf(filter, driver);
    rows.push(
      ...(await db.all(`SELECT ${select} FROM figures f ${where.sql} LIMIT ?`, [
        ...where.parameters,
        FACET_LIMIT + 1,
      ])),
    );
  }
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
  return { facets, isPartial: isPartial || isEffort };
}

const hasWords = (filter: FigureFilter): boolean => (filter.contains?.trim() ?? "") !== "";

/** The conditions of a filter; of its fields only the driver may be looked up in an index. */
function whereOf(filter: FigureFilter, driver: Driver, isWithoutIndex = false): Where {
  const where = new Where();
  const plain = (name: Field, column: string): string =>
    name === driver ? column : `coalesce(${column}, '')`;
  if (isWithoutIndex || driver === "documentId" || driver === "topicId")
    where.add("coalesce(f.is_hidden, 0) = 0");
  else where.add("f.is_hidden = 0");
  if (filter.includeRejected !== true)
    where.add(isWithoutIndex ? "coalesce(f.is_rejected, 0) = 0" : "f.is_rejected = 0");
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
