// web/src/ui/period-input.ts: a period as a person types it, made into the days it means.

import type { Period } from "../api/types.ts";

const two = (value: number) => String(value).padStart(2, "0");
const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** From the first day of a month to the last of another, of one year. */
function months(year: number, from: number, to: number, label: string, basis: Period["basis"]): Period {
  return {
    start: `${year}-${two(from)}-01`,
    end: `${year}-${two(to)}-${two(lastDay(year, to))}`,
    basis,
    label,
  };
}

/** 25 → 2025; four digits stay. */
const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

/**
 * 2025Q3, 3Q25, 2025H1, FY2025, 2025, 2025-11, 2025-11-06, 2024-2027, and the same in Chinese (2025年三季度).
 * Null for anything else; "" is no period and is the caller's to tell.
 */
export function parsePeriod(written: string): Period | null {
  const text = written
    .trim()
    .toUpperCase()
    .replace(/\s+/g, "")
    .replace(/第?([一二三四1-4])季度?$/, (_, name: string) => `Q${"一二三四".indexOf(name) + 1 || name}`)
    .replace(/上半年$/, "H1")
    .replace(/下半年$/, "H2")
    .replace(/财年$/, "FY")
    .replaceAll("年", "");
  const quarter = /^(\d{4}|\d{2})Q([1-4])$/.exec(text) ?? swapped(/^([1-4])Q(\d{4}|\d{2})$/.exec(text));
  if (quarter) {
    const [year, number] = [fullYear(quarter[1]!), Number(quarter[2])];
    return months(year, number * 3 - 2, number * 3, `${year}Q${number}`, "calendar");
  }
  const half = /^(\d{4}|\d{2})H([12])$/.exec(text) ?? swapped(/^([12])H(\d{4}|\d{2})$/.exec(text));
  if (half) {
    const [year, number] = [fullYear(half[1]!), Number(half[2])];
    return months(year, number * 6 - 5, number * 6, `${year}H${number}`, "calendar");
  }
  const fiscal = /^FY(\d{4}|\d{2})$/.exec(text) ?? /^(\d{4}|\d{2})FY$/.exec(text);
  if (fiscal) return months(fullYear(fiscal[1]!), 1, 12, `FY${fullYear(fiscal[1]!)}`, "fiscal");
  return calendarPeriod(text.replaceAll("/", "-"));
}

const swapped = (found: RegExpExecArray | null): (string | undefined)[] | null =>
  found && [found[0], found[2], found[1]];

function calendarPeriod(text: string): Period | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? [];
  if (year === undefined) return span(text);
  if (month === undefined) return months(Number(year), 1, 12, year, "calendar");
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined)
    return months(Number(year), Number(month), Number(month), `${year}-${two(Number(month))}`, "calendar");
  if (Number(day) < 1 || Number(day) > lastDay(Number(year), Number(month))) return null;
  const iso = `${year}-${two(Number(month))}-${two(Number(day))}`;
  return { start: iso, end: iso, basis: "calendar", label: `as of ${iso}` };
}

function span(text: string): Period | null {
  const [, from, to] = /^(\d{4})[–—~-](\d{4})$/.exec(text) ?? [];
  if (from === undefined || to === undefined || from >= to) return null;
  return { start: `${from}-01-01`, end: `${to}-12-31`, basis: "calendar", label: `${from}–${to}` };
}
