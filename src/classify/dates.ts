// classify/dates.ts: when a document was published, and when what it tells of happened.
//
// Places in order of trust; each date keeps its words and its place, and as much precision as was written.
// A date after tomorrow is a misprint or a forecast and is passed over. Nothing found is null, never today.

import type { Dated } from "../records/document.ts";
import type { Reading } from "../records/reading.ts";
import { findDates, readDate, type WrittenDate } from "../values/written-date.ts";

export interface DateHints {
  fileName: string;
  url: string | null;
  /** Milliseconds since 1970 UTC: nothing was published after it. */
  now: number;
}

const DAY_MS = 86_400_000;
const HEAD = 3_000;
const PUBLISHED_LEAD =
  /(?:发布|發布|发表|刊登|出版|报告|印发|公告)(?:时间|日期|日)?\s*[:：]?\s*$|(?:日期|时间|日 期)\s*[:：]\s*$|(?:published|posted|released|updated|date|dated|filed)\s*(?:on|date)?\s*[:：]?\s*$/i;
const EVENT_LEAD =
  /(?:会议|交流|调研|访谈|电话会|举办|召开)(?:时间|日期|于|在)?\s*[:：]?\s*$|(?:截至|截止|于)\s*$|(?:(?:quarter|year|period|months?|quarterly period|fiscal year) end(?:ed|ing)|as of|held on|call on|conference on)\s*(?:on\s*)?[:：]?\s*$/i;

/** Publication and event of a reading, each null when nothing says it. */
export function recogniseDates(
  reading: Reading,
  hints: DateHints,
): { published: Dated | null; event: Dated | null } {
  const head = reading.text.slice(0, HEAD);
  const dates = findDates(head, HEAD).filter((date) => isPast(date, hints.now));
  return {
    published: findPublished(reading, head, dates, hints),
    event: led(head, dates, EVENT_LEAD, "text, event"),
  };
}

function findPublished(reading: Reading, head: string, dates: WrittenDate[], hints: DateHints): Dated | null {
  const own = ownDate(reading, hints);
  // When a program made the file says less than what its first page says.
  const isWeak = own !== null && /^file/.test(own.from);
  if (own !== null && !isWeak) return own;
  return (
    led(head, dates, PUBLISHED_LEAD, "text") ??
    fromUrl(hints) ??
    fromFileName(hints) ??
    firstInText(head, dates) ??
    own
  );
}

function ownDate(reading: Reading, hints: DateHints): Dated | null {
  const found = reading.meta.published;
  const read = found === null ? null : readDate(found.iso);
  if (found === null || read === null || !isPast(read, hints.now)) return null;
  return { iso: found.iso, precision: read.precision, words: found.words, from: found.from };
}

/** The first date that the words before it introduce. */
function led(head: string, dates: WrittenDate[], lead: RegExp, from: string): Dated | null {
  const date = dates.find(({ start }) => lead.test(head.slice(Math.max(0, start - 40), start)));
  return date === undefined ? null : dated(date, head, from);
}

/** A date to the day near the top that no event introduces. */
function firstInText(head: string, dates: WrittenDate[]): Dated | null {
  const date = dates.find(
    ({ start, precision }) =>
      start < 1_500 &&
      (precision === "day" || precision === "minute") &&
      !EVENT_LEAD.test(head.slice(Math.max(0, start - 40), start)),
  );
  return date === undefined ? null : dated(date, head, "text");
}

function fromUrl({ url, now }: DateHints): Dated | null {
  if (url === null) return null;
  const path = url.slice(0, 2_000);
  const match =
    /[/=_-]((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=\D|$)/.exec(path) ??
    /[/=_-](20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/.exec(path) ??
    /[/=_-](20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{6,}|\D|$)/.exec(path);
  return fromParts(match, now, "url");
}

/** "研报-20251106.pdf", "2025-11-06 note.md", "251106_call.txt". */
function fromFileName({ fileName, now }: DateHints): Dated | null {
  const long =
    /(?<!\d)((?:19|20)\d\d)[-_. 年]?(0?[1-9]|1[0-2])[-_. 月]?(0[1-9]|[12]\d|3[01]|[1-9])日?(?!\d)/.exec(
      fileName,
    );
  if (long !== null) return fromParts(long, now, "file name");
  const short = /(?<!\d)(2\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/.exec(fileName);
  return short && fromParts([short[0], `20${short[1]}`, short[2]!, short[3]!], now, "file name");
}

function fromParts(match: readonly string[] | null, now: number, from: string): Dated | null {
  if (match === null) return null;
  const [words, y, m, d] = match;
  const read = readDate(`${y}-${m!.padStart(2, "0")}-${d!.padStart(2, "0")}`);
  if (read === null || !isPast(read, now)) return null;
  return { iso: read.iso, precision: read.precision, words: words!.replace(/^[/=_-]/, ""), from };
}

const dated = (date: WrittenDate, text: string, from: string): Dated => ({
  iso: date.iso,
  precision: date.precision,
  words: text.slice(date.start, date.end),
  from,
});

/** Not later than tomorrow: a source may be a day ahead of our clock's zone. */
const isPast = ({ iso }: { iso: string }, now: number): boolean =>
  Date.parse(iso.slice(0, 10)) <= now + DAY_MS;
