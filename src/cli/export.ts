// cli/export.ts: `dossier export`: the ledger, search results or a digest as a file or to standard output.

import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Command, InvalidArgumentError } from "commander";
import { checkInput } from "../desk/check-input.ts";
import type { Desk } from "../desk/desk.ts";
import { DIGEST_FORMATS, exportDigest } from "../desk/digest-export.ts";
import { type Exported, exportFigures, exportSearch } from "../desk/exports.ts";
import { FigureFilterInput, FigureOrderInput } from "../desk/ledger.ts";
import { SearchRequest } from "../records/search.ts";
import type { CliIo, CliParts } from "./parts.ts";
import { reachDesk } from "./reach.ts";

const FORMATS = {
  ledger: ["csv", "xlsx", "json", "parquet"],
  search: ["csv", "xlsx"],
  digest: DIGEST_FORMATS,
} as const;

interface ExportOptions {
  format?: string;
  out?: string;
}

export function addExportCommand(program: Command, parts: CliParts, io: CliIo): void {
  const command = program
    .command("export")
    .description("Write a part of the desk as a file; to standard output unless --out names one.");
  const add = (what: keyof typeof FORMATS, argument: string | null, about: string) => {
    const sub = command.command(argument === null ? what : `${what} ${argument}`).description(about);
    sub.option("--format <format>", FORMATS[what].join(", "), (written: string) => {
      if (!(FORMATS[what] as readonly string[]).includes(written))
        throw new InvalidArgumentError(`It is one of ${FORMATS[what].join(", ")}.`);
      return written;
    });
    sub.option("--out <file>", "file to write");
    sub.action(async (...given: unknown[]) => {
      const named = argument === null ? "" : String(given[0]);
      await write(parts, io, what, named, given[argument === null ? 0 : 1] as ExportOptions);
    });
  };
  add("ledger", null, "All figures of the ledger.");
  add("search", "<query>", "Results of a search.");
  add("digest", "<id>", "The digest of a document, with its pages.");
}

async function write(
  parts: CliParts,
  io: CliIo,
  what: keyof typeof FORMATS,
  named: string,
  options: ExportOptions,
): Promise<void> {
  const format = options.format ?? FORMATS[what][0];
  const reached = await reachDesk(parts, parts.settings());
  try {
    const chunks =
      reached.desk === null
        ? await reached.download(addressOf(what, named, format))
        : (await exported(reached.desk, what, named, format)).chunks;
    if (options.out !== undefined)
      await pipeline(Readable.from(chunks), createWriteStream(resolve(options.out)));
    else for await (const chunk of chunks) io.out(chunk);
  } finally {
    await reached.close();
  }
}

function addressOf(what: keyof typeof FORMATS, named: string, format: string): string {
  switch (what) {
    case "ledger":
      return `/api/figures/export?format=${format}`;
    case "search":
      return `/api/search/export?format=${format}&query=${encodeURIComponent(named)}`;
    case "digest":
      return `/api/documents/${encodeURIComponent(named)}/export?format=${format}`;
  }
}

async function exported(
  desk: Desk,
  what: keyof typeof FORMATS,
  named: string,
  format: string,
): Promise<Exported> {
  const base = desk.settings.publicUrl || `http://127.0.0.1:${desk.settings.port}`;
  switch (what) {
    case "ledger":
      return exportFigures(
        desk,
        { ...checkInput(FigureFilterInput.extend(FigureOrderInput), {}), format: format as "csv" },
        base,
      );
    case "search":
      return exportSearch(desk, checkInput(SearchRequest, { query: named }), format as "csv", base);
    case "digest":
      return exportDigest(desk, { id: named, format: format as "md" }, base);
  }
}
