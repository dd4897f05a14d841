// search/vectors.test.ts: the scan of kept vectors against comparing the vectors themselves.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { quantise, VectorScan } from "./vectors.ts";

const cosine = (a: readonly number[], b: readonly number[]): number => {
  const dot = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
};
const number = fc.integer({ min: -1000, max: 1000 });

test("the nearest is the one with the largest cosine, as far as one byte a number tells, whatever the length", () => {
  const sets = fc.integer({ min: 1, max: 11 }).chain((length) => {
    const vector = fc.array(number, { minLength: length, maxLength: length });
    const isSome = (values: number[]) => values.some((value) => value !== 0);
    return fc.tuple(fc.array(vector.filter(isSome), { minLength: 1, maxLength: 20 }), vector.filter(isSome));
  });
  fc.assert(
    fc.property(sets, ([vectors, question]) => {
      const scan = new VectorScan();
      vectors.forEach((vector, i) => void scan.add(i + 1, quantise(vector)));
      const found = scan.nearest(question, 5);
      assert.equal(found.length, Math.min(5, vectors.length));
      assert.ok(found.every(({ score }, i) => i === 0 || score <= found[i - 1]!.score));
      for (const { row, score } of found)
        assert.ok(Math.abs(score - cosine(vectors[row - 1]!, question)) < 0.02);
      const best = Math.max(...vectors.map((vector) => cosine(vector, question)));
      assert.ok(best - found[0]!.score < 0.02);
    }),
  );
});

test("a vector of another length is left out, and a question of another length finds nothing", () => {
  const scan = new VectorScan();
  scan.add(1, quantise([1, 0]));
  scan.add(2, quantise([1, 0, 0]));
  assert.deepEqual([scan.count, scan.lastRow], [1, 2]);
  assert.deepEqual(scan.nearest([1, 0, 0], 5), []);
  scan.clear();
  assert.deepEqual(scan.nearest([1, 0], 5), []);
});
