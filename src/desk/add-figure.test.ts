// desk/add-figure.test.ts: words a person selects become one figure under the vocabulary's names, never two.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestDesk } from "../../test/support/test-desk.ts";
import type { Actor } from "../records/user.ts";
import { addBytes } from "./add-document.ts";
import { addFigure } from "./add-figure.ts";
import { correctFigure, undoFigureChange } from "./ledger.ts";
import { processDocument } from "./process-document.ts";

const ACTOR: Actor = { id: "local", name: "Local", role: "owner" };
const TEXT = "# Mingxu results\n\nRevenue was $5.2 billion in 2024. The ratio stood at 1.31 then.\n";

async function opened(t: Parameters<typeof openTestDesk>[0]) {
  const desk = await openTestDesk(t);
  const { document } = await addBytes(desk, ACTOR, { bytes: Buffer.from(TEXT), name: "results.md" });
  const input = { documentId: document!.id, versionId: document!.versionId };
  await processDocument(desk, input, async () => {});
  const text = (await desk.store.readings.text(input.versionId))!;
  const select = (words: string) => ({
    documentId: input.documentId,
    start: text.indexOf(words),
    end: text.indexOf(words) + words.length,
    relation: null,
    nature: "actual" as const,
    period: null,
  });
  return { desk, input, select };
}

test("words that no rule takes for a figure are added under the vocabulary's name of their alias", async (t) => {
  const { desk, input, select } = await opened(t);
  const before = (await desk.store.figures.ofDocument(input.documentId)).length;
  const added = await addFigure.run(desk, ACTOR, { ...select("1.31"), entity: "亚马逊", metric: "流动比率" });
  assert.deepEqual(
    [added.entity, added.entityId, added.metricId, added.low],
    ["Amazon", "amazon", "current-ratio", "1.31"],
  );
  assert.equal((await desk.store.figures.ofDocument(input.documentId)).length, before + 1);
});

test("words that are a figure already are corrected, not doubled, and undo gives the rules' word back", async (t) => {
  const { desk, input, select } = await opened(t);
  const before = await desk.store.figures.ofDocument(input.documentId);
  const said = await addFigure.run(desk, ACTOR, {
    ...select("$5.2 billion"),
    entity: "",
    metric: "在手订单",
  });
  const after = await desk.store.figures.ofDocument(input.documentId);
  assert.equal(after.length, before.length);
  assert.equal(said.metricId, "backlog");
  assert.equal(said.grounds.metric.rule, "person");
  await undoFigureChange.run(desk, ACTOR, { id: said.id });
  assert.deepEqual(await desk.store.figures.ofDocument(input.documentId), before);
});

test("a correction by an alias joins the term", async (t) => {
  const { desk, input } = await opened(t);
  const [figure] = await desk.store.figures.ofDocument(input.documentId);
  const corrected = await correctFigure.run(desk, ACTOR, { id: figure!.id, metric: "capex" });
  assert.deepEqual([corrected.metric, corrected.metricId], ["Capital expenditure", "capex"]);
});
