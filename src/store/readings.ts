// store/readings.ts: the tables readings and pages: what a reader made of a version.
//
// Glyph boxes are the bulk (8 bytes a character) and blocks with their cells come next; both are kept deflated, by
// the thread pool, and unpacked only where somebody looks: boxes lie a page a row, blocks a line each:
//
//   {"start":120,"end":260,"kind":"paragraph","level":0}
//   {"start":260,"end":900,"kind":"table","level":0,"table":{…}}
//
// so that the few on one page are found by halving, and no cell of the others is parsed.

import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { Block, OutlineEntry, Reading, ReadingPage } from "../records/reading.ts";
import type { Span } from "../values/span.ts";
import type { Queryable, Row } from "./database.ts";
import { fromJson, marks } from "./rows.ts";

/** A page without its boxes: what lists need. */
export type PageRow = Omit<ReadingPage, "glyphs"> & { number: number };

/** A block without its cells. */
export type BlockHead = Omit<Block, "table">;

/** A reading as it is kept: blocks and the boxes of each page deflated. */
export interface PackedReading {
  reading: Omit<Reading, "blocks" | "pages" | "attachments">;
  blocks: Uint8Array;
  pages: { page: ReadingPage; glyphs: Uint8Array | null }[];
}

/** Level 3: a third of the size at a tenth of the time of level 9. */
const LEVEL = 3;
const deflated = promisify(deflateRaw) as (bytes: Uint8Array, options: object) => Promise<Buffer>;
const inflated = promisify(inflateRaw) as (bytes: Uint8Array) => Promise<Buffer>;

/** Deflates what is large, before a transaction: others need not wait for it. */
export async function packReading({ blocks, pages, ...reading }: Reading): Promise<PackedReading> {
  const lines = blocks.map(({ start, end, ...rest }) => JSON.stringify({ start, end, ...rest }));
  return {
    reading,
    blocks: await deflated(Buffer.from(lines.join("\n"), "utf8"), { level: LEVEL }),
    pages: await Promise.all(
      pages.map(async (page) => ({
        page,
        glyphs: page.glyphs === null ? null : await deflated(bytesOf(page.glyphs), { level: LEVEL }),
      })),
    ),
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint16Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

export function readingsTable(db: Queryable) {
  return {
    /** Replaces the reading of a version and all its pages. */
    async put(versionId: string, { reading, blocks, pages }: PackedReading): Promise<void> {
      await db.run("DELETE FROM readings WHERE version_id = ?", [versionId]);
      await db.run("DELETE FROM pages WHERE version_id = ?", [versionId]);
      await db.run(
        "INSERT INTO readings (version_id, reader, text, blocks, outline, meta, html, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
          versionId,
          reading.reader,
          reading.text,
          blocks,
          JSON.stringify(reading.outline),
          JSON.stringify(reading.meta),
          reading.html,
          JSON.stringify(reading.problems),
        ],
      );
      await db.runMany(
        "INSERT INTO pages (version_id, number, start_offset, end_offset, label, width_pt, height_pt, origin, marks, glyphs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        pages.map(({ page, glyphs }, at) => [
          versionId,
          at + 1,
          page.start,
          page.end,
          page.label,
          page.widthPt,
          page.heightPt,
          page.origin,
          JSON.stringify(page.marks),
          glyphs,
        ]),
      );
    },

    /** The whole text; slices are cut by the caller, SQL's substr counts code points. */
    async text(versionId: string): Promise<string | null> {
      const row = await db.get<{ text: string }>("SELECT text FROM readings WHERE version_id = ?", [
        versionId,
      ]);
      return row?.text ?? null;
    },

    /** Blocks that overlap [start, end), in order, without their cells. */
    async blockHeads(versionId: string, { start, end }: Span): Promise<BlockHead[]> {
      const row = await db.get<{ blocks: Uint8Array }>("SELECT blocks FROM readings WHERE version_id = ?", [
        versionId,
      ]);
      return row === undefined ? [] : headsWithin(await inflated(row.blocks), start, end);
    },

    /** What checks read of a version: its text and its blocks, no pages. */
    async body(versionId: string): Promise<Pick<Reading, "text" | "blocks"> | null> {
      const row = await db.get<{ text: string; blocks: Uint8Array }>(
        "SELECT text, blocks FROM readings WHERE version_id = ?",
        [versionId],
      );
      return row === undefined ? null : { text: row.text, blocks: allBlocks(await inflated(row.blocks)) };
    },

    async outline(versionId: string): Promise<OutlineEntry[]> {
      const row = await db.get("SELECT outline FROM readings WHERE version_id = ?", [versionId]);
      return row === undefined ? [] : fromJson<OutlineEntry[]>(row.outline);
    },

    async html(versionId: string): Promise<string | null> {
      const row = await db.get<{ html: string | null }>("SELECT html FROM readings WHERE version_id = ?", [
        versionId,
      ]);
      return row?.html ?? null;
    },

    async pages(versionId: string): Promise<PageRow[]> {
      const rows = await db.all(
        "SELECT number, start_offset, end_offset, label, width_pt, height_pt, origin, marks FROM pages WHERE version_id = ? ORDER BY number",
        [versionId],
      );
      return rows.map(pageOf);
    },

    /** Printed labels of the pages that passages start on, by "version page". */
    async labels(places: readonly { versionId: string; page: number }[]): Promise<Map<string, string>> {
      const versions = [...new Set(places.map(({ versionId }) => versionId))];
      const numbers = [...new Set(places.map(({ page }) => page))];
      if (versions.length === 0) return new Map();
      const rows = await db.all<{ version_id: string; number: number; label: string }>(
        `SELECT version_id, number, label FROM pages WHERE label IS NOT NULL AND version_id IN (${marks(versions.length)}) AND number IN (${marks(numbers.length)})`,
        [...versions, ...numbers],
      );
      return new Map(rows.map((row) => [`${row.version_id} ${row.number}`, row.label]));
    },

    /** The reading again, without boxes and attachments. Parses every cell of its tables: not for a thread that answers people. */
    async whole(versionId: string): Promise<Reading | null> {
      const row = await db.get("SELECT * FROM readings WHERE version_id = ?", [versionId]);
      if (row === undefined) return null;
      return {
        reader: String(row.reader),
        text: String(row.text),
        pages: (await this.pages(versionId)).map(({ number: _, ...page }) => ({ ...page, glyphs: null })),
        blocks: allBlocks(await inflated(row.blocks as Uint8Array)),
        outline: fromJson(row.outline),
        meta: fromJson(row.meta),
        html: row.html as string | null,
        attachments: [],
        problems: fromJson(row.problems),
      };
    },

    /** Boxes of the pages that overlap [start, end): four numbers a UTF-16 unit, see records/reading.ts. */
    async glyphs(
      versionId: string,
      start: number,
      end: number,
    ): Promise<{ page: PageRow; glyphs: Uint16Array | null }[]> {
      const rows = await db.all(
        "SELECT * FROM pages WHERE version_id = ? AND start_offset < ? AND end_offset > ? ORDER BY number",
        [versionId, end, start],
      );
      return Promise.all(
        rows.map(async (row) => ({
          page: pageOf(row),
          glyphs: row.glyphs === null ? null : boxesOf(await inflated(row.glyphs as Uint8Array)),
        })),
      );
    },
  };
}

