// search/query.test.ts: what is read from a query, and what is said about a bad one.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DossierError } from "../values/error.ts";
import { parseQuery } from "./query.ts";
import type { QueryNode } from "./query-tree.ts";

/** "and[word<a> phrase<b c>]" */
function show(node: QueryNode | null): string {
  if (node === null) return "nothing";
  if (node.kind === "not" || node.kind === "title") return `${node.kind}(${show(node.inner)})`;
  if (node.kind === "near") return `near${node.distance}[${node.parts.map(show).join(" ")}]`;
  if ("parts" in node) return `${node.kind}[${node.parts.map(show).join(" ")}]`;
  return node.kind === "word" ? node.text : `${node.kind}<${node.text}>`;
}

const CASES: [query: string, tree: string, problems: string[]][] = [
  ["capex 2025", "plain[capex 2025]", []],
  ['capex "own chips" -nvidia', "plain[capex phrase<own chips> not(nvidia)]", []],
  ["capex AND chips OR power", "or[and[capex chips] power]", []],
  ["(a OR b) c AND d", "and[and[or[a b] c] d]", []],
  ["cap* 资本*", "plain[prefix<cap> prefix<资本>]", []],
  ["NEAR3(a b)", "plain[near3[a b]]", []],
  ["TITLE(微软 OR 谷歌)", "title(or[微软 谷歌])", []],
  ["（微软 OR 谷歌） AND “资本开支”", "and[or[微软 谷歌] phrase<资本开支>]", []],
  ["and or not", "plain[and or not]", []],
  ['say "half', "plain[say half]", ["quote-not-closed 4"]],
  ["(a b", "plain[a b]", ["bracket-not-closed 0"]],
  ["a b)", "plain[a b]", ["bracket-not-opened 3"]],
  ["a AND", "a", ["operator-without-words 2"]],
  ["OR a", "a", ["operator-without-words 0"]],
  ["NEAR(a", "plain[a]", ["bracket-not-closed 4"]],
  ["() a", "plain[a]", ["empty-bracket 0"]],
  ["colour:red a", "plain[a]", ["unknown-qualifier 0"]],
  ["kind:poem a", "plain[a]", ["unknown-value 0"]],
  ["after:2025-02-30 a", "plain[a]", ["bad-date 0"]],
  ["age:soon a", "plain[a]", ["bad-age 0"]],
  ["https://example.com/a", "plain[https://example.com/a]", []],
  ["— ? !", "nothing", []],
  ["", "nothing", []],
];

for (const [query, tree, problems] of CASES)
  test(`“${query}” is ${tree}`, () => {
    const parsed = parseQuery(query);
    assert.equal(show(parsed.tree), tree);
    assert.deepEqual(
      parsed.problems.map(({ code, at }) => `${code} ${at.start}`),
      problems,
    );
  });

test("qualifiers stand apart from the words, wherever they are", () => {
  const { tree, qualifiers } = parseQuery(
    'kind:filing capex -source:"Some Wire" age:<2w after:2025-11 has:figure',
  );
  assert.equal(show(tree), "plain[capex]");
  assert.deepEqual(
    qualifiers.map(({ name, value, isNegated }) => [name, value, isNegated]),
    [
      ["kind", "filing", false],
      ["source", "Some Wire", true],
      ["age", "<2w", false],
      ["after", "2025-11", false],
      ["has", "figure", false],
    ],
  );
  assert.deepEqual(qualifiers[2]!.age, { side: "younger", days: 14 });
});

const isRefusal = (error: unknown): boolean =>
  error instanceof DossierError && (error.code === "query-too-long" || error.code === "query-too-complex");

test("a query over the limits is refused with a message", () => {
  for (const query of ["a".repeat(10_000), "kind:filing ".repeat(300), `${"(".repeat(40)}a${")".repeat(40)}`])
    assert.throws(() => parseQuery(query), isRefusal);
});

test("any text is read or refused, at once, and problems point into it", () => {
  const piece = fc.constantFrom(
    "(",
    ")",
    '"',
    "AND",
    "OR",
    "NOT",
    "-",
    "NEAR2(",
    "TITLE(",
    "a",
    "资本",
    "*",
    "kind:filing",
    "age:",
    ":",
    " ",
    "\u0000",
    "\u202e",
    "“",
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((all) => all.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
  );
  fc.assert(
    fc.property(text, (query) => {
      try {
        for (const { at } of parseQuery(query).problems)
          assert.ok(at.start! >= 0 && at.start! < at.end! && at.end! <= query.length);
      } catch (error) {
        assert.ok(isRefusal(error), String(error));
      }
    }),
    { numRuns: 600 },
  );
});
