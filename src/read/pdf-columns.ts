// read/pdf-columns.ts: the order in which the pieces of a page are read.
//
// A cut along columns in the manner of XY-cut, with the order of the content stream as the judge. A gutter
// is a strip of white between pieces that stays open over several rows. Whether it parts two columns of
// prose or two columns of a table cannot be seen from the white alone; the stream tells: an author's
// program writes a column of prose to its end before the next, but a table row by row.
//
//   stream  L1 L2 L3 R1 R2 R3    few changes of side: columns, read L then R
//   stream  L1 R1 L2 R2 L3 R3    a change at every row: a table, read row by row
//
// Gives back regions in reading order; each is a list of rows for pdf-blocks.ts to read top to bottom.

import { least, most } from "./extent.ts";
import { isFigureText } from "./pdf-figures.ts";
import { type Box, groupRows, type Piece } from "./pdf-words.ts";

/** Something with a place on the page: a piece, or a table that is already found. */
export interface Item<Table> extends Box {
  baseline: number;
  sizePt: number;
  order: number;
  piece: Piece | null;
  table: Table | null;
}

export type Row<Table> = Item<Table>[];

interface Gutter {
  x0: number;
  x1: number;
  /** Half-open range of rows that it stays open over. */
  from: number;
  to: number;
  score: number;
}

const MAX_DEPTH = 8;
/** A gutter must be at minWidth this wide, in type sizes. */
const GUTTER_WIDTH = 0.65;
const MAX_CANDIDATES = 400;
const MAX_TRIES = 10;

const textOf = (piece: Piece): string => piece.words.map((word) => word.text).join("");

/** Regions of the page in reading order, each as rows from top to bottom. */
export function orderRegions<T>(items: Item<T>[], depth = 0): Row<T>[][] {
  if (items.length === 0) return [];
  const rows = groupRows(items);
  if (depth >= MAX_DEPTH || rows.length < 3) return [rows];
  for (const gutter of findGutters(rows).slice(0, MAX_TRIES)) {
    const columns = columnsAt(rows, gutter);
    if (columns === null) continue;
    const next = (part: Item<T>[]) => orderRegions(part, depth + 1);
    return [
      ...next(rows.slice(0, columns.from).flat()),
      ...next(columns.left),
      ...next(columns.right),
      ...next(rows.slice(columns.to).flat()),
    ];
  }
  return [rows];
}

interface Columns<T> {
  from: number;
  to: number;
  left: Item<T>[];
  right: Item<T>[];
}

/**
 * The columns along a gutter; null when it parts none. White between two columns of prose often runs on between two
 * columns of a table below: then the stretches that the stream writes in one go are tried alone.
 */
function columnsAt<T>(rows: Row<T>[], gutter: Gutter): Columns<T> | null {
  const middle = (gutter.x0 + gutter.x1) / 2;
  const stretches = [{ from: gutter.from, to: gutter.to }, ...streamStretches(rows, gutter)];
  for (const { from, to } of stretches) {
    const band = rows.slice(from, to).flat();
    const left = band.filter((item) => (item.x0 + item.x1) / 2 < middle);
    const right = band.filter((item) => (item.x0 + item.x1) / 2 >= middle);
    if (areColumns(left, right) && !areHeads(rows, gutter, to, band))
      return withTail({ from, to, left, right }, rows, gutter);
  }
  return null;
}

/**
 * Whether a band is the heads of a table: a few lines of narrow print right above figures that stand on both sides of
 * the same gutter. Programs write such heads cell by cell, each with all its lines, as if they were columns.
 */
function areHeads<T>(rows: Row<T>[], gutter: Gutter, to: number, band: Item<T>[]): boolean {
  const below = rows.slice(to, Math.min(gutter.to, to + HEAD_REACH));
  if (below.length === 0 || groupRows(band).length > HEAD_LINES) return false;
  if (band.some((item) => item.x1 - item.x0 > HEAD_WIDTH * item.sizePt)) return false;
  const isFigure = (item: Item<T>) =>
    item.piece !== null && isFigureText(textOf(item.piece).replace(/ /g, ""));
  const bottom = most(band, (item) => item.y1);
  return below.some(
    (row) =>
      row[0]!.y0 - bottom < 4 * row[0]!.sizePt &&
      row.some((item) => isFigure(item) && item.x1 <= gutter.x0 + 2) &&
      row.some((item) => isFigure(item) && item.x0 >= gutter.x1 - 2),
  );
}

