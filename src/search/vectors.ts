// search/vectors.ts: vectors of passages in memory, and the passages nearest to a question's.
//
// A vector is kept as one signed byte a number, scaled by its own largest and brought to length one when compared: a quarter
// of the memory of floats, and the nearest hundred are nearly all the same. The scan is exact and linear: a passage costs some
// half a nanosecond a number, so 200,000 passages of 384 numbers take about 50 ms and 77 MB. Beyond MOST_VECTORS new ones
// are left out of the scan; words still find them.

import { Top } from "./top.ts";

/** A gigabyte at 1,024 numbers; a scan takes half a second there. */
export const MOST_VECTORS = 1_000_000;
/** Numbers of a vector, at most: what the largest models give. */
export const MOST_DIMENSIONS = 8192;

/** The bytes that are kept; all zero for a vector of zeros. */
export function quantise(vector: ArrayLike<number>): Uint8Array {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]!));
  const bytes = new Int8Array(vector.length);
  if (largest > 0)
    for (let i = 0; i < vector.length; i++) bytes[i] = Math.round((127 * vector[i]!) / largest);
  return new Uint8Array(bytes.buffer);
}

export interface Near {
  row: number;
  /** Cosine, -1 to 1. */
  score: number;
}

export class VectorScan {
  #dimensions = 0;
  #rows = new Float64Array(1024);
  #scales = new Float32Array(1024);
  #bytes = new Int8Array(0);
  #count = 0;
  #lastRow = 0;

  /** Vectors held, those of passages that went since included. */
  get count(): number {
    return this.#count;
  }

  /** The largest row that was given, kept or not; 0 for none. */
  get lastRow(): number {
    return this.#lastRow;
  }

  /** Adds a vector; one of another length than the first is left out, since it cannot be compared. */
  add(row: number, kept: Uint8Array): void {
    this.#lastRow = Math.max(this.#lastRow, row);
    if (this.#count === 0 && kept.length > 0 && kept.length <= MOST_DIMENSIONS)
      this.#dimensions = kept.length;
    if (kept.length !== this.#dimensions || this.#count >= MOST_VECTORS) return;
    this.#grow();
    const signed = new Int8Array(kept.buffer, kept.byteOffset, kept.length);
    this.#bytes.set(signed, this.#count * this.#dimensions);
    let sum = 0;
    for (const value of signed) sum += value * value;
    this.#rows[this.#count] = row;
    this.#scales[this.#count++] = sum > 0 ? 1 / Math.sqrt(sum) : 0;
  }

  clear(): void {
    this.#count = 0;
    this.#dimensions = 0;
    this.#lastRow = 0;
    this.#bytes = new Int8Array(0);
  }

  /** The `limit` nearest by cosine, nearest first; [] for a vector of another length. */
  nearest(question: ArrayLike<number>, limit: number): Near[] {
    const dimensions = this.#dimensions;
    if (question.length !== dimensions) return [];
    const asked = Float32Array.from(question);
    const length = Math.hypot(...asked) || 1;
    const top = new Top(limit);
    const bytes = this.#bytes;
    const fours = dimensions & ~3;
    for (let i = 0; i < this.#count; i++) {
      const at = i * dimensions;
      // Four sums: the processor need not wait for one addition before the next.
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let k = 0; k < fours; k += 4) {
        a += bytes[at + k]! * asked[k]!;
        b += bytes[at + k + 1]! * asked[k + 1]!;
        c += bytes[at + k + 2]! * asked[k + 2]!;
        d += bytes[at + k + 3]! * asked[k + 3]!;
      }
      for (let k = fours; k < dimensions; k++) a += bytes[at + k]! * asked[k]!;
      top.push(((a + b + c + d) * this.#scales[i]!) / length, i);
    }
    return top.sorted().map(({ key, score }) => ({ row: this.#rows[key]!, score }));
  }

  #grow(): void {
    if (this.#count === this.#rows.length) {
      const rows = new Float64Array(this.#count * 2);
      rows.set(this.#rows);
      this.#rows = rows;
      const scales = new Float32Array(this.#count * 2);
      scales.set(this.#scales);
      this.#scales = scales;
    }
    if ((this.#count + 1) * this.#dimensions > this.#bytes.length) {
      const bytes = new Int8Array(Math.max(1024, this.#count * 2) * this.#dimensions);
      bytes.set(this.#bytes);
      this.#bytes = bytes;
    }
  }
}
