// read/pdf-tables.ts: tables without a frame, found by their alignment.
//
// A row of data is a row with a figure that stands apart from what is left of it. Rows of data near each
// other make a table together with the rows between them (section heads, the first line of a wrapped
// label) and the heads above them. Columns are the strips that the cells of the data rows cover:
//
//   Net sales          $ 3,226.8   $ 2,729.4      cells: a figure takes the signs beside it along
//   Gross profit          37.6%       37.6%
//   |__________|        |_______|   |_______|     strips: cells that overlap across rows are a column
//
// A chunk over several strips spans them, except "2023  2022  2021" set close: each word is then centred
// over a strip of its own, and the chunk is cut.

import { least, most } from "./extent.ts";
import { type Chunk, cutLabels, type Line, lineOf } from "./pdf-chunks.ts";
import { isPeriodText } from "./pdf-figures.ts";
import type { DraftCell, DraftTable } from "./pdf-grid.ts";
import { dropEmptyLines } from "./pdf-grid.ts";
import { countHeads, type Strip, spreadRows } from "./pdf-heads.ts";
import type { Word } from "./pdf-words.ts";

/** How many rows without figures may stand between two rows of data. */
const MAX_QUIET_ROWS = 4;
const MAX_HEAD_ROWS = 6;
/** A page of the smallest print has some hundred rows. */
const MAX_ROWS = 1000;

/** A stretch of rows that is a table: half-open [from, to) into the rows given. */
export interface FoundTable {
  from: number;
  to: number;
  table: DraftTable;
}

/** Tables among the rows of one region, in order. Each row is its words from left to right. */
export function findAligned(rows: (Word[] | null)[]): FoundTable[] {
  const lines = rows.map((words) => (words === null ? null : lineOf(words)));
  const found: FoundTable[] = [];
  let at = 0;
  while (at < lines.length) {
    if (!lines[at]?.isData) {
      at++;
      continue;
    }
    const last = growDown(lines, at);
    const floor = found.at(-1)?.to ?? 0;
    const head = growUp(lines, at, floor);
    const part = lines.slice(head, last + 1) as Line[];
    const table = buildTable(part);
    if (table) found.push({ from: head, to: last + 1, table });
    at = last + 1;
  }
  return found;
}

const pitchOf = (line: Line): number => 1.2 * line.sizePt;

