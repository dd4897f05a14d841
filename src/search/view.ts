// search/view.ts: the segments that a search reads at this moment: those of the store, and in memory what waits in the queue.
//
// `refresh` asks the store for its change number, one small row when nothing happened. Passages that were stored since the
// last segment are cut and indexed here at once, so that they are found before the indexer comes to them; when it has, the
// copies in memory fall away. A row that was queued is hidden in every older place: only its last state counts.

import { buildSegment } from "./build.ts";
import type { IndexedPassage, IndexHooks } from "./hooks.ts";
import { mergeSegments } from "./merge.ts";
import { type ByteRange, type ListCache, SegmentGone, SegmentReader } from "./reader.ts";
import {
  CHUNK_BYTES,
  type ChunkKey,
  type IndexState,
  type SearchStore,
  type StoredSegment,
} from "./search-store.ts";
import { decodePassages, type SegmentParts, STREAMS, type Stream } from "./segment.ts";

/** Waiting passages taken in at one refresh: some 0.3 s of work. The indexer sees to a longer queue. */
const MOST_TAKEN_IN = 4000;
/** So many small segments in memory are joined into one. */
const MOST_MEMORY_SEGMENTS = 8;

interface MemorySegment {
  reader: SegmentReader;
  parts: SegmentParts;
  /** Queue number of each passage. */
  sequences: number[];
}

export class IndexView {
  readonly #store: SearchStore;
  readonly #hooks: IndexHooks | undefined;
  readonly #cache: ListCache;
  #change: number | null = null;
  #stored = new Map<number, { row: StoredSegment; reader: SegmentReader }>();
  #memory: MemorySegment[] = [];
  #drained = 0;
  #lastRead = 0;
  /** Last queue number of each row that waits. */
  #waiting = new Map<number, number>();
  #names = 0;
  /** Whether more waits than was taken in. */
  #hasMore = false;
  segments: SegmentReader[] = [];
  /** Grows whenever `segments` or what is deleted in them changes. */
  version = 0;

  readonly #chunks = new ChunkCache();

  constructor(store: SearchStore, hooks: IndexHooks | undefined, cache: ListCache) {
    this.#store = store;
    this.#hooks = hooks;
    this.#cache = cache;
  }

  /** Brings the view up to date; returns documents whose passages came or went since the last call. */
  async refresh(): Promise<Set<string>> {
    const touched = new Set<string>();
    // The store may change between two questions; a few rounds settle it.
    for (let round = 0; round < 8; round++) {
      // However much waits is taken in: the last document is found as the first is.
      while (this.#hasMore) await this.#takeIn(touched);
      const state = await this.#store.state(this.#change);
      if (!("segments" in state)) break;
      try {
        await this.#open(state);
      } catch (error) {
        if (error instanceof SegmentGone) continue;
        throw error;
      }
      this.#change = state.change;
      await this.#takeIn(touched);
    }
    while (this.#hasMore) await this.#takeIn(touched);
    return touched;
  }

  async #open(state: IndexState): Promise<void> {
    const next = new Map<number, { row: StoredSegment; reader: SegmentReader }>();
    for (const row of state.segments) {
      const held = this.#stored.get(row.id);
      next.set(row.id, { row, reader: held?.reader ?? (await this.#openStored(row)) });
    }
    this.#stored = next;
    this.#drained = state.drained;
    this.#lastRead = Math.max(this.#lastRead, state.drained);
    for (const [row, sequence] of this.#waiting) if (sequence <= state.drained) this.#waiting.delete(row);
    this.#settle();
  }

  async #takeIn(touched: Set<string>): Promise<void> {
    const queued = await this.#store.queued(this.#lastRead, MOST_TAKEN_IN);
    this.#hasMore = queued.length === MOST_TAKEN_IN;
    if (queued.length === 0) return;
    const rows = new Map<number, number>();
    for (const { sequence, row, action } of queued) {
      this.#waiting.set(row, sequence);
      if (action === "add") rows.set(row, sequence);
      else rows.delete(row);
    }
    this.#lastRead = queued.at(-1)!.sequence;
    const passages = (await this.#store.passages([...rows.keys()])).sort((a, b) => a.row - b.row);
    for (const { documentId } of passages) touched.add(documentId);
    if (passages.length > 0) this.#addMemory(passages, rows);
    this.#settle();
  }

  #addMemory(passages: IndexedPassage[], sequences: ReadonlyMap<number, number>): void {
    const parts = buildSegment(passages, this.#hooks);
    this.#memory.push(
      this.#memorySegment(
        parts,
        passages.map(({ row }) => sequences.get(row)!),
      ),
    );
    if (this.#memory.length > MOST_MEMORY_SEGMENTS) this.#joinMemory();
  }

  #joinMemory(): void {
    const sources = this.#memory.map(({ parts, sequences, reader }) => {
      const deleted = new Uint8Array((reader.count + 7) >> 3);
      sequences.forEach((sequence, i) => {
        if (!this.#isCurrent(reader.table.rows[i]!, sequence)) deleted[i >> 3]! |= 1 << (i & 7);
      });
      return { parts, deleted };
    });
    const parts = mergeSegments(sources);
    this.#memory = [];
    if (parts === null) return;
    const { rows } = decodePassages(parts.streams.passages);
    this.#memory.push(
      this.#memorySegment(
        parts,
        Array.from(rows, (row) => this.#waiting.get(row)!),
      ),
    );
  }

  #memorySegment(parts: SegmentParts, sequences: number[]): MemorySegment {
    const fetch = (ranges: readonly ByteRange[]) =>
      ranges.map(({ stream, offset, length }) => parts.streams[stream].subarray(offset, offset + length));
    const name = `m${this.#names++}`;
    return {
      parts,
      sequences,
      reader: new SegmentReader(name, parts.header, parts.streams, fetch, this.#cache),
    };
  }

  #isCurrent(row: number, sequence: number): boolean {
    return sequence > this.#drained && this.#waiting.get(row) === sequence;
  }

