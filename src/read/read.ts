// read/read.ts: bytes to a reading, by the kind of file. The one switch over formats.
//
// Runs in the child process of read/isolated.ts in the product and in process in tests. A new kind of
// file is a line in MEDIA_TYPES (the compiler then asks for an arm here) and a rule in fetch/detect.ts.

import { readFile } from "node:fs/promises";
import type { BlobFile, Reading, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";

/** Called while a long file is read: pages done, pages in all. */
export type OnProgress = (done: number, total: number) => void;

/**
 * What the reader of the blob's type makes of it. Pages and parts that cannot be read are problems of the
 * reading; a file that cannot be opened at all throws blob-missing, empty-file, damaged-file,
 * password-needed, password-wrong, too-many-pages or unpacks-too-large.
 */
export async function readBlob(
  blob: BlobFile,
  limits: ReadLimits,
  onProgress?: OnProgress,
): Promise<Reading> {
  const bytes = await load(blob);
  if (bytes.length === 0) throw new DossierError("empty-file", { name: blob.name });
  return readBytes(bytes, blob, limits, onProgress);
}

async function load(blob: BlobFile): Promise<Uint8Array> {
  try {
    return await readFile(blob.path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new DossierError("blob-missing", { id: blob.name }, { cause: error });
    throw error;
  }
}

/** Readers are loaded when they are needed: a child that reads a text file does not load four libraries. */
async function readBytes(
  bytes: Uint8Array,
  blob: BlobFile,
  limits: ReadLimits,
  onProgress: OnProgress | undefined,
): Promise<Reading> {
  switch (blob.type) {
    case "pdf":
      return (await import("./pdf.ts")).readPdf(bytes, blob.name, limits, {
        password: blob.password,
        onProgress,
      });
    case "html":
      return (await import("./html.ts")).readHtml(bytes, blob);
    case "docx":
      return (await import("./docx.ts")).readDocx(bytes, blob, limits);
    case "xlsx":
      return (await import("./xlsx.ts")).readXlsx(bytes, blob, limits);
    case "pptx":
      return (await import("./pptx.ts")).readPptx(bytes, blob, limits);
    case "epub":
      return (await import("./epub.ts")).readEpub(bytes, blob, limits);
    case "eml":
      return (await import("./eml.ts")).readEml(bytes, blob, limits);
    case "markdown":
      return (await import("./markdown.ts")).readMarkdown(bytes, blob);
    case "text":
      return (await import("./text.ts")).readText(bytes, blob);
  }
}
