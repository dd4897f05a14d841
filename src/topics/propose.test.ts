// topics/propose.test.ts: names found in texts, and what the desk proposes of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countNames, editDistance, namesIn, proposeNames } from "./propose.ts";

const topics = [
  { id: "t1", name: "Project Rainier", aliases: [{ text: "Rainier", kind: "name" as const }] },
  { id: "t2", name: "Trainium2", aliases: [] },
];

test("product codes, runs of capitals and quoted titles are names", () => {
  const names = namesIn(
    "Amazon said that Andy Jassy met Anthropic about Trainium3 and TPU v7. 文中提到《云上算力》与“百炼计划”，以及 H100。",
  );
  for (const name of ["Andy Jassy", "Anthropic", "Trainium3", "TPU v7", "云上算力", "百炼计划", "H100"])
    assert.ok(names.has(name), name);
});

test("quarters, months and words that open a sentence are not names", () => {
  const names = namesIn("However, sales rose in Q3 and FY25. Revenue fell in October. Management agreed.");
  assert.deepEqual([...names.keys()], []);
});

test("a name near a known one is proposed as its alias, with the reason", () => {
  const proposals = proposeNames(
    [
      { name: "Ranier", documents: 1, mentions: 2 },
      { name: "Rainer", documents: 2, mentions: 2 },
    ],
    topics,
  );
  assert.deepEqual(
    proposals.map(({ name, aliasOf, why }) => [name, aliasOf, why]),
    [
      ["Rainer", "t1", "spelled like “Rainier”"],
      ["Ranier", "t1", "spelled like “Rainier”"],
    ],
  );
});

test("another digit is another thing, not a misspelling", () => {
  const [proposal] = proposeNames([{ name: "Trainium3", documents: 4, mentions: 9 }], topics);
  assert.equal(proposal?.aliasOf, null);
});

test("known, dismissed and rare names are not proposed", () => {
  const names = [
    { name: "RAINIER", documents: 9, mentions: 9 },
    { name: "Marvell", documents: 5, mentions: 9 },
    { name: "Alchip", documents: 2, mentions: 9 },
  ];
  assert.deepEqual(proposeNames(names, topics, new Set(["Marvell"])), []);
});

test("names of documents add up", () => {
  const sums = countNames([{ names: new Map([["A1", 2]]) }, { names: new Map([["A1", 3]]) }]);
  assert.deepEqual(sums, [{ name: "A1", documents: 2, mentions: 5 }]);
});

test("the edit distance is symmetric and zero only for equal words", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b, 3);
      assert.equal(distance, editDistance(b, a, 3));
      assert.equal(distance === 0, a === b);
    }),
  );
});

test("names of a hostile text are found in linear time", () => {
  assert.ok(namesIn("A".repeat(200_000)).size <= 150);
  assert.ok(namesIn("Aa ".repeat(200_000)).size <= 150);
  assert.ok(namesIn("“".repeat(200_000)).size <= 150);
});
