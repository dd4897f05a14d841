// cli/run.ts: the command line: what was typed to a command, what went wrong to a sentence and an exit code.
//
// Only this file knows exit codes. Answers go to standard output, everything else to standard error.

import { Command, CommanderError } from "commander";
import type { Operation } from "../desk/operation.ts";
import { operations } from "../desk/operations.ts";
import { DossierError, type ErrorKind } from "../values/error.ts";
import { addFilesCommand } from "./add.ts";
import { addCommands } from "./commands.ts";
import { addCompletionCommand } from "./completion.ts";
import { addDeskCommands } from "./desk-commands.ts";
import { addExportCommand } from "./export.ts";
import { type CliIo, type CliParts, processIo } from "./parts.ts";
import { render } from "./print.ts";
import { watchWork } from "./progress.ts";
import { reachDesk } from "./reach.ts";

export const EXIT_CODES: Record<ErrorKind, number> = {
  invalid: 2,
  missing: 4,
  forbidden: 5,
  conflict: 6,
  limit: 7,
  unavailable: 8,
};
/** Something in Dossier broke (EX_SOFTWARE of sysexits.h). */
const BUG = 70;

/** Runs one command and returns its exit code. */
export async function runCli(
  words: readonly string[],
  parts: CliParts,
  io: CliIo = processIo(),
): Promise<number> {
  const program = createProgram(parts, io);
  try {
    await program.parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has printed help, the version or what it did not understand.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.invalid;
    if (error instanceof DossierError) {
      io.err(`dossier: ${error.message}\n`);
      return EXIT_CODES[error.kind];
    }
    io.err(
      `dossier: something broke.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return BUG;
  }
}

export function createProgram(parts: CliParts, io: CliIo): Command {
  const program = new Command("dossier")
    .description("A research desk: documents in; topic pages, search and a ledger of every figure out.")
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .configureHelp({ helpWidth: io.columns })
    .showHelpAfterError("(dossier --help lists the commands)");
  // Options of a command are its own wherever they stand: `pages <id> --version <v>` names a document's version.
  program.enablePositionalOptions();
  if (parts.version !== undefined) program.version(parts.version);
  addDeskCommands(program, parts, io);
  addFilesCommand(program, parts, io);
  addExportCommand(program, parts, io);
  addCommands(program, operations, (operation, input, isJson) =>
    callOperation(parts, io, operation, input, isJson),
  );
  addCompletionCommand(program, io);
  // Subcommands are made before this is known to them; without it each would end the process itself.
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  return program;
}

async function callOperation(
  parts: CliParts,
  io: CliIo,
  operation: Operation,
  input: Record<string, unknown>,
  isJson: boolean,
): Promise<void> {
  const reached = await reachDesk(parts, parts.settings());
  try {
    const answer = await reached.call(operation, input);
    io.out(`${isJson ? JSON.stringify(answer, null, 2) : render(answer, io.columns)}\n`);
    // Without a server nobody else would do what this command has queued.
    if (reached.desk !== null && !operation.http.startsWith("GET ")) await watchWork(parts, reached.desk, io);
  } finally {
    await reached.close();
  }
}
