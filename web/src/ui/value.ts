// web/src/ui/value.ts: a value in the unit a reader of the language counts in, exactly.
//
// Chinese counts in 万 and 亿, English in thousands, millions and billions. The point is moved on the
// text of the exact value; nothing is rounded and nothing becomes a float.

import type { Figure } from "../api/types.ts";
import type { UiLanguage } from "../i18n/i18n.ts";
import { groupDigits, shiftPoint } from "./format.ts";

type Shown = Pick<Figure, "low" | "high" | "unit" | "kind" | "qualifier" | "dates">;

interface Scale {
  places: number;
  word: string;
}
/** What a column of values is counted in: the point moves `places` to the left, `name` stands in the head. */
export interface Counted {
  places: number;
  name: string;
}
const ZH: readonly Scale[] = [
  { places: 12, word: "万亿" },
  { places: 8, word: "亿" },
  { places: 4, word: "万" },
];
const EN: readonly Scale[] = [
  { places: 12, word: "tn" },
  { places: 9, word: "bn" },
  { places: 6, word: "m" },
];
const SI: readonly Scale[] = [
  { places: 18, word: "E" },
  { places: 15, word: "P" },
  { places: 12, word: "T" },
  { places: 9, word: "G" },
  { places: 6, word: "M" },
  { places: 3, word: "k" },
];
const SI_UNITS = new Set(["W", "Wh", "FLOP/s", "B/s", "B"]);
/** Currencies, counted things and spans by their Chinese names; what is not here is shown as it is kept. */
const UNITS_ZH: Record<string, string> = {
  USD: "美元",
  CNY: "元",
  HKD: "港元",
  EUR: "欧元",
  JPY: "日元",
  TWD: "新台币",
  GBP: "英镑",
  KRW: "韩元",
  item: "个",
  unit: "台",
  chip: "颗芯片",
  server: "台服务器",
  rack: "个机柜",
  token: "词元",
  share: "股",
  employee: "人",
  person: "人",
  user: "用户",
  customer: "家客户",
  vehicle: "辆",
  store: "家门店",
  robot: "台机器人",
  city: "座城市",
  country: "个国家",
  phone: "部",
  case: "起",
  year: "年",
  month: "个月",
  day: "天",
  s: "秒",
  x: "倍",
};

/** Digits before the point. */
const wholeDigits = (value: string): number =>
  value.replace(/^-/, "").split(".")[0]!.replace(/^0+/, "").length;

/** Value and unit for two narrow columns: { value: "≈ 1,250", unit: "亿美元" }. */
export function shownValue(figure: Shown, language: UiLanguage): { value: string; unit: string } {
  const { low, high, unit, qualifier, dates } = figure;
  if (dates)
    return { value: dates.low === dates.high ? dates.low : `${dates.low} – ${dates.high}`, unit: "" };
  const largest = high ?? low;
  if (largest === null) return { value: "–", unit };
  if (unit === "fraction") return { value: sided(figure, 2, -1), unit: "%" };
  const counted = countedIn(largest, unit, language);
  const sign = qualifier === "about" || qualifier === "nearly" ? "≈ " : "";
  return { value: sign + sided(figure, counted.places, 1), unit: counted.name };
}

/** The scale and unit that suit the largest of some values: 113318000000 USD is { places: 9, name: "bn USD" }. */
export function countedIn(largest: string, unit: string, language: UiLanguage): Counted {
  if (unit === "fraction") return { places: -2, name: "%" };
  const isSi = SI_UNITS.has(unit);
  const digits = wholeDigits(largest);
  const scale = (isSi ? SI : language === "zh" ? ZH : EN).find(({ places }) => digits > places);
  const name = language === "zh" ? (UNITS_ZH[unit] ?? unit) : unit;
  if (!scale) return { places: 0, name };
  const between = isSi || language === "zh" ? "" : " ";
  return { places: scale.places, name: `${scale.word}${between}${isSi ? unit : name}`.trim() };
}

/** One value, a range or a bound in the scale of its column, exact: "34.2", "700–720", "≥ 1". */
export const inScale = (figure: Pick<Shown, "low" | "high">, { places }: Counted): string =>
  places < 0 ? sided(figure, -places, -1) : sided(figure, places, 1);

const SHOWN_DIGITS = 5;

/** An amount that a computation gave: its endless digits are cut to a few and said to be about that. */
export function nearAmount(value: string, unit: string, language: UiLanguage): string {
  const places = value.split(".")[1]?.length ?? 0;
  const digits = value.replace(/^-?0*\.?0*/, "").replace(".", "").length;
  if (digits <= SHOWN_DIGITS || places === 0) return shownAmount(value, unit, language);
  const keep = Math.max(0, places - (digits - SHOWN_DIGITS));
  return `≈ ${shownAmount(roundedTo(value, keep), unit, language)}`;
}

/** A tolerance is a margin already: a few digits, without saying that they are about that. */
export const toleranceText = (value: string, unit: string, language: UiLanguage): string =>
  nearAmount(value, unit, language).replace(/^≈ /, "");

/** Half up on the digits themselves. */
function roundedTo(value: string, places: number): string {
  const [, sign = "", whole = "0", rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const up = Number(rest[places] ?? 0) >= 5 ? 1n : 0n;
  const digits = (BigInt(whole + rest.slice(0, places)) + up).toString().padStart(places + 1, "0");
  const point = digits.length - places;
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** A single exact amount in the reader's units, "1,063 亿美元". */
export function shownAmount(value: string, unit: string, language: UiLanguage): string {
  const exact = value as Figure["low"];
  const shown = shownValue(
    { low: exact, high: exact, unit, kind: "other", qualifier: null, dates: null },
    language,
  );
  return `${shown.value} ${shown.unit}`.trim();
}

/** One value, a range, or a bound, with the point moved `places` to the left (direction 1) or right (-1). */
function sided({ low, high }: Pick<Shown, "low" | "high">, places: number, direction: 1 | -1): string {
  const move = (value: string) =>
    groupDigits(direction > 0 ? shiftPoint(value, places) : raise(value, places));
  if (low !== null && high !== null) return low === high ? move(low) : `${move(low)}–${move(high)}`;
  if (low !== null) return `≥ ${move(low)}`;
  return high === null ? "–" : `≤ ${move(high)}`;
}

/** Moves the point to the right: "0.357" by 2 is "35.7". */
export function raise(decimal: string, places: number): string {
  const [, sign = "", whole, rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === undefined) return decimal;
  const padded = rest.padEnd(places, "0");
  const before = (whole + padded.slice(0, places)).replace(/^0+(?=\d)/, "");
  const after = padded.slice(places).replace(/0+$/, "");
  return `${sign}${before}${after === "" ? "" : `.${after}`}`;
}
