// read/builder.ts: the one place where text, offsets, blocks, pages and reading HTML are put together.
//
// A format walks its own structure and hands over blocks of runs; the builder cleans the letters, counts
// the offsets and writes the HTML of the clean reading view beside the text. Since the HTML is written
// here, from escaped text and a dozen fixed tags, nothing of the source's own markup can reach it. For
// every element with data-start and data-end: its text content is text.slice(start, end).
//
// Blocks are parted by "\n", pages by "\f".

import type {
  Block,
  BlockKind,
  OutlineEntry,
  Reading,
  ReadingMeta,
  ReadingPage,
} from "../records/reading.ts";
import type { Problem } from "../values/problem.ts";
import { cleanRuns, type Run } from "./runs.ts";
import { sanitise } from "./sanitise.ts";
import { addTable, type TableDraft } from "./table.ts";
import { blockHtml, ListNesting } from "./view.ts";

export interface BlockOptions {
  /** Heading depth or list depth, from 1. */
  level?: number;
  /** For list items: whether the list is numbered. */
  isOrdered?: boolean;
}

export interface Builder {
  /** UTF-16 length of the text so far. */
  readonly length: number;
  /** Starts a page; the first call names the page that is open already. */
  page(label: string | null): void;
  /** Adds a block; nothing happens when its runs hold no letters. */
  block(kind: Exclude<BlockKind, "table">, runs: string | Run[], options?: BlockOptions): void;
  /** Adds a table with its caption and unit line as they are known. */
  table(draft: TableDraft): void;
  /** Keeps what went wrong; at most 200, then one that says there were more. */
  problem(code: string, note: string, at?: Problem["at"]): void;
  /** The reading; the builder is used up. */
  finish(reader: string, meta: ReadingMeta, attachments?: Reading["attachments"]): Reading;
}

/** Problems kept for one reading: more tell a person nothing new. */
const MOST_PROBLEMS = 200;
/** Outline entries kept: an outline longer than this is not one. */
const MOST_OUTLINE = 5_000;

/** Meta of a file that says nothing of itself. */
export const emptyMeta = (): ReadingMeta => ({
  title: null,
  author: null,
  source: null,
  published: null,
  language: null,
  url: null,
  isTeaser: false,
});

/** A builder with one open page and no text. */
export function createBuilder(): Builder {
  const parts: string[] = [];
  const html: string[] = [];
  const pages: ReadingPage[] = [];
  const blocks: Block[] = [];
  const outline: OutlineEntry[] = [];
  const problems: Problem[] = [];
  const lists = new ListNesting(html);
  let length = 0;
  let open: { start: number; label: string | null } = { start: 0, label: null };
  let isFirstPage = true;

  const append = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  /** Parts what follows from the block before it; the offset where it starts. */
  const begin = (): number => {
    if (length > open.start) append("\n");
    return length;
  };
  const closePage = (): void => {
    pages.push({
      start: open.start,
      end: length,
      label: open.label,
      widthPt: null,
      heightPt: null,
      glyphs: null,
      origin: "text",
      marks: length > open.start + 1 || pages.length === 0 ? [] : ["blank"],
    });
  };

  return {
    get length() {
      return length;
    },
    page(label) {
      lists.closeAll();
      if (isFirstPage && length === 0) open = { start: 0, label };
      else {
        append("\f");
        closePage();
        open = { start: length, label };
      }
      isFirstPage = false;
    },
    block(kind, given, { level = 0, isOrdered = false } = {}) {
      const runs = cleanRuns(typeof given === "string" ? [{ text: given }] : given, kind === "code");
      if (runs.length === 0) return;
      const start = begin();
      for (const run of runs) append(run.text);
      const depth = kind === "heading" || kind === "list-item" ? Math.max(1, level) : 0;
      blocks.push({ kind, level: depth, start, end: length });
      if (kind === "list-item") lists.item(runs, { start, end: length }, depth, isOrdered);
      else {
        lists.closeAll();
        html.push(blockHtml(kind, depth, runs, { start, end: length }));
      }
      if (kind === "heading" && outline.length < MOST_OUTLINE) {
        const title = runs.map((run) => run.text).join("");
        outline.push({ title: title.slice(0, 300), level: depth, page: pages.length + 1, start });
      }
    },
    table(draft) {
      lists.closeAll();
      const room = addTable(draft, begin, append, html);
      if (room.block !== null) blocks.push(room.block);
      if (room.isCut)
        this.problem("table-cut", "A table was larger than Dossier keeps; its end is left out.");
    },
    problem(code, note, at = {}) {
      if (problems.length < MOST_PROBLEMS) problems.push({ code, at, note });
      else if (problems.length === MOST_PROBLEMS)
        problems.push({ code: "more-problems", at: {}, note: "There were more problems of these kinds." });
    },
    finish(reader, meta, attachments = []) {
      lists.closeAll();
      closePage();
      return {
        reader,
        text: parts.join(""),
        pages,
        blocks,
        outline,
        meta,
        html: sanitise(html.join("\n")),
        attachments,
        problems,
      };
    },
  };
}
