// checks/table-ratios.ts: what a table divides: rows of percent ("gross margin", "% of revenue"), columns of shares beside
// columns of amounts, and earnings per share.
//
// Which row a percent is of is found by trying; several columns must agree to a tenth of a percent before it is taken for
// the table's rule, and one that differs is accused only where the others leave no doubt.

import type { Figure } from "../records/figure.ts";
import { exact } from "../values/decimal.ts";
import { draftOf, type FindingDraft, given, percent, scaleOf, termsOf, write, writeFigure } from "./draft.ts";
import { shareOf } from "./formulas.ts";
import { figureAt, type Grid } from "./grid.ts";
import { type Interval, meet, middle } from "./interval.ts";
import { isFirm, meaningOf } from "./meaning.ts";

export const TABLE_RATIO = "table-ratio 1";
const PERCENT_LABEL = /%|percent|margin|rate|ratio|as a share|率|占|比重|比例/i;
const NO_SHARE = /change|growth|increase|decrease|同比|环比|增长|变动|增减|yoy|y\/y/i;
const SHARES = /shares|股数|股本/i;
const PER_SHARE = /per share|每股/i;
const EARNINGS = /^\s*(?:adjusted )?net (?:income|earnings|loss|\(loss|profit)|净利润/i;
const MOST_BASES = 14;
const MOST_SHARES = 60;
const MOST_NAMED = 4;
const SHORTEST_NAME = 2;
/** Rows of earnings, of shares and of what a share earns: a statement has a few of each. */
const MOST_OF_EACH = 6;
const MOST_ROWS = 300;
/** Percents of a tenth of a point: two that fit by accident are one in a quarter of a million. */
const FEWEST = { holds: 2, fails: 3 };

type Cells = (figure: Figure) => boolean;
const isAmount: Cells = (figure) => isFirm(figure) && figure.unit !== "fraction" && figure.low !== "0";
const isShare: Cells = (figure) => isFirm(figure) && figure.unit === "fraction";

interface Rule {
  good: { over: Figure; under: Figure; stated: Figure }[];
  bad: { over: Figure; under: Figure; stated: Figure }[];
}

export function checkRatios(grid: Grid): FindingDraft[] {
  if (grid.cells.length > MOST_ROWS) return [];
  return [...percentRows(grid), ...shareColumns(grid), ...perShare(grid)];
}

/** Columns in which three rows have what is needed, and whether the first is the second over the third. */
function tryRows(grid: Grid, stated: number, over: number, under: number, isStated: Cells): Rule {
  const rule: Rule = { good: [], bad: [] };
  const seen = new Set<string>();
  for (let column = 1; column < grid.columns; column++) {
    const [a, b, c] = [stated, over, under].map((row) => figureAt(grid, row, column));
    if (!a || !b || !c || !isStated(a) || !isAmount(b) || !isAmount(c)) continue;
    const form = `${a.low}|${b.low}|${c.low}`;
    if (!seen.has(form)) place(rule, { stated: a, over: b, under: c });
    seen.add(form);
  }
  return rule;
}

function place(rule: Rule, cells: Rule["good"][number]): void {
  const computed = shareOf(meaningOf(cells.over)!, meaningOf(cells.under)!);
  if (computed === null) return;
  const stated = meaningOf(cells.stated)!;
  if (meet(stated, computed)) rule.good.push(cells);
  else if (!meet(nudged(stated), computed)) rule.bad.push(cells);
}

/** Shares are often rounded so that they add up to 100: one step beside the right one is no error. */
function nudged({ low, high }: Interval): Interval {
  const step = high.minus(low);
  return { low: low.minus(step), high: high.plus(step) };
}

function percentRows(grid: Grid): FindingDraft[] {
  const amounts = rowsWith(grid, isAmount, 1);
  const shares = rowsWith(grid, isShare, FEWEST.holds).slice(0, MOST_SHARES);
  return shares.flatMap((row) => {
    const label = grid.labels[row]!;
    if (!PERCENT_LABEL.test(label) || NO_SHARE.test(label)) return [];
    const above = amounts.filter((other) => other < row);
    const named = amounts
      .filter((other) => label.toLowerCase().includes(nameOf(grid.labels[other]!)))
      .slice(0, MOST_NAMED);
    const overs = new Set([...above.slice(-2), ...named]);
    const unders = [...new Set([...above.slice(0, MOST_BASES), ...named])];
    const rules = [...overs].flatMap((over) =>
      unders.flatMap((under) => (over === under ? [] : [tryRows(grid, row, over, under, isShare)])),
    );
    return draftsOf(bestOf(rules), grid.labels[row]!);
  });
}

/** A label as another one may contain it; one of a letter or two never does. */
const nameOf = (label: string): string => {
  const name = label.trim().toLowerCase();
  return name.length < SHORTEST_NAME ? "\0" : name;
};

const rowsWith = (grid: Grid, is: Cells, least: number): number[] =>
  grid.cells.flatMap((cells, row) =>
    cells.filter(({ figure }) => figure !== null && is(figure)).length >= least ? [row] : [],
  );

/** A column of percents whose 100 % stands in one row: each is its amount over that row's. */
function shareColumns(grid: Grid): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (let column = 2; column < grid.columns; column++) {
    const base = grid.cells.findIndex((cells) => {
      const figure = cells[column]?.figure;
      return figure !== null && figure !== undefined && isShare(figure) && exact(figure.low!).eq(1);
    });
    if (base < 0 || NO_SHARE.test(grid.heads[column]!)) continue;
    const rule: Rule = { good: [], bad: [] };
    for (let row = 0; row < grid.cells.length; row++) {
      const [stated, over] = [figureAt(grid, row, column), figureAt(grid, row, column - 1)];
      const under = figureAt(grid, base, column - 1);
      if (row === base || !stated || !over || !under || !isShare(stated)) continue;
      if (isAmount(over) && isAmount(under) && over.unit === under.unit) place(rule, { stated, over, under });
    }
    if (rule.good.length >= FEWEST.fails * rule.bad.length)
      drafts.push(...draftsOf(rule, grid.heads[column]!));
  }
  return drafts;
}

