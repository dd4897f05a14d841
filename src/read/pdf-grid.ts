// read/pdf-grid.ts: tables that are drawn with a frame.
//
// Rulings that cross form a grid; its cells are the fields between neighbouring lines, joined where the
// line between them is missing (a merged cell). Words fall into the cell that holds their middle. A field
// that holds several level lines of figures (only the head is ruled, not every row) is cut into rows.
//
// A frame around prose, a chart with grid lines and a page laid out as a table are not tables: see
// isWorthKeeping. Chinese annual reports are nearly all framed; US filings hardly ever.

import { least, most } from "./extent.ts";
import { isFigureText, isOpening } from "./pdf-figures.ts";
import { type Box, groupRows, type Word } from "./pdf-words.ts";
import type { Ruling } from "./pdfium-shapes.ts";

/** A table before it has its place in the text. Rows of words are the lines of a cell. */
export interface DraftTable extends Box {
  rows: number;
  columns: number;
  headRows: number;
  cells: DraftCell[];
  caption: string | null;
  unitLine: string | null;
}

export interface DraftCell {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  lines: Word[][];
}

const TOUCH_PT = 2.5;
const MAX_LINES = 1500;
const MAX_FIELDS = 20_000;

/** Framed tables of a page, and the words that are in none of them. */
export function findGrids(rulings: Ruling[], words: Word[]): { tables: DraftTable[]; rest: Word[] } {
  const level = mergeLines(rulings.filter((r) => r.y0 === r.y1));
  const upright = mergeLines(rulings.filter((r) => r.x0 === r.x1).map(turn)).map(turn);
  if (level.length < 2 || upright.length < 2 || level.length + upright.length > MAX_LINES)
    return { tables: [], rest: words };
  const tables: DraftTable[] = [];
  let rest = words;
  for (const { levels, uprights } of crossing(level, upright)) {
    const frame = frameOf(levels, uprights);
    if (frame === null) continue;
    const inside = rest.filter((word) => word.turn === 0 && isInside(word, frame));
    const table = fillGrid(frame, levels, uprights, inside);
    if (table === null) continue;
    tables.push(table);
    const taken = new Set(inside);
    rest = rest.filter((word) => !taken.has(word));
  }
  return { tables, rest };
}

const turn = (r: Ruling): Ruling => ({ x0: r.y0, y0: r.x0, x1: r.y1, y1: r.x1 });
const isInside = (word: Word, frame: { xs: number[]; ys: number[] }): boolean => {
  const x = (word.x0 + word.x1) / 2;
  const y = word.baseline - 0.35 * word.sizePt;
  return x > frame.xs[0]! && x < frame.xs.at(-1)! && y > frame.ys[0]! && y < frame.ys.at(-1)!;
};

/** Joins level lines that lie on one height and touch: frames are often drawn cell by cell. */
function mergeLines(lines: Ruling[]): Ruling[] {
  const sorted = [...lines].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
  const bands: Ruling[][] = [];
  for (const line of sorted) {
    const band = bands[bands.length - 1];
    if (band && line.y0 - band[0]!.y0 < 1.5) band.push(line);
    else bands.push([line]);
  }
  const merged: Ruling[] = [];
  for (const band of bands) {
    band.sort((a, b) => a.x0 - b.x0);
    let last: Ruling | undefined;
    for (const line of band) {
      if (last && line.x0 <= last.x1 + TOUCH_PT) last.x1 = Math.max(last.x1, line.x1);
      else merged.push((last = { ...line }));
    }
  }
  return merged;
}

/** Groups of lines that hang together by crossings. */
function crossing(level: Ruling[], upright: Ruling[]): { levels: Ruling[]; uprights: Ruling[] }[] {
  const parent = [...level, ...upright].map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[i] !== root) [parent[i], i] = [root, parent[i]!];
    return root;
  };
  level.forEach((h, i) => {
    upright.forEach((v, j) => {
      const meets =
        v.x0 >= h.x0 - TOUCH_PT &&
        v.x0 <= h.x1 + TOUCH_PT &&
        h.y0 >= v.y0 - TOUCH_PT &&
        h.y0 <= v.y1 + TOUCH_PT;
      if (meets) parent[find(i)] = find(level.length + j);
    });
  });
  const groups = new Map<number, { levels: Ruling[]; uprights: Ruling[] }>();
  parent.forEach((_, i) => {
    const root = find(i);
    const group = groups.get(root) ?? { levels: [], uprights: [] };
    groups.set(root, group);
    if (i < level.length) group.levels.push(level[i]!);
    else group.uprights.push(upright[i - level.length]!);
  });
  return [...groups.values()].filter((group) => group.levels.length >= 2 && group.uprights.length >= 1);
}

interface Frame {
  xs: number[];
  ys: number[];
}

