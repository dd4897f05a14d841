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
/** Findings read at a time. */
const PAGE = 500;

export async function checkAll(
  desk: Desk,
  progress: Progress,
): Promise<{ documents: number; findings: number }> {
  const ids = await desk.store.documents.ids({ view: "library" });
  const across = await findingsAcross(desk);
  const groups = new Map<string, FigureRow[]>();
  let findings = 0;
  for (const [at, id] of ids.entries()) {
    if (at % 50 === 0) await progress("checking", at / ids.length);
    const document = await desk.store.documents.get(id);
    if (document === null) continue;
    const figures = (await desk.store.figures.ofDocument(id)).filter(({ isRejected }) => !isRejected);
    findings += await checkInside(desk, id, document.versionId, document.sortAt, figures);
    for (const figure of withSubjects(figures)) {
      const key = comparisonKey(figure);
      if (key === "") continue;
      // Beyond the bound the group is never compared: its rows need not be held.
      const group = groups.get(key) ?? [];
      if (group.length <= MOST_IN_GROUP)
        group.push({
          ...figure,
          documentTitle: document.title,
          source: document.source,
          sortAt: document.sortAt,
        });
      groups.set(key, group);
    }
  }
  return {
    documents: ids.length,
    findings: findings + (await compareAll(desk, [...groups.values()], across, progress)),
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

async function compareAll(
  desk: Desk,
  groups: readonly FigureRow[][],
  before: readonly Finding[],
  progress: Progress,
): Promise<number> {
  const shared = groups.filter(
    (group) => group.length <= MOST_IN_GROUP && new Set(group.map(({ documentId }) => documentId)).size > 1,
  );
  const drafts = [];
  for (let from = 0; from < shared.length; from += PAGE) {
    await progress("comparing", from / shared.length);
    const sources = await withStories(desk, shared.slice(from, from + PAGE));
    drafts.push(...(await desk.derive.checks({ figures: [], page: null, groups: sources })));
  }
  const dates = new Map(shared.flat().map(({ documentId, sortAt }) => [documentId, sortAt]));
  const now = isoOf(desk.clock.now());
  const found = findingsOf(drafts, before, now);
  await desk.store.transaction((tables) =>
    keepFindings(
      tables,
      found,
      before,
      ({ documentIds }) =>
        documentIds
          .map((id) => dates.get(id) ?? now)
          .sort()
          .at(-1) ?? now,
    ),
  );
  return found.length;
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
