// search/reader.ts: a segment as a search uses it: dictionary and passages in memory, postings as they are needed.
//
// Where bytes come from is a `fetch` of ranges: the store for written segments, the bytes themselves for passages that are
// not in one yet. Unpacked posting lists are kept up to a limit of bytes over all segments, those used last.

import { allBits, type Bits } from "./bits.ts";
import { Dictionary, type TermEntry } from "./dictionary.ts";
import { BLOCK_SIZE, PostingList } from "./postings.ts";
import {
  decodePassages,
  lengthNumbers,
  type PassageTable,
  QUARTERS,
  type SegmentHeader,
  SIXTEENTHS,
  type Stream,
} from "./segment.ts";

/** A range of a stream. */
export interface ByteRange {
  stream: Stream;
  offset: number;
  length: number;
}
/** The bytes of all ranges, in order. Throws SegmentGone when the segment is no longer kept. */
export type FetchRanges = (ranges: readonly ByteRange[]) => Promise<Uint8Array[]> | Uint8Array[];

/** A segment was merged away while it was read: read the state again. */
export class SegmentGone extends Error {}

/** A term of a segment with its postings. */
export interface TermList {
  entry: TermEntry;
  list: PostingList;
}

/** Posting lists of all segments, the ones used last, within a limit. */
export class ListCache {
  readonly #limitBytes: number;
  readonly #lists = new Map<string, TermList>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get sizeBytes(): number {
    return this.#bytes;
  }

  get(key: string): TermList | undefined {
    const found = this.#lists.get(key);
    if (found !== undefined) {
      // A map keeps the order of setting: set again, it is the newest.
      this.#lists.delete(key);
      this.#lists.set(key, found);
    }
    return found;
  }

  set(key: string, value: TermList): void {
    this.#lists.set(key, value);
    this.#bytes += value.list.sizeBytes + key.length * 2 + 200;
    for (const [oldKey, old] of this.#lists) {
      if (this.#bytes <= this.#limitBytes || oldKey === key) break;
      this.#lists.delete(oldKey);
      this.#bytes -= old.list.sizeBytes + oldKey.length * 2 + 200;
    }
  }

  /** Forgets the lists of segments that are not in `kept`. */
  keepOnly(kept: ReadonlySet<string>): void {
    for (const [key, value] of this.#lists) {
      if (kept.has(key.slice(0, key.indexOf("/")))) continue;
      this.#lists.delete(key);
      this.#bytes -= value.list.sizeBytes + key.length * 2 + 200;
    }
  }
}

export class SegmentReader {
  readonly name: string;
  readonly header: SegmentHeader;
  readonly dictionary: Dictionary;
  readonly table: PassageTable;
  readonly #fetch: FetchRanges;
  readonly #cache: ListCache;
  #rowRange: [number, number] | null = null;
  /** Passages that are not deleted; null when none is. */
  live: Bits | null = null;

  /** `name` is unique among all segments that share the cache and has no "/". */
  constructor(
    name: string,
    header: SegmentHeader,
    streams: { terms: Uint8Array; passages: Uint8Array },
    fetch: FetchRanges,
    cache: ListCache,
  ) {
    this.name = name;
    this.header = header;
    this.dictionary = new Dictionary(streams.terms);
    this.table = decodePassages(streams.passages);
    this.#fetch = fetch;
    this.#cache = cache;
  }

  get count(): number {
    return this.header.passageCount;
  }

  #wordLengths: Uint16Array | null = null;
  #glossLengths: Uint16Array | null = null;

  /** The length of each passage in quarters of a word. */
  get wordLengths(): Uint16Array {
    this.#wordLengths ??= lengthNumbers(this.table.lengths, QUARTERS);
    return this.#wordLengths;
  }

  /** The length of each passage's glosses in sixteenths. */
  get glossLengths(): Uint16Array {
    this.#glossLengths ??= lengthNumbers(this.table.glossLengths, SIXTEENTHS);
    return this.#glossLengths;
  }

  #runStarts: Uint32Array | null = null;

