// desk/check-all.ts: every check of the desk again, for when a rule became newer or stories changed.
//
// Documents one by one for what stands inside them, then entities one by one for what documents say of each other:
// each group of figures is compared once, not once for each document in it.

import { comparisonKey, withSubjects } from "../checks/same.ts";
import type { Figure } from "../records/figure.ts";
import type { Finding } from "../records/finding.ts";
import type { FigureRow } from "../store/figures.ts";
import { isoOf } from "../values/clock.ts";
import { withStories } from "./check-document.ts";
import type { Desk, Progress } from "./desk.ts";
import { findingsOf, keepFindings } from "./keep-findings.ts";

const MOST_FINDINGS = 5_000;
const MOST_IN_GROUP = 400;
/** Groups compared at a time. */
const AT_ONCE = 60;
/** Findings read at a time. */
const PAGE = 500;

export async function checkAll(
  desk: Desk,
  progress: Progress,
): Promise<{ documents: number; findings: number }> {
  const ids = await desk.store.documents.ids({ view: "library" });
  const across = await findingsAcross(desk);
  // Ids alone are held: the figures of a large desk would fill memory.
  const groups = new Map<string, string[]>();
  const subjects: Subjects = new Map();
  let findings = 0;
  for (const [at, id] of ids.entries()) {
    if (at % 50 === 0) await progress("checking", at / ids.length);
    const document = await desk.store.documents.get(id);
    if (document === null) continue;
    const figures = (await desk.store.figures.ofDocument(id)).filter(({ isRejected }) => !isRejected);
    findings += await checkInside(desk, id, document.versionId, document.sortAt, figures);
    const asKept = new Set(figures);
    for (const figure of withSubjects(figures)) {
      const key = comparisonKey(figure);
      if (key === "") continue;
      if (!asKept.has(figure)) subjects.set(figure.id, { entity: figure.entity, entityId: figure.entityId });
      const group = groups.get(key) ?? [];
      // Beyond the bound the group is never compared.
      if (group.length <= MOST_IN_GROUP) group.push(figure.id);
      groups.set(key, group);
    }
  }
  return {
    documents: ids.length,
    findings: findings + (await compareAll(desk, [...groups.values()], subjects, across, progress)),
  };
}

async function checkInside(
  desk: Desk,
  id: string,
  versionId: string,
  sortAt: string,
  figures: Figure[],
): Promise<number> {
  const before = (await desk.store.findings.list({ documentId: id }, 0, MOST_FINDINGS)).filter(
    ({ documentIds }) => documentIds.length === 1,
  );
  const reading = await desk.store.readings.whole(versionId);
  const drafts = await desk.derive.checks({
    figures,
    page: reading === null ? null : { text: reading.text, blocks: reading.blocks },
    groups: [],
  });
  const found = findingsOf(drafts, before, isoOf(desk.clock.now()));
  if (found.length > 0 || before.length > 0)
    await desk.store.transaction((tables) => keepFindings(tables, found, before, () => sortAt));
  return found.length;
}

/** Headlines that are about another thing than the ledger says: withSubjects of their document said so. */
type Subjects = Map<string, Pick<FigureRow, "entity" | "entityId">>;

async function compareAll(
  desk: Desk,
  groups: readonly string[][],
  subjects: Subjects,
  before: readonly Finding[],
  progress: Progress,
): Promise<number> {
  const now = isoOf(desk.clock.now());
  const found = new Map<string, { finding: Finding; sortAt: string }>();
  const shared = groups.filter(({ length }) => length > 1 && length <= MOST_IN_GROUP);
  for (let from = 0; from < shared.length; from += AT_ONCE) {
    await progress("comparing", from / shared.length);
    const chosen = shared.slice(from, from + AT_ONCE);
    const rows = new Map((await desk.store.figures.byIds(chosen.flat())).map((row) => [row.id, row]));
    const batch = chosen
      .map((ids) =>
        ids.flatMap((id): FigureRow[] => (rows.has(id) ? [{ ...rows.get(id)!, ...subjects.get(id) }] : [])),
      )
      .filter((group) => new Set(group.map(({ documentId }) => documentId)).size > 1);
    const sources = await withStories(desk, batch);
    const drafts = await desk.derive.checks({ figures: [], page: null, groups: sources });
    const dates = new Map(batch.flat().map(({ documentId, sortAt }) => [documentId, sortAt]));
    for (const finding of findingsOf(drafts, before, now)) {
      const days = finding.documentIds.map((id) => dates.get(id) ?? now).sort();
      found.set(finding.id, { finding, sortAt: days.at(-1) ?? now });
    }
  }
  const findings = [...found.values()].map(({ finding }) => finding);
  await desk.store.transaction((tables) =>
    keepFindings(tables, findings, before, ({ id }) => found.get(id)!.sortAt),
  );
  return findings.length;
}

/** Everything that rests on more than one document. */
async function findingsAcross(desk: Desk): Promise<Finding[]> {
  const all: Finding[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await desk.store.findings.list({ checks: ["sources"] }, offset, PAGE);
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}
