// http/asker.test.ts: whose address a limit counts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isInRanges, rangesOf } from "../values/address-ranges.ts";
import { namedBy } from "./asker.ts";

test("behind proxies of ours the last address that is none of them asks, whatever was written before it", () => {
  const proxies = rangesOf(["10.0.0.0/8", "fd00::1"]);
  const named = (forwarded: string) => namedBy(forwarded, (address) => isInRanges(address, proxies));
  assert.equal(named("198.51.100.7"), "198.51.100.7");
  assert.equal(named("1.1.1.1, 198.51.100.7, 10.0.0.3"), "198.51.100.7");
  assert.equal(named("198.51.100.7, ::ffff:10.1.2.3, fd00::1"), "198.51.100.7");
  assert.equal(named("2001:db8::5,fd00::1"), "2001:db8::5");
  assert.equal(named("10.0.0.1, 10.0.0.2"), null, "nobody but proxies");
  assert.equal(named("198.51.100.7, <script>"), null, "what our proxy wrote is no address");
  assert.equal(named(`198.51.100.7${", 10.0.0.1".repeat(100_000)}`), null);
});
