// bench/search-trials.ts: two things a large desk must stand: questions that nobody means well, and documents that come while the
// index merges. Both on the desk of search-http.ts, the first over HTTP, the second with the server's own threads.

import { openSearch } from "../src/desk/search-client.ts";
import { SearchRequest } from "../src/records/search.ts";
import { passageIndexTable } from "../src/store/passage-index.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { silentLog } from "../src/values/log.ts";
import type { Generator } from "./search-corpus.ts";

/** Words that nearly every passage has one of. */
const EVERYWHERE = "的 年 the of and in to a 1 2 公司 是 在 有";

/** Questions with what they are called in the report. */
export function hostileQuestions(generator: Generator, size: number): [name: string, query: string][] {
  const common = generator.questions(size, 120).common.map(({ text }) => text);
  return [
    ["10,000 characters", "capital expenditure 资本开支 ".repeat(450).slice(0, 10_000)],
    ["4,000 characters", "capital expenditure 资本开支 ".repeat(200).slice(0, 4000)],
    ["every passage", EVERYWHERE],
    ["every passage, in brackets", `(${EVERYWHERE.split(" ").join(" OR ")})`],
    ["all but one word", "NOT zebrafinch"],
    ["250 common words", [...common, ...common, ...common].slice(0, 250).join(" ")],
    ["one ideograph", "年"],
    ["two letters and a star", "in* co* re*"],
    ["a long phrase of common words", `"${"the of and in ".repeat(30)}"`],
    ["NEAR of common words", "NEAR500(the of and in to)"],
    ["control characters", "capital\u0000\u0007\u001b[31m expend\u202eiture\u0085"],
    ["unbalanced", `"capital (expenditure "资本 ((( ""`],
    ["200 qualifiers", Array.from({ length: 200 }, (_, i) => `source:${i}`).join(" ")],
    ["300 qualifiers", Array.from({ length: 300 }, (_, i) => `-tag:${i}`).join(" ")],
  ];
}

const PER_DOCUMENT = 20;
/** Passages that come at once, so that the keeper has segments to write and to merge. */
const BURST = 60_000;
const BURST_BATCH = 2000;

export interface FreshTimes {
  /** From the commit of a document's passages to the answer that has it, each. */
  times: number[];
  /** How many of them began while the keeper worked. */
  whileKeeping: number;
  /** Segments that were written, merged ones included. */
  segmentsWritten: number;
}

/** Adds a burst of documents, lets the keeper take them in, and meanwhile adds small ones and looks for each at once. */
export async function freshWhileMerging(folder: string, generator: Generator): Promise<FreshTimes> {
  const store = await openStore(folder);
  const search = openSearch(store, silentLog);
  const { row: firstRow, document: firstDocument } = await lastOf(store);
  let row = firstRow;
  let document = firstDocument;
  const add = async (texts: string[]) => {
    const id = `doc_${++document}`;
    const rows = texts.map(() => ++row);
    await store.database.transaction(async (within) => {
      await within.run(INSERT_DOCUMENT, [id, `ver_${document}`]);
      await within.runMany(
        INSERT_PASSAGE,
        texts.map((text, i) => [rows[i]!, id, `ver_${document}`, i, text]),
      );
      await passageIndexTable(within).enqueue([], rows);
    });
    return id;
  };
  const asked = (query: string) => search.search(SearchRequest.parse({ query }));
  try {
    await asked("capital");
    const segmentsBefore = await lastSegment(store);
    let batch: string[] = [];
    for (const { text } of generator.passages(BURST)) {
      batch.push(text);
      if (batch.length < BURST_BATCH) continue;
      await add(batch);
      batch = [];
    }
    await search.refresh();
    const times: number[] = [];
    let whileKeeping = 0;
    let quiet = 0;
    // Until the queue is empty and no segment was written for a while.
    for (let i = 0, last = segmentsBefore; i < 240 && quiet < 12; i++) {
      // A kept desk has the words of earlier times.
      const word = `zebrafinch${letters(document)}`;
      const id = await add(
        Array.from({ length: PER_DOCUMENT }, (_, n) => `${word} ${n} 新文件 capital expenditure`),
      );
      const from = performance.now();
      await search.refresh([id]);
      const { results } = await asked(word);
      if (results[0]?.documentId !== id) throw new Error(`the document with ${word} was not found first`);
      times.push(performance.now() - from);
      const now = await lastSegment(store);
      const isKeeping = now !== last || (await waiting(store)) > 10_000;
      if (isKeeping) whileKeeping++;
      quiet = isKeeping ? 0 : quiet + 1;
      last = now;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return { times, whileKeeping, segmentsWritten: (await lastSegment(store)) - segmentsBefore };
  } finally {
    await search.close();
    await store.close();
  }
}

/** "bx", "cx" ... "cbx": a number would be cut from its word, and other endings from its stem. */
const lettersOf = (n: number): string => (n < 8 ? "" : lettersOf(n >> 3)) + "bcdfghjk"[n & 7];
const letters = (n: number): string => `${lettersOf(n)}x`;

async function lastOf(store: Store): Promise<{ row: number; document: number }> {
  const found = await store.database.get<{ row: number }>("SELECT max(id) AS row FROM passages");
  const { n } = (await store.database.get<{ n: number }>("SELECT count(*) AS n FROM documents"))!;
  return { row: found!.row, document: n + 1 };
}

const lastSegment = async (store: Store): Promise<number> =>
  (await store.database.get<{ n: number }>("SELECT last_segment AS n FROM index_state WHERE id = 1"))!.n;
const waiting = async (store: Store): Promise<number> =>
  (await store.database.get<{ n: number }>("SELECT count(*) AS n FROM index_queue"))!.n;

const INSERT_DOCUMENT =
  "INSERT INTO documents (id, version_id, version_number, title, title_by, source, source_by, author, kind, kind_by, language, added_at, updated_at, sort_at, file_name, media_type, size_bytes, state) VALUES (?, ?, 1, '', 'null', 'wire', 'null', '', 'news', 'null', 'en', '2025-11-06T00:00:00.000Z', '2025-11-06T00:00:00.000Z', '2025-11-06T00:00:00.000Z', 'made.txt', 'text/plain', 0, 'ready')";
const INSERT_PASSAGE =
  "INSERT INTO passages (id, document_id, version_id, ordinal, start_offset, end_offset, page, heading, kind, text, context) VALUES (?, ?, ?, ?, 0, 0, 1, '', 'text', ?, '')";