/** Earnings over shares, basic and diluted. */
function perShare(grid: Grid): FindingDraft[] {
  const rows = rowsWith(grid, isAmount, 1);
  const earnings = rows.filter(
    (row) => EARNINGS.test(grid.labels[row]!) && !PER_SHARE.test(grid.labels[row]!),
  );
  if (earnings.length === 0) return [];
  return (["basic", "diluted"] as const).flatMap((kind) => {
    const own = rows
      .filter((row) => grid.labels[row]!.toLowerCase().includes(kind))
      .slice(0, 4 * MOST_OF_EACH);
    const isSmall: Cells = (figure) => isFirm(figure) && exact(figure.low!).abs().lt(10_000);
    const stated = own.filter((row) =>
      someCell(
        grid,
        row,
        (figure) => /\/share$/.test(figure.unit) || (isSmall(figure) && PER_SHARE.test(grid.labels[row]!)),
      ),
    );
    const shares = own.filter((row) =>
      someCell(
        grid,
        row,
        (figure) => SHARES.test(`${figure.unit} ${grid.labels[row]!}`) && exact(figure.low!).gte(10_000),
      ),
    );
    return stated.slice(0, MOST_OF_EACH).flatMap((row) => {
      const rules = shares
        .slice(0, MOST_OF_EACH)
        .flatMap((under) =>
          earnings.slice(0, MOST_OF_EACH).map((over) => tryRows(grid, row, over, under, isSmall)),
        );
      return draftsOf(bestOf(rules), grid.labels[row]!);
    });
  });
}

const someCell = (grid: Grid, row: number, is: Cells): boolean =>
  grid.cells[row]!.some(({ figure }) => figure !== null && isFirm(figure) && is(figure));

const bestOf = (rules: readonly Rule[]): Rule | null =>
  rules
    .filter(({ good, bad }) => good.length >= FEWEST.holds && bad.length <= 1)
    .sort((a, b) => b.good.length - b.bad.length - a.good.length + a.bad.length)[0] ?? null;

function draftsOf(rule: Rule | null, label: string): FindingDraft[] {
  if (rule === null || rule.good.length < FEWEST.holds) return [];
  const drafts = rule.good.map((cells) => ratioDraft(cells, "holds", null));
  const wrong = rule.bad[0];
  if (rule.bad.length === 1 && rule.good.length >= FEWEST.fails && wrong !== undefined)
    drafts.push(
      ratioDraft(wrong, "fails", {
        key: "other-ratios-hold",
        details: { row: label.slice(0, 80), checkedBy: String(rule.good.length) },
      }),
    );
  return drafts;
}

function ratioDraft(
  { over, under, stated }: Rule["good"][number],
  verdict: "holds" | "fails",
  reason: FindingDraft["reason"],
): FindingDraft {
  const computed: Interval = shareOf(meaningOf(over)!, meaningOf(under)!)!;
  const scale = scaleOf(over.unit === under.unit ? [over, under] : [over]);
  const divisor =
    over.unit === under.unit
      ? writeFigure(under, scale)
      : `${writeFigure(under, scaleOf([under]))}${scaleOf([under]).name}`;
  const result =
    stated.unit === "fraction"
      ? percent(middle(computed))
      : write(middle(computed), { by: exact(1), name: "" });
  return draftOf({
    check: TABLE_RATIO,
    parts: [
      { figure: over, role: "part" },
      { figure: under, role: "total" },
      { figure: stated, role: "stated" },
    ],
    formula: `${writeFigure(over, scale)}${over.unit === under.unit ? "" : scale.name} ÷ ${divisor} = ${result}`,
    terms: termsOf(over, "÷", under, "=", given(middle(computed), stated.unit)),
    stated: meaningOf(stated),
    computed,
    unit: stated.unit,
    verdict,
    reason: reason ?? undefined,
  });
}
