// desk/search-client.test.ts: when the keeper of the index works.

import assert from "node:assert/strict";
import { test } from "node:test";
import { restMs } from "./search-client.ts";

test("the keeper rests after a change, and a stream of changes cannot put it off for ever", () => {
  assert.equal(restMs(0), 3000);
  assert.equal(restMs(9000), 1000);
  assert.equal(restMs(60_000), 0);
});
