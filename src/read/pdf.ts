// read/pdf.ts: a PDF to a reading.
//
// Page by page: characters and rulings from PDFium, layout (pdf-blocks.ts), OCR for pages that are only a
// picture; then over the whole file: roles, printed page numbers, outline, metadata. A page that cannot be
// read is marked and becomes a problem; only a file that cannot be opened, needs a password or goes over a
// limit is an error. Runs in the reading child (isolated.ts), which a hostile file may take down.

import { setImmediate } from "node:timers/promises";
import type { Reading, ReadingPage, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import type { Problem } from "../values/problem.ts";
import { findOcr, type Ocr } from "./ocr.ts";
import { layOutPage, type PageBlock } from "./pdf-blocks.ts";
import { flowPages } from "./pdf-flow.ts";
import { labelPages } from "./pdf-labels.ts";
import { readBookmarks, readFileLabels, readMeta } from "./pdf-meta.ts";
import { outlineOf } from "./pdf-outline.ts";
import { nameRoles, type RoledBlock } from "./pdf-roles.ts";
import { openPdf, type PdfFile } from "./pdfium.ts";
import type { PdfPage } from "./pdfium-api.ts";
import { type PageChars, readChars } from "./pdfium-chars.ts";
import { readShapes } from "./pdfium-shapes.ts";
import { encodePagePng } from "./render.ts";

/** Raise the number when the same file would read differently. */
const READER = "pdf 3";
/** A page with fewer letters than this and a picture over half of it is a scan. */
const SCAN_CHARS = 12;
const SCAN_PICTURE_SHARE = 0.5;
/** Dots per inch that OCR engines are trained on is 300; 200 reads the same print in half the time. */
const OCR_DPI = 200;

export interface PdfOptions {
  password?: string | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

interface PageDraft {
  text: string;
  glyphs: Uint16Array;
  blocks: PageBlock[];
  widthPt: number;
  heightPt: number;
  origin: ReadingPage["origin"];
  marks: string[];
  notes: string[];
}

/**
 * The reading of a PDF. Pages in order, each ending with a line feed when it has text. Throws
 * password-needed, password-wrong, damaged-file, too-many-pages.
 */
export async function readPdf(
  bytes: Uint8Array,
  name: string,
  limits: ReadLimits,
  options: PdfOptions = {},
): Promise<Reading> {
  const file = await openPdf(bytes, name, { password: options.password, draw: false });
  try {
    const total = file.pageCount;
    if (total > limits.maxPages)
      throw new DossierError("too-many-pages", { name, pages: total, limit: limits.maxPages });
    if (total <= 0) throw new DossierError("damaged-file", { name, reason: "it has no pages" });
    const ocr = limits.ocr === "auto" ? findOcr() : null;
    const pages: PageDraft[] = [];
    for (let index = 0; index < total; index++) {
      const draft = file.withPage(index, draftPage) ?? damagedPage();
      if (draft.marks.includes("needs-ocr") && ocr) await readByOcr(bytes, name, index, draft, ocr, options);
      pages.push(draft);
      options.onProgress?.(index + 1, total);
      // Lets progress leave the process: the loop itself never waits.
      if (index % 8 === 7) await setImmediate();
    }
    return assemble(file, pages);
  } finally {
    file.close();
  }
}

const damagedPage = (): PageDraft => ({
  text: "",
  glyphs: new Uint16Array(0),
  blocks: [],
  // A letter page stands in: the real size is lost with the page.
  widthPt: 612,
  heightPt: 792,
  origin: "none",
  marks: ["damaged"],
  notes: ["page-damaged"],
});

function draftPage(page: PdfPage): PageDraft {
  const { widthPt, heightPt } = page;
  const chars = readChars(page);
  const shapes = readShapes(page);
  const draft: PageDraft = { ...damagedPage(), widthPt, heightPt };
  if (chars === null || !(widthPt > 0 && heightPt > 0)) return draft;
  Object.assign(draft, { marks: [], notes: [] });
  const isScan = chars.count < SCAN_CHARS && shapes.pictureShare > SCAN_PICTURE_SHARE;
  const isGarbled = chars.count >= 20 && shareOfGarbage(chars) > 0.5;
  if (isScan || isGarbled) {
    draft.marks.push("needs-ocr");
    draft.notes.push(isGarbled ? "page-garbled" : "needs-ocr");
  }
  if (chars.isCut) draft.notes.push("page-too-dense");
  const layout = layOutPage(chars, shapes.rulings, widthPt, heightPt);
  Object.assign(draft, layout, { origin: layout.text === "" ? "none" : "text" });
  if (layout.text === "" && !isScan) draft.marks.push("blank");
  return draft;
}

/** Share of characters that the font gives no meaning to: private codes, replacements, unmapped glyphs. */
function shareOfGarbage(chars: PageChars): number {
  let bad = 0;
  for (let i = 0; i < chars.count; i++) {
    const code = chars.code[i]!;
    if ((code >= 0xe000 && code <= 0xf8ff) || code === 0xfffd || code >= 0xf0000) bad++;
  }
  return Math.max(bad, chars.unmapped) / Math.max(1, chars.count);
}

/** Reads a page by its picture; the page stays "needs-ocr" when the engine finds nothing or fails. */
async function readByOcr(
  bytes: Uint8Array,
  name: string,
  index: number,
  draft: PageDraft,
  ocr: Ocr,
  options: PdfOptions,
): Promise<void> {
  const file = await openPdf(bytes, name, { password: options.password, draw: true });
  try {
    const widthPx = Math.min(4000, Math.round((draft.widthPt / 72) * OCR_DPI));
    const png = file.withPage(index, (page) => encodePagePng(page, widthPx));
    if (!png) return;
    const result = await ocr.read(png, widthPx, draft.widthPt);
    if (result === null || result.chars.count === 0) {
      draft.notes.push("ocr-failed");
      return;
    }
    const layout = layOutPage(result.chars, [], draft.widthPt, draft.heightPt);
    Object.assign(draft, layout, { origin: "ocr", marks: [], notes: ["read-by-ocr"] });
  } finally {
    file.close();
  }
}

const NOTES: Record<string, string> = {
  "page-damaged": "This page is damaged and could not be read.",
  "needs-ocr": "This page is a picture without text; connect an OCR engine to read it.",
  "page-garbled": "The fonts of this page do not say which letters they draw; its text cannot be trusted.",
  "page-too-dense":
    "This page holds more characters than Dossier reads from one page; the rest was left out.",
  "read-by-ocr": "This page was read by OCR; check figures against the picture.",
  "ocr-failed": "OCR found no text on this page.",
};

function assemble(file: PdfFile, drafts: PageDraft[]): Reading {
  const roles = nameRoles(drafts);
  const labels = labelPages(drafts, readFileLabels(file));
  const reading: Reading = {
    reader: READER,
    text: "",
    pages: [],
    blocks: [],
    outline: [],
    meta: readMeta(file, drafts.find((draft) => draft.text !== "")?.text ?? "", printedTitle(drafts, roles)),
    html: null,
    attachments: [],
    problems: [],
  };
  const flowed = flowPages(drafts, roles);
  let start = 0;
  drafts.forEach((draft, index) => {
    const { text, glyphs } = flowed.pages[index]!;
    const end = start + text.length;
    const { widthPt, heightPt, origin, marks } = draft;
    reading.pages.push({ start, end, label: labels[index]!, widthPt, heightPt, glyphs, origin, marks });
    for (const code of draft.notes)
      reading.problems.push({ code, at: { page: index + 1 }, note: NOTES[code] ?? code });
    start = end;
  });
  reading.text = flowed.pages.map((page) => page.text).join("");
  reading.blocks = flowed.blocks;
  reading.outline = outlineOf(readBookmarks(file), reading);
  addWholeFileProblems(reading.problems, drafts);
  return reading;
}

function printedTitle(drafts: PageDraft[], roles: RoledBlock[][]): string | null {
  const title = roles[0]?.find((block) => block.kind === "title");
  return title ? drafts[0]!.text.slice(title.start, title.end).replace(/\s+/g, " ") : null;
}

/** A file whose pages are mostly empty opened without an error and is damaged all the same. */
function addWholeFileProblems(problems: Problem[], drafts: PageDraft[]): void {
  const empty = drafts.filter((draft) => draft.marks.includes("blank") || draft.marks.includes("damaged"));
  if (drafts.length >= 4 && empty.length > drafts.length / 2)
    problems.push({
      code: "mostly-empty",
      at: {},
      note: `${empty.length} of ${drafts.length} pages gave no text; the file may be damaged.`,
    });
}
