// bench/desk.ts: npm run bench -- desk [--seconds=60] [--documents=2000] [--readers=50] [--writers=2] [--think-ms=1000] [--data=<folder>]
//
// Fifty people read and two write, over loopback, on a desk of generated documents. Each looks at an answer for
// a second before the next; --think-ms=0 asks again at once and measures where the machine is full. The server is a process of its own; what is measured is what a browser would wait, what processor time the
// server and its children took for it, and how long its event loop was held up.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { holderOf } from "../src/desk/lock.ts";
import { SCHEMA } from "../src/store/migrate.ts";
import { type MadeDocument, madeText } from "../test/support/made-documents.ts";
import type { BenchResult } from "./run.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const QUERIES = [
  "capital expenditure",
  "资本开支",
  "Trainium2 spending",
  '"larger share of spending"',
  "power AND capacity",
  "液冷",
  "Mingxu -revenue",
  "backlog kind:article",
  "数据中心 自研芯片",
  "operating margin Fenwick",
];

export async function measure(options: Record<string, unknown>): Promise<BenchResult> {
  const seconds = Number(options.seconds ?? 60);
  const documents = Number(options.documents ?? 2000);
  const readers = Number(options.readers ?? 50);
  const writers = Number(options.writers ?? 2);
  const thinkMs = Number(options["think-ms"] ?? 1000);
  // Kept between runs: filling takes longer than measuring. Its name says what is in it, and that this program opens it.
  const data = String(options.data ?? join(tmpdir(), `dossier-bench-${documents}-schema-${SCHEMA}`));
  mkdirSync(data, { recursive: true });
  const server = await start(data);
  let load: Timings;
  let filledSeconds: number;
  let memoryMb: number | null;
  let cpuSeconds: number | null;
  try {
    filledSeconds = await fill(server.base, documents);
    const topicId = await topicOf(server.base);
    process.kill(server.pid, "SIGUSR2");
    const before = cpuSecondsOf(server.pid);
    load = await run({
      base: server.base,
      seconds,
      readers,
      writers,
      thinkMs,
      topicId,
      from: documents,
    });
    const after = cpuSecondsOf(server.pid);
    cpuSeconds = before === null || after === null ? null : after - before;
    memoryMb = memoryOf(server.pid);
  } finally {
    await server.stop();
  }
  const delay = JSON.parse(readFileSync(delayFile(data), "utf8")) as Measured["delay"];
  return resultOf({
    ...load,
    seconds,
    readers,
    writers,
    thinkMs,
    documents,
    filledSeconds,
    memoryMb,
    cpuSeconds,
    delay,
  });
}

/** What loop-delay.ts writes. */
export interface LoopDelay {
  maxMs: number;
  p99Ms: number;
  maxOwnMs: number;
}

const delayFile = (data: string): string => `${data}.delay.json`;

interface Server {
  base: string;
  pid: number;
  stop(): Promise<void>;
}

