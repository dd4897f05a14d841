// desk/read-file.ts: how the desk has a file read: within which limits, and what goes on from there.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { detectType } from "../fetch/detect.ts";
import type { MediaType, Reading, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";

export const readLimitsOf = (settings: Desk["settings"]): ReadLimits => ({
  timeoutMs: settings.readTimeoutMs,
  memoryMb: settings.readMemoryMb,
  maxPages: settings.maxPages,
  maxUnpackedBytes: settings.maxUnpackedBytes,
  ocr: settings.ocr,
});

/** Boxes and attachments are heavy to hand over, and no stage after reading looks at them. */
export const leanReading = (reading: Reading): Reading => ({
  ...reading,
  attachments: [],
  pages: reading.pages.map((page) => ({ ...page, glyphs: null })),
});

/** A file of this machine that is in no desk: its name, kind and size. Throws file-not-found and unreadable-type. */
export async function lookAtFile(
  path: string,
): Promise<{ fileName: string; mediaType: MediaType; sizeBytes: number }> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new DossierError("file-not-found", { path }, { cause });
  });
  const fileName = basename(path);
  return { fileName, mediaType: await detectType(bytes, fileName), sizeBytes: bytes.byteLength };
}
