// bench/intake.ts: npm run bench -- intake [--data=<folder>] [--readers=6]: how the desk answers while long reports come in.
//
// All files of the pack "pdf" are sent to a desk that is new, at once; a few people read pages, search and look at
// the ledger until the last job has ended. What is measured is the longest time that the server's event loop was
// held up, and the slowest answer of each kind. Says what is missing instead of failing when the pack is not there.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoopDelay, memoryOf, quantile, start } from "./desk.ts";
import type { BenchResult } from "./run.ts";

const KINDS = ["page", "pages", "boxes", "document", "search", "figures", "list"] as const;
type Kind = (typeof KINDS)[number];
const THINK_MS = 50;

/** `options.data`: the folder that holds the pack "pdf"; default ../shared/eval. */
export async function measure(options: Record<string, unknown>): Promise<BenchResult> {
  const pack = join(typeof options.data === "string" ? options.data : "../shared/eval", "pdf", "files");
  if (!existsSync(pack)) return { metrics: {}, report: [`There is no pack pdf at ${pack}.`] };
  const folder = mkdtempSync(join(tmpdir(), "dossier-bench-intake-"));
  const server = await start(join(folder, "desk"));
  const started = performance.now();
  const waited = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
  let memoryMb: number | null;
  try {
    process.kill(server.pid, "SIGUSR2");
    await upload(server.base, pack);
    const ended = whenIdle(server.base);
    await Promise.all(
      Array.from({ length: Number(options.readers ?? 6) }, () => read(server.base, waited, ended)),
    );
    await ended;
    memoryMb = memoryOf(server.pid);
  } finally {
    await server.stop();
  }
  const seconds = (performance.now() - started) / 1000;
  const delay = JSON.parse(readFileSync(join(folder, "desk.delay.json"), "utf8")) as LoopDelay;
  rmSync(folder, { recursive: true });
  return resultOf(waited, { delay, seconds, memoryMb });
}

async function upload(base: string, pack: string): Promise<void> {
  for (const name of readdirSync(pack)) {
    const form = new FormData();
    form.append("files", new Blob([readFileSync(join(pack, name))]), name);
    const response = await fetch(`${base}/api/uploads`, { method: "POST", body: form });
    if (!response.ok) throw new Error(`an upload answered ${response.status}`);
    await response.arrayBuffer();
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Resolves when no job waits or runs. */
async function whenIdle(base: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${base}/api/jobs?limit=1`);
    const { counts } = (await response.json()) as { counts: Record<string, number> };
    if (counts.queued! + counts.running! === 0) return;
    await pause(500);
  }
}

/** One person: picks a document that can be read and looks at it from several sides, until `ended`. */
async function read(base: string, waited: Map<Kind, number[]>, ended: Promise<void>): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const ask = async (kind: Kind, path: string): Promise<unknown> => {
    const asked = performance.now();
    const response = await fetch(`${base}${path}`);
    const answer: unknown = await response.json();
    waited.get(kind)!.push(performance.now() - asked);
    await pause(THINK_MS * (0.5 + Math.random()));
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  while (!isOver) {
    const { documents } = (await ask("list", "/api/documents?limit=50")) as { documents: Listed[] };
    const readable = documents.filter(({ state }) => state === "searchable" || state === "ready");
    await ask("search", `/api/search?query=${encodeURIComponent("operating income 净利润 同比")}`);
    const one = readable[Math.floor(Math.random() * readable.length)];
    if (one === undefined) continue;
    await ask("document", `/api/documents/${one.id}`);
    const { pages } = (await ask("pages", `/api/documents/${one.id}/pages`)) as { pages: unknown[] };
    const number = 1 + Math.floor(Math.random() * pages.length);
    const page = (await ask("page", `/api/documents/${one.id}/pages/${number}`)) as Page;
    const end = Math.min(page.end, page.start + 200);
    if (end > page.start) await ask("boxes", `/api/documents/${one.id}/boxes?start=${page.start}&end=${end}`);
    await ask("figures", `/api/figures?documentId=${one.id}&limit=100`);
  }
}

interface Listed {
  id: string;
  state: string;
}
interface Page {
  start: number;
  end: number;
}

function resultOf(
  waited: Map<Kind, number[]>,
  { delay, seconds, memoryMb }: { delay: LoopDelay; seconds: number; memoryMb: number | null },
): BenchResult {
  const metrics: Record<string, number> = {
    "loop-max-ms": delay.maxMs,
    "loop-max-own-ms": delay.maxOwnMs,
    "loop-p99-ms": delay.p99Ms,
    seconds: Math.round(seconds),
  };
  if (memoryMb !== null) metrics["memory-mb"] = memoryMb;
  const report = [
    `all read, checked and in the ledger after ${seconds.toFixed(0)} s; event loop held up p99 ${delay.p99Ms} ms, at most ${delay.maxMs} ms (${delay.maxOwnMs} ms of its own work); ${memoryMb ?? "?"} MB resident`,
  ];
  for (const [kind, times] of waited) {
    const sorted = times.sort((a, b) => a - b);
    const [middle, slowest] = [quantile(sorted, 0.5), quantile(sorted, 1)];
    metrics[`${kind}-max-ms`] = Math.round(slowest);
    report.push(
      `${kind.padEnd(9)} p50 ${middle.toFixed(1)} ms, slowest ${slowest.toFixed(0)} ms, ${sorted.length} answers`,
    );
  }
  return { metrics, report };
}
