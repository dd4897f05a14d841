// cli/desk-commands.ts: commands on the desk as a whole: serve, mcp, owner, backup, restore, doctor, inspect, check.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { Argument, type Command } from "commander";
import { addUser, listUsers, updateUser } from "../desk/accounts-manage.ts";
import { backupDesk, restoreDesk } from "../desk/backup.ts";
import { checkFile } from "../desk/check-file.ts";
import type { Desk } from "../desk/desk.ts";
import { checkDesk, checkMachine, type DeskCheck } from "../desk/doctor.ts";
import { INSPECTABLE, type InspectableStage, inspectStage } from "../desk/inspect-stage.ts";
import type { Operation } from "../desk/operation.ts";
import type { User } from "../records/user.ts";
import { DossierError } from "../values/error.ts";
import type { CliIo, CliParts } from "./parts.ts";
import { reachDesk } from "./reach.ts";

export function addDeskCommands(program: Command, parts: CliParts, io: CliIo): void {
  program
    .command("serve")
    .description("Serve the desk until stopped: web page, API and the work on documents.")
    .action(() => serveUntilStopped(parts, io));

  program
    .command("mcp")
    .description("Serve the desk to one MCP client over standard input and output.")
    .action(async () => {
      const reached = await reachDesk(parts, parts.settings());
      try {
        await parts.serveMcp(reached.call);
      } finally {
        await reached.close();
      }
    });

  program
    .command("owner")
    .argument("<name>")
    .description(
      "Make an owner account, or give that account a new password; the password is asked for or read from standard input.",
    )
    .action((name: string) => makeOwner(parts, io, name));

  program
    .command("backup")
    .argument("<file>", "a new .tar file")
    .description("Copy the whole desk into one file; a running server need not stop.")
    .action(async (file: string) => {
      const { documents, originals, bytes } = await backupDesk(parts.settings().data, resolve(file));
      io.out(`${file}: ${documents} documents, ${originals} originals, ${bytes} bytes\n`);
    });

  program
    .command("restore")
    .argument("<file>", "a file that backup made")
    .description(
      "Make a desk from a backup in an empty data folder (DOSSIER_DATA); every original is verified.",
    )
    .action(async (file: string) => {
      const folder = parts.settings().data;
      const { documents, originals } = await restoreDesk(resolve(file), folder);
      io.out(`${folder}: ${documents} documents, ${originals} originals\n`);
    });

  program
    .command("doctor")
    .description("Say what is odd about this machine or this desk, and what to do about it.")
    .option("--json", "print the whole answer as JSON")
    .action((options: { json?: boolean }) => examine(parts, io, options.json === true));

  program
    .command("inspect")
    .addArgument(new Argument("<stage>", "what to look at").choices(INSPECTABLE))
    .argument("<file>")
    .description("Print as JSON what one stage makes of a file; nothing is kept.")
    .action((stage: InspectableStage, file: string) => inspect(parts, io, stage, file));

  program
    .command("check")
    .argument("<file>")
    .description(
      "Check the arithmetic of one file and print what fails; nothing is kept. Exit code 6 when something fails.",
    )
    .option("--all", "print what holds too")
    .option("--json", "print the whole answer as JSON")
    .action((file: string, options: { all?: boolean; json?: boolean }) => check(parts, io, file, options));
}

async function serveUntilStopped(parts: CliParts, io: CliIo): Promise<void> {
  const served = await parts.serve(parts.settings());
  io.out(`Dossier serves ${served.url}\n`);
  await new Promise<void>((resolveStop) => {
    process.once("SIGINT", () => resolveStop());
    process.once("SIGTERM", () => resolveStop());
  });
  await served.close();
}

