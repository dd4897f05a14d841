// search/indexer.ts: keeps the index: queue to segments, small segments to large ones, old versions to new ones.
//
// One indexer works at a time, in a thread of its own; searches go on beside it and never wait. Every step ends in one
// `publish`, so a crash leaves the index as it was before the step, whole, and bytes that nobody sees, which the next start
// sweeps away. `work()` does one step and says whether there was one: the caller decides how often.

import { buildSegment } from "./build.ts";
import { Dictionary } from "./dictionary.ts";
import type { IndexHooks } from "./hooks.ts";
import { mergeSegments } from "./merge.ts";
import { CHUNK_BYTES, type IndexStore, type StoredSegment } from "./search-store.ts";
import { decodePassages, type SegmentParts, STREAMS } from "./segment.ts";
import { TOKENS_VERSION } from "./tokens.ts";

/** Passages that a rebuild puts into one segment: 200 MB while it is built. Fewer mean more merging. */
const BATCH = 49_152;
/** Queue entries that go into one segment, some 2 s of work: until it is shown they are not found, but for the newest. */
const DRAIN_BATCH = 8192;
/** So many segments of about one size, with all smaller ones, become one. More: fewer rewrites, more lists to open for a word. */
const FAN_IN = 2;
/** Segments are of one size when they differ by less than about this factor. */
const SIZE_STEP = 4;
/** A segment is not merged beyond this: a merge holds its bytes in memory twice (some 300 each). */
const MOST_PASSAGES = 262_144;
/** A segment with a larger share of deleted passages is written anew. */
const MOST_DELETED = 0.3;

export interface IndexerOptions {
  hooks?: IndexHooks;
  batch?: number;
  fanIn?: number;
  mostPassages?: number;
}

/** Row numbers of a segment, for finding the older copies of a row. */
interface RowIndex {
  order: Uint32Array;
  rows: Float64Array;
}