// A pooled Buffer may start at an odd offset, which a Uint16Array cannot.
const boxesOf = ({ buffer, byteOffset, byteLength }: Buffer): Uint16Array =>
  new Uint16Array(buffer.slice(byteOffset, byteOffset + byteLength));

const LINE_FEED = 10;
/** What stands before the cells of a block: no number or kind is longer. */
const HEAD_BYTES = 120;
const HEAD = /^\{"start":(\d+),"end":(\d+),"kind":"([a-z-]+)","level":(\d+)/;

function allBlocks(lines: Buffer): Block[] {
  const text = lines.toString("utf8");
  // Desks of the first version hold one list.
  if (text.startsWith("[")) return JSON.parse(text) as Block[];
  return text === "" ? [] : text.split("\n").map((line) => JSON.parse(line) as Block);
}

function headsWithin(lines: Buffer, start: number, end: number): BlockHead[] {
  if (lines[0] === "[".charCodeAt(0))
    return allBlocks(lines).filter((block) => block.start < end && block.end > start);
  // Blocks follow each other: the first that ends after `start` is found by halving the bytes.
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    // "low" begins a line, so there is nothing to look for; and -1 would mean the last byte.
    const line = middle === low ? low : lines.lastIndexOf(LINE_FEED, middle - 1) + 1;
    if (headAt(lines, line).end > start) high = line;
    else low = nextLine(lines, line);
  }
  const heads: BlockHead[] = [];
  for (let at = low; at < lines.length; at = nextLine(lines, at)) {
    const head = headAt(lines, at);
    if (head.start >= end) break;
    heads.push(head);
  }
  return heads;
}

function nextLine(lines: Buffer, at: number): number {
  const feed = lines.indexOf(LINE_FEED, at);
  return feed < 0 ? lines.length : feed + 1;
}

function headAt(lines: Buffer, at: number): BlockHead {
  const [, start, end, kind, level] = HEAD.exec(lines.toString("latin1", at, at + HEAD_BYTES))!;
  return { start: Number(start), end: Number(end), kind: kind as Block["kind"], level: Number(level) };
}

function pageOf(row: Row): PageRow {
  return {
    number: Number(row.number),
    start: Number(row.start_offset),
    end: Number(row.end_offset),
    label: row.label as string | null,
    widthPt: row.width_pt as number | null,
    heightPt: row.height_pt as number | null,
    origin: String(row.origin) as PageRow["origin"],
    marks: fromJson(row.marks),
  };
}
