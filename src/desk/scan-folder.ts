// desk/scan-folder.ts: the job behind a watched folder: what is new or changed since the last scan is taken in.
//
// A file is known by its path, size and time. One that changed is a new version of its document; one that is gone is
// forgotten (its document stays), so that another file may come under its name. A file that is still being written is
// left for the next scan, a moment later. Hidden files and links are left alone.

import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Folder } from "../records/feed.ts";
import type { JobInputs } from "../records/job.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import { addBytes } from "./add-document.ts";
import type { Desk, Progress } from "./desk.ts";
import { DESK } from "./take-in.ts";

interface FoundFile {
  path: string;
  sizeBytes: number;
  modifiedMs: number;
}

/** More than this in one folder is a mistake (a home folder, a disk), not a desk's inbox. */
const MOST_FILES = 50_000;
/** A file that was written to within this time may not be whole. */
const SETTLED_MS = 2000;

export async function scanFolder(
  desk: Desk,
  input: JobInputs["scan-folder"],
  progress: Progress,
): Promise<void> {
  const folder = await desk.store.folders.get(input.folderId);
  if (folder === null || folder.isPaused) return;
  await progress("looking", null);
  const files = await filesUnder(folder.path).catch(async (cause: NodeJS.ErrnoException) => {
    const error = new DossierError("file-not-found", { path: folder.path }, { cause });
    // Told with the folder, and put off: a disk that is not there comes back or is taken off the list.
    await desk.store.folders.scanned(folder.id, isoOf(desk.clock.now()), {
      code: error.code,
      message: error.message,
    });
    desk.events.publish({ type: "desk" });
    throw error;
  });
  const known = await desk.store.folders.files(folder.id);
  const there = new Set(files.map(({ path }) => path));
  await desk.store.folders.forgetFiles(
    folder.id,
    [...known.keys()].filter((path) => !there.has(path)),
  );
  const changed = files.filter(({ path, sizeBytes, modifiedMs }) => {
    const before = known.get(path);
    return before === undefined || before.sizeBytes !== sizeBytes || before.modifiedMs !== modifiedMs;
  });
  let isAllSettled = true;
  for (const [at, file] of changed.entries()) {
    await progress("taking in", at / changed.length);
    const taken = await takeFile(desk, folder, file, known.get(file.path)?.documentId ?? null);
    if (taken === null) isAllSettled = false;
    else await desk.store.folders.sawFile(folder.id, { ...file, ...taken });
  }
  if (!isAllSettled) await scanAgain(desk, folder);
  await desk.store.folders.scanned(folder.id, isoOf(desk.clock.now()), await failureOf(desk, folder.id));
  desk.events.publish({ type: "desk" });
}

/** What became of a file; null when it is still being written or just went. */
async function takeFile(
  desk: Desk,
  folder: Folder,
  file: FoundFile,
  versionOf: string | null,
): Promise<{ documentId: string | null; failure: string | null } | null> {
  const path = join(folder.path, file.path);
  const name = file.path.split(/[\\/]/).at(-1)!;
  const limit = desk.settings.maxFileBytes;
  const ageMs = desk.clock.now() - file.modifiedMs;
  if (ageMs >= 0 && ageMs < SETTLED_MS) return null;
  try {
    if (file.sizeBytes > limit)
      throw new DossierError("blob-too-large", { name, bytes: file.sizeBytes, limit });
    const bytes = await readFile(path);
    const { size, mtimeMs } = await stat(path);
    if (size !== file.sizeBytes || Math.round(mtimeMs) !== file.modifiedMs) return null;
    const { document } = await addBytes(desk, DESK, { bytes, name, versionOf, isUnasked: true });
    return { documentId: document?.id ?? null, failure: null };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    // One file without the right to read it must not keep the others out.
    const isFile = code !== undefined && /^E[A-Z]+$/.test(code);
    if (!(error instanceof DossierError) && !isFile) throw error;
    return { documentId: versionOf, failure: message };
  }
}

async function scanAgain(desk: Desk, { id, path }: Folder): Promise<void> {
  if (await desk.store.jobs.isWaiting("scan-folder", { folderId: id })) return;
  const now = desk.clock.now();
  await desk.store.jobs.enqueue({
    id: newId("job", now),
    name: "scan-folder",
    input: { folderId: id },
    subject: path,
    nowIso: isoOf(now),
    runAfterIso: isoOf(now + SETTLED_MS),
  });
}

/** What a person should see of the files that could not be taken in, until they change or go. */
async function failureOf(desk: Desk, folderId: string): Promise<Folder["lastFailure"]> {
  const { failed, total, first } = await desk.store.folders.failures(folderId);
  if (first === null) return null;
  const { code, message } = new DossierError("files-not-taken-in", {
    failed,
    total,
    path: first.path,
    reason: first.failure,
  });
  return { code, message };
}

async function filesUnder(root: string): Promise<FoundFile[]> {
  const files: FoundFile[] = [];
  const walk = async (folder: string, entries: Dirent[]): Promise<void> => {
    for (const entry of entries) {
      if (entry.name.startsWith(".") || files.length >= MOST_FILES) continue;
      const path = join(folder, entry.name);
      // A folder that nobody may look into, or a file that just went: the others count all the same.
      if (entry.isDirectory()) await walk(path, await readdir(path, { withFileTypes: true }).catch(() => []));
      else if (entry.isFile()) {
        const found = await stat(path).catch(() => null);
        if (found === null) continue;
        const { size, mtimeMs } = found;
        files.push({ path: relative(root, path), sizeBytes: size, modifiedMs: Math.round(mtimeMs) });
      }
    }
  };
  await walk(root, await readdir(root, { withFileTypes: true }));
  return files;
}
