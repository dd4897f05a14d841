// desk/backup.ts: the whole desk as one tar file, and a desk out of such a file.
//
//   manifest.json   program, schema, moment, counts, SHA-256 of the database
//   desk.sqlite     a consistent copy, made by the engine while others read and write
//   blobs/ab/abcd…  the originals, each named by its SHA-256
//
// The copy comes first: an original is kept before its row is committed, so every row of the copy finds its
// bytes. A backup appears under its name only when it is whole. Restoring believes nothing it has not hashed.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import {
  access,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { create, extract, replace } from "tar";
import { z } from "zod";
import { copyDatabase, summaryOfFile } from "../store/health.ts";
import { SCHEMA } from "../store/migrate.ts";
import { databasePath } from "../store/store.ts";
import { DossierError } from "../values/error.ts";

const Manifest = z.object({
  format: z.literal("dossier-backup-1"),
  schema: z.number().int(),
  createdAt: z.string(),
  documents: z.number().int(),
  originals: z.number().int(),
  databaseSha256: z.string(),
});

const NAMES = /^(?:manifest\.json|desk\.sqlite|blobs\/[0-9a-f]{2}\/[0-9a-f]{64})$/;
const blobName = (hash: string): string => `blobs/${hash.slice(0, 2)}/${hash}`;

export interface BackupCounts {
  documents: number;
  originals: number;
  bytes: number;
}

/** Writes the desk in `folder` to a new file. Throws file-not-found (no desk there), name-taken and blob-missing. */
export async function backupDesk(
  folder: string,
  file: string,
  now: () => Date = () => new Date(),
): Promise<BackupCounts> {
  if (!(await exists(databasePath(folder))))
    throw new DossierError("file-not-found", { path: databasePath(folder) });
  if (await exists(file)) throw new DossierError("name-taken", { what: "The file", name: file });
  // Beside the target: the data folder's disk may be full, and that is when one wants a backup.
  const work = await mkdtemp(join(dirname(file), ".dossier-backup-"));
  try {
    const copy = join(work, "desk.sqlite");
    const { documents, schema, hashes } = await copyDatabase(databasePath(folder), copy);
    for (const hash of hashes) {
      if (!(await exists(join(folder, blobName(hash))))) throw new DossierError("blob-missing", { id: hash });
    }
    const manifest: z.infer<typeof Manifest> = {
      format: "dossier-backup-1",
      schema,
      createdAt: now().toISOString(),
      documents,
      originals: hashes.length,
      databaseSha256: await hashOf(copy),
    };
    await writeFile(join(work, "manifest.json"), JSON.stringify(manifest, null, 2));
    const part = join(work, "backup.tar");
    await create({ file: part, cwd: work, portable: true }, ["manifest.json", "desk.sqlite"]);
    if (hashes.length > 0) await replace({ file: part, cwd: folder, portable: true }, hashes.map(blobName));
    await syncFile(part);
    await rename(part, file);
    return { documents, originals: hashes.length, bytes: (await stat(file)).size };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Makes a desk in `folder` from a backup. Throws file-not-found, bad-backup, newer-desk and desk-not-empty; then the folder is as it was. */
export async function restoreDesk(file: string, folder: string): Promise<Omit<BackupCounts, "bytes">> {
  if (!(await exists(file))) throw new DossierError("file-not-found", { path: file });
  if ((await readdir(folder).catch(noFolder)).length > 0)
    throw new DossierError("desk-not-empty", { path: folder });
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}.restore-`);
  try {
    const counts = await unpack(file, work, folder);
    await rm(join(work, "manifest.json"));
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder);
    return counts;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function unpack(file: string, work: string, folder: string): Promise<Omit<BackupCounts, "bytes">> {
  const wrong = (reason: string, cause?: unknown) =>
    new DossierError("bad-backup", { path: file, reason }, { cause });
  try {
    // Only plain files under our own names: nothing in the archive can write elsewhere.
    await extract({
      file,
      cwd: work,
      strict: true,
      filter: (path, entry) => NAMES.test(path) && "type" in entry && entry.type === "File",
    });
  } catch (cause) {
    throw wrong("it cannot be unpacked", cause);
  }
  const text = await readFile(join(work, "manifest.json"), "utf8").catch(() => "");
  const parsed = Manifest.safeParse(text.startsWith("{") ? JSON.parse(text) : null);
  if (!parsed.success) throw wrong("it has no manifest");
  const manifest = parsed.data;
  if (manifest.schema > SCHEMA)
    throw new DossierError("newer-desk", { path: folder, found: manifest.schema, known: SCHEMA });
  const database = databasePath(work);
  if (!(await exists(database)) || (await hashOf(database)) !== manifest.databaseSha256)
    throw wrong("its database is damaged");
  const { documents, hashes } = await summaryOfFile(database);
  for (const hash of hashes) {
    const path = join(work, blobName(hash));
    if (!(await exists(path))) throw wrong(`the original ${hash} is missing`);
    if ((await hashOf(path)) !== hash) throw wrong(`the original ${hash} is damaged`);
  }
  return { documents, originals: hashes.length };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function noFolder(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
