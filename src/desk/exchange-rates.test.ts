// desk/exchange-rates.test.ts: rates keep their day and source, one a currency, and nonsense is refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestApp, openTestDesk, sent } from "../../test/support/test-desk.ts";

test("a rate is kept with its day and source, and a later one of the same currency takes its place", async (t) => {
  const app = await openTestApp(t, await openTestDesk(t));
  const first = { yuan: "7.10", date: "2025-10-31", source: "central parity" };
  await app.request("/api/exchange-rates/USD", sent("PUT", first));
  await app.request("/api/exchange-rates/HKD", sent("PUT", { ...first, yuan: "0.912" }));
  await app.request("/api/exchange-rates/USD", sent("PUT", { ...first, yuan: "7.08", date: "2025-11-20" }));
  const { rates } = (await (await app.request("/api/exchange-rates")).json()) as { rates: unknown[] };
  assert.deepEqual(rates, [
    { currency: "HKD", yuan: "0.912", date: "2025-10-31", source: "central parity" },
    { currency: "USD", yuan: "7.08", date: "2025-11-20", source: "central parity" },
  ]);
  await app.request("/api/exchange-rates/HKD", { method: "DELETE" });
  const left = (await (await app.request("/api/exchange-rates")).json()) as { rates: { currency: string }[] };
  assert.deepEqual(
    left.rates.map(({ currency }) => currency),
    ["USD"],
  );
});

test("a rate of nothing, below zero, without a day or of the yuan itself is refused", async (t) => {
  const app = await openTestApp(t, await openTestDesk(t));
  const good = { yuan: "7.1", date: "2025-10-31", source: "s" };
  for (const [currency, change] of [
    ["USD", { yuan: "0" }],
    ["USD", { yuan: "-7" }],
    ["USD", { date: "October" }],
    ["USD", { source: " " }],
    ["CNY", {}],
    ["dollar", {}],
  ] as const) {
    const reply = await app.request(`/api/exchange-rates/${currency}`, sent("PUT", { ...good, ...change }));
    assert.equal(reply.status, 400, JSON.stringify([currency, change]));
  }
  const { rates } = (await (await app.request("/api/exchange-rates")).json()) as { rates: unknown[] };
  assert.deepEqual(rates, []);
});
