// web/src/pictures/computed.test.ts: a level a year before, from a level and its growth.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerRow } from "../api/types.ts";
import { levelBefore, withComputed } from "./computed.ts";
import { slotsOf } from "./slots.ts";

test("a level is divided by one and its growth, to the digits of the level", () => {
  assert.equal(levelBefore("33000000000", "0.2", "100000000"), "27500000000");
  assert.equal(levelBefore("180.2", "0.13", "0.1"), "159.5");
  assert.equal(levelBefore("90", "-0.1", "1"), "100");
});

test("a fall of everything, a negative level and words give nothing", () => {
  assert.equal(levelBefore("5", "-1", "1"), null);
  assert.equal(levelBefore("-5", "0.1", "1"), null);
  assert.equal(levelBefore("about 5", "0.1", "1"), null);
  assert.equal(levelBefore("5", "0.1", "0"), null);
});

const row = (id: string, year: number, low: string, more: object = {}) =>
  ({
    id,
    documentId: "doc_1",
    period: { start: `${year}-07-01`, end: `${year}-09-30`, basis: "calendar", label: `${year}Q3` },
    low,
    high: low,
    step: "1",
    text: low,
    nature: "actual",
    rule: "currency-after",
    confidence: 0.9,
    sortAt: "2025-11-02",
    isRejected: false,
    findings: [],
    ...more,
  }) as unknown as LedgerRow;

test("the quarter a year before is computed and says its formula", () => {
  const slots = withComputed(slotsOf([row("a", 2025, "330")], "quarter"), [
    row("g", 2025, "0.2", { text: "20%" }),
  ]);
  assert.deepEqual(
    slots.map(({ label, actual }) => [label, actual?.look, actual?.low]),
    [
      ["2024Q3", "computed", 275],
      ["2025Q3", "stated", 330],
    ],
  );
  assert.equal(slots[0]!.actual?.computed?.formula, "330 ÷ (1 + 20%)");
});

test("a stated level is never replaced by a computed one", () => {
  const slots = withComputed(slotsOf([row("a", 2025, "330"), row("b", 2024, "270")], "quarter"), [
    row("g", 2025, "0.2"),
  ]);
  assert.equal(slots[0]!.actual?.look, "stated");
  assert.equal(slots[0]!.actual?.low, 270);
});
