// search/score.test.ts: skipping is invisible: over many blocks and windows the best ten are the best ten of all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allBits, newBits, setBit } from "./bits.ts";
import { buildSegment } from "./build.ts";
import type { IndexedPassage, WeightedGroup, WeightedList } from "./hooks.ts";
import { mergeSegments } from "./merge.ts";
import { rankList } from "./rank.ts";
import { ListCache, SegmentReader } from "./reader.ts";
import type { SegmentParts } from "./segment.ts";

/** A row of numbers that looks random and is the same everywhere. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Words by a steep law: w0 in most passages, w200 in few. */
function passages(count: number, seed: number): IndexedPassage[] {
  const next = chance(seed);
  return Array.from({ length: count }, (_, i) => ({
    row: i + 1,
    documentId: `d${i >> 4}`,
    title: "",
    language: "en",
    heading: "",
    kind: "text",
    text: Array.from({ length: 3 + Math.floor(next() * 30) }, () => `w${Math.floor(next() ** 4 * 240)}`).join(
      " ",
    ),
    context: "",
  }));
}

function open(parts: SegmentParts, name: string): SegmentReader {
  const fetch = (
    ranges: readonly { stream: keyof SegmentParts["streams"]; offset: number; length: number }[],
  ) => ranges.map(({ stream, offset, length }) => parts.streams[stream].subarray(offset, offset + length));
  return new SegmentReader(name, parts.header, parts.streams, fetch, new ListCache(1 << 24));
}

const listOf = (terms: string[]): WeightedList => ({
  name: "words",
  weight: 1,
  languages: null,
  channel: "words",
  groups: [
    { terms: terms.map((term) => ({ term, weight: 1 })), weight: 1, combine: "sum", why: null, from: [] },
  ],
});

const all = passages(20_000, 7);
const halves = [all.slice(0, 9000), all.slice(9000)].map((some) => buildSegment(some));
const segments = halves.map((parts, i) => open(parts, `t${i}`));
const QUESTIONS = [
  ["w0"],
  ["w200"],
  ["w0", "w1", "w2"],
  ["w3", "w50", "w120", "w7", "w9", "w30", "w0", "w1"],
  ["w231", "w0", "w1", "w2", "w3", "w4", "w5"],
];

test("the best ten are the first ten of a ranking of everything", async () => {
  for (const terms of QUESTIONS) {
    const masks = segments.map(() => null);
    const whole = await rankList(segments, listOf(terms), masks, 20_000);
    const ten = await rankList(segments, listOf(terms), masks, 10);
    assert.equal(ten.length, 10);
    for (const [i, one] of ten.entries())
      assert.ok(Math.abs(one.score - whole[i]!.score) < 1e-9, terms.join(" "));
    assert.ok(whole.every(({ score }, i) => i === 0 || score <= whole[i - 1]!.score));
  }
});

test("behind a mask the best ten are those of the passages in it, however few or many they are", async () => {
  for (const every of [2, 13, 400]) {
    const masks = segments.map(({ count }) => {
      const bits = newBits(count);
      for (let i = 0; i < count; i += every) setBit(bits, i);
      return bits;
    });
    for (const terms of QUESTIONS) {
      const everything = await rankList(
        segments,
        listOf(terms),
        segments.map(() => null),
        20_000,
      );
      const expected = everything.filter(({ passage }) => passage % every === 0).slice(0, 10);
      const found = await rankList(segments, listOf(terms), masks, 10);
      assert.deepEqual(
        found.map(({ score }) => score.toFixed(9)),
        expected.map(({ score }) => score.toFixed(9)),
      );
    }
  }
});

test("the best of several wordings is the same within a mask and without", async () => {
  const wording = (...terms: string[]) => terms.map((term) => ({ term, weight: 1 }));
  const group: WeightedGroup = {
    terms: [],
    wordings: [wording("w3"), wording("w1", "w9"), wording("w120"), wording("w50", "w7", "w999")],
    weight: 1,
    combine: "best",
    why: null,
    from: [],
  };
  const list: WeightedList = { ...listOf(["w2"]), groups: [group, ...listOf(["w2"]).groups] };
  const everything = await rankList(
    segments,
    list,
    segments.map(() => null),
    20_000,
  );
  for (const every of [2, 400, 3000]) {
    const masks = segments.map(({ count }) => {
      const bits = newBits(count);
      for (let i = 0; i < count; i += every) setBit(bits, i);
      return bits;
    });
    const expected = everything.filter(({ passage }) => passage % every === 0).slice(0, 10);
    const found = await rankList(segments, list, masks, 10);
    assert.deepEqual(
      found.map(({ score }) => score.toFixed(9)),
      expected.map(({ score }) => score.toFixed(9)),
    );
  }
});

test("merging two segments is building one, byte for byte, and deleted passages leave no trace", () => {
  const whole = buildSegment(all);
  const merged = mergeSegments(halves.map((parts) => ({ parts, deleted: null })))!;
  assert.deepEqual(merged, whole);
  const deleted = new Uint8Array(Math.ceil(9000 / 8)).fill(0b10101010);
  const thinned = mergeSegments([{ parts: halves[0]!, deleted }])!;
  assert.deepEqual(thinned, buildSegment(all.slice(0, 9000).filter((_, i) => i % 2 === 0)));
  assert.equal(mergeSegments([{ parts: halves[0]!, deleted: deleted.fill(255) }]), null);
});

test("sets of all passages have no bits beyond the last", () => {
  assert.deepEqual([...allBits(33)], [0xffffffff, 1]);
});
