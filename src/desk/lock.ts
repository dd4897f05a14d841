// desk/lock.ts: one process holds a desk at a time, and says in desk.lock where it can be reached.
//
//   desk.lock  { pid, started, host, port, token }     readable by its owner only
//
// The command line finds the running server by it; its token lets the person at the machine in. A lock whose
// process is gone (kill -9, power) is taken over. Process numbers are used again, in containers at once, so
// where the system tells when a process began that must agree too.

import { randomBytes } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { DossierError } from "../values/error.ts";

const Lock = z.object({
  pid: z.number().int(),
  /** Start of the process as the system counts it; "" where it does not say. */
  started: z.string(),
  host: z.string(),
  /** 0 while nothing listens (a command of the command line). */
  port: z.number().int(),
  token: z.string(),
});
export type Lock = z.infer<typeof Lock>;

export interface HeldDesk {
  /** The secret that lets the command line of this machine in. */
  readonly token: string;
  /** Says where the server listens. */
  reachableAt(host: string, port: number): Promise<void>;
  release(): void;
}

const lockPath = (folder: string): string => join(folder, "desk.lock");

/** The process that holds the desk, or null when none that lives does. */
export async function holderOf(folder: string): Promise<Lock | null> {
  const lock = await readLock(lockPath(folder));
  return lock !== null && isAlive(lock) ? lock : null;
}

/** Takes the desk in `folder`, which is made when it is not there. Throws not-a-desk and desk-in-use. */
export async function holdDesk(folder: string): Promise<HeldDesk> {
  await mkdir(folder, { recursive: true });
  await refuseOtherFolders(folder);
  const path = lockPath(folder);
  const lock: Lock = {
    pid: process.pid,
    started: startOf(process.pid),
    host: "",
    port: 0,
    token: randomBytes(32).toString("base64url"),
  };
  for (let tries = 0; ; tries++) {
    if (await place(path, lock)) break;
    const holder = await holderOf(folder);
    if (holder !== null || tries > 5)
      throw new DossierError("desk-in-use", { path: folder, pid: holder?.pid ?? 0 });
    // Moved aside first: of two that find the same dead lock only one can move it.
    const aside = `${path}.${process.pid}.old`;
    await rename(path, aside).catch(ignoreMissing);
    await rm(aside, { force: true });
  }
  return {
    token: lock.token,
    async reachableAt(host, port) {
      lock.host = host;
      lock.port = port;
      const beside = `${path}.${process.pid}.new`;
      await writeFile(beside, JSON.stringify(lock), { mode: 0o600 });
      await rename(beside, path);
    },
    release() {
      // Synchronous, for the last moment of a process; a lock that is another's by now stays.
      const current = parseLock(readTextSync(path));
      if (current?.token === lock.token) rmSync(path, { force: true });
    },
  };
}

/** Puts the whole lock in place or nothing: a link fails when the name is taken. */
async function place(path: string, lock: Lock): Promise<boolean> {
  const beside = `${path}.${process.pid}.new`;
  const file = openSync(beside, "w", 0o600);
  writeSync(file, JSON.stringify(lock));
  closeSync(file);
  try {
    await link(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // A disk without hard links (FAT, some shares): exclusive creation is the next best.
    return placeExclusively(path, lock);
  } finally {
    await rm(beside, { force: true });
  }
}

async function placeExclusively(path: string, lock: Lock): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(lock), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** A folder with other files and no desk is a mistake in a setting, and must not be written to. */
async function refuseOtherFolders(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith(".") && name !== "lost+found");
  const isOurs = names.every((name) => /^(desk\.|blobs$|index$)/.test(name));
  if (!isOurs && !names.includes("desk.sqlite")) throw new DossierError("not-a-desk", { path: folder });
}

async function readLock(path: string): Promise<Lock | null> {
  try {
    return parseLock(await readFile(path, "utf8"));
  } catch (error) {
    ignoreMissing(error as NodeJS.ErrnoException);
    return null;
  }
}

function parseLock(text: string | null): Lock | null {
  if (text === null) return null;
  // Half a lock is one of a process that died while it wrote.
  const isJson = /^\{.*\}$/s.test(text.trim());
  const parsed = isJson ? Lock.safeParse(JSON.parse(text)) : null;
  return parsed?.success === true ? parsed.data : null;
}

function readTextSync(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    ignoreMissing(error as NodeJS.ErrnoException);
    return null;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

function isAlive({ pid, started }: Lock): boolean {
  if (pid === process.pid && started === startOf(pid)) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and is another person's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = startOf(pid);
  return now === "" || started === "" || now === started;
}

/** Field 22 of /proc/<pid>/stat (clock ticks since boot); "" on systems without it. */
function startOf(pid: number): string {
  if (process.platform !== "linux") return "";
  const stat = readTextSync(`/proc/${pid}/stat`);
  // The command's name is in brackets and may hold blanks: count from behind it.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
