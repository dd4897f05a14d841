// read/pdf-blocks.ts: one page from characters to blocks of text in reading order.
//
// The order of work: charts (pdf-charts.ts) and framed tables (pdf-grid.ts) are taken out first, the rest is ordered
// into regions (pdf-columns.ts), in each region tables are found by alignment (pdf-tables.ts), and what is left is
// cut into paragraphs (pdf-lines.ts).
// Roles that need the whole file (heading, header, footer) are given later by pdf-roles.ts.

import type { Table } from "../records/reading.ts";
import { least, most } from "./extent.ts";
import { type DraftChart, findCharts } from "./pdf-charts.ts";
import { type Item, orderRegions, type Row } from "./pdf-columns.ts";
import { type DraftTable, findGrids } from "./pdf-grid.ts";
import { cutParagraphs, type Line, lineOf, widthOfFirst } from "./pdf-lines.ts";
import { attachNotes } from "./pdf-notes.ts";
import { findAligned } from "./pdf-tables.ts";
import { PageWriter } from "./pdf-text.ts";
import { turnUpright } from "./pdf-turn.ts";
import { type Box, cutWords, joinPieces, type Word } from "./pdf-words.ts";
import type { PageChars } from "./pdfium-chars.ts";
import type { Ruling } from "./pdfium-shapes.ts";

/** A block with its place in the page's text and what later stages need to name its role. */
export interface PageBlock extends Box {
  /** Offsets within the page. */
  start: number;
  end: number;
  sizePt: number;
  isBold: boolean;
  lineCount: number;
  /** Where the first line begins and the last one ends, and how wide the first word is: for text that runs on. */
  firstX0: number;
  lastX1: number;
  firstWidth: number;
  table: Table | null;
  isChart: boolean;
}

export interface PageLayout {
  text: string;
  glyphs: Uint16Array;
  blocks: PageBlock[];
}

interface Draft extends Box {
  lines: Line[];
  sizePt: number;
  isBold: boolean;
  table: DraftTable | null;
  isChart: boolean;
}

/** What is found before the page is put in order and stands in it as one thing. */
type Taken = DraftTable | DraftChart;

/** Lays out one page. `chars` are in page points; the text ends with a line feed when there is any. */
export function layOutPage(
  chars: PageChars,
  rulings: Ruling[],
  widthPt: number,
  heightPt: number,
): PageLayout {
  const upright = turnUpright(chars, rulings, widthPt, heightPt);
  const drafts = draftBlocks(upright.chars, upright.rulings);
  const writer = new PageWriter(chars, widthPt, heightPt);
  const blocks: PageBlock[] = [];
  for (const draft of drafts) {
    const start = writer.length;
    const table = draft.table ? writeTable(writer, draft.table) : null;
    if (!draft.table) writeLines(writer, draft);
    const end = writer.length;
    if (end === start) continue;
    writer.gap("\n");
    const { sizePt, isBold, lines, isChart } = draft;
    const ends = { firstX0: lines[0]?.x0 ?? draft.x0, lastX1: lines.at(-1)?.x1 ?? draft.x1 };
    const firstWidth = lines[0] ? widthOfFirst(lines[0]) : 0;
    const box = boxOf(draft);
    const lineCount = lines.length;
    blocks.push({ start, end, ...box, sizePt, isBold, lineCount, ...ends, firstWidth, table, isChart });
  }
  return { ...writer.finish(), blocks };
}

function draftBlocks(chars: PageChars, rulings: Ruling[]): Draft[] {
  const words = cutWords(chars, rulings);
  const { charts, rest: text } = takeCharts(words, rulings);
  const { tables, rest } = findGrids(rulings, text);
  const pieces = joinPieces(rest, rulings);
  const items: Item<Taken>[] = pieces
    .filter((piece) => piece.turn === 0)
    .map((piece) => ({ ...boxOf(piece), ...piece, piece, table: null }));
  for (const table of tables)
    items.push(itemOf(table, firstOf(table.cells.flatMap((cell) => cell.lines.flat()))));
  for (const chart of charts)
    items.push(itemOf(chart, firstOf(chart.labels.flat().flatMap((piece) => piece.words))));
  const drafts = orderRegions(items).flatMap(draftRegion);
  // Turned text (marginal notes, axis titles) comes last: it belongs to no line of the page.
  for (const piece of pieces) if (piece.turn !== 0) drafts.push(draftOf([lineOf([piece])]));
  return drafts;
}

