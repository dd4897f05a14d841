// desk/check-work.ts: what checks find, worked out where it holds up nobody: reads in, rows to write out.
//
//   document ─ its figures ─ checks inside ─────────────────────┐
//            └ keys ─ figures near in key and period ─ compared ─┴─ against what is kept ─ rows to put, ids to remove
//
// Runs in check-thread.ts over a connection of its own. Nothing is written here: check-document.ts and check-all.ts put
// the rows into the store in one transaction.

import { checkDocument, type FindingDraft } from "../checks/check.ts";
import { compareSources } from "../checks/compare.ts";
import type { Page } from "../checks/groups.ts";
import { comparisonKey, type SourcedFigure } from "../checks/same.ts";
import type { Document } from "../records/document.ts";
import type { Figure } from "../records/figure.ts";
import type { Finding } from "../records/finding.ts";
import type { FigureKey } from "../store/figure-keys.ts";
import { type FindingRow, findingRow, type KeptFinding } from "../store/findings.ts";
import {
  asSaid,
  type CheckTables,
  type FigureReads,
  fewOfEach,
  figureReads,
  keyed,
} from "./check-figures.ts";
import { findingsOf } from "./keep-findings.ts";

/** What a check changes in the store. */
export interface FindingChanges {
  /** All keys of each document that was checked. */
  keys: { documentId: string; keys: FigureKey[] }[];
  put: FindingRow[];
  remove: string[];
  /** Documents whose count of open, grave findings may be another one. */
  recount: string[];
  /** Ids of all findings that were found, changed or not. */
  found: string[];
}

// Far above what one document gives; beyond it a list would fill memory.
const MOST_FINDINGS = 5_000;
/** Figures of one key that a check of everything compares. */
const MOST_OF_KEY = 20_000;
/** Findings that one answer carries, more or less: their texts are handed over on the main thread. */
const MOST_A_TURN = 150;
const ACROSS = "sources";

export type CheckWork = ReturnType<typeof checkWork>;

export function checkWork(tables: CheckTables) {
  const reads = figureReads(tables);
  return {
    /** One document again: what stands in it, and what it shares with others. */
    async document({ documentId, nowIso }: { documentId: string; nowIso: string }): Promise<FindingChanges> {
      const document = await tables.documents.get(documentId);
      if (document === null) return NOTHING;
      const before = await tables.findings.keptOfDocument(documentId, MOST_FINDINGS);
      const figures = await figuresOf(tables, document);
      reads.forget(figures);
      const page = await pageOf(tables, document, figures);
      const own = keyed(figures, page, document.sortAt);
      const mine = own.figures.map((figure) => asSaid(figure, voiceOf(document)));
      const others = await tables.figureKeys.ofFigures(othersIn(before, documentId));
      const once = await reads.sourcedOf(others);
      const { figures: gathered, spoken } = await reads.around(
        [...mine, ...once],
        [...own.keys, ...others],
        documentId,
      );
      const drafts = await compared(tables, reads, gathered);
      const neighbours = await keptOver(tables, gathered, spoken);
      const inside = figures.length < 2 ? [] : checkDocument(figures, page);
      // In the trash only what nobody settled goes: the rest waits for the document to come back.
      const old =
        document.trashedAt === null ? before : before.filter(({ finding }) => finding.settled === null);
      return changesOf({
        drafts: [...inside, ...drafts],
        before: distinct([...old, ...neighbours]),
        nowIso,
        sortAtOf: latestOf(
          new Map([
            ...gathered.map((figure) => [figure.documentId, figure.sortAt] as const),
            [documentId, document.sortAt],
          ]),
        ),
        keys: [{ documentId, keys: own.keys }],
      });
    },

    /** What stands inside these documents, and under what their figures are compared. */
    async inside({
      documentIds,
      nowIso,
    }: {
      documentIds: string[];
      nowIso: string;
    }): Promise<FindingChanges> {
      const all: FindingChanges = { keys: [], put: [], remove: [], recount: [], found: [] };
      for (const id of documentIds) {
        const document = await tables.documents.get(id);
        if (document === null) continue;
        const before = await tables.findings.keptOfDocument(id, MOST_FINDINGS, ACROSS);
        const figures = await figuresOf(tables, document);
        reads.forget(figures);
        const page = await pageOf(tables, document, figures);
        const changes = changesOf({
          drafts: figures.length < 2 ? [] : checkDocument(figures, page),
          before,
          nowIso,
          sortAtOf: () => document.sortAt,
          keys: [{ documentId: id, keys: keyed(figures, page, document.sortAt).keys }],
        });
        for (const name of ["keys", "put", "remove", "recount", "found"] as const)
          (all[name] as unknown[]).push(...changes[name]);
      }
      return all;
    },

    /** What documents say of each other under the first of these keys, in all periods; `done` keys, as many as fill a turn. */
    async across({
      keys,
      nowIso,
    }: {
      keys: string[];
      nowIso: string;
    }): Promise<FindingChanges & { done: number }> {
      const drafts: FindingDraft[] = [];
      const before: KeptFinding[] = [];
      const dates = new Map<string, string>();
      let done = 0;
      for (const key of keys) {
        if (drafts.length >= MOST_A_TURN) break;
        done++;
        const rows = await tables.figureKeys.ofKey(key, MOST_OF_KEY);
        const figures = await reads.sourcedOf(fewOfEach(rows));
        for (const { documentId, sortAt } of figures) dates.set(documentId, sortAt);
        drafts.push(...compareSources([figures]));
        before.push(...(await keptOver(tables, figures, new Set(rows.map(({ figureId }) => figureId)))));
      }
      const changes = changesOf({
        drafts,
        before: distinct(before),
        nowIso,
        sortAtOf: latestOf(dates),
        keys: [],
      });
      return { ...changes, done };
    },
  };
}

