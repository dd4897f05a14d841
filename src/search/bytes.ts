// search/bytes.ts: numbers and words as bytes: the alphabet of the index.
//
// A varint is 7 bits a byte, low bits first, the high bit says "more follows". Terms are written unit by unit in one to
// three bytes as UTF-8 would write each UTF-16 unit, so that the order of the bytes is the order of JavaScript strings and
// half of a surrogate pair can be a term.

/** Bytes that grow as they are written. */
export class ByteWriter {
  #bytes: Uint8Array;
  length = 0;

  constructor(capacity = 1024) {
    this.#bytes = new Uint8Array(capacity);
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + more));
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.length++] = value;
  }

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    this.#room(8);
    while (value >= 0x80000000) {
      this.#bytes[this.length++] = (value % 128) | 128;
      value = Math.floor(value / 128);
    }
    while (value >= 128) {
      this.#bytes[this.length++] = (value & 127) | 128;
      value >>>= 7;
    }
    this.#bytes[this.length++] = value;
  }

  append(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** The bytes from `from` to `to`; for a few, which are copied sooner than a view of them is made. */
  appendPart(bytes: Uint8Array, from: number, to: number): void {
    this.#room(to - from);
    for (let at = from; at < to; at++) this.#bytes[this.length++] = bytes[at]!;
  }

  /** Four bytes, low first. */
  uint32(value: number): void {
    this.#room(4);
    for (let i = 0; i < 4; i++) this.#bytes[this.length++] = (value >>> (8 * i)) & 255;
  }

  /** What was written so far; a view that the next write may move away from. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** A copy of exactly what was written. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }
}

/** Reads on from `at`; reading past the end gives zeros, so damaged bytes cannot loop. */
export class ByteReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }

  varint(): number {
    let byte = this.bytes[this.at++] ?? 0;
    if (byte < 128) return byte;
    let value = byte & 127;
    let scale = 128;
    do {
      byte = this.bytes[this.at++] ?? 0;
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128);
    return value;
  }

  uint32(): number {
    const { bytes, at } = this;
    this.at += 4;
    return (
      ((bytes[at] ?? 0) |
        ((bytes[at + 1] ?? 0) << 8) |
        ((bytes[at + 2] ?? 0) << 16) |
        ((bytes[at + 3] ?? 0) << 24)) >>>
      0
    );
  }

  take(length: number): Uint8Array {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

/** The bytes of a term, in the order of strings. */
export function encodeTerm(term: string): Uint8Array {
  const bytes = new Uint8Array(term.length * 3);
  return bytes.subarray(0, writeTerm(term, bytes));
}

/** Writes the bytes of a term from 0 on, three at most for a unit; returns how many. */
export function writeTerm(term: string, bytes: Uint8Array): number {
  let at = 0;
  for (let i = 0; i < term.length; i++) {
    const unit = term.charCodeAt(i);
    if (unit < 0x80) bytes[at++] = unit;
    else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6);
      bytes[at++] = 0x80 | (unit & 63);
    } else {
      bytes[at++] = 0xe0 | (unit >> 12);
      bytes[at++] = 0x80 | ((unit >> 6) & 63);
      bytes[at++] = 0x80 | (unit & 63);
    }
  }
  return at;
}

/** The term of the first `length` bytes. */
export function decodeTerm(bytes: Uint8Array, length: number): string {
  let term = "";
  for (let at = 0; at < length; ) {
    const first = bytes[at]!;
    if (first < 0x80) {
      term += String.fromCharCode(first);
      at += 1;
    } else if (first < 0xe0) {
      term += String.fromCharCode(((first & 31) << 6) | (bytes[at + 1]! & 63));
      at += 2;
    } else {
      term += String.fromCharCode(
        ((first & 15) << 12) | ((bytes[at + 1]! & 63) << 6) | (bytes[at + 2]! & 63),
      );
      at += 3;
    }
  }
  return term;
}

/** Negative, 0 or positive as a is before, the same as or after b. */
export function compareBytes(a: Uint8Array, aLength: number, b: Uint8Array, bLength: number): number {
  const shared = Math.min(aLength, bLength);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return aLength - bLength;
}
