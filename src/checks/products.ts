// checks/products.ts: capacity times cost: "2 GW at 10 to 12 billion dollars a gigawatt, 20 to 24 billion in all".
//
// Units say which figures belong together: dollars a watt times watts are dollars. All three stand in one sentence. It
// fails only when there is one of each in it, all firm, and a word that says the product is meant; else it may hold.

import type { Figure } from "../records/figure.ts";
import { draftOf, type FindingDraft, scaleOf, termsOf, writeFigure } from "./draft.ts";
import type { Groups } from "./groups.ts";
import { type Interval, meet, multiply } from "./interval.ts";
import { isFirm, isForward, isOpen, meaningOf } from "./meaning.ts";

export const PRODUCT = "product 1";
const MEANT =
  /\btotal|in all|altogether|amounts? to|equals?|implies|implying|合计|总计|共计|一共|相当于|对应|意味着|即/i;
const MOST_IN_SENTENCE = 12;

/** One finding a sentence at most: two products in one are a list, of which nobody knows what belongs together. */
export function checkProducts(groups: Groups): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const said of groups.byQuote.values()) {
    const figures = said.filter((figure) => figure.cell === null && figure.relation === null);
    if (figures.length < 3 || figures.length > MOST_IN_SENTENCE) continue;
    const draft = productOf(figures);
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
}

interface Product {
  price: Figure;
  count: Figure;
  total: Figure;
  stated: Interval;
  computed: Interval;
}

function productOf(figures: readonly Figure[]): FindingDraft | null {
  const products = figures
    .filter(({ unit }) => unit.includes("/"))
    .flatMap((price) => productsAt(price, figures));
  const right = products.find(({ stated, computed }) => meet(stated, computed));
  if (right !== undefined) return productDraft(right, "holds");
  const [only] = products;
  return products.length === 1 && only !== undefined && isPlain(only) ? productDraft(only, "fails") : null;
}

function productsAt(price: Figure, figures: readonly Figure[]): Product[] {
  const slash = price.unit.indexOf("/");
  const [over, under] = [price.unit.slice(0, slash), price.unit.slice(slash + 1)];
  const own = meaningOf(price);
  if (own === null || isOpen(own)) return [];
  return figures
    .filter(({ unit }) => unit === under)
    .flatMap((count) =>
      figures
        .filter(({ unit }) => unit === over)
        .flatMap((total) => {
          const [times, stated] = [meaningOf(count), meaningOf(total)];
          return times === null || stated === null || isOpen(times) || isOpen(stated)
            ? []
            : [{ price, count, total, stated, computed: multiply(own, times) }];
        }),
    );
}

const isPlain = ({ price, count, total }: Product): boolean =>
  [price, count, total].every((figure) => isFirm(figure) && !isForward(figure)) && MEANT.test(total.quote);

function productDraft(
  { price, count, total, stated, computed }: Product,
  verdict: "holds" | "fails",
): FindingDraft {
  const [counts, totals, prices] = [scaleOf([count]), scaleOf([total]), scaleOf([price])];
  return draftOf({
    check: PRODUCT,
    parts: [
      { figure: count, role: "count" },
      { figure: price, role: "price" },
      { figure: total, role: "stated" },
    ],
    formula: `${writeFigure(count, counts)}${counts.name} × ${writeFigure(price, prices)}${prices.name} ${verdict === "holds" ? "=" : "≠"} ${writeFigure(total, totals)}${totals.name}`,
    terms: termsOf(count, "×", price, verdict === "holds" ? "=" : "≠", total),
    stated,
    computed,
    unit: total.unit,
    verdict,
  });
}
