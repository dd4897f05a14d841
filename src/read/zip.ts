// read/zip.ts: the parts of a zip file, without believing what it says.
//
// The list of entries comes from the central directory; each wanted part is inflated by node:zlib with a
// hard limit of output, so a size that lies cannot cost more than what is left of the budget. Overlapping
// entries and bombs meet the same limit, since it counts what comes out. Names that climb ("..", "/x",
// "C:") are never handed out. fflate only packs again what was checked, for readers that want a zip.

import { crc32, inflateRawSync } from "node:zlib";
import { zipSync } from "fflate";
import { DossierError } from "../values/error.ts";

export interface ZipLimits {
  /** For messages. */
  name: string;
  /** All parts together, unpacked. */
  maxUnpackedBytes: number;
}

export interface ZipFile {
  /** Names of all parts with safe names, in the order of the directory, each once. */
  readonly names: string[];
  /** The bytes of a part, checked against its CRC; null when there is none of that name. */
  read(name: string): Uint8Array | null;
  has(name: string): boolean;
}

interface Entry {
  method: number;
  crc: number;
  packed: number;
  unpacked: number;
  offset: number;
  isEncrypted: boolean;
}

const MOST_ENTRIES = 10_000;
/** A part of more than 1 MB that shrinks more than this is a bomb: real XML shrinks 5 to 40 times. */
const MOST_RATIO = 200;
const EOCD = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** Opens a zip. Throws damaged-file, unpacks-too-large (sizes, ratio, entries) and password-needed. */
export function openZip(bytes: Uint8Array, limits: ZipLimits): ZipFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(view, bytes, limits);
  let left = limits.maxUnpackedBytes;
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      const part = inflate(bytes, view, entry, left, limits);
      left -= part.length;
      return part;
    },
  };
}

/** A zip of the given parts, stored: for readers that open zips themselves and must only see checked parts. */
export function packZip(parts: Record<string, Uint8Array>): Uint8Array {
  return zipSync(parts, { level: 0 });
}

function damaged(limits: ZipLimits, reason: string): DossierError {
  return new DossierError("damaged-file", { name: limits.name, reason });
}

function tooLarge(limits: ZipLimits): DossierError {
  return new DossierError("unpacks-too-large", { name: limits.name, limit: limits.maxUnpackedBytes });
}

function readDirectory(view: DataView, bytes: Uint8Array, limits: ZipLimits): Map<string, Entry> {
  const end = findEnd(view);
  if (end < 0) throw damaged(limits, "its table of contents is missing");
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) throw tooLarge(limits);
  let at = view.getUint32(end + 16, true);
  let total = 0;
  const entries = new Map<string, Entry>();
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
      throw damaged(limits, "its table of contents is broken");
    const nameLength = view.getUint16(at + 28, true);
    const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength));
    const entry = {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    };
    total += entry.unpacked;
    const isBomb = entry.unpacked > 1_000_000 && entry.unpacked > entry.packed * MOST_RATIO;
    if (total > limits.maxUnpackedBytes || isBomb) throw tooLarge(limits);
    if (isSafeName(name) && !name.endsWith("/") && !entries.has(name)) entries.set(name, entry);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The end record stands in the last 64 kB; a comment may follow it. */
function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 65_557);
  for (let at = view.byteLength - 22; at >= lowest; at--) if (view.getUint32(at, true) === EOCD) return at;
  return -1;
}

function nameOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll("\\", "/");
}

function isSafeName(name: string): boolean {
  return name !== "" && !name.startsWith("/") && !/^[a-z]:/i.test(name) && !name.split("/").includes("..");
}

function inflate(
  bytes: Uint8Array,
  view: DataView,
  entry: Entry,
  left: number,
  limits: ZipLimits,
): Uint8Array {
  if (entry.isEncrypted) throw new DossierError("password-needed", { name: limits.name });
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== LOCAL)
    throw damaged(limits, "a part of it is not where it should be");
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  const part = unpack(packed, entry, left, limits);
  if (part.length !== entry.unpacked || crc32(part) !== entry.crc)
    throw damaged(limits, "a part of it does not have the size or the sum it claims");
  return part;
}

function unpack(packed: Uint8Array, entry: Entry, left: number, limits: ZipLimits): Uint8Array {
  if (entry.method === 0) {
    if (packed.length > left) throw tooLarge(limits);
    return packed;
  }
  if (entry.method !== 8)
    throw damaged(limits, `it is packed in a way that is not supported (${entry.method})`);
  const most = Math.max(1, Math.min(left, entry.unpacked + 1));
  try {
    return inflateRawSync(packed, { maxOutputLength: most });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ERR_BUFFER_TOO_LARGE" && entry.unpacked >= left) throw tooLarge(limits);
    throw damaged(limits, "a part of it cannot be unpacked");
  }
}
