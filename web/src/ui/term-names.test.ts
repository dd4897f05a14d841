// web/src/ui/term-names.test.ts: names follow the language; what is unknown stays as kept.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Term } from "../api/types.ts";
import { namesOf, periodName, SEGMENTS_ZH } from "./term-names.ts";

const term = (id: string, kind: Term["kind"], zh: string, en: string, aliases: string[] = []): Term => ({
  id,
  kind,
  name: { zh, en },
  aliases,
  traits: [],
  origin: "shipped",
});
const TERMS = [
  term("capex", "metric", "资本开支", "Capital expenditure", ["capex"]),
  term("amazon", "entity", "亚马逊", "Amazon"),
];

test("a figure with ids shows the names of the interface's language", () => {
  const zh = namesOf(TERMS, "zh");
  assert.equal(zh.entity({ entity: "Amazon", entityId: "amazon" }), "亚马逊");
  assert.equal(zh.metric({ metric: "Capital expenditure", metricId: "capex" }), "资本开支");
});

test("a kept name or alias without an id is looked up, and only among its own kind", () => {
  const zh = namesOf(TERMS, "zh");
  assert.equal(zh.named("metric", "Capex"), "资本开支");
  assert.equal(zh.named("entity", "capex"), "capex");
});

test("a name that nobody knows stays as it is kept", () => {
  const en = namesOf(TERMS, "en");
  assert.equal(en.entity({ entity: "某公司", entityId: null }), "某公司");
  assert.equal(en.metric({ metric: "", metricId: null }), "");
});

test("periods are said in the language, labels that both share stay", () => {
  assert.equal(periodName("as of 2027-12-31", "zh"), "截至 2027-12-31");
  assert.equal(periodName("as of 2027-12-31", "en"), "2027-12-31");
  assert.equal(periodName("2025 first 9 months", "zh"), "2025前9个月");
  assert.equal(periodName("FY2025", "zh"), "2025财年");
  assert.equal(periodName("2025Q3", "zh"), "2025Q3");
});

test("a part of a company is named by both names in the language", () => {
  const names = namesOf([term("amazon", "entity", "亚马逊", "Amazon")], "zh");
  assert.equal(names.entity({ entity: "Amazon North America", entityId: null }), "亚马逊 北美");
  assert.equal(names.entity({ entity: "Amazon 某业务", entityId: null }), "亚马逊 某业务");
  assert.equal(names.named("entity", "Nobody North America"), "Nobody North America");
});

test("every part of the shipped lexicon has a Chinese name", () => {
  const lexicon = JSON.parse(
    readFileSync(new URL("../../../src/figures/lexicon/entities.json", import.meta.url), "utf8"),
  ) as { segments: [string, string[]][] };
  const missing = lexicon.segments.map(([name]) => name).filter((name) => !(name in SEGMENTS_ZH));
  assert.deepEqual(missing, []);
});
