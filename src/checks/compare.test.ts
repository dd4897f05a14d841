// checks/compare.test.ts: what sources are to each other: verdicts, voices, timelines and changes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { changesSince } from "./changes.ts";
import { compareSources, type SourcedFigure } from "./compare.ts";
import { withDefinitions } from "./definitions.ts";
import { madeFigure, madeSaying, madeTable, percentOf } from "./made.test-support.ts";
import { differencesOf, marksOf, withSubjects } from "./same.ts";
import { timelinesOf } from "./timelines.ts";

const verdicts = (...figures: SourcedFigure[]): string[] =>
  compareSources([figures]).map(
    ({ verdict, reason }) => `${verdict}${reason === null ? "" : ` ${reason.key}`}`,
  );
const QUARTER = { start: "2025-07-01", end: "2025-09-30", basis: "calendar" as const, label: "2025Q3" };

test("two sources with one value agree, one that says over it too", () => {
  assert.deepEqual(verdicts(madeSaying("a", "180", "A"), madeSaying("b", "180", "B")), ["agree"]);
  assert.deepEqual(
    verdicts(madeSaying("a", "180", "A"), madeSaying("b", "170", "B", { qualifier: "over", high: null })),
    ["agree"],
  );
});

test("two sources with two values of one thing are a conflict", () => {
  assert.deepEqual(verdicts(madeSaying("a", "180", "A"), madeSaying("b", "150", "B")), [
    "conflict values-differ",
  ]);
});

test("growth of 150 % and a multiple of 2.5 agree after conversion", () => {
  const grew = madeSaying("a", "1", "A", { ...percentOf("150"), relation: "qoq" });
  const times = madeSaying("b", "2.5", "B", { kind: "ratio", unit: "x", relation: "qoq" });
  assert.deepEqual(verdicts(grew, times), ["agree-after-conversion"]);
});

test("other entities, metrics, periods and kinds of statement are never compared", () => {
  const base = madeSaying("a", "180", "A");
  for (const change of [
    { entityId: "other", entity: "Other" },
    { metricId: "capex", metric: "Capex" },
    { period: QUARTER },
    { relation: "yoy" },
    { metricId: null },
  ])
    assert.deepEqual(verdicts(base, madeSaying("b", "150", "B", change)), []);
});

test("a chip and a rack, dense and sparse, adjusted and reported are different definitions", () => {
  const compute = { kind: "compute" as const, unit: "FLOP/s", metricId: "compute", metric: "Compute" };
  const chip = madeSaying("a", "650", "A", { ...compute, basis: ["chip"] });
  assert.deepEqual(verdicts(chip, madeSaying("b", "41600", "B", { ...compute, basis: ["rack"] })), [
    "different-definition definition",
  ]);
  const dense = madeSaying("a", "650", "A", { ...compute, basis: ["dense"] });
  assert.deepEqual(verdicts(dense, madeSaying("b", "2600", "B", { ...compute, basis: ["sparse"] })), [
    "different-definition definition",
  ]);
  const profit = { metricId: "operating-income", metric: "Operating income" };
  assert.deepEqual(
    verdicts(
      madeSaying("a", "174", "A", profit),
      madeSaying("b", "217", "B", { ...profit, basis: ["adjusted"] }),
    ),
    ["different-definition definition"],
  );
});

test("a source that has both values knows of two things: no conflict", () => {
  const both = [madeSaying("a", "342", "A"), madeSaying("a2", "351", "A", { start: 50 })];
  assert.deepEqual(verdicts(...both, madeSaying("b", "351", "B")), [
    "agree",
    "different-definition one-source-has-both",
  ]);
});

test("values far apart are of different things and nothing is said", () => {
  assert.deepEqual(verdicts(madeSaying("a", "351", "A"), madeSaying("b", "1133", "B")), []);
});

test("retellings of one story are one voice: they neither agree among themselves nor outvote", () => {
  const story = { storyId: "story_1" };
  const told = ["A", "B", "C"].map((source) =>
    madeSaying(source, "180", source, { ...story, isPrimary: source === "A" }),
  );
  assert.deepEqual(verdicts(...told), []);
  const [found] = compareSources([[...told, madeSaying("d", "180", "D")]]);
  assert.equal(found!.verdict, "agree");
  assert.deepEqual(found!.operands.map(({ role }) => role).sort(), [
    "primary",
    "retelling",
    "retelling",
    "source",
  ]);
});

test("a later forecast of one source replaces its earlier one; forecasts of two houses do not quarrel", () => {
  const early = madeSaying("a", "100", "A", { nature: "guidance", sortAt: "2025-02-01" });
  const late = madeSaying("b", "118", "A", {
    nature: "guidance",
    sortAt: "2025-08-01",
    documentId: "doc_A2",
  });
  assert.deepEqual(verdicts(early, late), ["superseded revised"]);
  assert.deepEqual(verdicts(early, { ...late, sourceName: "B" }), []);
  const result = madeSaying("c", "125", "C", { sortAt: "2026-02-01" });
  assert.deepEqual(verdicts(early, result), ["superseded result-known"]);
});

