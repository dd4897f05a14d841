// values/hash.test.ts: bytes have one name, however they are hashed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256, sha256InTurns } from "./hash.ts";

test("hashing in turns gives the same name, and lets others work in between", async () => {
  for (const size of [0, 1, 4_194_304, 9_000_000]) {
    const bytes = new Uint8Array(size).fill(7);
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns++;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    assert.equal(await sha256InTurns(bytes), sha256(bytes));
    isDone = true;
    if (size === 9_000_000) assert.ok(turns >= 2);
  }
});
