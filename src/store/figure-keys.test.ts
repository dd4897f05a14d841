// store/figure-keys.test.ts: under what figures are compared, and what a check writes beside what a person says.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../records/finding.ts";
import { documentOf, ENGINES, openTestStore } from "./engines.test-support.ts";
import type { FigureKey } from "./figure-keys.ts";
import { findingRow } from "./findings.ts";

const key = (figureId: string, documentId: string, change: Partial<FigureKey> = {}): FigureKey => ({
  figureId,
  documentId,
  key: "amazon|capex||USD",
  periodStart: "2025-07-01",
  periodEnd: "2025-09-30",
  amount: "34 34",
  sortAt: "2025-11-01T00:00:00.000Z",
  subject: null,
  ...change,
});

const finding = (change: Partial<Finding> = {}): Finding => ({
  id: "fnd_1",
  check: "sum 1",
  documentIds: ["doc_1"],
  verdict: "fails",
  formula: "1 + 1 = 3",
  stated: null,
  computed: null,
  tolerance: null,
  unit: "",
  reason: null,
  operands: [],
  settled: null,
  createdAt: "2025-11-01T00:00:00.000Z",
  ...change,
});

for (const engine of ENGINES) {
  test(`${engine}: figures of a key are found by the end of their period, or by publication without one`, async (t) => {
    const store = await openTestStore(engine, t);
    for (const id of ["doc_1", "doc_2", "doc_3"]) await store.documents.insert(documentOf({ id }), null);
    await store.figureKeys.replace("doc_1", [key("a", "doc_1")]);
    await store.figureKeys.replace("doc_2", [
      key("b", "doc_2"),
      key("c", "doc_2", { periodStart: "2025-01-01" }),
      key("d", "doc_2", { periodEnd: "2025-06-30" }),
      key("e", "doc_2", { key: "amazon|revenue||USD" }),
    ]);
    await store.figureKeys.replace("doc_3", [key("f", "doc_3", { periodStart: "", periodEnd: "" })]);
    const near = async (change: object) =>
      (
        await store.figureKeys.near(
          [
            {
              key: "amazon|capex||USD",
              by: "period",
              from: "2025-09-30",
              to: "2025-09-30",
              start: null,
              ...change,
            },
          ],
          "doc_1",
          10,
        )
      )
        .map(({ figureId }) => figureId)
        .sort();
    assert.deepEqual(await near({}), ["b", "c"]);
    assert.deepEqual(await near({ start: "2025-07-01" }), ["b"]);
    assert.deepEqual(await near({ start: "" }), []);
    assert.deepEqual(await near({ by: "publication", from: "2025-10-20", to: "2025-11-02" }), ["f"]);
    assert.deepEqual(await store.figureKeys.shared("", 10), ["amazon|capex||USD"]);
    assert.equal(await store.figureKeys.countShared(), 1);
    await store.figureKeys.replace("doc_2", []);
    assert.deepEqual(await near({}), []);
  });

  test(`${engine}: what a person settled while a check ran stays settled`, async (t) => {
    const store = await openTestStore(engine, t);
    await store.documents.insert(documentOf({ id: "doc_1" }), null);
    await store.findings.putFound([findingRow(finding(), "2025-11-01")]);
    const settled = {
      as: "source-wrong",
      note: "a typo",
      by: "Tester",
      at: "2025-11-02T00:00:00.000Z",
    } as const;
    await store.findings.put(finding({ settled }), "2025-11-01");
    await store.findings.putFound([findingRow(finding({ formula: "1 + 1 = 4" }), "2025-11-01")]);
    assert.equal((await store.findings.get("fnd_1"))?.settled?.note, "a typo");
    await store.findings.putFound([findingRow(finding({ formula: "1 + 1 = 4", settled }), "2025-11-01")]);
    assert.equal((await store.findings.get("fnd_1"))?.formula, "1 + 1 = 4");
  });
}