/** The lines of the grid; an open side gets the ends of the lines that run to it. */
function frameOf(levels: Ruling[], uprights: Ruling[]): Frame | null {
  const open = (own: number[], low: number, high: number) => {
    if (own.length === 0 || own[0]! - low > 8) own.unshift(low);
    if (high - own.at(-1)! > 8) own.push(high);
    return own;
  };
  const xs = open(
    cluster(uprights.map((v) => v.x0)),
    least(levels, (h) => h.x0),
    most(levels, (h) => h.x1),
  );
  const ys = open(
    cluster(levels.map((h) => h.y0)),
    least(uprights, (v) => v.y0),
    most(uprights, (v) => v.y1),
  );
  // One row is a table only with three columns: two boxes side by side are a layout.
  if (
    xs.length < 3 ||
    ys.length < 2 ||
    (ys.length === 2 && xs.length < 4) ||
    (xs.length - 1) * (ys.length - 1) > MAX_FIELDS
  )
    return null;
  return { xs, ys };
}

/** Values closer than a line's thickness are one. */
function cluster(values: number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const out: number[] = [];
  for (const value of sorted) if (out.length === 0 || value - out.at(-1)! > 3) out.push(value);
  return out;
}

function fillGrid(frame: Frame, levels: Ruling[], uprights: Ruling[], words: Word[]): DraftTable | null {
  const columns = frame.xs.length - 1;
  const rows = frame.ys.length - 1;
  const owners = mergeFields(frame, levels, uprights);
  const wordsByField = new Map<number, Word[]>();
  for (const word of words) {
    const column = Math.min(columns - 1, intervalOf(frame.xs, (word.x0 + word.x1) / 2));
    const row = Math.min(rows - 1, intervalOf(frame.ys, word.baseline - 0.35 * word.sizePt));
    const owner = owners[row * columns + column]!;
    const list = wordsByField.get(owner.first);
    if (list) list.push(word);
    else wordsByField.set(owner.first, [word]);
  }
  const cells: DraftCell[] = [];
  owners.forEach((field, at) => {
    if (field.first !== at) return;
    const { row, column, rowSpan, columnSpan } = field;
    cells.push({ row, column, rowSpan, columnSpan, lines: groupRows(wordsByField.get(at) ?? []) });
  });
  const table: DraftTable = {
    x0: frame.xs[0]!,
    y0: frame.ys[0]!,
    x1: frame.xs.at(-1)!,
    y1: frame.ys.at(-1)!,
    rows,
    columns,
    headRows: 0,
    cells,
    caption: null,
    unitLine: null,
  };
  if (!isWorthKeeping(table)) return null;
  return dropEmptyLines(splitRows(table));
}

/** Index of the interval of `edges` that holds `value`. */
function intervalOf(edges: number[], value: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high - 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}

interface Field {
  first: number;
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
}

/** For each field of the grid, row by row, the merged cell it belongs to. */
function mergeFields(frame: Frame, levels: Ruling[], uprights: Ruling[]): Field[] {
  const columns = frame.xs.length - 1;
  const rows = frame.ys.length - 1;
  const right = wallsBetween(frame.xs, frame.ys, uprights.map(turn));
  const below = wallsBetween(frame.ys, frame.xs, levels);
  const owners = new Array<Field | undefined>(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const first = row * columns + column;
      if (owners[first]) continue;
      let columnSpan = 1;
      while (
        column + columnSpan < columns &&
        !owners[first + columnSpan] &&
        !right.has((column + columnSpan) * rows + row)
      )
        columnSpan++;
      let rowSpan = 1;
      const isOpenBelow = (span: number) => {
        for (let c = column; c < column + columnSpan; c++) {
          if (below.has((row + span) * columns + c)) return false;
          if (c > column && right.has(c * rows + row + span)) return false;
        }
        return true;
      };
      while (row + rowSpan < rows && isOpenBelow(rowSpan)) rowSpan++;
      const field = { first, row, column, rowSpan, columnSpan };
      for (let r = row; r < row + rowSpan; r++)
        for (let c = column; c < column + columnSpan; c++) owners[r * columns + c] ??= field;
    }
  return owners as Field[];
}

/**
 * Which borders are drawn: for the edge `e` of `edges` and the interval `i` of `across`, the key
 * e * intervals + i. `lines` are level with the edges. A border counts when most of it is drawn.
 */
function wallsBetween(edges: number[], across: number[], lines: Ruling[]): Set<number> {
  const intervals = across.length - 1;
  const walls = new Set<number>();
  for (const line of lines) {
    const edge = edges.findIndex((value) => line.y0 - value <= 3 && line.y0 >= value - 0.1);
    if (edge < 0) continue;
    for (let i = 0; i < intervals; i++) {
      const from = across[i]!;
      const to = across[i + 1]!;
      const drawn = Math.min(line.x1, to) - Math.max(line.x0, from);
      if (drawn > 0.6 * (to - from)) walls.add(edge * intervals + i);
    }
  }
  return walls;
}

