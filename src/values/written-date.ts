// values/written-date.ts: a date as people and machines write it, to ISO, with only what was written.
//
// "2025年11月6日 15:45" is 2025-11-06T15:45; "November 2025" is 2025-11 with precision month. Nothing is
// filled in: no time zone, no day, no year that is not on the page. 03/04/2025 may be two days, so it is
// no date at all; 23/04/2025 is one.

import type { Span } from "./span.ts";

export interface WrittenDate extends Span {
  /** "2025", "2025-11", "2025-11-06", "2025-11-06T15:45", the last with "Z" or "+08:00" when it was written. */
  iso: string;
  precision: "minute" | "day" | "month" | "year";
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH =
  "(?<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const YEAR = "(?<y>(?:19|20)\\d\\d)";
const TIME =
  "(?:(?:\\s{0,3}[T,|@]?\\s{0,3}(?:at\\s)?)(?<h>\\d{1,2})(?:[:：时時])(?<min>\\d{2})(?:[:：分]?(?<sec>\\d{2})(?:[.,]\\d{1,9})?秒?)?分?\\s?(?<ap>[ap]\\.?m\\b\\.?)?\\s?(?<tz>Z\\b|(?:UTC|GMT)(?:[+-]\\d{1,2}:?(?:\\d{2})?)?|[+-]\\d{2}:?\\d{2}\\b)?)?";
const HAN_DIGITS = "〇零一二三四五六七八九";

const FORMS: RegExp[] = [
  // 2025-11-06T15:45:00+08:00, 2025/11/6 15:45, 2025.11.06
  new RegExp(
    `(?<![\\d./-])${YEAR}(?<sep>[-/.])(?<m>\\d{1,2})\\k<sep>(?<d>\\d{1,2})(?!\\d|[.-]\\d)${TIME}`,
    "gi",
  ),
  // 2025年11月6日 15时45分
  new RegExp(
    `(?<!\\d)(?<y>(?:19|20)\\d\\d)\\s?年\\s?(?<m>\\d{1,2})\\s?月\\s?(?<d>\\d{1,2})\\s?[日号號](?:\\s?[（(]?(?:星期|周|週)[一二三四五六日天][)）]?)?(?:\\s?(?:上午|下午|晚))?${TIME}`,
    "gi",
  ),
  // November 6, 2025 3:45 PM; Thu Sep 02 2014 08:35:27 GMT-0400
  new RegExp(`\\b${MONTH}\\s{1,3}(?<d>\\d{1,2})(?:st|nd|rd|th)?,?\\s{1,3}${YEAR}(?!\\d)${TIME}`, "gi"),
  // 6 November 2025; Thu, 06 Nov 2025 15:45:00 GMT
  new RegExp(
    `(?<![\\d.])(?<d>\\d{1,2})(?:st|nd|rd|th)?(?:\\sof)?[\\s-]{1,3}${MONTH},?[\\s-]{1,3}${YEAR}(?!\\d)${TIME}`,
    "gi",
  ),
  // 23/04/2025: one reading only
  new RegExp(`(?<![\\d./-])(?<a>\\d{1,2})(?<sep>[-/.])(?<b>\\d{1,2})\\k<sep>${YEAR}(?!\\d)${TIME}`, "gi"),
  // 二〇二五年十一月六日
  new RegExp(
    `(?<hy>[二一][${HAN_DIGITS}○]{3})年(?<hm>[一二三四五六七八九十]{1,2})月(?:(?<hd>[一二三四五六七八九十]{1,3})日)?`,
    "g",
  ),
  // 2025年11月
  /(?<!\d)(?<y>(?:19|20)\d\d)\s?年\s?(?<m>\d{1,2})\s?月(?:份)?(?!\s?\d)/g,
  // November 2025
  new RegExp(`\\b${MONTH},?\\s${YEAR}(?!\\d)`, "gi"),
];

/** Dates of the text in order of their place, none inside another; reads at most `most` letters. */
export function findDates(text: string, most = 20_000): WrittenDate[] {
  const head = text.slice(0, most);
  const found: WrittenDate[] = [];
  for (const form of FORMS)
    for (const match of head.matchAll(form)) {
      const start = match.index;
      const end = start + match[0].trimEnd().length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const read = readGroups(match.groups ?? {}, match[0]);
      if (read !== null) found.push({ ...read, start, end });
    }
  return found.sort((a, b) => a.start - b.start);
}

/** One date that a machine wrote (an attribute, a header, a file's property); null when it is none. */
export function readDate(words: string): WrittenDate | null {
  const text = words.slice(0, 200).trim();
  const stamp = /^(\d{10})(\d{3})?$/.exec(text);
  if (stamp) {
    const iso = new Date(Number(stamp[1]) * 1000).toISOString();
    return { iso: `${iso.slice(0, 16)}Z`, precision: "minute", start: 0, end: text.length };
  }
  const compact = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?(Z)?)?$/.exec(text);
  if (compact) {
    const [, y, m, d, h, min, tz] = compact;
    const read = build({ y: y!, m: m!, d: d!, h, min, tz }, "");
    return read && { ...read, start: 0, end: text.length };
  }
  if (/^(?:19|20)\d\d$/.test(text)) return { iso: text, precision: "year", start: 0, end: 4 };
  if (/^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/.test(text))
    return { iso: text, precision: "month", start: 0, end: 7 };
  return findDates(text, 200)[0] ?? null;
}

