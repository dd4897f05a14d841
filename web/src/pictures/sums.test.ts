// web/src/pictures/sums.test.ts: a period is summed only where a sum is right.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerRow } from "../api/types.ts";
import type { Mark, Slot } from "./slots.ts";
import { type SummedRow, sumsOf } from "./sums.ts";

const figure = (entity: string, low: string, change: Partial<LedgerRow> = {}): LedgerRow =>
  ({
    entity,
    low,
    high: low,
    kind: "money",
    unit: "USD",
    metricId: "capex",
    relation: null,
    text: `$${low}`,
    nature: "actual",
    ...change,
  }) as LedgerRow;
const slot = (row: LedgerRow | null, look: Mark["look"] = "stated"): Slot => {
  const mark: Mark | null =
    row === null
      ? null
      : { low: Number(row.low), high: Number(row.low), look, isConflict: false, rows: [row] };
  return {
    key: "k",
    label: "2025Q3",
    actual: look === "stated" ? mark : null,
    plan: look === "plan" ? mark : null,
    others: [],
  };
};
const row = (entity: string, values: (string | null)[], change: Partial<LedgerRow> = {}): SummedRow => ({
  figure: figure(entity, values.find((value) => value !== null) ?? "0", change),
  slots: values.map((value) => slot(value === null ? null : figure(entity, value, change))),
});
const always = () => true;

test("a full column of amounts of companies is summed exactly; one with a hole is not", () => {
  const sums = sumsOf([row("A", ["0.1", "5"]), row("B", ["0.2", null])], always);
  assert.deepEqual(sums, [{ value: "0.3", isPlan: false, parts: ["$0.1", "$0.2"] }, null]);
});

test("a loss counts below zero, and guidance makes the sum a plan", () => {
  const plan: SummedRow = { figure: figure("B", "10"), slots: [slot(figure("B", "10"), "plan")] };
  const [sum] = sumsOf([row("A", ["-12.5"]), plan], always)!;
  assert.equal(sum?.value, "-2.5");
  assert.equal(sum?.isPlan, true);
});

test("shares, prices, growth, single rows and parts beside their company are never summed", () => {
  const two = (change: Partial<LedgerRow>) => [row("A", ["1"], change), row("B", ["2"], change)];
  assert.equal(sumsOf(two({ kind: "percent", unit: "fraction" }), always), null);
  assert.equal(sumsOf(two({ kind: "price", unit: "USD/share" }), always), null);
  assert.equal(sumsOf(two({ relation: "yoy" }), always), null);
  assert.equal(sumsOf([row("A", ["1"])], always), null);
  assert.equal(sumsOf([row("A", ["1"]), row("A", ["2"])], always), null);
  assert.equal(
    sumsOf(two({}), ({ entity }) => entity !== "B"),
    null,
  );
});

test("a range or a bound leaves its column without a sum", () => {
  const wide: SummedRow = {
    figure: figure("B", "1"),
    slots: [slot(figure("B", "1", { high: "2" as LedgerRow["high"] }))],
  };
  assert.equal(sumsOf([row("A", ["1"]), wide], always), null);
});
