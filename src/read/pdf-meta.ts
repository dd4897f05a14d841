// read/pdf-meta.ts: what a PDF says of itself: title, author, date, bookmarks.
//
// The file's own title is often the name of the Word file it was made from; then the title printed on the
// first page is better. A date printed on the first page is the publication's; the file's own date is
// only when this copy was made, so it comes second, and both keep the words they were read from.

import type { FoundDate, ReadingMeta } from "../records/reading.ts";
import { languageOf } from "../values/language.ts";
import type { PdfFile } from "./pdfium.ts";
import { readUtf16 } from "./pdfium-api.ts";

/** Metadata of an open file. `firstText` is the text of its first page, `printedTitle` the title read there. */
export function readMeta(file: PdfFile, firstText: string, printedTitle: string | null): ReadingMeta {
  const { api, document } = file;
  const entry = (key: string): string =>
    readUtf16(api, (pointer, size) => api.FPDF_GetMetaText(document, key, pointer, size))
      .normalize("NFC")
      .replace(/\s+/g, " ")
      .trim();
  const title = entry("Title");
  const made = fileDate(entry("CreationDate")) ?? fileDate(entry("ModDate"));
  return {
    // "股份有限公司" of a template is a part of the printed title: the longer one says more.
    title:
      isTitle(title) && !printedTitle?.includes(title)
        ? title
        : (printedTitle ?? (title === "" ? null : cleanName(title))),
    author: entry("Author") || null,
    source: null,
    published: printedDate(firstText, made?.iso.slice(0, 10) ?? null) ?? made,
    language: firstText.trim() === "" ? null : languageOf(firstText),
    url: null,
    isTeaser: false,
  };
}

/** Names of programs and files, numbers and placeholders are no titles. */
function isTitle(text: string): boolean {
  if (text.length < 4 || text.length > 300 || !/\p{L}{2}/u.test(text) || text.includes("\ufffd"))
    return false;
  if (/\.(?:docx?|xlsx?|pptx?|pdf|indd|html?|rtf|wps|qxd|tmp)$/i.test(text)) return false;
  return !/^(?:microsoft (?:word|powerpoint|excel)|untitled|document\d*|presentation\d*|powerpoint|slide \d|无标题|新建|文档\d*|幻灯片|print|about:blank|default)/i.test(
    text,
  );
}

