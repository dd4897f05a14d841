// web/src/app/address.test.ts: an address written and read again says the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  parseAddress,
  readerAddress,
  searchAddress,
  toggled,
  topicAddress,
  writeAddress,
} from "./address.ts";

test("an address written and read again says the same", () => {
  const word = fc.string({ minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(word, fc.uniqueArray(word, { minLength: 2, maxLength: 4 }), (q, tags) => {
      assert.deepEqual(parseAddress(writeAddress({ q, tags })), { q, tags });
    }),
    { numRuns: 300 },
  );
});

test("empty values leave the address", () => {
  assert.equal(writeAddress({ a: undefined, b: "", c: [], d: false, e: null }), "");
});

test("a single value of a list field is a list of one", () => {
  assert.deepEqual(topicAddress(parseAddress("?kinds=news")).kinds, ["news"]);
  assert.deepEqual(topicAddress(parseAddress("?kinds=news&kinds=filing")).kinds, ["news", "filing"]);
});

test("a place in a document is read as numbers and nonsense is dropped", () => {
  const address = readerAddress(parseAddress("?page=3&start=10&end=x&version=ver_1&view=spinning"));
  assert.deepEqual(address, { page: 3, start: 10, end: undefined, version: "ver_1", view: undefined });
});

test("a query of digits stays text and a bad day is dropped", () => {
  const address = searchAddress(parseAddress("?q=2025&after=yesterday&before=2025-11-06"));
  assert.equal(address.q, "2025");
  assert.equal(address.after, undefined);
  assert.equal(address.before, "2025-11-06");
});

test("a value is added once and taken away again", () => {
  assert.deepEqual(toggled(undefined, "news"), ["news"]);
  assert.deepEqual(toggled(["news"], "filing"), ["news", "filing"]);
  assert.equal(toggled(["news"], "news"), undefined);
});