export async function start(data: string): Promise<Server> {
  const args = [
    "--disable-warning=ExperimentalWarning",
    "--import",
    "./bench/loop-delay.ts",
    "src/main.ts",
    "serve",
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      ...process.env,
      DOSSIER_DATA: data,
      DOSSIER_PORT: "0",
      DOSSIER_LOG: "error",
      DOSSIER_BENCH_DELAY: delayFile(data),
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  for (let tries = 0; tries < 600; tries++) {
    const holder = await holderOf(data);
    if (holder?.pid === child.pid && holder!.port > 0)
      return {
        base: `http://127.0.0.1:${holder!.port}`,
        pid: child.pid!,
        async stop() {
          child.kill("SIGTERM");
          await ended;
        },
      };
    if (child.exitCode !== null) break;
    await pause(50);
  }
  throw new Error("the server did not start");
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function upload(base: string, made: readonly MadeDocument[]): Promise<void> {
  const form = new FormData();
  for (const { name, bytes } of made)
    form.append("files", new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  const response = await fetch(`${base}/api/uploads`, { method: "POST", body: form });
  if (!response.ok) throw new Error(`an upload answered ${response.status}`);
  await response.arrayBuffer();
}

const json = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

/** Adds what is missing and waits until all of it is ready. */
async function fill(base: string, documents: number): Promise<number> {
  const started = performance.now();
  const { documentCount } = await json<{ documentCount: number }>(`${base}/api/desk`);
  for (let at = documentCount; at < documents; at += 50)
    await upload(
      base,
      Array.from({ length: Math.min(50, documents - at) }, (_, step) => madeText(at + step)),
    );
  for (;;) {
    const { counts } = await json<{ counts: Record<string, number> }>(`${base}/api/jobs?limit=1`);
    if (counts.queued! + counts.running! === 0) break;
    await pause(500);
  }
  return (performance.now() - started) / 1000;
}

async function topicOf(base: string): Promise<string> {
  const { topics } = await json<{ topics: { id: string; name: string }[] }>(`${base}/api/topics`);
  const known = topics.find(({ name }) => name === "Trainium2");
  if (known !== undefined) return known.id;
  const response = await fetch(`${base}/api/topics`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Trainium2" }),
  });
  const { id } = (await response.json()) as { id: string };
  for (let tries = 0; tries < 600; tries++) {
    const { total } = await json<{ total: number }>(`${base}/api/topics/${id}/feed?limit=1`);
    const { counts } = await json<{ counts: Record<string, number> }>(`${base}/api/jobs?limit=1`);
    if (total > 0 && counts.queued! + counts.running! === 0) return id;
    await pause(100);
  }
  throw new Error("the topic got no documents");
}

interface Load {
  base: string;
  seconds: number;
  readers: number;
  writers: number;
  thinkMs: number;
  topicId: string;
  from: number;
}

interface Timings {
  search: number[];
  topic: number[];
  reader: number[];
  errors: number;
  written: number;
}

async function run({ base, seconds, readers, writers, thinkMs, topicId, from }: Load): Promise<Timings> {
  const timings: Timings = { search: [], topic: [], reader: [], errors: 0, written: 0 };
  const until = performance.now() + seconds * 1000;
  const timed = async (into: number[], path: string) => {
    const started = performance.now();
    const response = await fetch(`${base}${path}`).catch(() => null);
    const body = response === null ? null : await response.text().catch(() => null);
    if (response?.ok !== true || body === null) timings.errors++;
    else into.push(performance.now() - started);
    // Not all at the same beat: half to one and a half of the time.
    await pause(thinkMs * (0.5 + Math.random()));
    return body;
  };
  const read = async (person: number) => {
    for (let turn = person; performance.now() < until; turn++) {
      await timed(timings.search, `/api/search?query=${encodeURIComponent(QUERIES[turn % QUERIES.length]!)}`);
      const page = await timed(timings.topic, `/api/topics/${topicId}/feed?offset=${(turn % 5) * 20}`);
      const id = /"document":\{"id":"(\w+)"/.exec(page ?? "")?.[1];
      if (id !== undefined) await timed(timings.reader, `/api/documents/${id}`);
    }
  };
  // New words in each run, so that a kept desk takes them as new.
  const run = Math.floor(Date.now() / 1000) % 100_000;
  const write = async (person: number) => {
    for (let turn = 0; performance.now() < until; turn++) {
      const made = madeText(from + run * 2 + person * 200_000 + turn);
      await upload(base, [made]).then(
        () => timings.written++,
        () => timings.errors++,
      );
      // A person who writes also thinks: ten documents a second from two would be a machine.
      await pause(200);
    }
  };
  await Promise.all([
    ...Array.from({ length: readers }, (_, person) => read(person)),
    ...Array.from({ length: writers }, (_, person) => write(person)),
  ]);
  return timings;
}

/** Resident memory of a process in MB; null where the system does not say. */
export function memoryOf(pid: number): number | null {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return null;
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(path, "utf8"));
  return found === null ? null : Math.round(Number(found[1]) / 1024);
}

/** Processor time that a process and its ended children have used; null where the system does not say. */
function cpuSecondsOf(pid: number): number | null {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  const stat = readFileSync(path, "utf8");
  // The command's name is in brackets and may hold blanks: count from behind it. A tick is 10 ms.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) / 100;
}

export const quantile = (sorted: readonly number[], part: number): number =>
  sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;

type Measured = Timings &
  Omit<Load, "base" | "topicId" | "from"> & {
    documents: number;
    filledSeconds: number;
    memoryMb: number | null;
    cpuSeconds: number | null;
    delay: LoopDelay;
  };

function resultOf(measured: Measured): BenchResult {
  const metrics: Record<string, number> = {};
  const report = [
    `${measured.documents} documents, ${measured.readers} readers and ${measured.writers} writers for ${measured.seconds} s, ${measured.thinkMs} ms to look; filled in ${measured.filledSeconds.toFixed(0)} s`,
  ];
  for (const what of ["search", "topic", "reader"] as const) {
    const sorted = measured[what].sort((a, b) => a - b);
    metrics[`${what}-p50-ms`] = Math.round(quantile(sorted, 0.5) * 10) / 10;
    metrics[`${what}-p95-ms`] = Math.round(quantile(sorted, 0.95) * 10) / 10;
    metrics[`${what}-count`] = sorted.length;
    report.push(
      `${what.padEnd(8)} p50 ${metrics[`${what}-p50-ms`]} ms, p95 ${metrics[`${what}-p95-ms`]} ms, ${sorted.length} answers`,
    );
  }
  metrics.errors = measured.errors;
  metrics.written = measured.written;
  if (measured.memoryMb !== null) metrics["memory-mb"] = measured.memoryMb;
  if (measured.cpuSeconds !== null) metrics["cpu-s"] = Math.round(measured.cpuSeconds * 10) / 10;
  metrics["loop-p99-ms"] = measured.delay.p99Ms;
  metrics["loop-max-ms"] = measured.delay.maxMs;
  metrics["loop-max-own-ms"] = measured.delay.maxOwnMs;
  report.push(
    `${measured.errors} errors, ${measured.written} documents written, ${measured.memoryMb ?? "?"} MB resident, ${measured.cpuSeconds?.toFixed(1) ?? "?"} s of processor time; event loop held up p99 ${measured.delay.p99Ms} ms, at most ${measured.delay.maxMs} ms (${measured.delay.maxOwnMs} ms of its own work)`,
  );
  return { metrics, report };
}
