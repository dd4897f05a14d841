// web/src/i18n/i18n.test.ts: numbers inside texts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { preferredLanguage, shownInText } from "./i18n.ts";

test("a count inside a text is grouped; the number of a page or a version is not", () => {
  assert.equal(shownInText(10000, "count", "en"), "10,000");
  assert.equal(shownInText(6000, "total", "zh"), "6,000");
  assert.equal(shownInText(1024, "page", "en"), "1024");
  assert.equal(shownInText("2025", "count", "en"), "2025");
});

test("the language chosen before goes before the one the browser asks for", () => {
  assert.equal(preferredLanguage("zh", ["en-GB"]), "zh");
  assert.equal(preferredLanguage(null, ["zh-TW", "en"]), "zh");
  assert.equal(preferredLanguage(null, []), "en");
});
