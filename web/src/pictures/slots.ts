// web/src/pictures/slots.ts: figures of one metric and entity, laid out by period for a picture or a table.
//
// A picture shows one length of period at a time: a quarter beside a year would be read as a fall. Nothing is
// averaged: figures that state the same value share a mark, the value that most documents state stands first,
// the others stay beside it. A period without a figure stays empty. Floats are for the picture only.

import type { LedgerRow } from "../api/types.ts";

export const GRAINS = ["quarter", "year", "half", "nine-months", "month", "instant", "other"] as const;
export type Grain = (typeof GRAINS)[number];

/** "plan" is everything that is not an actual: guidance, estimate, target, consensus. */
export type Look = "stated" | "plan" | "computed";

export interface Mark {
  low: number;
  high: number;
  look: Look;
  isConflict: boolean;
  /** Figures that state this value, the surest first; of a computed one, those it is made of. Never empty. */
  rows: LedgerRow[];
  /** How a computed value was made, exact. */
  computed?: { value: string; formula: string };
}

export interface Slot {
  key: string;
  label: string;
  actual: Mark | null;
  plan: Mark | null;
  /** Other values stated for the same period. */
  others: Mark[];
}

const DAY_MS = 86_400_000;
const MOST_SLOTS = 40;
const MONTHS: Partial<Record<Grain, number>> = { month: 1, quarter: 3, half: 6, year: 12 };
const LENGTHS: readonly [Grain, number, number][] = [
  ["instant", 0, 2],
  ["month", 28, 31],
  ["quarter", 88, 98],
  ["half", 180, 186],
  ["nine-months", 270, 278],
  ["year", 357, 373],
];

/** Days from the first to the last, both counted. */
function daysOf({ start, end }: { start: string; end: string }): number {
  return (Date.parse(end.slice(0, 10)) - Date.parse(start.slice(0, 10))) / DAY_MS + 1;
}

export function grainOf(period: { start: string; end: string }): Grain {
  const days = daysOf(period);
  return LENGTHS.find(([, least, most]) => days >= least && days <= most)?.[0] ?? "other";
}

/** The lengths of period that these figures have, the one with the most periods first. */
export function grainsOf(rows: readonly LedgerRow[]): { grain: Grain; periods: number }[] {
  const periods = new Map<Grain, Set<string>>();
  for (const { period } of rows) {
    if (period === null) continue;
    const grain = grainOf(period);
    const known = periods.get(grain) ?? new Set();
    periods.set(grain, known.add(`${period.start} ${period.end}`));
  }
  return [...periods]
    .map(([grain, found]) => ({ grain, periods: found.size }))
    .sort((a, b) => b.periods - a.periods || GRAINS.indexOf(a.grain) - GRAINS.indexOf(b.grain));
}

/**
 * First and last day of the slot that a period stands in: its own, except that a company's quarter, half or year is put
 * where most of its days lie, so that an NVIDIA quarter to October stands over the others' third and none is counted
 * between two calendars.
 */
export function slotKeyOf(period: { start: string; end: string }): string {
  const [start, end] = [period.start.slice(0, 10), period.end.slice(0, 10)];
  const step = MONTHS[grainOf(period)];
  if (step === undefined || step === 1) return `${start} ${end}`;
  const middle = new Date((Date.parse(start) + Date.parse(end)) / 2);
  const month = Math.floor(middle.getUTCMonth() / step) * step;
  const first = new Date(Date.UTC(middle.getUTCFullYear(), month, 1));
  const last = new Date(Date.UTC(middle.getUTCFullYear(), month + step, 0));
  return `${first.toISOString().slice(0, 10)} ${last.toISOString().slice(0, 10)}`;
}

/** The period's own label where it fills its slot, else the calendar's. */
function labelOfSlot(key: string, period: { start: string; end: string; label: string }): string {
  const step = MONTHS[grainOf(period)];
  if (step === undefined || step === 1 || key === `${period.start.slice(0, 10)} ${period.end.slice(0, 10)}`)
    return /^FY/.test(period.label) && step !== undefined ? labelFor(key.slice(0, 10), step) : period.label;
  return labelFor(key.slice(0, 10), step);
}

