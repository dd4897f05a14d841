// bench/search-peers.ts: MiniSearch, Orama, FlexSearch and LanceDB on the same passages; each is left out when not installed.
//
// All get our terms and nothing else decides what a word is. Orama finds every word that begins with what was asked, so
// each term ends with a mark there; its own `exact` compares with the text as written and drops nearly everything.
// LanceDB builds its index on a pool of (cores - 2) threads and waits for itself when there are none: it is given four.
// FlexSearch stands with its default, which has its best recall, and with its preset for speed.
// Every engine answers all questions before the clock starts, so that none is measured while it is compiled.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { idf, WORDS } from "../src/search/bm25.ts";
import { openSearchEngine } from "../src/search/engine.ts";
import { Indexer } from "../src/search/indexer.ts";
import { MemoryStore } from "../src/search/memory-store.ts";
import { parseQuery } from "../src/search/query.ts";
import { LAST, NUMBER, tokenise } from "../src/search/tokens.ts";
import { lookedUp } from "../src/search/weigh.ts";
import { cutWords, type GeneratedPassage, type Generator, type Question } from "./search-corpus.ts";

interface Peer {
  name: string;
  ask(words: string[]): Promise<number[]> | number[];
}

/** Adds peer / ours of whole questions, and the share of the exact top ten that each finds. */
export async function measurePeers(
  generator: Generator,
  size: number,
  metrics: Record<string, number>,
  report: string[],
): Promise<void> {
  const passages = [...generator.passages(size)];
  const questions = generator.questions(size, 30).question;
  const exact = exactSearch(passages);
  const ours = await openOurs(passages);
  const folder = mkdtempSync(join(tmpdir(), "dossier-peers-"));
  try {
    const peers: Peer[] = [];
    for (const open of [openMiniSearch, openOrama, openFlexSearch, openLance]) {
      try {
        peers.push(...(await withDeadline(open(passages, folder))));
      } catch (error) {
        // What waits for itself would keep the process alive; the timer fires only then.
        setTimeout(() => process.exit(), EXIT_AFTER_MS).unref();
        report.push(
          `left out: ${open.name} (npm install --prefix bench installs the peers): ${String(error).slice(0, 120)}`,
        );
      }
    }
    const asked = questions.map((question) => ({
      question,
      words: [...new Set(cutWords(question.text).split(" "))],
    }));
    for (let round = 0; round < WARM_ROUNDS; round++)
      for (const { question, words } of asked) {
        await ours(question);
        for (const peer of peers) await peer.ask(words);
      }
    const mine: number[] = [];
    let found = 0;
    const theirs = peers.map(() => ({ times: [] as number[], found: 0 }));
    for (const { question, words } of asked) {
      const truth = exact(question);
      const start = performance.now();
      const rows = await ours(question);
      mine.push(performance.now() - start);
      found += share(rows, truth);
      for (const [i, peer] of peers.entries()) {
        const from = performance.now();
        const others = await peer.ask(words);
        theirs[i]!.times.push(performance.now() - from);
        theirs[i]!.found += share(others, truth);
      }
    }
    const name = `${size / 1000}k`;
    metrics[`${name}_exact_top10_overlap`] = found / questions.length;
    metrics[`${name}_ours_memory_question_ms`] = median(mine);
    for (const [i, peer] of peers.entries()) {
      metrics[`${name}_${peer.name}_question_ratio`] = median(theirs[i]!.times) / median(mine);
      metrics[`${name}_${peer.name}_top10_overlap`] = theirs[i]!.found / questions.length;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const WARM_ROUNDS = 5;
const EXIT_AFTER_MS = 60_000;
const OPEN_DEADLINE_MS = 180_000;

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("a peer did not open in 180 s")), OPEN_DEADLINE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const share = (rows: readonly number[], truth: readonly number[]): number =>
  truth.length === 0 ? 1 : truth.filter((row) => rows.includes(row)).length / truth.length;

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function openOurs(passages: readonly GeneratedPassage[]) {
  const store = new MemoryStore();
  store.put(
    passages.map(({ row, text }) => ({
      row,
      documentId: `doc_${row % 1000}`,
      title: "",
      language: "zh",
      heading: "",
      kind: "text",
      text,
      context: "",
    })),
  );
  await new Indexer(store).workAll();
  const engine = openSearchEngine(store, {
    hooks: { rerank: { textsWanted: 0, rerank: (_, candidates) => candidates.map(({ score }) => score) } },
  });
  return async ({ text }: Question) => (await engine.rankRows(parseQuery(text), 10)).map(({ row }) => row);
}

/** BM25 of every passage, then a sort: nothing to get wrong. */
function exactSearch(passages: readonly GeneratedPassage[]) {
  const postings = new Map<string, { row: number; count: number }[]>();
  const lengths = new Map<number, number>();
  let total = 0;
  for (const { row, text } of passages) {
    const tokens = tokenise(text);
    const counts = new Map<string, number>();
    let length = 0;
    tokens.terms.forEach((term, i) => {
      counts.set(term, (counts.get(term) ?? 0) + 1);
      if (tokens.kinds[i] !== NUMBER && tokens.kinds[i] !== LAST && tokens.kinds[i] !== 1) length++;
    });
    for (const [term, count] of counts) {
      const list = postings.get(term) ?? [];
      postings.set(term, list);
      list.push({ row, count });
    }
    lengths.set(row, length);
    total += length;
  }
  const average = total / passages.length;
  return ({ text }: Question): number[] => {
    const scores = new Map<number, number>();
    for (const word of text.split(/\s+/))
      for (const { term } of lookedUp(tokenise(word))) {
        const list = postings.get(term) ?? [];
        const weight = idf(passages.length, list.length) * (WORDS.k1 + 1);
        for (const { row, count } of list) {
          const norm = WORDS.k1 * (1 - WORDS.b + (WORDS.b * lengths.get(row)!) / average);
          scores.set(row, (scores.get(row) ?? 0) + (weight * count) / (count + norm));
        }
      }
    return [...scores]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, 10)
      .map(([row]) => row);
  };
}

// The peers are installed for benches only, so they are loaded by name and typed by what is used of them.

async function openMiniSearch(passages: readonly GeneratedPassage[]): Promise<Peer[]> {
  const { default: MiniSearch } = (await import("minisearch" as string)) as {
    default: new (
      options: unknown,
    ) => {
      addAll(documents: unknown[]): void;
      search(query: string, options: unknown): { id: number }[];
    };
  };
  const words = (text: string) => text.split(" ");
  const mini = new MiniSearch({
    fields: ["words"],
    idField: "row",
    tokenize: words,
    processTerm: (term: string) => term,
  });
  mini.addAll(passages.map(({ row, text }) => ({ row, words: cutWords(text) })));
  return [
    {
      name: "minisearch",
      ask: (asked) =>
        mini
          .search(asked.join(" "), { combineWith: "OR" })
          .slice(0, 10)
          .map(({ id }) => id),
    },
  ];
}

/** No term of ours holds it. */
const END_MARK = "\u0001";

async function openOrama(passages: readonly GeneratedPassage[]): Promise<Peer[]> {
  const orama = (await import("@orama/orama" as string)) as {
    create(options: unknown): unknown;
    insertMultiple(database: unknown, documents: unknown[], size: number): Promise<unknown>;
    search(database: unknown, options: unknown): Promise<{ hits: { id: string }[] }>;
  };
  const tokenizer = {
    language: "english",
    normalizationCache: new Map(),
    tokenize: (text: string) => text.split(" ").map((term) => `${term}${END_MARK}`),
  };
  const database = orama.create({ schema: { words: "string" }, components: { tokenizer } });
  await orama.insertMultiple(
    database,
    passages.map(({ row, text }) => ({ id: String(row), words: cutWords(text) })),
    1000,
  );
  return [
    {
      name: "orama",
      async ask(asked) {
        const { hits } = await orama.search(database, {
          term: asked.join(" "),
          properties: ["words"],
          limit: 10,
          threshold: 1,
        });
        return hits.map(({ id }) => Number(id));
      },
    },
  ];
}

async function openFlexSearch(passages: readonly GeneratedPassage[]): Promise<Peer[]> {
  const { default: flex } = (await import("flexsearch" as string)) as {
    default: {
      Index: new (
        options: unknown,
      ) => { add(id: number, text: string): void; search(query: string, options: unknown): number[] };
    };
  };
  return [
    { name: "flexsearch", preset: "default" },
    { name: "flexsearch_fast", preset: "performance" },
  ].map(({ name, preset }) => {
    const index = new flex.Index({ preset, tokenize: "strict", encode: (text: string) => text.split(" ") });
    for (const { row, text } of passages) index.add(row, cutWords(text));
    return { name, ask: (asked) => index.search(asked.join(" "), { limit: 10, suggest: true }) };
  });
}

async function openLance(passages: readonly GeneratedPassage[], folder: string): Promise<Peer[]> {
  interface Query {
    fullTextSearch(query: string, options: unknown): Query;
    select(columns: string[]): Query;
    limit(count: number): Query;
    toArray(): Promise<{ row: number }[]>;
  }
  process.env.LANCE_CPU_THREADS ??= "4";
  const lance = (await import("@lancedb/lancedb" as string)) as {
    connect(path: string): Promise<{
      createTable(
        name: string,
        rows: unknown[],
      ): Promise<{ createIndex(column: string, options: unknown): Promise<void>; query(): Query }>;
    }>;
    Index: { fts(options: unknown): unknown };
  };
  const connection = await lance.connect(folder);
  const table = await connection.createTable(
    "passages",
    passages.map(({ row, text }) => ({ row, words: cutWords(text) })),
  );
  await table.createIndex("words", {
    config: lance.Index.fts({
      baseTokenizer: "whitespace",
      lowercase: false,
      stem: false,
      removeStopWords: false,
      asciiFolding: false,
      withPosition: true,
    }),
  });
  return [
    {
      name: "lancedb",
      async ask(asked) {
        const rows = await table
          .query()
          .fullTextSearch(asked.join(" "), { columns: ["words"] })
          .select(["row", "_score"])
          .limit(10)
          .toArray();
        return rows.map(({ row }) => Number(row));
      },
    },
  ];
}
