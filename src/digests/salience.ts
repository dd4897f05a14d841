// digests/salience.ts: which points of a document matter: where they stand, figures with metric words, topic
// terms, and words that the document keeps using. Redundancy goes by maximal marginal relevance.
//
// Weights are set by hand and few: on earnings calls fitted weights did no better than hand weights across
// companies. Bigrams are counted once over the document; selecting compares candidates with what was taken.

import type { Span } from "../values/span.ts";
import type { Point } from "./outline.ts";

const METRICS =
  /收入|营收|利润|毛利|净利|资本(?:开支|支出)|产能|容量|吉瓦|订单|在手合同|市场规模|份额|占比|出货|造价|成本|价格|性价比|增长|同比|环比|现金流|每股|目标价|指引|估值|市盈率|功耗|算力|利润率|订满|交付|\b(?:revenue|sales|income|earnings|margin|profit|capex|capital expenditures?|capacity|gigawatts?|GW|backlog|orders?|market share|shipments?|cost|price|growth|grew|rose|fell|cash flow|per share|guidance|target|multiple|backlog|performance|efficien\w+|units?|subscribed|lead time)\b/gi;
const FORWARD = /预计|计划|指引|上调|下调|目标|将|expects?|plans?|guid|outlook|target|will |forecast/i;
/** Openings that lean on the sentence before: shown alone they say too little. */
const LEANING =
  /^(?:本文|本报告|下面|以下|in this (?:article|report|note)|这|那|该|其|它|他们|此外|另外|同时|因此|所以|不过|但|而|于是|这里|也就是说|(?:this|that|these|those|it|its|they|their|he|she|but|and|so|however|moreover|also|then|such|here|there|both|neither|one is|the other)\b)/i;
/** A later sentence that opens with a metric has its subject in an earlier one. */
const HEADLESS = /^(?:收入|营收|经营利润|净利润|毛利|利润率|订单|同比|环比|占比|增速|其余|对应)/;
const STOPPED = /[.。!！?？;；:：”"…)）]$/;
const ENUMERATOR = /^[（(]?[\d.]+[)）.、]*\s*/;
const DIGITS = /\d[\d,.]*/g;

export interface SalienceInput {
  text: string;
  topicTerms: readonly string[];
  /** Sorted by start; when empty, digits in the text are counted instead. */
  figures: readonly Span[];
}

export interface Scored extends Point {
  score: number;
  grams: Set<string>;
}

/** A scorer for the points of one document; making it reads all of them once. */
export function scorerOf(
  { text, topicTerms, figures }: SalienceInput,
  points: readonly Point[],
): (point: Point) => Scored {
  const counts = new Map<string, number>();
  const gramsByStart = new Map<number, Set<string>>();
  for (const point of points) {
    const grams = gramsOf(text.slice(point.start, point.end));
    gramsByStart.set(point.start, grams);
    for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  const terms = topicTerms.map((term) => term.toLowerCase()).filter((term) => term.length > 1);
  return (point) => {
    const own = text.slice(point.start, point.end);
    const grams = gramsByStart.get(point.start) ?? gramsOf(own);
    return {
      ...point,
      grams,
      score: scoreOf(own, point, grams, counts, terms, countFigures(own, point, figures)),
    };
  };
}

function scoreOf(
  own: string,
  point: Point,
  grams: Set<string>,
  counts: Map<string, number>,
  terms: readonly string[],
  figures: number,
): number {
  const metrics = Math.min(3, own.match(METRICS)?.length ?? 0);
  const lower = own.toLowerCase();
  const onTopic = terms.some((term) => lower.includes(term));
  let central = 0;
  for (const gram of grams) central += Math.min(4, counts.get(gram)! - 1);
  const isChinese = /\p{Script=Han}/u.test(own);
  const length = own.length * (isChinese ? 2.4 : 1);
  return (
    (point.ordinal === 0 ? 1 : point.ordinal === 1 ? 0.4 : 0) +
    (point.isItem ? 0.3 : 0) +
    0.45 * Math.min(4, figures) * (metrics > 0 ? 1 : 0.5) +
    0.35 * metrics +
    (onTopic ? 0.7 : 0) +
    (FORWARD.test(own) ? 0.3 : 0) +
    0.9 * (central / Math.max(8, grams.size)) -
    (LEANING.test(own) || (point.ordinal > 0 && HEADLESS.test(own)) ? 1 : 0) -
    (/[?？]$/.test(own) || /^(?:问|Q)[:：]/.test(own) ? 1.5 : 0) -
    // "… was as follows:" leads to a table that the item would not show.
    (/[:：]$/.test(own) ? 1.5 : 0) -
    (length < 30 ? 1.2 : 0) -
    // A line without a stop is a caption, a label or a cell; a bullet may do without.
    (point.isItem || STOPPED.test(own) ? 0 : /\d/.test(own.replace(ENUMERATOR, "")) ? 1 : 2.2) -
    (length > 420 ? 0.6 : 0)
  );
}

function countFigures(own: string, point: Point, figures: readonly Span[]): number {
  if (figures.length === 0) return own.match(DIGITS)?.length ?? 0;
  let low = 0;
  let high = figures.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (figures[middle]!.start < point.start) low = middle + 1;
    else high = middle;
  }
  let count = 0;
  while (low < figures.length && figures[low]!.start < point.end && count < 5) {
    low++;
    count++;
  }
  return count;
}

/** Content units of a text: pairs of Han characters, Latin words of three letters or more, numbers. At most 200. */
export function gramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  for (const [run] of text.toLowerCase().matchAll(/\p{Script=Han}+|[a-z][a-z0-9-]{2,}|\d[\d,.]*/gu)) {
    if (/^[a-z\d]/.test(run)) grams.add(run.replace(/[.,]+$/, ""));
    else for (let i = 0; i + 1 < run.length; i++) grams.add(run.slice(i, i + 2));
    if (grams.size >= 200) break;
  }
  return grams;
}

/** How much of the smaller of two points the other says too, 0 to 1. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const gram of small) if (large.has(gram)) shared++;
  return shared / small.size;
}

/** Two points this alike say the same thing. */
const SAME = 0.62;
/** Candidates looked at for each that is wanted: keeps a section of 2,000 sentences cheap. */
const DEPTH = 8;

/**
 * The best `count` candidates that do not repeat one another or `taken`, in document order; `taken` grows.
 * Cost: count × 8 × |taken| comparisons.
 */
export function select(candidates: readonly Scored[], count: number, taken: Scored[]): Scored[] {
  const pool = [...candidates]
    .sort((a, b) => b.score - a.score || a.start - b.start)
    .slice(0, count * DEPTH + DEPTH);
  const chosen: Scored[] = [];
  while (chosen.length < count && pool.length > 0) {
    let best = -1;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (const [i, candidate] of pool.entries()) {
      let closest = 0;
      for (const other of taken) closest = Math.max(closest, likeness(candidate.grams, other.grams));
      if (closest >= SAME) continue;
      const value = candidate.score - 1.5 * closest;
      if (value > bestValue) {
        bestValue = value;
        best = i;
      }
    }
    if (best < 0) break;
    const [point] = pool.splice(best, 1);
    chosen.push(point!);
    taken.push(point!);
  }
  return chosen.sort((a, b) => a.start - b.start);
}
