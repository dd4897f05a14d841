// checks/table-columns.ts: columns that make another column: segments and their total, opening and movements and closing.
//
// Which columns belong together is not written anywhere, so identities are looked for: a pair of columns anywhere, or a run
// of columns before the last with a sign each. One that comes out right in several rows, to the last of their digits, is the
// table's own rule; a single row that breaks it is wrong, unless a sign or an empty cell would explain the gap.
//
// Numbers are whole multiples of the table's smallest step here: many sums are tried, and all must be exact.

import type { Figure } from "../records/figure.ts";
import { draftSum, type FindingDraft } from "./draft-sum.ts";
import { figureAt, type Grid } from "./grid.ts";
import { isFirm } from "./meaning.ts";

export interface Num {
  figure: Figure;
  value: bigint;
  /** Half the last written digit, doubled like the values: see `doubled`. */
  step: bigint;
}

interface Rule {
  target: number;
  parts: readonly number[];
  signs: readonly number[];
  good: number[];
  bad: number[];
}

const LONGEST_RUN = 8;
const LONGEST_SIGNED = 5;
const MOST_COLUMNS = 14;
const FEWEST_ROWS = 3;
const TOTAL_HEAD = /total|consolidated|worldwide|合计|总计|期末|年末|closing|end(?:ing)? /i;
/** Rows that do not add up over periods or parts. */
const NO_SUM = /average|weighted|per share|\brate\b|margin|ratio|每股|平均|加权|率/i;
const CHANGE_HEAD = /change|growth|variance|%|同比|环比|增减|变动|增长|幅度|增速/i;
/** What fewer digits make comes out right by chance. */
const FEWEST_STEPS = 100n;

/** Columns of a table that are sums of others, in the rows where they hold and in the one where they do not. */
export function checkColumns(grid: Grid): FindingDraft[] {
  if (grid.columns < 4) return [];
  const numbers = numbersOf(grid);
  if (numbers === null) return [];
  const drafts: FindingDraft[] = [];
  const taken: Rule[] = [];
  for (const rule of rulesOf(grid, numbers)) {
    // A column is the sum of one set of columns; a second set, or one with a whole rule in it, is rules told again.
    if (taken.some((other) => other.target === rule.target || holdsAll(rule, other))) continue;
    taken.push(rule);
    for (const row of rule.good) drafts.push(draftOf(grid, numbers, row, rule, "holds"));
    const wrong = rule.bad[0];
    if (
      rule.bad.length === 1 &&
      wrong !== undefined &&
      isWhole(numbers, wrong, rule) &&
      mayAccuse(numbers, wrong, rule)
    )
      drafts.push(draftOf(grid, numbers, wrong, rule, "fails"));
  }
  return drafts;
}

const holdsAll = (rule: Rule, other: Rule): boolean =>
  [...other.parts, other.target].every((column) => column === rule.target || rule.parts.includes(column));

/** The table's cells as whole numbers of one small step; null when they are too fine or too few. */
export function numbersOf(grid: Grid): (Num | null)[][] | null {
  const figures = grid.cells.flatMap((row) => row.map(({ figure }) => figure));
  const decimals = Math.max(
    0,
    ...figures.map((figure) =>
      Math.max(figure?.low?.split(".")[1]?.length ?? 0, figure?.step?.split(".")[1]?.length ?? 0),
    ),
  );
  if (decimals > 12) return null;
  return grid.cells.map((row) =>
    row.map(({ figure }) => {
      if (figure === null || !isFirm(figure) || figure.unit === "fraction") return null;
      return { figure, value: whole(figure.low!, decimals) * 2n, step: whole(figure.step!, decimals) };
    }),
  );
}

function whole(value: string, decimals: number): bigint {
  const [head, tail = ""] = value.replace("-", "").split(".") as [string, string?];
  const size = BigInt(`${head}${tail.padEnd(decimals, "0")}`);
  return value.startsWith("-") ? -size : size;
}

/** Rules that rows keep, those that most rows keep first. */
function rulesOf(grid: Grid, numbers: readonly (readonly (Num | null)[])[]): Rule[] {
  const columns = Array.from({ length: Math.min(grid.columns, MOST_COLUMNS) }, (_, at) => at)
    .slice(1)
    .filter((at) => numbers.filter((row) => row[at] !== null && row[at] !== undefined).length >= FEWEST_ROWS);
  const rules: Rule[] = [];
  for (const target of columns) {
    if (CHANGE_HEAD.test(grid.heads[target]!)) continue;
    const before = columns.filter((at) => at < target && !CHANGE_HEAD.test(grid.heads[at]!));
    for (let count = 2; count <= Math.min(LONGEST_RUN, before.length); count++) {
      const parts = before.slice(-count);
      const signings = count <= LONGEST_SIGNED ? signsOf(count) : [Array.from({ length: count }, () => 1)];
      for (const signs of signings) keep(rules, tryRule(grid, numbers, { target, parts, signs }));
    }
    const others = columns.filter((at) => at !== target && !CHANGE_HEAD.test(grid.heads[at]!));
    for (const a of others)
      for (const b of others)
        if (a < b) keep(rules, tryRule(grid, numbers, { target, parts: [a, b], signs: [1, 1] }));
  }
  const weigh = ({ good, bad, target }: Rule): number =>
    good.length - 2 * bad.length + (TOTAL_HEAD.test(grid.heads[target]!) ? 0.5 : 0);
  return rules.sort((a, b) => weigh(b) - weigh(a) || a.parts.length - b.parts.length || b.target - a.target);
}

