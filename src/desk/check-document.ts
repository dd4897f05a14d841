// desk/check-document.ts: the checks of one document, and of what it shares with others, again from the start.
//
//   its figures ─ checks inside (derive thread) ─┐
//   entities it names ─ figures of the desk ─ groups that it touches ─ compared ─┴─ findings put, old ones removed
//
// Only groups that hold a figure of this document, or a finding that rested on one, are compared: the cost follows
// the document, not the desk. Runs as a durable job and may run twice.

import type { SourcedFigure } from "../checks/compare.ts";
import { comparisonKey, metricFamily, periodsOf, withSubjects } from "../checks/same.ts";
import type { Document } from "../records/document.ts";
import type { Figure } from "../records/figure.ts";
import type { Finding } from "../records/finding.ts";
import type { JobInputs } from "../records/job.ts";
import type { FigureRow } from "../store/figures.ts";
import { isoOf } from "../values/clock.ts";
import type { Desk, Progress } from "./desk.ts";
import { findingsOf, keepFindings } from "./keep-findings.ts";

// Far above what one document gives; beyond it a list would fill memory.
const MOST_FINDINGS = 5_000;
const MOST_OF_ENTITY = 20_000;
// A metric of one entity said more often than this is a daily price.
const MOST_IN_GROUP = 400;
// Headlines of other documents are read for things told in a few documents, not for a company told in hundreds.
const MOST_HEADLINES = 40;

export async function checkDocumentJob(
  desk: Desk,
  { documentId }: JobInputs["check-document"],
  progress: Progress,
): Promise<void> {
  const document = await desk.store.documents.get(documentId);
  if (document === null) return;
  await progress("checking", null);
  const isGone = document.trashedAt !== null;
  const figures = isGone
    ? []
    : (await desk.store.figures.ofDocument(documentId)).filter(({ isRejected }) => !isRejected);
  const before = isGone
    ? await openFindings(desk, documentId)
    : await desk.store.findings.list({ documentId }, 0, MOST_FINDINGS);
  const groups = await touchedGroups(desk, document, figures, before);
  const reading = isGone ? null : await desk.store.readings.whole(document.versionId);
  const drafts = await desk.derive.checks({
    figures,
    page: reading === null ? null : { text: reading.text, blocks: reading.blocks },
    groups,
  });
  const now = isoOf(desk.clock.now());
  const others = await neighbours(desk, groups, documentId);
  const old = [...before, ...others.filter(({ id }) => before.every((finding) => finding.id !== id))];
  const dates = new Map(groups.flat().map(({ documentId: id, sortAt }) => [id, sortAt]));
  dates.set(documentId, document.sortAt);
  await desk.store.transaction((tables) =>
    keepFindings(
      tables,
      findingsOf(drafts, old, now),
      old,
      ({ documentIds }) =>
        documentIds
          .map((id) => dates.get(id) ?? document.sortAt)
          .sort()
          .at(-1) ?? document.sortAt,
    ),
  );
  desk.events.publish({ type: "document", id: documentId, state: document.state });
}

/** What nobody settled of a document in the trash, which lists leave out. */
async function openFindings(desk: Desk, documentId: string): Promise<Finding[]> {
  const ids = (await desk.store.findings.openIdsOf(documentId)).slice(0, MOST_FINDINGS);
  const found = await Promise.all(ids.map((id) => desk.store.findings.get(id)));
  return found.filter((finding) => finding !== null);
}

/** Findings between other documents over the same groups: they are made anew with this document in or out. */
async function neighbours(
  desk: Desk,
  groups: readonly SourcedFigure[][],
  documentId: string,
): Promise<Finding[]> {
  const ids = groups
    .flat()
    .filter((figure) => figure.documentId !== documentId && figure.isContext !== true)
    .map(({ id }) => id);
  const badges = await desk.store.findings.badges(ids);
  const found = new Set([...badges.values()].flat().map(({ id }) => id));
  const findings = await desk.store.findings.byIds([...found].slice(0, MOST_FINDINGS));
  // Checks inside those documents are theirs alone.
  return findings.filter(({ documentIds }) => documentIds.length > 1);
}