  /** Where each run of passages of one document starts, and the end of the last; a document may have several runs. */
  get runStarts(): Uint32Array {
    if (this.#runStarts !== null) return this.#runStarts;
    const { documentOf } = this.table;
    const starts: number[] = [];
    for (let i = 0; i < this.count; i++) if (i === 0 || documentOf[i] !== documentOf[i - 1]) starts.push(i);
    this.#runStarts = Uint32Array.from([...starts, this.count]);
    return this.#runStarts;
  }

  /** Sets which passages are deleted: bits as stored, and rows that were removed since. */
  setDeleted(deleted: Uint8Array | null, removedRows: ReadonlySet<number>): void {
    const gone = this.#passagesOf(removedRows);
    if (gone.length === 0 && (deleted === null || deleted.every((byte) => byte === 0))) {
      this.live = null;
      return;
    }
    const live = allBits(this.count);
    deleted?.forEach((byte, i) => {
      if (byte !== 0 && i >> 2 < live.length) live[i >> 2]! &= ~(byte << ((i & 3) * 8));
    });
    for (const passage of gone) live[passage >>> 5]! &= ~(1 << (passage & 31));
    this.live = live;
  }

  /** Passages with one of the rows. New rows are above all that a segment has, so most segments are not looked through. */
  #passagesOf(rows: ReadonlySet<number>): number[] {
    const [lowest, highest] = (this.#rowRange ??= rangeOf(this.table.rows));
    let isAny = false;
    for (const row of rows) {
      isAny = row >= lowest && row <= highest;
      if (isAny) break;
    }
    const found: number[] = [];
    if (isAny) this.table.rows.forEach((row, passage) => void (rows.has(row) && found.push(passage)));
    return found;
  }

  readonly #entries = new Map<string, TermEntry | null>();

  /** The entry of a term, null when the segment has none. The last ones are kept: a search asks for each word many times. */
  find(term: string): TermEntry | null {
    let entry = this.#entries.get(term);
    if (entry !== undefined) return entry;
    if (this.#entries.size >= MOST_ENTRIES) this.#entries.clear();
    entry = this.dictionary.find(term);
    this.#entries.set(term, entry);
    return entry;
  }

  /** Lists of the terms that this segment has. Throws SegmentGone. */
  async lists(terms: Iterable<string>): Promise<Map<string, TermList>> {
    const found = new Map<string, TermList>();
    const missing: { term: string; entry: TermEntry }[] = [];
    for (const term of terms) {
      const held = this.#cache.get(`${this.name}/${term}`);
      if (held !== undefined) found.set(term, held);
      else {
        const entry = this.find(term);
        if (entry !== null) missing.push({ term, entry });
      }
    }
    await this.#load(missing, found);
    return found;
  }

  /** Lists of up to `limit` terms that begin so, the commonest first when there are more. Throws SegmentGone. */
  async listsStarting(prefix: string, limit: number): Promise<TermList[]> {
    let entries = this.dictionary.startingWith(prefix, MOST_SCANNED);
    if (entries.length > limit) {
      entries = entries.sort((a, b) => b.entry.count - a.entry.count).slice(0, limit);
    }
    const found = new Map<string, TermList>();
    await this.#load(
      entries.filter(({ term }) => {
        const held = this.#cache.get(`${this.name}/${term}`);
        if (held !== undefined) found.set(term, held);
        return held === undefined;
      }),
      found,
    );
    return [...found.values()];
  }

  async #load(missing: { term: string; entry: TermEntry }[], into: Map<string, TermList>): Promise<void> {
    if (missing.length === 0) return;
    const fetched = this.#fetch(
      missing.map(({ entry }) => ({
        stream: "postings",
        offset: entry.postingsOffset,
        length: entry.postingsLength,
      })),
    );
    const bytes = fetched instanceof Promise ? await fetched : fetched;
    missing.forEach(({ term, entry }, i) => {
      const value = { entry, list: new PostingList(bytes[i]!, entry.count, this.count) };
      this.#cache.set(`${this.name}/${term}`, value);
      into.set(term, value);
    });
  }

  /** Position bytes of whole blocks of a term: one array for each block asked for. Throws SegmentGone. */
  async places({ entry, list }: TermList, blocks: readonly number[]): Promise<Uint8Array[]> {
    return this.#fetch(
      blocks.map((block) => {
        const start = list.positionStarts[block]!;
        const end = block === list.blockCount - 1 ? entry.positionsLength : list.positionStarts[block + 1]!;
        return { stream: "positions", offset: entry.positionsOffset + start, length: end - start };
      }),
    );
  }
}

/** Entries kept of each segment: some 200 kB. */
const MOST_ENTRIES = 2000;
/** Terms of a beginning that are looked at before the commonest are chosen. */
const MOST_SCANNED = 20_000;

/** Scratch space for one block, for callers that decode. */
export const blockSpace = () => ({
  passages: new Int32Array(BLOCK_SIZE),
  codes: new Uint16Array(BLOCK_SIZE),
});

function rangeOf(rows: Float64Array): [number, number] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (row < lowest) lowest = row;
    if (row > highest) highest = row;
  }
  return [lowest, highest];
}
