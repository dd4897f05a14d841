// digests/card-metric.ts: what a quantity in a sentence of an earnings call measures: metric and modifier.
//
// A closed list of metrics with the words that name them; nouns that are no metric of the card stand in the
// list too, so that a charge is never read as the income that is named before it. English only.

import type { DigestFigure } from "./conversions.ts";

export interface Metric {
  /** As the card writes it. */
  name: string;
  /** Added to a row's score. */
  weight: number;
  takes: readonly ("money" | "share" | "percent")[];
}

const metric = (name: string, weight: number, ...takes: Metric["takes"][number][]): Metric => ({
  name,
  weight,
  takes,
});

const EPS = metric("earnings per share", 3, "share", "percent");
export const LOSS = metric("loss per share", 3, "share");
const FFO = metric("ffo per share", 3, "share", "percent");
const AFFO = metric("affo per share", 2.6, "share");
const DIVIDEND = metric("dividend per share", 0.2, "share");
const BOOK = metric("book value per share", -0.5, "share");

/** First that fits at a place wins: longer names stand before their parts. null: a noun that is no metric here. */
const NAMES: [words: string, metric: Metric | null][] = [
  ["(?:tangible )?book value(?: per (?:common )?share)?", BOOK],
  ["dividends?(?: per (?:common )?share)?", DIVIDEND],
  ["(?:AFFO|adjusted (?:funds from operations|FFO))(?: per (?:diluted )?(?:common )?(?:share|unit))?", AFFO],
  ["(?:[Nn]areit )?(?:FFO|[Ff]unds from operations)(?: per (?:diluted )?(?:common )?(?:share|unit))?", FFO],
  [
    "(?:net )?loss(?:es)?(?: \\([^)]{1,20}\\))? per (?:diluted |basic |common |ordinary )*(?:share|unit)",
    LOSS,
  ],
  [
    "(?:net )?(?:earnings|income|EPS)(?: from continuing operations)?,? per (?:fully )?(?:diluted |basic |common |ordinary )*(?:share|unit)|(?:diluted |basic )?EPS|(?:diluted )earnings",
    EPS,
  ],
  ["free cash flow", metric("free cash flow", 0.7, "money")],
  [
    "(?:operating cash flows?|cash flows? from operat(?:ions|ing activities)|cash (?:provided|generated) (?:by|from) operat(?:ions|ing activities))",
    metric("operating cash flow", 0, "money"),
  ],
  ["EBITDAX?R?E? margins?", metric("ebitda margin", -0.3, "percent")],
  ["(?:gross (?:profit )?margins?)", metric("gross margin", -0.3, "percent")],
  ["(?:operating (?:profit |income )?margins?)", metric("operating margin", -0.3, "percent")],
  ["EBITDAX?R?E?", metric("ebitda", 0.8, "money")],
  ["net interest margins?", metric("net interest margin", 0.2, "percent")],
  ["net interest income", metric("net interest income", 0.3, "money")],
  ["(?:capital expenditures?|capital spending|capex|CapEx)", metric("capital expenditures", 0.6, "money")],
  [
    "(?:same[- ](?:store|property|community|center|facility) (?:net operating income|NOI))",
    metric("same-store net operating income", 0.4, "percent"),
  ],
  [
    "(?:same[- ](?:store|restaurant|shop|club) (?:net )?sales|comparable(?: restaurant| store)? (?:net )?sales|comp(?:arable)? store sales|comp sales|comps)",
    metric("comparable sales", 1, "percent"),
  ],
  ["organic (?:net )?(?:sales|revenues?)(?: growth)?", metric("organic revenue", 0.6, "percent", "money")],
  ["(?:net operating income|NOI)", metric("net operating income", -0.3, "money")],
  [
    "(?:operating (?:income|profit|earnings)|income from operations)",
    metric("operating income", 0.1, "money"),
  ],
  [
    "(?:pre-?tax (?:income|earnings|profit)|income before (?:income )?tax(?:es)?)",
    metric("pre-tax income", -0.2, "money"),
  ],
  ["gross profit", metric("gross profit", -0.3, "money")],
  ["net loss(?:es)?", metric("net loss", 0.2, "money")],
  [
    "(?:net income|net earnings|net profit)(?: attributable to (?:common )?(?:shareholders|stockholders))?",
    metric("net income", 0.2, "money"),
  ],
  ["(?:effective )?tax rate", metric("tax rate", -0.6, "percent")],
  ["backlog", metric("backlog", 0.1, "money")],
  ["(?:total |net |consolidated )*revenues?", metric("revenue", 1.4, "money", "percent")],
  ["(?:total |consolidated )*net sales", metric("net sales", 1.4, "money", "percent")],
  ["(?:total |consolidated )*sales", metric("sales", 1.4, "money", "percent")],
  // Not on the card: each keeps its figure from the metric beside it.
  [
    "charges?|costs?|expenses?|SG&A|impairments?|debt|borrowings?|liquidity|cash(?: and cash equivalents)?|repurchas\\w+|bought back|buybacks?|synerg\\w+|savings?|impacts?|headwinds?|tailwinds?|benefits?|gains?|taxes|interest|depreciation|amortization|provision|reserves?|loans?|deposits?|assets|equity|inventor\\w+|investments?|acquisitions?|proceeds|bookings|orders|contracts?|awards?|premiums?|price|pricing|volumes?|units?|share price|market|credit facility|notes|leverage|compensation|working capital|guidance midpoint|dilution|accretion|amount|currency|exchange",
    null,
  ],
];
const ALL = new RegExp(NAMES.map(([words]) => `(?<![\\w-])(${words})(?![\\w-])`).join("|"), "g");

