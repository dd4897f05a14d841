// bench/search-http.ts: npm run bench -- search-http [--passages=1000000] [--clients=20] [--seconds=30] [--data=<packs>] [--keep=<folder>]
//
// What a browser waits for a page of results: a whole desk of generated documents, served over HTTP, asked by many at once,
// each as soon as the last answer came. The desk is written straight into a store and indexed with the product's own
// knowledge, since what is measured is the search and not the reading. Before the load, each question is asked alone; after it come
// questions that nobody means well, and, without the server, documents that arrive while the index merges (search-trials.ts).
// --fresh=no leaves the last out, which changes a kept desk.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Indexer } from "../src/search/indexer.ts";
import { openKnowledge } from "../src/search/knowledge.ts";
import { migrate } from "../src/store/migrate.ts";
import { passageIndex, passageIndexTable } from "../src/store/passage-index.ts";
import { openSqliteDirect } from "../src/store/sqlite-direct.ts";
import { databasePath } from "../src/store/store.ts";
import { type Language, languageOf } from "../src/values/language.ts";
import { memoryOf, quantile, start } from "./desk.ts";
import type { BenchResult } from "./run.ts";
import { type Generator, openGenerator, type QuestionKind } from "./search-corpus.ts";
import { type FreshTimes, freshWhileMerging, hostileQuestions } from "./search-trials.ts";

const PER_DOCUMENT = 20;
const BATCH = 20_000;
const SOURCES = 10;
/** How often each kind is asked: people ask questions and type names, few use operators. */
const MIX: [QuestionKind, number][] = [
  ["question", 5],
  ["or3", 2],
  ["common", 1],
  ["rare", 1],
  ["phrase", 1],
];

export async function measure(options: Record<string, unknown>): Promise<BenchResult> {
  const size = Number(options.passages ?? 1_000_000);
  const clients = Number(options.clients ?? 20);
  const seconds = Number(options.seconds ?? 30);
  const generator = openGenerator(typeof options.data === "string" ? options.data : "../shared/eval");
  const isKept = typeof options.keep === "string";
  const folder = isKept ? String(options.keep) : mkdtempSync(join(tmpdir(), "dossier-search-http-"));
  mkdirSync(join(folder, "blobs"), { recursive: true });
  try {
    const build = await buildDesk(generator, size, folder);
    const asked = mixOf(generator, size, 12);
    // So many that nobody asks what another asked just before.
    const many = mixOf(generator, size, 120);
    const alone: number[] = [];
    const hostile: Hostile[] = [];
    let openMs: number;
    let load: Load;
    let memoryMb: number | null;
    const server = await start(folder);
    try {
      openMs = (await ask(server.base, asked[0]!)).tookMs;
      for (const query of asked) alone.push((await ask(server.base, query)).tookMs);
      load = await loadOf(server.base, many, clients, seconds);
      memoryMb = memoryOf(server.pid);
      for (const [name, query] of hostileQuestions(generator, size))
        hostile.push({ name, ...(await ask(server.base, query)) });
    } finally {
      await server.stop();
    }
    const fresh = options.fresh === "no" ? null : await freshWhileMerging(folder, generator);
    return resultOf({ size, clients, ...build, openMs, alone, ...load, memoryMb, hostile, fresh });
  } finally {
    if (!isKept) rmSync(folder, { recursive: true, force: true });
  }
}

/** Documents of one language each; nothing is done when the desk already has so many passages. */
export async function buildDesk(
  generator: Generator,
  size: number,
  folder: string,
): Promise<{ buildS: number }> {
  const database = openSqliteDirect(databasePath(folder));
  await migrate(database, folder, () => join(folder, "copy.sqlite"));
  const knowledge = openKnowledge();
  const { held } = (await database.get<{ held: number }>("SELECT count(*) AS held FROM passages"))!;
  const indexer = new Indexer(passageIndex(database), { hooks: knowledge.index });
  const started = performance.now();
  if (held === 0) {
    // Durability costs a sync for each batch and is not what is measured.
    database.raw.exec("PRAGMA synchronous = OFF");
    for (const documents of batchesOf(generator, size)) {
      await database.transaction(async (within) => {
        await within.runMany(
          INSERT_DOCUMENT,
          documents.map((document) => documentRow(document, knowledge.profile(aboutOf(document)))),
        );
        await within.runMany(INSERT_PASSAGE, documents.flatMap(passageRows));
        await passageIndexTable(within).enqueue(
          [],
          documents.flatMap(({ rows }) => rows),
        );
      });
    }
  }
  await indexer.workAll();
  await database.close();
  return { buildS: (performance.now() - started) / 1000 };
}

interface MadeDocument {
  number: number;
  language: Language;
  rows: number[];
  texts: string[];
}

/** Passages gathered by language, twenty a document, in batches of documents. */
function* batchesOf(generator: Generator, size: number): globalThis.Generator<MadeDocument[]> {
  const open = new Map<Language, string[]>();
  let batch: MadeDocument[] = [];
  let number = 0;
  let row = 0;
  const finish = (language: Language, texts: string[]) => {
    batch.push({ number: number++, language, texts, rows: texts.map(() => ++row) });
    open.set(language, []);
  };
  for (const { text } of generator.passages(size)) {
    const language = languageOf(text);
    const texts = open.get(language) ?? [];
    open.set(language, texts);
    texts.push(text);
    if (texts.length === PER_DOCUMENT) finish(language, texts);
    if (batch.length * PER_DOCUMENT < BATCH) continue;
    yield batch;
    batch = [];
  }
  for (const [language, texts] of open) if (texts.length > 0) finish(language, texts);
  yield batch;
}

