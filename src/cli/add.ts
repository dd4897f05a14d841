// cli/add.ts: `dossier add`: files, folders, patterns, addresses and standard input, in one command.

import { glob, readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Command } from "commander";
import { type Added, addDocument } from "../desk/add-document.ts";
import type { Desk } from "../desk/desk.ts";
import type { Operation } from "../desk/operation.ts";
import type { Job } from "../records/job.ts";
import { DossierError } from "../values/error.ts";
import type { CliIo, CliParts } from "./parts.ts";
import { table } from "./print.ts";
import { barOf, watchWork } from "./progress.ts";
import { type Reached, reachDesk } from "./reach.ts";

interface AddOptions {
  tag?: string[];
  name: string;
  json?: boolean;
}

interface AddedRow {
  source: string;
  /** What became of it; "fetched" for an address whose page is in the desk now. */
  outcome: string;
  documentId: string | null;
  message: string;
}

/** A row with the job that reads or fetches what it stands for. */
interface Waiting {
  row: AddedRow;
  jobId: string | null;
}

/** More than these under one folder is a mistake of the path, not a pile of reports. */
const MOST_FILES = 50_000;

export function addFilesCommand(program: Command, parts: CliParts, io: CliIo): void {
  program
    .command("add")
    .argument("<sources...>", 'files, folders, patterns ("**/*.pdf"), web addresses, or - for standard input')
    .description("Add documents and queue their reading; what is known already is not added twice.")
    .option("--tag <tag>", "tag them; may be given several times", (tag: string, before: string[] = []) => [
      ...before,
      tag,
    ])
    .option("--name <name>", "file name for what comes from standard input", "input.txt")
    .option("--json", "print the whole answer as JSON")
    .action(async (sources: string[], options: AddOptions) => {
      const reached = await reachDesk(parts, parts.settings());
      try {
        const added = await addAll(reached, sources, options, io);
        const rows = added.map(({ row }) => row);
        if (reached.desk !== null) {
          const failed = await watchWork(parts, reached.desk, io);
          rows.push(...(await tellEnds(reached.desk, added, failed)));
        }
        if (options.json === true) io.out(`${JSON.stringify({ added: rows }, null, 2)}\n`);
        else io.out(`${table(rows as never, ["outcome", "documentId", "source", "message"], io.columns)}\n`);
        const failures = rows.filter(({ outcome }) => outcome === "failed").length;
        if (failures > 0) throw new DossierError("some-not-added", { failed: failures, total: rows.length });
      } finally {
        await reached.close();
      }
    });
}

async function addAll(
  reached: Reached,
  sources: readonly string[],
  options: AddOptions,
  io: CliIo,
): Promise<Waiting[]> {
  const rows: Waiting[] = [];
  const found = (await Promise.all(sources.map(expand))).flat();
  const bar = barOf(io, found.length);
  for (const [at, source] of found.entries()) {
    bar.update(at, basename(source));
    rows.push(await addOne(reached, source, options, io));
  }
  bar.stop();
  return rows;
}

async function addOne(reached: Reached, source: string, options: AddOptions, io: CliIo): Promise<Waiting> {
  const tags = options.tag ?? [];
  const row = { source, documentId: null, message: "" };
  try {
    if (isAddress(source)) {
      const { jobId } = (await reached.call(addDocument as unknown as Operation, {
        url: source,
        tags,
      })) as Added;
      return { row: { ...row, outcome: "queued" }, jobId };
    }
    const bytes = source === "-" ? await buffer(io.stdin) : await readFile(source);
    const name = source === "-" ? options.name : basename(source);
    const { jobId, ...taken } = await reached.takeIn({ name, bytes, tags });
    return { row: { ...row, ...taken }, jobId };
  } catch (error) {
    // One file that cannot be taken in does not keep the others out.
    if (!(error instanceof DossierError)) throw error;
    return { row: { ...row, outcome: "failed", message: error.message }, jobId: null };
  }
}

/** Says in each row how its job ended; returns rows for failed jobs that were waiting before. */
async function tellEnds(desk: Desk, added: readonly Waiting[], failed: readonly Job[]): Promise<AddedRow[]> {
  const rows = new Map(added.map(({ row, jobId }) => [jobId, row]));
  for (const { row, jobId } of added) {
    const job = row.outcome === "queued" && jobId !== null ? await desk.store.jobs.get(jobId) : null;
    if (job?.state === "done") row.outcome = "fetched";
    // Nobody answered for now: it is tried again by whoever opens the desk next.
    else if (job !== null) row.message = job.failure?.message ?? "";
  }
  const others: AddedRow[] = [];
  for (const { id, subject, documentId, failure } of failed) {
    const row = rows.get(id);
    const ended = { outcome: "failed", message: failure?.message ?? "" };
    if (row !== undefined) Object.assign(row, ended);
    else others.push({ source: subject, documentId, ...ended });
  }
  return others;
}

const isAddress = (source: string): boolean => /^https?:\/\//i.test(source);

/** The files a source stands for, sorted. Throws file-not-found when it stands for none. */
async function expand(source: string): Promise<string[]> {
  if (source === "-" || isAddress(source)) return [source];
  const known = await stat(source).catch(() => null);
  if (known?.isFile() === true) return [source];
  if (known?.isDirectory() === true) return filesUnder(source);
  const files: string[] = [];
  for await (const match of glob(source)) {
    if (files.length >= MOST_FILES) break;
    if ((await stat(match)).isFile()) files.push(match);
  }
  if (files.length === 0 && /^[a-z][a-z\d+.-]+:\/\//i.test(source))
    throw new DossierError("bad-url", { url: source, reason: "it begins with neither http:// nor https://" });
  if (files.length === 0) throw new DossierError("file-not-found", { path: source });
  return files.sort();
}

/** Every file under a folder; hidden ones are left alone, as a watched folder does. */
async function filesUnder(folder: string): Promise<string[]> {
  const files: string[] = [];
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined && files.length < MOST_FILES; at = waiting.pop()) {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) waiting.push(join(at, entry.name));
      else if (entry.isFile()) files.push(join(at, entry.name));
    }
  }
  return files.sort();
}