type Groups = Record<string, string | undefined>;
type Read = Pick<WrittenDate, "iso" | "precision">;

function readGroups(groups: Groups, words: string): Read | null {
  if (groups.hy !== undefined) return readHan(groups);
  if (groups.a !== undefined) {
    const a = Number(groups.a);
    const b = Number(groups.b);
    if (a <= 12 && b <= 12 && a !== b) return null;
    return build({ ...groups, m: String(a > 12 ? b : a), d: String(a > 12 ? a : b) }, words);
  }
  if (groups.mon === undefined) return build(groups, words);
  return build({ ...groups, m: String(MONTHS.indexOf(groups.mon.slice(0, 3).toLowerCase()) + 1) }, words);
}

function readHan(groups: Groups): Read | null {
  const digit = (letter: string): number =>
    letter === "○" ? 0 : Math.max(0, HAN_DIGITS.indexOf(letter) - 1);
  const y = [...groups.hy!].map(digit).join("");
  return build({ y, m: String(hanNumber(groups.hm!)), d: groups.hd && String(hanNumber(groups.hd)) }, "");
}

function hanNumber(words: string): number {
  const [tens, ones] = words.includes("十") ? words.split("十") : ["", words];
  const digit = (letter: string): number => (letter === "" ? 0 : HAN_DIGITS.indexOf(letter) - 1);
  return (words.includes("十") ? Math.max(1, digit(tens!)) * 10 : 0) + digit(ones!);
}

function build(groups: Groups, words: string): Read | null {
  const year = Number(groups.y);
  const month = Number(groups.m);
  if (!(year >= 1900 && year <= 2099 && month >= 1 && month <= 12)) return null;
  const ym = `${year}-${pad(month)}`;
  if (groups.d === undefined) return { iso: ym, precision: "month" };
  const day = Number(groups.d);
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  const ymd = `${ym}-${pad(day)}`;
  if (groups.h === undefined || groups.min === undefined) return { iso: ymd, precision: "day" };
  let hour = Number(groups.h);
  const isAfternoon = /^p/i.test(groups.ap ?? "") || /下午|晚/.test(words);
  if (isAfternoon && hour < 12) hour += 12;
  if (/^a/i.test(groups.ap ?? "") && hour === 12) hour = 0;
  if (hour > 23 || Number(groups.min) > 59) return { iso: ymd, precision: "day" };
  return { iso: `${ymd}T${pad(hour)}:${groups.min}${zoneOf(groups.tz)}`, precision: "minute" };
}

function zoneOf(written: string | undefined): string {
  if (written === undefined) return "";
  const offset = /([+-])(\d{1,2}):?(\d{2})?$/.exec(written);
  if (offset === null) return "Z";
  return `${offset[1]}${offset[2]!.padStart(2, "0")}:${offset[3] ?? "00"}`;
}

const pad = (value: number): string => String(value).padStart(2, "0");