/** Charts, and the words that are in none, in the order of the stream. */
function takeCharts(words: Word[], rulings: Ruling[]): { charts: DraftChart[]; rest: Word[] } {
  const { charts } = findCharts(joinPieces(words, rulings));
  if (charts.length === 0) return { charts, rest: words };
  const taken = new Set(charts.flatMap((chart) => chart.labels.flat().flatMap((piece) => piece.words)));
  return { charts, rest: words.filter((word) => !taken.has(word)) };
}

const firstOf = (words: readonly Word[]): number =>
  words.reduce((first, word) => Math.min(first, word.from), Number.POSITIVE_INFINITY);

const boxOf = (box: Box): Box => ({ x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1 });

// Its row is its own: a size of nearly nothing keeps text at the same height out of it.
const itemOf = (table: Taken, order: number): Item<Taken> => ({
  ...boxOf(table),
  baseline: table.y0,
  sizePt: 0.1,
  order,
  piece: null,
  table,
});

function draftRegion(rows: Row<Taken>[]): Draft[] {
  const split = rows.flatMap((row) => {
    const tables = row.filter((item) => item.table !== null);
    const rest = row.filter((item) => item.table === null);
    return [...(rest.length > 0 ? [rest] : []), ...tables.map((item) => [item])];
  });
  const found = findAligned(
    split.map((row) => (row[0]!.table ? null : row.flatMap((item) => item.piece!.words))),
  );
  const drafts: Draft[] = [];
  let at = 0;
  let run: Line[] = [];
  const flush = () => {
    drafts.push(...cutParagraphs(run).map(draftOf));
    run = [];
  };
  while (at < split.length) {
    const aligned = found.find((table) => table.from === at);
    const taken = split[at]![0]!.table;
    if (aligned || taken) {
      flush();
      drafts.push(draftTaken(aligned?.table ?? taken!));
      at = aligned ? aligned.to : at + 1;
    } else run.push(lineOf(split[at++]!.map((item) => item.piece!)));
  }
  flush();
  attachNotes(drafts);
  return drafts;
}

function draftTaken(taken: Taken): Draft {
  if ("labels" in taken) return draftChart(taken);
  const table = taken;
  const first = table.cells.find((cell) => cell.lines.length > 0)?.lines[0]?.[0];
  return { ...boxOf(table), lines: [], sizePt: first?.sizePt ?? 10, isBold: false, table, isChart: false };
}

const draftChart = (chart: DraftChart): Draft => ({
  ...draftOf(chart.labels.map(lineOf)),
  ...boxOf(chart),
  isChart: true,
});

function draftOf(lines: Line[]): Draft {
  return {
    lines,
    x0: least(lines, (line) => line.x0),
    y0: least(lines, (line) => line.y0),
    x1: most(lines, (line) => line.x1),
    y1: most(lines, (line) => line.y1),
    sizePt: lines[0]!.sizePt,
    isBold: lines.every((line) => line.isBold),
    table: null,
    isChart: false,
  };
}

function writeLines(writer: PageWriter, { lines, isChart }: Draft): void {
  if (isChart || lines.some((line) => line.pieces.length > 1)) {
    lines.forEach((line, row) => {
      if (row > 0) writer.gap("\n");
      line.pieces.forEach((piece, i) => {
        if (i > 0) writer.gap("\t");
        writer.line(piece.words);
      });
    });
  } else writer.lines(lines.map((line) => line.pieces[0]!.words));
}

function writeTable(writer: PageWriter, draft: DraftTable): Table {
  const cells: Table["cells"] = [];
  let row = -1;
  for (const cell of draft.cells) {
    if (row >= 0) writer.gap(cell.row === row ? "\t" : "\n");
    row = cell.row;
    const start = writer.length;
    writer.lines(cell.lines);
    const { column, rowSpan, columnSpan } = cell;
    cells.push({ row, column, rowSpan, columnSpan, start, end: writer.length });
  }
  const { caption, unitLine, rows, columns, headRows } = draft;
  return { caption, unitLine, rows, columns, headRows, cells };
}
