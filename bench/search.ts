// bench/search.ts: npm run bench -- search [--data=<folder>] [--million] [--passages=<n>] [--no-peers] [--peers-only]
//
// The search index against SQLite FTS5 on the same passages with the same tokens, questions asked in turn, medians as
// ratios (peer / ours: above 1 we are faster). At 20,000 passages also MiniSearch, Orama and FlexSearch, which keep all in
// memory, and LanceDB; and everybody's top ten against a BM25 that scores everything. Texts come from the packs under --data
// by a seeded generator that joins their sentences anew; nothing of them is kept.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSearchEngine, type SearchEngine } from "../src/search/engine.ts";
import { Indexer } from "../src/search/indexer.ts";
import { parseQuery } from "../src/search/query.ts";
import { quantise, VectorScan } from "../src/search/vectors.ts";
import { schema as documentsSchema } from "../src/store/migrations/0001-documents.ts";
import { schema as searchSchema } from "../src/store/migrations/0002-search.ts";
import { passageIndex, passageIndexTable } from "../src/store/passage-index.ts";
import { openSqliteDirect } from "../src/store/sqlite-direct.ts";
import type { BenchResult } from "./run.ts";
import {
  cutWords,
  type GeneratedPassage,
  type Generator,
  openGenerator,
  type Question,
} from "./search-corpus.ts";
import { measurePeers } from "./search-peers.ts";

const SOURCES = 10;
const PER_DOCUMENT = 20;
/** Questions asked of ours before the clock starts: a server has compiled its code long before anybody looks at a clock. */
const WARM_ASKED = 600;
/** Times a query is asked before and while it is measured. */
const WARM = 2;
const MEASURED = 5;
const KINDS = ["question", "common", "or3", "and3", "filtered", "rare", "phrase"] as const;