function isWorthKeeping(table: DraftTable): boolean {
  const filled = table.cells.filter((cell) => cell.lines.length > 0);
  const used = new Set(filled.map((cell) => cell.column));
  if (filled.length < (table.rows === 1 ? 2 : 3) || used.size < 2 || filled.length < 0.2 * table.cells.length)
    return false;
  // Rules around a group of columns only: the fields hold rows of several figures, and alignment sees more.
  if (filled.filter(holdsRow).length > 0.15 * filled.length) return false;
  const lengths = filled.map((cell) => cell.lines.flat().reduce((sum, word) => sum + word.text.length, 0));
  const total = lengths.reduce((a, b) => a + b, 0);
  const longest = Math.max(...lengths);
  return !(longest > 600 && longest > 0.5 * total);
}

/** Whether a line of the field has figures or a label and a figure with a wide gap between them. */
const holdsRow = (cell: DraftCell): boolean =>
  cell.lines.some((line) =>
    line.some((word, i) => {
      const before = line[i - 1];
      if (!before || word.x0 - before.x1 < 1.2 * word.sizePt) return false;
      return isFigureText(word.text) && !isOpening(before.text) && /[\d)%—-]$/.test(before.text);
    }),
  );

/** Cuts a row whose fields hold several level lines of figures. */
function splitRows(table: DraftTable): DraftTable {
  const cells: DraftCell[] = [];
  let row = 0;
  const newRows: number[] = [];
  for (let r = 0; r < table.rows; r++) {
    newRows.push(row);
    const own = table.cells.filter((cell) => cell.row === r);
    const cuts = own.every((cell) => cell.rowSpan === 1) ? levelLines(own) : [];
    if (cuts.length < 2) {
      cells.push(...own.map((cell) => ({ ...cell, row })));
      row += 1;
      continue;
    }
    for (const cell of own) cells.push(...cutCell(cell, cuts, row));
    row += cuts.length;
  }
  newRows.push(row);
  for (const cell of cells) {
    if (cell.rowSpan === 1) continue;
    const from = newRows.indexOf(cell.row);
    cell.rowSpan = (newRows[Math.min(from + cell.rowSpan, table.rows)] ?? row) - cell.row;
  }
  return { ...table, rows: row, cells };
}

/** Baselines at which the row is to be cut; fewer than two when it is one row. */
function levelLines(cells: DraftCell[]): number[] {
  const columns = cells.filter(
    (cell) =>
      cell.lines.length >= 2 &&
      cell.lines.every((line) => isFigureText(line.map((word) => word.text).join(""))),
  );
  if (columns.length === 0) return [];
  const [longest] = [...columns].sort((a, b) => b.lines.length - a.lines.length) as [DraftCell];
  const cuts = longest.lines.map((line) => line[0]!.baseline);
  // One column of stacked figures may be a range in one cell; labels on the same lines settle it.
  const partners = cells.filter(
    (cell) =>
      cell !== longest &&
      cell.lines.length >= 2 &&
      cell.lines.filter((line) => cuts.some((cut) => Math.abs(cut - line[0]!.baseline) < 3)).length >= 2,
  );
  return partners.length > 0 ? cuts : [];
}

function cutCell(cell: DraftCell, cuts: number[], row: number): DraftCell[] {
  const parts: DraftCell[] = cuts.map((_, i) => ({ ...cell, row: row + i, lines: [] }));
  for (const line of cell.lines) {
    let best = 0;
    cuts.forEach((cut, i) => {
      if (Math.abs(cut - line[0]!.baseline) < Math.abs(cuts[best]! - line[0]!.baseline)) best = i;
    });
    parts[best]!.lines.push(line);
  }
  return parts;
}

/** Takes out rows and columns that hold nothing: doubled lines and spacers of the frame. */
export function dropEmptyLines(table: DraftTable): DraftTable {
  const keptRows = new Set<number>();
  const keptColumns = new Set<number>();
  for (const cell of table.cells) {
    if (cell.lines.length === 0) continue;
    keptRows.add(cell.row);
    keptColumns.add(cell.column);
  }
  const indexOf = (kept: Set<number>, size: number) => {
    let next = 0;
    return Array.from({ length: size + 1 }, (_, i) => (kept.has(i) ? next++ : next));
  };
  const rowAt = indexOf(keptRows, table.rows);
  const columnAt = indexOf(keptColumns, table.columns);
  const cells: DraftCell[] = [];
  for (const cell of table.cells) {
    const row = rowAt[cell.row]!;
    const column = columnAt[cell.column]!;
    const rowSpan = rowAt[Math.min(table.rows, cell.row + cell.rowSpan)]! - row;
    const columnSpan = columnAt[Math.min(table.columns, cell.column + cell.columnSpan)]! - column;
    const isKept = cell.lines.length > 0 || (keptRows.has(cell.row) && keptColumns.has(cell.column));
    if (isKept)
      cells.push({
        ...cell,
        row,
        column,
        rowSpan: Math.max(1, rowSpan),
        columnSpan: Math.max(1, columnSpan),
      });
  }
  cells.sort((a, b) => a.row - b.row || a.column - b.column);
  return { ...table, rows: keptRows.size, columns: keptColumns.size, cells };
}
