// search/dictionary.ts: the sorted terms of a segment, packed; looked up without unpacking.
//
//   term count │ block count │ place of each block (4 bytes each) │ blocks of 16 terms
//   block:  length, bytes of the first term; where its postings and positions begin; its numbers
//           then for each next term: bytes shared with the term before, length and bytes of the rest; its numbers
//   numbers: passages with the term, bytes of its postings, bytes of its positions
//
// Some 6 to 9 bytes a term. A search reads the first terms of about log2(blocks) blocks and one block whole.

import { ByteReader, ByteWriter, compareBytes, decodeTerm, encodeTerm, writeTerm } from "./bytes.ts";

/** Where the postings of a term lie in its segment. */
export interface TermEntry {
  /** Passages of the segment that hold the term, deleted ones included. */
  count: number;
  postingsOffset: number;
  postingsLength: number;
  positionsOffset: number;
  /** 0 for terms without positions (glosses). */
  positionsLength: number;
}

const BLOCK = 16;

/** Packs terms that arrive in ascending order. */
export class DictionaryWriter {
  readonly #blocks = new ByteWriter(1 << 16);
  readonly #places: number[] = [];
  /** Bytes of the last term and of the one that comes, in turn. */
  #previous = new Uint8Array(256);
  #next = new Uint8Array(256);
  #previousLength = 0;
  #count = 0;

