// web/src/pictures/sums.ts: the sum of a period over all rows of the period table, where a sum is right.
//
// Only amounts add up: money, counts, power, energy, never shares, margins, ratios, prices or growth. Only companies
// add up: a unit beside its company would count twice. Only a full column adds up: a sum with a hole in it is no sum.

import type { LedgerRow } from "../api/types.ts";
import type { Mark, Slot } from "./slots.ts";

const ADDING: ReadonlySet<string> = new Set(["money", "count", "power", "energy", "mass", "volume", "area"]);
/** Capacities, prices of one thing and the like are true each by itself. */
const ALONE = new Set(["stake", "rack-power", "tdp", "parameters", "context-length", "value-per-rack"]);

export interface Sum {
  /** Exact decimal text. */
  value: string;
  /** One of its parts is guidance, an estimate or a target. */
  isPlan: boolean;
  /** "1,063 亿美元 + 330 亿美元": what was added, as written. */
  parts: string[];
}

export interface SummedRow {
  figure: LedgerRow;
  slots: readonly Slot[];
}

/**
 * The sum of each period, in the order of the slots; null where a row has no single value. Null for the whole table when
 * its rows may not be added.
 */
export function sumsOf(
  rows: readonly SummedRow[],
  isCompany: (figure: LedgerRow) => boolean,
): (Sum | null)[] | null {
  const first = rows[0]?.figure;
  if (first === undefined || rows.length < 2 || !ADDING.has(first.kind) || /\/|^fraction$/.test(first.unit))
    return null;
  if (ALONE.has(first.metricId ?? "") || first.relation !== null) return null;
  const names = new Set(rows.map(({ figure }) => figure.entity));
  if (names.size < rows.length || !rows.every(({ figure }) => isCompany(figure))) return null;
  const sums = first && rows[0]!.slots.map((_, at) => sumAt(rows.map(({ slots }) => slots[at])));
  return sums.some((sum) => sum !== null) ? sums : null;
}

function sumAt(slots: readonly (Slot | undefined)[]): Sum | null {
  const marks: Mark[] = [];
  for (const slot of slots) {
    const mark = slot?.actual ?? slot?.plan ?? null;
    const value = mark?.computed?.value ?? single(mark);
    if (mark === null || value === null) return null;
    marks.push(mark);
  }
  return {
    value: marks.map((mark) => mark.computed?.value ?? single(mark)!).reduce(added, "0"),
    isPlan: marks.some(({ look }) => look === "plan"),
    parts: marks.map(({ computed, rows }) => computed?.formula ?? rows[0]!.text),
  };
}

function single(mark: Mark | null): string | null {
  const figure = mark?.rows[0];
  return figure !== undefined && figure.low !== null && figure.low === figure.high ? figure.low : null;
}

/** a + b on the digits themselves. */
function added(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b));
  const sum = (scaled(a, places) + scaled(b, places)).toString();
  const sign = sum.startsWith("-") ? "-" : "";
  const digits = sum.replace("-", "").padStart(places + 1, "0");
  const rest = places === 0 ? "" : digits.slice(-places).replace(/0+$/, "");
  return `${sign}${places === 0 ? digits : digits.slice(0, -places)}${rest === "" ? "" : `.${rest}`}`;
}

const placesOf = (decimal: string): number => decimal.split(".")[1]?.length ?? 0;
const scaled = (decimal: string, places: number): bigint => {
  const [whole = "0", rest = ""] = decimal.split(".");
  return BigInt(whole + rest.padEnd(places, "0"));
};
