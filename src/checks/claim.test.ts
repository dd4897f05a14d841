// checks/claim.test.ts: the cases of corpus/checks/claims.jsonl, and what no claim may do.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { checkClaim } from "./claim.ts";

interface Case {
  name: string;
  table: string[][] | null;
  text?: string;
  claim: string;
  verdict: string;
  formula: string;
  why: string;
}
const cases = readFileSync(new URL("../../corpus/checks/claims.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Case);

for (const { name, table, text, claim, verdict, formula, why } of cases)
  test(`claim ${name}: ${why}`, () => {
    const said = checkClaim({ table, text: text ?? "" }, claim);
    assert.equal(said.verdict, verdict, `${said.formula} = ${said.computed}`);
    if (formula !== "") assert.equal(said.formula, formula);
  });

test("a growth rounded to any digit holds, and one with another leading digit never does", () => {
  const amount = fc.integer({ min: 1_000, max: 9_999_999 });
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 0, max: 2 }), (later, earlier, digits) => {
      const table = [
        ["", "2024", "2023"],
        ["Revenue", String(later), String(earlier)],
      ];
      const growth = (100 * (later - earlier)) / earlier;
      const text = growth.toFixed(digits);
      // At a tie a float and a person may round apart.
      if (
        Math.abs(Math.abs(growth * 10 ** digits) % 1) - 0.5 < 1e-6 &&
        Math.abs((Math.abs(growth * 10 ** digits) % 1) - 0.5) < 1e-6
      )
        return;
      const ask = (stated: string) =>
        checkClaim(
          { table, text: "" },
          `What is the percentage change in revenue from 2023 to 2024? is ${stated}%`,
        ).verdict;
      assert.equal(ask(text), "holds");
      const wrong = text.replace(/[1-9]/, (digit) => String((Number(digit) % 9) + 1));
      if (wrong !== text) assert.equal(ask(wrong), "fails");
    }),
    { numRuns: 300, seed: 7 },
  );
});

test("hostile tables and claims give an answer in little time", () => {
  const wide = Array.from({ length: 400 }, (_, row) =>
    [`total ${row} revenue`, ..."x".repeat(39)].map((cell, at) => (at === 0 ? cell : `${row * at}`)),
  );
  const start = performance.now();
  for (const claim of [
    "revenue total ".repeat(600),
    `total revenue ${"1,".repeat(4_000)}`,
    "(".repeat(8_000),
    "is 5%",
  ])
    assert.ok(
      ["holds", "fails", "undecided"].includes(
        checkClaim({ table: wide, text: "1 ".repeat(50_000) }, claim).verdict,
      ),
    );
  assert.ok(performance.now() - start < 8_000);
});

test("a claim of anything never throws", () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.integer().map(String),
    fc.constantFrom("2024", "(1)", "—", "总负债"),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }),
      fc.string({ maxLength: 200 }),
      (table, claim) => {
        checkClaim({ table, text: claim }, `${claim} is 5%`);
      },
    ),
    { numRuns: 300, seed: 11 },
  );
});
