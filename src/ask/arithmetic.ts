// ask/arithmetic.ts: which arithmetic a question asks for, and its result over rows of the ledger. By code, never by a model.
//
//   growth      (later − earlier) ÷ earlier          two periods of one metric of one entity
//   difference  a − b                                two periods, or two entities, or two metrics
//   ratio       a ÷ b                                two metrics or two entities
//   share       part ÷ whole                         two metrics, two entities, or a quarter of its year
//   sum, average                                     all that the question names
//
// Only rows that are levels, points and sure enough are used; each of them meets entity, metric and period of its
// place in the question. Operands of one document are preferred, and what a careful reader would ask is a caution.

import type { Arithmetic, Computed } from "../records/answer.ts";
import type { Figure } from "../records/figure.ts";
import type { Operand } from "../records/finding.ts";
import { type ExactNumber, exact, toDecimal } from "../values/decimal.ts";

const ASKED: readonly [Arithmetic, RegExp][] = [
  [
    "share",
    /\b(?:share of|percent(?:age)? of|proportion of|fraction of|as an? (?:%|percent(?:age)?) of|what % of)\b|占比|占.{0,20}(?:比例|比重|多少|几成)|比重|份额/i,
  ],
  [
    "growth",
    /\b(?:growth|grew|grow|y\/y|yoy|year[- ]over[- ]year|qoq|quarter[- ]over[- ]quarter|(?:percent(?:age)?|%) (?:change|increase|decrease|decline)|(?:increase|decrease|decline|change|drop|rise)[sd]? (?:in|of|from|between))\b|增长|增速|增幅|同比|环比|涨幅|降幅|变化率|下降了?多少/i,
  ],
  ["ratio", /\bratio\b|\bdivided by\b|\bhow many times\b|之比|比率|多少倍|几倍/i],
  [
    "difference",
    /\bdifference\b|\bhow much (?:more|less|higher|lower)\b|\bgap between\b|相差|差额|差距|差多少|(?:多|少|高|低)(?:了)?多少/i,
  ],
  ["average", /\b(?:average|mean) of\b|\bon average\b|\bthe average\b|平均/i],
  ["sum", /\b(?:sum of|combined|added up|add up|together|in total)\b|合计|总和|之和|加起来|一共|共计/i],
];

/** The arithmetic that a question asks for; null when it asks for none. */
export function arithmeticOf(question: string): Arithmetic | null {
  return ASKED.find(([, pattern]) => pattern.test(question))?.[0] ?? null;
}

/** Whether a growth is meant against the quarter before, not the year before. */
export const isSequential = (question: string): boolean =>
  /\bqoq\b|quarter[- ]over[- ]quarter|sequential|环比|上一?季/i.test(question);

/** One place in the formula and the rows that may stand there, best first. */
export interface Slot {
  role: string;
  rows: readonly Figure[];
}

/** Rows tried for each slot: the pairs grow with its square. */
const MOST_TRIED = 8;

/**
 * The result over rows that fit together; null when a place has no row, when what stands there is contested (rows say
 * different amounts and none is said more often), when units differ, or when the result is beyond belief: then
 * a row means something else than it seems.
 */
export function compute(
  arithmetic: Arithmetic,
  slots: readonly Slot[],
  { isOneDocument = false }: { isOneDocument?: boolean } = {},
): Computed | null {
  if (slots.length < 2 || slots.length > 12) return null;
  const settled = slots.map(({ role, rows }) => ({ role, rows: mostSaid(rows) }));
  if (settled.some(({ rows }) => rows.length === 0)) return null;
  const rows = slots.length === 2 ? bestPair(settled[0]!, settled[1]!) : bestRun(settled);
  if (rows === null) return null;
  if (isOneDocument && new Set(rows.map(({ documentId }) => documentId)).size > 1) return null;
  const values = rows.map((row) => exact(row.low!));
  const value = resultOf(arithmetic, values);
  if (value === null || !isBelievable(arithmetic, value)) return null;
  const isPure = arithmetic === "growth" || arithmetic === "share" || arithmetic === "ratio";
  const unit = arithmetic === "ratio" ? "x" : isPure ? "fraction" : rows[0]!.unit;
  const rounded = value.toSignificantDigits(12);
  return {
    arithmetic,
    formula: formulaOf(arithmetic, rows),
    value: toDecimal(rounded),
    unit,
    text: textOf(arithmetic, rounded, rows[0]!.unit),
    operands: rows.map((row, at) => operandOf(row, slots[at]!.role)),
    cautions: cautionsOf(rows, slots),
  };
}

/** A thousandfold growth or a part above its whole: one of the rows is of another scale or another thing. */
function isBelievable(arithmetic: Arithmetic, value: ExactNumber): boolean {
  if (arithmetic === "growth") return value.abs().lte(20);
  if (arithmetic === "share") return value.gte(-1) && value.lte(1);
  return arithmetic !== "ratio" || (value.abs().lte(10_000) && value.abs().gte("0.0001"));
}

/**
 * The rows of the amount that is said most often, in their order; all rows when they agree, none when two amounts are
 * said equally often. A segment's figure that is taken for the company's is said less often than the company's.
 */
function mostSaid(rows: readonly Figure[]): Figure[] {
  const groups: Figure[][] = [];
  for (const row of rows.slice(0, MOST_COUNTED)) {
    const group = groups.find(([first]) => first!.unit === row.unit && agrees(first!, row));
    if (group === undefined) groups.push([row]);
    else group.push(row);
  }
  groups.sort((a, b) => b.length - a.length);
  const [first, second] = groups;
  if (first === undefined) return [];
  return second !== undefined && second.length === first.length ? [] : first;
}
const MOST_COUNTED = 60;