async function makeOwner(parts: CliParts, io: CliIo, name: string): Promise<void> {
  const password = await askPassword(io);
  const reached = await reachDesk(parts, parts.settings());
  try {
    const { users } = (await reached.call(listUsers as unknown as Operation, {})) as { users: User[] };
    const known = users.find((user) => user.name.toLowerCase() === name.toLowerCase());
    if (known === undefined)
      await reached.call(addUser as unknown as Operation, { name, password, role: "owner" });
    else await reached.call(updateUser as unknown as Operation, { id: known.id, password, role: "owner" });
    io.out(
      known === undefined
        ? `The owner ${name} can sign in.\n`
        : `${name} has a new password and is an owner.\n`,
    );
  } finally {
    await reached.close();
  }
}

/** From the keyboard without showing it, else the first line of standard input. */
async function askPassword(io: CliIo): Promise<string> {
  const isTyped = io.stdin.isTTY === true;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: io.stdin, output: silent, terminal: isTyped });
  try {
    if (!isTyped) {
      for await (const line of lines) return line;
      return "";
    }
    io.err("Password: ");
    const first = await lines.question("");
    io.err("\nAgain: ");
    const second = await lines.question("");
    io.err("\n");
    if (first !== second)
      throw new DossierError("bad-input", { field: "password", reason: "the two do not match" });
    return first;
  } finally {
    lines.close();
  }
}

async function examine(parts: CliParts, io: CliIo, isJson: boolean): Promise<void> {
  const settings = parts.settings();
  const checks: DeskCheck[] = await checkMachine(settings);
  try {
    const reached = await reachDesk(parts, settings);
    try {
      checks.push(
        ...((await reached.call(checkDesk as unknown as Operation, {})) as { checks: DeskCheck[] }).checks,
      );
    } finally {
      await reached.close();
    }
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    checks.push({ name: "desk", state: "bad", says: error.message, todo: "" });
  }
  const sign = { good: "ok ", odd: "!  ", bad: "BAD" };
  const lines = checks.map(
    ({ name, state, says, todo }) =>
      `${sign[state]} ${name.padEnd(12)} ${says}${todo === "" ? "" : ` → ${todo}`}`,
  );
  io.out(isJson ? `${JSON.stringify({ checks }, null, 2)}\n` : `${lines.join("\n")}\n`);
  if (checks.some(({ state }) => state === "bad")) throw new DossierError("not-sound");
}

async function inspect(parts: CliParts, io: CliIo, stage: InspectableStage, file: string): Promise<void> {
  const found = await inOwnDesk(parts, (desk) => inspectStage(desk, stage, resolve(file)));
  io.out(`${JSON.stringify(found, null, 2)}\n`);
}

async function check(
  parts: CliParts,
  io: CliIo,
  file: string,
  { all, json }: { all?: boolean; json?: boolean },
): Promise<void> {
  const checked = await inOwnDesk(parts, (desk) => checkFile(desk, resolve(file), all === true));
  const lines = checked.findings.map(
    ({ verdict, check: name, formula, operands }) =>
      `${verdict.padEnd(9)} ${name.split(" ")[0]!.padEnd(12)} p. ${operands[0]?.citation.page ?? 1}  ${formula}`,
  );
  const counts = Object.entries(checked.counts).map(([verdict, count]) => `${count} ${verdict}`);
  lines.push(`${checked.file}: ${checked.figures} figures; ${counts.join(", ") || "nothing to check"}.`);
  io.out(json === true ? `${JSON.stringify(checked, null, 2)}\n` : `${lines.join("\n")}\n`);
  const total = Object.values(checked.counts).reduce((sum, count) => sum + count, 0);
  if (checked.severity > 0)
    throw new DossierError("checks-failed", {
      failed: checked.counts.fails ?? 0,
      checked: total,
      file: checked.file,
    });
}

/** A desk of its own: the person's is not touched and may be in use. */
async function inOwnDesk<T>(parts: CliParts, work: (desk: Desk) => Promise<T>): Promise<T> {
  const data = await mkdtemp(join(tmpdir(), "dossier-inspect-"));
  try {
    const desk = await parts.openDesk({ ...parts.settings(), data });
    try {
      return await work(desk);
    } finally {
      await desk.close();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
