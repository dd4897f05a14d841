// desk/doctor.ts: what is odd about this machine or this desk: each check one plain sentence, and what to do about it.

import { access, constants, mkdir, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { z } from "zod";
import type { Settings } from "../settings/load.ts";
import { damageOf, wantedHashes } from "../store/health.ts";
import { SCHEMA } from "../store/migrate.ts";
import type { Desk } from "./desk.ts";
import { holderOf } from "./lock.ts";
import { operation } from "./operation.ts";

export const DeskCheck = z.object({
  name: z.string(),
  /** "odd" works but wants a look; "bad" does not work. */
  state: z.enum(["good", "odd", "bad"]),
  says: z.string(),
  /** What to do; "" when nothing. */
  todo: z.string(),
});
export type DeskCheck = z.infer<typeof DeskCheck>;

const good = (name: string, says: string): DeskCheck => ({ name, state: "good", says, todo: "" });
const odd = (name: string, says: string, todo: string): DeskCheck => ({ name, state: "odd", says, todo });
const bad = (name: string, says: string, todo: string): DeskCheck => ({ name, state: "bad", says, todo });

const LEAST_NODE = 24;
const GIGABYTE = 1024 ** 3;

/** Checks that need no open desk, so that they can tell why one does not open. */
export async function checkMachine(settings: Settings): Promise<DeskCheck[]> {
  const holder = await holderOf(settings.data);
  return [
    checkNode(process.versions.node),
    ...(await checkFolder(settings.data)),
    holder === null
      ? good("process", "No Dossier has this desk open.")
      : good(
          "process",
          `Dossier (process ${holder.pid}) has this desk open${holder.port > 0 ? ` on port ${holder.port}` : ""}.`,
        ),
    holder !== null && holder.port > 0
      ? good("port", `Port ${holder.port} is served by this desk.`)
      : await checkPort(settings.host, settings.port),
  ];
}

function checkNode(version: string): DeskCheck {
  return Number(version.split(".")[0]) >= LEAST_NODE
    ? good("node", `Node ${version}.`)
    : bad(
        "node",
        `Node ${version} is too old.`,
        `Run npm ci and start with npm, which brings Node ${LEAST_NODE}.`,
      );
}

async function checkFolder(folder: string): Promise<DeskCheck[]> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.R_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      bad(
        "folder",
        `${folder} cannot be written: ${reason}.`,
        "Choose another with DOSSIER_DATA, or give the right to it.",
      ),
    ];
  }
  const { bavail, bsize } = await statfs(folder);
  const freeGb = (bavail * bsize) / GIGABYTE;
  const says = `${freeGb.toFixed(1)} GB are free.`;
  return [
    good("folder", `${folder} can be written.`),
    freeGb >= 2
      ? good("space", says)
      : freeGb >= 0.2
        ? odd("space", says, "Make room soon.")
        : bad("space", says, "Make room before adding anything."),
  ];
}

function checkPort(host: string, port: number): Promise<DeskCheck> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === "EADDRINUSE"
          ? bad("port", `Port ${port} is taken by another program.`, "Set DOSSIER_PORT to another.")
          : bad(
              "port",
              `Dossier cannot listen on ${host}:${port} (${error.code ?? error.message}).`,
              "Set DOSSIER_HOST or DOSSIER_PORT.",
            ),
      ),
    );
    server.listen(port, host, () => server.close(() => resolve(good("port", `Port ${port} is free.`))));
  });
}

export const checkDesk = operation({
  name: "check-desk",
  summary: "Check the desk itself: database, originals, index, failed work, OCR.",
  http: "GET /api/doctor",
  cli: null, // `dossier doctor` also looks at the machine
  allow: "owner",
  input: z.object({}),
  output: z.object({ checks: z.array(DeskCheck) }),
  async run(desk) {
    return {
      checks: [
        await checkDatabase(desk),
        await checkOriginals(desk),
        await checkIndex(desk),
        await checkJobs(desk),
        await checkOcr(desk),
        await checkAccounts(desk),
      ],
    };
  },
});

async function checkDatabase(desk: Desk): Promise<DeskCheck> {
  const damage = await damageOf(desk.store.database);
  if (damage !== null)
    return bad(
      "database",
      `The database is damaged: ${damage}.`,
      "Stop Dossier and restore the latest backup into a new folder.",
    );
  return good("database", `The database is sound (schema ${SCHEMA}).`);
}

async function checkOriginals(desk: Desk): Promise<DeskCheck> {
  const wanted = new Set(await wantedHashes(desk.store.database));
  let kept = 0;
  let orphans = 0;
  let bytes = 0;
  for await (const { hash, sizeBytes } of desk.store.blobs.list()) {
    if (wanted.delete(hash)) kept++;
    else orphans++;
    bytes += sizeBytes;
  }
  const size = `${kept} originals, ${(bytes / GIGABYTE).toFixed(2)} GB`;
  if (wanted.size > 0)
    return bad(
      "originals",
      `${size}; ${wanted.size} are missing, the first is ${[...wanted][0]}.`,
      "Restore a backup that has them, or delete their documents.",
    );
  // A crash between keeping bytes and their row leaves one; it costs room and nothing else.
  if (orphans > 0)
    return odd(
      "originals",
      `${size}; ${orphans} belong to no document.`,
      "Nothing: adding the same file again uses them.",
    );
  return good("originals", `${size}.`);
}

async function checkIndex(desk: Desk): Promise<DeskCheck> {
  const oddities = await desk.search.check();
  return oddities.length === 0
    ? good("index", "The search index is sound.")
    : bad("index", oddities.join(" "), "Run: dossier rebuild-index");
}

async function checkJobs(desk: Desk): Promise<DeskCheck> {
  const { queued, running, failed } = await desk.store.jobs.counts();
  const says = `${queued} jobs wait, ${running} run, ${failed} failed.`;
  return failed > 0
    ? odd("jobs", says, "See Activity for the reasons; dossier retry-failed runs them again.")
    : good("jobs", says);
}

async function checkOcr(desk: Desk): Promise<DeskCheck> {
  const engine = await desk.reader.ocrEngine();
  return engine !== null
    ? good("ocr", `Pages without text are read by ${engine}.`)
    : odd(
        "ocr",
        "No OCR engine is installed: scanned pages are marked and not read.",
        "Install tesseract with the languages chi_sim and eng if you have scans.",
      );
}

async function checkAccounts(desk: Desk): Promise<DeskCheck> {
  const [accounts, owners] = await Promise.all([desk.store.users.count(), desk.store.users.owners()]);
  if (accounts === 0) return good("accounts", "No accounts: the desk answers on this machine only.");
  return owners > 0
    ? good("accounts", `${accounts} accounts, ${owners} of them owners.`)
    : bad("accounts", "There are accounts but no owner.", "Run: dossier owner <name>");
}
