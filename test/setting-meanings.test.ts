// test/setting-meanings.test.ts: what a setting means is said to people in both languages.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { SETTINGS } from "../src/settings/settings.ts";

const meanings = (language: "en" | "zh"): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../web/src/i18n/${language}.json`, import.meta.url), "utf8"))
    .settingMeaning;

test("every setting, and nothing else, has a meaning in both languages", () => {
  const names = SETTINGS.map(({ name }) => name).sort();
  assert.deepEqual(Object.keys(meanings("zh")).sort(), names);
  assert.deepEqual(Object.keys(meanings("en")).sort(), names);
});

test("a setting's meaning is in English what the server and the reference say, and in Chinese is Chinese", () => {
  const [zh, en] = [meanings("zh"), meanings("en")];
  for (const { name, doc } of SETTINGS) {
    assert.equal(en[name], doc, name);
    assert.match(zh[name]!, /\p{Script=Han}/u, name);
  }
});