function growDown(lines: (Line | null)[], at: number): number {
  let last = at;
  let quiet = 0;
  // The latest figures are enough to see the columns, and keep long tables linear.
  let figures = lines[at]!.chunks.filter((chunk) => chunk.isFigure);
  for (let i = at + 1; i < lines.length && i < at + MAX_ROWS; i++) {
    const line = lines[i];
    const before = lines[i - 1];
    if (!line || !before) break;
    if (line.baseline - before.baseline > 4.2 * pitchOf(before)) break;
    if (line.isData) {
      if (!isAligned(line, figures)) break;
      figures = [...figures.slice(-60), ...line.chunks.filter((chunk) => chunk.isFigure)];
      last = i;
      quiet = 0;
    } else if (last > at && isNewHead(line, figures)) break;
    else if (++quiet > MAX_QUIET_ROWS || isProseLine(line, figures)) break;
  }
  const first = lines[at]!;
  // The tail of a wrapped label: a short line under the last label, close to it and in small letters.
  const tail = lines[last + 1];
  const end = lines[last]!;
  if (
    tail &&
    tail.chunks.length === 1 &&
    tail.baseline - end.baseline < 1.35 * pitchOf(end) &&
    /^[a-z(（]/.test(tail.chunks[0]!.text) &&
    tail.x1 < (end.chunks[0]?.x1 ?? 0) + 40 &&
    tail.x0 >= first.x0 - 2
  )
    last++;
  return last;
}

/** A line of running text or a caption: one chunk, long or with the marks of a sentence, that runs under the figures. */
function isProseLine(line: Line, figures: Chunk[]): boolean {
  const text = line.chunks[0]!.text;
  // The name of a caption may stand apart from its number, and reach over the figures.
  if (!line.isData && /^(?:图表?|表|Figure|Table|Exhibit)\s*\d+/i.test(text)) return true;
  if (line.chunks.length > 1) return false;
  const isLong = text.length > 70 || (/[。；，：]/.test(text) && text.length > 16);
  // A long label that stops short of the figures is wrapped in its own column.
  return isLong && (line.x1 > least(figures, (chunk) => chunk.x0) - 2 || text.length > 160);
}

/** Words over the figures and none over the labels, after data: the heads of the next table. */
const isNewHead = (line: Line, figures: Chunk[]): boolean =>
  line.x0 > least(figures, (chunk) => chunk.x0) - 4;

/** Whether a figure of the row stands under or over a figure of the rows before. */
function isAligned(line: Line, figures: Chunk[]): boolean {
  return line.chunks.some((chunk) => chunk.isFigure && figures.some((other) => overlap(chunk, other) > -1));
}

/** The first row of the heads above the first row of data; rows before `floor` belong to another table. */
function growUp(lines: (Line | null)[], at: number, floor: number): number {
  const body = lines[at]!;
  const figures = body.chunks.filter((chunk) => chunk.isFigure);
  const labelEnd = body.chunks[0]!.isFigure ? body.x0 : body.chunks[0]!.x1;
  let kept = at;
  for (let head = at - 1; head >= floor && at - head <= MAX_HEAD_ROWS; head--) {
    const line = lines[head];
    const below = lines[head + 1]!;
    if (!line || below.baseline - line.baseline > 2.6 * pitchOf(below) || isProseLine(line, figures)) break;
    if (isHead(line, figures[0]!.x0, labelEnd)) kept = head;
    // Labels may stand between the heads and the figures ("Assets"), but nothing between two heads.
    else if (kept < at || at - head > MAX_QUIET_ROWS || line.x1 > figures[0]!.x0) break;
  }
  const above = lines[at - 1];
  const isOpen = kept === at && at > floor && above?.chunks.length === 1 && wraps(above, body, Infinity);
  return isOpen ? at - 1 : kept;
}

/** A head stands over the figures: a chunk of several, or the only one when it begins beyond the labels. */
function isHead(line: Line, figuresFrom: number, labelEnd: number): boolean {
  if (line.chunks.length === 1) return line.x0 > labelEnd - 2;
  return line.chunks.some((chunk) => (chunk.x0 + chunk.x1) / 2 > figuresFrom - 10);
}

function buildTable(lines: Line[]): DraftTable | null {
  cutLabels(lines);
  const data = lines.filter((line) => line.isData);
  const strips = mergeSplitStrips(findStrips(data), data);
  const figureStrips = strips.filter((strip) => strip.figures >= Math.min(2, data.length));
  if (strips.length < 2 || figureStrips.length === 0) return null;
  if (isList(data, strips) || !hasLabels(data, strips)) return null;
  // One row of figures alone is a sentence with a gap more often than a table.
  if (data.length < 2 && !hasHeadedRow(lines, data[0]!)) return null;
  const rows = mergeWrapped(
    lines.map((line, row) => cellsOf(line, strips, row)),
    lines,
  );
  const headRows = countHeads(rows);
  spreadRows(rows.slice(0, headRows), strips);
  const cells = rows.flat();
  const table: DraftTable = {
    x0: least(lines, (line) => line.x0),
    y0: least(
      lines.flatMap((line) => line.words),
      (word) => word.y0,
    ),
    x1: most(lines, (line) => line.x1),
    y1: most(
      lines.flatMap((line) => line.words),
      (word) => word.y1,
    ),
    rows: rows.length,
    columns: strips.length,
    headRows,
    cells: fillHoles(cells, rows.length, strips.length),
    caption: null,
    unitLine: null,
  };
  return dropEmptyLines(table);
}

/** Whether the one row of data has a name and three figures or more, each with a head right above. */
function hasHeadedRow(lines: Line[], row: Line): boolean {
  const figures = row.chunks.filter((chunk) => chunk.isFigure);
  const above = lines[lines.indexOf(row) - 1];
  return (
    figures.length >= 3 &&
    /\p{L}{2}/u.test(row.chunks[0]!.text) &&
    above !== undefined &&
    figures.every((figure) =>
      above.chunks.some(
        (head) => !head.isFigure && head.x1 - head.x0 < 20 * row.sizePt && overlap(head, figure) > 0,
      ),
    )
  );
}

/** "1. First point", "2) Second": numbers that lead lines of text are a list, not a table. */
function isList(data: Line[], strips: Strip[]): boolean {
  const leads = data.filter(
    (line) => line.chunks.length === 2 && line.chunks[0]!.isFigure && !line.chunks[1]!.isFigure,
  );
  return strips.length === 2 && leads.length > 0.7 * data.length;
}

/** Figures without a name are the ticks of a chart; a wide block of them may still be a table. */
function hasLabels(data: Line[], strips: Strip[]): boolean {
  const named = data.filter(({ chunks: [first] }) => !first!.isFigure || isPeriodText(first!.text));
  return named.length > 0.4 * data.length || (strips.length >= 4 && data.length >= 4);
}

/** Strips of the page covered by the chunks of the data rows. */
function findStrips(data: Line[]): Strip[] {
  const cells = data.flatMap((line) => line.chunks).sort((a, b) => a.x0 - b.x0 || a.x1 - b.x1);
  const figures = stripsOf(cells.filter((chunk) => chunk.isFigure));
  // Text that runs over several strips of figures is a note or a head inside the table, not a column.
  const texts = cells.filter((chunk) => {
    if (chunk.isFigure) return false;
    return (
      figures.filter((strip) => strip.figures > 1 && overlap(chunk, strip) > 0.3 * (strip.x1 - strip.x0))
        .length < 2
    );
  });
  return stripsOf([...cells.filter((chunk) => chunk.isFigure), ...texts].sort((a, b) => a.x0 - b.x0));
}

/**
 * Joins strips of figures that are one column: dashes and brackets hang outside the digits, so a column
 * of "306" and "-" covers two strips, of which no row fills both.
 */
function mergeSplitStrips(strips: Strip[], data: Line[]): Strip[] {
  const merged: Strip[] = [];
  for (const strip of strips) {
    const last = merged.at(-1);
    const gap = last ? strip.x0 - last.x1 : Infinity;
    if (
      last &&
      gap < 0.9 * data[0]!.sizePt &&
      last.figures > 0 &&
      strip.figures > 0 &&
      !data.some((line) => fillsBoth(line, last, strip))
    ) {
      last.x1 = strip.x1;
      last.figures += strip.figures;
    } else merged.push({ ...strip });
  }
  return merged;
}

function fillsBoth(line: Line, a: Strip, b: Strip): boolean {
  const isIn = (strip: Strip) =>
    line.chunks.some((chunk) => chunk.x0 >= strip.x0 - 1 && chunk.x1 <= strip.x1 + 1);
  return isIn(a) && isIn(b);
}

const overlap = (a: { x0: number; x1: number }, b: { x0: number; x1: number }): number =>
  Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);