/** Heads have at most so many lines, each at most so wide in type sizes; figures follow within so many rows. */
const HEAD_LINES = 6;
const HEAD_WIDTH = 14;
const HEAD_REACH = 6;

/** The last lines of the longer column stand below the stretch that both were found in: they go on at its edge, line by line. */
function withTail<T>(columns: Columns<T>, rows: Row<T>[], gutter: Gutter): Columns<T> {
  const { from, left, right } = columns;
  let { to } = columns;
  for (; to < gutter.to; to++) {
    const [item, ...others] = rows[to]!;
    if (!item?.piece || others.length > 0) break;
    const side = item.x0 < gutter.x1 - 0.5 ? left : right;
    const above = side.reduce((lowest, other) => (other.y1 > lowest.y1 ? other : lowest));
    const goesOn =
      above.piece !== null &&
      item.order > above.order &&
      Math.abs(item.sizePt - above.sizePt) < 0.05 * item.sizePt &&
      Math.abs(item.x0 - above.x0) < 0.5 * item.sizePt &&
      item.y0 - above.y1 < item.sizePt;
    if (!goesOn) break;
    side.push(item);
  }
  return { from, to, left, right };
}

/** Runs of at least three rows between places where all that stands below also comes later in the stream; the longest first. */
function streamStretches<T>(rows: Row<T>[], { from, to: end }: Gutter): { from: number; to: number }[] {
  const to = withoutFooter(rows, from, end);
  const earliestBelow: number[] = [];
  let earliest = Number.POSITIVE_INFINITY;
  for (let r = to - 1; r >= from; r--) {
    earliestBelow[r] = earliest;
    earliest = Math.min(
      earliest,
      least(rows[r]!, (item) => item.order),
    );
  }
  const stretches: { from: number; to: number }[] = [];
  let start = from;
  let latest = Number.NEGATIVE_INFINITY;
  for (let r = from; r < to; r++) {
    latest = Math.max(
      latest,
      most(rows[r]!, (item) => item.order),
    );
    if (latest >= earliestBelow[r]!) continue;
    if (r + 1 - start >= 3 && r + 1 - start < end - from) stretches.push({ from: start, to: r + 1 });
    start = r + 1;
  }
  return stretches.sort((a, b) => b.to - b.from - (a.to - a.from));
}

/** Programs write running lines first: a last row that comes before all others but the header would hide every place to part. */
function withoutFooter<T>(rows: Row<T>[], from: number, to: number): number {
  const body = least(rows.slice(from + 1, to - 1).flat(), (item) => item.order);
  return to - from > 3 && most(rows[to - 1]!, (item) => item.order) < body ? to - 1 : to;
}

/** Strips of white between the pieces of a row, grown up and down while they stay open; best first. */
function findGutters<T>(rows: Row<T>[]): Gutter[] {
  const seen = new Set<string>();
  const gutters: Gutter[] = [];
  let tries = 0;
  for (let r = 0; r < rows.length && tries < MAX_CANDIDATES; r++) {
    const row = rows[r]!;
    for (let i = 1; i < row.length; i++) {
      const x0 = most(row.slice(0, i), (item) => item.x1);
      const x1 = row[i]!.x0;
      const minWidth = GUTTER_WIDTH * Math.min(row[i - 1]!.sizePt, row[i]!.sizePt);
      if (x1 - x0 < minWidth || tries++ >= MAX_CANDIDATES) continue;
      const gutter = growGutter(rows, r, x0, x1, minWidth);
      const key = `${gutter.from} ${gutter.to} ${Math.round(gutter.x0)}`;
      if (seen.has(key) || gutter.score === 0) continue;
      seen.add(key);
      gutters.push(gutter);
    }
  }
  return gutters.sort((a, b) => b.score - a.score || a.x0 - b.x0);
}

function growGutter<T>(rows: Row<T>[], at: number, x0: number, x1: number, minWidth: number): Gutter {
  const gutter = { x0, x1, from: at, to: at + 1, score: 0 };
  while (gutter.to < rows.length && narrow(gutter, rows[gutter.to]!, minWidth)) gutter.to++;
  while (gutter.from > 0 && narrow(gutter, rows[gutter.from - 1]!, minWidth)) gutter.from--;
  trimLooseEnds(gutter, rows);
  let left = 0;
  let right = 0;
  for (const row of rows.slice(gutter.from, gutter.to)) {
    if (row.some((item) => item.x1 <= gutter.x0 + 0.5)) left++;
    if (row.some((item) => item.x0 >= gutter.x1 - 0.5)) right++;
  }
  if (Math.min(left, right) >= 2) gutter.score = Math.min(left, right) * 2 + (gutter.to - gutter.from);
  return gutter;
}

