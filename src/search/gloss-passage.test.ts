// search/gloss-passage.test.ts: what a Chinese passage is glossed with, and that the numbers of terms never mix.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildSegment } from "./build.ts";
import { openPassageGlosser } from "./gloss-passage.ts";
import type { Glosses, IndexedPassage } from "./hooks.ts";
import { buildLexicon } from "./lexicon.ts";
import { parseConcepts } from "./lexicon-concepts.ts";
import { openGlosser } from "./lexicon-gloss.ts";
import { STREAMS } from "./segment.ts";
import { tokenise } from "./tokens.ts";

const SMALL =
  "公司\t900\tcompany|firm\n公\t50\tpublic|male\n司\t40\tmanage\n司机\t100\tdriver\n机\t60\tmachine";
const lexicon = buildLexicon(SMALL, parseConcepts("metric\t资本开支\tcapital expenditure|capex\t\t"));
const isEmptyWord = (word: string) => word === "of";
const glosser = openGlosser(lexicon, {
  stem: (word) => tokenise(word).terms[0] ?? word,
  isEmptyWord,
});

const passage = (text: string, title = ""): IndexedPassage => ({
  row: 1,
  documentId: "d",
  title,
  language: "zh",
  heading: "",
  kind: "text",
  text,
  context: "",
});
const open = (mostTerms?: number) =>
  openPassageGlosser({
    lexicon,
    termsOfWord: glosser.ofWord,
    isEmptyWord,
    ...(mostTerms === undefined ? {} : { mostTerms }),
  });
const mapOf = ({ count, numbers, weights, terms }: Glosses): Map<string, number> => {
  const map = new Map<string, number>();
  for (let i = 0; i < count; i++) map.set(terms[numbers[i]!]!, weights[i]!);
  assert.equal(map.size, count, "each term once");
  return map;
};

test("a passage is glossed by the first translations most and by single characters least", () => {
  const terms = mapOf(open()(passage("公司公司机")));
  assert.equal(terms.get("compani"), 2);
  assert.ok(terms.get("firm")! < terms.get("compani")!);
  assert.ok(terms.get("machin")! < 0.5);
  assert.ok(mapOf(open()(passage("资本开支"))).has("capit expenditur"), "neighbours are kept as a pair");
});

test("a late meaning of a single character is left out unless the passage has it twice", () => {
  assert.deepEqual([...mapOf(open()(passage("公。")))], [["public", 0.3]]);
  assert.deepEqual([...mapOf(open()(passage("公。公。"))).keys()], ["public", "male"]);
});

test("Latin words and numbers of a passage count as written and join the translations that are the same", () => {
  const terms = mapOf(open()(passage("公司A100的Company, 12.5 of 1,000%", "司机Company")));
  assert.deepEqual(
    [...terms].filter(([term]) => !glosser.ofWord("公司").some((known) => known.term === term)),
    [
      ["driver", 1],
      ["a100", 1],
      ["12.5", 1],
      ["1000", 1],
    ],
  );
  assert.equal(terms.get("compani"), 3);
});

test("runs of Han end at anything else, and rare ideographs of two units belong to them", () => {
  assert.deepEqual([...mapOf(open()(passage("公 司"))).keys()], ["public", "manag"]);
  assert.deepEqual([...mapOf(open()(passage("公\u{20000}司机"))).keys()], ["public", "driver"]);
  assert.deepEqual([...mapOf(open()(passage("𝐀公ア司"))).keys()], ["public", "manag"]);
});

test("a table of terms that starts anew changes no gloss and no index", () => {
  const piece = fc.constantFrom(
    "公司",
    "司机",
    "机",
    "资本开支",
    "a1 ",
    "Kepler ",
    "x200 ",
    "of ",
    "7,500 ",
    "。",
  );
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 8 }), { maxLength: 12 }), (texts) => {
      const passages = texts.map((pieces, row) => ({ ...passage(pieces.join("")), row }));
      const build = (mostTerms?: number) => buildSegment(passages, { version: 1, gloss: open(mostTerms) });
      const [wide, narrow] = [build(), build(3)];
      for (const stream of STREAMS) assert.deepEqual(narrow.streams[stream], wide.streams[stream]);
      const [first, again] = [open(), open(1)];
      for (const one of passages) assert.deepEqual(mapOf(again(one)), mapOf(first(one)));
    }),
    { numRuns: 100 },
  );
});