const titleOf = ({ texts }: MadeDocument): string => texts[0]!.slice(0, 40).trim();
const aboutOf = (document: MadeDocument) => ({
  title: titleOf(document),
  firstPagesText: document.texts.slice(0, 3).join("\n"),
});

const INSERT_DOCUMENT =
  "INSERT INTO documents (id, version_id, version_number, title, title_by, source, source_by, author, kind, kind_by, language, added_at, updated_at, sort_at, file_name, media_type, size_bytes, state, profile) VALUES (?, ?, 1, ?, 'null', ?, 'null', '', ?, 'null', ?, ?, ?, ?, 'made.txt', 'text/plain', 0, 'ready', ?)";
const INSERT_PASSAGE =
  "INSERT INTO passages (id, document_id, version_id, ordinal, start_offset, end_offset, page, heading, kind, text, context) VALUES (?, ?, ?, ?, ?, ?, ?, '', 'text', ?, '')";

const KINDS = ["news", "article", "filing", "broker-report"];
function documentRow(document: MadeDocument, profile: unknown) {
  const { number, language } = document;
  const at = new Date(Date.UTC(2020, 0, 1) + number * 60_000).toISOString();
  const kind = KINDS[number % KINDS.length]!;
  const source = `source ${number % SOURCES}`;
  return [
    `doc_${number}`,
    `ver_${number}`,
    titleOf(document),
    source,
    kind,
    language,
    at,
    at,
    at,
    JSON.stringify(profile),
  ];
}

function passageRows({ number, rows, texts }: MadeDocument) {
  let start = 0;
  return texts.map((text, i) => {
    const from = start;
    start += text.length + 1;
    return [rows[i]!, `doc_${number}`, `ver_${number}`, i, from, from + text.length, 1 + (i >> 2), text];
  });
}

/** Ten times `rounds` questions. */
function mixOf(generator: Generator, size: number, rounds: number): string[] {
  const questions = generator.questions(size, rounds * 5);
  const asked: string[] = [];
  for (let i = 0; i < rounds; i++)
    for (const [kind, times] of MIX)
      for (let time = 0; time < times; time++)
        asked.push(questions[kind][(i * times + time) % questions[kind].length]!.text);
  return asked;
}

interface Asked {
  tookMs: number;
  status: number;
}
type Hostile = Asked & { name: string };

async function ask(base: string, query: string): Promise<Asked> {
  const started = performance.now();
  const response = await fetch(`${base}/api/search?query=${encodeURIComponent(query)}`);
  await response.arrayBuffer();
  return { tookMs: performance.now() - started, status: response.status };
}

interface Load {
  times: number[];
  errors: number;
  perSecond: number;
}

async function loadOf(
  base: string,
  asked: readonly string[],
  clients: number,
  seconds: number,
): Promise<Load> {
  const times: number[] = [];
  let errors = 0;
  const until = performance.now() + seconds * 1000;
  const started = performance.now();
  const client = async (person: number) => {
    // Each person begins elsewhere in the list.
    for (let turn = person * Math.floor(asked.length / clients); performance.now() < until; turn++) {
      const { tookMs, status } = await ask(base, asked[turn % asked.length]!);
      times.push(tookMs);
      if (status !== 200) errors++;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, person) => client(person)));
  return { times, errors, perSecond: times.length / ((performance.now() - started) / 1000) };
}

interface Measured extends Load {
  size: number;
  clients: number;
  buildS: number;
  openMs: number;
  alone: number[];
  memoryMb: number | null;
  hostile: Hostile[];
  fresh: FreshTimes | null;
}

function resultOf(measured: Measured): BenchResult {
  const rounded = (value: number) => Math.round(value * 10) / 10;
  const { alone, times, memoryMb, hostile, fresh } = measured;
  for (const list of [alone, times]) list.sort((a, b) => a - b);
  const metrics: Record<string, number> = {
    passages: measured.size,
    build_s: rounded(measured.buildS),
    open_ms: rounded(measured.openMs),
    alone_p50_ms: rounded(quantile(alone, 0.5)),
    alone_p95_ms: rounded(quantile(alone, 0.95)),
    load_p50_ms: rounded(quantile(times, 0.5)),
    load_p95_ms: rounded(quantile(times, 0.95)),
    load_per_s: rounded(measured.perSecond),
    errors: measured.errors,
    ...(memoryMb === null ? {} : { memory_mb: memoryMb }),
    hostile_slowest_ms: rounded(Math.max(...hostile.map(({ tookMs }) => tookMs))),
    hostile_faults: hostile.filter(({ status }) => status >= 500).length,
    ...(fresh === null ? {} : freshMetrics(fresh)),
  };
  const report = [
    `${measured.size} passages, ${measured.clients} clients, ${times.length} searches, ${measured.errors} errors`,
    ...hostile.map(({ name, status, tookMs }) => `${name.padEnd(30)} ${status} ${rounded(tookMs)} ms`),
    ...Object.entries(metrics).map(([key, value]) => `${key.padEnd(16)} ${value}`),
  ];
  return { metrics, report };
}

function freshMetrics({ times, whileKeeping, segmentsWritten }: FreshTimes): Record<string, number> {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    fresh_documents: times.length,
    fresh_while_keeping: whileKeeping,
    fresh_segments_written: segmentsWritten,
    fresh_p50_ms: Math.round(quantile(sorted, 0.5)),
    fresh_slowest_ms: Math.round(sorted.at(-1)!),
  };
}
