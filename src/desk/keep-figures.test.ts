// desk/keep-figures.test.ts: what a person said of a figure outlives every re-run.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Figure } from "../records/figure.ts";
import { type FigureDraft, figureIds, figureIdsInTurns, withCorrections } from "./keep-figures.ts";

const sure = { rule: "test", confidence: 1 };
const draft = (text: string, quote: string, start: number): FigureDraft => ({
  start,
  end: start + text.length,
  text,
  coreStart: start,
  coreEnd: start + text.length,
  kind: "money",
  low: "1" as never,
  high: "1" as never,
  dates: null,
  unit: "USD",
  qualifier: null,
  isVague: false,
  step: null,
  rule: "test",
  page: 1,
  quoteStart: start,
  quoteEnd: start + quote.length,
  quote,
  cell: null,
  entity: "",
  entityId: null,
  metric: "revenue",
  metricId: null,
  period: null,
  window: null,
  relation: null,
  nature: "actual",
  basis: [],
  grounds: { unit: sure, entity: sure, metric: sure, period: sure, relation: sure, nature: sure },
  confidence: 1,
});

const corrected = (figure: Figure, change: Partial<Figure>): Figure => ({
  ...figure,
  ...change,
  correctedBy: "local",
});

test("a corrected metric stays when the text moved and the figure is found again", () => {
  const [found] = withCorrections("doc_1", "ver_1", [draft("$5bn", "revenue of $5bn", 10)], []);
  const [again] = withCorrections(
    "doc_1",
    "ver_2",
    [draft("$5bn", "revenue of $5bn", 400)],
    [corrected(found!, { metric: "backlog" })],
  );
  assert.equal(again!.metric, "backlog");
  assert.equal(again!.start, 400);
  assert.equal(again!.versionId, "ver_2");
  assert.equal(again!.correctedBy, "local");
});

test("a correction holds when a newer rule quotes other words around the same place", () => {
  const [found] = withCorrections("doc_1", "ver_1", [draft("$5bn", "revenue of $5bn", 10)], []);
  const kept = withCorrections(
    "doc_1",
    "ver_1",
    [draft("$5bn", "a longer sentence with revenue of $5bn", 10)],
    [corrected(found!, { metric: "backlog" })],
  );
  assert.deepEqual(
    kept.map(({ id, metric }) => [id, metric]),
    [[found!.id, "backlog"]],
  );
});

test("a rejected figure stays rejected", () => {
  const [found] = withCorrections("doc_1", "ver_1", [draft("5", "item 5", 0)], []);
  const [again] = withCorrections(
    "doc_1",
    "ver_1",
    [draft("5", "item 5", 0)],
    [corrected(found!, { isRejected: true })],
  );
  assert.equal(again!.isRejected, true);
});

test("a figure that a person spoke of and that is not found any more stays, pinned to its version", () => {
  const [found] = withCorrections("doc_1", "ver_1", [draft("$5bn", "revenue of $5bn", 10)], []);
  const kept = withCorrections("doc_1", "ver_2", [], [corrected(found!, { metric: "backlog" })]);
  assert.deepEqual(
    kept.map(({ metric, versionId }) => [metric, versionId]),
    [["backlog", "ver_1"]],
  );
});

test("a figure that nobody spoke of goes when it is not found any more", () => {
  const found = withCorrections("doc_1", "ver_1", [draft("$5bn", "revenue of $5bn", 10)], []);
  assert.deepEqual(withCorrections("doc_1", "ver_2", [], found), []);
});

test("the same words twice in one quote are two figures with names of their own", () => {
  const both = withCorrections(
    "doc_1",
    "ver_1",
    [draft("5%", "5% and 5%", 0), draft("5%", "5% and 5%", 7)],
    [],
  );
  assert.notEqual(both[0]!.id, both[1]!.id);
});

test("names made in turns are the names made at once, running numbers too", async () => {
  const drafts = Array.from({ length: 1200 }, (_, at) => ({
    text: `$${at % 7}`,
    quote: `It was $${at % 7}.`,
  }));
  const ids = await figureIdsInTurns("doc_1", drafts);
  assert.deepEqual(ids, figureIds("doc_1", drafts));
  assert.equal(new Set(ids).size, drafts.length);
});

test("a correction holds when a newer rule takes a word more into the figure, and is never doubled", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 12 }),
      fc.array(fc.tuple(fc.boolean(), fc.nat(3), fc.boolean()), { minLength: 12, maxLength: 12 }),
      (places, changes) => {
        const drafts = places.map((place) => draft("$5bn", `quote ${place}`, place * 50));
        const found = withCorrections("doc_1", "ver_1", drafts, []);
        const before = found.map((figure) => {
          const at = places.indexOf(figure.start / 50);
          return changes[at]![0] ? corrected(figure, { metric: `said ${figure.start}` }) : figure;
        });
        // Another quote, a longer end, a word taken in before the number.
        const newer = drafts.map((one, at): FigureDraft => {
          const [, more, isWider] = changes[at]!;
          const start = isWider ? one.start - 6 : one.start;
          return { ...one, start, end: one.end + more, quote: `${one.quote} and more` };
        });
        const after = withCorrections("doc_1", "ver_1", newer, before);
        assert.equal(after.length, drafts.length);
        for (const { metric, coreStart, correctedBy } of before)
          if (correctedBy !== null)
            assert.deepEqual(
              after.filter((figure) => figure.coreStart === coreStart).map((figure) => figure.metric),
              [metric],
            );
      },
    ),
  );
});
