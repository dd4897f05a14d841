// fetch/sample.test.ts: the beginning and the end of a file, however it comes.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openSample } from "./sample.ts";

const MB = 1_000_000;
/** Every four bytes say where they stand. */
function made(sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  for (let at = 0; at + 4 <= sizeBytes; at += 4) bytes.writeUInt32BE(at, at);
  return bytes;
}
const LARGE = made(13 * MB);

function sampleOf(bytes: Buffer, sizes: readonly number[]): Buffer {
  const sample = openSample();
  for (let at = 0, turn = 0; at < bytes.byteLength; turn++) {
    const size = sizes[turn % sizes.length]!;
    sample.add(bytes.subarray(at, at + size));
    at += size;
  }
  return Buffer.from(sample.bytes());
}

test("a file is its own sample as long as beginning and end meet, and then both are whole", () => {
  const sizes = fc.array(fc.integer({ min: 50_000, max: 9 * MB }), { minLength: 1, maxLength: 4 });
  const lengths = fc.constantFrom(0, 1, 4 * MB - 4, 4 * MB, 4 * MB + 4, 6 * MB, 6 * MB + 4, 13 * MB);
  fc.assert(
    fc.property(lengths, sizes, (length, pieces) => {
      const bytes = LARGE.subarray(0, length);
      const expected =
        length <= 6 * MB
          ? bytes
          : Buffer.concat([bytes.subarray(0, 4 * MB), bytes.subarray(length - 2 * MB)]);
      assert.ok(sampleOf(bytes, pieces).equals(expected), `${length} in pieces of ${pieces}`);
    }),
    { numRuns: 25 },
  );
});

test("a piece that is used again by its sender changes nothing", () => {
  const sample = openSample();
  const piece = Buffer.from("abcd");
  sample.add(piece);
  piece.fill(0);
  assert.equal(Buffer.from(sample.bytes()).toString(), "abcd");
});
