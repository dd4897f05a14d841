// web/src/ui/format.ts: dates, sizes and places as a reader of either language writes them.
//
// A date printed by a source is shown as printed, in the source's own time, also when its distance from UTC
// is known; only a moment in UTC (when something was added here) is turned into the reader's own time.

import type { Document } from "../api/types.ts";
import type { UiLanguage } from "../i18n/i18n.ts";

const LOCALES = { zh: "zh-CN", en: "en-GB" } as const;
const IS_UTC = /Z$/;
const two = (value: number) => String(value).padStart(2, "0");

/** "2025-11-06" and "15:45" (null when the day is all that is known) of an ISO day or moment. */
export function dayAndTime(iso: string): { day: string; time: string | null } {
  if (iso.length > 10 && IS_UTC.test(iso)) {
    const at = new Date(iso);
    if (!Number.isNaN(at.getTime())) {
      return {
        day: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
        time: `${two(at.getHours())}:${two(at.getMinutes())}`,
      };
    }
  }
  return { day: iso.slice(0, 10), time: /T\d{2}:\d{2}/.test(iso) ? iso.slice(11, 16) : null };
}

/** When a document counts as published: its own date, else when it was added. */
export function whenOf(document: Pick<Document, "published" | "addedAt">): {
  day: string;
  time: string | null;
} {
  const { published } = document;
  if (!published) return dayAndTime(document.addedAt);
  return published.precision === "minute" ? dayAndTime(published.iso) : { day: published.iso, time: null };
}

/** "11月6日周四" or "Thu 6 Nov", with the year when it is not this one. Text that is no day comes back as it is. */
export function dayName(day: string, language: UiLanguage, thisYear = new Date().getFullYear()): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return day;
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  const options: Intl.DateTimeFormatOptions = {
    weekday: "short",
    day: "numeric",
    month: language === "zh" ? "long" : "short",
  };
  if (date.getFullYear() !== thisYear) options.year = "numeric";
  return new Intl.DateTimeFormat(LOCALES[language], options).format(date).replace(",", "");
}

/** A moment, short: "11-06 15:45", with the year when it is not this one. */
export function momentName(iso: string, thisYear = new Date().getFullYear()): string {
  const { day, time } = dayAndTime(iso);
  const shown = day.startsWith(`${thisYear}-`) ? day.slice(5) : day;
  return time ? `${shown} ${time}` : shown;
}

/** "4.2 MB": powers of 1000, one decimal under ten. */
export function sizeName(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Whole numbers with the grouping of the language. */
export const countName = (value: number, language: UiLanguage): string =>
  new Intl.NumberFormat(LOCALES[language]).format(value);

/** "1234567.891" → "1,234,567.891" with a true minus. Works on the text: the value never becomes a float. */
export function groupDigits(decimal: string): string {
  const [, sign, whole, rest] = /^(-?)(\d+)(\.\d+)?$/.exec(decimal) ?? [];
  if (whole === undefined) return decimal;
  return `${sign ? "−" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest ?? ""}`;
}

/** Moves the decimal point of exact text `places` to the left, dropping trailing zeros. */
export function shiftPoint(decimal: string, places: number): string {
  const [, sign = "", whole, rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === undefined) return decimal;
  const digits = (whole + rest).padStart(places + 1 + rest.length, "0");
  const point = digits.length - rest.length - places;
  const before = (point > 0 ? digits.slice(0, point) : "0").replace(/^0+(?=\d)/, "");
  const after = (point > 0 ? digits.slice(point) : digits.padStart(digits.length - point, "0")).replace(
    /0+$/,
    "",
  );
  return `${sign}${before}${after === "" ? "" : `.${after}`}`;
}

const LONGEST_LABEL = 6;

/** Page as printed when it has a label short enough to be one ("iv", "F-12"; not a chapter's name), else its number. */
export const pageName = (citation: { page: number; pageLabel: string | null }): string =>
  citation.pageLabel !== null && citation.pageLabel.length <= LONGEST_LABEL
    ? citation.pageLabel
    : String(citation.page);

/** The same for a page of the list of pages. */
export const labelOf = ({ number, label }: { number: number; label: string | null }): string =>
  pageName({ page: number, pageLabel: label });

/** Whether a place in this document is told by a page. */
export const isPaged = (document: Pick<Document, "pageCount">): boolean => document.pageCount > 1;

/** The `lang` attribute for a document's own text; "" (of no known language) keeps it from passing for the interface's. */
export const langOf = (language: string): string =>
  language === "zh" ? "zh-CN" : language === "en" ? "en" : "";

/** The same for a quote or a sentence whose document's language is not at hand: Han in it makes it Chinese. */
export const langOfText = (text: string): string => (/\p{Script=Han}/u.test(text) ? "zh-CN" : "en");
