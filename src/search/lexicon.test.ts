// search/lexicon.test.ts: cutting Chinese into words and what they mean.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildLexicon, lexicon } from "./lexicon.ts";
import { loadConcepts, parseConcepts } from "./lexicon-concepts.ts";

const SMALL = "公司\t900\tcompany|firm\n公\t50\tpublic\n司\t40\tmanage\n司机\t100\tdriver\n机\t60\tmachine";
const small = buildLexicon(SMALL, parseConcepts("metric\t资本开支\tcapital expenditure|capex\t\t"));

test("a run is cut by the likeliest path, not by the longest word first", () => {
  assert.deepEqual(small.cut("公司机"), ["公司", "机"]);
  assert.deepEqual(small.cut("司机"), ["司机"]);
});

test("our own terms are words and their names come before the dictionary's", () => {
  assert.deepEqual(small.cut("公司资本开支"), ["公司", "资本开支"]);
  assert.deepEqual(small.glosses("资本开支"), ["capital expenditure", "capex"]);
  assert.deepEqual(small.glosses("机器"), []);
});

test("the pieces of a cut join to the text again, whatever it is", () => {
  const unit = fc.constantFrom("公", "司", "机", "资", "本", "开", "支", "鑫", "\ud840", "a", " ");
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
      const run = units.join("");
      assert.equal(small.cut(run).join(""), run);
    }),
    { numRuns: 200 },
  );
});

test("the shipped dictionary knows common and financial words", () => {
  const words = lexicon();
  assert.deepEqual(words.cut("英特尔半导体毛利率"), ["英特尔", "半导体", "毛利率"]);
  assert.ok(words.glosses("毛利率").includes("gross margin"));
  assert.equal(words.glosses("银行")[0], "bank");
  assert.ok(words.count("公司") > words.count("毛利率"));
});

test("every concept has a name, and no two names of one language in a row are the same", () => {
  const concepts = loadConcepts();
  assert.ok(concepts.length > 300);
  for (const { zh, en, statements } of concepts) {
    assert.ok(zh.length + en.length > 0);
    assert.equal(new Set(zh).size, zh.length, zh.join());
    assert.equal(new Set(en).size, en.length, en.join());
    for (const statement of statements) assert.match(statement, /^(income|balance|cashflow)$/);
  }
});
