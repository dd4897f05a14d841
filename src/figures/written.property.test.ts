// figures/written.property.test.ts: a quantity written in any supported way reads back as itself.
//
// Percentages and points, quantities with units and their prefixes, multiples, prices, ranges, bounds, wide digits, and
// table cells with brackets under a unit line. Money, numerals and number words are in find.property.test.ts.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Block } from "../records/reading.ts";
import { findQuantities } from "./find.ts";
import { findFigures } from "./understand.ts";
import { shippedVocabulary } from "./vocabulary.ts";

/** digits × 10^power as plain decimal text, no zeros too many. */
function decimal(digits: bigint, power: number): string {
  const sign = digits < 0n ? "-" : "";
  const text = (digits < 0n ? -digits : digits).toString();
  if (power >= 0) return digits === 0n ? "0" : `${sign}${text}${"0".repeat(power)}`;
  const padded = text.padStart(1 - power, "0");
  const rest = padded.slice(power).replace(/0+$/, "");
  return `${sign}${padded.slice(0, power)}${rest === "" ? "" : `.${rest}`}`;
}

const number = fc.record({
  digits: fc.bigInt({ min: 1n, max: 999_999n }),
  places: fc.integer({ min: 0, max: 3 }),
});
const written = ({ digits, places }: { digits: bigint; places: number }): string => {
  const text = digits.toString().padStart(places + 1, "0");
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
};
const worth = ({ digits, places }: { digits: bigint; places: number }, power = 0): string =>
  decimal(digits, power - places);
const wide = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** The one figure of a text; fails when there is none or another. */
function only(text: string) {
  const found = findQuantities(text);
  assert.equal(found.length, 1, `${text}: ${JSON.stringify(found.map((figure) => figure.text))}`);
  return found[0]!;
}
const reads = (text: string, low: string | null, high: string | null, kind: string, unit: string): void => {
  const figure = only(text);
  assert.deepEqual([figure.low, figure.high, figure.kind, figure.unit], [low, high, kind, unit], text);
};

test("a percentage reads back in every way of writing it", () => {
  const ways = fc.constantFrom("%", "％", " %", " percent", " per cent");
  fc.assert(
    fc.property(number, ways, fc.boolean(), (value, way, isWide) => {
      const text = isWide && way === "％" ? wide(written(value)) : written(value);
      reads(`it was ${text}${way} then`, worth(value, -2), worth(value, -2), "percent", "fraction");
    }),
  );
});

test("points and basis points read back as shares of one", () => {
  const ways = fc.constantFrom(
    ["个百分点", -2],
    ["pct", -2],
    [" percentage points", -2],
    [" bps", -4],
    ["个基点", -4],
  );
  fc.assert(
    fc.property(number, ways, (value, [way, power]) => {
      const figure = only(`毛利率提升${written(value)}${way}。`);
      assert.equal(figure.low, worth(value, Number(power)));
      assert.equal(figure.kind, "percentage-point");
    }),
  );
});

test("units with a prefix read back in base units", () => {
  const units = fc.constantFrom(
    ["kW", 3, "power", "W"],
    ["MW", 6, "power", "W"],
    ["GW", 9, "power", "W"],
    ["吉瓦", 9, "power", "W"],
    ["兆瓦", 6, "power", "W"],
    ["GWh", 9, "energy", "Wh"],
    ["TFLOPS", 12, "compute", "FLOP/s"],
    ["PFLOP/s", 15, "compute", "FLOP/s"],
    [" exaflops", 18, "compute", "FLOP/s"],
    ["TB/s", 12, "bandwidth", "B/s"],
    ["GB", 9, "memory", "B"],
  );
  fc.assert(
    fc.property(number, units, (value, [way, power, kind, unit]) => {
      const exact = worth(value, Number(power));
      reads(`约束为${written(value)}${way}。`, exact, exact, String(kind), String(unit));
    }),
  );
});

