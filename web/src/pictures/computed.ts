// web/src/pictures/computed.ts: the level of a year before, computed from a level and its growth over a year.
//
// Exact integers, rounded once to the digits that the stated level has. Only where no document states the level
// itself, and always shown as computed, with its formula.

import type { LedgerRow } from "../api/types.ts";
import { grainOf, type Mark, type Slot, slotKeyOf } from "./slots.ts";

const EXTRA = 6;

/** 33.0 bn and 0.20 → 27.5 bn: level ÷ (1 + growth) to `step` (a power of ten as text); null when it cannot be told. */
export function levelBefore(level: string, growth: string, step: string): string | null {
  const [top, bottom] = [scaled(level), scaled(growth)];
  const unit = scaled(step);
  if (top === null || bottom === null || unit === null || unit <= 0n) return null;
  const one = 10n ** BigInt(PLACES);
  const factor = one + bottom;
  if (factor <= 0n || top < 0n) return null;
  const exact = (top * one) / factor;
  return written(((exact + unit / 2n) / unit) * unit);
}

const PLACES = 6 + EXTRA;

function scaled(decimal: string): bigint | null {
  const [, sign, whole, rest = ""] = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(decimal) ?? [];
  if (whole === undefined) return null;
  const digits = BigInt(whole + rest.slice(0, PLACES).padEnd(PLACES, "0"));
  return sign ? -digits : digits;
}

function written(value: bigint): string {
  const digits = value.toString().padStart(PLACES + 1, "0");
  const rest = digits.slice(-PLACES).replace(/0+$/, "");
  return digits.slice(0, -PLACES) + (rest === "" ? "" : `.${rest}`);
}

/** The slot's days, a year earlier. */
const yearBefore = (key: string): string =>
  key.replace(/\d{4}(?=-\d\d-\d\d)/g, (year) => String(Number(year) - 1)).replace("02-29", "02-28");

/** Adds computed marks to the periods of `slots` that no document states; the others are as they were. */
export function withComputed(slots: readonly Slot[], growths: readonly LedgerRow[]): Slot[] {
  const byPeriod = new Map<string, LedgerRow>();
  for (const row of growths) {
    if (row.period === null || row.low === null || row.low !== row.high || row.nature !== "actual") continue;
    const key = slotKeyOf(row.period);
    const known = byPeriod.get(key);
    if (known === undefined || known.confidence < row.confidence) byPeriod.set(key, row);
  }
  const computed = new Map<string, { mark: Mark; period: NonNullable<LedgerRow["period"]>; label: string }>();
  for (const { key, label, actual } of slots) {
    const growth = byPeriod.get(key);
    const level = actual?.rows[0];
    if (!growth || !level?.period || level.low === null || level.low !== level.high) continue;
    const before = levelBefore(level.low, growth.low!, level.step ?? "1");
    if (before === null) continue;
    computed.set(yearBefore(key), { mark: markOf(before, level, growth), period: level.period, label });
  }
  const known = new Set(slots.filter(({ actual }) => actual !== null).map(({ key }) => key));
  const kept = slots.map((slot) => {
    const found = known.has(slot.key) ? undefined : computed.get(slot.key);
    return found ? { ...slot, actual: found.mark } : slot;
  });
  const there = new Set(slots.map(({ key }) => key));
  const added = [...computed].flatMap(([key, { mark, period, label: after }]): Slot[] => {
    if (there.has(key) || grainOf(period) === "other") return [];
    const label = after.replace(/\d{4}/, (year) => String(Number(year) - 1));
    return [{ key, label, actual: mark, plan: null, others: [] }];
  });
  return [...added, ...kept].sort((a, b) => (a.key.slice(11) < b.key.slice(11) ? -1 : 1));
}

function markOf(before: string, level: LedgerRow, growth: LedgerRow): Mark {
  return {
    low: Number(before),
    high: Number(before),
    look: "computed",
    isConflict: false,
    rows: [level, growth],
    computed: { value: before, formula: `${level.text} ÷ (1 + ${growth.text})` },
  };
}
