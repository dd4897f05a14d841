// store/figure-pages.property.test.ts: pages, counts and facets of the ledger agree with a filter written plainly.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Figure } from "../records/figure.ts";
import { documentOf, ENGINES, openTestStore } from "./engines.test-support.ts";
import { FIGURE_ORDERS, type FigureFilter, type FigureOrder } from "./figures.ts";

const sure = { rule: "test", confidence: 0.9 };
const figure = (nth: number): Figure => ({
  id: `fig_${String(nth).padStart(3, "0")}`,
  documentId: `doc_${nth % 3}`,
  versionId: "ver_1",
  page: 1 + (nth % 4),
  start: nth * 10,
  end: nth * 10 + 5,
  text: `${nth}亿元`,
  coreStart: nth * 10,
  coreEnd: nth * 10 + 5,
  kind: nth % 5 === 0 ? "percent" : "money",
  low: nth % 7 === 0 ? null : (String(nth % 11) as never),
  high: null,
  dates: null,
  unit: nth % 2 === 0 ? "CNY" : "USD",
  qualifier: null,
  isVague: false,
  step: null,
  rule: "test",
  quoteStart: 0,
  quoteEnd: 1,
  quote: "q",
  cell: null,
  entity: ["Mingxu", "Fenwick", ""][nth % 3]!,
  entityId: null,
  metric: ["Revenue", "Backlog_50%", "资本开支"][nth % 4] ?? "",
  metricId: null,
  period:
    nth % 6 === 0
      ? null
      : {
          start: "2025-01-01",
          end: `2025-0${1 + (nth % 6)}-28`,
          basis: "calendar",
          label: `2025Q${1 + (nth % 3)}`,
        },
  window: null,
  relation: null,
  nature: nth % 8 === 0 ? "guidance" : "actual",
  basis: [],
  grounds: { unit: sure, entity: sure, metric: sure, period: sure, relation: sure, nature: sure },
  confidence: (nth % 10) / 10,
  correctedBy: null,
  isRejected: nth % 13 === 0,
});
const ALL = Array.from({ length: 60 }, (_, nth) => figure(nth));

const filters: fc.Arbitrary<FigureFilter> = fc.record(
  {
    entities: fc.subarray(["Mingxu", "Fenwick"]),
    metrics: fc.subarray(["Revenue", "资本开支"]),
    kinds: fc.subarray(["money", "percent"]),
    units: fc.subarray(["CNY", "USD"]),
    natures: fc.subarray(["guidance", "actual"]),
    periods: fc.subarray(["2025Q1", "2025Q2"]),
    documentId: fc.constantFrom("doc_0", "doc_2"),
    contains: fc.constantFrom("ming", "_50%", "资本", "5亿", "none"),
    minConfidence: fc.constantFrom(0.3, 0.8),
    page: fc.constantFrom(1, 2),
    includeRejected: fc.boolean(),
    hasMeaning: fc.boolean(),
  },
  { requiredKeys: [] },
);

const isLeft = (one: Figure, filter: FigureFilter): boolean => {
  const isIn = (list: string[] | undefined, value: string) =>
    list === undefined || list.length === 0 || list.includes(value);
  return (
    (filter.includeRejected === true || !one.isRejected) &&
    isIn(filter.entities, one.entity) &&
    isIn(filter.metrics, one.metric) &&
    isIn(filter.kinds, one.kind) &&
    isIn(filter.units, one.unit) &&
    isIn(filter.natures, one.nature) &&
    isIn(filter.periods, one.period?.label ?? "") &&
    (filter.documentId === undefined || one.documentId === filter.documentId) &&
    (filter.contains === undefined ||
      `${one.text}\n${one.entity}\n${one.metric}`.toLowerCase().includes(filter.contains)) &&
    (filter.minConfidence === undefined || one.confidence >= filter.minConfidence) &&
    (filter.page === undefined || one.page === filter.page) &&
    (filter.hasMeaning !== true || (one.entity !== "" && one.metric !== ""))
  );
};

for (const engine of ENGINES) {
  test(`on ${engine} every page, count and facet is what a plain filter leaves`, async (t) => {
    const store = await openTestStore(engine, t);
    for (const at of [0, 1, 2]) {
      const id = `doc_${at}`;
      await store.documents.insert(documentOf({ id }), null);
      const place = { source: "Source", sortAt: `2025-01-0${at + 1}`, isHidden: false };
      await store.figures.replace(
        id,
        ALL.filter((one) => one.documentId === id),
        place,
      );
    }
    const orders = Object.keys(FIGURE_ORDERS) as FigureOrder[];
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom(...orders),
        fc.boolean(),
        async (filter, order, isDescending) => {
          const wanted = ALL.filter((one) => isLeft(one, filter)).map(({ id }) => id);
          const { rows, total, isMore } = await store.figures.page(filter, order, isDescending, 0, 7);
          assert.deepEqual([total, isMore], [wanted.length, false]);
          const whole: string[] = [];
          for await (const part of store.figures.pages(filter, order, isDescending, 7))
            whole.push(...part.map(({ id }) => id));
          assert.deepEqual(
            rows.map(({ id }) => id),
            whole.slice(0, 7),
            "a page is the start of the whole",
          );
          assert.deepEqual(whole.toSorted(), wanted);
          assert.equal(await store.figures.count(filter), wanted.length);
          const facets = await store.figures.facets({ ...filter, kinds: [] });
          const kinds = ALL.filter((one) => isLeft(one, { ...filter, kinds: [] })).length;
          assert.equal(
            facets.kinds.reduce((sum, { count }) => sum + count, 0),
            kinds,
          );
          assert.equal(facets.isPartial, false);
        },
      ),
      { numRuns: 120 },
    );
  });
}
