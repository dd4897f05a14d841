// search/memory-store.ts: an index kept in memory: the store for tests and measurements, and the pattern for a real one.
//
// It keeps what store/passage-index.ts keeps in tables. Each call is a transaction because nothing else runs during it;
// bytes are copied in and out in pieces as an engine would.

import type { IndexedPassage } from "./hooks.ts";
import type {
  ChunkKey,
  DocumentFacts,
  Generation,
  IndexState,
  IndexStore,
  QueuedPassage,
  StoredSegment,
} from "./search-store.ts";
import { CHUNK_BYTES } from "./search-store.ts";
import { type SegmentParts, STREAMS } from "./segment.ts";

interface KeptSegment {
  stored: StoredSegment;
  generation: number;
  parts: SegmentParts;
  isShown: boolean;
}

export class MemoryStore implements IndexStore {
  readonly #passages = new Map<number, IndexedPassage>();
  readonly #facts = new Map<string, DocumentFacts>();
  #queue: QueuedPassage[] = [];
  readonly #segments = new Map<number, KeptSegment>();
  #change = 1;
  #sequence = 0;
  #drained = 0;
  #nextSegment = 1;
  #generation: Generation = { serving: null, tokensVersion: 0, hooksVersion: 0, building: null };
  #buildingVersions = { tokensVersion: 0, hooksVersion: 0 };
  #lastGeneration = 0;

  /** Puts passages in, or in place of the same rows; documents without facts get plain ones. */
  put(passages: readonly IndexedPassage[]): void {
    for (const passage of passages) {
      this.#passages.set(passage.row, passage);
      if (!this.#facts.has(passage.documentId)) this.putFacts([plainFacts(passage)]);
      this.#queue.push({ sequence: ++this.#sequence, row: passage.row, action: "add" });
    }
    this.#change++;
  }

  remove(rows: readonly number[]): void {
    for (const row of rows) {
      if (this.#passages.delete(row)) this.#queue.push({ sequence: ++this.#sequence, row, action: "remove" });
    }
    this.#change++;
  }

  putFacts(facts: readonly DocumentFacts[]): void {
    for (const one of facts) this.#facts.set(one.id, one);
  }

  async state(known: number | null): Promise<IndexState | { change: number }> {
    if (known === this.#change) return { change: this.#change };
    const segments = await this.segmentsOf(this.#generation.serving ?? -1);
    return { change: this.#change, segments, drained: this.#drained };
  }

  async queued(after: number, limit: number): Promise<QueuedPassage[]> {
    return this.#queue.filter(({ sequence }) => sequence > after).slice(0, limit);
  }

  async chunks(keys: readonly ChunkKey[]): Promise<(Uint8Array | null)[]> {
    return keys.map(({ segment, stream, number }) => {
      const bytes = this.#segments.get(segment)?.parts.streams[stream];
      return bytes?.slice(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES) ?? null;
    });
  }

  async passages(rows: readonly number[]): Promise<IndexedPassage[]> {
    return rows.flatMap((row) => this.#passages.get(row) ?? []);
  }

  async documents(ids: readonly string[] | null): Promise<DocumentFacts[]> {
    return ids === null ? [...this.#facts.values()] : ids.flatMap((id) => this.#facts.get(id) ?? []);
  }

  async generation(): Promise<Generation> {
    return { ...this.#generation };
  }

  async beginGeneration(tokensVersion: number, hooksVersion: number): Promise<number> {
    for (const [id, { generation }] of this.#segments)
      if (generation === this.#generation.building) this.#segments.delete(id);
    this.#generation = { ...this.#generation, building: ++this.#lastGeneration };
    this.#buildingVersions = { tokensVersion, hooksVersion };
    return this.#lastGeneration;
  }

  async serveGeneration(generation: number, drained: number): Promise<void> {
    this.#generation = { serving: generation, ...this.#buildingVersions, building: null };
    for (const [id, kept] of this.#segments) if (kept.generation !== generation) this.#segments.delete(id);
    this.#takeOff(drained);
    this.#change++;
  }

  #takeOff(drained: number): void {
    this.#drained = Math.max(this.#drained, drained);
    this.#queue = this.#queue.filter(({ sequence }) => sequence > this.#drained);
  }

  async rowsAfter(after: number, limit: number): Promise<number[]> {
    return [...this.#passages.keys()]
      .filter((row) => row > after)
      .sort((a, b) => a - b)
      .slice(0, limit);
  }

  async lastQueued(): Promise<number> {
    return this.#sequence;
  }

  async segmentsOf(generation: number): Promise<StoredSegment[]> {
    return [...this.#segments.values()]
      .filter((kept) => kept.generation === generation && kept.isShown)
      .map(({ stored }) => ({ ...stored }));
  }

  async writeSegment(generation: number, parts: SegmentParts): Promise<number> {
    const id = this.#nextSegment++;
    const sizes = Object.fromEntries(STREAMS.map((stream) => [stream, parts.streams[stream].length]));
    const stored = { id, header: parts.header, deleted: null, sizes: sizes as StoredSegment["sizes"] };
    this.#segments.set(id, { stored, generation, parts, isShown: false });
    return id;
  }

  async publish(change: Parameters<IndexStore["publish"]>[0]): Promise<void> {
    for (const { id, bits } of change.deleted) {
      const kept = this.#segments.get(id);
      if (kept !== undefined) kept.stored = { ...kept.stored, deleted: bits };
    }
    for (const id of change.replaced) this.#segments.delete(id);
    if (change.id !== null) this.#segments.get(change.id)!.isShown = true;
    if (change.drained !== null) this.#takeOff(change.drained);
    this.#change++;
  }

  async sweep(): Promise<number> {
    const unseen = [...this.#segments].filter(([, { isShown }]) => !isShown);
    for (const [id] of unseen) this.#segments.delete(id);
    return unseen.length;
  }
}

const plainFacts = ({ documentId, language }: IndexedPassage): DocumentFacts => ({
  id: documentId,
  kind: "article",
  source: "",
  language,
  sortAt: "2025-01-01T00:00:00.000Z",
  tags: [],
  topicIds: [],
  isTrashed: false,
});