test("multiples, prices and counts with a scale read back", () => {
  const ways = fc.constantFrom(
    ["", "倍", 0, "ratio", "x"],
    ["", "x", 0, "ratio", "x"],
    ["$", " per share", 0, "price", "USD/share"],
    ["", "元/股", 0, "price", "CNY/share"],
    ["", "万颗", 4, "count", "chip"],
    ["", " million users", 6, "count", "user"],
  );
  fc.assert(
    fc.property(number, ways, (value, [before, after, power, kind, unit]) => {
      const exact = worth(value, Number(power));
      const text = `共 ${before}${written(value)}${after}，`;
      const figure = only(text);
      assert.deepEqual([figure.low, figure.kind], [exact, kind], text);
      assert.ok(figure.unit === unit || kind === "count", `${text}: ${figure.unit}`);
    }),
  );
});

test("the ends of a range share unit and scale, whatever joins them", () => {
  const joints = fc.constantFrom("-", "–", "~", "至", "到", "％至");
  const ends = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }));
  fc.assert(
    fc.property(ends, joints, fc.constantFrom("亿元", "%", "GW"), ([one, more], joint, unit) => {
      if (joint === "％至" && unit !== "%") return;
      const [low, high] = [one, one + more];
      const power = unit === "亿元" ? 8 : unit === "%" ? -2 : 9;
      const figure = only(`预计为${low}${joint}${high}${unit}。`);
      assert.deepEqual(
        [figure.low, figure.high],
        [decimal(BigInt(low), power), decimal(BigInt(high), power)],
      );
    }),
  );
});

test("a bound leaves the other side open", () => {
  const bounds = fc.constantFrom(
    ["超过", "", "low"],
    ["", "以上", "low"],
    ["不低于", "", "low"],
    ["不超过", "", "high"],
    ["", "以下", "high"],
    ["不到", "", "high"],
  );
  fc.assert(
    fc.property(number, bounds, (value, [before, after, side]) => {
      const figure = only(`规模${before}${written(value)}亿元${after}。`);
      const exact = worth(value, 8);
      assert.deepEqual([figure.low, figure.high], side === "low" ? [exact, null] : [null, exact]);
    }),
  );
});

test("a cell reads back under any unit line, below zero in brackets or behind a sign", () => {
  const lines = fc.constantFrom(
    ["单位：万元", 4, "CNY"],
    ["单位：亿元 币种：人民币", 8, "CNY"],
    ["(in millions of dollars)", 6, "USD"],
    ["(In thousands of U.S. dollars)", 3, "USD"],
  );
  const signs = fc.constantFrom(
    (text: string) => text,
    (text: string) => `(${text})`,
    (text: string) => `（${text}）`,
    (text: string) => `-${text}`,
  );
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 9_999_999n }),
      lines,
      signs,
      (digits, [line, power, unit], sign) => {
        const grouped = digits.toString().replace(/\B(?=(\d{3})+$)/g, ",");
        const cells = ["Item", "2024", "Revenue", sign(grouped)];
        let text = `${line}\n`;
        const start = text.length;
        const placed = cells.map((words, at) => {
          const cell = {
            start: text.length,
            end: text.length + words.length,
            row: at >> 1,
            column: at & 1,
            rowSpan: 1,
            columnSpan: 1,
          };
          text += words + (at === 1 ? "\n" : "\t");
          return cell;
        });
        const table = { caption: null, unitLine: null, rows: 2, columns: 2, headRows: 1, cells: placed };
        const blocks: Block[] = [
          { start: 0, end: start - 1, kind: "paragraph", level: 0 },
          { start, end: text.length - 1, kind: "table", level: 0, table },
        ];
        const [figure] = findFigures(
          { text, pages: [], blocks },
          { title: "", published: null, kind: "filing", language: "en", vocabulary: shippedVocabulary() },
        );
        const isLoss = sign("1") !== "1";
        assert.equal(figure?.low, decimal(isLoss ? -digits : digits, Number(power)), text);
        assert.equal(figure?.unit, unit);
        assert.equal(text.slice(figure.quoteStart, figure.quoteEnd), figure.quote);
      },
    ),
    { numRuns: 60 },
  );
});
