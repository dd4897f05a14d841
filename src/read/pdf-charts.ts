// read/pdf-charts.ts: charts on a page, found by the ticks of their axes.
//
// The numbers along an axis are no figures of the text and no table: they would fill the ledger and part paragraphs.
// They give themselves away: at even distances stand numbers at even distances, the highest at the top, and nothing
// that belongs to them beside them. What lies between such an axis and the end of its chart is one block.
//
//   80 ┤        ┌── 右 y           ticks: 80 60 40 20 0, equal steps of value and of place
//   60 ┤        │                  the chart reaches to the labels below, or to a second axis on its right
//   40 ┤  ▄     │
//    0 ┼──┴──┴──┘
//      2021 2022 2023              labels: a row below, also turned ones

import { least, most } from "./extent.ts";
import { type Box, groupRows, type Piece } from "./pdf-words.ts";

/** A chart: its pieces stand in no line of the page. */
export interface DraftChart extends Box {
  /** Rows of pieces from top to bottom; turned ones last, each by itself. */
  labels: Piece[][];
}

interface Tick {
  piece: Piece;
  value: number;
  /** Half a step of the last written digit: what rounding may hide. */
  slack: number;
}

/** Three numbers at even steps are common in tables; four beside nothing are not. */
const LEAST_TICKS = 4;
/** A page of drawings may hold thousands of numbers. */
const MOST_TICKS = 2_000;
/** Beyond this many characters a piece is a line of the text, not a label. */
const LONGEST_LABEL = 40;

/** Not in brackets: "(3)" below "(2)" are notes. */
const NUMBER = /^([-–—−+]?)[$¥￥€£]?(\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.(\d+))?\s?(?:[%％xX倍]|bps?|pct)?$/;

/** Takes the charts of a page out of its pieces. Pieces keep their order. */
export function findCharts(pieces: readonly Piece[]): { charts: DraftChart[]; rest: Piece[] } {
  const ticks = pieces.filter(({ turn }) => turn === 0).flatMap(tickOf);
  if (ticks.length < LEAST_TICKS || ticks.length > MOST_TICKS) return { charts: [], rest: [...pieces] };
  const axes = [...axesAlong(ticks, ({ x1 }) => x1), ...axesAlong(ticks, ({ x0 }) => x0)];
  // The same ticks may stand in line on both sides: the longer run is the axis.
  axes.sort((a, b) => b.length - a.length);
  const taken = new Set<Piece>();
  const inAxes = new Set(axes.flat().map(({ piece }) => piece));
  const others = Float64Array.from(
    pieces.filter((piece) => piece.turn === 0 && !inAxes.has(piece)),
    ({ baseline }) => baseline,
  ).sort();
  const kept: Tick[][] = [];
  for (const axis of axes) {
    if (axis.some(({ piece }) => taken.has(piece)) || !standsAlone(axis, others)) continue;
    for (const { piece } of axis) taken.add(piece);
    kept.push(axis);
  }
  const charts: DraftChart[] = [];
  const used = new Set<Piece>();
  for (const axis of kept.sort((a, b) => a[0]!.piece.x0 - b[0]!.piece.x0)) {
    if (axis.some(({ piece }) => used.has(piece))) continue;
    const own = piecesOf(axis, kept, pieces).filter((piece) => !used.has(piece));
    for (const piece of own) used.add(piece);
    charts.push(chartOf(own));
  }
  return { charts, rest: pieces.filter((piece) => !used.has(piece)) };
}

function tickOf(piece: Piece): Tick[] {
  const text = piece.words.map((word) => word.text).join("");
  const found = text.length <= 14 ? NUMBER.exec(text) : null;
  if (found === null) return [];
  const [, sign, whole, rest = ""] = found;
  const size = Number(`${whole!.replace(/[,，]/g, "")}.${rest || "0"}`);
  const isNegative = sign !== "" && sign !== "+";
  return [{ piece, value: isNegative ? -size : size, slack: 0.5 * 10 ** -rest.length }];
}

