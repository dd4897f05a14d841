// cli/add.ts: `dossier add`: files, folders, patterns, addresses and standard input, in one command.

import { glob, readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Command } from "commander";
import { addDocument } from "../desk/add-document.ts";
import type { Operation } from "../desk/operation.ts";
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
  outcome: string;
  documentId: string | null;
  message: string;
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
        const rows = await addAll(reached, sources, options, io);
        if (reached.desk !== null) {
          for (const job of await watchWork(parts, reached.desk, io))
            rows.push({
              source: job.subject,
              outcome: "failed",
              documentId: job.documentId,
              message: job.failure?.message ?? "",
            });
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
): Promise<AddedRow[]> {
  const rows: AddedRow[] = [];
  const found = (await Promise.all(sources.map(expand))).flat();
  const bar = barOf(io, found.length);
  for (const [at, source] of found.entries()) {
    bar.update(at, basename(source));
    rows.push(await addOne(reached, source, options, io));
  }
  bar.stop();
  return rows;
}

async function addOne(reached: Reached, source: string, options: AddOptions, io: CliIo): Promise<AddedRow> {
  const tags = options.tag ?? [];
  try {
    if (isAddress(source)) {
      await reached.call(addDocument as unknown as Operation, { url: source, tags });
      return { source, outcome: "queued", documentId: null, message: "" };
    }
    const bytes = source === "-" ? await buffer(io.stdin) : await readFile(source);
    const name = source === "-" ? options.name : basename(source);
    return { source, ...(await reached.takeIn({ name, bytes, tags })), message: "" };
  } catch (error) {
    // One file that cannot be taken in does not keep the others out.
    if (!(error instanceof DossierError)) throw error;
    return { source, outcome: "failed", documentId: null, message: error.message };
  }
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