/** A level that arithmetic may use: a point, no change, no share, no band. */
export const isLevel = (figure: Figure): boolean =>
  figure.relation === null &&
  figure.low !== null &&
  figure.low === figure.high &&
  !figure.isVague &&
  !figure.isRejected &&
  figure.dates === null;

function bestPair(first: Slot, second: Slot): Figure[] | null {
  let best: { rows: Figure[]; score: number } | null = null;
  for (const [i, a] of first.rows.slice(0, MOST_TRIED).entries()) {
    for (const [j, b] of second.rows.slice(0, MOST_TRIED).entries()) {
      if (a.id === b.id || a.unit !== b.unit) continue;
      const score = -i - j - misfit([a, b]);
      if (best === null || score > best.score) best = { rows: [a, b], score };
    }
  }
  return best?.rows ?? null;
}

function bestRun(slots: readonly Slot[]): Figure[] | null {
  let best: { rows: Figure[]; score: number } | null = null;
  for (const lead of slots[0]!.rows.slice(0, MOST_TRIED)) {
    const rows = slots.map(({ rows: all }) => {
      const fitting = all.slice(0, MOST_TRIED).filter(({ unit }) => unit === lead.unit);
      return fitting.sort((a, b) => misfit([lead, a]) - misfit([lead, b]))[0];
    });
    if (rows.some((row) => row === undefined)) continue;
    const score = -misfit(rows as Figure[]);
    if (best === null || score > best.score) best = { rows: rows as Figure[], score };
  }
  return best?.rows ?? null;
}

/** How badly rows go together: 0 for one document and one definition. A pair of one table beats any mixed one. */
function misfit(rows: readonly Figure[]): number {
  const differ = (of: (figure: Figure) => string): boolean => new Set(rows.map(of)).size > 1;
  return (
    (differ(({ documentId }) => documentId) ? 3 : 0) +
    (differ(({ basis }) => basis.join()) ? 4 : 0) +
    (differ(({ nature }) => nature) ? 1 : 0) +
    (differ(({ page }) => String(page)) ? 0.5 : 0)
  );
}

function resultOf(arithmetic: Arithmetic, values: readonly ExactNumber[]): ExactNumber | null {
  const [a, b] = values as [ExactNumber, ExactNumber];
  const sum = values.reduce((total, value) => total.plus(value));
  switch (arithmetic) {
    case "growth":
      // From a loss a growth in percent means nothing.
      return b.gt(0) ? a.minus(b).div(b) : null;
    case "difference":
      return a.minus(b);
    case "ratio":
    case "share":
      return b.isZero() ? null : a.div(b);
    case "sum":
      return sum;
    case "average":
      return sum.div(values.length);
  }
}

function formulaOf(arithmetic: Arithmetic, rows: readonly Figure[]): string {
  const words = rows.map((row) => row.text.replace(/\s+/g, " ").trim());
  switch (arithmetic) {
    case "growth":
      return `(${words[0]} − ${words[1]}) ÷ ${words[1]}`;
    case "difference":
      return `${words[0]} − ${words[1]}`;
    case "ratio":
    case "share":
      return `${words[0]} ÷ ${words[1]}`;
    case "sum":
      return words.join(" + ");
    case "average":
      return `(${words.join(" + ")}) ÷ ${words.length}`;
  }
}

function textOf(arithmetic: Arithmetic, value: ExactNumber, unit: string): string {
  if (arithmetic === "growth" || arithmetic === "share") return `${value.times(100).toFixed(1)} %`;
  if (arithmetic === "ratio") return `${value.toFixed(2)} x`;
  return `${scaled(value)} ${unit}`.trim();
}

const SCALES: readonly [power: number, word: string][] = [
  [12, " trillion"],
  [9, " billion"],
  [6, " million"],
];

function scaled(value: ExactNumber): string {
  for (const [power, word] of SCALES) {
    const scale = exact(10).pow(power);
    if (value.abs().gte(scale)) return `${value.div(scale).toDecimalPlaces(2).toFixed()}${word}`;
  }
  return value.toDecimalPlaces(4).toFixed();
}

function operandOf(figure: Figure, role: string): Operand {
  const { id, low, unit, text, documentId, versionId, page, quoteStart, quoteEnd, quote } = figure;
  return {
    figureId: id,
    role,
    value: low!,
    unit,
    text,
    citation: {
      documentId,
      versionId,
      page,
      pageLabel: null,
      start: quoteStart,
      end: quoteEnd,
      quote,
    },
  };
}

function cautionsOf(rows: readonly Figure[], slots: readonly Slot[]): string[] {
  const cautions: string[] = [];
  if (new Set(rows.map(({ documentId }) => documentId)).size > 1) cautions.push("two-documents");
  if (rows.some(({ nature }) => nature !== "actual")) cautions.push("estimate");
  if (new Set(rows.map(({ basis }) => basis.join())).size > 1) cautions.push("different-basis");
  const isContested = rows.some((row, at) =>
    slots[at]!.rows.slice(0, MOST_TRIED).some(
      (other) => other.unit === row.unit && other.basis.join() === row.basis.join() && !agrees(row, other),
    ),
  );
  if (isContested) cautions.push("others-differ");
  return cautions;
}

/** Whether two rows say the same amount, the coarser one's rounding allowed. */
function agrees(a: Figure, b: Figure): boolean {
  const step = [a.step, b.step].map((one) => exact(one ?? "0")).reduce((x, y) => (x.gt(y) ? x : y));
  return exact(a.low!).minus(exact(b.low!)).abs().lte(step);
}
