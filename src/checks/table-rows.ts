// checks/table-rows.ts: totals of rows: which rows above a total make it, found by trying.
//
// The rows above a total are held on a stack; a total that comes out right as the sum of the top of the stack takes the
// place of its parts, so that subtotals add up to totals:
//
//   goods 12 · services 30 → "Total revenue 42" → stack: [42] · costs (20) → "Gross profit 22" = 42 + (20)
//
// A set of rows found right in one column is the table's own rule, and only then may another column break it. How much a
// right column proves is a matter of its digits: many sets are tried, and a short number is met by chance.

import type { Figure } from "../records/figure.ts";
import { draftSum, type FindingDraft } from "./draft-sum.ts";
import { figureAt, type Grid } from "./grid.ts";
import { isExplainedBy, type Num, numbersOf } from "./table-columns.ts";

const TOTALS =
  /^\s*[（(]?(?:[一二三四五六七八九十]、|[A-Z\d][.)、]\s*)?\s*(?:total|subtotal|sub-total|合计|总计|小计|共计|gross (?:profit|margin)|operating (?:income|profit|earnings|\(loss)|(?:income|earnings) (?:\(loss\) )?(?:before|from)|(?:loss|profit) before|(?:comprehensive|net|adjusted net|adjusted) (?:income|loss|earnings|sales|revenue|cash|increase|decrease|change|assets|interest|property))|(?:合计|总计|小计|总额|净额|合\s+计)\s*(?:[（(].*)?$|^(?:.{0,3}毛利|.{0,3}营业利润|.{0,3}利润总额|.{0,3}净利润|.*(?:净增加|期末).*余额)|, net$|,? (?:at )?end of (?:the )?(?:period|year|quarter)|^balance,? |期末余额|期末数/i;
const SUM_LABEL = /total|合计|总计|小计|共计|合\s+计/i;
const LONGEST_STACK = 40;
const LONGEST_MIXED = 5;
/** A table of more totals than this is none that a person reads. */
const MOST_TOTALS = 120;
/** What a right column must prove for another one to be wrong: the chance of a sum that fits by accident, inverted. */
const PROOF = { named: 500, plain: 1e4, mixed: 1e6 };
const HOLDS_PROOF = { plain: 100, mixed: 1e5 };

interface Trial {
  parts: number[];
  signs: number[];
  isMixed: boolean;
  good: number[];
  bad: number[];
  /** Product of how many steps the right totals are: how unlikely it is that they are right by chance. */
  proof: number;
}

type Numbers = readonly (readonly (Num | null)[])[];

export function checkRows(grid: Grid): FindingDraft[] {
  const numbers = numbersOf(grid);
  if (numbers === null) return [];
  const drafts: FindingDraft[] = [];
  const broken = new Set<string>();
  let totals = 0;
  let stack: number[] = [];
  for (let row = 0; row < grid.cells.length; row++) {
    if (!grid.cells[row]!.some(({ figure }) => figure !== null)) continue;
    const isTotal = TOTALS.test(grid.labels[row]!) && totals++ < MOST_TOTALS;
    const best = isTotal ? bestTrial(grid, numbers, row, stack) : null;
    if (best !== null) {
      for (const column of best.good) drafts.push(draftDown(grid, row, column, best, "holds"));
      const wrong = best.bad[0];
      // A total that is wrong itself makes what it is a part of wrong: one finding says so.
      const isAlone = !best.parts.some((part) => broken.has(`${part} ${wrong}`));
      if (wrong !== undefined && isAlone && mayAccuse(grid, numbers, row, best)) {
        drafts.push(draftDown(grid, row, wrong, best, "fails"));
        broken.add(`${row} ${wrong}`);
      }
      stack = stack.filter((other) => !best.parts.includes(other));
    }
    stack.push(row);
    if (stack.length > LONGEST_STACK) stack = stack.slice(1);
  }
  return drafts;
}

/** The top of the stack that makes the total in most columns; null when none does in any. */
function bestTrial(grid: Grid, numbers: Numbers, row: number, stack: readonly number[]): Trial | null {
  let best: Trial | null = null;
  const consider = (parts: readonly number[], signs: readonly number[], isMixed: boolean): void => {
    const trial = tryParts(grid, numbers, row, parts, signs, isMixed);
    if (!isLikely(grid, row, trial)) return;
    const lead =
      best === null ? 1 : trial.good.length - trial.bad.length - best.good.length + best.bad.length;
    if (lead > 0) best = trial;
  };
  for (const sign of [1, -1])
    for (let count = 2; count <= stack.length; count++)
      consider(stack.slice(-count), signsFrom(count, sign), false);
  if (best !== null) return best;
  for (let count = 3; count <= Math.min(LONGEST_MIXED, stack.length); count++)
    for (let bits = 1; bits < 2 ** (count - 1) - 1; bits++)
      consider(
        stack.slice(-count),
        Array.from({ length: count }, (_, at) => (at > 0 && (bits >> (at - 1)) & 1 ? -1 : 1)),
        true,
      );
  return best;
}

/** The first is added, the others have one sign: a sum, or what is left of the first. */
const signsFrom = (count: number, sign: number): number[] =>
  Array.from({ length: count }, (_, at) => (at === 0 ? 1 : sign));

/**
 * Whether the rows may be the total's parts: right in more columns than wrong, or, with two years as most statements have
 * them, right in one to the last of many digits. What two rows make in one column of few digits may be chance.
 */
function isLikely(grid: Grid, row: number, { parts, isMixed, good, bad, proof }: Trial): boolean {
  if (good.length === 0 || bad.length > Math.max(1, good.length / 2)) return false;
  if (good.length <= bad.length) return proof >= (isMixed ? PROOF.mixed : 1_000);
  if (isMixed) return proof >= HOLDS_PROOF.mixed;
  return good.length > 1 || parts.length > 2 || SUM_LABEL.test(grid.labels[row]!) || proof >= 1_000;
}

function tryParts(
  grid: Grid,
  numbers: Numbers,
  row: number,
  parts: readonly number[],
  signs: readonly number[],
  isMixed: boolean,
): Trial {
  const trial: Trial = { parts: [...parts], signs: [...signs], isMixed, good: [], bad: [], proof: 1 };
  const seen = new Set<string>();
  for (let column = 1; column < grid.columns; column++) {
    const total = numbers[row]![column];
    if (total === null || total === undefined || total.value === 0n) continue;
    const off = offDown(grid, numbers, column, trial, total);
    if (off === null) continue;
    // A column that repeats another one proves nothing more.
    const values = [...parts, row].map((at) => numbers[at]![column]?.figure.low ?? "").join("|");
    if (seen.has(values)) continue;
    seen.add(values);
    if (off !== 0n) trial.bad.push(column);
    else {
      trial.good.push(column);
      trial.proof *= Number(abs(total.value) / (2n * (total.step === 0n ? 1n : total.step)) + 1n);
    }
  }
  return trial;
}

/** By how much a column misses the total, 0 within the written digits; null when it says nothing of it. */
function offDown(
  grid: Grid,
  numbers: Numbers,
  column: number,
  { parts, signs }: Pick<Trial, "parts" | "signs">,
  total: Num,
): bigint | null {
  let [sum, reach, filled] = [0n, total.step, 0];
  for (const [at, row] of parts.entries()) {
    const number = numbers[row]![column];
    if (number === null || number === undefined) {
      if (grid.cells[row]![column]?.isEmpty !== true) return null;
      continue;
    }
    if (number.figure.unit !== total.figure.unit) return null;
    filled++;
    sum += signs[at] === 1 ? number.value : -number.value;
    reach += number.step;
  }
  if (filled < 2) return null;
  const off = abs(sum - total.value);
  return off <= reach ? 0n : off;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** One column breaks what the others keep beyond chance, all of its cells are there, and no sign explains the gap. */
function mayAccuse(grid: Grid, numbers: Numbers, row: number, trial: Trial): boolean {
  const { parts, signs, good, bad, proof, isMixed } = trial;
  const least = isMixed ? PROOF.mixed : isCarriedForward(grid, row, parts) ? PROOF.named : PROOF.plain;
  if (bad.length !== 1 || good.length === 0 || proof < least) return false;
  const column = bad[0]!;
  const cells = [...parts, row].map((at) => numbers[at]![column]);
  if (cells.some((cell) => cell === null || cell === undefined)) return false;
  const filled = cells as Num[];
  const total = filled.at(-1)!;
  if (!good.every((other) => numbers[row]![other]!.figure.unit === total.figure.unit)) return false;
  const sum = filled
    .slice(0, -1)
    .reduce((all, { value }, at) => (signs[at] === 1 ? all + value : all - value), 0n);
  return !isExplainedBy(abs(sum - total.value), filled);
}

const OPENING = /begin|opening|期初|年初/i;
const CLOSING = /\bend\b|closing|期末|年末/i;

/** A close out of an opening and one change: the labels say what the digits prove elsewhere. */
const isCarriedForward = ({ labels }: Grid, row: number, parts: readonly number[]): boolean =>
  parts.length === 2 && CLOSING.test(labels[row]!) && parts.some((part) => OPENING.test(labels[part]!));

function draftDown(
  grid: Grid,
  row: number,
  column: number,
  trial: Trial,
  verdict: "holds" | "fails",
): FindingDraft {
  const parts = trial.parts.flatMap((part, at): { figure: Figure; sign: 1 | -1 }[] => {
    const figure = figureAt(grid, part, column);
    return figure === null ? [] : [{ figure, sign: trial.signs[at] === 1 ? 1 : -1 }];
  });
  return draftSum(parts, figureAt(grid, row, column)!, verdict, "other-columns-hold", {
    row: grid.labels[row]!.slice(0, 80),
    column: grid.heads[column]!.slice(0, 80),
    checkedBy: String(trial.good.length),
  });
}