export interface Mention {
  start: number;
  end: number;
  words: string;
  metric: Metric | null;
}

/** Metrics named in a sentence, in order; offsets into it. */
export function mentionsOf(sentence: string): Mention[] {
  const mentions: Mention[] = [];
  for (const match of lowerFirst(sentence).matchAll(ALL)) {
    const which = match.slice(1).findIndex((group) => group !== undefined);
    mentions.push({
      start: match.index,
      end: match.index + match[0].length,
      words: match[0],
      metric: NAMES[which]![1],
    });
  }
  return mentions;
}

/** Words in lower case but for abbreviations, so that "Net sales" and "NET SALES" read alike; same length. */
const lowerFirst = (text: string): string =>
  text.replace(/\b[A-Z][a-z]+/g, (word) => (word === "CapEx" ? word : word.toLowerCase()));

const FARTHEST = 120;

/** The mention a quantity belongs to, with its distance; null when none is near. */
export function nearestMention(
  sentence: string,
  mentions: readonly Mention[],
  quantity: { start: number; end: number },
): { mention: Mention; isBefore: boolean; distance: number } | null {
  let best: { mention: Mention; isBefore: boolean; distance: number } | null = null;
  for (const mention of mentions) {
    const isBefore = mention.end <= quantity.start;
    if (!isBefore && mention.start < quantity.end) continue;
    const between = isBefore
      ? sentence.slice(mention.end, quantity.start)
      : sentence.slice(quantity.end, mention.start);
    let distance = isBefore ? between.length : 1.3 * between.length;
    if (isBefore && /;|, (?:and|but|while|with)\b/.test(between)) distance += 25;
    if (!isBefore && !/^\s*(?:of|in)\b/.test(between)) distance += 25;
    if (distance <= FARTHEST && (best === null || distance < best.distance))
      best = { mention, isBefore, distance };
  }
  return best;
}

/** The metric of a per-share amount by the words before it; null when they do not say. */
export function shareMetric(before: string): { metric: Metric; words: string } | null {
  const window = before.slice(-220);
  const found = [
    ...window.matchAll(
      /\b(dividends?|book value|AFFO|(?:N?FFO|funds from operations)|loss(?:es)?|net income|net earnings|(?:operating )?income(?: from continuing operations)?|earnings|earned|EPS|distribut\w+|price|NAV|cash available)\b/gi,
    ),
  ].at(-1);
  if (found === undefined) return null;
  const word = found[1]!;
  if (/^dividend|^distribut/i.test(word)) return { metric: DIVIDEND, words: word };
  if (/^book/i.test(word)) return { metric: BOOK, words: word };
  if (/^AFFO/i.test(word) || (/FFO|funds/i.test(word) && /adjusted\s*$/i.test(window.slice(0, found.index))))
    return { metric: AFFO, words: word };
  if (/FFO|funds/i.test(word)) return { metric: FFO, words: word };
  if (/^loss/i.test(word)) return { metric: LOSS, words: word };
  if (/^price|^NAV|^cash/i.test(word)) return null;
  return { metric: EPS, words: word };
}

