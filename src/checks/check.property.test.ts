// checks/check.property.test.ts: whole checks on made documents: what is rounded right is never accused, what is wrong is.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exact } from "../values/decimal.ts";
import { checkDocument } from "./check.ts";
import { compareSources } from "./compare.ts";
import { madeFigure, madeSaying, madeTable, percentOf } from "./made.test-support.ts";

const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 250), seed: 20251125 };
const amount = fc.integer({ min: 1_000, max: 9_999_999 }).map((n) => exact(n).div(1000));
const places = fc.integer({ min: 0, max: 2 });
const columns = fc.array(fc.array(amount, { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 4 });

/** Parts and a total in each column, every number rounded on its own. */
const rowsOf = (made: readonly (readonly ReturnType<typeof exact>[])[], digits: number): string[][] => {
  const write = (value: ReturnType<typeof exact>) => value.toFixed(digits);
  const parts = made[0]!.map((_, part) => [`Part ${part}`, ...made.map((column) => write(column[part]!))]);
  const total = made.map((column) => write(column.reduce((a, b) => a.plus(b))));
  return [["", ...made.map((_, at) => `Unit ${at}`)], ...parts, ["Total", ...total]];
};

test("totals of rounded parts are never accused, in any table", () => {
  fc.assert(
    fc.property(columns, places, (made, digits) => {
      const { figures, text, blocks } = madeTable(rowsOf(made, digits));
      assert.ok(checkDocument(figures, { text, blocks }).every(({ verdict }) => verdict !== "fails"));
    }),
    RUNS,
  );
});

test("a total whose leading digit is wrong in one column is caught, and only it", () => {
  fc.assert(
    fc.property(columns, places, fc.integer({ min: 1, max: 8 }), (made, digits, by) => {
      const rows = rowsOf(made, digits);
      const last = rows.at(-1)!;
      const digit = (Number(last[1]![0]) + by - 1) % 9;
      const wrong = `${digit + 1}${last[1]!.slice(1)}`;
      if (wrong === last[1]) return;
      // A gap as large as a part is left alone on purpose.
      const gap = exact(wrong).minus(exact(last[1]!)).abs();
      if (
        rows.slice(1, -1).some((row) => [1, 2].some((n) => exact(row[1]!).times(n).minus(gap).abs().lte(10)))
      )
        return;
      last[1] = wrong;
      const { figures, text, blocks } = madeTable(rows);
      const failed = checkDocument(figures, { text, blocks }).filter(({ verdict }) => verdict === "fails");
      assert.equal(failed.length, 1);
      assert.equal(failed[0]!.operands.at(-1)!.figureId, `f${rows.length - 1}.1`);
    }),
    RUNS,
  );
});

test("a column of rounded growth is never accused; one wrong row among many is", () => {
  const pairs = fc.array(fc.tuple(amount, amount), { minLength: 8, maxLength: 12 });
  fc.assert(
    fc.property(pairs, places, (made, digits) => {
      const rows = [
        ["", "2025", "2024", "Change %"],
        ...made.map(([later, earlier], at) => [
          `Line ${at}`,
          later.toFixed(3),
          earlier.toFixed(3),
          `${later.div(earlier).minus(1).times(100).toFixed(digits)}%`,
        ]),
      ];
      const right = madeTable(rows);
      assert.ok(checkDocument(right.figures, right).every(({ verdict }) => verdict !== "fails"));
      const cell = rows[3]![3]!;
      const changed = `${exact(cell.replace("%", "")).abs().times(2).plus(37).toFixed(digits)}%`;
      rows[3]![3] = changed;
      const wrong = madeTable(rows);
      assert.equal(
        checkDocument(wrong.figures, wrong).filter(({ verdict }) => verdict === "fails").length,
        1,
      );
    }),
    { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 3) },
  );
});

