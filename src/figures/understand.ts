// figures/understand.ts: every figure of a reading with its meaning: the ledger's rows.
//
//   scan → items → for each figure: clause → relation → metric → entity → period → nature → basis → quote
//
// Rules look outwards from the figure: its clause, its sentence, its item, the heading, the title; each says its name
// and how sure it is. Tables are read by table.ts. Pure: the vocabulary and the document's facts come in.

import type { Block, Reading } from "../records/reading.ts";
import type { Span } from "../values/span.ts";
import { indexAt, itemsOf } from "./context.ts";
import { factsOf } from "./facts.ts";
import { understandItem } from "./item.ts";
import type { Carry, FigureContext, FigureDraft } from "./meaning.ts";
import { findTableFigures } from "./table.ts";

/** A report of 200 pages has 4,000 figures; a file with more than this is made to be heavy. */
const MOST_FIGURES = 150_000;

/**
 * The figures of a reading in order of place, tables included; quotes equal the text at their offsets. Never throws; at
 * most MOST_FIGURES of its prose; linear in the text's length.
 */
export function findFigures(
  reading: Pick<Reading, "text" | "pages" | "blocks">,
  context: FigureContext,
): FigureDraft[] {
  const blocks = reading.blocks.length > 0 ? reading.blocks : blocksOfText(reading.text);
  const facts = factsOf(reading.text, blocks, context);
  const drafts: FigureDraft[] = [];
  const carry: Carry = { inherited: null, label: null, spoken: null, block: -1 };
  let heading: Span | null = null;
  for (const item of itemsOf({ text: reading.text, blocks })) {
    if (drafts.length >= MOST_FIGURES) break;
    if (item.heading !== heading) {
      carry.inherited = null;
      carry.spoken = null;
    }
    if (item.block !== carry.block) carry.label = null;
    heading = item.heading;
    carry.block = item.block;
    carry.inherited = understandItem(reading.text, item, facts, carry, drafts);
  }
  for (const draft of findTableFigures(reading.text, blocks, facts)) drafts.push(draft);
  drafts.sort((a, b) => a.start - b.start || a.end - b.end);
  return placeOnPages(drafts, reading.pages);
}

/** As findFigures, for a text without blocks: each line is an item, "# " and short lines without a stop are headings. */
export const findFiguresInText = (text: string, context: FigureContext): FigureDraft[] =>
  findFigures({ text, pages: [], blocks: [] }, context);

function blocksOfText(text: string): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    if (end > start) {
      const isList = /^\s*(?:[-•·●*]|\d{1,2}[.、])\s/.test(text.slice(start, start + 8));
      const isHeading = text.startsWith("#", start);
      blocks.push({
        start,
        end,
        kind: isHeading ? "heading" : isList ? "list-item" : "paragraph",
        level: isHeading || isList ? 1 : 0,
      });
    }
    start = end + 1;
  }
  return blocks;
}

/** Fills in the page of each figure: pages cover the text in order. */
function placeOnPages(
  drafts: FigureDraft[],
  pages: readonly { start: number; end: number }[],
): FigureDraft[] {
  if (pages.length === 0) return drafts;
  for (const draft of drafts) draft.page = Math.max(0, indexAt(pages, draft.coreStart)) + 1;
  return drafts;
}