export class Indexer {
  readonly #store: IndexStore;
  readonly #hooks: IndexHooks | undefined;
  readonly #batch: number;
  readonly #drainBatch: number;
  readonly #fanIn: number;
  readonly #mostPassages: number;
  /** Of segments that were looked at; dropped with their segments. */
  readonly #rows = new Map<number, RowIndex>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: IndexStore, options: IndexerOptions = {}) {
    this.#store = store;
    this.#hooks = options.hooks;
    this.#batch = options.batch ?? BATCH;
    this.#drainBatch = options.batch ?? DRAIN_BATCH;
    this.#fanIn = options.fanIn ?? FAN_IN;
    this.#mostPassages = options.mostPassages ?? MOST_PASSAGES;
  }

  /** One step (start, drain or merge); false when there is nothing to do. Steps wait for each other. */
  work(): Promise<boolean> {
    return this.#inTurn(async () => {
      const generation = await this.#serving();
      if (generation === null) {
        await this.#rebuild(() => undefined);
        return true;
      }
      return (await this.#drain(generation)) || (await this.#merge(generation));
    });
  }

  /** Steps until there is nothing left to do. */
  async workAll(): Promise<void> {
    while (await this.work());
  }

  /** Sweeps what a crash left behind; says whether the index was made by another version of the program and needs `rebuild`. */
  start(): Promise<{ needsRebuild: boolean }> {
    return this.#inTurn(async () => {
      await this.#store.sweep();
      const state = await this.#store.generation();
      const isCurrent = state.tokensVersion === TOKENS_VERSION && state.hooksVersion === this.#hooksVersion;
      return { needsRebuild: state.serving === null || !isCurrent };
    });
  }

  /** Makes the index anew from the passages beside the one that serves, then serves it. */
  rebuild(onProgress: (done: number) => void = () => undefined): Promise<void> {
    return this.#inTurn(() => this.#rebuild(onProgress));
  }

  /** What is odd about the index, in plain sentences; empty when it is sound. Reads every dictionary and passage table. */
  check(): Promise<string[]> {
    return this.#inTurn(async () => {
      const state = await this.#store.generation();
      if (state.serving === null) return ["The search index has not been made yet."];
      const odd: string[] = [];
      if (state.tokensVersion !== TOKENS_VERSION || state.hooksVersion !== this.#hooksVersion)
        odd.push("The search index was made by another version of Dossier and should be made anew.");
      for (const segment of await this.#store.segmentsOf(state.serving)) {
        const wrong = await this.#checkSegment(segment);
        if (wrong !== null) odd.push(`Segment ${segment.id} of the search index is damaged: ${wrong}.`);
      }
      return odd;
    });
  }

  get #hooksVersion(): number {
    return this.#hooks?.version ?? 0;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #serving(): Promise<number | null> {
    return (await this.#store.generation()).serving;
  }

  async #drain(generation: number): Promise<boolean> {
    const queued = await this.#store.queued(0, this.#drainBatch);
    if (queued.length === 0) return false;
    const added = new Set<number>();
    const touched = new Set<number>();
    for (const { row, action } of queued) {
      touched.add(row);
      if (action === "add") added.add(row);
      else added.delete(row);
    }
    const deleted = await this.#deletions(generation, touched);
    const passages = (await this.#store.passages([...added])).sort((a, b) => a.row - b.row);
    const id =
      passages.length === 0
        ? null
        : await this.#store.writeSegment(generation, buildSegment(passages, this.#hooks));
    await this.#store.publish({ generation, id, deleted, replaced: [], drained: queued.at(-1)!.sequence });
    return true;
  }

  /** New deletion bits of every segment that has an older copy of one of the rows. */
  async #deletions(
    generation: number,
    touched: ReadonlySet<number>,
  ): Promise<{ id: number; bits: Uint8Array }[]> {
    const changed: { id: number; bits: Uint8Array }[] = [];
    const segments = await this.#store.segmentsOf(generation);
    this.#forget(segments);
    for (const segment of segments) {
      const index = await this.#rowIndex(segment);
      const bits = new Uint8Array((segment.header.passageCount + 7) >> 3);
      if (segment.deleted !== null) bits.set(segment.deleted.subarray(0, bits.length));
      let isChanged = false;
      for (const row of touched) {
        for (const passage of passagesOf(index, row)) {
          if (((bits[passage >> 3]! >> (passage & 7)) & 1) === 1) continue;
          bits[passage >> 3]! |= 1 << (passage & 7);
          isChanged = true;
        }
      }
      if (isChanged) changed.push({ id: segment.id, bits });
    }
    return changed;
  }

  #forget(kept: readonly StoredSegment[]): void {
    const ids = new Set(kept.map(({ id }) => id));
    for (const id of this.#rows.keys()) if (!ids.has(id)) this.#rows.delete(id);
  }

  async #rowIndex(segment: StoredSegment): Promise<RowIndex> {
    let index = this.#rows.get(segment.id);
    if (index === undefined) {
      const { rows } = decodePassages(await this.#read(segment, "passages"));
      const order = Uint32Array.from(rows, (_, i) => i).sort((a, b) => rows[a]! - rows[b]!);
      index = { rows, order };
      this.#rows.set(segment.id, index);
    }
    return index;
  }

  async #merge(generation: number): Promise<boolean> {
    const segments = await this.#store.segmentsOf(generation);
    const chosen = chooseMerge(segments, this.#fanIn, this.#mostPassages);
    if (chosen.length === 0) return false;
    const sources: { parts: SegmentParts; deleted: Uint8Array | null }[] = [];
    for (const segment of chosen)
      sources.push({ parts: await this.#readParts(segment), deleted: segment.deleted });
    const merged = mergeSegments(sources);
    const id = merged === null ? null : await this.#store.writeSegment(generation, merged);
    const replaced = chosen.map((segment) => segment.id);
    await this.#store.publish({ generation, id, deleted: [], replaced, drained: null });
    await this.#store.sweep();
    return true;
  }

  async #rebuild(onProgress: (done: number) => void): Promise<void> {
    // What is queued until now is in the passages; what comes later waits in the queue and is shown from memory meanwhile.
    const drained = await this.#store.lastQueued();
    const generation = await this.#store.beginGeneration(TOKENS_VERSION, this.#hooksVersion);
    let last = 0;
    let done = 0;
    for (;;) {
      const rows = await this.#store.rowsAfter(last, this.#batch);
      if (rows.length === 0) break;
      last = rows.at(-1)!;
      const passages = (await this.#store.passages(rows)).sort((a, b) => a.row - b.row);
      if (passages.length > 0) {
        const id = await this.#store.writeSegment(generation, buildSegment(passages, this.#hooks));
        await this.#store.publish({ generation, id, deleted: [], replaced: [], drained: null });
      }
      done += rows.length;
      onProgress(done);
      while (await this.#merge(generation));
    }
    await this.#store.serveGeneration(generation, drained);
    await this.#store.sweep();
  }

  async #readParts(segment: StoredSegment): Promise<SegmentParts> {
    const streams = {} as SegmentParts["streams"];
    for (const stream of STREAMS) streams[stream] = await this.#read(segment, stream);
    return { header: segment.header, streams };
  }

  async #read(segment: StoredSegment, stream: (typeof STREAMS)[number]): Promise<Uint8Array> {
    const size = segment.sizes[stream];
    const bytes = new Uint8Array(size);
    // 32 pieces are a megabyte: enough to make the questions few, small enough to hold twice.
    const step = 32;
    for (let first = 0; first * CHUNK_BYTES < size; first += step) {
      const last = Math.min(first + step, Math.ceil(size / CHUNK_BYTES));
      const keys = Array.from({ length: last - first }, (_, i) => ({
        segment: segment.id,
        stream,
        number: first + i,
      }));
      const chunks = await this.#store.chunks(keys);
      chunks.forEach((chunk, i) => {
        if (chunk !== null)
          bytes.set(chunk.subarray(0, size - (first + i) * CHUNK_BYTES), (first + i) * CHUNK_BYTES);
      });
    }
    return bytes;
  }

  async #checkSegment(segment: StoredSegment): Promise<string | null> {
    const { header, sizes } = segment;
    const table = decodePassages(await this.#read(segment, "passages"));
    if (table.rows.length !== header.passageCount) return "its passages are not all there";
    if (table.documentOf.some((index) => index >= table.documents.length)) return "a passage has no document";
    const cursor = new Dictionary(await this.#read(segment, "terms")).from("");
    let terms = 0;
    let postings = 0;
    let positions = 0;
    while (cursor.next()) {
      const entry = cursor.entry();
      if (entry.postingsOffset !== postings || entry.count > header.passageCount || entry.count === 0)
        return "its dictionary does not fit its postings";
      postings += entry.postingsLength;
      positions += entry.positionsLength;
      terms++;
    }
    if (terms !== header.termCount) return "its words are not all there";
    if (postings !== sizes.postings || positions !== sizes.positions) return "postings are missing";
    const ends = [
      { segment: segment.id, stream: "postings" as const, number: lastChunk(sizes.postings) },
      { segment: segment.id, stream: "positions" as const, number: lastChunk(sizes.positions) },
    ].filter(({ stream }) => sizes[stream] > 0);
    const chunks = await this.#store.chunks(ends);
    return chunks.some((chunk) => chunk === null) ? "its bytes are not all there" : null;
  }
}

const lastChunk = (size: number): number => Math.max(0, Math.ceil(size / CHUNK_BYTES) - 1);

/** The passages that are copies of a row, by binary search. */
function passagesOf({ order, rows }: RowIndex, row: number): number[] {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[order[middle]!]! < row) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (; low < order.length && rows[order[low]!] === row; low++) found.push(order[low]!);
  return found;
}