const cleanName = (text: string): string | null => {
  const name = text.replace(/^microsoft (?:word|powerpoint|excel) - /i, "").replace(/\.\w{2,4}$/, "");
  return /\p{L}{2}/u.test(name) && !/^(?:untitled|document\d*|presentation\d*|无标题)/i.test(name)
    ? name
    : null;
};

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);
const DATES: { form: RegExp; read: (m: RegExpExecArray) => [number, number, number] }[] = [
  {
    form: /((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/g,
    read: (m) => [Number(m[1]), Number(m[2]), Number(m[3])],
  },
  {
    form: /\b(January|February|March|April|May|June|July|August|September|October|November|December)\s+(\d{1,2}),?\s+((?:19|20)\d\d)\b/gi,
    read: (m) => [Number(m[3]), MONTHS.indexOf(m[1]!.toLowerCase()) + 1, Number(m[2])],
  },
  {
    form: /\b(\d{1,2})\s+(January|February|March|April|May|June|July|August|September|October|November|December)\s+((?:19|20)\d\d)\b/gi,
    read: (m) => [Number(m[3]), MONTHS.indexOf(m[2]!.toLowerCase()) + 1, Number(m[1])],
  },
  {
    form: /\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b/g,
    read: (m) => [Number(m[1]), Number(m[2]), Number(m[3])],
  },
];
/** Words before a date that make it another date: the end of a period, a balance-sheet day. */
const OTHER_DATE = /(?:ended|ending|as of|until|through|since|截至|截止|至|自|到|从|为)\s*$/i;
const FIRST_CHARS = 2500;

/**
 * The date printed on the first page: the latest that is not after the file was made, since a first page
 * also tells of earlier events; the first one when the file does not say when it was made.
 */
function printedDate(text: string, madeDay: string | null): FoundDate | null {
  const head = text.slice(0, FIRST_CHARS);
  let best: { at: number; found: FoundDate } | null = null;
  for (const { form, read } of DATES)
    for (const match of head.matchAll(form)) {
      const iso = isoDay(...read(match));
      if (iso === null || OTHER_DATE.test(head.slice(Math.max(0, match.index - 12), match.index))) continue;
      if (madeDay !== null && iso > dayAfter(madeDay)) continue;
      const isBetter = best === null || (madeDay === null ? match.index < best.at : iso > best.found.iso);
      if (isBetter) best = { at: match.index, found: { iso, words: match[0], from: "text" } };
    }
  return best?.found ?? null;
}

/** Time zones: a file may be made a day before the date it prints. */
const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/** "D:20230309083015-05'00'" as "2023-03-09T08:30-05:00". */
function fileDate(written: string): FoundDate | null {
  const match = /^(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d))?\d{0,2}(Z|[+-]\d\d'?\d\d)?/.exec(
    written,
  );
  if (!match) return null;
  const day = isoDay(Number(match[1]), Number(match[2]), Number(match[3]));
  if (day === null) return null;
  const zone = match[6] === undefined || match[6] === "Z" ? (match[6] ?? "") : zoneOf(match[6]);
  const iso =
    match[4] && Number(match[4]) < 24 && Number(match[5]) < 60
      ? `${day}T${match[4]}:${match[5]}${zone}`
      : day;
  return { iso, words: written, from: "file" };
}

const zoneOf = (written: string): string => {
  const digits = written.replace(/\D/g, "");
  return `${written[0]}${digits.slice(0, 2)}:${digits.slice(2, 4)}`;
};

/** A bookmark of the file; page from 0. */
export interface Bookmark {
  title: string;
  level: number;
  page: number;
}

const MAX_BOOKMARKS = 5000;
const MAX_LEVEL = 12;

/** Bookmarks in order. Broken files make rings of them: each is visited once, and only so many. */
export function readBookmarks(file: PdfFile): Bookmark[] {
  const { api, document } = file;
  const found: Bookmark[] = [];
  const seen = new Set<number>();
  const walk = (parent: number, level: number): void => {
    let mark = api.FPDFBookmark_GetFirstChild!(document, parent);
    while (mark !== 0 && !seen.has(mark) && found.length < MAX_BOOKMARKS) {
      seen.add(mark);
      const own = mark;
      const title = readUtf16(api, (pointer, size) => api.FPDFBookmark_GetTitle!(own, pointer, size))
        .normalize("NFC")
        .replace(/\s+/g, " ")
        .trim();
      const page = pageOf(file, mark);
      if (title !== "" && page >= 0 && page < file.pageCount) found.push({ title, level, page });
      if (level < MAX_LEVEL) walk(mark, level + 1);
      mark = api.FPDFBookmark_GetNextSibling!(document, mark);
    }
  };
  walk(0, 1);
  return found;
}

function pageOf({ api, document }: PdfFile, mark: number): number {
  let target = api.FPDFBookmark_GetDest!(document, mark);
  if (target === 0) {
    const action = api.FPDFBookmark_GetAction!(mark);
    if (action !== 0) target = api.FPDFAction_GetDest!(document, action);
  }
  return target === 0 ? -1 : api.FPDFDest_GetDestPageIndex!(document, target);
}

/** The file's own label of each page, "" where it has none. */
export const readFileLabels = ({ api, document, pageCount }: PdfFile): string[] =>
  Array.from({ length: pageCount }, (_, page) =>
    readUtf16(api, (pointer, size) => api.FPDF_GetPageLabel!(document, page, pointer, size)).trim(),
  );
