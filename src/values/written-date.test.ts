// values/written-date.test.ts: dates as they are written, and what is none.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findDates, readDate } from "./written-date.ts";

const CASES: [string, string | null][] = [
  ["2025-11-06T15:45:00+08:00", "2025-11-06T15:45+08:00"],
  ["2025-11-06T15:45:00.123Z", "2025-11-06T15:45Z"],
  ["2018-04-05T06:00", "2018-04-05T06:00"],
  ["2025-11-06 15:45", "2025-11-06T15:45"],
  ["2025/11/6", "2025-11-06"],
  ["2025.11.06", "2025-11-06"],
  ["20251106", "2025-11-06"],
  ["20251106T154500Z", "2025-11-06T15:45Z"],
  ["2025年11月6日 15:45", "2025-11-06T15:45"],
  ["2025年11月06日下午3时45分", "2025-11-06T15:45"],
  ["2025 年 11 月 6 日（星期四） 09:30", "2025-11-06T09:30"],
  ["2025年11月", "2025-11"],
  ["二〇二五年十一月六日", "2025-11-06"],
  ["二○二五年十月", "2025-10"],
  ["November 6, 2025", "2025-11-06"],
  ["Nov. 6, 2025 3:45 PM", "2025-11-06T15:45"],
  ["6th November 2025", "2025-11-06"],
  ["6 Nov 2025", "2025-11-06"],
  ["Thu, 06 Nov 2025 15:45:00 GMT", "2025-11-06T15:45Z"],
  ["Thu, 06 Nov 2025 15:45:00 +0800", "2025-11-06T15:45+08:00"],
  ["Tue Sep 02 2014 08:35:27 GMT-0400 (EDT)", "2014-09-02T08:35-04:00"],
  ["November 2025", "2025-11"],
  ["2025", "2025"],
  ["2025-11", "2025-11"],
  ["1762415100", "2025-11-06T07:45Z"],
  ["1762415100000", "2025-11-06T07:45Z"],
  ["23/04/2025", "2025-04-23"],
  ["04/23/2025", "2025-04-23"],
  ["03/04/2025", null],
  ["2025-13-01", null],
  ["2025-02-30", null],
  ["1.2.3.4", null],
  ["version 2025.1.2.3", null],
  ["may be 2", null],
  ["", null],
];

for (const [words, iso] of CASES)
  test(`“${words}” is ${iso}`, () => assert.equal(readDate(words)?.iso ?? null, iso));

test("dates in a text are found in order with their places", () => {
  const text = "于2025年11月6日发布，for the quarter ended September 30, 2025 (filed 2025-11-07).";
  assert.deepEqual(
    findDates(text).map(({ start, end, iso }) => [text.slice(start, end), iso]),
    [
      ["2025年11月6日", "2025-11-06"],
      ["September 30, 2025", "2025-09-30"],
      ["2025-11-07", "2025-11-07"],
    ],
  );
});

test("every day comes back from every way to write it", () => {
  const day = fc.date({ min: new Date("1950-01-01"), max: new Date("2080-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [y, m, d] = iso.split("-").map(Number);
      const month = date.toLocaleString("en-US", { month: "long", timeZone: "UTC" });
      for (const words of [
        iso,
        `${y}年${m}月${d}日`,
        `${month} ${d}, ${y}`,
        `${d} ${month.slice(0, 3)} ${y}`,
      ])
        assert.equal(readDate(words)?.iso, iso, words);
    }),
    { numRuns: 200 },
  );
});

test("long digits and letters are scanned in a moment", () => {
  const began = performance.now();
  for (const unit of ["2025年", "2025-1", "Nov ", "1 ", "二〇二五年十", "May 1 "])
    findDates(unit.repeat(100_000), 600_000);
  assert.ok(performance.now() - began < 2_500);
});
