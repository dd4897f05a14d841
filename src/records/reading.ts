// records/reading.ts: what a reader makes of one blob.
//
// Every format ends in this one shape, so that everything after reading knows nothing of formats. The
// text is the truth that offsets, quotes and boxes refer to; blocks say what its stretches are.
//
//   text    "一、收入\n收入 1,802 亿美元……\f"      pages are spans of it, in order, without gaps
//   blocks   [heading][paragraph.....]          spans of it, in reading order, never overlapping
//   glyphs   4 numbers for each UTF-16 unit     where it stands on its page (formats with pages only)

import type { Problem } from "../values/problem.ts";
import type { Span } from "../values/span.ts";

export const MEDIA_TYPES = [
  "pdf",
  "html",
  "docx",
  "xlsx",
  "pptx",
  "epub",
  "eml",
  "markdown",
  "text",
] as const;
/** The kinds of file Dossier reads. */
export type MediaType = (typeof MEDIA_TYPES)[number];

/** A file to read: it stays where it is; readers open it by path in their own process. */
export interface BlobFile {
  /** Absolute path of the bytes. */
  path: string;
  /** As given by the person or the web: for messages and for hints, never trusted. */
  name: string;
  type: MediaType;
  /** Charset the carrier declared (HTTP header), when it did. */
  charset?: string;
  /** The address the bytes came from, for relative links. */
  url?: string;
  password?: string;
}

/** What a reading may cost. Over a limit the reading ends in a DossierError of kind "limit". */
export interface ReadLimits {
  timeoutMs: number;
  memoryMb: number;
  maxPages: number;
  maxUnpackedBytes: number;
  /** "auto": OCR pages without text when an engine is there; "off": mark them needs-ocr. */
  ocr: "auto" | "off";
}

/** One page of a paged format, or the one page of a format without pages. */
export interface ReadingPage {
  /** Half-open offsets of its text. Pages are in order and cover the whole text. */
  start: number;
  end: number;
  /** The label printed on the page ("iv", "F-12") or held in the file; null when none is known. */
  label: string | null;
  /** Size in PDF points after rotation; null for a format without pages (nothing to draw). */
  widthPt: number | null;
  heightPt: number | null;
  /**
   * Four numbers for each UTF-16 unit of the page's text: x0, y0, x1, y1 as fractions of the page's
   * width and height times 65535, origin top left. All four 0 for a unit that is not drawn (line
   * breaks, spaces that we added). Null for a format without pages.
   */
  glyphs: Uint16Array | null;
  /** Where the text came from; "none" for a page that needs OCR and for a blank page. */
  origin: "text" | "ocr" | "none";
  /** Marks of the page: "needs-ocr", "damaged", "blank". */
  marks: string[];
}

export type BlockKind =
  | "title"
  | "heading"
  | "paragraph"
  | "list-item"
  | "table"
  | "caption"
  /** The labels of a chart: numbers along axes are no statements of the text. */
  | "figure"
  | "footnote"
  | "header"
  | "footer"
  | "quote"
  | "code";

/** A stretch of the text with its role. A paragraph that a page break cuts is one block over both pages. */
export interface Block extends Span {
  kind: BlockKind;
  /** Heading depth from 1, list depth from 1; 0 for the others. */
  level: number;
  /** For kind "table". */
  table?: Table;
}

/** Cells in row order. The block's text is the rows, cells parted by tabs, rows by line feeds. */
export interface Table {
  /** Text above or below that names the table; null when none. */
  caption: string | null;
  /** "单位：亿元", "in millions, except per share": as written near the table; null when none. */
  unitLine: string | null;
  rows: number;
  columns: number;
  /** How many leading rows are heads; 0 when none was recognised. */
  headRows: number;
  cells: TableCell[];
}

/** A cell; an empty one has start === end. */
export interface TableCell extends Span {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
}

/** What a file says of itself, each with the words it was taken from. */
export interface ReadingMeta {
  title: string | null;
  author: string | null;
  /** Publication or site name as said by the file. */
  source: string | null;
  /** A date as found: ISO day or minute, and the words and place it came from. */
  published: FoundDate | null;
  language: string | null;
  /** Canonical address the page names for itself. */
  url: string | null;
  /** A page that says it is only the start of a longer text. */
  isTeaser: boolean;
}

export interface FoundDate {
  /** "2025-11-06" or "2025-11-06T15:45" (local to the source) or with "Z"/offset when it was written. */
  iso: string;
  /** The words it was read from, and where: "meta article:published_time", "text", "file". */
  words: string;
  from: string;
}

/** An entry of the outline: bookmarks of a PDF, headings elsewhere. */
export interface OutlineEntry {
  title: string;
  level: number;
  page: number;
  start: number;
}

/** What a reader makes of one blob. A page that cannot be read is a problem, not an exception. */
export interface Reading {
  /** Name and version of the reader, "pdf 3": a newer one reads again. */
  reader: string;
  /** NFC text with "\n" line ends. Every offset in Dossier is a UTF-16 index into this string. */
  text: string;
  pages: ReadingPage[];
  blocks: Block[];
  outline: OutlineEntry[];
  meta: ReadingMeta;
  /** Sanitised HTML for the clean reading view; elements that hold text carry data-start and data-end. Null for PDF. */
  html: string | null;
  /** Files inside this one (mail attachments): to be added as documents of their own. */
  attachments: { name: string; type: MediaType; bytes: Uint8Array }[];
  /** What was skipped or guessed, in reading order; empty when the blob read cleanly. */
  problems: Problem[];
}
