// desk/check-document.test.ts: the cases of corpus/checks/documents.jsonl, and what the job keeps of findings.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { openTestDesk } from "../../test/support/test-desk.ts";
import { checkDocument } from "../checks/check.ts";
import { findFigures } from "../figures/understand.ts";
import { shippedVocabulary } from "../figures/vocabulary.ts";
import type { Figure } from "../records/figure.ts";
import type { Block } from "../records/reading.ts";
import { addBytes } from "./add-document.ts";
import { checkAll } from "./check-all.ts";
import { checkDocumentJob } from "./check-document.ts";
import type { Desk } from "./desk.ts";
import { settleFinding } from "./findings.ts";
import { withCorrections } from "./keep-figures.ts";
import { findingId } from "./keep-findings.ts";
import { undoFigureChange } from "./ledger.ts";

interface Case {
  name: string;
  language: "zh" | "en";
  published: string;
  title: string;
  text: string;
  has: [string, string][];
  never?: string[];
  why: string;
}
const cases = readFileSync(new URL("../../corpus/checks/documents.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Case);

function figuresOf(id: string, { language, published, title, text }: Omit<Case, "name" | "has" | "why">) {
  const lines = text.split("\n");
  let start = 0;
  const blocks = lines.map((line, at): Block => {
    const block: Block = {
      start,
      end: start + line.length,
      kind: at === 0 && line === title ? "title" : "paragraph",
      level: 0,
    };
    start += line.length + 1;
    return block;
  });
  const drafts = findFigures(
    { text, pages: [], blocks },
    {
      title,
      published: { iso: published, precision: "day", words: "", from: "given" },
      kind: "article",
      language,
      vocabulary: shippedVocabulary(),
    },
  );
  return { figures: withCorrections(id, id, drafts, []), page: { text, blocks } };
}

for (const one of cases)
  test(`document ${one.name}: ${one.why}`, () => {
    const { figures, page } = figuresOf("doc_case", one);
    const found = checkDocument(figures, page).map(({ check, verdict, formula }) => ({
      key: `${check.split(" ")[0]} ${verdict}`,
      verdict: verdict as string,
      formula,
    }));
    for (const [check, verdict] of one.has)
      assert.ok(
        found.some(({ key }) => key === `${check} ${verdict}`),
        `${check} ${verdict} among ${JSON.stringify(found)}`,
      );
    const may = new Set(one.has.filter(([, verdict]) => verdict === "fails").map((pair) => pair.join(" ")));
    for (const { key, verdict, formula } of found)
      assert.ok(verdict !== "fails" || may.has(key), `accused: ${key} ${formula}`);
  });

const OWNER = { id: "local", name: "Tester", role: "owner" } as const;
const NO_PROGRESS = async () => {};

/** A document of one line in the desk, its figures in the ledger; not checked yet. */
async function put(desk: Desk, name: string, text: string, published = "2025-11-01"): Promise<string> {
  const { document } = await addBytes(desk, OWNER, {
    bytes: new TextEncoder().encode(`${text}\n${name}`),
    name: `${name}.txt`,
    title: name,
    source: name,
    publishedIso: published,
    publishedFrom: "given",
  });
  const { figures } = figuresOf(document!.id, { language: "en", published, title: name, text });
  const own = figures.map((figure): Figure => ({ ...figure, versionId: document!.versionId }));
  await desk.store.figures.replace(document!.id, own, {
    source: name,
    sortAt: `${published}T00:00:00.000Z`,
    isHidden: false,
  });
  return document!.id;
}

const check = (desk: Desk, documentId: string) => checkDocumentJob(desk, { documentId }, NO_PROGRESS);

async function twoThatDiffer(t: TestContext) {
  const desk = await openTestDesk(t);
  const a = await put(desk, "First Wire", "Project Rainier has 500,000 Trainium2 chips deployed.");
  const b = await put(
    desk,
    "Second Wire",
    "Project Rainier has 800,000 Trainium2 chips deployed.",
    "2025-11-03",
  );
  await check(desk, a);
  await check(desk, b);
  const [conflict] = await desk.store.findings.list({ verdicts: ["conflict"] }, 0, 10);
  return { desk, a, b, conflict };
}

test("two sources that differ on one figure are a conflict that counts on both documents", async (t) => {
  const { desk, a, b, conflict } = await twoThatDiffer(t);
  assert.ok(conflict !== undefined);
  assert.deepEqual([...conflict.documentIds].sort(), [a, b].sort());
  assert.equal((await desk.store.documents.get(a))!.findingCount, 1);
  assert.equal((await desk.store.documents.get(b))!.findingCount, 1);
  for (const { citation } of conflict.operands) assert.ok(citation.quote.includes("chips deployed"));
});

test("checking again keeps a finding's id, its first date and what a person settled", async (t) => {
  const { desk, a, b, conflict } = await twoThatDiffer(t);
  await settleFinding.run(desk, OWNER, { id: conflict!.id, as: "source-wrong", note: "a typo", misread: [] });
  desk.clock.advance(60_000);
  await check(desk, a);
  await check(desk, b);
  const again = await desk.store.findings.get(conflict!.id);
  assert.equal(again?.settled?.note, "a typo");
  assert.equal(again?.createdAt, conflict!.createdAt);
  assert.equal((await desk.store.documents.get(a))!.findingCount, 0);
});

test("a third source that joins a settled conflict takes the settlement over", async (t) => {
  const { desk, conflict } = await twoThatDiffer(t);
  await settleFinding.run(desk, OWNER, {
    id: conflict!.id,
    as: "definition-differs",
    note: "planned",
    misread: [],
  });
  const c = await put(
    desk,
    "Third Wire",
    "Project Rainier has 500,000 Trainium2 chips deployed.",
    "2025-11-04",
  );
  await check(desk, c);
  const conflicts = await desk.store.findings.list({ verdicts: ["conflict"] }, 0, 10);
  assert.equal(conflicts.length, 1);
  assert.equal(conflicts[0]!.documentIds.length, 3);
  assert.equal(conflicts[0]!.settled?.note, "planned");
});

test("our misreading takes the figure out of the ledger's checks, and its history can take that back", async (t) => {
  const { desk, b, conflict } = await twoThatDiffer(t);
  const wrong = conflict!.operands.find(({ citation }) => citation.documentId === b)!;
  await assert.rejects(
    settleFinding.run(desk, OWNER, { id: conflict!.id, as: "accepted", note: "", misread: [wrong.figureId] }),
    /misread/,
  );
  await settleFinding.run(desk, OWNER, {
    id: conflict!.id,
    as: "our-misreading",
    note: "the slide says 500,000",
    misread: [wrong.figureId],
  });
  assert.equal((await desk.store.figures.get(wrong.figureId))?.isRejected, true);
  await check(desk, b);
  assert.equal(await desk.store.findings.count({}), 0);
  await undoFigureChange.run(desk, OWNER, { id: wrong.figureId });
  await check(desk, b);
  assert.equal((await desk.store.findings.list({}, 0, 10))[0]?.id, conflict!.id);
});

test("a document in the trash takes its findings with it", async (t) => {
  const { desk, a, b } = await twoThatDiffer(t);
  await desk.store.documents.update(b, { trashedAt: "2025-11-05T00:00:00.000Z" });
  await desk.store.figures.followDocument(b, { source: "Second Wire", sortAt: "2025-11-03", isHidden: true });
  await check(desk, b);
  assert.equal(await desk.store.findings.count({}), 0);
  assert.equal((await desk.store.documents.get(a))!.findingCount, 0);
});

test("checking everything finds what checking one by one found", async (t) => {
  const { desk, conflict } = await twoThatDiffer(t);
  await checkAll(desk, NO_PROGRESS);
  const all = await desk.store.findings.list({}, 0, 100);
  assert.deepEqual(
    all.map(({ id }) => id),
    [conflict!.id],
  );
});

test("checking everything takes away what no longer stands", async (t) => {
  const { desk, a, b, conflict } = await twoThatDiffer(t);
  const { figures } = figuresOf(b, {
    language: "en",
    published: "2025-11-03",
    title: "Second Wire",
    text: "Project Rainier has 500,000 Trainium2 chips deployed.",
  });
  const { versionId } = (await desk.store.documents.get(b))!;
  await desk.store.figures.replace(
    b,
    figures.map((figure) => ({ ...figure, versionId })),
    { source: "Second Wire", sortAt: "2025-11-03T00:00:00.000Z", isHidden: false },
  );
  await checkAll(desk, NO_PROGRESS);
  assert.equal(await desk.store.findings.get(conflict!.id), null);
  const [agreed] = await desk.store.findings.list({}, 0, 10);
  assert.equal(agreed?.verdict, "agree");
  assert.equal((await desk.store.documents.get(a))!.findingCount, 0);
});

test("a check leaves alone what other documents say of other things", async (t) => {
  const { desk, conflict } = await twoThatDiffer(t);
  const c = await put(desk, "Third Wire", "Amazon's capex was $34.2 billion in the third quarter of 2025.");
  await check(desk, c);
  const d = await put(desk, "Fourth Wire", "Amazon's capex was $34.2 billion in the third quarter of 2025.");
  await check(desk, d);
  const findings = await desk.store.findings.list({}, 0, 10);
  assert.deepEqual(
    findings.map(({ verdict }) => verdict),
    ["conflict", "agree"],
  );
  assert.deepEqual(findings[0], conflict);
});

test("many sources of one value are one finding, and one more that says another is a conflict with them", async (t) => {
  const desk = await openTestDesk(t);
  const text = "Project Rainier has 500,000 Trainium2 chips deployed.";
  for (let at = 0; at < 40; at++) await check(desk, await put(desk, `Wire ${at}`, text));
  const odd = await put(desk, "Odd Wire", text.replace("500,000", "700,000"));
  await check(desk, odd);
  const [conflict] = await desk.store.findings.list({ verdicts: ["conflict"] }, 0, 10);
  assert.ok(conflict?.documentIds.includes(odd));
  const agreed = await desk.store.findings.list({ verdicts: ["agree"] }, 0, 10);
  assert.equal(agreed.length, 1);
});

test("a finding is named by its check and operands, not by their order or the check's version", () => {
  const operand = (figureId: string, role: string) => ({ figureId, role }) as never;
  const a = findingId({ check: "sum 1", operands: [operand("f1", "part"), operand("f2", "total")] });
  assert.equal(a, findingId({ check: "sum 2", operands: [operand("f2", "total"), operand("f1", "part")] }));
  assert.notEqual(
    a,
    findingId({ check: "sum 1", operands: [operand("f1", "total"), operand("f2", "part")] }),
  );
});
