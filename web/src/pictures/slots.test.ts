// web/src/pictures/slots.test.ts: periods in order, one length at a time, gaps empty, nothing averaged.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LedgerRow } from "../api/types.ts";
import { axisOf, grainOf, grainsOf, shortLabel, slotsOf } from "./slots.ts";

const QUARTERS = ["01-01 03-31", "04-01 06-30", "07-01 09-30", "10-01 12-31"];

function quarter(year: number, number: number) {
  const [start, end] = QUARTERS[number - 1]!.split(" ");
  return { start: `${year}-${start}`, end: `${year}-${end}`, basis: "calendar", label: `${year}Q${number}` };
}

let count = 0;
function row(period: object, low: string, more: object = {}): LedgerRow {
  count++;
  return {
    id: `fig_${count}`,
    documentId: `doc_${count}`,
    period,
    low,
    high: low,
    nature: "actual",
    rule: "currency-after",
    confidence: 0.9,
    sortAt: "2025-11-02",
    isRejected: false,
    findings: [],
    ...more,
  } as unknown as LedgerRow;
}

test("a quarter that no document speaks of stays an empty slot", () => {
  const slots = slotsOf([row(quarter(2025, 3), "342"), row(quarter(2024, 3), "225")], "quarter");
  assert.deepEqual(
    slots.map(({ label, actual }) => [label, actual?.low ?? null]),
    [
      ["2024Q3", 225],
      ["2024Q4", null],
      ["2025Q1", null],
      ["2025Q2", null],
      ["2025Q3", 342],
    ],
  );
});

test("years do not stand among quarters", () => {
  const year = { start: "2025-01-01", end: "2025-12-31", basis: "calendar", label: "2025" };
  const rows = [row(quarter(2025, 2), "1"), row(quarter(2025, 3), "2"), row(year, "9")];
  assert.equal(grainOf(year), "year");
  assert.deepEqual(grainsOf(rows), [
    { grain: "quarter", periods: 2 },
    { grain: "year", periods: 1 },
  ]);
  assert.deepEqual(
    slotsOf(rows, "year").map(({ label }) => label),
    ["2025"],
  );
});

test("the value that most documents state stands first, the others beside it", () => {
  const period = quarter(2025, 3);
  const [slot] = slotsOf(
    [row(period, "1133"), row(period, "342"), row(period, "342"), row(period, "350", { nature: "guidance" })],
    "quarter",
  );
  assert.equal(slot!.actual?.low, 342);
  assert.equal(slot!.actual?.rows.length, 2);
  assert.equal(slot!.plan?.low, 350);
  assert.deepEqual(
    slot!.others.map(({ low }) => low),
    [1133],
  );
});

test("a value in a conflict says so, a rejected one is not drawn", () => {
  const period = quarter(2025, 3);
  const [slot] = slotsOf(
    [
      row(period, "5", { findings: [{ id: "fnd", verdict: "conflict" }] }),
      row(period, "6", { isRejected: true }),
    ],
    "quarter",
  );
  assert.equal(slot!.actual?.isConflict, true);
  assert.equal(slot!.others.length, 0);
});

test("a result told before its quarter ended does not stand first, a plan may", () => {
  const period = quarter(2025, 4);
  const [slot] = slotsOf([row(period, "89.9"), row(period, "35.1", { nature: "estimate" })], "quarter");
  assert.equal(slot!.actual, null);
  assert.equal(slot!.plan?.low, 35.1);
  assert.equal(slot!.others[0]?.low, 89.9);
});

test("several entities share one axis in order of time", () => {
  const one = slotsOf([row(quarter(2025, 3), "1")], "quarter");
  const other = slotsOf([row(quarter(2025, 1), "1")], "quarter");
  assert.deepEqual(
    axisOf([one, other], "quarter").map(({ label }) => label),
    ["2025Q1", "2025Q2", "2025Q3"],
  );
});

test("a company's own quarters stand where most of their days lie, once each", () => {
  const own = (start: string, end: string, label: string) => ({ start, end, basis: "fiscal", label });
  const nvidia = slotsOf(
    [
      row(own("2025-05-01", "2025-07-31", "FY2026Q2"), "467"),
      row(own("2025-08-01", "2025-10-31", "FY2026Q3"), "570"),
    ],
    "quarter",
  );
  const microsoft = slotsOf([row(own("2025-07-01", "2025-09-30", "FY2026Q1"), "777")], "quarter");
  assert.deepEqual(
    axisOf([nvidia, microsoft, slotsOf([row(quarter(2025, 3), "1")], "quarter")], "quarter").map(
      ({ label }) => label,
    ),
    ["2025Q2", "2025Q3"],
  );
  const [year] = slotsOf([row(own("2024-10-01", "2025-09-30", "FY2025"), "1")], "year");
  assert.equal(year!.label, "2025");
});

test("axis labels are short", () => {
  assert.deepEqual(["2025Q3", "FY2025", "2025", "as of 2025-10-31", "2024–2027"].map(shortLabel), [
    "25Q3",
    "FY2025",
    "2025",
    "25-10-31",
    "2024–2027",
  ]);
});

test("every figure of the length is in exactly one mark, whatever the periods", () => {
  const periods = fc.tuple(fc.integer({ min: 1990, max: 2035 }), fc.integer({ min: 1, max: 4 }));
  const rows = fc.array(fc.tuple(periods, fc.integer({ min: 0, max: 5 })), { maxLength: 30 });
  fc.assert(
    fc.property(rows, (made) => {
      const figures = made.map(([[year, number], value]) => row(quarter(year, number), String(value)));
      const slots = slotsOf(figures, "quarter");
      assert.ok(slots.length <= 40);
      const drawn = slots
        .flatMap(({ actual, plan, others }) => [actual, plan, ...others])
        .flatMap((mark) => mark?.rows.map(({ id }) => id) ?? []);
      assert.equal(new Set(drawn).size, drawn.length);
      const labels = slots.map(({ key }) => key.slice(11));
      assert.deepEqual(labels, labels.toSorted());
      if (slots.length < 40) assert.equal(drawn.length, figures.length);
    }),
    { numRuns: 200 },
  );
});
