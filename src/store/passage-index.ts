// store/passage-index.ts: the tables of the search index.
//
// Two faces. `passageIndexTable` notes, in the transaction that stores passages, which rows came and went: nothing that is
// committed can be missing from the search. `passageIndex` serves the reads of a search and the writes of the indexer
// (search/search-store.ts; this folder may not import it, the desk joins the two by shape). What the bytes mean is not known
// here. A segment's bytes are written in pieces before it is shown; showing it is one short transaction.

import type { DocumentKind } from "../records/document.ts";
import type { Passage } from "../records/passage.ts";
import type { Language } from "../values/language.ts";
import type { Database, Queryable, SqlValue } from "./database.ts";
import { inChunks, marks } from "./rows.ts";

/** The queue, inside a transaction of the record. */
export function passageIndexTable(db: Queryable) {
  const enqueue = async (removed: readonly number[], added: readonly number[]): Promise<void> => {
    const count = removed.length + added.length;
    if (count === 0) return;
    const row = await db.get<{ last_queued: number }>(
      "UPDATE index_state SET last_queued = last_queued + ?, change = change + 1 WHERE id = 1 RETURNING last_queued",
      [count],
    );
    let sequence = row!.last_queued - count;
    await db.runMany("INSERT INTO index_queue (sequence, passage_row, is_removal) VALUES (?, ?, ?)", [
      ...removed.map((passage): SqlValue[] => [++sequence, passage, 1]),
      ...added.map((passage): SqlValue[] => [++sequence, passage, 0]),
    ]);
  };
  return {
    /** Notes rows that went and rows that came; a row in both came anew. */
    enqueue,
    /** Has the passages of a document indexed again: its title or another thing they carry changed. */
    async touchDocument(documentId: string): Promise<void> {
      const rows = await db.all<{ id: number }>("SELECT id FROM passages WHERE document_id = ? ORDER BY id", [
        documentId,
      ]);
      await enqueue(
        [],
        rows.map(({ id }) => id),
      );
    },
  };
}

const STREAMS = ["terms", "passages", "postings", "positions"] as const;
type Stream = (typeof STREAMS)[number];
type Header = {
  format?: number;
  passageCount: number;
  termCount: number;
  wordLength: number;
  glossLength: number;
};
type Sizes = Record<Stream, number>;
interface Segment {
  id: number;
  header: Header;
  deleted: Uint8Array | null;
  sizes: Sizes;
}
interface State {
  change: number;
  serving: number | null;
  tokens_version: number;
  hooks_version: number;
  building: number | null;
  building_tokens: number;
  building_hooks: number;
  last_generation: number;
  last_segment: number;
  last_queued: number;
  drained: number;
}

/** As search/search-store.ts reads pieces; the two numbers must agree. */
const CHUNK_BYTES = 32_768;
/** Pieces in one transaction: 8 MB, so that other writers wait some tens of milliseconds at most. */
const CHUNKS_AT_ONCE = 256;

const keyOf = (segment: number, stream: Stream, number: number): number =>
  segment * 2 ** 26 + STREAMS.indexOf(stream) * 2 ** 24 + number;