function stripsOf(chunks: Chunk[]): Strip[] {
  const strips: Strip[] = [];
  for (const chunk of chunks) {
    const last = strips.at(-1);
    const figure = chunk.isFigure ? 1 : 0;
    if (last && overlap(last, chunk) > Math.min(2, 0.25 * (chunk.x1 - chunk.x0))) {
      last.x1 = Math.max(last.x1, chunk.x1);
      last.figures += figure;
    } else strips.push({ x0: chunk.x0, x1: chunk.x1, figures: figure });
  }
  return strips;
}

function cellsOf(line: Line, strips: Strip[], row: number): DraftCell[] {
  const cells: DraftCell[] = [];
  const put = (words: Word[], first: number, last: number) => {
    const before = cells.at(-1);
    // Two chunks over one strip are one cell.
    if (before && before.column + before.columnSpan > first) {
      before.lines[0]!.push(...words);
      before.columnSpan = Math.max(before.columnSpan, last - before.column + 1);
    } else cells.push({ row, column: first, rowSpan: 1, columnSpan: last - first + 1, lines: [[...words]] });
  };
  for (const chunk of line.chunks) {
    const [first, last] = stripsUnder(chunk, strips);
    const parts = last > first ? cutAtStrips(chunk, strips, first, last) : null;
    if (parts) for (const part of parts) put(part.words, part.strip, part.strip);
    else if (chunk.isFigure) {
      const nearest = nearestStrip((chunk.x0 + chunk.x1) / 2, strips);
      put(chunk.words, nearest, nearest);
    } else put(chunk.words, first, isLabelRow(line, chunk) ? first : last);
  }
  return cells;
}

/** A lone label that runs over the figures is a label, not a cell over all columns. */
const isLabelRow = (line: Line, chunk: Chunk): boolean =>
  line.chunks.length === 1 && line.chunks[0] === chunk;

function stripsUnder(chunk: { x0: number; x1: number }, strips: Strip[]): [number, number] {
  let first = -1;
  let last = -1;
  strips.forEach((strip, i) => {
    const shared = overlap(chunk, strip);
    if (shared <= Math.min(2, 0.2 * Math.min(chunk.x1 - chunk.x0, strip.x1 - strip.x0))) return;
    if (first < 0) first = i;
    last = i;
  });
  if (first >= 0) return [first, last];
  const nearest = nearestStrip((chunk.x0 + chunk.x1) / 2, strips);
  return [nearest, nearest];
}

function nearestStrip(x: number, strips: Strip[]): number {
  let best = 0;
  const distance = (strip: Strip) => Math.max(strip.x0 - x, x - strip.x1, 0);
  strips.forEach((strip, i) => {
    if (distance(strip) < distance(strips[best]!)) best = i;
  });
  return best;
}

