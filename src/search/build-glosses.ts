// search/build-glosses.ts: the glosses of the passages of a segment that is being built, and in the end sorted by term.
//
// Some hundreds a passage, and most of what an index holds. They come as numbers (Glosses of hooks.ts) and are followed
// by them: a string is looked at when its number is first met. One counting sort in the end, as with the words.

import { termOrder } from "./build-terms.ts";
import { Growing } from "./growing.ts";
import type { Glosses } from "./hooks.ts";
import { glossCode } from "./postings.ts";

/** Glosses in the order they came: a number for each term, and term and code of each occurrence. */
export class GlossNotes {
  readonly #ids = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #counts = new Growing();
  /** Own number by the glosser's, one higher; 0 is none. It holds as long as the epoch of the glosser does. */
  #idOf = new Uint32Array(0);
  #epoch = -1;
  readonly #terms = new Growing();
  readonly #codes = new Growing();
  /** Where the glosses of each passage end. */
  readonly #ends = new Growing();

  /** Notes the glosses of the next passage; returns the sum of their weights as the codes have them. */
  add(glosses: Glosses | null): number {
    const sixteenths = glosses === null ? 0 : this.#note(glosses);
    this.#ends.push(this.#terms.length);
    return sixteenths / 16;
  }

  #note({ count, numbers, weights, terms, epoch }: Glosses): number {
    if (epoch !== this.#epoch || terms.length > this.#idOf.length) this.#follow(terms.length, epoch);
    this.#terms.reserve(count);
    this.#codes.reserve(count);
    const from = this.#terms.length;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const known = this.#idOf[numbers[i]!]!;
      const id = known > 0 ? known - 1 : this.#meet(numbers[i]!, terms);
      const code = glossCode(weights[i]!);
      this.#counts.values[id]!++;
      this.#terms.values[from + i] = id;
      this.#codes.values[from + i] = code;
      sum += code;
    }
    this.#terms.length += count;
    this.#codes.length += count;
    return sum;
  }

  /** Makes room for numbers below `size`, and forgets what numbers of another epoch meant. */
  #follow(size: number, epoch: number): void {
    const idOf = size > this.#idOf.length ? new Uint32Array(size * 2) : this.#idOf;
    if (epoch !== this.#epoch) idOf.fill(0);
    else idOf.set(this.#idOf);
    this.#idOf = idOf;
    this.#epoch = epoch;
  }

  #meet(number: number, terms: readonly string[]): number {
    const term = terms[number]!;
    let id = this.#ids.get(term);
    if (id === undefined) {
      id = this.#names.push(term) - 1;
      this.#ids.set(term, id);
      this.#counts.push(0);
    }
    this.#idOf[number] = id + 1;
    return id;
  }

  /** Calls `take` for each term, ascending, with its passages and codes. */
  each(take: (term: string, passages: Int32Array, codes: Uint16Array) => void): void {
    const starts = new Uint32Array(this.#names.length + 1);
    for (let id = 0; id < this.#names.length; id++) starts[id + 1] = starts[id]! + this.#counts.values[id]!;
    const next = starts.slice();
    const passages = new Int32Array(this.#terms.length);
    const codes = new Uint16Array(this.#terms.length);
    for (let passage = 0, at = 0; passage < this.#ends.length; passage++)
      for (const end = this.#ends.values[passage]!; at < end; at++) {
        const to = next[this.#terms.values[at]!]!++;
        passages[to] = passage;
        codes[to] = this.#codes.values[at]!;
      }
    for (const id of termOrder(this.#names)) {
      take(
        this.#names[id]!,
        passages.subarray(starts[id], starts[id + 1]),
        codes.subarray(starts[id], starts[id + 1]),
      );
    }
  }
}
