// scripts/kill-test.ts: node scripts/kill-test.ts [--kills 50] [--documents 200] [--seed 1]
//
// Kills the server (SIGKILL) again and again while mixed documents are added over HTTP, then looks whether any
// is lost, there twice or half there. A document counts as handed over when the server has answered; what was
// not answered is sent again, as a person would. Prints what it found and ends with 1 when anything is wrong.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { holderOf } from "../src/desk/lock.ts";
import type { Document } from "../src/records/document.ts";
import { damageOf } from "../src/store/health.ts";
import { openSqliteDirect } from "../src/store/sqlite-direct.ts";
import { databasePath } from "../src/store/store.ts";
import { sha256 } from "../src/values/hash.ts";
import { type MadeDocument, madeDocument } from "../test/support/made-documents.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    documents: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
  },
});
const kills = Number(values.kills);
const root = fileURLToPath(new URL("..", import.meta.url));
const data = mkdtempSync(join(tmpdir(), "dossier-kill-"));

/** Mulberry32: the same seed kills at the same moments, as far as the machine allows. */
let state = Number(values.seed);
function chance(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface Running {
  child: ChildProcess;
  base: string;
}

async function startServer(): Promise<Running> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "src/main.ts", "serve"], {
    cwd: root,
    env: { ...process.env, DOSSIER_DATA: data, DOSSIER_PORT: "0", DOSSIER_LOG: "error" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null)
      throw new Error(`the server did not start again (exit code ${child.exitCode})`);
    const holder = await holderOf(data);
    if (holder?.pid === child.pid && holder!.port > 0)
      return { child, base: `http://127.0.0.1:${holder!.port}` };
    await pause(50);
  }
  throw new Error("the server did not say where it listens within 30 s");
}

async function kill({ child }: Running): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

/** Sends one document; false when the server died under it. */
async function send(base: string, made: MadeDocument): Promise<boolean> {
  const form = new FormData();
  form.append("files", new Blob([made.bytes as Uint8Array<ArrayBuffer>]), made.name);
  try {
    const response = await fetch(`${base}/api/uploads`, { method: "POST", body: form });
    const { added } = (await response.json()) as {
      added: { document: Document | null; error: { message: string } | null }[];
    };
    if (added[0]?.error) throw new RangeError(`${made.name}: ${added[0].error.message}`);
    return added[0]?.document != null;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return false;
  }
}

async function api<T>(base: string, path: string): Promise<T> {
  const response = await fetch(`${base}${path}`);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

const documents: MadeDocument[] = [];
for (let at = 0; at < Number(values.documents); at++) documents.push(await madeDocument(at));
const waiting = [...documents];
const started = Date.now();
let interrupted = 0;

for (let turn = 0; turn < kills; turn++) {
  const server = await startServer();
  // From at once to two seconds: while bytes come in, while a file is read, while the index is written.
  const livesMs = chance() * 2000;
  const share = waiting.splice(0, Math.ceil(waiting.length / (kills - turn)));
  const senders = share.map(async (made) => {
    // Spread over its life, and a little past its end: many are under way when it is killed.
    await pause(chance() * (livesMs + 30));
    if (await send(server.base, made)) return;
    interrupted++;
    waiting.push(made);
  });
  await pause(livesMs);
  await kill(server);
  await Promise.all(senders);
  if ((turn + 1) % 10 === 0)
    console.log(
      `${turn + 1} kills, ${documents.length - waiting.length} of ${documents.length} handed over, ${interrupted} cut off`,
    );
}

const server = await startServer();
for (const made of waiting.splice(0))
  if (!(await send(server.base, made))) throw new Error("the server died by itself");
const wrong: string[] = [];
for (let left = 1, tries = 0; left > 0; tries++) {
  const { counts } = await api<{ counts: Record<string, number> }>(server.base, "/api/jobs?limit=1");
  left = counts.queued! + counts.running!;
  if (tries > 2400) {
    wrong.push(`${left} jobs have not ended after ten minutes`);
    break;
  }
  if (left > 0) await pause(250);
}
await checkOverHttp(server.base);
server.child.kill("SIGTERM");
await new Promise((resolve) => server.child.once("exit", resolve));
await checkStore();
rmSync(data, { recursive: true, force: true });
const seconds = Math.round((Date.now() - started) / 1000);
for (const line of wrong) console.error(`WRONG: ${line}`);
console.log(
  JSON.stringify({ kills, documents: documents.length, cutOff: interrupted, wrong: wrong.length, seconds }),
);
process.exit(wrong.length === 0 ? 0 : 1);

/** Each document is there once, whole and found by its own word. */
async function checkOverHttp(base: string): Promise<void> {
  const all: Document[] = [];
  for (let offset = 0; ; offset += 100) {
    const page = await api<{ documents: Document[]; total: number }>(
      base,
      `/api/documents?view=all&limit=100&offset=${offset}`,
    );
    all.push(...page.documents);
    if (all.length >= page.total || page.documents.length === 0) break;
  }
  const byName = Map.groupBy(all, ({ fileName }) => fileName);
  for (const { name, word } of documents) {
    const found = byName.get(name) ?? [];
    if (found.length !== 1) wrong.push(`${name} is there ${found.length} times`);
    for (const document of found) {
      if (document.state !== "ready")
        wrong.push(`${name} is ${document.state}: ${document.failure?.message ?? ""}`);
      if (document.characterCount === 0) wrong.push(`${name} has no text`);
    }
    const { results } = await api<{ results: { documentId: string }[] }>(base, `/api/search?query=${word}`);
    const ids = results.map(({ documentId }) => documentId);
    if (ids.length !== 1 || ids[0] !== found[0]?.id)
      wrong.push(`search for ${word} (${name}) finds ${ids.length} documents`);
  }
  if (all.length !== documents.length)
    wrong.push(`there are ${all.length} documents, not ${documents.length}`);
}

/** No row without its bytes, no bytes twice, no derived row left over, a sound file. */
async function checkStore(): Promise<void> {
  const database = openSqliteDirect(databasePath(data));
  const count = async (what: string, sql: string) => {
    const row = await database.get<{ n: number }>(`SELECT count(*) AS n FROM (${sql})`);
    if (row!.n > 0) wrong.push(`${row!.n} ${what}`);
  };
  const damage = await damageOf(database);
  if (damage !== null) wrong.push(`the database is damaged: ${damage}`);
  await count(
    "hashes kept by two versions",
    "SELECT sha256 FROM versions GROUP BY sha256 HAVING count(*) > 1",
  );
  await count(
    "documents without a version",
    "SELECT id FROM documents WHERE version_id NOT IN (SELECT id FROM versions)",
  );
  await count(
    "documents without a reading",
    "SELECT id FROM documents WHERE version_id NOT IN (SELECT version_id FROM readings)",
  );
  await count(
    "documents without a digest",
    "SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM digests)",
  );
  await count(
    "passages twice",
    "SELECT document_id FROM passages GROUP BY document_id, ordinal HAVING count(*) > 1",
  );
  await count(
    "passages of another version",
    "SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.version_id <> d.version_id",
  );
  await count("jobs that did not end well", "SELECT id FROM jobs WHERE state <> 'done'");
  await database.close();
  const { openBlobs } = await import("../src/store/blobs.ts");
  const blobs = openBlobs(join(data, "blobs"));
  for (const { name, bytes } of documents) {
    const hash = sha256(bytes);
    if (!(await blobs.has(hash))) wrong.push(`the original of ${name} is missing`);
    else if (sha256(await blobs.read(hash)) !== hash) wrong.push(`the original of ${name} is damaged`);
  }
}
