// read/epub.ts: books: each part of the spine a page, read like HTML.
//
// container.xml names the package file, its manifest the parts, its spine their order. Parts are whole
// pages of a book, so all of their body is read; nothing is guessed to be furniture.

import type { BlobFile, Reading, ReadingMeta, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import { readDate } from "../values/written-date.ts";
import { firstHeading } from "./article-meta.ts";
import { type Builder, createBuilder, emptyMeta } from "./builder.ts";
import { decodeText } from "./charset.ts";
import { parseDom } from "./dom.ts";
import { addMarkup } from "./markup.ts";
import { readPart, resolvePath } from "./office.ts";
import { findElement, findElements, textOf, type XmlElement } from "./xml.ts";
import { openZip, type ZipFile } from "./zip.ts";

export const EPUB_READER = "epub 1";

/** The reading of an .epub file. Throws damaged-file, unpacks-too-large and too-many-pages. */
export function readEpub(bytes: Uint8Array, blob: BlobFile, limits: ReadLimits): Reading {
  const zip = openZip(bytes, { name: blob.name, maxUnpackedBytes: limits.maxUnpackedBytes });
  const { book, folder } = packageOf(zip, blob.name);
  const parts = spineOf(book, folder);
  if (parts.length > limits.maxPages)
    throw new DossierError("too-many-pages", {
      name: blob.name,
      pages: parts.length,
      limit: limits.maxPages,
    });
  const builder = createBuilder();
  for (const [index, path] of parts.entries()) addPart(builder, zip, path, index + 1);
  return builder.finish(EPUB_READER, metaOf(book));
}

function packageOf(zip: ZipFile, name: string): { book: XmlElement; folder: string } {
  const container = readPart(zip, "META-INF/container.xml", name);
  const path = resolvePath("", findElement(container, "rootfile")?.attributes["full-path"] ?? "");
  const book = readPart(zip, path, name);
  if (book === null) throw new DossierError("damaged-file", { name, reason: "its package file is missing" });
  return { book, folder: path.slice(0, path.lastIndexOf("/") + 1) };
}

/** Names may carry a prefix ("opf:item"): only the part after it counts. */
const local = (element: XmlElement, name: string): XmlElement[] => [
  ...findElements(element, name),
  ...findElements(element, `opf:${name}`),
];

function spineOf(book: XmlElement, folder: string): string[] {
  const items = new Map(local(book, "item").map(({ attributes }) => [attributes.id ?? "", attributes]));
  return local(book, "itemref").flatMap(({ attributes }) => {
    const item = items.get(attributes.idref ?? "");
    const href = item?.href ?? "";
    if (href === "" || /\bnav\b/.test(item?.properties ?? "")) return [];
    return [resolvePath(folder, decodePath(href.split("#")[0]!))];
  });
}

function decodePath(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (hex) =>
    new TextDecoder().decode(Uint8Array.from(hex.slice(1).split("%"), (pair) => Number.parseInt(pair, 16))),
  );
}

function addPart(builder: Builder, zip: ZipFile, path: string, page: number): void {
  const bytes = zip.read(path);
  if (bytes === null) {
    builder.page(null);
    builder.problem("missing-part", `Part ${page} of the book is missing.`, { page });
    return;
  }
  const document = parseDom(decodeText(bytes, { isMarkup: true }).text);
  const title = firstHeading(document) ?? document.querySelector("title")?.textContent?.trim();
  builder.page(title?.slice(0, 120) || null);
  addMarkup(builder, document.body ?? document);
}

function metaOf(book: XmlElement): ReadingMeta {
  const said = (name: string): string | null => textOf(findElement(book, name)).trim().slice(0, 500) || null;
  const words = said("dc:date");
  const date = words === null ? null : readDate(words);
  return {
    ...emptyMeta(),
    title: said("dc:title"),
    author: said("dc:creator"),
    source: said("dc:publisher"),
    language: said("dc:language"),
    published: date === null ? null : { iso: date.iso, words: words!, from: "file dc:date" },
  };
}
