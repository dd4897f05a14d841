// test/docs.test.ts: the reference says what the code does: every error, setting, operation and command, and no other.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { referencePages } from "../scripts/reference-pages.ts";
import { operations } from "../src/desk/operations.ts";

for (const [name, text] of Object.entries(referencePages())) {
  test(`docs/reference/${name} is what npm run reference writes`, () => {
    const written = readFileSync(new URL(`../docs/reference/${name}`, import.meta.url), "utf8");
    assert.equal(written, text, "run npm run reference");
  });
}

test("names, routes and commands of operations are unique", () => {
  for (const field of ["name", "http", "cli"] as const) {
    const all = operations.flatMap(
      (operation) => operation[field]?.replace(/:\w+/g, ":").split(" <")[0] ?? [],
    );
    const twice = all.filter((one, at) => all.indexOf(one) !== at);
    assert.deepEqual(twice, [], field);
  }
});