const SHARE_MODIFIER = /\b(adjusted|non-GAAP|GAAP|core|normali[sz]ed|ongoing|comparable|distributable)\b/gi;
/** "operating earnings", "reported earnings" right before the metric; "we reported earnings" says nothing. */
const ADJACENT =
  /(?<!\b(?:we|I|they|it|company|has|have|had)(?: also| just)? )\b(operating|reported)(?: (?:diluted|basic|net))*\s*$/i;
/** Beside an amount of money or a percentage only the word right before the metric counts. */
const MODIFIER =
  /\b(adjusted|non-GAAP|GAAP|core|normali[sz]ed|organic)(?: (?:net|total|diluted|consolidated))?\s*$/gi;
const NORMAL: Record<string, string> = { normalised: "normalized", reported: "gaap", ongoing: "ongoing" };

/** Adjusted, non-gaap, gaap … as the card writes it, by the words left of the metric and right after the value; "" without. */
export function modifierOf(left: string, right: string, isShare: boolean): string {
  // A modifier of an earlier figure ("adjusted EBITDA was $5 million, and earnings …") ends with its clause.
  const clause = isShare ? left.slice(lastEnd(left, /\d[^,;]*?(?:,|;| and )/g)) : left;
  const beside = isShare ? ADJACENT.exec(left)?.[1]?.toLowerCase() : undefined;
  if (beside !== undefined) return NORMAL[beside] ?? beside;
  const near = clause.slice(isShare ? -110 : -40);
  const found = [...near.matchAll(isShare ? SHARE_MODIFIER : MODIFIER)].at(-1)?.[1]?.toLowerCase();
  if (found !== undefined) return NORMAL[found] ?? found;
  // What leaves items out is adjusted, whether or not the speaker says so.
  if (isShare && /\bexcluding\b/i.test(left)) return "adjusted";
  if (/^[^.;]{0,20}(?:, excluding|\bon an adjusted basis|\bon a non-GAAP basis)/i.test(right))
    return "adjusted";
  return "";
}

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

const SHARE_AFTER =
  /^\s*(?:(?:per|a) (?:fully )?(?:diluted |basic |common |ordinary )*(?:share|unit)\b|(?:of|in) (?:(?:adjusted|diluted|GAAP|non-GAAP|core|normalized|operating|fully|net|and|,) ?)*(?:earnings per|EPS|FFO)\b|(?:(?:adjusted|diluted|GAAP|non-GAAP|core|normalized) )*(?:earnings per|EPS|FFO per)|diluted (?:earnings per share|EPS))/i;

/** Which of the three kinds of the card a quantity is; null for what the card never shows. */
export function takesOf(
  quantity: DigestFigure,
  sentence: string,
  offset: number,
): Metric["takes"][number] | null {
  if (quantity.kind === "price" && /\/(?:share|unit)$/.test(quantity.unit)) return "share";
  if (quantity.kind === "percent") return "percent";
  if (quantity.kind !== "money" || quantity.isVague) return null;
  const after = sentence.slice(quantity.end - offset, quantity.end - offset + 90);
  if (SHARE_AFTER.test(after)) return "share";
  // "EPS was $1.87": without a scale word and small, it can only be an amount per share.
  const isSmall = quantity.high !== null && /^-?\d{1,3}(?:\.\d+)?$/.test(quantity.high);
  if (!isSmall) return "money";
  const before = sentence.slice(Math.max(0, quantity.start - offset - 110), quantity.start - offset);
  return /\b(?:EPS|per (?:fully )?(?:diluted |common )*(?:share|unit)|FFO|dividend)\b/i.test(before)
    ? "share"
    : null;
}
