// test/support/hostile/zips.ts: zip files that lie: about sizes, names, methods, counts and places.
//
// A writer of our own, since every honest one refuses to make these.

import { constants, crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  name: string;
  bytes: Uint8Array | string;
  /** What the headers say instead of the truth. */
  claims?: {
    size?: number;
    packedSize?: number;
    crc?: number;
    method?: number;
    flags?: number;
    mode?: number;
  };
  /** Packed bytes to use as they are; `bytes` then is ignored. */
  packed?: Uint8Array;
}

export interface ZipLies {
  /** The number of entries that the end record says. */
  count?: number;
  /** Let every entry of the directory point at the first one's bytes. */
  isOverlapping?: boolean;
  /** Leave out the directory and its end. */
  hasNoDirectory?: boolean;
  /** Bytes before the first entry and after the last. */
  before?: Uint8Array;
  comment?: Uint8Array;
}

/** The bytes of a zip file. */
export function makeZip(entries: readonly ZipEntry[], lies: ZipLies = {}): Uint8Array {
  const parts: Uint8Array[] = [lies.before ?? new Uint8Array()];
  const directory: Uint8Array[] = [];
  let at = parts[0]!.byteLength;
  const first = at;
  for (const entry of entries) {
    const bytes = typeof entry.bytes === "string" ? Buffer.from(entry.bytes) : entry.bytes;
    const packed = entry.packed ?? deflateRawSync(bytes, { level: 6 });
    const name = Buffer.from(entry.name, "utf8");
    const { claims = {} } = entry;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(claims.flags ?? 0x800, 2);
    common.writeUInt16LE(claims.method ?? 8, 4);
    common.writeUInt32LE(0x5a210000, 6);
    common.writeUInt32LE(claims.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(claims.packedSize ?? packed.byteLength, 14);
    common.writeUInt32LE(claims.size ?? bytes.byteLength, 18);
    common.writeUInt16LE(name.byteLength, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, name, packed]);
    const tail = Buffer.alloc(14);
    // Unix mode in the upper half: 0o120777 makes a symbolic link of it.
    tail.writeUInt32LE(((claims.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(lies.isOverlapping ? first : at, 10);
    const made = Buffer.from([20, 3]);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), made, common, tail, name]));
    parts.push(local);
    at += local.byteLength;
  }
  if (lies.hasNoDirectory) return Buffer.concat(parts);
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE((lies.count ?? entries.length) & 0xffff, 8);
  end.writeUInt16LE((lies.count ?? entries.length) & 0xffff, 10);
  end.writeUInt32LE(listed.byteLength, 12);
  end.writeUInt32LE(at, 16);
  const comment = lies.comment ?? new Uint8Array();
  end.writeUInt16LE(comment.byteLength, 20);
  return Buffer.concat([...parts, listed, end, comment]);
}

/** Packed bytes that unpack to `megabytes` of one character; made a block at a time, so that making it is cheap. */
export function bombOf(
  megabytes: number,
  before = "",
  after = "",
  fill = "a",
): { packed: Uint8Array; size: number; crc: number } {
  const block = Buffer.alloc(1_048_576, fill);
  const synced = { level: 9, finishFlush: constants.Z_SYNC_FLUSH } as const;
  const packedBlock = deflateRawSync(block, synced);
  const start = Buffer.from(before);
  const end = Buffer.from(after);
  let crc = crc32(start);
  for (let at = 0; at < megabytes; at++) crc = crc32(block, crc);
  crc = crc32(end, crc);
  return {
    packed: Buffer.concat([
      deflateRawSync(start, synced),
      ...Array.from({ length: megabytes }, () => packedBlock),
      deflateRawSync(end),
    ]),
    size: start.byteLength + megabytes * block.byteLength + end.byteLength,
    crc,
  };
}

/** A package of an office format, its parts by name; what is not given is the least that makes it one. */
export function officeZip(
  kind: "docx" | "xlsx" | "pptx",
  parts: Record<string, string>,
  more: ZipEntry[] = [],
): Uint8Array {
  return makeZip([
    ...Object.entries({ ...leastOf(kind), ...parts }).map(([name, bytes]) => ({ name, bytes })),
    ...more,
  ]);
}

const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = {
  docx: [
    "word/document.xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
  ],
  xlsx: ["xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"],
  pptx: [
    "ppt/presentation.xml",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
  ],
} as const;
const related = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
const relations = (inner: string) => `<Relationships xmlns="${RELATIONS}">${inner}</Relationships>`;

/** A Word document's main part around some body. */
export const wordXml = (body: string, head = ""): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
export const wordText = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
/** A sheet around some rows. */
export const sheetXml = (rows: string, head = ""): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${rows}</worksheet>`;

function leastOf(kind: "docx" | "xlsx" | "pptx"): Record<string, string> {
  const [main, type] = MAIN[kind];
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${main}" ContentType="${type}"/></Types>`,
    "_rels/.rels": relations(related("r1", "officeDocument", main)),
  };
  if (kind === "docx") parts[main] = wordXml(wordText("A short text."));
  if (kind === "xlsx") {
    parts[main] =
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`;
    parts["xl/_rels/workbook.xml.rels"] = relations(related("r1", "worksheet", "worksheets/sheet1.xml"));
    parts["xl/worksheets/sheet1.xml"] = sheetXml(
      `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Capex</t></is></c><c r="B1"><v>12.5</v></c></row></sheetData>`,
    );
  }
  if (kind === "pptx") {
    parts[main] =
      `<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="${OFFICE}"><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>`;
    parts["ppt/_rels/presentation.xml.rels"] = relations(related("r1", "slide", "slides/slide1.xml"));
    parts["ppt/slides/slide1.xml"] =
      `<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>A slide.</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`;
  }
  return parts;
}
