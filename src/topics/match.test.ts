// topics/match.test.ts: names in texts, their borders, and who is a member.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { foldForNames } from "./fold.ts";
import { compileTopics, matchTopics } from "./match.ts";

const topics = [
  { id: "t1", name: "Trainium2", aliases: [{ text: "Trn2" }, { text: "Trainium" }] },
  { id: "t2", name: "Project Rainier", aliases: [{ text: "Rainier" }, { text: "Ranier" }] },
  { id: "t3", name: "资本开支", aliases: [{ text: "capex" }, { text: "cloud capex" }] },
  { id: "t4", name: "TPU", aliases: [{ text: "AI芯片" }] },
];
const matcher = compileTopics(topics);
const ids = (text: string, title = "") => matchTopics(matcher, { title, text }).map(({ topicId }) => topicId);

test("a name in the title makes a member however long the text is", () => {
  assert.deepEqual(ids("无关。".repeat(100_000), "亚马逊谈 Rainier 集群"), ["t2"]);
});

test("a Latin name needs word borders, a Han name does not", () => {
  assert.deepEqual(ids("The rainiertown council met."), []);
  assert.deepEqual(ids("Trainium2芯片已订满，全年资本开支上调"), ["t1", "t3"]);
  assert.deepEqual(ids("trainium22 is another thing"), []);
});

test("full width, case, hyphens and broken lines are one spelling", () => {
  assert.deepEqual(ids("ＰＲＯＪＥＣＴ－Ｒａｉｎｉｅｒ"), ["t2"]);
  assert.deepEqual(ids("Project\n  Rainier"), ["t2"]);
  assert.deepEqual(ids("全年资本\n开支"), ["t3"]);
  assert.deepEqual(ids("AI 芯片"), ["t4"]);
});

test("a short name in capitals must be written in capitals, and may have a plural", () => {
  assert.deepEqual(ids("a tpu here"), []);
  assert.deepEqual(ids("Google's TPUs"), ["t4"]);
});

test("nested aliases of one topic are one mention", () => {
  const [match] = matchTopics(matcher, { title: "", text: "Project Rainier grew. Ranier is big." });
  assert.equal(match?.count, 2);
  assert.equal(match?.alias, "Project Rainier");
  assert.equal(match?.firstStart, 0);
});

test("a long text needs more than one passing mention, and less when the lead has it", () => {
  const filler = "Nothing of interest here. ".repeat(400);
  assert.deepEqual(ids(`${filler}Trainium2 once.`), []);
  assert.deepEqual(ids(`${filler}Trainium2 once, Trn2 twice.`), ["t1"]);
  assert.deepEqual(ids(`Trainium2 first. ${filler}`), ["t1"]);
});

test("folding is never longer than the text and its starts point back in order", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { text: folded, starts } = foldForNames(text);
      assert.ok(folded.length <= text.length);
      assert.equal(starts.length, folded.length + 1);
      for (let i = 1; i < starts.length; i++)
        assert.ok(starts[i]! > starts[i - 1]! || starts[i] === text.length);
    }),
  );
});

test("the automaton finds what a plain search finds, for Han names in any text", () => {
  const piece = fc.constantFrom("算", "力", "芯", "片", "算力", "a", "。", " ");
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom("算", "力", "芯"), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.array(piece, { maxLength: 60 }),
      (names, pieces) => {
        const text = pieces.join("");
        const own = names.map((units, i) => ({ id: `${i}`, name: units.join(""), aliases: [] }));
        const folded = foldForNames(text).text;
        const found = matchTopics(compileTopics(own), { title: "", text }).map(({ topicId }) => topicId);
        assert.deepEqual(
          found,
          own.filter(({ name }) => folded.includes(name)).map(({ id }) => id),
        );
      },
    ),
  );
});

test("a hostile text of one letter is read in linear time", () => {
  const deep = compileTopics([{ id: "x", name: "a".repeat(100), aliases: [{ text: "b" }] }]);
  assert.deepEqual(matchTopics(deep, { title: "", text: "a".repeat(1_000_000) }), []);
});
