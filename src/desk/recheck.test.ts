// desk/recheck.test.ts: what makes a document be checked again, and only that.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestDesk, type TestDesk } from "../../test/support/test-desk.ts";
import type { Finding } from "../records/finding.ts";
import { findingRow } from "../store/findings.ts";
import { addBytes } from "./add-document.ts";
import { deleteDocument, trashDocument, updateDocument } from "./change-documents.ts";
import { checkAllVerb, checkWhenNewer } from "./check-all.ts";
import { leaveStory, setStoryPrimary } from "./stories.ts";

const OWNER = { id: "local", name: "Tester", role: "owner" } as const;

async function add(desk: TestDesk, name: string): Promise<string> {
  const { document } = await addBytes(desk, OWNER, {
    bytes: new TextEncoder().encode(name),
    name: `${name}.txt`,
    publishedIso: "2025-11-01",
    publishedFrom: "given",
  });
  return document!.id;
}

const waiting = async (desk: TestDesk, name: string): Promise<(string | null)[]> =>
  (await desk.store.jobs.list({ states: ["queued"] }, 0, 100)).jobs
    .filter((job) => job.name === name)
    .map(({ documentId }) => documentId)
    .sort();

async function story(desk: TestDesk): Promise<[string, string]> {
  const [a, b] = [await add(desk, "one"), await add(desk, "two")];
  await desk.store.stories.insert("sto_1", a);
  await desk.store.stories.addMember("sto_1", a, 0.9, "test");
  await desk.store.stories.addMember("sto_1", b, 0.9, "test");
  return [a, b];
}

test("another primary of a story has its members checked again", async (t) => {
  const desk = await openTestDesk(t);
  const [a, b] = await story(desk);
  await setStoryPrimary.run(desk, OWNER, { id: "sto_1", documentId: b });
  assert.deepEqual(await waiting(desk, "check-document"), [a, b].sort());
});

test("a document that leaves its story has all that were in it checked again, once", async (t) => {
  const desk = await openTestDesk(t);
  const [a, b] = await story(desk);
  await leaveStory.run(desk, OWNER, { id: b });
  await setStoryPrimary.run(desk, OWNER, { id: "sto_1", documentId: a }).catch(() => null);
  assert.deepEqual(await waiting(desk, "check-document"), [a, b].sort());
});

test("another source is checked again, another day is understood again, a mark is neither", async (t) => {
  const desk = await openTestDesk(t);
  const [a, b, c] = [await add(desk, "one"), await add(desk, "two"), await add(desk, "three")];
  await updateDocument.run(desk, OWNER, { id: a, source: "North Bank" });
  await updateDocument.run(desk, OWNER, { id: b, published: "2025-08-01" });
  await updateDocument.run(desk, OWNER, { id: c, isFavourite: true, published: "2025-11-01" });
  assert.deepEqual(await waiting(desk, "check-document"), [a]);
  assert.deepEqual(await waiting(desk, "derive-document"), [b]);
});

test("a document deleted for good takes along what people settled on it", async (t) => {
  const desk = await openTestDesk(t);
  const [a, b] = [await add(desk, "one"), await add(desk, "two")];
  const finding: Finding = {
    id: "fnd_1",
    check: "sources 1",
    documentIds: [a, b],
    verdict: "conflict",
    formula: "1 ≠ 2",
    stated: null,
    computed: null,
    tolerance: null,
    unit: "",
    reason: null,
    operands: [],
    settled: { as: "source-wrong", note: "", by: "Tester", at: "2025-11-02T00:00:00.000Z" },
    createdAt: "2025-11-01T00:00:00.000Z",
  };
  await desk.store.findings.putFound([findingRow(finding, "2025-11-01")]);
  await trashDocument.run(desk, OWNER, { id: a });
  assert.ok((await desk.store.findings.get("fnd_1")) !== null);
  await deleteDocument.run(desk, OWNER, { id: a });
  assert.equal(await desk.store.findings.get("fnd_1"), null);
});

test("checking everything is asked for once, and by itself when checks are newer than the desk's findings", async (t) => {
  const desk = await openTestDesk(t);
  await checkWhenNewer(desk);
  assert.deepEqual(await waiting(desk, "check-all"), []);
  await add(desk, "one");
  await checkWhenNewer(desk);
  assert.deepEqual(await waiting(desk, "check-all"), []);
  await desk.store.facts.set("checks-version", "0");
  await checkWhenNewer(desk);
  const { jobId } = await checkAllVerb.run(desk, OWNER, {});
  assert.equal((await waiting(desk, "check-all")).length, 1);
  assert.equal(
    (await desk.store.jobs.list({ states: ["queued"] }, 0, 100)).jobs.some(({ id }) => id === jobId),
    true,
  );
});