function deletedCount({ deleted }: StoredSegment): number {
  let count = 0;
  for (const byte of deleted ?? []) for (let bits = byte; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** Segments to merge now: one that is mostly deleted, or `fanIn` or more of one size with all smaller ones; [] when all is well. */
export function chooseMerge(
  segments: readonly StoredSegment[],
  fanIn: number,
  mostPassages: number,
): StoredSegment[] {
  const levels = new Map<number, { segment: StoredSegment; live: number }[]>();
  for (const segment of segments) {
    const { passageCount } = segment.header;
    const live = passageCount - deletedCount(segment);
    if (live < passageCount * (1 - MOST_DELETED)) return [segment];
    const level = Math.max(0, Math.floor(Math.log(Math.max(1, live / 256)) / Math.log(SIZE_STEP)));
    const peers = levels.get(level) ?? [];
    levels.set(level, peers);
    peers.push({ segment, live });
  }
  const smaller: { segment: StoredSegment; live: number }[] = [];
  for (const level of [...levels.keys()].sort((a, b) => a - b)) {
    const peers = levels.get(level)!;
    smaller.push(...peers);
    if (peers.length < fanIn) continue;
    let total = 0;
    const chosen = smaller
      .sort((a, b) => a.live - b.live)
      .filter(({ live }) => (total += live) <= mostPassages);
    if (chosen.filter((one) => peers.includes(one)).length >= fanIn)
      return inOrder(chosen.map(({ segment }) => segment));
  }
  return [];
}

/** Older segments first, so that passages stay in the order they came. */
const inOrder = (segments: StoredSegment[]): StoredSegment[] => segments.sort((a, b) => a.id - b.id);
