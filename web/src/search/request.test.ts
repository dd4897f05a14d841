// web/src/search/request.test.ts: a search as address and request.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { searchAddress } from "../app/address.ts";
import { addressOfRequest, isSameSearch, requestOf, splitAtProblem } from "./request.ts";

test("a saved search opens the same search again", () => {
  const address = searchAddress({ q: "capex", topic: "top_1", kinds: ["news"], order: "newest" });
  const { query, topicId, kinds, order } = requestOf(address);
  const request = {
    query,
    topicId,
    kinds: kinds as ["news"],
    order: order as "newest",
    offset: 0,
    limit: 20,
  };
  assert.deepEqual(addressOfRequest(request), address);
});

test("two searches are the same when they ask the same, on whatever page one stands", () => {
  assert.ok(isSameSearch({ q: "capex", from: 20 }, { q: "capex" }));
  assert.ok(!isSameSearch({ q: "capex", kinds: ["news"] }, { q: "capex" }));
  assert.ok(!isSameSearch({ q: "capex" }, { q: "capex", order: "newest" }));
});

test("the fault is the words the problem names", () => {
  assert.deepEqual(splitAtProblem("a AND (b", { start: 6, end: 7 }), ["a AND ", "(", "b"]);
});

test("a fault at the end of the query still marks something", () => {
  assert.deepEqual(splitAtProblem("capex AND", { start: 9, end: 9 }), ["capex AN", "D", ""]);
});

test("whatever place is named, the parts make the query again", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer(), fc.integer(), (query, start, end) => {
      const parts = splitAtProblem(query, { start, end });
      assert.equal(parts.join(""), query);
      assert.ok(query === "" || parts[1] !== "");
    }),
    { numRuns: 300 },
  );
});
