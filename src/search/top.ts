// search/top.ts: the best so many, kept while scoring.

/** A heap of the `size` best scores with their keys; of equal scores the one pushed first stays. */
export class Top {
  readonly #size: number;
  readonly #scores: Float64Array;
  readonly #keys: Float64Array;
  #count = 0;
  /** A score must be above this to get in; -1 while there is room. */
  threshold = -1;

  constructor(size: number) {
    this.#size = size;
    this.#scores = new Float64Array(size);
    this.#keys = new Float64Array(size);
  }

  push(score: number, key: number): void {
    if (score <= this.threshold) return;
    const scores = this.#scores;
    const keys = this.#keys;
    if (this.#count < this.#size) {
      let at = this.#count++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (scores[parent]! <= score) break;
        scores[at] = scores[parent]!;
        keys[at] = keys[parent]!;
        at = parent;
      }
      scores[at] = score;
      keys[at] = key;
    } else {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= this.#count) break;
        if (child + 1 < this.#count && scores[child + 1]! < scores[child]!) child++;
        if (scores[child]! >= score) break;
        scores[at] = scores[child]!;
        keys[at] = keys[child]!;
        at = child;
      }
      scores[at] = score;
      keys[at] = key;
    }
    if (this.#count === this.#size) this.threshold = scores[0]!;
  }

  /** Best first; equal scores by key. */
  sorted(): { score: number; key: number }[] {
    return Array.from({ length: this.#count }, (_, i) => ({
      score: this.#scores[i]!,
      key: this.#keys[i]!,
    })).sort((a, b) => b.score - a.score || a.key - b.key);
  }
}