export async function measure(options: Record<string, unknown>): Promise<BenchResult> {
  const data = typeof options.data === "string" ? options.data : "../shared/eval";
  const sizes = [typeof options.passages === "string" ? Number(options.passages) : 100_000];
  if (options.million === true) sizes.push(1_000_000);
  const generator = openGenerator(data);
  const metrics: Record<string, number> = {};
  const report: string[] = [];
  for (const size of options["peers-only"] === true ? [] : sizes) {
    const folder = mkdtempSync(join(tmpdir(), "dossier-search-"));
    try {
      const name = size >= 1_000_000 ? `${size / 1_000_000}m` : `${size / 1000}k`;
      await measureSize(generator, size, folder, name, metrics, report);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  measureVectors(metrics);
  if (options["no-peers"] !== true) await measurePeers(generator, 20_000, metrics, report);
  for (const [key, value] of Object.entries(metrics))
    report.push(`${key.padEnd(34)} ${Number(value.toPrecision(4))}`);
  return { metrics, report };
}

async function measureSize(
  generator: Generator,
  size: number,
  folder: string,
  name: string,
  metrics: Record<string, number>,
  report: string[],
): Promise<void> {
  const ours = await buildOurs(generator, size, join(folder, "ours.sqlite"));
  const fts = buildFts(generator, size, join(folder, "fts.sqlite"));
  metrics[`${name}_build_ratio`] = fts.buildMs / ours.buildMs;
  metrics[`${name}_ours_passages_per_cpu_s`] = (size / ours.buildMs) * 1000;
  // Above 1: ours is smaller. Both with positions.
  metrics[`${name}_size_ratio`] = fts.sizeBytes / ours.sizeBytes;
  metrics[`${name}_ours_index_mb`] = ours.sizeBytes / 1e6;
  const questions = generator.questions(size, size > 200_000 ? 12 : 40);
  const overlaps: number[] = [];
  for (const kind of KINDS) {
    for (let asked = 0; asked < WARM_ASKED; asked++)
      await askOurs(ours.engine, kind, questions[kind][asked % questions[kind].length]!);
    const theirs: number[] = [];
    const mine: number[] = [];
    for (const question of questions[kind]) {
      // The first times are for the caches of both.
      for (let time = 0; time < WARM + MEASURED; time++) {
        const start = performance.now();
        const rows = await askOurs(ours.engine, kind, question);
        const middle = performance.now();
        const others = fts.ask(kind, question);
        const end = performance.now();
        if (time < WARM) continue;
        mine.push(middle - start);
        theirs.push(end - middle);
        if (kind === "question" && time === WARM)
          overlaps.push(rows.filter((row) => others.includes(row)).length / Math.max(1, others.length));
      }
    }
    metrics[`${name}_${kind}_ratio`] = median(theirs) / median(mine);
    metrics[`${name}_${kind}_ours_ms`] = median(mine);
    report.push(
      `${name} ${kind}: ours ${median(mine).toFixed(2)} ms, FTS5 ${median(theirs).toFixed(2)} ms, ${questions[kind].length} queries`,
    );
  }
  metrics[`${name}_fts5_top10_overlap`] = overlaps.reduce((sum, one) => sum + one, 0) / overlaps.length;
  await measureWhole(ours.engine, questions.question, name, metrics);
  metrics[`${name}_fresh_ms`] = await freshMs(ours, size);
  const child = spawnSync(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      join(import.meta.dirname, "search-resident.ts"),
      join(folder, "ours.sqlite"),
    ],
    { input: JSON.stringify(questions.question.map(({ text }) => text)), encoding: "utf8" },
  );
  const { rssMb, openMs } = JSON.parse(child.stdout) as { rssMb: number; openMs: number };
  metrics[`${name}_resident_mb`] = rssMb;
  metrics[`${name}_open_ms`] = openMs;
  await ours.close();
  fts.close();
}

const VECTORS = 200_000;
const DIMENSIONS = 384;

/** The scan of quantised vectors; what they say does not matter to it. */
function measureVectors(metrics: Record<string, number>): void {
  const scan = new VectorScan();
  const vector = new Float32Array(DIMENSIONS);
  for (let row = 1; row <= VECTORS; row++) {
    for (let i = 0; i < DIMENSIONS; i++) vector[i] = Math.sin(row * 7 + i * i);
    scan.add(row, quantise(vector));
  }
  const times: number[] = [];
  for (let time = 0; time < 12; time++) {
    const start = performance.now();
    scan.nearest(vector, 100);
    if (time > 1) times.push(performance.now() - start);
  }
  metrics.vectors_200k_384_scan_ms = median(times);
}

/** Whole answers as the page asks for them: counts, facets, grouping, snippets. */
async function measureWhole(
  engine: SearchEngine,
  questions: readonly Question[],
  name: string,
  metrics: Record<string, number>,
): Promise<void> {
  const times: number[] = [];
  for (const { text } of questions) {
    const start = performance.now();
    await engine.search({
      query: parseQuery(text),
      filters: { fields: [] },
      order: "relevance",
      offset: 0,
      limit: 20,
    });
    times.push(performance.now() - start);
  }
  metrics[`${name}_whole_answer_ms`] = median(times);
}

async function buildOurs(generator: Generator, size: number, path: string) {
  const database = openSqliteDirect(path);
  for (const schema of [documentsSchema, searchSchema]) database.raw.exec(schema);
  const index = passageIndex(database);
  for (const batch of batches(generator.passages(size), 20_000)) {
    await database.transaction(async (within) => {
      const documents = new Set(batch.map(({ row }) => Math.floor((row - 1) / PER_DOCUMENT)));
      await within.runMany(
        INSERT_DOCUMENT,
        [...documents].map((number) => documentRow(number)),
      );
      await within.runMany(
        "INSERT INTO passages (id, document_id, version_id, ordinal, start_offset, end_offset, page, heading, kind, text, context) VALUES (?, ?, 'v', ?, 0, 0, 1, '', 'text', ?, '')",
        batch.map(({ row, text }) => [row, documentId(row), row % PER_DOCUMENT, text]),
      );
      await passageIndexTable(within).enqueue(
        [],
        batch.map(({ row }) => row),
      );
    });
  }
  const indexer = new Indexer(index);
  const start = processorMs();
  await indexer.workAll();
  const buildMs = processorMs() - start;
  const { bytes } = database.raw.prepare("SELECT sum(length(bytes)) AS bytes FROM index_chunks").get() as {
    bytes: number;
  };
  // No hook but one that leaves the scores alone: plain BM25, as the peers have it.
  const engine = openSearchEngine(index, {
    hooks: { rerank: { textsWanted: 0, rerank: (_, candidates) => candidates.map(({ score }) => score) } },
  });
  return { engine, buildMs, sizeBytes: bytes, database, indexer, close: () => database.close() };
}

const documentId = (row: number): string => `doc_${Math.floor((row - 1) / PER_DOCUMENT)}`;
const sourceOf = (document: number): string => `source ${document % SOURCES}`;
const INSERT_DOCUMENT =
  "INSERT OR IGNORE INTO documents (id, version_id, version_number, title, title_by, source, source_by, author, kind, kind_by, language, added_at, updated_at, sort_at, file_name, media_type, size_bytes, state) VALUES (?, 'v', 1, '', '', ?, '', '', 'article', '', 'zh', '', '', ?, '', 'text', 0, 'ready')";
const documentRow = (number: number) => [
  `doc_${number}`,
  sourceOf(number),
  new Date(Date.UTC(2025, 0, 1) + number * 60_000).toISOString(),
];

async function freshMs(
  { database, engine }: Awaited<ReturnType<typeof buildOurs>>,
  size: number,
): Promise<number> {
  const start = performance.now();
  await database.transaction(async (within) => {
    await within.run(INSERT_DOCUMENT, documentRow(size));
    await within.runMany(
      "INSERT INTO passages (id, document_id, version_id, ordinal, start_offset, end_offset, page, heading, kind, text, context) VALUES (?, ?, 'v', ?, 0, 0, 1, '', 'text', ?, '')",
      Array.from({ length: PER_DOCUMENT }, (_, i) => [
        size + 1 + i,
        `doc_${size}`,
        i,
        `zebrafinch ${i} 新文件`,
      ]),
    );
    await passageIndexTable(within).enqueue(
      [],
      Array.from({ length: PER_DOCUMENT }, (_, i) => size + 1 + i),
    );
  });
  const rows = await engine.rankRows(parseQuery("zebrafinch"), 10);
  if (rows.length === 0) throw new Error("the new document was not found");
  return performance.now() - start;
}

async function askOurs(
  engine: SearchEngine,
  kind: (typeof KINDS)[number],
  { text }: Question,
): Promise<number[]> {
  const filters =
    kind === "filtered"
      ? { fields: [{ field: "source" as const, values: [sourceOf(3)], isNegated: false }] }
      : undefined;
  return (await engine.rankRows(parseQuery(text), 10, filters)).map(({ row }) => row);
}

function buildFts(generator: Generator, size: number, path: string) {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA cache_size = -200000; PRAGMA mmap_size = 2147483648;");
  database.exec(
    `CREATE VIRTUAL TABLE fts USING fts5(words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 tokenchars '.&-_/+'"); CREATE TABLE meta (row INTEGER PRIMARY KEY, source TEXT NOT NULL)`,
  );
  const insert = database.prepare("INSERT INTO fts (rowid, words) VALUES (?, ?)");
  const insertMeta = database.prepare("INSERT INTO meta VALUES (?, ?)");
  let buildMs = 0;
  for (const batch of batches(generator.passages(size), 20_000)) {
    // Cutting the words is part of building for both: FTS5 cannot cut them itself.
    const start = processorMs();
    database.exec("BEGIN");
    for (const { row, text } of batch) insert.run(row, cutWords(text));
    database.exec("COMMIT");
    buildMs += processorMs() - start;
    database.exec("BEGIN");
    for (const { row } of batch) insertMeta.run(row, sourceOf(Math.floor((row - 1) / PER_DOCUMENT)));
    database.exec("COMMIT");
  }
  // One segment is FTS5 at its fastest and smallest.
  database.exec("INSERT INTO fts (fts) VALUES ('optimize')");
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  const { bytes } = database.prepare("SELECT sum(length(block)) AS bytes FROM fts_data").get() as {
    bytes: number;
  };
  const lengths = database.prepare("SELECT sum(length(sz)) AS bytes FROM fts_docsize").get() as {
    bytes: number;
  };
  const all = database.prepare("SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 10");
  const some = database.prepare(
    "SELECT fts.rowid AS rowid FROM fts JOIN meta ON meta.row = fts.rowid WHERE fts MATCH ? AND +meta.source = ? ORDER BY fts.rank LIMIT 10",
  );
  return {
    buildMs,
    sizeBytes: bytes + lengths.bytes,
    fileBytes: statSync(path).size,
    ask(kind: (typeof KINDS)[number], { fts }: Question): number[] {
      const rows = kind === "filtered" ? some.all(fts, sourceOf(3)) : all.all(fts);
      return rows.map((row) => Number(row.rowid));
    },
    close: () => database.close(),
  };
}

function* batches(passages: Iterable<GeneratedPassage>, size: number): Generator2<GeneratedPassage[]> {
  let batch: GeneratedPassage[] = [];
  for (const passage of passages) {
    batch.push(passage);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
type Generator2<T> = globalThis.Generator<T, void, undefined>;

/** Time of the processor, not of the wall: building takes long enough for other work on the machine to decide. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
