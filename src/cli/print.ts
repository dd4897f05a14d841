// cli/print.ts: answers for a person: lists as tables, records as lines, texts as they are. --json prints all of it.

import type { Answer } from "../records/answer.ts";
import { isAnswer, renderAnswer } from "./print-answer.ts";

/** Columns that tell a person most, in the order they are shown; others are left to --json. */
const TELLING = [
  "id",
  "number",
  "name",
  "title",
  "text",
  "subject",
  "url",
  "path",
  "source",
  "entity",
  "metric",
  "kind",
  "role",
  "state",
  "stage",
  "verdict",
  "page",
  "documentCount",
  "newCount",
  "value",
  "variable",
  "sortAt",
  "createdAt",
];
const MOST_COLUMNS = 7;

/** Columns a text takes in a terminal: Chinese, Japanese, Korean and full-width signs take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    const isWide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x1f300 && code <= 0x1faff) ||
      (code >= 0x20000 && code <= 0x3fffd);
    width += isWide ? 2 : 1;
  }
  return width;
}

/** Cut to a width with "…" when it is longer. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const sign of text) {
    used += widthOf(sign);
    if (used > width) break;
    kept += sign;
  }
  return `${kept}…`;
}

/** Control signs of a document must not move the cursor or change the colours of a terminal. */
const plain = (value: unknown): string =>
  (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? ""))
    .replace(/[\n\r\t]+/g, " ")
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, "");

export function table(
  rows: readonly Record<string, unknown>[],
  columns: readonly string[],
  width: number,
): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => columns.map((column) => plain(row[column])));
  const wanted = columns.map((column, at) =>
    Math.max(widthOf(column), ...cells.map((row) => widthOf(row[at]!))),
  );
  const widths = fit(wanted, width - 2 * (columns.length - 1));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => {
        const shown = cut(cell, widths[at]!);
        return at === row.length - 1 ? shown : shown + " ".repeat(widths[at]! - widthOf(shown));
      })
      .join("  ")
      .trimEnd();
  return [line(columns), line(widths.map((size) => "-".repeat(size))), ...cells.map(line)].join("\n");
}

/** Takes from the widest until all fit. */
function fit(wanted: readonly number[], width: number): number[] {
  const widths = [...wanted];
  for (let over = widths.reduce((sum, size) => sum + size, 0) - width; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= 8) break;
    widths[widest]!--;
  }
  return widths;
}

/** Any answer of an operation as text. */
export function render(value: unknown, width: number): string {
  if (typeof value !== "object" || value === null) return plain(value);
  const record = value as Record<string, unknown>;
  if (Array.isArray(record.results)) return renderSearch(record, width);
  if (typeof record.text === "string" && "blocks" in record)
    return record.text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
  if (isAnswer(record)) return renderAnswer(record as unknown as Answer, width, cut);
  if (isDigest(record.digest)) return renderDigest(record.digest, width);
  const lists = Object.entries(record).filter(([, list]) => Array.isArray(list) && list.some(isRecord));
  const [main] = lists.sort(([, a], [, b]) => (b as unknown[]).length - (a as unknown[]).length);
  if (main !== undefined && lists.length === 1)
    return renderList(main[1] as Record<string, unknown>[], record, width);
  const isEmptyList = ([, list]: [string, unknown]) => Array.isArray(list) && list.length === 0;
  if (Object.entries(record).some(isEmptyList) && (record.total === 0 || Object.keys(record).length === 1))
    return "none";
  return Object.entries(record)
    .map(([name, field]) => `${name.padEnd(18)} ${cut(plain(field), Math.max(20, width - 19))}`)
    .join("\n");
}

const isRecord = (value: unknown): boolean => typeof value === "object" && value !== null;

function renderList(rows: Record<string, unknown>[], whole: Record<string, unknown>, width: number): string {
  const has = (column: string) =>
    rows.some((row) => row[column] !== undefined && typeof row[column] !== "object");
  const columns = TELLING.filter(has).slice(0, MOST_COLUMNS);
  const shown = columns.length > 0 ? columns : Object.keys(rows[0]!).slice(0, MOST_COLUMNS);
  const total =
    typeof whole.total === "number" && whole.total > rows.length ? `\n${rows.length} of ${whole.total}` : "";
  return table(rows, shown, width) + total;
}

interface ShownResult {
  documentId: string;
  title: string;
  source: string;
  sortAt: string;
  isDated: boolean;
  hits: { page: number; snippet: string }[];
}

function renderSearch(answer: Record<string, unknown>, width: number): string {
  const lines = [`${answer.documentCount} documents, ${answer.passageCount} passages`];
  for (const { note } of (answer.problems ?? []) as { note: string }[]) lines.push(`! ${plain(note)}`);
  for (const result of answer.results as ShownResult[]) {
    lines.push(
      "",
      cut(plain(result.title), width),
      `  ${plain(result.source)}  ${result.isDated ? "" : "added "}${result.sortAt.slice(0, 10)}  ${result.documentId}`,
    );
    for (const hit of result.hits)
      lines.push(`  p. ${hit.page}  ${cut(plain(hit.snippet), Math.max(20, width - 10))}`);
  }
  return lines.join("\n");
}

interface ShownDigest {
  sections: { key: string; title: string | null; items: { text: string; citations: { page: number }[] }[] }[];
}
const isDigest = (value: unknown): value is ShownDigest =>
  isRecord(value) && Array.isArray((value as ShownDigest).sections);

function renderDigest(digest: ShownDigest, _width: number): string {
  return digest.sections
    .map(({ key, title, items }) =>
      [
        title ?? key,
        ...items.map(
          ({ text, citations }) => `- ${plain(text)} ${citations.map(({ page }) => `[${page}]`).join("")}`,
        ),
      ].join("\n"),
    )
    .join("\n\n");
}
