// web/src/topics/aliases.test.ts: aliases as lines.

import assert from "node:assert/strict";
import { test } from "node:test";
import { aliasesOf, writeAliases } from "./aliases.ts";

test("aliases are one a line and a name wins over a misspelling", () => {
  assert.deepEqual(aliasesOf("Rainier\n\n Project Rainier ", "Rainer\nrainier"), [
    { text: "Rainier", kind: "name" },
    { text: "Project Rainier", kind: "name" },
    { text: "Rainer", kind: "misspelling" },
  ]);
});

test("what was written is read again", () => {
  const aliases = aliasesOf("资本开支\ncapex", "capx");
  assert.deepEqual(aliasesOf(writeAliases(aliases, "name"), writeAliases(aliases, "misspelling")), aliases);
});
