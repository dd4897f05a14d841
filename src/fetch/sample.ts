// fetch/sample.ts: as much of a file as it takes to tell its kind, kept while the file passes in pieces.
//
//   [ first 4 MB ][ ... let go ... ][ last 2 MB ]        a file of up to 6 MB is its own sample
//
// detect.ts looks for the containers of Office in the first and for the list of a zip's parts in the last.

const HEAD_BYTES = 4_000_000;
const TAIL_BYTES = 2_000_000;

export interface Sample {
  /** Takes the next piece and keeps a copy of what counts of it. */
  add(piece: Uint8Array): void;
  /** The beginning and the end of what was added, without what lay between; at most 6 MB. */
  bytes(): Uint8Array;
}

export function openSample(): Sample {
  const [head, tail] = [new Room(HEAD_BYTES), new Room(2 * TAIL_BYTES)];
  return {
    add(piece) {
      const rest = piece.subarray(head.take(piece));
      if (rest.byteLength === 0) return;
      const last = rest.subarray(-TAIL_BYTES);
      // Twice the room of a tail: bytes are moved to its front once for every 2 MB, not at every piece.
      if (tail.free < last.byteLength) tail.keepLast(TAIL_BYTES - last.byteLength);
      tail.take(last);
    },
    bytes: () => Buffer.concat([head.bytes, tail.bytes.subarray(-TAIL_BYTES)]),
  };
}

/** Bytes one behind the other: room for the most of them, taken as it is needed, however small the pieces are. */
class Room {
  readonly #mostBytes: number;
  #buffer = Buffer.alloc(0);
  #used = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#used);
  }

  get free(): number {
    return this.#mostBytes - this.#used;
  }

  /** Copies as many bytes as there is room for, and returns how many. */
  take(piece: Uint8Array): number {
    const taken = Math.min(piece.byteLength, this.free);
    const needed = this.#used + taken;
    if (needed > this.#buffer.byteLength) {
      const larger = Buffer.alloc(Math.min(this.#mostBytes, Math.max(needed, 2 * this.#buffer.byteLength)));
      larger.set(this.bytes);
      this.#buffer = larger;
    }
    this.#buffer.set(piece.subarray(0, taken), this.#used);
    this.#used = needed;
    return taken;
  }

  keepLast(count: number): void {
    this.#buffer.copyWithin(0, this.#used - count, this.#used);
    this.#used = count;
  }
}
