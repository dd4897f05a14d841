// store/blobs.ts: the originals, byte for byte, named by their hash: blobs/ab/abcdef….
//
// A file appears under its name only when it is whole and on the disk (write in blobs/incoming, sync, rename, sync
// the folder), so that a crash leaves either nothing or all of it. Large files are written as they come.

import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DossierError } from "../values/error.ts";
import { sha256InTurns } from "../values/hash.ts";

/** An original on its way in: pieces in their order, then kept or let go. */
export interface BlobDraft {
  /** Resolves when the piece is written and may be reused. One at a time. */
  write(piece: Uint8Array): Promise<void>;
  /** Makes it an original, lasting on the disk, and returns its SHA-256. */
  keep(): Promise<string>;
  /** Leaves nothing of it; does nothing once it is kept. */
  discard(): Promise<void>;
}

export interface Blobs {
  /** Keeps the bytes and returns their SHA-256. Keeping the same bytes twice is one file. */
  put(bytes: Uint8Array): Promise<string>;
  /** For bytes that come in pieces. Whoever begins a draft ends it with keep or discard. */
  begin(): Promise<BlobDraft>;
  /** Where the bytes lie. It does not look whether they are there. */
  pathOf(hash: string): string;
  /** Throws blob-missing. */
  read(hash: string): Promise<Uint8Array>;
  stream(hash: string): NodeJS.ReadableStream;
  has(hash: string): Promise<boolean>;
  remove(hash: string): Promise<void>;
  /** Every hash that is kept, in no order, with its size. */
  list(): AsyncGenerator<{ hash: string; sizeBytes: number }>;
  /** Removes drafts that a crash left behind: those not written to since a moment (ms since 1970). */
  sweep(beforeMs: number): Promise<void>;
}

/** Beside the shelves, on the same disk, so that a draft is kept by its name alone. */
const INCOMING = "incoming";

export function openBlobs(folder: string): Blobs {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);
  return {
    pathOf,
    async put(bytes) {
      const hash = await sha256InTurns(bytes);
      if (await exists(pathOf(hash))) return hash;
      const { path, file } = await openDraft(folder);
      try {
        await file.writeFile(bytes);
        await settle(file, path, pathOf(hash));
      } finally {
        await file.close();
        await rm(path, { force: true });
      }
      return hash;
    },
    begin: async () => draftIn(await openDraft(folder), pathOf),
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
    async sweep(beforeMs) {
      const incoming = join(folder, INCOMING);
      if (!(await exists(incoming))) return;
      for (const name of await readdir(incoming)) {
        const path = join(incoming, name);
        const written = await stat(path).catch(nothingIfGone);
        if (written !== null && written.mtimeMs < beforeMs) await rm(path, { force: true });
      }
    },
  };
}

interface Opened {
  path: string;
  file: FileHandle;
}

async function openDraft(folder: string): Promise<Opened> {
  await mkdir(join(folder, INCOMING), { recursive: true });
  const path = join(folder, INCOMING, `${randomUUID()}.part`);
  return { path, file: await open(path, "wx") };
}

function draftIn({ path, file }: Opened, pathOf: (hash: string) => string): BlobDraft {
  const hash = createHash("sha256");
  // Both may come twice: to close what is closed, or to remove what is gone, does nothing.
  const end = async () => {
    await file.close();
    await rm(path, { force: true });
  };
  return {
    async write(piece) {
      hash.update(piece);
      await file.writeFile(piece);
    },
    async keep() {
      const name = hash.digest("hex");
      try {
        if (!(await exists(pathOf(name)))) await settle(file, path, pathOf(name));
      } finally {
        await end();
      }
      return name;
    },
    discard: end,
  };
}

/** Brings what was written under its name, in an order that no crash can turn into half a file. */
async function settle(file: FileHandle, from: string, to: string): Promise<void> {
  await file.sync();
  // Windows renames no file that is open.
  await file.close();
  const shelf = dirname(to);
  const isNew = (await mkdir(shelf, { recursive: true })) !== undefined;
  await rename(from, to);
  await syncFolder(shelf);
  // A new shelf is an entry of the folder above it, which must last too.
  if (isNew) await syncFolder(dirname(shelf));
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** A draft may be kept or let go while others are looked at. */
function nothingIfGone(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}

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
