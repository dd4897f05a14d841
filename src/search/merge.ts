// search/merge.ts: several segments to one, without the passages that were deleted.
//
// The dictionaries are walked side by side; a term's postings are joined in the order of the segments, deleted
// passages left out and the others renumbered. The result is what building a segment from the passages that are left would
// give, byte for byte (tested), so how often an index was merged cannot be seen in an answer.

import { ByteWriter, compareBytes } from "./bytes.ts";
import { Dictionary, type DictionaryCursor } from "./dictionary.ts";
import { FEATURE_COUNT } from "./hooks.ts";
import { BLOCK_SIZE, endOfPlaces, PostingList } from "./postings.ts";
import { decodePassages, type PassageTable, type SegmentParts, SegmentWriter } from "./segment.ts";

export interface MergeSource {
  parts: SegmentParts;
  /** One bit a passage, 1 = deleted; null when none is. */
  deleted: Uint8Array | null;
}

interface OpenSource {
  parts: SegmentParts;
  table: PassageTable;
  cursor: DictionaryCursor;
  hasTerm: boolean;
  /** New number of each passage, -1 for a deleted one. */
  renumbered: Int32Array;
}

/** One segment of the passages of all sources that are not deleted; null when none is left. */
export function mergeSegments(sources: readonly MergeSource[]): SegmentParts | null {
  let next = 0;
  const open = sources.map(({ parts, deleted }): OpenSource => {
    const table = decodePassages(parts.streams.passages);
    const renumbered = Int32Array.from(table.rows, (_, i) =>
      deleted !== null && ((deleted[i >> 3]! >> (i & 7)) & 1) === 1 ? -1 : next++,
    );
    const cursor = new Dictionary(parts.streams.terms).from("");
    return { parts, table, cursor, hasTerm: cursor.next(), renumbered };
  });
  if (next === 0) return null;
  const writer = new SegmentWriter(joinTables(open, next));
  const joiner = new Joiner(next);
  for (;;) {
    const holders = withSmallestTerm(open);
    if (holders.length === 0) return writer.finish();
    const term = holders[0]!.cursor.term();
    joiner.clear();
    for (const source of holders) {
      joiner.append(source);
      source.hasTerm = source.cursor.next();
    }
    if (joiner.list.count > 0) writer.add(term, joiner.finish());
  }
}

function withSmallestTerm(sources: readonly OpenSource[]): OpenSource[] {
  let holders: OpenSource[] = [];
  for (const source of sources) {
    if (!source.hasTerm) continue;
    const bytes = source.cursor.bytes();
    const smallest = holders[0]?.cursor.bytes();
    const order = smallest === undefined ? -1 : compareBytes(bytes, bytes.length, smallest, smallest.length);
    if (order < 0) holders = [source];
    else if (order === 0) holders.push(source);
  }
  return holders;
}

function joinTables(sources: readonly OpenSource[], count: number): PassageTable {
  const hasFeatures = sources.some(({ table }) => table.features !== null);
  const joined: PassageTable = {
    rows: new Float64Array(count),
    documentOf: new Uint32Array(count),
    documents: [],
    lengths: new Float32Array(count),
    titleAt: new Uint32Array(count),
    glossLengths: new Float32Array(count),
    features: hasFeatures ? new Uint8Array(count * FEATURE_COUNT) : null,
  };
  const indexes = new Map<string, number>();
  for (const { table, renumbered } of sources) {
    for (let from = 0; from < renumbered.length; from++) {
      const to = renumbered[from]!;
      if (to < 0) continue;
      const id = table.documents[table.documentOf[from]!] ?? "";
      let index = indexes.get(id);
      if (index === undefined) {
        index = joined.documents.push(id) - 1;
        indexes.set(id, index);
      }
      joined.documentOf[to] = index;
      joined.rows[to] = table.rows[from]!;
      joined.lengths[to] = table.lengths[from]!;
      joined.titleAt[to] = table.titleAt[from]!;
      joined.glossLengths[to] = table.glossLengths[from]!;
      const features = table.features?.subarray(from * FEATURE_COUNT, (from + 1) * FEATURE_COUNT);
      if (features !== undefined) joined.features!.set(features, to * FEATURE_COUNT);
    }
  }
  return joined;
}

/** Collects one term's postings over the sources. */
class Joiner {
  readonly list: { count: number; passages: Int32Array; codes: Uint16Array; positionEnds: Uint32Array };
  readonly #places = new ByteWriter(1 << 16);
  readonly #passages = new Int32Array(BLOCK_SIZE);
  readonly #codes = new Uint16Array(BLOCK_SIZE);

  constructor(most: number) {
    this.list = {
      count: 0,
      passages: new Int32Array(most),
      codes: new Uint16Array(most),
      positionEnds: new Uint32Array(most),
    };
  }

  clear(): void {
    this.list.count = 0;
    this.#places.clear();
  }

  append({ parts, cursor, renumbered }: OpenSource): void {
    const entry = cursor.entry();
    const { postings, positions } = parts.streams;
    const bytes = postings.subarray(entry.postingsOffset, entry.postingsOffset + entry.postingsLength);
    const source = new PostingList(bytes, entry.count, renumbered.length);
    const hasPlaces = entry.positionsLength > 0;
    let at = entry.positionsOffset;
    /** Places from here to `at` are kept and not copied yet: a stretch without deleted passages is copied at once. */
    let from = at;
    for (let block = 0; block < source.blockCount; block++) {
      const n = source.decode(block, this.#passages, this.#codes);
      for (let i = 0; i < n; i++) {
        const start = at;
        if (hasPlaces) at = endOfPlaces(positions, at, this.#codes[i]!);
        const passage = renumbered[this.#passages[i]!] ?? -1;
        if (passage < 0) {
          this.#places.append(positions.subarray(from, start));
          from = at;
          continue;
        }
        this.list.passages[this.list.count] = passage;
        this.list.codes[this.list.count] = this.#codes[i]!;
        this.list.positionEnds[this.list.count++] = this.#places.length + at - from;
      }
    }
    this.#places.append(positions.subarray(from, at));
  }

  finish() {
    return { ...this.list, places: this.#places.view() };
  }
}