/** The stored index. Methods as search/search-store.ts describes them. */
export function passageIndex(database: Database) {
  const stateOf = async (db: Queryable): Promise<State> =>
    (await db.get<State & Record<string, SqlValue>>("SELECT * FROM index_state WHERE id = 1"))!;

  const segmentsOf = async (generation: number): Promise<Segment[]> => {
    const rows = await database.all<{
      id: number;
      header: string;
      sizes: string;
      deleted: Uint8Array | null;
    }>(
      "SELECT id, header, sizes, deleted FROM index_segments WHERE generation = ? AND is_shown = 1 ORDER BY id",
      [generation],
    );
    return rows.map(({ id, header, sizes, deleted }) => ({
      id,
      header: JSON.parse(header) as Header,
      sizes: JSON.parse(sizes) as Sizes,
      deleted,
    }));
  };

  return {
    segmentsOf,

    async state(known: number | null) {
      // Reads of one connection may see two moments: equal numbers before and after are one moment.
      if (known !== null) {
        const now = await database.get<{ change: number }>("SELECT change FROM index_state WHERE id = 1");
        if (now!.change === known) return { change: known };
      }
      for (;;) {
        const before = await stateOf(database);
        const segments = await segmentsOf(before.serving ?? -1);
        const after = await stateOf(database);
        if (before.change === after.change) return { change: after.change, segments, drained: after.drained };
      }
    },

    async queued(after: number, limit: number) {
      const rows = await database.all<{ sequence: number; passage_row: number; is_removal: number }>(
        "SELECT sequence, passage_row, is_removal FROM index_queue WHERE sequence > ? ORDER BY sequence LIMIT ?",
        [after, limit],
      );
      return rows.map(({ sequence, passage_row, is_removal }) => ({
        sequence,
        row: passage_row,
        action: is_removal === 1 ? ("remove" as const) : ("add" as const),
      }));
    },

    async chunks(keys: readonly { segment: number; stream: Stream; number: number }[]) {
      const wanted = keys.map(({ segment, stream, number }) => keyOf(segment, stream, number));
      const found = new Map<number, Uint8Array>();
      await eachBatch(wanted, async (batch) => {
        const rows = await database.all<{ key: number; bytes: Uint8Array }>(
          `SELECT key, bytes FROM index_chunks WHERE key IN (${marks(batch.length)})`,
          batch,
        );
        for (const { key, bytes } of rows) found.set(key, bytes);
      });
      return wanted.map((key) => found.get(key) ?? null);
    },

    async passages(rows: readonly number[]) {
      const found: IndexedRow[] = [];
      await eachBatch(rows, async (batch) => {
        const some = await database.all<PassageRow>(
          `SELECT p.id, p.document_id, p.heading, p.kind, p.text, p.context, d.title, d.language FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id IN (${marks(batch.length)})`,
          batch,
        );
        for (const row of some) found.push(indexedOf(row));
      });
      return found;
    },

    async documents(ids: readonly string[] | null) {
      const found = new Map<string, Facts>();
      await eachBatchOrAll(ids, async (where, parameters) => {
        const rows = await database.all<DocumentRow>(
          `SELECT id, kind, source, language, sort_at, trashed_at FROM documents${where("id")}`,
          parameters,
        );
        for (const row of rows) found.set(row.id, factsOf(row));
        const tags = await database.all<{ document_id: string; tag: string }>(
          `SELECT document_id, tag FROM document_tags${where("document_id")}`,
          parameters,
        );
        for (const { document_id, tag } of tags) found.get(document_id)?.tags.push(tag);
        const topics = await database.all<{ document_id: string; topic_id: string }>(
          `SELECT document_id, topic_id FROM topic_members${where("document_id")}`,
          parameters,
        );
        for (const { document_id, topic_id } of topics) found.get(document_id)?.topicIds.push(topic_id);
      });
      return [...found.values()];
    },

    async generation() {
      const state = await stateOf(database);
      return {
        serving: state.serving,
        tokensVersion: state.tokens_version,
        hooksVersion: state.hooks_version,
        building: state.building,
      };
    },

    async beginGeneration(tokensVersion: number, hooksVersion: number) {
      return database.transaction(async (within) => {
        const { building, last_generation } = await stateOf(within);
        if (building !== null)
          await within.run("UPDATE index_segments SET is_shown = 0 WHERE generation = ?", [building]);
        await within.run(
          "UPDATE index_state SET last_generation = ?, building = ?, building_tokens = ?, building_hooks = ? WHERE id = 1",
          [last_generation + 1, last_generation + 1, tokensVersion, hooksVersion],
        );
        return last_generation + 1;
      });
    },

    async serveGeneration(generation: number, drained: number) {
      await database.transaction(async (within) => {
        await within.run(
          "UPDATE index_state SET serving = ?, tokens_version = building_tokens, hooks_version = building_hooks, building = NULL, drained = ?, change = change + 1 WHERE id = 1",
          [generation, drained],
        );
        await within.run("UPDATE index_segments SET is_shown = 0 WHERE generation <> ?", [generation]);
        await within.run("DELETE FROM index_queue WHERE sequence <= ?", [drained]);
      });
    },

    async rowsAfter(after: number, limit: number) {
      const rows = await database.all<{ id: number }>(
        "SELECT id FROM passages WHERE id > ? ORDER BY id LIMIT ?",
        [after, limit],
      );
      return rows.map(({ id }) => id);
    },

    async lastQueued() {
      return (await stateOf(database)).last_queued;
    },

    async writeSegment(generation: number, parts: { header: Header; streams: Record<Stream, Uint8Array> }) {
      const sizes = Object.fromEntries(STREAMS.map((stream) => [stream, parts.streams[stream].length]));
      const id = await database.transaction(async (within) => {
        const row = await within.get<{ last_segment: number }>(
          "UPDATE index_state SET last_segment = last_segment + 1 WHERE id = 1 RETURNING last_segment",
        );
        await within.run(
          "INSERT INTO index_segments (id, generation, is_shown, header, sizes) VALUES (?, ?, 0, ?, ?)",
          [row!.last_segment, generation, JSON.stringify(parts.header), JSON.stringify(sizes)],
        );
        return row!.last_segment;
      });
      let batch: SqlValue[][] = [];
      for (const stream of STREAMS) {
        const bytes = parts.streams[stream];
        for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
          batch.push([keyOf(id, stream, at / CHUNK_BYTES), bytes.subarray(at, at + CHUNK_BYTES)]);
          if (batch.length < CHUNKS_AT_ONCE) continue;
          await putChunks(database, batch);
          batch = [];
        }
      }
      if (batch.length > 0) await putChunks(database, batch);
      return id;
    },

    async publish(change: {
      generation: number;
      id: number | null;
      deleted: { id: number; bits: Uint8Array }[];
      replaced: number[];
      drained: number | null;
    }) {
      await database.transaction(async (within) => {
        for (const { id, bits } of change.deleted)
          await within.run("UPDATE index_segments SET deleted = ? WHERE id = ?", [bits, id]);
        for (const id of change.replaced)
          await within.run("UPDATE index_segments SET is_shown = 0 WHERE id = ?", [id]);
        if (change.id !== null)
          await within.run("UPDATE index_segments SET is_shown = 1 WHERE id = ?", [change.id]);
        if (change.drained !== null) {
          await within.run("DELETE FROM index_queue WHERE sequence <= ?", [change.drained]);
          await within.run("UPDATE index_state SET drained = ? WHERE id = 1", [change.drained]);
        }
        await within.run("UPDATE index_state SET change = change + 1 WHERE id = 1");
      });
    },

    async sweep() {
      const unseen = await database.all<{ id: number }>("SELECT id FROM index_segments WHERE is_shown = 0");
      for (const { id } of unseen) {
        await database.transaction(async (within) => {
          await within.run("DELETE FROM index_chunks WHERE key >= ? AND key < ?", [
            id * 2 ** 26,
            (id + 1) * 2 ** 26,
          ]);
          await within.run("DELETE FROM index_segments WHERE id = ?", [id]);
        });
      }
      return unseen.length;
    },
  };
}

