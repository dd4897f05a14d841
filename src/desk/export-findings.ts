// desk/export-findings.ts: findings as rows of a table: the arithmetic, the verdict, the quotes, a link to each place.

import type { Finding } from "../records/finding.ts";
import type { FindingFilter } from "../store/findings.ts";
import type { Desk } from "./desk.ts";
import type { Exported } from "./exports.ts";
import { type Column, csvOf, jsonOf, xlsxOf } from "./table-export.ts";

export interface FindingRow {
  finding: Finding;
  /** Titles and sources of its documents, in their order. */
  documents: { title: string; source: string }[];
}

/** Findings fetched at a time. */
const PAGE = 500;

/** All findings that a filter leaves, the gravest first, in pages. */
export async function* findingPages(desk: Desk, filter: FindingFilter): AsyncGenerator<FindingRow[]> {
  for (let offset = 0; ; offset += PAGE) {
    const findings = await desk.store.findings.list(filter, offset, PAGE);
    if (findings.length === 0) return;
    const ids = [...new Set(findings.flatMap(({ documentIds }) => documentIds))];
    const documents = await desk.store.documents.list({ ids, view: "all" }, "newest", 0, ids.length);
    const names = new Map(documents.map(({ id, title, source }) => [id, { title, source }]));
    yield findings.map((finding) => ({
      finding,
      documents: finding.documentIds.flatMap((id) => names.get(id) ?? []),
    }));
    if (findings.length < PAGE) return;
  }
}

/** Findings by filter as a file of a table. `base` is the address that links back begin with. */
export function exportFindings(
  desk: Desk,
  filter: FindingFilter,
  format: "csv" | "xlsx" | "json",
  base: string,
): Exported {
  const pages = findingPages(desk, filter);
  const columns = findingColumns(base);
  const [mediaType, chunks] =
    format === "csv"
      ? ["text/csv; charset=utf-8", csvOf({ columns, pages })]
      : format === "xlsx"
        ? [
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            xlsxOf({ columns, pages }, "Findings"),
          ]
        : ["application/json", jsonOf(pages)];
  return {
    fileName: `findings.${format}`,
    mediaType: mediaType as string,
    chunks: chunks as AsyncIterable<Uint8Array>,
  };
}

const findingColumns = (base: string): Column<FindingRow>[] => [
  { name: "Verdict", type: "text", width: 18, value: ({ finding }) => finding.verdict },
  { name: "Check", type: "text", width: 14, value: ({ finding }) => finding.check },
  { name: "Formula", type: "text", width: 50, value: ({ finding }) => finding.formula },
  { name: "Stated", type: "number", width: 18, value: ({ finding }) => finding.stated },
  { name: "Computed", type: "number", width: 18, value: ({ finding }) => finding.computed },
  { name: "Tolerance", type: "number", width: 14, value: ({ finding }) => finding.tolerance },
  { name: "Unit", type: "text", width: 10, value: ({ finding }) => finding.unit },
  { name: "Reason", type: "text", width: 22, value: ({ finding }) => finding.reason?.key ?? "" },
  { name: "Settled", type: "text", width: 16, value: ({ finding }) => finding.settled?.as ?? "" },
  { name: "Note", type: "text", width: 30, value: ({ finding }) => finding.settled?.note ?? "" },
  {
    name: "Documents",
    type: "text",
    width: 40,
    value: ({ documents }) => documents.map(({ title, source }) => `${title} (${source})`).join("; "),
  },
  {
    name: "Quotes",
    type: "text",
    width: 80,
    value: ({ finding }) =>
      finding.operands
        .map(({ role, citation }) => `${role}, p. ${citation.page}: ${citation.quote}`)
        .join("\n"),
  },
  { name: "Link", type: "link", width: 40, value: ({ finding }) => `${base}/findings/${finding.id}` },
];
