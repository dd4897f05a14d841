// read/office.ts: what DOCX, XLSX and PPTX share: the package and its core properties.
//
// A package is a zip of XML parts tied together by relations. Nothing outside the package is ever followed,
// and libraries that open packages themselves only get one that was packed anew from checked parts.

import type { ReadingMeta, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import { readDate } from "../values/written-date.ts";
import { emptyMeta } from "./builder.ts";
import { findElement, hasDoctype, nestsTooDeep, parseXml, textOf, type XmlElement } from "./xml.ts";
import { openZip, packZip, type ZipFile } from "./zip.ts";

/** Opens an office package; throws damaged-file, unpacks-too-large, password-needed. */
export const openPackage = (bytes: Uint8Array, name: string, limits: ReadLimits): ZipFile =>
  openZip(bytes, { name, maxUnpackedBytes: limits.maxUnpackedBytes });

/** A part as a tree; null when the package has none. */
export function readPart(zip: ZipFile, path: string, name: string): XmlElement | null {
  const bytes = zip.read(path);
  return bytes === null ? null : parseXml(bytes, name);
}

/**
 * The package packed anew with its XML parts only, each checked: pictures and macros stay out, and a
 * library that opens the result cannot meet a size that lies or an entity.
 */
export function repackXml(zip: ZipFile, name: string): Uint8Array {
  const parts: Record<string, Uint8Array> = {};
  for (const path of zip.names) {
    if (!/\.(?:xml|rels)$/i.test(path) || /(?:^|\/)(?:theme|media|embeddings|customXml)\//i.test(path))
      continue;
    const bytes = zip.read(path)!;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
    const refuse = (reason: string): DossierError => new DossierError("damaged-file", { name, reason });
    if (hasDoctype(text)) throw refuse("it defines entities of its own");
    // mammoth's parser takes minutes for elements that never close.
    if (nestsTooDeep(text)) throw refuse("its parts nest without end");
    parts[path] = bytes;
  }
  return packZip(parts);
}

/** Title, author and date from docProps/core.xml. The date is when the file was last saved or made. */
export function coreMeta(zip: ZipFile, name: string): ReadingMeta {
  const meta = emptyMeta();
  const core = readPart(zip, "docProps/core.xml", name);
  if (core === null) return meta;
  const said = (element: string): string | null =>
    textOf(findElement(core, element)).trim().slice(0, 500) || null;
  meta.title = said("dc:title");
  meta.author = said("dc:creator");
  meta.language = said("dc:language");
  const created = said("dcterms:created");
  const date = created === null ? null : readDate(created);
  if (date !== null) meta.published = { iso: date.iso, words: created!, from: "file created" };
  return meta;
}

/** Targets of a part's relations by id, as paths inside the package; those outside are left out. */
export function relationsOf(
  zip: ZipFile,
  part: string,
  name: string,
): Map<string, { path: string; type: string }> {
  const slash = part.lastIndexOf("/");
  const folder = part.slice(0, slash + 1);
  const rels = readPart(zip, `${folder}_rels/${part.slice(slash + 1)}.rels`, name);
  const found = new Map<string, { path: string; type: string }>();
  for (const child of rels?.children ?? []) {
    if (typeof child === "string" || child.attributes.TargetMode === "External") continue;
    const target = child.attributes.Target ?? "";
    found.set(child.attributes.Id ?? "", {
      path: resolvePath(folder, target),
      type: (child.attributes.Type ?? "").split("/").at(-1) ?? "",
    });
  }
  return found;
}

/** A relative path inside a package; ".." never leaves it. */
export function resolvePath(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith("/") ? target.slice(1) : folder + target).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
