// desk/add-figure.ts: a person selects words that state a quantity and puts them into the ledger.

import { z } from "zod";
import { findQuantities } from "../figures/find.ts";
import { type Figure, Nature, Period } from "../records/figure.ts";
import type { Actor } from "../records/user.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";
import { findVersion } from "./find.ts";
import { figureIds } from "./keep-figures.ts";
import { findFigure, keep, LedgerRow } from "./ledger.ts";
import { operation } from "./operation.ts";
import { termNamed, termsOf } from "./terms.ts";

export const addFigure = operation({
  name: "add-figure",
  summary: "Add a figure from selected words of a document, saying of whom and of what it is.",
  http: "POST /api/figures",
  cli: null,
  allow: "editor",
  input: z.object({
    documentId: z.string(),
    version: z.string().optional(),
    start: z.coerce.number().int().min(0),
    end: z.coerce.number().int().min(1),
    entity: z.string().trim().max(200).default(""),
    metric: z.string().trim().max(200).default(""),
    period: Period.nullable().default(null),
    nature: Nature.default("actual"),
    relation: z.string().max(80).nullable().default(null),
  }),
  output: LedgerRow,
  async run(desk, actor, input) {
    const version = await findVersion(desk, input.documentId, input.version);
    const text = (await desk.store.readings.text(version.id)) ?? "";
    if (input.end > text.length || input.start >= input.end || input.end - input.start > 400)
      throw new DossierError("bad-input", {
        field: "end",
        reason: "select the words of one quantity, at most 400 characters",
      });
    const selected = text.slice(input.start, input.end);
    const [quantity, another] = findQuantities(selected, { bareNumbers: true });
    if (quantity === undefined) throw new DossierError("no-quantity", { words: selected.slice(0, 80) });
    if (another !== undefined)
      throw new DossierError("bad-input", {
        field: "end",
        reason: `the words hold more than one quantity (${quantity.text}, ${another.text}); select one`,
      });
    const pages = await desk.store.readings.pages(version.id);
    const quote = sentenceAround(text, input.start, input.end);
    const terms = await termsOf(desk);
    const entity = termNamed(terms, "entity", input.entity);
    const metric = termNamed(terms, "metric", input.metric);
    const said = { rule: "person", confidence: 1 };
    const moved = {
      start: input.start + quantity.start,
      end: input.start + quantity.end,
      coreStart: input.start + quantity.coreStart,
      coreEnd: input.start + quantity.coreEnd,
    };
    const there = (await desk.store.figures.ofDocument(input.documentId)).find(
      (figure) =>
        figure.versionId === version.id &&
        figure.coreStart < moved.coreEnd &&
        moved.coreStart < figure.coreEnd,
    );
    const named: Partial<Figure> = {
      ...(input.entity === ""
        ? {}
        : { entity: entity?.name.en ?? input.entity, entityId: entity?.id ?? null }),
      ...(input.metric === ""
        ? {}
        : { metric: metric?.name.en ?? input.metric, metricId: metric?.id ?? null }),
      ...(input.period === null ? {} : { period: input.period }),
      ...(input.relation === null ? {} : { relation: input.relation }),
      nature: input.nature,
    };
    if (there !== undefined) return saidOf(desk, actor, there.id, named);
    const [id] = figureIds(input.documentId, [
      { text: quantity.text, quote: `${quote.quote}\n${moved.start}` },
    ]);
    const figure: Figure = {
      ...quantity,
      ...moved,
      id: id!,
      documentId: input.documentId,
      versionId: version.id,
      page: pages.find((page) => input.start < page.end)?.number ?? 1,
      ...quote,
      cell: null,
      entity: entity?.name.en ?? input.entity,
      entityId: entity?.id ?? null,
      metric: metric?.name.en ?? input.metric,
      metricId: metric?.id ?? null,
      period: input.period,
      window: null,
      relation: input.relation,
      nature: input.nature,
      basis: [],
      grounds: { unit: said, entity: said, metric: said, period: said, relation: said, nature: said },
      confidence: 1,
      correctedBy: actor.id,
      isRejected: false,
    };
    return keep(desk, actor, "add", null, figure);
  },
});

/** The words are in the ledger already: what is said now is a correction, not a second figure of one quantity. */
async function saidOf(desk: Desk, actor: Actor, id: string, named: Partial<Figure>): Promise<LedgerRow> {
  const before = await findFigure(desk, id);
  const { documentTitle: _title, source: _source, sortAt: _sortAt, isDated: _isDated, ...figure } = before;
  const grounds = Object.fromEntries(
    Object.entries(figure.grounds).map(([field, ground]) => [
      field,
      field in named ? { rule: "person", confidence: 1 } : ground,
    ]),
  ) as Figure["grounds"];
  return keep(desk, actor, "correct", before, {
    ...figure,
    ...named,
    grounds,
    confidence: 1,
    correctedBy: actor.id,
    isRejected: false,
  });
}

/** The sentence or row that the words stand in, at most 300 characters to each side. */
function sentenceAround(
  text: string,
  start: number,
  end: number,
): { quoteStart: number; quoteEnd: number; quote: string } {
  const isStop = (at: number) =>
    /[。！？；\n]/.test(text[at]!) || (/[.!?;]/.test(text[at]!) && /\s/.test(text[at + 1] ?? " "));
  let quoteStart = start;
  while (quoteStart > 0 && start - quoteStart < 300 && !isStop(quoteStart - 1)) quoteStart--;
  let quoteEnd = end;
  while (quoteEnd < text.length && quoteEnd - end < 300 && !isStop(quoteEnd)) quoteEnd++;
  if (quoteEnd < text.length && text[quoteEnd] !== "\n") quoteEnd++;
  return { quoteStart, quoteEnd, quote: text.slice(quoteStart, quoteEnd) };
}
