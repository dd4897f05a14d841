// store/blobs.ts: the originals, byte for byte, named by their hash: blobs/ab/abcdef….
//
// A file appears under its name only when it is whole and on the disk (write beside, sync, rename, sync
// the folder), so that a crash leaves either nothing or all of it.

import { createReadStream } from "node:fs";
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DossierError } from "../values/error.ts";
import { sha256InTurns } from "../values/hash.ts";

export interface Blobs {
  /** Keeps the bytes and returns their SHA-256. Keeping the same bytes twice is one file. */
  put(bytes: Uint8Array): Promise<string>;
  /** Where the bytes lie. It does not look whether they are there. */
  pathOf(hash: string): string;
  /** Throws blob-missing. */
  read(hash: string): Promise<Uint8Array>;
  stream(hash: string): NodeJS.ReadableStream;
  has(hash: string): Promise<boolean>;
  remove(hash: string): Promise<void>;
  /** Every hash that is kept, in no order, with its size. */
  list(): AsyncGenerator<{ hash: string; sizeBytes: number }>;
}

export function openBlobs(folder: string): Blobs {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);
  return {
    pathOf,
    async put(bytes) {
      const hash = await sha256InTurns(bytes);
      const path = pathOf(hash);
      if (await exists(path)) return hash;
      await mkdir(dirname(path), { recursive: true });
      const beside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.part`;
      const file = await open(beside, "wx");
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
      await syncFolder(dirname(path));
      return hash;
    },
    async read(hash) {
      try {
        return await readFile(pathOf(hash));
      } catch (cause) {
        throw new DossierError("blob-missing", { id: hash }, { cause });
      }
    },
    stream: (hash) => createReadStream(pathOf(hash)),
    has: (hash) => exists(pathOf(hash)),
    remove: (hash) => rm(pathOf(hash), { force: true }),
    async *list() {
      for (const shelf of await readdir(folder)) {
        for (const name of await readdir(join(folder, shelf))) {
          if (/^[0-9a-f]{64}$/.test(name))
            yield { hash: name, sizeBytes: (await stat(join(folder, shelf, name))).size };
        }
      }
    },
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there the rename itself is durable enough.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
