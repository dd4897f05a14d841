// store/readings.ts: the tables readings and pages: what a reader made of a version.
//
// Glyph boxes are the bulk (8 bytes a character); they are kept deflated, a page a row, so that the reader
// fetches the one page it shows. Deflate level 3: a third of the size at a tenth of the time of level 9.

import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Block, OutlineEntry, Reading, ReadingMeta, ReadingPage } from "../records/reading.ts";
import type { Problem } from "../values/problem.ts";
import type { Queryable, Row } from "./database.ts";
import { fromJson, marks } from "./rows.ts";

/** A page without its boxes: what lists need. */
export type PageRow = Omit<ReadingPage, "glyphs"> & { number: number };

/** A reading as kept; pages and boxes are fetched on their own. */
export interface KeptReading {
  reader: string;
  text: string;
  blocks: Block[];
  outline: OutlineEntry[];
  meta: ReadingMeta;
  html: string | null;
  problems: Problem[];
}

export function readingsTable(db: Queryable) {
  return {
    /** Replaces the reading of a version and all its pages. */
    async put(versionId: string, reading: Reading): Promise<void> {
      await db.run("DELETE FROM readings WHERE version_id = ?", [versionId]);
      await db.run("DELETE FROM pages WHERE version_id = ?", [versionId]);
      await db.run(
        "INSERT INTO readings (version_id, reader, text, blocks, outline, meta, html, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
          versionId,
          reading.reader,
          reading.text,
          pack(JSON.stringify(reading.blocks)),
          JSON.stringify(reading.outline),
          JSON.stringify(reading.meta),
          reading.html,
          JSON.stringify(reading.problems),
        ],
      );
      await db.runMany(
        "INSERT INTO pages (version_id, number, start_offset, end_offset, label, width_pt, height_pt, origin, marks, glyphs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        reading.pages.map((page, at) => [
          versionId,
          at + 1,
          page.start,
          page.end,
          page.label,
          page.widthPt,
          page.heightPt,
          page.origin,
          JSON.stringify(page.marks),
          page.glyphs === null
            ? null
            : deflateRawSync(
                new Uint8Array(page.glyphs.buffer, page.glyphs.byteOffset, page.glyphs.byteLength),
                { level: 3 },
              ),
        ]),
      );
    },

    async get(versionId: string): Promise<KeptReading | null> {
      const row = await db.get("SELECT * FROM readings WHERE version_id = ?", [versionId]);
      if (row === undefined) return null;
      return {
        reader: String(row.reader),
        text: String(row.text),
        blocks: JSON.parse(unpack(row.blocks as Uint8Array)) as Block[],
        outline: fromJson(row.outline),
        meta: fromJson(row.meta),
        html: row.html as string | null,
        problems: fromJson(row.problems),
      };
    },

    /** Half-open UTF-16 slice of the text; the slice is cut here, SQL's substr counts code points. */
    async text(versionId: string): Promise<string | null> {
      const row = await db.get<{ text: string }>("SELECT text FROM readings WHERE version_id = ?", [
        versionId,
      ]);
      return row?.text ?? null;
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

    /** The whole reading again, boxes included, as the reader gave it (attachments aside). */
    async whole(versionId: string): Promise<Reading | null> {
      const kept = await this.get(versionId);
      if (kept === null) return null;
      const rows = await db.all("SELECT * FROM pages WHERE version_id = ? ORDER BY number", [versionId]);
      const pages = rows.map((row) => {
        const { number, ...page } = pageOf(row);
        return { ...page, glyphs: null };
      });
      return { ...kept, pages, attachments: [] };
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
      return rows.map((row) => ({
        page: pageOf(row),
        glyphs: row.glyphs === null ? null : glyphsOf(row.glyphs as Uint8Array),
      }));
    },
  };
}

const pack = (text: string): Uint8Array => deflateRawSync(text, { level: 3 });
const unpack = (bytes: Uint8Array): string => inflateRawSync(bytes).toString("utf8");

function glyphsOf(bytes: Uint8Array): Uint16Array {
  const raw = inflateRawSync(bytes);
  // A pooled Buffer may start at an odd offset, which a Uint16Array cannot.
  return new Uint16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
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
