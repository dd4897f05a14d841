// ask/arithmetic.test.ts: which arithmetic a question asks for, and that results come from rows that fit and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Figure } from "../records/figure.ts";
import { type Decimal, exact } from "../values/decimal.ts";
import { arithmeticOf, compute } from "./arithmetic.ts";

let made = 0;
const GROUND = { rule: "test", confidence: 1 };
function row(amount: string, change: Partial<Figure> = {}): Figure {
  return {
    id: `fig_${made++}`,
    documentId: "doc_1",
    versionId: "ver_1",
    page: 1,
    start: 0,
    end: 3,
    text: amount,
    coreStart: 0,
    coreEnd: 3,
    kind: "money",
    low: amount as Decimal,
    high: amount as Decimal,
    dates: null,
    unit: "USD",
    qualifier: null,
    isVague: false,
    step: "1" as Decimal,
    rule: "test",
    quoteStart: 0,
    quoteEnd: 3,
    quote: amount,
    cell: null,
    entity: "Amazon",
    entityId: "amazon",
    metric: "Revenue",
    metricId: "revenue",
    period: null,
    window: null,
    relation: null,
    nature: "actual",
    basis: [],
    grounds: {
      unit: GROUND,
      entity: GROUND,
      metric: GROUND,
      period: GROUND,
      relation: GROUND,
      nature: GROUND,
    },
    confidence: 1,
    correctedBy: null,
    isRejected: false,
    ...change,
  };
}
const pair = (later: Figure[], earlier: Figure[]) => [
  { role: "later", rows: later },
  { role: "earlier", rows: earlier },
];

for (const [question, expected] of [
  ["What was the growth of AWS revenue from Q3 2024 to Q3 2025?", "growth"],
  ["亚马逊三季度收入同比增长多少？", "growth"],
  ["Capex as a percentage of revenue in 2024", "share"],
  ["AWS收入占亚马逊收入的比例", "share"],
  ["What is the ratio of debt to EBITDA?", "ratio"],
  ["微软和谷歌的资本开支相差多少", "difference"],
  ["How much higher is Microsoft's capex than Google's?", "difference"],
  ["四家公司资本开支合计", "sum"],
  ["the average of the last four quarters", "average"],
  ["What did the chief executive say about agents?", null],
  ["亚马逊三季度资本开支是多少？", null],
] as const) {
  test(`${question} asks for ${expected ?? "no arithmetic"}`, () =>
    assert.equal(arithmeticOf(question), expected));
}

test("growth, difference, share, ratio, sum and average are exact and written out", () => {
  const slots = pair([row("33")], [row("27.5")]);
  assert.deepEqual(
    (["growth", "difference", "ratio", "sum", "average"] as const).map((one) => compute(one, slots)!.value),
    ["0.2", "5.5", "1.2", "60.5", "30.25"],
  );
  const share = compute("share", pair([row("27.5")], [row("110")]))!;
  assert.deepEqual([share.formula, share.text, share.unit], ["27.5 ÷ 110", "25.0 %", "fraction"]);
  assert.equal(compute("growth", slots)!.formula, "(33 − 27.5) ÷ 27.5");
});

test("amounts that are contested evenly give no result; what is said most often is taken, with a caution", () => {
  assert.equal(compute("growth", pair([row("33"), row("41")], [row("27")])), null);
  const voted = compute("growth", pair([row("41"), row("33"), row("33")], [row("27.5")]))!;
  assert.deepEqual([voted.value, voted.cautions], ["0.2", ["others-differ"]]);
});

test("unlike units, a loss to grow from, a part above its whole and a thousandfold growth give no result", () => {
  assert.equal(compute("growth", pair([row("33")], [row("27", { unit: "CNY" })])), null);
  assert.equal(compute("growth", pair([row("33")], [row("-27")])), null);
  assert.equal(compute("share", pair([row("33")], [row("27")])), null);
  assert.equal(compute("growth", pair([row("33000000")], [row("27")])), null);
  assert.equal(compute("ratio", pair([row("33")], [row("0")])), null);
  assert.equal(compute("growth", pair([], [row("27")])), null);
});

test("rows of one document go together first, two documents and estimates are said", () => {
  const far = row("27.5", { documentId: "doc_2" });
  const mixed = compute("growth", pair([row("33", { nature: "estimate" })], [far]))!;
  assert.deepEqual(mixed.cautions, ["two-documents", "estimate"]);
  assert.equal(compute("growth", pair([row("33")], [far]), { isOneDocument: true }), null);
  const near = compute("growth", pair([row("33")], [far, row("27.5")]))!;
  assert.deepEqual(near.cautions, []);
});

test("a growth computed back gives the later amount, to twelve digits", () => {
  const amount = fc.integer({ min: 1, max: 1_000_000 }).map(String);
  fc.assert(
    fc.property(amount, amount, (later, earlier) => {
      const found = compute("growth", pair([row(later)], [row(earlier)]));
      if (found === null)
        return assert.ok(exact(later).minus(exact(earlier)).div(exact(earlier)).abs().gt(20));
      const back = exact(found.value).plus(1).times(exact(earlier));
      assert.ok(back.minus(exact(later)).abs().lte(exact(earlier).times("1e-10")));
    }),
    { numRuns: 200 },
  );
});
