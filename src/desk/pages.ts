// desk/pages.ts: the pages of a version: list, text, picture, reading view, words found. Where words stand on them: boxes.ts.

import { z } from "zod";
import type { Version } from "../records/document.ts";
import type { PageRow } from "../store/readings.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";
import { findVersion } from "./find.ts";
import { operation } from "./operation.ts";

const PageOutput = z.object({
  number: z.number().int(),
  label: z.string().nullable(),
  widthPt: z.number().nullable(),
  heightPt: z.number().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  marks: z.array(z.string()),
  origin: z.enum(["text", "ocr", "none"]),
});

export const listPages = operation({
  name: "list-pages",
  summary: "List the pages of a document with their printed labels and marks.",
  http: "GET /api/documents/:id/pages",
  cli: "pages <id>",
  allow: "viewer",
  input: z.object({ id: z.string(), version: z.string().optional() }),
  output: z.object({ versionId: z.string(), pages: z.array(PageOutput) }),
  async run(desk, _actor, input) {
    const version = await findVersion(desk, input.id, input.version);
    return { versionId: version.id, pages: await desk.store.readings.pages(version.id) };
  },
});

const BlockOutput = z.object({
  kind: z.string(),
  level: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
});

export const readPage = operation({
  name: "read-page",
  summary: "Read the text of one page, with its blocks.",
  http: "GET /api/documents/:id/pages/:page",
  cli: "read <id> <page>",
  allow: "viewer",
  input: z.object({ id: z.string(), page: z.coerce.number().int().min(1), version: z.string().optional() }),
  output: z.object({
    versionId: z.string(),
    page: z.number().int(),
    label: z.string().nullable(),
    start: z.number().int(),
    end: z.number().int(),
    text: z.string(),
    blocks: z.array(BlockOutput),
  }),
  async run(desk, _actor, input) {
    const version = await findVersion(desk, input.id, input.version);
    const page = await findPage(desk, input.id, version, input.page);
    const { readings } = desk.store;
    const [text, blocks] = await Promise.all([
      readings.text(version.id),
      readings.blockHeads(version.id, page),
    ]);
    return {
      versionId: version.id,
      page: page.number,
      label: page.label,
      start: page.start,
      end: page.end,
      text: text?.slice(page.start, page.end) ?? "",
      blocks: blocks.map(({ kind, level, start, end }) => ({
        kind,
        level,
        start: Math.max(start, page.start),
        end: Math.min(end, page.end),
      })),
    };
  },
});

export const readingView = operation({
  name: "reading-view",
  summary: "Get the clean reading view of a web page, mail or office document as sanitised HTML.",
  http: "GET /api/documents/:id/view",
  cli: null,
  allow: "viewer",
  input: z.object({ id: z.string(), version: z.string().optional() }),
  output: z.object({ versionId: z.string(), html: z.string().nullable() }),
  async run(desk, _actor, input) {
    const version = await findVersion(desk, input.id, input.version);
    return { versionId: version.id, html: await desk.store.readings.html(version.id) };
  },
});

/** A page as PNG. Throws page-not-found also for formats that have no printed pages. */
export async function pagePicture(
  desk: Desk,
  input: { id: string; page: number; version?: string; widthPx: number },
): Promise<Uint8Array> {
  const version = await findVersion(desk, input.id, input.version);
  const page = await findPage(desk, input.id, version, input.page);
  if (page.widthPt === null)
    throw new DossierError("page-not-found", { id: input.id, page: input.page, pages: 0 });
  const password = (await desk.store.documents.passwordOf(version.id)) ?? undefined;
  return desk.reader.render({
    path: desk.store.blobs.pathOf(version.sha256),
    name: version.fileName,
    page: input.page,
    widthPx: input.widthPx,
    password,
  });
}

/** The original bytes with their name and type. */
export async function originalOf(
  desk: Desk,
  input: { id: string; version?: string },
): Promise<{ version: Version; stream: NodeJS.ReadableStream }> {
  const version = await findVersion(desk, input.id, input.version);
  if (!(await desk.store.blobs.has(version.sha256))) throw new DossierError("blob-missing", { id: input.id });
  return { version, stream: desk.store.blobs.stream(version.sha256) };
}

/** Throws page-not-found. */
export async function findPage(desk: Desk, id: string, version: Version, number: number): Promise<PageRow> {
  const pages = await desk.store.readings.pages(version.id);
  const page = pages[number - 1];
  if (page === undefined) throw new DossierError("page-not-found", { id, page: number, pages: pages.length });
  return page;
}

const MatchOutput = z.object({
  start: z.number().int(),
  end: z.number().int(),
  page: z.number().int(),
  before: z.string(),
  text: z.string(),
  after: z.string(),
});

export const findInDocument = operation({
  name: "find-in-document",
  summary: "Find words in one document; the first 500 places with what stands around them.",
  http: "GET /api/documents/:id/find",
  cli: "find <id> <query>",
  allow: "viewer",
  input: z.object({ id: z.string(), query: z.string().min(1).max(300), version: z.string().optional() }),
  output: z.object({ matches: z.array(MatchOutput), total: z.number().int() }),
  async run(desk, _actor, input) {
    const version = await findVersion(desk, input.id, input.version);
    const text = (await desk.store.readings.text(version.id)) ?? "";
    const pages = await desk.store.readings.pages(version.id);
    const found = placesOf(text, input.query);
    let page = 0;
    const matches = found.slice(0, 500).map(({ start, end }) => {
      while (page < pages.length - 1 && start >= pages[page]!.end) page++;
      return {
        start,
        end,
        page: page + 1,
        before: text.slice(Math.max(0, start - 40), start),
        text: text.slice(start, end),
        after: text.slice(end, end + 40),
      };
    });
    return { matches, total: found.length };
  },
});

/** Places of the words, case aside and blanks of any length alike. Linear: the pattern has no alternatives that overlap. */
function placesOf(text: string, query: string): { start: number; end: number }[] {
  const words = query
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.join("") === "") return [];
  const places: { start: number; end: number }[] = [];
  for (const match of text.matchAll(new RegExp(words.join("\\s{1,8}"), "giu")))
    places.push({ start: match.index, end: match.index + match[0].length });
  return places;
}
