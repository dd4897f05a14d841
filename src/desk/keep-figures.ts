// desk/keep-figures.ts: found figures go into the ledger, and a person's word survives every re-run.
//
// A figure's id is made from what it says and where (document, written form, quote, how many such came
// before), not from offsets: reading again, a newer rule or a new version finds the same figure under the
// same id. A correction is kept as the fields a person set; they are laid over whatever is found next. A
// corrected or added figure that is not found again stays as it was, pinned to the version it was read in.

import { setImmediate as nextTurn } from "node:timers/promises";
import type { Figure } from "../records/figure.ts";
import type { Tables } from "../store/store.ts";
import { sha256 } from "../values/hash.ts";

/** A figure as the stage finds it, before the desk names it. */
export type FigureDraft = Omit<Figure, "id" | "documentId" | "versionId" | "correctedBy" | "isRejected">;

/** Fields a person may set; the rest is where and what was written. */
export const CORRECTABLE = [
  "kind",
  "low",
  "high",
  "unit",
  "qualifier",
  "entity",
  "entityId",
  "metric",
  "metricId",
  "period",
  "window",
  "relation",
  "nature",
  "basis",
] as const;
export type Correctable = (typeof CORRECTABLE)[number];

type Named = Pick<FigureDraft, "text" | "quote">;

function idOf(documentId: string, { text, quote }: Named, seen: Map<string, number>): string {
  const key = `${documentId}\n${text}\n${quote}`;
  const nth = seen.get(key) ?? 0;
  seen.set(key, nth + 1);
  return `fig_${sha256(`${key}\n${nth}`).slice(0, 20)}`;
}

/** Names for drafts of one document, in their order: the same words in the same quote get a running number. */
export function figureIds(documentId: string, drafts: readonly Named[]): string[] {
  const seen = new Map<string, number>();
  return drafts.map((draft) => idOf(documentId, draft, seen));
}

/** Hashing this many takes a few ms; thirty thousand at once would keep every request waiting. */
const IDS_A_TURN = 500;

/** As figureIds, letting other work pass in between. */
export async function figureIdsInTurns(documentId: string, drafts: readonly Named[]): Promise<string[]> {
  const seen = new Map<string, number>();
  const ids: string[] = [];
  for (const draft of drafts) {
    ids.push(idOf(documentId, draft, seen));
    if (ids.length % IDS_A_TURN === 0) await nextTurn();
  }
  return ids;
}

/** What the ledger holds of a document after `drafts` were found: found figures under what people said of them. */
export function withCorrections(
  documentId: string,
  versionId: string,
  drafts: readonly FigureDraft[],
  before: readonly Figure[],
  ids: readonly string[] = figureIds(documentId, drafts),
): Figure[] {
  const spoken = new Map(
    before.filter(({ correctedBy }) => correctedBy !== null).map((figure) => [figure.id, figure]),
  );
  // A newer rule may cut another quote around the same words: in the same version their place names them.
  // It may also take a word more or less into the figure, so the number itself is what is held to.
  const placed = new Map(
    [...spoken.values()]
      .filter((figure) => figure.versionId === versionId)
      .flatMap((figure) => [
        [`${figure.start} ${figure.end}`, figure],
        [`core ${figure.coreStart}`, figure],
      ]),
  );
  const named = new Set(ids);
  const found = drafts.map((draft, at): Figure => {
    const figure: Figure = {
      ...draft,
      id: ids[at]!,
      documentId,
      versionId,
      correctedBy: null,
      isRejected: false,
    };
    const there = placed.get(`${draft.start} ${draft.end}`) ?? placed.get(`core ${draft.coreStart}`);
    const said = spoken.get(figure.id) ?? (there !== undefined && !named.has(there.id) ? there : undefined);
    if (said === undefined || !spoken.delete(said.id)) return figure;
    const fields = Object.fromEntries(CORRECTABLE.map((name) => [name, said[name]])) as Pick<
      Figure,
      Correctable
    >;
    return {
      ...figure,
      ...fields,
      id: said.id,
      grounds: said.grounds,
      confidence: said.confidence,
      correctedBy: said.correctedBy,
      isRejected: said.isRejected,
    };
  });
  return [...found, ...spoken.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Puts found figures into the ledger inside the caller's transaction; `ids` are figureIds of them, when made before. */
export async function keepFigures(
  tables: Tables,
  documentId: string,
  versionId: string,
  drafts: readonly FigureDraft[],
  ids?: readonly string[],
): Promise<Figure[]> {
  const document = await tables.documents.get(documentId);
  if (document === null) return [];
  const figures = withCorrections(
    documentId,
    versionId,
    drafts,
    await tables.figures.ofDocument(documentId),
    ids,
  );
  await tables.figures.replace(documentId, figures, {
    source: document.source,
    sortAt: document.sortAt,
    isHidden: document.trashedAt !== null,
  });
  return figures;
}