const NOTHING: FindingChanges = { keys: [], put: [], remove: [], recount: [], found: [] };

const distinct = (kept: readonly KeptFinding[]): KeptFinding[] => [
  ...new Map(kept.map((one) => [one.finding.id, one])).values(),
];

const voiceOf = ({ title, source, sortAt, storyId, isStoryPrimary }: Document) => ({
  title,
  source,
  sortAt,
  storyId,
  isPrimary: storyId === null || isStoryPrimary,
});

/** None of a document in the trash: what it says counts no more. */
async function figuresOf(tables: CheckTables, document: Document): Promise<Figure[]> {
  if (document.trashedAt !== null) return [];
  return (await tables.figures.ofDocument(document.id)).filter(({ isRejected }) => !isRejected);
}

/** The text and blocks of a document that has figures. */
async function pageOf(
  tables: CheckTables,
  document: Document,
  figures: readonly Figure[],
): Promise<Page | null> {
  return figures.length === 0 ? null : tables.readings.body(document.versionId);
}

/** Figures of other documents that findings of this one rest on: they may have to be compared without it. */
const othersIn = (before: readonly KeptFinding[], documentId: string): string[] => [
  ...new Set(
    before
      .filter(({ finding }) => finding.documentIds.length > 1)
      .flatMap(({ finding }) => finding.operands)
      .filter(({ citation }) => citation.documentId !== documentId)
      .map(({ figureId }) => figureId),
  ),
];

/** Findings over the gathered figures. */
async function compared(
  tables: CheckTables,
  reads: FigureReads,
  gathered: readonly SourcedFigure[],
): Promise<FindingDraft[]> {
  const groups = [...Map.groupBy(gathered, comparisonKey)].filter(([, members]) => members.length > 1);
  const drafts: FindingDraft[] = [];
  for (const [key, members] of groups) {
    const first = compareSources([members]);
    // Whether one source knows both of two values shows in what it says of other periods; only a quarrel needs that.
    const quarrels = first.filter(({ verdict }) => verdict === "conflict");
    if (quarrels.length === 0) {
      drafts.push(...first);
      continue;
    }
    const known = new Set(members.map(({ id }) => id));
    const sources = [...new Set(quarrels.flatMap(({ documentIds }) => documentIds))];
    const more = await reads.sourcedOf(
      (await tables.figureKeys.ofKeyIn(key, sources)).filter(({ figureId }) => !known.has(figureId)),
    );
    drafts.push(...compareSources([[...members, ...more.map((figure) => ({ ...figure, isContext: true }))]]));
  }
  return drafts;
}

/** Findings between documents on these figures that rest on nothing but what was spoken here: they are made anew. */
async function keptOver(
  tables: CheckTables,
  figures: readonly SourcedFigure[],
  spoken: ReadonlySet<string>,
): Promise<KeptFinding[]> {
  const kept = await tables.findings.keptOfFigures(
    figures.map(({ id }) => id),
    ACROSS,
  );
  return kept.filter(({ finding }) => finding.operands.every(({ figureId }) => spoken.has(figureId)));
}

/** A finding is of the day of its newest document. */
const latestOf =
  (dates: ReadonlyMap<string, string>) =>
  ({ documentIds, createdAt }: Finding): string =>
    documentIds
      .flatMap((id) => dates.get(id) ?? [])
      .sort()
      .at(-1) ?? createdAt;

function changesOf(work: {
  drafts: readonly FindingDraft[];
  before: readonly KeptFinding[];
  nowIso: string;
  sortAtOf: (finding: Finding) => string;
  keys: FindingChanges["keys"];
}): FindingChanges {
  const findings = findingsOf(
    work.drafts,
    work.before.map(({ finding }) => finding),
    work.nowIso,
  );
  const ids = new Set(findings.map(({ id }) => id));
  const known = new Map(work.before.map((one) => [one.finding.id, one]));
  const put: FindingRow[] = [];
  const touched: Finding[] = [];
  for (const finding of findings) {
    const text = JSON.stringify(finding);
    const old = known.get(finding.id);
    if (old?.kept === text) continue;
    put.push(findingRow(finding, work.sortAtOf(finding), text));
    touched.push(finding, ...(old === undefined ? [] : [old.finding]));
  }
  const gone = work.before.filter(({ finding }) => !ids.has(finding.id)).map(({ finding }) => finding);
  return {
    keys: work.keys,
    put,
    remove: gone.map(({ id }) => id),
    recount: [...new Set([...touched, ...gone].filter(isGrave).flatMap(({ documentIds }) => documentIds))],
    found: [...ids],
  };
}

const isGrave = ({ verdict }: Finding): boolean => verdict === "fails" || verdict === "conflict";
