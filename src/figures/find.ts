// figures/find.ts: every quantity of a text: exact, with its place. The first half of the ledger.
//
// Called with any text; knows nothing of documents. understand.ts gives each quantity its meaning.

import type { Quantity } from "../records/figure.ts";
import { toQuantity } from "./found.ts";
import { scan } from "./scan.ts";

/**
 * The quantities of `text`, in order, spans not overlapping, `text.slice(start, end)` equal to each one's text.
 * With `bareNumbers` numbers without any unit too (unit ""). Never throws; linear in the text's length.
 */
export function findQuantities(text: string, options: { bareNumbers?: boolean } = {}): Quantity[] {
  return scan(text, { bare: options.bareNumbers ?? false }).found.map((found) => toQuantity(text, found));
}
