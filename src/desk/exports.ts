// desk/exports.ts: what leaves the desk as a file: the ledger, a list of results, a digest.
//
// Every export is a stream with a name and a type; http/ sends it, cli/ writes it. Rows carry source, date,
// page, quote and a link back to the place, so that a cell in a model can be traced.

import type { z } from "zod";
import type { SearchRequest } from "../records/search.ts";
import type { FigureFilter, FigureOrder } from "../store/figures.ts";
import type { Desk } from "./desk.ts";
import { type FigureFilterInput, type LedgerRow, withBadges } from "./ledger.ts";
import { type Column, csvOf, jsonOf, type TableExport, xlsxOf } from "./table-export.ts";

export interface Exported {
  fileName: string;
  mediaType: string;
  chunks: AsyncIterable<Uint8Array>;
}

export const TABLE_FORMATS = ["csv", "xlsx", "json", "parquet"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const TYPES: Record<TableFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json",
  parquet: "application/vnd.apache.parquet",
};

/** Rows fetched at a time: enough that a query's cost is spread, few enough to hold. */
const PAGE = 400;

/** Told after each page of rows: how many of how many are written. */
export type ExportProgress = (done: number, total: number) => void;

/** The ledger by filter and order, all rows of it. `base` is the address that links back begin with. */
export async function exportFigures(
  desk: Desk,
  input: z.output<typeof FigureFilterInput> & {
    order: FigureOrder;
    descending: boolean;
    format: TableFormat;
  },
  base: string,
  onProgress: ExportProgress = () => {},
): Promise<Exported> {
  const { order, descending, format, ...filter } = input;
  const total = await desk.store.figures.count(filter);
  const pages = figurePages(desk, filter, order, descending, (done) => onProgress(done, total));
  const columns = figureColumns(base);
  return {
    fileName: `ledger.${format}`,
    mediaType: TYPES[format],
    chunks: tableChunks(format, columns, pages, "Ledger"),
  };
}

function tableChunks<Row>(
  format: TableFormat,
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  name: string,
): AsyncIterable<Uint8Array> {
  switch (format) {
    case "csv":
      return csvOf({ columns, pages });
    case "xlsx":
      return xlsxOf({ columns, pages }, name);
    case "json":
      return jsonOf(pages);
    case "parquet":
      return loadedParquet({ columns, pages });
  }
}

/** Loaded when somebody wants it. */
async function* loadedParquet<Row>(table: TableExport<Row>): AsyncGenerator<Uint8Array> {
  yield* (await import("./parquet-export.ts")).parquetOf(table);
}

async function* figurePages(
  desk: Desk,
  filter: FigureFilter,
  order: FigureOrder,
  descending: boolean,
  onDone: (done: number) => void,
): AsyncGenerator<LedgerRow[]> {
  let done = 0;
  onDone(done);
  for await (const rows of desk.store.figures.pages(filter, order, descending, PAGE)) {
    yield await withBadges(desk, rows);
    done += rows.length;
    onDone(done);
  }
}

function figureColumns(base: string): Column<LedgerRow>[] {
  return [
    { name: "Entity", type: "text", width: 24, value: (row) => row.entity },
    { name: "Metric", type: "text", width: 28, value: (row) => row.metric },
    { name: "Period", type: "text", width: 12, value: (row) => row.period?.label ?? "" },
    { name: "Period start", type: "date", width: 12, value: (row) => row.period?.start ?? null },
    { name: "Period end", type: "date", width: 12, value: (row) => row.period?.end ?? null },
    { name: "Low", type: "number", width: 18, value: (row) => row.low ?? row.dates?.low ?? null },
    { name: "High", type: "number", width: 18, value: (row) => row.high ?? row.dates?.high ?? null },
    { name: "Unit", type: "text", width: 10, value: (row) => row.unit },
    { name: "As written", type: "text", width: 20, value: (row) => row.text },
    { name: "Qualifier", type: "text", width: 10, value: (row) => row.qualifier },
    { name: "Nature", type: "text", width: 10, value: (row) => row.nature },
    { name: "Relation", type: "text", width: 12, value: (row) => row.relation },
    { name: "Basis", type: "text", width: 16, value: (row) => row.basis.join("; ") },
    { name: "Certainty", type: "number", width: 9, value: (row) => row.confidence.toFixed(2) },
    {
      name: "Verdicts",
      type: "text",
      width: 14,
      value: (row) => [...new Set(row.findings.map(({ verdict }) => verdict))].join("; "),
    },
    { name: "Source", type: "text", width: 20, value: (row) => row.source },
    { name: "Date", type: "date", width: 12, value: (row) => (row.isDated ? row.sortAt : null) },
    { name: "Document", type: "text", width: 40, value: (row) => row.documentTitle },
    { name: "Page", type: "number", width: 6, value: (row) => row.page },
    { name: "Quote", type: "text", width: 60, value: (row) => row.quote },
    { name: "Link", type: "link", width: 40, value: (row) => linkTo(base, row) },
  ];
}

/** The address of the exact place in the reader. */
export const linkTo = (
  base: string,
  place: { documentId: string; versionId: string; page: number; start: number; end: number },
): string =>
  `${base}/documents/${place.documentId}?version=${place.versionId}&page=${place.page}&start=${place.start}&end=${place.end}`;

interface ResultRow {
  title: string;
  source: string;
  kind: string;
  date: string | null;
  page: number;
  heading: string;
  snippet: string;
  link: string;
}

/** A list of search results, a row a passage; at most the first 1,000 documents. */
export function exportSearch(
  desk: Desk,
  request: SearchRequest,
  format: "csv" | "xlsx",
  base: string,
): Exported {
  const columns: Column<ResultRow>[] = [
    { name: "Title", type: "text", width: 50, value: (row) => row.title },
    { name: "Source", type: "text", width: 20, value: (row) => row.source },
    { name: "Kind", type: "text", width: 14, value: (row) => row.kind },
    { name: "Date", type: "date", width: 12, value: (row) => row.date },
    { name: "Page", type: "number", width: 6, value: (row) => row.page },
    { name: "Section", type: "text", width: 30, value: (row) => row.heading },
    { name: "Words", type: "text", width: 80, value: (row) => row.snippet },
    { name: "Link", type: "link", width: 40, value: (row) => row.link },
  ];
  return {
    fileName: `search.${format}`,
    mediaType: TYPES[format],
    chunks: tableChunks(format, columns, resultPages(desk, request, base), "Search"),
  };
}

async function* resultPages(desk: Desk, request: SearchRequest, base: string): AsyncGenerator<ResultRow[]> {
  for (let offset = 0; offset < 1000; offset += 100) {
    const { results } = await desk.search.search({ ...request, offset, limit: 100 });
    yield results.flatMap(({ title, source, kind, sortAt, isDated, hits }) =>
      hits.map((hit) => ({
        title,
        source,
        kind,
        date: isDated ? sortAt : null,
        page: hit.page,
        heading: hit.heading,
        snippet: hit.snippet,
        link: linkTo(base, hit),
      })),
    );
    if (results.length < 100) return;
  }
}