  /** Recomputes what is deleted where, and the list of segments. */
  #settle(): void {
    const hidden = new Set(this.#waiting.keys());
    for (const { row, reader } of this.#stored.values()) reader.setDeleted(row.deleted, hidden);
    this.#memory = this.#memory.filter(({ sequences }) =>
      sequences.some((sequence) => sequence > this.#drained),
    );
    for (const { reader, sequences } of this.#memory) {
      const old = new Uint8Array((reader.count + 7) >> 3);
      sequences.forEach((sequence, i) => {
        if (!this.#isCurrent(reader.table.rows[i]!, sequence)) old[i >> 3]! |= 1 << (i & 7);
      });
      reader.setDeleted(old, NONE);
    }
    const before = this.segments;
    this.segments = [...this.#stored.values(), ...this.#memory].map(({ reader }) => reader);
    const names = new Set(this.segments.map(({ name }) => name));
    // Going through the cache takes longer than a search: only when a segment has gone.
    if (before.some(({ name }) => !names.has(name))) this.#cache.keepOnly(names);
    this.version++;
  }

  async #openStored(row: StoredSegment): Promise<SegmentReader> {
    const fetch = (ranges: readonly ByteRange[]) => this.#fetchStored(row.id, ranges);
    const [terms, passages] = await fetch([
      { stream: "terms", offset: 0, length: row.sizes.terms },
      { stream: "passages", offset: 0, length: row.sizes.passages },
    ]);
    const streams = { terms: terms!, passages: passages! };
    return new SegmentReader(`s${row.id}`, row.header, streams, fetch, this.#cache);
  }

  async #fetchStored(segment: number, ranges: readonly ByteRange[]): Promise<Uint8Array[]> {
    const keys: ChunkKey[] = [];
    const places = new Map<number, number>();
    const placeOf = (stream: Stream, number: number) => STREAMS.indexOf(stream) * 2 ** 24 + number;
    for (const { stream, offset, length } of ranges) {
      if (length === 0) continue;
      const last = Math.floor((offset + length - 1) / CHUNK_BYTES);
      for (let number = Math.floor(offset / CHUNK_BYTES); number <= last; number++) {
        if (places.has(placeOf(stream, number))) continue;
        places.set(placeOf(stream, number), keys.length);
        keys.push({ segment, stream, number });
      }
    }
    const chunks = await this.#chunks.get(this.#store, keys);
    return ranges.map(({ stream, offset, length }) => {
      const chunkAt = (number: number) => chunks[places.get(placeOf(stream, number)) ?? -1];
      const first = chunkAt(Math.floor(offset / CHUNK_BYTES));
      const from = offset % CHUNK_BYTES;
      // Places are read and forgotten. Postings are kept, and a view of a few bytes would keep its whole piece.
      if (stream === "positions" && first != null && from + length <= first.length)
        return first.subarray(from, from + length);
      return joinChunks(chunkAt, offset, length);
    });
  }
}

/** The bytes of a range that may cross pieces. Throws SegmentGone for a piece that is missing or too short. */
function joinChunks(
  chunkAt: (number: number) => Uint8Array | null | undefined,
  offset: number,
  length: number,
): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const from = (offset + done) % CHUNK_BYTES;
    const part = chunkAt(Math.floor((offset + done) / CHUNK_BYTES))?.subarray(from, from + length - done);
    // A piece that is too short is damage; the self-check finds it, a search must not hang on it.
    if (part === undefined || part.length === 0) throw new SegmentGone("a piece of a segment is gone");
    bytes.set(part, done);
    done += part.length;
  }
  return bytes;
}

/** Pieces of positions that were read last: 48 MB. Postings have a cache of their own, unpacked. */
const MOST_CHUNKS = 1500;

class ChunkCache {
  readonly #held = new Map<number, Uint8Array>();

  /** The pieces in the order asked, those of positions kept; null for one that is gone. */
  async get(store: SearchStore, keys: readonly ChunkKey[]): Promise<(Uint8Array | null)[]> {
    const found = keys.map((key) => (key.stream === "positions" ? this.#take(keyOf(key)) : null));
    const missing = keys.filter((_, i) => found[i] === null);
    if (missing.length === 0) return found;
    const read = await store.chunks(missing);
    let next = 0;
    return keys.map((key, i) => {
      const held = found[i];
      if (held != null) return held;
      const bytes = read[next++] ?? null;
      if (bytes !== null && key.stream === "positions") this.#keep(keyOf(key), bytes);
      return bytes;
    });
  }

  #take(key: number): Uint8Array | null {
    const bytes = this.#held.get(key);
    if (bytes === undefined) return null;
    this.#held.delete(key);
    this.#held.set(key, bytes);
    return bytes;
  }

  #keep(key: number, bytes: Uint8Array): void {
    this.#held.set(key, bytes);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= MOST_CHUNKS) break;
      this.#held.delete(oldest);
    }
  }
}

/** Segments are never numbered twice, so a key means the same bytes forever. */
const keyOf = ({ segment, number }: ChunkKey): number => segment * 2 ** 24 + number;

const NONE: ReadonlySet<number> = new Set();