test("a balance sheet that does not balance in one of its years is caught, and one that does is not", () => {
  const sheet = (last: string) => [
    ["", "2025", "2024"],
    ["Cash", "700", "500"],
    ["Total assets", "1200", "900"],
    ["Debt", "300", "100"],
    ["Total liabilities and stockholders' equity", "1200", last],
  ];
  const verdicts = (last: string) => {
    const { figures, text, blocks } = madeTable(sheet(last));
    return checkDocument(figures, { text, blocks })
      .filter(({ check }) => check.startsWith("balance"))
      .map(({ verdict }) => verdict);
  };
  assert.deepEqual(verdicts("900"), ["holds", "holds"]);
  assert.deepEqual(verdicts("980"), ["holds", "fails"]);
});

test("a yearly growth rate rounded to any digit is never accused", () => {
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 2, max: 9 }), places, (start, end, years, digits) => {
      const rate = end.div(start).pow(exact(1).div(years)).minus(1).times(100).toFixed(digits);
      const at = (place: number, year: number) => ({
        start: place,
        end: place + 5,
        period: {
          start: `${year}-01-01`,
          end: `${year}-12-31`,
          basis: "calendar" as const,
          label: String(year),
        },
      });
      const figures = [
        madeFigure("start", start.toFixed(3), at(0, 2016)),
        madeFigure("end", end.toFixed(3), at(10, 2016 + years)),
        madeFigure("rate", "1", {
          ...percentOf(rate),
          ...at(20, 2016),
          relation: "cagr",
          period: { start: "2016-01-01", end: `${2016 + years}-12-31`, basis: "calendar", label: "" },
        }),
      ];
      assert.deepEqual(
        checkDocument(figures)
          .filter(({ check }) => check.startsWith("cagr"))
          .map(({ verdict }) => verdict),
        ["holds"],
      );
    }),
    RUNS,
  );
});

test("sources that round one value in their own ways agree, and never conflict", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10_000, max: 9_999_999 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 5 }),
      (value, roundings) => {
        const said = roundings.map((zeros, at) => {
          const step = exact(10).pow(zeros);
          const text = exact(value).div(step).toDecimalPlaces(0).times(step).toFixed();
          return madeSaying(`s${at}`, text, `source${at}`, { step: step.toFixed() as never });
        });
        const found = compareSources([said]);
        assert.ok(found.every(({ verdict }) => verdict !== "conflict"));
      },
    ),
    RUNS,
  );
});

test("a vague margin and a revenue of nothing are nothing to divide by", () => {
  const of = (id: string, value: string, change: object) => madeFigure(id, value, change);
  for (const [margin, revenue] of [
    [{ isVague: true }, "-1"],
    [{}, "0"],
  ] as const)
    assert.doesNotThrow(() =>
      checkDocument([
        of("m", "0", { kind: "percent", metricId: "operating-margin", ...margin }),
        of("i", "0", { metricId: "operating-income", start: 10, end: 15 }),
        of("r", revenue, { metricId: "revenue", start: 20, end: 25 }),
      ]),
    );
});

test("whatever figures come, checking ends without an error", () => {
  const kinds = fc.constantFrom("money", "percent", "ratio", "count", "date", "power");
  const relation = fc.constantFrom(null, "yoy", "qoq", "cagr", "share-of:total", "change", "level-multiple");
  const metric = fc.constantFrom(
    "revenue",
    "operating-income",
    "operating-margin",
    "annualized-revenue",
    "settlement",
    null,
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(kinds, relation, metric, fc.integer({ min: -9, max: 9 }), fc.boolean()), {
        maxLength: 14,
      }),
      (made) => {
        const figures = made.map(([kind, own, metricId, value, isVague], at) =>
          madeFigure(`f${at}`, String(value), {
            kind,
            relation: own,
            metricId,
            isVague,
            start: at * 10,
            end: at * 10 + 5,
            qualifier: value === 3 ? "over" : null,
          }),
        );
        checkDocument(figures, { text: "x".repeat(200), blocks: [] });
        compareSources([
          figures.map((figure, at) => ({
            ...figure,
            documentId: `d${at}`,
            sourceName: `s${at}`,
            sortAt: "2025-01-01",
            storyId: null,
            isPrimary: true,
          })),
        ]);
      },
    ),
    RUNS,
  );
});
