// search/view.ts: the segments that a search reads at this moment: those of the store, and in memory what waits in the queue.
//
// `refresh` asks the store for its change number, one small row when nothing happened. Passages that were stored since the
// last segment are cut and indexed here, so that they are found before the indexer comes to them; when it has, the copies in
// memory fall away. A question takes in only the newest of what waits: a document that was just stored is found whatever came
// before it, and nobody waits for a thousand others. `catchUp` takes in more between questions, and the indexer the rest.
//
// Of a row only its last state counts: once its removal was read or its new copy is in memory, older copies are hidden; until
// then the older copy is shown, since it is nearer to the truth than nothing.

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
import { type SegmentParts, STREAMS, type Stream } from "./segment.ts";

/** How many waiting passages a view takes in. */
export interface Intake {
  /** By a question or by one step of catching up. */
  atOnce: number;
  /** In memory at most; longer queues are left to the indexer. */
  most: number;
}

/** 250 passages are some 0.05 s of work, 8,000 some 20 MB. */
const INTAKE: Intake = { atOnce: 250, most: 8000 };
/** Queue entries in one read: two numbers each, so that a long queue is read through before anything is taken in. */
const QUEUE_PAGE = 20_000;
/** So many small segments in memory are joined into fewer. */
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
  readonly #intake: Intake;
  #change: number | null = null;
  #stored = new Map<number, { row: StoredSegment; reader: SegmentReader }>();
  #memory: MemorySegment[] = [];
  #drained = 0;
  #lastRead = 0;
  /** Queue number of each waiting row whose last state is known here: it is in memory, or gone. */
  #known = new Map<number, number>();
  readonly #queue = new WaitingRows();
  /** Whether something waits that is newer than all that was taken in. */
  #hasNewer = false;
  #names = 0;
  segments: SegmentReader[] = [];

  readonly #chunks = new ChunkCache();

  constructor(store: SearchStore, hooks: IndexHooks | undefined, cache: ListCache, intake: Intake = INTAKE) {
    this.#store = store;
    this.#hooks = hooks;
    this.#cache = cache;
    this.#intake = intake;
  }

  /** Passages that were stored and are in no segment yet, neither in the store nor in memory. */
  get waitingCount(): number {
    return this.#queue.count;
  }

  /** Brings the view up to date, but for a queue longer than one intake; returns documents whose passages came or went. */
  async refresh(): Promise<Set<string>> {
    const touched = new Set<string>();
    // A segment may be shown between the reading of segments and of the queue: until nothing changes, some rounds at most.
    for (let round = 0; round < 8; round++) {
      const state = await this.#store.state(this.#change);
      if (!("segments" in state)) break;
      try {
        await this.#open(state);
      } catch (error) {
        if (error instanceof SegmentGone) continue;
        throw error;
      }
      this.#change = state.change;
      await this.#readQueue();
    }
    if (this.#hasNewer) await this.#takeIn(touched);
    return touched;
  }

  /** Takes in some more of what waits; returns the documents, none when there is nothing to take in or no room for it. */
  async catchUp(): Promise<Set<string>> {
    const touched = new Set<string>();
    const held = this.#memory.reduce((sum, { reader }) => sum + reader.count, 0);
    if (held < this.#intake.most) await this.#takeIn(touched);
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
    for (const [row, sequence] of this.#known) if (sequence <= state.drained) this.#known.delete(row);
    this.#queue.dropTo(state.drained);
    this.#settle();
  }

  /** Notes what came and went. Removals count at once, additions when they are taken in. */
  async #readQueue(): Promise<void> {
    let isAnyGone = false;
    for (;;) {
      const queued = await this.#store.queued(this.#lastRead, QUEUE_PAGE);
      for (const { sequence, row, action } of queued) {
        if (action === "add") {
          this.#queue.push(row, sequence);
          this.#hasNewer = true;
        } else {
          this.#known.set(row, sequence);
          isAnyGone = true;
        }
      }
      this.#lastRead = queued.at(-1)?.sequence ?? this.#lastRead;
      if (queued.length < QUEUE_PAGE) break;
    }
    if (isAnyGone) this.#settle();
  }

  /** The newest of what waits, as a segment in memory. */
  async #takeIn(touched: Set<string>): Promise<void> {
    this.#hasNewer = false;
    const rows: number[] = [];
    while (rows.length < this.#intake.atOnce) {
      const newest = this.#queue.pop();
      if (newest === null) break;
      // A newer state of the row is here already.
      if ((this.#known.get(newest.row) ?? 0) > newest.sequence) continue;
      this.#known.set(newest.row, newest.sequence);
      rows.push(newest.row);
    }
    if (rows.length === 0) return;
    const passages = (await this.#store.passages(rows)).sort((a, b) => a.row - b.row);
    for (const { documentId } of passages) touched.add(documentId);
    if (passages.length > 0) this.#addMemory(passages);
    this.#settle();
  }

  #addMemory(passages: IndexedPassage[]): void {
    this.#memory.push(this.#memorySegment(buildSegment(passages, this.#hooks)));
    if (this.#memory.length <= MOST_MEMORY_SEGMENTS) return;
    // The smaller half: a passage is joined again about as often as the number of passages doubles.
    this.#memory.sort((a, b) => b.reader.count - a.reader.count);
    const joined = this.#joined(this.#memory.splice(MOST_MEMORY_SEGMENTS >> 1));
    if (joined !== null) this.#memory.push(joined);
  }

  /** One segment of what still counts in several; null when nothing does. */
  #joined(segments: readonly MemorySegment[]): MemorySegment | null {
    const parts = mergeSegments(
      segments.map((segment) => ({ parts: segment.parts, deleted: this.#outdated(segment) })),
    );
    return parts === null ? null : this.#memorySegment(parts);
  }

  /** A segment of rows that were just taken in or still count. */
  #memorySegment(parts: SegmentParts): MemorySegment {
    const fetch = (ranges: readonly ByteRange[]) =>
      ranges.map(({ stream, offset, length }) => parts.streams[stream].subarray(offset, offset + length));
    const reader = new SegmentReader(`m${this.#names++}`, parts.header, parts.streams, fetch, this.#cache);
    return { parts, reader, sequences: Array.from(reader.table.rows, (row) => this.#known.get(row) ?? 0) };
  }

  /** A bit for each passage that the stored segments have by now, or whose row has a newer state. */
  #outdated({ reader, sequences }: MemorySegment): Uint8Array {
    const bits = new Uint8Array((reader.count + 7) >> 3);
    sequences.forEach((sequence, i) => {
      if (sequence <= this.#drained || this.#known.get(reader.table.rows[i]!) !== sequence)
        bits[i >> 3]! |= 1 << (i & 7);
    });
    return bits;
  }

  /** Recomputes what is deleted where, and the list of segments. */
  #settle(): void {
    const hidden = new Set(this.#known.keys());
    for (const { row, reader } of this.#stored.values()) reader.setDeleted(row.deleted, hidden);
    this.#memory = this.#memory.filter(({ sequences }) =>
      sequences.some((sequence) => sequence > this.#drained),
    );
    for (const segment of this.#memory) segment.reader.setDeleted(this.#outdated(segment), NONE);
    const before = this.segments;
    this.segments = [...this.#stored.values(), ...this.#memory].map(({ reader }) => reader);
    const names = new Set(this.segments.map(({ name }) => name));
    // Going through the cache takes longer than a search: only when a segment has gone.
    if (before.some(({ name }) => !names.has(name))) this.#cache.keepOnly(names);
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

/** Rows to take in with their queue numbers, which ascend: the last is the newest. */
class WaitingRows {
  #rows: number[] = [];
  #sequences: number[] = [];

  get count(): number {
    return this.#rows.length;
  }

  push(row: number, sequence: number): void {
    this.#rows.push(row);
    this.#sequences.push(sequence);
  }

  pop(): { row: number; sequence: number } | null {
    const row = this.#rows.pop();
    const sequence = this.#sequences.pop();
    return row === undefined || sequence === undefined ? null : { row, sequence };
  }

  /** Drops what came up to `sequence`. */
  dropTo(sequence: number): void {
    if (this.#rows.length === 0 || this.#sequences[0]! > sequence) return;
    const from = this.#sequences.findIndex((one) => one > sequence);
    this.#rows = from < 0 ? [] : this.#rows.slice(from);
    this.#sequences = from < 0 ? [] : this.#sequences.slice(from);
  }
}
