// web/src/ui/period-input.test.ts: periods as people type them, in both languages.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parsePeriod } from "./period-input.ts";

const daysOf = (text: string) => {
  const period = parsePeriod(text);
  return period && [period.label, period.start, period.end];
};

test("quarters are read with the year before or after, in full or short", () => {
  for (const text of ["2025Q3", "25q3", "3Q25", "3Q 2025", "2025年三季度", "2025年第3季度"])
    assert.deepEqual(daysOf(text), ["2025Q3", "2025-07-01", "2025-09-30"], text);
});

test("halves, years, months, days and spans of years have their days", () => {
  assert.deepEqual(daysOf("2025H1"), ["2025H1", "2025-01-01", "2025-06-30"]);
  assert.deepEqual(daysOf("2025年下半年"), ["2025H2", "2025-07-01", "2025-12-31"]);
  assert.deepEqual(daysOf("2025"), ["2025", "2025-01-01", "2025-12-31"]);
  assert.deepEqual(daysOf("2024-2"), ["2024-02", "2024-02-01", "2024-02-29"]);
  assert.deepEqual(daysOf("2025/11/6"), ["as of 2025-11-06", "2025-11-06", "2025-11-06"]);
  assert.deepEqual(daysOf("2024–2027"), ["2024–2027", "2024-01-01", "2027-12-31"]);
});

test("a fiscal year keeps its basis", () => {
  assert.equal(parsePeriod("FY2025")?.basis, "fiscal");
  assert.equal(parsePeriod("FY25")?.label, "FY2025");
});

test("days that are none and other words are no period", () => {
  for (const text of ["2025-13", "2025-02-30", "2027-2024", "soon", "Q3", ""])
    assert.equal(parsePeriod(text), null, text);
});

test("whatever is typed, a period begins no later than it ends", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{2,4}[-QHqhFY年/–]?\d{0,4}$/)), (text) => {
      const period = parsePeriod(text);
      if (period) assert.ok(period.start <= period.end);
    }),
    { numRuns: 300 },
  );
});