const putChunks = (database: Database, batch: SqlValue[][]): Promise<void> =>
  database.transaction((within) =>
    within.runMany("INSERT OR REPLACE INTO index_chunks (key, bytes) VALUES (?, ?)", batch),
  );

/** Runs `work` over parts of a list whose lengths are powers of two, so that few texts of SQL are needed. */
async function eachBatch<T extends SqlValue>(
  values: readonly T[],
  work: (batch: T[]) => Promise<void>,
): Promise<void> {
  for (const chunk of inChunks(values, 512)) {
    const batch = [...chunk];
    // The same value asked for again changes nothing in an IN list.
    while ((batch.length & (batch.length - 1)) !== 0) batch.push(batch[0]!);
    await work(batch);
  }
}

/** `work` once without a condition for null, else over parts of the ids. */
async function eachBatchOrAll(
  ids: readonly string[] | null,
  work: (where: (column: string) => string, parameters: string[]) => Promise<void>,
): Promise<void> {
  if (ids === null) return work(() => "", []);
  await eachBatch(ids, (batch) => work((column) => ` WHERE ${column} IN (${marks(batch.length)})`, batch));
}

interface PassageRow {
  id: number;
  document_id: string;
  title: string;
  language: string;
  heading: string;
  kind: string;
  text: string;
  context: string;
}
interface IndexedRow {
  row: number;
  documentId: string;
  title: string;
  language: Language;
  heading: string;
  kind: Passage["kind"];
  text: string;
  context: string;
}
const indexedOf = (row: PassageRow): IndexedRow => ({
  row: row.id,
  documentId: row.document_id,
  title: row.title,
  language: row.language as Language,
  heading: row.heading,
  kind: row.kind as Passage["kind"],
  text: row.text,
  context: row.context,
});

interface DocumentRow {
  id: string;
  kind: string;
  source: string;
  language: string;
  sort_at: string;
  trashed_at: string | null;
}
interface Facts {
  id: string;
  kind: DocumentKind;
  source: string;
  language: Language;
  sortAt: string;
  tags: string[];
  topicIds: string[];
  isTrashed: boolean;
}
const factsOf = (row: DocumentRow): Facts => ({
  id: row.id,
  kind: row.kind as DocumentKind,
  source: row.source,
  language: row.language as Language,
  sortAt: row.sort_at,
  tags: [],
  topicIds: [],
  isTrashed: row.trashed_at !== null,
});
