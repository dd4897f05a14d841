// web/src/i18n/catalogues.test.ts: both languages say the same things.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

type Tree = { [name: string]: string | Tree };
const load = (name: string): Tree => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as Tree;

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  const words = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === "string") words.set(prefix + name, value);
    else for (const [key, text] of flatten(value, `${prefix}${name}.`)) words.set(key, text);
  }
  return words;
}
const stem = (key: string) => key.replace(/_(one|other)$/, "");
const zh = flatten(load("zh.json"));
const en = flatten(load("en.json"));

test("Chinese and English have the same keys, plural forms aside", () => {
  const keys = (words: Map<string, string>) => [...new Set([...words.keys()].map(stem))].sort();
  assert.deepEqual(keys(zh), keys(en));
});

test("no text is empty and every plural has its general form", () => {
  for (const words of [zh, en]) {
    for (const [key, text] of words) {
      assert.notEqual(text.trim(), "", key);
      if (key.endsWith("_one")) assert.ok(words.has(key.replace(/_one$/, "_other")), key);
    }
  }
});

test("both languages name the same values inside a text", () => {
  const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();
  for (const [key, text] of zh) {
    const english = en.get(key) ?? en.get(`${stem(key)}_other`);
    assert.ok(english !== undefined, key);
    assert.deepEqual([...new Set(holes(text))], [...new Set(holes(english))], key);
  }
});

test("no Chinese text was left in the English catalogue except names of languages", () => {
  for (const [key, text] of en) {
    if (!key.startsWith("language.")) assert.doesNotMatch(text, /\p{Script=Han}/u, key);
  }
});

test("every rule that names a document's kind, title or source is said in both languages", () => {
  const rules = globSync(new URL("../../../src/classify/*.ts", import.meta.url).pathname)
    .filter((file) => !file.includes(".test."))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\brule: "([^"]+)"/g)].map(([, rule]) => rule!),
    );
  assert.ok(rules.length > 20);
  for (const rule of rules) assert.ok(zh.has(`rule.${rule.replaceAll(" ", "-")}`), rule);
});
