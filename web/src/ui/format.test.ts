// web/src/ui/format.test.ts: dates, sizes and exact digits as they are shown.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dayAndTime, dayName, groupDigits, pageName, shiftPoint, sizeName, whenOf } from "./format.ts";

test("a time printed by its source is shown as printed", () => {
  assert.deepEqual(dayAndTime("2025-11-06T15:45"), { day: "2025-11-06", time: "15:45" });
  assert.deepEqual(dayAndTime("2025-11-06T15:45:00+08:00"), { day: "2025-11-06", time: "15:45" });
  assert.deepEqual(dayAndTime("2025-11-06"), { day: "2025-11-06", time: null });
});

test("a document without a publication date counts from when it was added", () => {
  const { day } = whenOf({ published: null, addedAt: "2025-11-06T12:00:00.000Z" });
  assert.match(day, /^2025-11-0[567]$/);
});

test("a date known to the day shows no time", () => {
  const published = { iso: "2025-11-06", precision: "day", words: "", from: "" } as const;
  assert.deepEqual(whenOf({ published, addedAt: "2026-01-01T00:00:00Z" }), { day: "2025-11-06", time: null });
});

test("days carry the year only when it is not this one", () => {
  assert.equal(dayName("2025-11-06", "en", 2025), "Thu 6 Nov");
  assert.match(dayName("2025-11-06", "en", 2026), /2025/);
  assert.match(dayName("2025-11-06", "zh", 2025), /11月6日/);
  assert.equal(dayName("2025-11", "en", 2025), "2025-11");
});

test("digits are grouped without passing through a float", () => {
  assert.equal(groupDigits("-123456789012345678901.50"), "−123,456,789,012,345,678,901.50");
  assert.equal(groupDigits("999"), "999");
  assert.equal(groupDigits("not a number"), "not a number");
});

test("the point moves exactly", () => {
  assert.equal(shiftPoint("113318000000", 8), "1133.18");
  assert.equal(shiftPoint("5", 2), "0.05");
  assert.equal(shiftPoint("-0.35", 1), "-0.035");
  assert.equal(shiftPoint("0", 3), "0");
});

test("moving the point agrees with division", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }), (value, places) => {
      assert.ok(Math.abs(Number(shiftPoint(String(value), places)) - value / 10 ** places) < 1e-6);
    }),
    { numRuns: 200 },
  );
});

test("a chapter's name is no page label", () => {
  assert.equal(pageName({ page: 4, pageLabel: "F-12" }), "F-12");
  assert.equal(pageName({ page: 4, pageLabel: "Chapter four: power" }), "4");
  assert.equal(pageName({ page: 4, pageLabel: null }), "4");
});

test("sizes read short", () => {
  assert.equal(sizeName(999), "999 B");
  assert.equal(sizeName(4_200_000), "4.2 MB");
  assert.equal(sizeName(42_000_000), "42 MB");
});
