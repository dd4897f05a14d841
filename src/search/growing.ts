// search/growing.ts: a list of numbers that grows, for what a segment collects while it is built.
//
// Typed arrays, since ordinary ones of 10 million entries cost eight times the memory.

/** Whole numbers below 2^32. */
export class Growing {
  /** Longer than `length`; another array after a call that made room. */
  values = new Uint32Array(1 << 12);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.reserve(1);
    this.values[this.length++] = value;
  }

  /** Room for `more` values, to be written into `values` by who counts them into `length`. */
  reserve(more: number): void {
    if (this.length + more <= this.values.length) return;
    const larger = new Uint32Array(Math.max(this.length + more, this.values.length * 2));
    larger.set(this.values.subarray(0, this.length));
    this.values = larger;
  }
}
