// bench/ledger.ts: npm run bench -- ledger [--figures=1000000] [--rows=100000] [--data=<folder>]
//
// A desk of generated figures (500 a document) in a folder that is kept between runs: filling takes longer than
// measuring. Measured are the first page with its count of a dozen views, facets, and an export to XLSX in a process of
// its own, whose highest memory is what the operating system saw. There is no peer: no self-hosted tool keeps a ledger.

import { fork } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Desk } from "../src/desk/desk.ts";
import { exportFigures } from "../src/desk/exports.ts";
import { FigureFilterInput } from "../src/desk/ledger.ts";
import type { Figure } from "../src/records/figure.ts";
import type { FigureFilter, FigureOrder } from "../src/store/figures.ts";
import { migrate } from "../src/store/migrate.ts";
import { openSqliteDirect } from "../src/store/sqlite-direct.ts";
import { databasePath, type Store, storeOver } from "../src/store/store.ts";
import type { BenchResult } from "./run.ts";

const PER_DOCUMENT = 500;
const ENTITIES = 400;
const METRICS = 150;
const KINDS = [
  "money",
  "money",
  "money",
  "percent",
  "percent",
  "count",
  "price",
  "power",
  "ratio",
  "duration",
];
const UNITS: Record<string, string> = {
  money: "USD",
  percent: "fraction",
  count: "",
  price: "USD/share",
  power: "W",
  ratio: "x",
  duration: "month",
};

/** A number in [0, 1) for a whole number: the same desk every time. */
function noise(seed: number): number {
  let value = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32;
}

/** Few names are common and many are rare, as in any archive. */
const skewed = (seed: number, count: number): number => Math.floor(noise(seed) ** 2.5 * count);

function figureAt(document: number, nth: number): Figure {
  const seed = document * PER_DOCUMENT + nth;
  const kind = KINDS[Math.floor(noise(seed * 7 + 1) * KINDS.length)]!;
  const year = 2016 + Math.floor(noise(seed * 7 + 2) * 11);
  const quarter = 1 + Math.floor(noise(seed * 7 + 3) * 4);
  const value = String(Math.floor(noise(seed * 7 + 4) * 1e9));
  const entity = `Company ${skewed(seed * 7 + 5, ENTITIES)}`;
  const metric = `Measure ${skewed(seed * 7 + 6, METRICS)}`;
  const sure = { rule: "bench", confidence: 0.9 };
  const text = nth % 3 === 0 ? `${value}亿元` : `$${value} million`;
  const quote = `${entity} reported ${metric} of ${text} in the period, compared with what it had said a year before (${seed}).`;
  return {
    id: `fig_${String(seed).padStart(10, "0")}`,
    documentId: documentId(document),
    versionId: `ver_${document}`,
    page: 1 + Math.floor(nth / 10),
    start: nth * 200,
    end: nth * 200 + text.length,
    text,
    coreStart: nth * 200,
    coreEnd: nth * 200 + text.length,
    kind: kind as Figure["kind"],
    low: value as Figure["low"],
    high: value as Figure["high"],
    dates: null,
    unit: kind === "money" && nth % 3 === 0 ? "CNY" : UNITS[kind]!,
    qualifier: null,
    isVague: false,
    step: null,
    rule: "bench",
    quoteStart: nth * 200,
    quoteEnd: nth * 200 + quote.length,
    quote,
    cell: null,
    entity,
    entityId: null,
    metric,
    metricId: null,
    period: {
      start: `${year}-01-01`,
      end: `${year}-${String(quarter * 3).padStart(2, "0")}-28`,
      basis: "calendar",
      label: `${year}Q${quarter}`,
    },
    window: null,
    relation: null,
    nature: nth % 40 === 0 ? "guidance" : nth % 9 === 0 ? "estimate" : "actual",
    basis: [],
    grounds: { unit: sure, entity: sure, metric: sure, period: sure, relation: sure, nature: sure },
    confidence: 0.9,
    correctedBy: null,
    isRejected: false,
  };
}