  add(term: string, entry: TermEntry): void {
    if (term.length * 3 > this.#next.length) this.#next = new Uint8Array(term.length * 6);
    const bytes = this.#next;
    const length = writeTerm(term, bytes);
    if (this.#count % BLOCK === 0) {
      this.#places.push(this.#blocks.length);
      this.#blocks.varint(length);
      this.#blocks.appendPart(bytes, 0, length);
      this.#blocks.varint(entry.postingsOffset);
      this.#blocks.varint(entry.positionsOffset);
    } else {
      const most = Math.min(length, this.#previousLength);
      let shared = 0;
      while (shared < most && bytes[shared] === this.#previous[shared]) shared++;
      this.#blocks.varint(shared);
      this.#blocks.varint(length - shared);
      this.#blocks.appendPart(bytes, shared, length);
    }
    this.#blocks.varint(entry.count);
    this.#blocks.varint(entry.postingsLength);
    this.#blocks.varint(entry.positionsLength);
    this.#next = this.#previous;
    this.#previous = bytes;
    this.#previousLength = length;
    this.#count++;
  }

  finish(): Uint8Array {
    const out = new ByteWriter(this.#blocks.length + this.#places.length * 4 + 16);
    out.varint(this.#count);
    out.varint(this.#places.length);
    for (const place of this.#places) out.uint32(place);
    out.append(this.#blocks.view());
    return out.take();
  }
}

/** A packed dictionary; every call reads the bytes, nothing is unpacked ahead. */
export class Dictionary {
  readonly bytes: Uint8Array;
  readonly termCount: number;
  readonly #blockCount: number;
  readonly #placesAt: number;
  readonly #blocksAt: number;

  constructor(bytes: Uint8Array) {
    const reader = new ByteReader(bytes);
    this.bytes = bytes;
    this.termCount = reader.varint();
    this.#blockCount = reader.varint();
    this.#placesAt = reader.at;
    this.#blocksAt = reader.at + this.#blockCount * 4;
  }

  /** The entry of exactly this term, or null. */
  find(term: string): TermEntry | null {
    const key = encodeTerm(term);
    const cursor = this.#cursorAt(this.#blockOf(key));
    while (cursor.next()) {
      const order = cursor.compare(key);
      if (order === 0) return cursor.entry();
      if (order > 0) return null;
    }
    return null;
  }

  /** A cursor before the first term that is `from` or after it. */
  from(from: string): DictionaryCursor {
    const key = encodeTerm(from);
    const cursor = this.#cursorAt(this.#blockOf(key));
    cursor.skipTo(key);
    return cursor;
  }

  /** Terms that begin with `prefix`, ascending, with their entries; at most `limit`. */
  startingWith(prefix: string, limit: number): { term: string; entry: TermEntry }[] {
    const found: { term: string; entry: TermEntry }[] = [];
    const cursor = this.from(prefix);
    const key = encodeTerm(prefix);
    while (found.length < limit && cursor.next() && cursor.startsWith(key))
      found.push({ term: cursor.term(), entry: cursor.entry() });
    return found;
  }

  /** The last block whose first term is not after `key` (the first block when there is none). */
  #blockOf(key: Uint8Array): number {
    let low = 0;
    let high = this.#blockCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const reader = new ByteReader(this.bytes, this.#placeOf(middle));
      const length = reader.varint();
      if (compareAt(this.bytes, reader.at, length, key) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #placeOf(block: number): number {
    return this.#blocksAt + new ByteReader(this.bytes, this.#placesAt + block * 4).uint32();
  }

  #cursorAt(block: number): DictionaryCursor {
    const at = this.#blockCount === 0 ? this.bytes.length : this.#placeOf(block);
    return new DictionaryCursor(this.bytes, at, block * BLOCK, this.termCount);
  }
}

function compareAt(bytes: Uint8Array, at: number, length: number, key: Uint8Array): number {
  const shared = Math.min(length, key.length);
  for (let i = 0; i < shared; i++) if (bytes[at + i] !== key[i]) return bytes[at + i]! - key[i]!;
  return length - key.length;
}

/** Walks the terms in order. After `next()` is true, `term()`, `entry()` and `compare()` speak of the current one. */
export class DictionaryCursor {
  readonly #reader: ByteReader;
  readonly #total: number;
  #index: number;
  #term = new Uint8Array(256);
  #length = 0;
  #count = 0;
  #postingsOffset = 0;
  #postingsLength = 0;
  #positionsOffset = 0;
  #positionsLength = 0;
  #isHeld = false;

  constructor(bytes: Uint8Array, at: number, index: number, total: number) {
    this.#reader = new ByteReader(bytes, at);
    this.#index = index;
    this.#total = total;
  }

  next(): boolean {
    if (this.#isHeld) {
      this.#isHeld = false;
      return true;
    }
    if (this.#index >= this.#total) return false;
    const reader = this.#reader;
    const isFirst = this.#index % BLOCK === 0;
    const shared = isFirst ? 0 : reader.varint();
    const rest = reader.varint();
    if (shared + rest > this.#term.length) {
      const larger = new Uint8Array((shared + rest) * 2);
      larger.set(this.#term.subarray(0, shared));
      this.#term = larger;
    }
    const { bytes } = reader;
    for (let i = 0; i < rest; i++) this.#term[shared + i] = bytes[reader.at + i]!;
    reader.at += rest;
    this.#length = shared + rest;
    this.#postingsOffset = isFirst ? reader.varint() : this.#postingsOffset + this.#postingsLength;
    this.#positionsOffset = isFirst ? reader.varint() : this.#positionsOffset + this.#positionsLength;
    this.#count = reader.varint();
    this.#postingsLength = reader.varint();
    this.#positionsLength = reader.varint();
    this.#index++;
    return true;
  }

  /** Makes the next `next()` stop at the first term that is `key` or after it. */
  skipTo(key: Uint8Array): void {
    while (this.next()) {
      if (this.compare(key) >= 0) {
        this.#isHeld = true;
        return;
      }
    }
  }

  compare(key: Uint8Array): number {
    return compareBytes(this.#term, this.#length, key, key.length);
  }

  startsWith(key: Uint8Array): boolean {
    return this.#length >= key.length && compareBytes(this.#term, key.length, key, key.length) === 0;
  }

  /** Bytes of the current term; valid until the next `next()`. */
  bytes(): Uint8Array {
    return this.#term.subarray(0, this.#length);
  }

  term(): string {
    return decodeTerm(this.#term, this.#length);
  }

  count(): number {
    return this.#count;
  }

  entry(): TermEntry {
    return {
      count: this.#count,
      postingsOffset: this.#postingsOffset,
      postingsLength: this.#postingsLength,
      positionsOffset: this.#positionsOffset,
      positionsLength: this.#positionsLength,
    };
  }
}
