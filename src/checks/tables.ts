// checks/tables.ts: totals of rows, totals of columns, and columns of change, in tables.
//
// Which rows make a total is not written anywhere. The rows above it are held on a stack; a total that comes out right
// as the sum of the top of the stack takes the place of its parts, so that subtotals add up to totals:
//
//   goods 12 · services 30 → "Total revenue 42" → stack: [42] · costs (20) → "Gross profit 22" = 42 + (20)
//
// A set of rows found right in one column is the table's own rule, and only then may another column break it. Where the
// gap is one of the parts (a sign, a row read twice) it is more likely our reading, and nothing is claimed.

import type { Figure } from "../records/figure.ts";
import { exact } from "../values/decimal.ts";
import { draftOf, type FindingDraft, scaleOf, write, writeFigure } from "./draft.ts";
import { sumOf } from "./formulas.ts";
import { addendAt, figureAt, type Grid, gridsOf } from "./grid.ts";
import type { Groups } from "./groups.ts";
import { gap, type Interval, meet, middle, subtract } from "./interval.ts";
import { isFirm, meaningOf } from "./meaning.ts";
import { checkChangeColumns } from "./table-changes.ts";

export const TABLE_SUM = "table-sum 1";
const TOTALS =
  /^\s*[（(]?(?:[一二三四五六七八九十]、|[A-Z\d][.)、]\s*)?\s*(?:total|subtotal|sub-total|合计|总计|小计|共计|gross (?:profit|margin)|operating (?:income|profit|\(loss)|income (?:\(loss\) )?(?:before|from)|(?:loss|profit) before|net (?:income|loss|earnings|sales|revenue|cash|increase|decrease|change|assets))|(?:合计|总计|小计|总额|净额|合\s+计)\s*(?:[（(].*)?$|^(?:毛利|营业利润|利润总额|净利润)|, net$/i;
const SUM_LABEL = /total|合计|总计|小计|共计|合\s+计/i;
const LONGEST_STACK = 40;
const MOST_FINDINGS = 400;

export function checkTables(groups: Groups): FindingDraft[] {
  if (groups.text === "") return [];
  const drafts: FindingDraft[] = [];
  for (const grid of gridsOf(groups)) {
    if (drafts.length > MOST_FINDINGS) break;
    drafts.push(...downwards(grid), ...across(grid), ...checkChangeColumns(grid));
  }
  return drafts.slice(0, MOST_FINDINGS);
}

interface Trial {
  parts: number[];
  /** Sign of the parts after the first: "revenue − costs" subtracts them. */
  isDifference: boolean;
  good: number[];
  bad: number[];
}

function downwards(grid: Grid): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  let stack: number[] = [];
  for (let row = 0; row < grid.cells.length; row++) {
    if (!grid.cells[row]!.some(({ figure }) => figure !== null)) continue;
    const best = TOTALS.test(grid.labels[row]!) ? bestTrial(grid, row, stack) : null;
    if (best !== null) {
      for (const column of best.good) drafts.push(draftDown(grid, row, column, best, "holds"));
      if (mayAccuse(grid, row, best)) drafts.push(draftDown(grid, row, best.bad[0]!, best, "fails"));
      stack = stack.filter((other) => !best.parts.includes(other));
    }
    stack.push(row);
    if (stack.length > LONGEST_STACK) stack = stack.slice(1);
  }
  return drafts;
}

/** The top of the stack that makes the total in most columns; null when none does in any. */
function bestTrial(grid: Grid, row: number, stack: readonly number[]): Trial | null {
  let best: Trial | null = null;
  for (const isDifference of [false, true]) {
    for (let count = 2; count <= stack.length; count++) {
      const trial = tryParts(grid, row, stack.slice(-count), isDifference);
      if (!isLikely(grid, row, trial)) continue;
      const lead =
        best === null ? 1 : trial.good.length - trial.bad.length - best.good.length + best.bad.length;
      if (lead > 0) best = trial;
    }
  }
  // Two rows that make a third in one column alone may be chance.
  return best !== null && (best.good.length > 1 || best.parts.length > 2 || isPlainTotal(grid, row))
    ? best
    : null;
}

/**
 * Whether the rows may be the total's parts: right in more columns than wrong, or, with two years as most statements
 * have them, right in one to the last of many digits. Three numbers or more do not make such a total by chance.
 */
function isLikely(grid: Grid, row: number, { parts, good, bad }: Trial): boolean {
  if (good.length > bad.length) return true;
  return (
    good.length === 1 &&
    bad.length === 1 &&
    parts.length >= 3 &&
    hasManyDigits(figureAt(grid, row, good[0]!)!)
  );
}

/** Written to a thousandth of itself at least. */
const hasManyDigits = (figure: Figure): boolean =>
  figure.low !== null && figure.step !== null && exact(figure.low).abs().gte(exact(figure.step).times(1_000));

const isPlainTotal = (grid: Grid, row: number): boolean => SUM_LABEL.test(grid.labels[row]!);

function tryParts(grid: Grid, row: number, parts: readonly number[], isDifference: boolean): Trial {
  const trial: Trial = { parts: [...parts], isDifference, good: [], bad: [] };
  const seen = new Set<string>();
  for (let column = 1; column < grid.columns; column++) {
    const total = figureAt(grid, row, column);
    if (total === null || !isFirm(total) || total.low === "0") continue;
    const sum = sumDown(grid, column, trial, total.unit);
    if (sum === null) continue;
    // A column that repeats another one proves nothing more.
    const values = [...parts, row].map((at) => figureAt(grid, at, column)?.low ?? "").join("|");
    if (seen.has(values)) continue;
    seen.add(values);
    (meet(meaningOf(total)!, sum) ? trial.good : trial.bad).push(column);
  }
  return trial;
}

function sumDown(grid: Grid, column: number, { parts, isDifference }: Trial, unit: string): Interval | null {
  const addends: Interval[] = [];
  let filled = 0;
  for (const row of parts) {
    const addend = addendAt(grid, row, column, unit);
    if (addend === null) return null;
    if (figureAt(grid, row, column) !== null) filled++;
    addends.push(addend);
  }
  if (filled < 2) return null;
  return isDifference ? addends.slice(1).reduce(subtract, addends[0]!) : sumOf(addends);
}

/** One column breaks what at least two others (or one with many parts) keep, all of one unit, and no sign explains it. */
function mayAccuse(grid: Grid, row: number, { parts, isDifference, good, bad }: Trial): boolean {
  if (bad.length !== 1 || (good.length < 2 && parts.length < 3) || !isPlainTotal(grid, row)) return false;
  const column = bad[0]!;
  const total = figureAt(grid, row, column)!;
  if (total.unit === "fraction") return false;
  if (!good.every((other) => figureAt(grid, row, other)!.unit === total.unit)) return false;
  const figures = parts.map((part) => figureAt(grid, part, column));
  if (!figures.every((figure) => figure !== null && isFirm(figure))) return false;
  const sum = sumDown(grid, column, { parts, isDifference, good, bad }, total.unit)!;
  return !isExplained(gap(sum, meaningOf(total)!), figures as Figure[]);
}

/** A gap as large as a part or twice a part comes from a row left out or a sign: more likely our reading than an error. */
function isExplained(missing: Interval["low"], figures: readonly Figure[]): boolean {
  return figures.some((figure) => {
    const own = meaningOf(figure)!;
    const size = middle(own).abs();
    return [size, size.times(2)].some((value) =>
      value.minus(missing).abs().lte(own.high.minus(own.low).times(figures.length)),
    );
  });
}

function draftDown(
  grid: Grid,
  row: number,
  column: number,
  trial: Trial,
  verdict: "holds" | "fails",
): FindingDraft {
  const total = figureAt(grid, row, column)!;
  const figures = trial.parts.flatMap((part) => figureAt(grid, part, column) ?? []);
  return sumDraft(figures, total, trial.isDifference, sumDown(grid, column, trial, total.unit)!, verdict, {
    row: grid.labels[row]!.slice(0, 80),
    column: grid.heads[column]!.slice(0, 80),
    checkedBy: String(trial.good.length),
  });
}

function sumDraft(
  figures: readonly Figure[],
  total: Figure,
  isDifference: boolean,
  computed: Interval,
  verdict: "holds" | "fails",
  details: Record<string, string>,
): FindingDraft {
  const scale = scaleOf([...figures, total]);
  const shown = figures.map((figure, at) => {
    const value = write(middle(meaningOf(figure)!), scale);
    return at > 0 && value.startsWith("-") ? `(${value})` : value;
  });
  return draftOf({
    check: TABLE_SUM,
    parts: [
      ...figures.map((figure, at) => ({ figure, role: isDifference && at > 0 ? "subtracted" : "part" })),
      { figure: total, role: "total" },
    ],
    formula: `${shown.join(isDifference ? " − " : " + ")} ${verdict === "holds" ? "=" : "≠"} ${writeFigure(total, scale)}${scale.name}`,
    stated: meaningOf(total),
    computed,
    unit: total.unit,
    verdict,
    reason: verdict === "fails" ? { key: "other-columns-hold", details } : undefined,
  });
}

/** A last column "Total" against the columns before it, row by row. */
function across(grid: Grid): FindingDraft[] {
  const column = grid.heads.findLastIndex(
    (head, at) => at > 2 && /^(?:total|合计|总计|consolidated)/i.test(head),
  );
  if (column < 0) return [];
  const drafts: FindingDraft[] = [];
  for (let first = column - 2; first >= 1; first--) {
    const parts = Array.from({ length: column - first }, (_, at) => first + at);
    const { good, bad } = rowsThatHold(grid, parts, column);
    if (good.length < 2 || good.length < 4 * bad.length) continue;
    for (const row of good) drafts.push(draftAcross(grid, row, parts, column, "holds"));
    const wrong = bad[0];
    if (bad.length === 1 && good.length >= 4 && wrong !== undefined && isClean(grid, wrong, parts, column))
      drafts.push(draftAcross(grid, wrong, parts, column, "fails"));
    break;
  }
  return drafts;
}

function rowsThatHold(
  grid: Grid,
  parts: readonly number[],
  column: number,
): { good: number[]; bad: number[] } {
  const [good, bad]: [number[], number[]] = [[], []];
  for (let row = 0; row < grid.cells.length; row++) {
    const total = figureAt(grid, row, column);
    if (total === null || !isFirm(total) || total.unit === "fraction" || total.low === "0") continue;
    const sum = sumAcross(grid, row, parts, total.unit);
    if (sum !== null) (meet(meaningOf(total)!, sum) ? good : bad).push(row);
  }
  return { good, bad };
}

function sumAcross(grid: Grid, row: number, parts: readonly number[], unit: string): Interval | null {
  const addends = parts.map((part) => addendAt(grid, row, part, unit));
  if (addends.includes(null) || parts.filter((part) => figureAt(grid, row, part) !== null).length < 2)
    return null;
  return sumOf(addends as Interval[]);
}

function isClean(grid: Grid, row: number, parts: readonly number[], column: number): boolean {
  const figures = parts.map((part) => figureAt(grid, row, part));
  const total = figureAt(grid, row, column)!;
  if (!figures.every((figure) => figure !== null && isFirm(figure))) return false;
  const sum = sumAcross(grid, row, parts, total.unit)!;
  return !isExplained(gap(sum, meaningOf(total)!), figures as Figure[]);
}

function draftAcross(
  grid: Grid,
  row: number,
  parts: readonly number[],
  column: number,
  verdict: "holds" | "fails",
): FindingDraft {
  const total = figureAt(grid, row, column)!;
  const figures = parts.flatMap((part) => figureAt(grid, row, part) ?? []);
  return sumDraft(figures, total, false, sumAcross(grid, row, parts, total.unit)!, verdict, {
    row: grid.labels[row]!.slice(0, 80),
    column: grid.heads[column]!.slice(0, 80),
  });
}
