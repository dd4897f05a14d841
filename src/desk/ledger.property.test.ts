// desk/ledger.property.test.ts: a person's word in the ledger outlives reading again, indexing again and deriving again.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openTestDesk } from "../../test/support/test-desk.ts";
import type { Actor } from "../records/user.ts";
import { addBytes } from "./add-document.ts";
import { correctFigure, rejectFigure, undoFigureChange } from "./ledger.ts";
import { deriveDocument, processDocument } from "./process-document.ts";
import { rebuildIndex } from "./rebuild-index.ts";

const ACTOR: Actor = { id: "local", name: "Local", role: "owner" };
const TEXT = `# Q3 2025 results of Mingxu

Revenue was $5.2 billion, up 13% from a year ago. Capital expenditure reached $1.4 billion in the third quarter.

营业收入为52.6亿元，同比增长12%；净利润7.3亿元，毛利率提升2.3个百分点。
`;

type Step =
  | { act: "correct"; at: number; metric: string }
  | { act: "reject" | "undo"; at: number }
  | { act: "read" | "derive" | "index" };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    act: fc.constant("correct" as const),
    at: fc.nat(20),
    metric: fc.constantFrom("Backlog", "储备", "Orders"),
  }),
  fc.record({ act: fc.constant("reject" as const), at: fc.nat(20) }),
  fc.record({ act: fc.constantFrom("undo" as const), at: fc.nat(20) }),
  fc.record({ act: fc.constantFrom("read" as const, "derive" as const, "index" as const) }),
);

test("after any acts of a person and any re-runs, the ledger says what the person said last", async (t) => {
  const desk = await openTestDesk(t);
  const quiet = async () => {};
  const added = await addBytes(desk, ACTOR, { bytes: Buffer.from(TEXT), name: "results.txt" });
  const document = added.document!;
  const input = { documentId: document.id, versionId: document.versionId };
  await processDocument(desk, input, quiet);
  const figures = async () => desk.store.figures.ofDocument(document.id);
  assert.ok((await figures()).length >= 6);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const one of steps) {
        const before = await figures();
        if (one.act === "read") await processDocument(desk, input, quiet);
        else if (one.act === "derive") await deriveDocument(desk, input, quiet);
        else if (one.act === "index") await rebuildIndex.run(desk, ACTOR, {});
        else if ("at" in one) {
          const { id } = before[one.at % before.length]!;
          if (one.act === "correct") await correctFigure.run(desk, ACTOR, { id, metric: one.metric });
          else if (one.act === "reject") await rejectFigure.run(desk, ACTOR, { id, isRejected: true });
          else if ((await desk.store.figures.changes(id)).some(({ undoneAt }) => undoneAt === null))
            await undoFigureChange.run(desk, ACTOR, { id });
          continue;
        }
        // A re-run changes nothing: not what was said, not what was found.
        assert.deepEqual(await figures(), before);
      }
    }),
    { numRuns: 12 },
  );
});
