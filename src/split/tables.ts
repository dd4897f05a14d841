// split/tables.ts: tables to passages of whole rows.
//
// The heads, the caption and the unit of a table belong to each of its rows, so they travel with every
// passage as context: words that search may find and a reader may see, but that stand elsewhere.

import type { Block, Table } from "../records/reading.ts";
import type { Span } from "../values/span.ts";
import { MOST, weightOf } from "./weight.ts";

const LONGEST_CONTEXT = 600;

export interface TablePiece extends Span {
  context: string;
}

/**
 * Pieces of a table block: groups of rows in order, each with the context of its columns. `first` is the part of the
 * table on the page before, whose heads name these columns too; null for a table of its own.
 */
export function splitTable(block: Block, text: string, first: Block | null = null): TablePiece[] {
  const table = block.table;
  const rows = lineSpans(text, block.start, block.end);
  const heads = Math.min(table?.headRows ?? 0, rows.length - 1);
  const above = first?.table ? join(contextOf(first.table), headWords(first.table, text)) : "";
  const context = join(above, table === undefined ? "" : contextOf(table));
  const withHeads = table === undefined || heads === 0 ? context : join(context, headWords(table, text));
  const pieces: TablePiece[] = [];
  let start = rows[0]?.start ?? block.start;
  let end = start;
  let weight = 0;
  for (const [index, row] of rows.entries()) {
    const own = weightOf(text, row.start, row.end);
    if (weight > 0 && weight + own > MOST && index > heads) {
      pieces.push({ start, end, context: pieces.length === 0 ? context : withHeads });
      start = row.start;
      weight = 0;
    }
    for (const part of cutRow(text, row)) {
      if (part.end < row.end) pieces.push({ start, end: part.end, context: withHeads });
      if (part.end < row.end) start = part.end;
      end = part.end;
    }
    weight += own;
  }
  if (end > start) pieces.push({ start, end, context: pieces.length === 0 ? context : withHeads });
  return pieces.map((piece) => trimPiece(piece, text)).filter((piece) => piece.end > piece.start);
}

/** Caption and unit as they are known. */
const contextOf = (table: Table): string => join(table.caption ?? "", table.unitLine ?? "");

function headWords(table: Table, text: string): string {
  const words: string[] = [];
  for (const cell of table.cells) {
    if (cell.row >= table.headRows) break;
    const word = text.slice(cell.start, cell.end).trim();
    if (word !== "") words.push(word);
  }
  return words.join(" ");
}

const join = (a: string, b: string): string => [a, b].filter(Boolean).join(" ").slice(0, LONGEST_CONTEXT);

function lineSpans(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  let from = start;
  while (from <= end) {
    const found = text.indexOf("\n", from);
    const to = found < 0 || found > end ? end : found;
    if (to > from) spans.push({ start: from, end: to });
    from = to + 1;
  }
  return spans;
}

/** A row is kept whole unless it is far longer than any passage should be. */
function cutRow(text: string, row: Span): Span[] {
  const parts: Span[] = [];
  let from = row.start;
  while (row.end - from > 4_000) {
    const tab = text.lastIndexOf("\t", from + 2_000);
    const to = tab > from ? tab : from + 2_000;
    parts.push({ start: from, end: to });
    from = to;
  }
  parts.push({ start: from, end: row.end });
  return parts;
}

function trimPiece(piece: TablePiece, text: string): TablePiece {
  let { start, end } = piece;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return { ...piece, start, end };
}
