// figures/numbering.ts: numbers of an item that are no figures.
//
// The number of the item itself, a place in a law or a form, the unit that a table counts in, a span inside the name of
// an account. They are found like figures, since only their surroundings tell them apart.

import type { Item } from "./context.ts";
import type { Found } from "./found.ts";

const NUMBERING = /^\s*(?:[（(]?\d{1,3}[)）、]|\d{1,3}[.．](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}[.．、\s])/;

/** 一年内到期的非流动资产: a span inside the name of an account. */
const ACCOUNT_TERM = /^(?:以)?内到期|^期(?:借款|应收|应付|投资|股权|待摊)/;

/** "Section 27A", "Item 1A": a place in a law or a form, whatever letter stands behind its number. */
const REFERENCE =
  /\b(?:sections?|items?|rules?|notes?|exhibit|schedule|article|regulation|chapter|footnote)\s$/i;

/** "(In thousands of U.S. dollars)": what a table counts in, no amount. */
const UNIT_PHRASE = /\bin\s(?:hundreds|thousands|millions|billions)\b/i;

const isReference = (text: string, from: number, start: number, end: number): boolean =>
  REFERENCE.test(text.slice(from, start)) || UNIT_PHRASE.test(text.slice(from, end));

/** "12、一年内到期…", "3. Results": the number of the item is no figure, nor is the term in an account's name. */
export function dropNumbering(text: string, item: Item, found: Found[]): void {
  if (found.length === 0) return;
  const mark = NUMBERING.exec(text.slice(item.start, item.start + 16));
  const end = item.start + (mark?.[0].length ?? 0);
  while (mark !== null && found.length > 0 && found[0]!.numberStart < end) found.shift();
  for (let at = found.length - 1; at >= 0; at--) {
    const { kind, coreStart, coreEnd } = found[at]!;
    if (
      text[coreStart - 1] === " " &&
      isReference(text, Math.max(item.start, coreStart - 12), coreStart, coreEnd)
    ) {
      found.splice(at, 1);
      continue;
    }
    if (kind === "duration" && ACCOUNT_TERM.test(text.slice(coreEnd, coreEnd + 4))) found.splice(at, 1);
  }
}
