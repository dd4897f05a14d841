// desk/check-figures.ts: the figures that a check reads: a document's own, and those of others it may be set against.
//
// Others are found by key and period in narrow rows (store/figure-keys.ts); bodies are read for what is compared and
// kept while the thread lives. A body in memory is as its document was last checked: whoever changes a figure has its
// document checked again, and that check compares it with everything anew.

import { withDefinitions } from "../checks/definitions.ts";
import type { Page } from "../checks/groups.ts";
import { comparisonKey, nearDays, periodsOf, type SourcedFigure, withSubjects } from "../checks/same.ts";
import type { Figure } from "../records/figure.ts";
import type { FigureKey, KeyRange, Voice } from "../store/figure-keys.ts";
import type { Tables } from "../store/store.ts";

/** What checks read; a thread has its own connection that only reads. */
export type CheckTables = Pick<
  Tables,
  "documents" | "figures" | "figureKeys" | "findings" | "readings" | "topics"
>;

// Some 20 MB.
const MOST_BODIES = 8_000;
/** Rows looked at for one key and period. */
const MOST_ROWS = 1_000;
/** Sources of one value in one period that are compared: the oldest. A finding names no more. */
const MOST_OF_VALUE = 24;

interface Body {
  figure: SourcedFigure;
  voice: string;
}

export type FigureReads = ReturnType<typeof figureReads>;

export function figureReads(tables: CheckTables) {
  const bodies = new Map<string, Body>();

  const keep = (id: string, body: Body): void => {
    bodies.delete(id);
    bodies.set(id, body);
    if (bodies.size > MOST_BODIES) bodies.delete(bodies.keys().next().value!);
  };

  /** Figures under keys as their sources' words; what is in the trash or rejected is left out. */
  const sourcedOf = async (keys: readonly FigureKey[]): Promise<SourcedFigure[]> => {
    const voices = await tables.figureKeys.voices([...new Set(keys.map(({ documentId }) => documentId))]);
    const missing = keys.filter(({ figureId }) => !bodies.has(figureId));
    const texts = await tables.figureKeys.bodies(missing.map(({ figureId }) => figureId));
    return keys.flatMap(({ figureId, documentId, subject }) => {
      const voice = voices.get(documentId);
      const known = bodies.get(figureId);
      const text = texts.get(figureId);
      if (voice === undefined || (known === undefined && text === undefined)) return [];
      const spoken = JSON.stringify(voice);
      const figure =
        known === undefined
          ? asSaid({ ...(JSON.parse(text!) as Figure), ...subject }, voice)
          : known.voice === spoken
            ? known.figure
            : asSaid(known.figure, voice);
      keep(figureId, { figure, voice: spoken });
      return [figure];
    });
  };

  return {
    sourcedOf,

    /** What was known of a document's figures is forgotten; to be called before it is checked. */
    forget(figures: readonly { id: string }[]): void {
      for (const { id } of figures) bodies.delete(id);
    },

    /**
     * All figures that may be of one thing and period with some of `asked`, those among them; `asked` are the figures
     * under `keys`, of which `notOf` has its own. `spoken` are the ids of these and of the many that only repeat them.
     */
    async around(
      asked: readonly SourcedFigure[],
      keys: readonly FigureKey[],
      notOf: string,
    ): Promise<{ figures: SourcedFigure[]; spoken: Set<string> }> {
      const ranges = new Map<string, KeyRange>();
      for (const figure of asked)
        for (const days of nearDays(figure)) {
          const range = { key: comparisonKey(figure), ...days };
          ranges.set(JSON.stringify(range), range);
        }
      const near = await tables.figureKeys.near([...ranges.values()], notOf, MOST_ROWS);
      const all = new Map([...near, ...keys].map((row) => [row.figureId, row]));
      const chosen = fewOfEach([...all.values()].sort(inOrder));
      const mine = new Map(asked.map((figure) => [figure.id, figure]));
      const others = await sourcedOf(chosen.filter(({ figureId }) => !mine.has(figureId)));
      const byKey = Map.groupBy(asked, comparisonKey);
      const figures = [
        ...chosen.flatMap(({ figureId }) => mine.get(figureId) ?? []),
        ...others.filter((figure) =>
          byKey.get(comparisonKey(figure))?.some((own) => periodsOf(own, figure) !== "other"),
        ),
      ];
      const spoken = new Set(all.keys());
      for (const { figureId } of chosen) spoken.delete(figureId);
      for (const { id } of figures) spoken.add(id);
      return { figures, spoken };
    },
  };
}

/** The order in which the store gives the rows of one period. */
const inOrder = (a: FigureKey, b: FigureKey): number =>
  a.sortAt < b.sortAt ? -1 : a.sortAt > b.sortAt ? 1 : a.figureId < b.figureId ? -1 : 1;

/** Of many sources that say one value the oldest. */
export function fewOfEach(rows: readonly FigureKey[]): FigureKey[] {
  const said = new Map<string, number>();
  return rows.filter(({ key, periodStart, periodEnd, amount }) => {
    const form = `${key}|${periodStart}|${periodEnd}|${amount}`;
    const count = said.get(form) ?? 0;
    said.set(form, count + 1);
    return count < MOST_OF_VALUE;
  });
}

/** A figure as one source's word. */
export const asSaid = (figure: Figure, { source, sortAt, storyId, isPrimary }: Voice): SourcedFigure => ({
  ...figure,
  sourceName: source,
  sortAt,
  storyId,
  isPrimary,
});

/**
 * A document's figures with the subjects that its body gives its headline and the definitions that stand around its
 * tables, and the rows by which others find them.
 */
export function keyed(
  figures: readonly Figure[],
  page: Page | null,
  sortAt: string,
): { figures: Figure[]; keys: FigureKey[] } {
  const asKept = new Set(figures);
  const compared = withSubjects(withDefinitions(figures, page)).filter(
    (figure) => comparisonKey(figure) !== "",
  );
  return {
    figures: compared,
    keys: compared.map((figure) => ({
      figureId: figure.id,
      documentId: figure.documentId,
      key: comparisonKey(figure),
      periodStart: figure.period?.start ?? "",
      periodEnd: figure.period?.end ?? "",
      amount: `${figure.low ?? ""} ${figure.high ?? ""}${figure.dates?.low ?? ""}`,
      sortAt,
      subject: asKept.has(figure)
        ? null
        : { entity: figure.entity, entityId: figure.entityId, basis: figure.basis },
    })),
  };
}