const documentId = (at: number): string => `doc_${String(at).padStart(6, "0")}`;
const dayOf = (at: number): string =>
  new Date(Date.UTC(2020, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);

async function open(folder: string): Promise<{ store: Store; close: () => Promise<void> }> {
  mkdirSync(join(folder, "blobs"), { recursive: true });
  const database = openSqliteDirect(databasePath(folder));
  await migrate(database, folder, () => join(folder, "copy.sqlite"));
  return { store: storeOver(database, folder), close: () => database.close() };
}

async function fill(folder: string, documents: number): Promise<void> {
  mkdirSync(join(folder, "blobs"), { recursive: true });
  const database = openSqliteDirect(databasePath(folder));
  await migrate(database, folder, () => join(folder, "copy.sqlite"));
  database.raw.exec("PRAGMA synchronous = OFF");
  const store = storeOver(database, folder);
  const insert = `INSERT INTO documents (id, version_id, version_number, title, title_by, source, source_by, author, kind, kind_by, language,
    added_at, updated_at, sort_at, file_name, media_type, size_bytes, state) VALUES (?, ?, 1, ?, 'b', ?, 'b', '', 'article', 'b', 'en', ?, ?, ?, 'f', 'text', 1, 'ready')`;
  for (const name of ["narrow", "wide"]) {
    database.raw
      .prepare(
        "INSERT INTO topics (id, name, aliases, query, created_at, updated_at, rss_token) VALUES (?, ?, '[]', '', ?, ?, ?)",
      )
      .run(`top_${name}`, name, dayOf(0), dayOf(0), name);
  }
  for (let from = 0; from < documents; from += 50) {
    await store.transaction(async (tables) => {
      for (let at = from; at < Math.min(documents, from + 50); at++) {
        const day = dayOf(at);
        const source = `Source ${at % 25}`;
        database.raw
          .prepare(insert)
          .run(documentId(at), `ver_${at}`, `Generated document ${at}`, source, day, day, day);
        for (const [topic, every] of [
          ["top_narrow", 40],
          ["top_wide", 3],
        ] as const)
          if (at % every === 0)
            database.raw
              .prepare(
                "INSERT INTO topic_members (topic_id, document_id, mentions, why, added_at) VALUES (?, ?, 1, 'words', ?)",
              )
              .run(topic, documentId(at), day);
        const figures = Array.from({ length: PER_DOCUMENT }, (_, nth) => figureAt(at, nth));
        await tables.figures.replace(documentId(at), figures, { source, sortAt: day, isHidden: false });
      }
    });
  }
  await database.close();
}

const VIEWS: [name: string, filter: FigureFilter, order: FigureOrder, isDescending: boolean][] = [
  ["newest", {}, "newest", true],
  ["by document", {}, "document", false],
  ["by entity", {}, "entity", false],
  ["by metric", {}, "metric", true],
  ["by period", {}, "period", true],
  ["by value", {}, "value", true],
  ["common entity, newest", { entities: ["Company 0"] }, "newest", true],
  ["rare entity, newest", { entities: ["Company 390"] }, "newest", true],
  ["entity and metric, by period", { entities: ["Company 3"], metrics: ["Measure 140"] }, "period", true],
  ["metric, by value", { metrics: ["Measure 7"] }, "value", true],
  ["money, newest", { kinds: ["money"] }, "newest", true],
  ["guidance, by value", { natures: ["guidance"] }, "value", true],
  ["guidance in power, by entity", { natures: ["guidance"], kinds: ["power"] }, "entity", false],
  ["contains a common word", { contains: "company 1" }, "newest", true],
  ["contains a rare number", { contains: "98765" }, "newest", true],
  ["contains nothing there", { contains: "不存在的词" }, "value", true],
  ["narrow topic, newest", { topicId: "top_narrow" }, "newest", true],
  ["wide topic, by value", { topicId: "top_wide" }, "value", true],
  ["wide topic, one metric, by period", { topicId: "top_wide", metrics: ["Measure 60"] }, "period", false],
  ["sure ones of a quarter, by entity", { periods: ["2025Q3"], minConfidence: 0.5 }, "entity", false],
];

/** Measures the suite; the folder is filled on the first run. */
export async function measure(options: Record<string, unknown>): Promise<BenchResult> {
  const figures = Number(options.figures ?? 1_000_000);
  const rows = Number(options.rows ?? 100_000);
  const folder = String(options.data ?? join(tmpdir(), `dossier-bench-ledger-${figures}`));
  const result: BenchResult = { metrics: {}, report: [] };
  const started = Date.now();
  if (!existsSync(databasePath(folder))) await fill(folder, Math.ceil(figures / PER_DOCUMENT));
  result.report.push(`${figures} figures, filled in ${Math.round((Date.now() - started) / 1000)} s`);
  const { store, close } = await open(folder);
  let slowest = 0;
  // Wall time counts the machine's other work too; the processor's time does not.
  let slowestCpu = 0;
  for (const [name, filter, order, isDescending] of VIEWS) {
    const times: number[] = [];
    let cpu = Number.POSITIVE_INFINITY;
    let shown = "";
    for (let run = 0; run < 3; run++) {
      const start = performance.now();
      const used = process.cpuUsage();
      const { rows: page, total, isMore } = await store.figures.page(filter, order, isDescending, 0, 100);
      times.push(performance.now() - start);
      const { user, system } = process.cpuUsage(used);
      cpu = Math.min(cpu, (user + system) / 1000);
      shown = `${page.length} of ${total}${isMore ? "+" : ""}`;
    }
    const middle = times.sort((left, right) => left - right)[1]!;
    slowest = Math.max(slowest, middle);
    slowestCpu = Math.max(slowestCpu, cpu);
    result.report.push(
      `  ${name}: ${middle.toFixed(0)} ms (first ${times.at(-1)!.toFixed(0)} ms, processor ${cpu.toFixed(0)} ms), ${shown}`,
    );
  }
  result.metrics.slowest_view_ms = slowest;
  result.metrics.slowest_view_cpu_ms = slowestCpu;
  for (const [name, filter] of [
    ["all", {}],
    ["one entity", { entities: ["Company 3"] }],
    ["contains", { contains: "measure 14" }],
  ] as [string, FigureFilter][]) {
    const start = performance.now();
    await store.figures.facets(filter);
    result.metrics[`facets_${name.replace(" ", "_")}_ms`] = performance.now() - start;
    result.report.push(`  facets of ${name}: ${(performance.now() - start).toFixed(0)} ms`);
  }
  await close();
  const exported = await exportInChild(folder, rows);
  Object.assign(result.metrics, {
    export_s: exported.seconds,
    export_peak_mb: exported.peakMb,
    export_own_mb: exported.ownMb,
  });
  result.report.push(
    `  export of ${exported.rows} rows to XLSX: ${exported.seconds.toFixed(1)} s, ${(exported.bytes / 1e6).toFixed(1)} MB, ` +
      `highest memory ${exported.peakMb.toFixed(0)} MB, of it our own ${exported.ownMb.toFixed(0)} MB (the rest is the database file, mapped), progress told ${exported.told} times`,
  );
  return result;
}

interface ExportRun {
  rows: number;
  bytes: number;
  seconds: number;
  peakMb: number;
  /** Without pages of the database file that the system maps and takes back at will; 0 where it does not say. */
  ownMb: number;
  told: number;
}

const exportInChild = (folder: string, rows: number): Promise<ExportRun> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [folder, String(rows)]);
    child.once("message", (message) => resolve(message as ExportRun));
    child.once("exit", (code) => reject(new Error(`the export ended with ${code}`)));
  });

/** The child: the export of so many newest figures, thrown away chunk by chunk. */
async function runExport(folder: string, rows: number): Promise<ExportRun> {
  const { store, close } = await open(folder);
  const start = performance.now();
  let told = 0;
  let done = 0;
  let own = 0;
  const input = FigureFilterInput.parse(rows < 1_000_000 ? { natures: ["estimate"] } : {});
  const { chunks } = await exportFigures(
    { store } as Desk,
    { ...input, order: "newest", descending: true, format: "xlsx" },
    "https://desk.example",
    (now) => {
      told++;
      done = now;
      own = Math.max(own, ownMemoryMb());
    },
  );
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  const seconds = (performance.now() - start) / 1000;
  await close();
  return { rows: done, bytes, seconds, peakMb: process.resourceUsage().maxRSS / 1024, ownMb: own, told };
}

function ownMemoryMb(): number {
  if (!existsSync("/proc/self/status")) return 0;
  const line = /RssAnon:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"));
  return line === null ? 0 : Number(line[1]) / 1024;
}

if (import.meta.main && process.send !== undefined) {
  process.send(await runExport(process.argv[2]!, Number(process.argv[3])));
  process.disconnect();
}