/** Runs of ticks that stand in line at `edge`, from top to bottom, at even steps of place and of value. */
function axesAlong(ticks: readonly Tick[], edge: (piece: Piece) => number): Tick[][] {
  const sorted = [...ticks].sort((a, b) => edge(a.piece) - edge(b.piece));
  const axes: Tick[][] = [];
  let column: Tick[] = [];
  const flush = () => {
    if (column.length >= LEAST_TICKS) axes.push(...evenRuns(column));
    column = [];
  };
  for (const tick of sorted) {
    const last = column.at(-1);
    const isNear = last !== undefined && edge(tick.piece) - edge(last.piece) < 0.2 * tick.piece.sizePt;
    if (!isNear) flush();
    column.push(tick);
  }
  flush();
  return axes;
}

function evenRuns(column: Tick[]): Tick[][] {
  const sorted = column.sort((a, b) => a.piece.baseline - b.piece.baseline);
  const runs: Tick[][] = [];
  for (let from = 0; from + LEAST_TICKS <= sorted.length; ) {
    let to = from + 2;
    while (to < sorted.length && goesOn(sorted, from, to)) to++;
    if (to - from >= LEAST_TICKS && !areYears(sorted.slice(from, to))) runs.push(sorted.slice(from, to));
    // The last tick of one run may begin the next.
    from = to - from >= LEAST_TICKS ? to : from + 1;
  }
  return runs;
}

/** Whether the tick at `to` is as far from the one before, in place and value, as the first two of the run are. */
function goesOn(ticks: readonly Tick[], from: number, to: number): boolean {
  const [first, second, before, tick] = [ticks[from]!, ticks[from + 1]!, ticks[to - 1]!, ticks[to]!];
  const drop = second.piece.baseline - first.piece.baseline;
  const step = second.value - first.value;
  // Values fall from the top down; two at one height are no axis.
  if (step >= 0 || drop < 0.5 * tick.piece.sizePt) return false;
  if (Math.abs(tick.piece.sizePt - first.piece.sizePt) > 0.05 * first.piece.sizePt) return false;
  const slack = 2 * (first.slack + tick.slack);
  return (
    Math.abs(tick.piece.baseline - before.piece.baseline - drop) < Math.max(0.6, 0.08 * drop) &&
    Math.abs(tick.value - before.value - step) <=
      slack * (slack < Math.abs(step) ? 1 : 0) + 1e-9 * Math.abs(step)
  );
}

/** A column of years from the newest to the oldest is the stub of a table. */
const areYears = (ticks: readonly Tick[]): boolean =>
  ticks.every(({ value }) => Number.isInteger(value) && value >= 1900 && value <= 2100) &&
  Math.abs(ticks[0]!.value - ticks[1]!.value) === 1;

/** Whether most ticks have their line to themselves: a row of a table is full. `others` are baselines, ascending. */
function standsAlone(axis: readonly Tick[], others: Float64Array): boolean {
  const crowded = axis.filter(({ piece: { baseline, sizePt } }) => {
    let [low, high] = [0, others.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (others[middle]! < baseline - 0.12 * sizePt) low = middle + 1;
      else high = middle;
    }
    return low < others.length && others[low]! < baseline + 0.12 * sizePt;
  });
  return crowded.length <= axis.length / 3;
}

/** The ticks and what lies in the chart that they belong to. */
function piecesOf(axis: readonly Tick[], axes: readonly Tick[][], pieces: readonly Piece[]): Piece[] {
  const own = axis.map(({ piece }) => piece);
  const size = own[0]!.sizePt;
  const left = least(own, ({ x0 }) => x0);
  const top = least(own, ({ y0 }) => y0) - size;
  const foot = most(own, ({ y1 }) => y1);
  const second = secondOf(axis, axes, pieces);
  const end = second === null ? null : most(second, ({ piece }) => piece.x1);
  const labels = labelsBelow(own, pieces, end);
  const x1 = Math.max(end ?? 0, labels.length === 0 ? 0 : most(labels, (label) => label.x1));
  const y1 = labels.length === 0 ? foot : most(labels, (label) => label.y1);
  const inside = pieces.filter(
    (piece) =>
      piece.x0 >= left - 1 && piece.x1 <= x1 + 1 && piece.y0 >= top && piece.y1 <= Math.max(foot, y1) + 1,
  );
  // Text that runs through it shows that it is none, or that its end was not found: then only the ticks are taken.
  const isChart = inside.every((piece) => lengthOf(piece) <= LONGEST_LABEL);
  return [...new Set([...own, ...(isChart ? [...inside, ...labels] : [])])];
}