test("a timeline says who forecast what, how it moved and what came true", () => {
  const guidance = (id: string, low: string, source: string, sortAt: string) =>
    madeSaying(id, low, source, { nature: "guidance", sortAt, documentId: `doc_${sortAt}` });
  const [timeline] = timelinesOf([
    guidance("a", "100", "A", "2025-02-01"),
    // The other end of its range, in the same document; and what calls itself a result before the year is over.
    guidance("a2", "110", "A", "2025-02-01"),
    madeSaying("early", "99", "D", { sortAt: "2025-06-01" }),
    guidance("b", "118", "A", "2025-05-01"),
    guidance("c", "125", "B", "2025-05-02"),
    madeSaying("r", "125", "C", { sortAt: "2026-02-01" }),
  ]);
  assert.deepEqual(
    timeline!.sayings.map(({ source, move, outcome }) => `${source} ${move} ${outcome}`),
    ["A first too-low", "A raised too-low", "B first met"],
  );
  assert.equal(timeline!.result?.figureId, "r");
});

test("changes since a moment are new, revised, confirmed, contradicted and withdrawn", () => {
  const known = madeSaying("a", "180", "A");
  const capex = { metricId: "capex", metric: "Capex" };
  const lost = madeSaying("x", "5", "X", { metricId: "backlog", metric: "Backlog" });
  const notes = changesSince(
    [known, lost],
    [
      known,
      madeSaying("b", "180", "B"),
      madeSaying("c", "150", "C"),
      madeSaying("d", "190", "A", { documentId: "doc_A2" }),
      madeSaying("e", "90", "E", capex),
    ],
  );
  assert.deepEqual(
    notes.map(({ change, figure }) => `${change} ${figure.id}`),
    ["new e", "revised d", "confirmed b", "contradicted c", "withdrawn x"],
  );
});

test("a headline is about the one thing its body counts", () => {
  const chips = {
    kind: "count" as const,
    unit: "chip",
    metricId: "chips-deployed",
    metric: "Chips deployed",
  };
  const rainier = { ...chips, entity: "Project Rainier", entityId: "rainier" };
  const figures = withSubjects([
    madeSaying("t", "1000000", "A", { ...chips, quoteStart: 0 }),
    madeSaying("b", "500000", "A", { ...rainier, quoteStart: 40 }),
    madeSaying("c", "1000000", "A", { ...rainier, quoteStart: 40 }),
  ]);
  assert.equal(figures[0]!.entityId, "rainier");
});

test("a value that a source quotes to contradict it is no agreement", () => {
  const quote = "按芯片功耗算它低于同类，这与媒体写的“高 40%”相反。";
  const start = quote.indexOf("40%");
  const of = (id: string, source: string, change = {}) =>
    madeSaying(id, "0.4", source, {
      ...percentOf("40"),
      start: 10 + start,
      end: 13 + start,
      quoteStart: 10,
      quoteEnd: 10 + quote.length,
      relation: "change",
      metric: "Energy efficiency",
      metricId: "energy-efficiency",
      ...change,
    });
  const found = compareSources([[of("a", "wire"), of("b", "desk", { quote })]]);
  assert.deepEqual(
    found.map(({ verdict, reason }) => [verdict, reason?.key, reason?.details.source]),
    [["different-definition", "disputed", "desk"]],
  );
});

test("what stands above a table says how its figures were counted", () => {
  const table = madeTable(
    [
      ["", "3Q25"],
      ["Amazon", "350.95"],
    ],
    { metricId: "capex", metric: "Capital expenditure" },
  );
  const above = "Quarterly spending, with finance leases\n";
  const text = above + table.text;
  const shift = <T extends { start: number; end: number }>(one: T): T => ({
    ...one,
    start: one.start + above.length,
    end: one.end + above.length,
  });
  const blocks = table.blocks.map((block) => ({
    ...shift(block),
    table: { ...block.table!, cells: block.table!.cells.map(shift) },
  }));
  const [figure] = withDefinitions(table.figures, { text, blocks });
  const cash = madeFigure("cash", "342", {
    metricId: "capex",
    quote: "cash capex of 342",
    start: 14,
    end: 17,
  });
  assert.deepEqual(differencesOf(figure!, cash), ["leases"]);
  assert.deepEqual(differencesOf(table.figures[0]!, cash), []);
});

test("an amount to date is told from the quarter beside it", () => {
  const quote = "三季度现金资本开支 342 亿美元，前三季度合计 899 亿美元。";
  const at = (text: string) => {
    const start = quote.indexOf(text);
    return madeFigure(text, text, { quote, start, end: start + 3, metricId: "capex" });
  };
  assert.deepEqual(marksOf(at("342")).window, "");
  assert.deepEqual(marksOf(at("899")).window, "to-date");
});