/** Narrows the gutter to what a further row leaves open; false when too little stays. */
function narrow<T>(gutter: Gutter, row: Row<T>, minWidth: number): boolean {
  let { x0, x1 } = gutter;
  for (const item of row) {
    if (item.x1 <= x0 || item.x0 >= x1) continue;
    // The item reaches into the gutter: keep the wider of the strips beside it.
    if (item.x0 - x0 >= x1 - item.x1) x1 = item.x0;
    else x0 = item.x1;
  }
  if (x1 - x0 < minWidth) return false;
  gutter.x0 = x0;
  gutter.x1 = x1;
  return true;
}

/** Rows on one side only, beyond a break in the page, belong to what comes before or after the columns. */
function trimLooseEnds<T>(gutter: Gutter, rows: Row<T>[]): void {
  const hasBoth = (row: Row<T>) =>
    row.some((item) => item.x1 <= gutter.x0 + 0.5) && row.some((item) => item.x0 >= gutter.x1 - 0.5);
  const band = rows.slice(gutter.from, gutter.to);
  let first = band.findIndex(hasBoth);
  let last = band.findLastIndex(hasBoth);
  if (first < 0) return;
  const topOf = (row: Row<T>) => least(row, (item) => item.y0);
  const bottomOf = (row: Row<T>) => most(row, (item) => item.y1);
  const isBreak = (above: Row<T>, below: Row<T>) =>
    topOf(below) - bottomOf(above) > 1.2 * most(below, (item) => item.sizePt);
  while (first > 0 && !isBreak(band[first - 1]!, band[first]!)) first--;
  while (last < band.length - 1 && !isBreak(band[last]!, band[last + 1]!)) last++;
  gutter.to = gutter.from + last + 1;
  gutter.from += first;
}

/** Whether two sides of a gutter are columns to be read one after the other. */
function areColumns<T>(left: Item<T>[], right: Item<T>[]): boolean {
  if (left.length < 2 || right.length < 2) return false;
  const sides = [...left.map((item) => ({ item, side: 0 })), ...right.map((item) => ({ item, side: 1 }))];
  sides.sort((a, b) => a.item.order - b.item.order);
  let changes = 0;
  for (let i = 1; i < sides.length; i++) if (sides[i]!.side !== sides[i - 1]!.side) changes++;
  const shared = sharedRows(left, right);
  const isRowWise = changes > 3 && changes > 0.5 * shared;
  if (isRowWise) return isProse(left) && isProse(right);
  // Figures on one side, level with labels on the other: a table that was written column by column.
  const level = shared / Math.min(groupRows(left).length, groupRows(right).length);
  return !(level > 0.7 && (isFigureColumn(left) || isFigureColumn(right)));
}

/** Mostly figures, or narrow and many figures: the heads of a column of figures are words. */
function isFigureColumn<T>(items: Item<T>[]): boolean {
  const share = shareOfFigures(items);
  if (share > 0.6) return true;
  const widths = items.map((item) => (item.x1 - item.x0) / item.sizePt).sort((a, b) => a - b);
  return share > 0.25 && widths[widths.length >> 1]! < 7;
}

/** How many rows of the left side have a row of the right side on their level. */
function sharedRows<T>(left: Item<T>[], right: Item<T>[]): number {
  const marked = groupRows([
    ...left.map((item) => ({ ...item, side: 0 })),
    ...right.map((item) => ({ ...item, side: 1 })),
  ]);
  return marked.filter((row) => row.some((item) => item.side === 0) && row.some((item) => item.side === 1))
    .length;
}

function shareOfFigures<T>(items: Item<T>[]): number {
  const pieces = items.filter((item) => item.piece !== null);
  if (pieces.length === 0) return 0;
  return pieces.filter((item) => isFigureText(textOf(item.piece!))).length / pieces.length;
}

/** Lines of a text block: most of them fill their column, and there are several. */
function isProse<T>(items: Item<T>[]): boolean {
  if (items.length < 5) return false;
  const x0 = least(items, (item) => item.x0);
  const x1 = most(items, (item) => item.x1);
  const full = items.filter((item) => item.x1 - item.x0 > 0.75 * (x1 - x0)).length;
  return full > 0.6 * items.length && x1 - x0 > 12 * items[0]!.sizePt && shareOfFigures(items) < 0.2;
}
