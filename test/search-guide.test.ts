// test/search-guide.test.ts: every query that docs/guides/search.md shows is read without a problem, and its tables are whole.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { resolveFilters } from "../src/desk/search-filters.ts";
import { LONGEST_QUERY, MOST_PARTS, parseQuery } from "../src/search/query.ts";
import { QUALIFIERS } from "../src/search/query-tree.ts";
import { DOCUMENT_CONDITIONS, type DocumentSets } from "../src/store/document-sets.ts";

const guide = readFileSync(new URL("../docs/guides/search.md", import.meta.url), "utf8");
const examples = [...guide.matchAll(/```query\n([\s\S]*?)```/g)].flatMap(([, block]) =>
  block!.split("\n").filter((line) => line !== ""),
);

/** A desk that knows every topic and condition that is asked for. */
const sets: DocumentSets = {
  fulfilling: async (condition) => (DOCUMENT_CONDITIONS.includes(condition) ? [] : null),
  addedAfter: async () => [],
  topicNamed: async () => "top_1",
  membersMark: async () => "",
  names: async () => [],
  withFigure: async () => [],
};

test("every example of the guide is read without a problem", async () => {
  assert.ok(examples.length >= 15);
  for (const example of examples) {
    const query = parseQuery(example);
    assert.deepEqual(query.problems, [], example);
    assert.deepEqual((await resolveFilters(sets, {}, query, Date.now())).problems, [], example);
  }
});

test("the guide names every qualifier, every condition and the limits", () => {
  for (const name of QUALIFIERS) assert.ok(guide.includes(`\`${name}:`), name);
  for (const condition of DOCUMENT_CONDITIONS) assert.ok(guide.includes(`\`${condition}\``), condition);
  assert.ok(guide.includes(`${LONGEST_QUERY.toLocaleString("en")} characters or ${MOST_PARTS} parts`));
});
