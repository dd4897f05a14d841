// desk/boxes.ts: where words stand on their pages: a box for each line of a quote.
//
// A version keeps a rectangle for every character of a printed page. One quote is asked for with its citation,
// by whoever points at it; all the quotes of a page are asked for together, by the page that shows them marked.

import { z } from "zod";
import { Box, Citation } from "../records/citation.ts";
import type { BlockHead, PageRow } from "../store/readings.ts";
import { DossierError } from "../values/error.ts";
import type { Span } from "../values/span.ts";
import { findVersion } from "./find.ts";
import { operation } from "./operation.ts";
import { findPage } from "./pages.ts";

export const locateQuote = operation({
  name: "locate-quote",
  summary: "Find where words stand on their pages: the citation and a box for each line.",
  http: "GET /api/documents/:id/boxes",
  cli: null,
  allow: "viewer",
  input: z.object({
    id: z.string(),
    start: z.coerce.number().int().min(0),
    end: z.coerce.number().int().min(0),
    version: z.string().optional(),
  }),
  output: z.object({ citation: Citation, boxes: z.array(Box) }),
  async run(desk, _actor, input) {
    const version = await findVersion(desk, input.id, input.version);
    const text = (await desk.store.readings.text(version.id)) ?? "";
    if (input.end > text.length || input.start >= input.end)
      throw new DossierError("bad-input", {
        field: "end",
        reason: `the text has ${text.length} characters and a quote at least one`,
      });
    // A quote is a sentence or a table row, not a chapter.
    if (input.end - input.start > 20_000)
      throw new DossierError("bad-input", { field: "end", reason: "a quote has at most 20,000 characters" });
    const pages = await desk.store.readings.glyphs(version.id, input.start, input.end);
    const first = pages[0]?.page;
    // Only where a page ends inside the quote may its furniture stand in it.
    const blocks = pages.length > 1 ? await desk.store.readings.blockHeads(version.id, input) : [];
    const stretches = withoutFurniture(blocks, input);
    return {
      citation: {
        documentId: input.id,
        versionId: version.id,
        page: first?.number ?? 1,
        pageLabel: first?.label ?? null,
        start: input.start,
        end: input.end,
        quote: text.slice(input.start, input.end),
      },
      boxes: pages.flatMap(({ page, glyphs }) =>
        glyphs === null ? [] : stretches.flatMap(({ start, end }) => boxesOf(page, glyphs, start, end)),
      ),
    };
  },
});

/** "120-180,400-460": places as an address carries them. Five hundred are more marks than a page shows. */
const Spans = z
  .string()
  .regex(/^\d{1,9}-\d{1,9}(,\d{1,9}-\d{1,9}){0,499}$/)
  .transform((text) =>
    text.split(",").map((span): Span => {
      const [start, end] = span.split("-").map(Number);
      return { start: start!, end: end! };
    }),
  );

export const pageBoxes = operation({
  name: "page-boxes",
  summary: "Find where several quotes stand on one page: the boxes of each, a box for each line.",
  http: "GET /api/documents/:id/pages/:page/boxes",
  cli: null,
  allow: "viewer",
  input: z.object({
    id: z.string(),
    page: z.coerce.number().int().min(1),
    spans: Spans,
    version: z.string().optional(),
  }),
  output: z.object({
    versionId: z.string(),
    quotes: z.array(z.object({ start: z.number().int(), end: z.number().int(), boxes: z.array(Box) })),
  }),
  async run(desk, _actor, input) {
    const version = await findVersion(desk, input.id, input.version);
    const { number, start, end } = await findPage(desk, input.id, version, input.page);
    const rows = await desk.store.readings.glyphs(version.id, start, end);
    const row = rows.find(({ page }) => page.number === number);
    // As in locate-quote: only a quote that leaves the page can have a foot or a head inside.
    const leaves = (quote: Span) => quote.start < start || quote.end > end;
    const leaving = input.spans.filter(leaves);
    const blocks =
      leaving.length > 0 ? await desk.store.readings.blockHeads(version.id, around(leaving)) : [];
    const boxesHere = (quote: Span): Box[] =>
      row?.glyphs == null
        ? []
        : (leaves(quote) ? withoutFurniture(blocks, quote) : [quote]).flatMap((part) =>
            boxesOf(row.page, row.glyphs!, part.start, part.end),
          );
    return {
      versionId: version.id,
      quotes: input.spans.map((quote) => ({ ...quote, boxes: boxesHere(quote) })),
    };
  },
});

/** The stretch from the first start to the last end; at least one span. */
const around = (spans: readonly Span[]): Span => ({
  start: Math.min(...spans.map(({ start }) => start)),
  end: Math.max(...spans.map(({ end }) => end)),
});

/**
 * The parts of a quote over a page break that are its own: the foot of one page and the head of the next stand
 * between them and are not what was quoted. The quote as it is when it is nothing but heads and feet.
 */
export function withoutFurniture(blocks: readonly BlockHead[], quote: Span): Span[] {
  const parts: Span[] = [];
  let from = quote.start;
  for (const { kind, start, end } of blocks) {
    if ((kind !== "header" && kind !== "footer") || end <= from || start >= quote.end) continue;
    if (start > from) parts.push({ start: from, end: start });
    from = Math.min(end, quote.end);
  }
  if (from < quote.end) parts.push({ start: from, end: quote.end });
  return parts.length > 0 ? parts : [{ start: quote.start, end: quote.end }];
}

/** One box a line: glyphs join the line while they overlap it in height by half and follow it to the right. */
export function boxesOf(page: PageRow, glyphs: Uint16Array, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  let line: Box | null = null;
  for (let at = Math.max(start, page.start); at < Math.min(end, page.end); at++) {
    const g = (at - page.start) * 4;
    const [x0, y0, x1, y1] = [
      glyphs[g]! / 65535,
      glyphs[g + 1]! / 65535,
      glyphs[g + 2]! / 65535,
      glyphs[g + 3]! / 65535,
    ];
    if (x1 <= x0 || y1 <= y0) continue;
    const overlap: number = line === null ? 0 : Math.min(line.y1, y1) - Math.max(line.y0, y0);
    // A jump back to the left at the same height is the next column, not the same line.
    const follows: boolean =
      line !== null &&
      overlap > 0.5 * Math.min(y1 - y0, line.y1 - line.y0) &&
      x0 > line.x0 - 0.002 &&
      x0 - line.x1 < 0.25;
    if (line !== null && follows) {
      line.x1 = Math.max(line.x1, x1);
      line.y0 = Math.min(line.y0, y0);
      line.y1 = Math.max(line.y1, y1);
    } else {
      line = { page: page.number, x0, y0, x1, y1 };
      boxes.push(line);
    }
  }
  return boxes;
}