/** Every period of this length in order of time, gaps as empty slots; the latest forty at most. */
export function slotsOf(rows: readonly LedgerRow[], grain: Grain): Slot[] {
  const ofGrain = rows.filter(
    // "Multibillion" is a band, never a measurement: nothing one could draw.
    ({ period, low, high, isRejected, isVague }) =>
      period !== null &&
      low !== null &&
      high !== null &&
      !isRejected &&
      !isVague &&
      grainOf(period) === grain,
  );
  const groups = Map.groupBy(ofGrain, ({ period }) => slotKeyOf(period!));
  const filled = [...groups]
    .map(([key, found]) => ({ key, label: labelOfSlot(key, found[0]!.period!), ...marksOf(found) }))
    .sort((a, b) => (a.key.slice(11) < b.key.slice(11) ? -1 : a.key.slice(11) > b.key.slice(11) ? 1 : 0));
  return withGaps(filled, grain).slice(-MOST_SLOTS);
}

/** Periods of several rows as one axis, in order of time. */
export function axisOf(rows: readonly (readonly Slot[])[], grain: Grain): { key: string; label: string }[] {
  const all = new Map<string, Slot>();
  for (const { key, label } of rows.flat())
    if (!all.has(key)) all.set(key, { key, label, actual: null, plan: null, others: [] });
  const ordered = [...all.values()].sort((a, b) => (a.key.slice(11) < b.key.slice(11) ? -1 : 1));
  return withGaps(ordered, grain).slice(-MOST_SLOTS);
}

function marksOf(rows: readonly LedgerRow[]): Pick<Slot, "actual" | "plan" | "others"> {
  const byValue = Map.groupBy(rows, (row) => `${row.low} ${row.high} ${lookOf(row)}`);
  const marks = [...byValue.values()]
    .map((found) => markOf(found))
    .sort((a, b) => documentsOf(b) - documentsOf(a) || b.rows[0]!.confidence - a.rows[0]!.confidence);
  const actual = marks.find((mark) => mark.look !== "plan" && !isTooEarly(mark)) ?? null;
  const plan = marks.find(({ look }) => look === "plan") ?? null;
  return { actual, plan, others: marks.filter((mark) => mark !== actual && mark !== plan) };
}

function markOf(rows: LedgerRow[]): Mark {
  const sorted = rows.toSorted((a, b) => b.confidence - a.confidence || (a.sortAt < b.sortAt ? 1 : -1));
  const verdicts = sorted.flatMap(({ findings }) => findings.map(({ verdict }) => verdict));
  return {
    low: Number(sorted[0]!.low),
    high: Number(sorted[0]!.high),
    look: lookOf(sorted[0]!),
    isConflict: verdicts.includes("conflict") || verdicts.includes("fails"),
    rows: sorted,
  };
}

/** A result told before its period ended is a doubtful reading: it never stands first. */
const isTooEarly = ({ rows }: Mark): boolean =>
  rows.every(
    ({ period, sortAt }) => period!.basis === "calendar" && sortAt.slice(0, 10) < period!.end.slice(0, 10),
  );

const lookOf = ({ nature }: LedgerRow): Look => (nature === "actual" ? "stated" : "plan");

const documentsOf = ({ rows }: Mark): number => new Set(rows.map(({ documentId }) => documentId)).size;

/** Puts empty slots where a period is missing between two others of a regular calendar. */
function withGaps<One extends Slot>(slots: readonly One[], grain: Grain): Slot[] {
  const step = MONTHS[grain];
  if (step === undefined || slots.length < 2) return [...slots];
  const filled: Slot[] = [];
  for (const slot of slots) {
    const before = filled.at(-1);
    const missing = before === undefined ? 0 : Math.round(monthsBetween(before.key, slot.key) / step) - 1;
    if (before !== undefined && missing > 0 && missing <= MOST_SLOTS)
      for (let index = 1; index <= missing; index++) filled.push(emptyAfter(before.key, index * step, step));
    filled.push(slot);
  }
  return filled;
}

const monthsBetween = (a: string, b: string): number =>
  (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7));

function emptyAfter(key: string, months: number, length: number): Slot {
  const start = new Date(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5, 7)) - 1 + months, 1));
  const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + length, 0));
  const [from, to] = [start, end].map((day) => day.toISOString().slice(0, 10)) as [string, string];
  return { key: `${from} ${to}`, label: labelFor(from, length), actual: null, plan: null, others: [] };
}

function labelFor(start: string, months: number): string {
  const year = start.slice(0, 4);
  const month = Number(start.slice(5, 7));
  if (months === 12) return year;
  if (months === 6) return `${year}H${month <= 6 ? 1 : 2}`;
  return months === 3 ? `${year}Q${Math.ceil(month / 3)}` : start.slice(0, 7);
}

/** A label short enough for an axis: "2025Q3" → "25Q3", "as of 2025-10-31" → "25-10-31". */
export const shortLabel = (label: string): string =>
  label.replace(/^as of /, "").replace(/^(?:FY)?20(\d\d)(?=[QH-]\d)/, "$1");