function keep(rules: Rule[], rule: Rule): void {
  if (rule.good.length >= FEWEST_ROWS && rule.bad.length * FEWEST_ROWS <= rule.good.length) rules.push(rule);
}

/** All ways to add and subtract so many columns; the first is added. */
const signsOf = (count: number): number[][] =>
  Array.from({ length: 2 ** (count - 1) }, (_, bits) =>
    Array.from({ length: count }, (__, at) => (at > 0 && (bits >> (at - 1)) & 1 ? -1 : 1)),
  );

function tryRule(
  grid: Grid,
  numbers: readonly (readonly (Num | null)[])[],
  { target, parts, signs }: Pick<Rule, "target" | "parts" | "signs">,
): Rule {
  const rule: Rule = { target, parts, signs, good: [], bad: [] };
  const seen = new Set<string>();
  for (let row = 0; row < numbers.length; row++) {
    const off = offAt(grid, numbers, row, rule);
    if (off === null) continue;
    if (off !== 0n) {
      if (isMadeUpFor(numbers, row, rule, off)) continue;
      rule.bad.push(row);
      // Most trials end here: what more rows break than keep is no rule.
      if (rule.bad.length >= FEWEST_ROWS && rule.bad.length > rule.good.length) break;
      continue;
    }
    const values = [...parts, target].map((at) => numbers[row]![at]?.figure.low ?? "").join("|");
    if (!seen.has(values)) rule.good.push(row);
    seen.add(values);
  }
  return rule;
}

/** What a column that few rows fill ("moved", "other") explains. */
function isMadeUpFor(
  numbers: readonly (readonly (Num | null)[])[],
  row: number,
  { target, parts }: Pick<Rule, "target" | "parts">,
  off: bigint,
): boolean {
  const slack = parts.reduce(
    (sum, part) => sum + (numbers[row]![part]?.step ?? 0n),
    numbers[row]![target]!.step,
  );
  return numbers[row]!.some(
    (number, column) =>
      number !== null &&
      column > parts[0]! &&
      column < target &&
      !parts.includes(column) &&
      abs(abs(number.value) - off) <= slack + number.step,
  );
}

/** By how much a row misses a rule, 0 within the written digits; null when it says nothing of it. */
function offAt(
  grid: Grid,
  numbers: readonly (readonly (Num | null)[])[],
  row: number,
  { target, parts, signs }: Pick<Rule, "target" | "parts" | "signs">,
): bigint | null {
  const total = numbers[row]![target];
  if (total === null || total === undefined || total.value === 0n) return null;
  if (NO_SUM.test(grid.labels[row]!)) return null;
  if (abs(total.value) < FEWEST_STEPS * 2n * total.step) return null;
  let [sum, reach, filled] = [0n, total.step, 0];
  for (const [at, part] of parts.entries()) {
    const number = numbers[row]![part];
    if (number === null || number === undefined) {
      if (grid.cells[row]![part]?.isEmpty !== true) return null;
      continue;
    }
    if (number.figure.unit !== total.figure.unit) return null;
    if (number.value !== 0n) filled++;
    sum += signs[at] === 1 ? number.value : -number.value;
    reach += number.step;
  }
  if (filled < 2) return null;
  const off = abs(sum - total.value);
  return off <= reach ? 0n : off;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** A part that is filled in few of the rows that hold is no part of the rule, and one that only the wrong row has was left out. */
function isWhole(numbers: readonly (readonly (Num | null)[])[], row: number, rule: Rule): boolean {
  const filledIn = (column: number): number =>
    rule.good.filter((at) => {
      const number = numbers[at]![column];
      return number !== null && number !== undefined && number.value !== 0n;
    }).length;
  if (rule.parts.some((part) => filledIn(part) < FEWEST_ROWS)) return false;
  return numbers[row]!.every(
    (number, column) =>
      number === null ||
      column === rule.target ||
      rule.parts.includes(column) ||
      filledIn(column) * 2 >= rule.good.length,
  );
}

/** All cells are there, and neither a sign nor a cell left out explains the gap. */
function mayAccuse(numbers: readonly (readonly (Num | null)[])[], row: number, rule: Rule): boolean {
  const cells = [...rule.parts, rule.target].map((at) => numbers[row]![at]);
  if (cells.some((cell) => cell === null || cell === undefined)) return false;
  const filled = cells as Num[];
  const total = filled.at(-1)!;
  const sum = filled
    .slice(0, -1)
    .reduce((all, { value }, at) => (rule.signs[at] === 1 ? all + value : all - value), 0n);
  return !isExplainedBy(abs(sum - total.value), filled);
}

/** A gap as large as a cell or twice a cell comes from one left out or a sign: more likely our reading than an error. */
export function isExplainedBy(off: bigint, cells: readonly Num[]): boolean {
  const slack = cells.reduce((sum, { step }) => sum + step, 0n);
  return cells.some(({ value }) => [abs(value), abs(value) * 2n].some((size) => abs(size - off) <= slack));
}

function draftOf(
  grid: Grid,
  _numbers: readonly (readonly (Num | null)[])[],
  row: number,
  rule: Rule,
  verdict: "holds" | "fails",
): FindingDraft {
  const parts = rule.parts.flatMap((part, at) => {
    const figure = figureAt(grid, row, part);
    return figure === null ? [] : [{ figure, sign: rule.signs[at] === 1 ? (1 as const) : (-1 as const) }];
  });
  return draftSum(parts, figureAt(grid, row, rule.target)!, verdict, "other-rows-add", {
    row: grid.labels[row]!.slice(0, 80),
    column: grid.heads[rule.target]!.slice(0, 80),
    checkedBy: String(rule.good.length),
  });
}
