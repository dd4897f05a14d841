// figures/meaning.test.ts: corpus/figures/meaning.jsonl: paragraphs as filings, news, notes and calls write them.
//
// One document a line: its paragraphs and, for figures in them, entity, metric, days of the period, relation, nature. A
// field under `fails` is known to be wrong, and what would be right; when it starts to be right the test says so.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Block } from "../records/reading.ts";
import type { Language } from "../values/language.ts";
import type { FigureDraft } from "./meaning.ts";
import { findFigures } from "./understand.ts";
import { shippedVocabulary } from "./vocabulary.ts";

interface Expected {
  words: string;
  is: Record<string, string | null>;
  fails?: Record<string, string>;
}
interface Written {
  title: string;
  published: string;
  kind: string;
  language: Language;
  paragraphs: { text: string; figures: Expected[] }[];
}

const documents = readFileSync(new URL("../../corpus/figures/meaning.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Written);

/** What a figure says, in the words of the corpus; a metric that it is not sure of is null. */
const saidBy = (figure: FigureDraft): Record<string, string | null> => ({
  entity: figure.entity,
  metric: figure.metricId ?? figure.metric,
  period: figure.period === null ? null : `${figure.period.start}..${figure.period.end}`,
  relation: figure.relation,
  nature: figure.nature,
});

for (const [nth, { title, published, kind, language, paragraphs }] of documents.entries())
  test(`meaning: ${nth + 1} ${title}`, () => {
    let text = "";
    const blocks = paragraphs.map((paragraph): Block => {
      const start = text.length;
      text += `${paragraph.text}\n\n`;
      return { start, end: start + paragraph.text.length, kind: "paragraph", level: 0 };
    });
    const figures = findFigures(
      { text, pages: [], blocks },
      {
        title,
        published: { iso: published, precision: "day", words: "", from: "test" },
        kind,
        language,
        vocabulary: shippedVocabulary(),
      },
    );
    for (const [at, paragraph] of paragraphs.entries()) {
      let from = blocks[at]!.start;
      for (const { words, is, fails = {} } of paragraph.figures) {
        const start = text.indexOf(words, from);
        from = start + words.length;
        const figure = figures.find((one) => one.coreStart < from && one.coreEnd > start);
        assert.ok(figure, `${words} is found in ${paragraph.text}`);
        const said = saidBy(figure);
        if (is.metric === null && figure.grounds.metric.confidence < 0.5) said.metric = null;
        for (const [field, right] of Object.entries(is))
          assert.equal(said[field], right, `${field} of ${words} in ${paragraph.text}`);
        for (const [field, right] of Object.entries(fails))
          assert.notEqual(said[field], right, `${field} of ${words} is right now: take it out of fails`);
      }
    }
  });
