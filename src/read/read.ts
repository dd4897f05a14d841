// read/read.ts: bytes of any format to a reading: one switch, one arm for each media type.
//
// Runs in the reading child (child.ts). fetch/detect.ts has refused what we cannot read.

import { readFile } from "node:fs/promises";
import type { BlobFile, Reading, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import { readPdf } from "./pdf.ts";

/** The reading of a blob. Throws codes of the catalogue: password-needed, damaged-file, too-many-pages and so on. */
export async function readBlob(
  blob: BlobFile,
  limits: ReadLimits,
  onProgress?: (done: number, total: number) => void,
): Promise<Reading> {
  switch (blob.type) {
    case "pdf":
      return readPdf(await readFile(blob.path), blob.name, limits, { password: blob.password, onProgress });
    default:
      throw new DossierError("unreadable-type", { name: blob.name, found: blob.type });
  }
}