/** Cuts a head that is set close over several strips when each part sits squarely over its own. */
function cutAtStrips(
  chunk: Chunk,
  strips: Strip[],
  first: number,
  last: number,
): { words: Word[]; strip: number }[] | null {
  const parts = new Map<number, Word[]>();
  for (const word of chunk.words) {
    const strip = nearestStrip((word.x0 + word.x1) / 2, strips);
    const list = parts.get(strip);
    if (list) list.push(word);
    else parts.set(strip, [word]);
  }
  if (
    parts.size < 2 ||
    parts.size < last - first + 1 ||
    !(areAlike([...parts.values()]) || arePieced([...parts.values()]))
  )
    return null;
  for (const [at, words] of parts) {
    const strip = strips[at]!;
    const x0 = words[0]!.x0;
    const x1 = words.at(-1)!.x1;
    const reach = 0.2 * (strip.x1 - strip.x0) + 3;
    const isSquare =
      Math.abs((x0 + x1) / 2 - (strip.x0 + strip.x1) / 2) < reach ||
      Math.abs(x1 - strip.x1) < 4 ||
      Math.abs(x0 - strip.x0) < 4;
    if (!isSquare) return null;
  }
  return [...parts].map(([strip, words]) => ({ words, strip }));
}

/** "2023" and "2022", "January" and "January" are heads of two columns; "13 Weeks" and "Ended" are one head. */
function areAlike(parts: Word[][]): boolean {
  const shapeOf = (words: Word[]) => `${words.length} ${/^\d/.test(words[0]!.text)}`;
  return parts.every((words) => shapeOf(words) === shapeOf(parts[0]!));
}

/** Neighbours that the file writes apart are two cells, however close they stand. */
const arePieced = (parts: Word[][]): boolean =>
  parts.every((words, i) => i === 0 || Math.abs(words[0]!.from - parts[i - 1]!.at(-1)!.to) > 3);

/** Joins the first line of a wrapped label with the row that carries its figures. */
function mergeWrapped(rows: DraftCell[][], lines: Line[]): DraftCell[][] {
  const merged: DraftCell[][] = [];
  const labelRight = Math.max(
    ...rows.flatMap((cells, i) => (cells[0]?.column === 0 ? [lines[i]!.chunks[0]!.x1] : [])),
  );
  let carried: { words: Word[][]; line: Line } | null = null;
  rows.forEach((cells, i) => {
    const line = lines[i]!;
    const next = lines[i + 1];
    const isLabelOnly = cells.length === 1 && cells[0]!.column === 0 && !line.chunks[0]!.isFigure;
    if (isLabelOnly && next && wraps(line, next, labelRight)) {
      carried = { words: [...(carried?.words ?? []), ...cells[0]!.lines], line };
      return;
    }
    const previous = merged.at(-1);
    if (isLabelOnly && carried === null && previous && isTail(lines[i - 1], line)) {
      const label = previous.find((cell) => cell.column === 0);
      if (label) {
        label.lines.push(...cells[0]!.lines);
        return;
      }
    }
    const label = cells.find((cell) => cell.column === 0);
    if (carried && label) label.lines.unshift(...carried.words);
    else if (carried) cells.unshift({ row: 0, column: 0, rowSpan: 1, columnSpan: 1, lines: carried.words });
    carried = null;
    merged.push(cells);
  });
  merged.forEach((cells, row) => {
    for (const cell of cells) cell.row = row;
  });
  return merged;
}

/** Words and marks that cannot end a label. */
const OPEN_END =
  /(?:,|，|、|\b(?:and|of|or|the|to|in|for|from|with|by|on|at|as|than|per|its|our|an?|which))$/;

/** A column of labels narrower than this, in type sizes, breaks most of them. */
const NARROW = 11;

/** Whether a line of label alone goes on in the next line. `labelRight` is where the widest label ends. */
function wraps(line: Line, next: Line, labelRight: number): boolean {
  const text = line.chunks[0]!.text;
  const label = next.chunks[0]!;
  if (label.isFigure || next.baseline - line.baseline > 1.35 * pitchOf(line)) return false;
  if (/^[a-z(（&/]/.test(label.text) || OPEN_END.test(text)) return true;
  if (/[:：]$/.test(text)) return false;
  // The next word had no room: the line was full.
  const [first] = label.words as [Word];
  const isNarrow = labelRight - line.x0 < NARROW * line.sizePt;
  return (text.length > 24 || isNarrow) && line.x1 + (first.x1 - first.x0) > labelRight;
}

function isTail(before: Line | undefined, line: Line): boolean {
  if (!before?.isData || line.baseline - before.baseline > 1.35 * pitchOf(before)) return false;
  return /^[a-z(（]/.test(line.chunks[0]!.text);
}

function fillHoles(cells: DraftCell[], rows: number, columns: number): DraftCell[] {
  const covered = new Set<number>();
  for (const cell of cells)
    for (let c = cell.column; c < cell.column + cell.columnSpan; c++) covered.add(cell.row * columns + c);
  const all = [...cells];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      if (!covered.has(row * columns + column))
        all.push({ row, column, rowSpan: 1, columnSpan: 1, lines: [] });
  return all.sort((a, b) => a.row - b.row || a.column - b.column);
}