/** Figures of the desk that may be compared with this document's, one group for each key it touches. */
async function touchedGroups(
  desk: Desk,
  document: Document,
  figures: readonly Figure[],
  before: readonly Finding[],
): Promise<SourcedFigure[][]> {
  const own = withSubjects(figures);
  const shared = before.filter(({ documentIds }) => documentIds.length > 1);
  const once = await desk.store.figures.byIds([
    ...new Set(shared.flatMap(({ operands }) => operands.map(({ figureId }) => figureId))),
  ]);
  const keys = new Set([...own, ...once].map(comparisonKey).filter((key) => key !== ""));
  if (keys.size === 0) return [];
  const entities = new Set(
    [...own, ...once].filter((figure) => comparisonKey(figure) !== "").map(({ entity }) => entity),
  );
  const metrics = metricNames([...own, ...once]);
  const mine = own.map(
    (figure): FigureRow => ({
      ...figure,
      documentTitle: document.title,
      source: document.source,
      sortAt: document.sortAt,
    }),
  );
  const asked = Map.groupBy([...mine, ...once], comparisonKey);
  const rows: FigureRow[] = [];
  const context = new Set<string>();
  for (const entity of entities) {
    const found = await desk.store.figures.list(
      { entities: [entity], metrics: [...(metrics.get(entity) ?? [])] },
      "entity",
      false,
      0,
      MOST_OF_ENTITY,
    );
    const others = found.filter((row) => row.documentId !== document.id && keys.has(comparisonKey(row)));
    const near = others.filter((row) => isAsked(row, asked));
    rows.push(...near);
    // What the same sources say of other periods shows whether one of them knows both of two values.
    const sources = new Set(near.map((row) => `${row.documentId} ${comparisonKey(row)}`));
    for (const row of others)
      if (!isAsked(row, asked) && sources.has(`${row.documentId} ${comparisonKey(row)}`)) {
        context.add(row.id);
        rows.push(row);
      }
  }
  rows.push(...(await headlinesOf(desk, rows, keys)));
  const byKey = Map.groupBy([...mine, ...rows], comparisonKey);
  const groups = [...byKey].flatMap(([key, members]) =>
    keys.has(key) &&
    members.filter(({ id }) => !context.has(id)).length <= MOST_IN_GROUP &&
    new Set(members.map(({ documentId }) => documentId)).size > 1
      ? [members]
      : [],
  );
  return (await withStories(desk, groups)).map((group) =>
    group.map((figure) => (context.has(figure.id) ? { ...figure, isContext: true } : figure)),
  );
}

/** Whether a figure is of a key and a period that this document speaks of: other years of a company are not its matter. */
const isAsked = (row: FigureRow, asked: ReadonlyMap<string, readonly FigureRow[]>): boolean =>
  asked.get(comparisonKey(row))?.some((own) => periodsOf(own, row) !== "other") ?? false;

/** Names of the metrics to fetch for each entity, with those that are compared with them. */
function metricNames(figures: readonly Figure[]): Map<string, Set<string>> {
  const names = new Map(
    figures.flatMap(({ metricId, metric }) => (metricId === null ? [] : [[metricId, metric]])),
  );
  const found = new Map<string, Set<string>>();
  for (const { entity, metric, metricId } of figures) {
    const own = found.get(entity) ?? new Set<string>();
    own.add(metric);
    for (const id of metricId === null ? [] : metricFamily(metricId))
      own.add(names.get(id) ?? SHIPPED_NAMES[id] ?? metric);
    found.set(entity, own);
  }
  return found;
}

/** Names under which the ledger keeps metrics of a family that this document may not have itself. */
const SHIPPED_NAMES: Record<string, string> = {
  revenue: "Revenue",
  "annualized-revenue": "Annualized revenue",
};

/** Headlines of the other documents that are about one of these things by their body. */
async function headlinesOf(
  desk: Desk,
  rows: readonly FigureRow[],
  keys: ReadonlySet<string>,
): Promise<FigureRow[]> {
  const counted = rows.filter(
    ({ kind, relation }) => (kind === "count" || kind === "power") && relation === null,
  );
  const documents = new Map(counted.map((row) => [row.documentId, row]));
  if (documents.size > MOST_HEADLINES) return [];
  const found: FigureRow[] = [];
  const known = new Set(rows.map(({ id }) => id));
  for (const [id, { documentTitle, source, sortAt }] of documents) {
    const figures = (await desk.store.figures.ofDocument(id)).filter(({ isRejected }) => !isRejected);
    for (const figure of withSubjects(figures))
      if (!known.has(figure.id) && figure.quoteStart === 0 && keys.has(comparisonKey(figure)))
        found.push({ ...figure, documentTitle, source, sortAt });
  }
  return found;
}

export async function withStories(desk: Desk, groups: readonly FigureRow[][]): Promise<SourcedFigure[][]> {
  const ids = [...new Set(groups.flat().map(({ documentId }) => documentId))];
  const documents = new Map<string, Document>();
  for (let from = 0; from < ids.length; from += 500)
    for (const one of await desk.store.documents.list(
      { ids: ids.slice(from, from + 500), view: "all" },
      "newest",
      0,
      500,
    ))
      documents.set(one.id, one);
  return groups.map((group) =>
    group.map(({ documentTitle: _title, source, ...figure }): SourcedFigure => {
      const document = documents.get(figure.documentId);
      const storyId = document?.storyId ?? null;
      return {
        ...figure,
        sourceName: source,
        storyId,
        isPrimary: storyId === null || document?.isStoryPrimary === true,
      };
    }),
  );
}

/** Figures as sources' words, for timelines and changes of a topic. */
export const sourced = async (desk: Desk, rows: readonly FigureRow[]): Promise<SourcedFigure[]> =>
  (await withStories(desk, [[...rows]]))[0] ?? [];