/** The axis on the right of the same chart, level with this one; null when the next on its right is another chart's. */
function secondOf(axis: readonly Tick[], axes: readonly Tick[][], pieces: readonly Piece[]): Tick[] | null {
  const [top, foot] = [axis[0]!.piece, axis.at(-1)!.piece];
  const size = top.sizePt;
  const level = axes
    .filter(
      (one) =>
        one[0]!.piece.x0 > top.x1 &&
        Math.abs(one[0]!.piece.baseline - top.baseline) < size &&
        Math.abs(one.at(-1)!.piece.baseline - foot.baseline) < size,
    )
    .sort((a, b) => a[0]!.piece.x0 - b[0]!.piece.x0);
  const last = level.at(-1)?.at(-1)?.piece;
  if (last === undefined) return null;
  // Charts beside each other have one axis each, or each has two: then nothing stands to the right of the last.
  const width = level[0]![0]!.piece.x0 - top.x1;
  const hasLabels = pieces.some(
    (piece) => piece.x0 > last.x1 && piece.x0 < last.x1 + 0.8 * width && isBelow(piece, last),
  );
  return hasLabels || level.length % 2 === 0 ? null : level[0]!;
}

/** Whether a piece stands where the labels of an axis are: at the level of its lowest tick or right below. */
const isBelow = (piece: Piece, lowest: Piece): boolean =>
  piece.y0 > lowest.y0 - 0.4 * lowest.sizePt &&
  piece.y0 < lowest.y1 + 2.5 * lowest.sizePt &&
  lengthOf(piece) <= LONGEST_LABEL;

/** Labels below the lowest tick: a row at even distances, or turned ones; those to the right of `end` are another chart's. */
function labelsBelow(axis: readonly Piece[], pieces: readonly Piece[], end: number | null): Piece[] {
  const lowest = axis.at(-1)!;
  const size = lowest.sizePt;
  const near = pieces.filter(
    (piece) =>
      (piece.x0 + piece.x1) / 2 > lowest.x0 &&
      (end === null || piece.x1 <= end + size) &&
      isBelow(piece, lowest) &&
      !axis.includes(piece),
  );
  const turned = near.filter(({ turn }) => turn !== 0).sort((a, b) => a.x0 - b.x0);
  if (turned.length >= 3) return evenStart(turned);
  const [row = []] = groupRows(
    near.filter(({ turn, y0 }) => turn === 0 && y0 > lowest.baseline - size),
  ).filter((one) => one.length >= 3);
  return evenStart(row);
}

/** The labels from the left up to the first gap that is wider than those before: there another chart begins. */
function evenStart(row: readonly Piece[]): Piece[] {
  const middle = ({ x0, x1 }: Piece) => (x0 + x1) / 2;
  const steps = row.slice(1).map((piece, i) => middle(piece) - middle(row[i]!));
  const usual = [...steps].sort((a, b) => a - b)[steps.length >> 1] ?? 0;
  const broken = steps.findIndex((step) => step > 1.6 * usual + 2);
  return row.slice(0, broken < 0 ? row.length : broken + 1);
}

const lengthOf = (piece: Piece): number => piece.words.reduce((sum, { text }) => sum + text.length, 0);

function chartOf(pieces: readonly Piece[]): DraftChart {
  const rows = groupRows(pieces.filter(({ turn }) => turn === 0));
  return {
    labels: [...rows, ...pieces.filter(({ turn }) => turn !== 0).map((piece) => [piece])],
    x0: least(pieces, ({ x0 }) => x0),
    y0: least(pieces, ({ y0 }) => y0),
    x1: most(pieces, ({ x1 }) => x1),
    y1: most(pieces, ({ y1 }) => y1),
  };
}
