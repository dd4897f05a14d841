// search/search-store.ts: what the search asks of a store, and what keeping the index asks.
//
// A search reads five things: what there is now, pieces of segments, passages that wait, facts of documents, texts. Any
// engine that can keep rows with bytes can serve them; store/passage-index.ts does for SQLite and PostgreSQL, memory-store.ts
// for tests and measurements. This folder may not import the store, so the two agree by shape (desk/ joins them).

import type { DocumentKind } from "../records/document.ts";
import type { Language } from "../values/language.ts";
import type { IndexedPassage } from "./hooks.ts";
import type { SegmentHeader, SegmentParts, Stream } from "./segment.ts";

/** Bytes of a stream are kept and read in pieces of this size; only the last one is shorter. */
export const CHUNK_BYTES = 32_768;

/** What there is at one moment. */
export interface IndexState {
  /** Grows with every change of segments, deletions and of the queue. */
  change: number;
  segments: StoredSegment[];
  /** Highest number of the queue that the segments already hold. */
  drained: number;
}

export interface StoredSegment {
  id: number;
  header: SegmentHeader;
  /** One bit a passage, 1 = deleted; null when none is. */
  deleted: Uint8Array | null;
  /** Bytes of each stream. */
  sizes: Record<Stream, number>;
}

/** A passage that came ("add") or went ("remove") and is not in a segment yet. */
export interface QueuedPassage {
  sequence: number;
  row: number;
  action: "add" | "remove";
}

export interface ChunkKey {
  segment: number;
  stream: Stream;
  number: number;
}

/** What filters and facets look at. */
export interface DocumentFacts {
  id: string;
  kind: DocumentKind;
  source: string;
  language: Language;
  /** ISO, UTC. */
  sortAt: string;
  tags: string[];
  topicIds: string[];
  isTrashed: boolean;
}

export interface SearchStore {
  /** `change` alone when it is still `known`: a search asks this first, every time. */
  state(known: number | null): Promise<IndexState | { change: number }>;
  /** Waiting passages with a sequence above `after`, ascending, at most `limit`. */
  queued(after: number, limit: number): Promise<QueuedPassage[]>;
  /** The pieces in the order asked; null for one that is gone (its segment was merged away). */
  chunks(keys: readonly ChunkKey[]): Promise<(Uint8Array | null)[]>;
  /** In no order; rows that do not exist are left out. */
  passages(rows: readonly number[]): Promise<IndexedPassage[]>;
  /** Facts of these documents (null: all), trashed ones too; those that do not exist are left out. */
  documents(ids: readonly string[] | null): Promise<DocumentFacts[]>;
}

/** What serves and what is being made. */
export interface Generation {
  /** The one that searches read; null before the first. */
  serving: number | null;
  /** Versions its segments were made with: of tokens.ts and of the hooks. */
  tokensVersion: number;
  hooksVersion: number;
  /** Generation that is being made beside it; null when none. */
  building: number | null;
}

/** The index as its keeper sees it. Every method is one transaction. */
export interface IndexStore extends SearchStore {
  generation(): Promise<Generation>;
  /** Begins a new generation beside the serving one and drops an unfinished one. Returns its number. */
  beginGeneration(tokensVersion: number, hooksVersion: number): Promise<number>;
  /** From now on `generation` serves, all others are dropped; it holds what the queue had up to `drained`. */
  serveGeneration(generation: number, drained: number): Promise<void>;
  /** Rows of passages above `after`, ascending, at most `limit`: what a rebuild walks. */
  rowsAfter(after: number, limit: number): Promise<number[]>;
  /** The highest number given to a queued passage so far; 0 when none ever was. */
  lastQueued(): Promise<number>;
  /** Segments of a generation, whether it serves or is being made. */
  segmentsOf(generation: number): Promise<StoredSegment[]>;
  /** Keeps the bytes of a segment that nobody sees yet; returns its id. */
  writeSegment(generation: number, parts: SegmentParts): Promise<number>;
  /**
   * In one step: shows segment `id` (null: nothing new), sets deletions, takes segments out, and takes what the queue had
   * up to `drained` off it (only when the generation serves).
   */
  publish(change: {
    generation: number;
    id: number | null;
    deleted: { id: number; bits: Uint8Array }[];
    replaced: number[];
    drained: number | null;
  }): Promise<void>;
  /** Removes bytes of segments that were never shown or were taken out; returns how many. */
  sweep(): Promise<number>;
}
