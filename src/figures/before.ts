// figures/before.ts: what a figure is to the one before it: the same thing again, a change of it, the next of a list.
//
//   "$1.4 billion, or 10%"     apposed: one thing twice          "rose 18% to $76 billion"    goes on about one metric
//   415亿元，同比增长13%        a change of the level before       "27% and 31%"               a list of one relation
//
// What a figure says itself always goes first; these rules only fill what it leaves open.

import type { Ground } from "../records/figure.ts";
import { between, bracketAt, type Parts } from "./context.ts";
import type { Found } from "./found.ts";
import type { ItemState, Known } from "./meaning.ts";
import type { ItemNames } from "./names.ts";
import type { Mention } from "./vocabulary.ts";

/** "$1.4 billion, or 10%" says one thing twice; "rose 18% to $76 billion", "to $8.45 from $7.90" go on about one metric. */
export function apposition(text: string, end: number, figure: Found): "or" | "to" | null {
  if (figure.start - end > 24 || figure.start <= end || !" ,(".includes(text[end]!)) return null;
  const gap = text.slice(end, figure.start);
  if (/^,? ?(?:\(|or (?:about |approximately |roughly )?)$/i.test(gap)) return "or";
  return /^ (?:to|from) (?:a record |an? all-time high of |about |approximately )?$/i.test(gap) ? "to" : null;
}

/** "rose 18% to $76 billion": the level is of what rose, but not of what the change is against. */
export const isChangeAfterLevel = (apposed: "or" | "to", previous: Known): boolean =>
  apposed === "to" && previous.relation === null;

/** Whether a change is of the level before it, and so of its owner and its metric. */
export function isOfLevel(
  state: ItemState,
  metrics: readonly Mention[],
  figure: Found,
  level: Known,
): boolean {
  const hasOwnMetric =
    figure.coreStart - level.end <= 40 &&
    between(metrics, level.end, figure.start).some(
      (mention) => mention.term.id !== "growth" && mention.term.id !== "share",
    );
  return !hasOwnMetric && isChained(state.text, state.parts, figure, level.end, state.names);
}

/** Whether a change belongs to the level before it: same clause or bracket chain, no other subject between. */
function isChained(text: string, parts: Parts, figure: Found, end: number, names: ItemNames): boolean {
  if (figure.coreStart - end > 40 || /[。；;]/.test(text.slice(end, figure.coreStart))) return false;
  return (
    bracketAt(parts, figure.coreStart) !== null || between(names.mentions, end, figure.coreStart).length === 0
  );
}

/** "increased 27% and 31% in 2016 and 2017": the second of a list is what the first is. */
export function listedRelation(
  text: string,
  figure: Found,
  previous: Known | null,
  own: { relation: string | null; ground: Ground },
): { relation: string | null; ground: Ground } {
  if (own.relation !== null || previous === null || previous.relation === null) return own;
  const gap = text.slice(previous.end, figure.start);
  const isListed = previous.kind === figure.kind && /^\s?(?:,|、|和|及|与|and|,\sand)\s?$/.test(gap);
  return isListed
    ? { relation: previous.relation, ground: { rule: "list-of-changes", confidence: 0.8 } }
    : own;
}

/** 同比增长13%（排除汇率影响为12%）: the second is the same growth on another basis. */
export function carryRelation(
  text: string,
  figure: Found,
  clauseStart: number,
  own: { relation: string | null; ground: Ground },
  previous: Known | null,
): { relation: string | null; ground: Ground } {
  const isGrowthBefore = previous?.relation === "yoy" || previous?.relation === "qoq";
  if (!isGrowthBefore || figure.kind !== "percent" || (own.relation !== null && own.relation !== "change"))
    return own;
  const words = text.slice(Math.max(previous!.end, clauseStart - 14), figure.start);
  const isSameGrowth =
    figure.start - previous!.end < 20 && /(?:汇率|固定汇率|constant|currency|FX|口径)/i.test(words);
  return isSameGrowth
    ? { relation: previous!.relation, ground: { rule: "growth-before", confidence: 0.8 } }
    : own;
}

const BASE_BEFORE =
  /(?:较|比|相比|高于|低于|(?:compared|versus|vs\.?|against)(?: (?:with|to))?|than|up from|down from|from)\s?(?:(?:its|an?|the|earlier|previous) )*(?:[\u4e00-\u9fff\d]{0,10}的)?\s?$/i;

/** "compared with $158.9 billion", 较2024年的415: what something is held against. */
export const isBaseOfComparison = (text: string, figure: Found): boolean =>
  " 的较比于与由从".includes(text[figure.start - 1] ?? "-") &&
  BASE_BEFORE.test(text.slice(Math.max(0, figure.start - 26), figure.start));

/** 其中C端订阅55亿 after a total in dollars: the currency goes on, marked as a guess. */
export function inheritUnit(figure: Found, previous: Known | null, text: string): void {
  if (
    figure.kind !== "count" ||
    figure.hasUnit ||
    figure.scalePower < 4 ||
    previous === null ||
    previous.kind !== "money"
  )
    return;
  if (/[。]/.test(text.slice(previous.end, figure.start)) || figure.start - previous.end > 60) return;
  figure.kind = "money";
  figure.unit = previous.unit;
  figure.isMoney = true;
  figure.rule = "inherited-currency";
}
