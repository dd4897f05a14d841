// figures/metric.ts: what a figure measures.
//
// The nearest word of the vocabulary that fits the figure's kind, before it in its clause; a noun joined to it from
// behind wins (95亿美元收益, 60%份额). Bare growth (占比59%，同比+11%) takes the metric of the level before it. What
// the vocabulary does not know is kept as written: the words before 为, 达, a colon, a bracket.

import type { Ground, Term } from "../records/figure.ts";
import { asWritten } from "./as-written.ts";
import { bracketAt, firstFrom, indexAt, isAside, type Parts } from "./context.ts";
import type { Found } from "./found.ts";
import type { Mention } from "./vocabulary.ts";

export interface MetricGuess {
  name: string;
  id: string | null;
  /** flow, stock or state; null for a metric as written. */
  nature: string | null;
  /** A specification (performance, bandwidth): true whenever it is said, whatever dates stand near. */
  isSpecification?: boolean;
  ground: Ground;
}

export interface MetricAsked {
  text: string;
  parts: Parts;
  item: { start: number; end: number };
  metrics: readonly Mention[];
  figure: Found;
  relation: string | null;
  /** The figure before in the same item with its metric; null at the item's start. */
  previous: { metric: MetricGuess; end: number; kind: string; unit: string; relation: string | null } | null;
  /** The metric of the nearest level (no relation) before in the item. */
  level: MetricGuess | null;
  /** The change stands right behind that level: in its bracket or clause chain. */
  isAppended: boolean;
  /** The vocabulary's terms by id. */
  terms: ReadonlyMap<string, Term>;
  /** End of the entity or label nearest before the figure: words as written begin behind it. */
  wordsFrom: number;
}

export const noMetric: MetricGuess = {
  name: "",
  id: null,
  nature: null,
  ground: { rule: "none", confidence: 0 },
};

export const metricAs = (mention: Mention, rule: string, confidence: number): MetricGuess => ({
  name: mention.term.name.en,
  id: mention.term.id,
  nature: mention.term.traits[0] ?? null,
  isSpecification:
    mention.term.traits[0] === "state" &&
    (mention.term.traits.includes("kind:ratio") || mention.term.traits.includes("kind:other")) &&
    !mention.term.traits.includes("kind:multiple"),
  ground: { rule, confidence },
});

/** Words looked at for one figure. */
const MOST_WORDS = 40;
const GROWTH = new Set(["yoy", "qoq", "cagr", "change", "level-multiple"]);

function fits(mention: Mention, asked: MetricAsked): boolean {
  const { traits } = mention.term;
  const { figure, relation } = asked;
  if (mention.term.id === "growth" && relation !== null && GROWTH.has(relation)) return false;
  if (traits.includes(`kind:${figure.kind}`))
    return mention.term.id !== "share" || relation === null || relation.startsWith("share-of");
  if (
    figure.kind === "count" &&
    figure.unit === "" &&
    (traits.includes("kind:money") || traits.includes("kind:multiple"))
  )
    return true;
  if (figure.kind === "price" && traits.includes("kind:money")) return true;
  if (figure.kind === "money" && traits.includes("kind:price")) return true;
  const isChange = figure.kind === "percent" || figure.kind === "ratio" || figure.kind === "percentage-point";
  return (
    isChange &&
    relation !== null &&
    (GROWTH.has(relation) || relation.startsWith("share-of")) &&
    mention.term.id !== "share" &&
    mention.term.id !== "investment"
  );
}

/** 剔除X, 不含X, 含X: X is taken out or in, it is not what is measured. */
const isTakenOut = (text: string, mention: Mention): boolean =>
  /(?:剔除|扣除|不含|不包括|排除|包含|包括|含|excluding|including|ex-|driven by|due to)\s?$/i.test(
    text.slice(Math.max(0, mention.start - 12), mention.start),
  );

const isUsable = (asked: MetricAsked, mention: Mention): boolean =>
  fits(mention, asked) &&
  !isTakenOut(asked.text, mention) &&
  !isAside(asked.parts, mention.start, asked.figure.coreStart);

function beforeIn(asked: MetricAsked, start: number): Mention | null {
  const { metrics, figure } = asked;
  const last = firstFrom(metrics, figure.coreStart) - 1;
  for (let index = last; index >= 0 && index > last - MOST_WORDS; index--) {
    const mention = metrics[index]!;
    if (mention.start < start) return null;
    if (mention.end <= figure.coreStart && isUsable(asked, mention)) return mention;
  }
  return null;
}

/** A noun joined to the figure from behind: 3.8吉瓦容量, 60%份额, 100亿美元的定制芯片订单, "$5 billion in revenue". */
function afterIn(
  asked: MetricAsked,
  end: number,
  reach: number,
): { mention: Mention; isJoined: boolean } | null {
  const { text, figure, metrics } = asked;
  const from = firstFrom(metrics, figure.end);
  for (const mention of metrics.slice(from, from + 8)) {
    if (mention.end > end) continue;
    const gap = text.slice(figure.end, mention.start).replace(/[（(][^（）()]{0,20}[)）]/g, "");
    const isListed = reach > 20 && /^[)）]/.test(gap);
    if (isListed && isUsable(asked, mention) && !/[，,。；;]/.test(gap)) return { mention, isJoined: false };
    if (gap.length > reach || /[，,。；;：:、（(\d]/.test(gap)) return null;
    if (!isUsable(asked, mention)) continue;
    return { mention, isJoined: /^(?:的?|\s?(?:in|of|worth of)?\s?)$/i.test(gap) || gap.startsWith("的") };
  }
  return null;
}

const STATES =
  /(?:为|达到?|至|到|是|约|超|共|计|：|:|was|were|of|is|at|to|reached|totaled|totalled)\s?(?:了|约)?$/i;

const BY_NOUN: Record<string, string> = {
  chip: "chips-deployed",
  GPU: "chips-deployed",
  TPU: "chips-deployed",
  robot: "robots",
  city: "cities",
  user: "users",
  token: "tokens",
  customer: "customers",
  employee: "employees",
  store: "stores",
  vehicle: "shipments",
  subscriber: "subscribers",
  country: "countries",
  patent: "patents",
  parameter: "parameters",
  phone: "shipments",
  case: "cases",
  share: "shares-outstanding",
};
const BY_NAME: Record<string, [string, string]> = {
  "chips-deployed": ["Chips deployed", "stock"],
  robots: ["Robots", "stock"],
  cities: ["Cities covered", "stock"],
  users: ["Users", "stock"],
  tokens: ["Token volume", "flow"],
  customers: ["Customers", "stock"],
  employees: ["Employees", "stock"],
  stores: ["Stores", "stock"],
  shipments: ["Shipments", "flow"],
  subscribers: ["Subscribers", "stock"],
  countries: ["Countries covered", "stock"],
  patents: ["Patents", "stock"],
  parameters: ["Parameters", "state"],
  cases: ["Cases", "flow"],
  "shares-outstanding": ["Shares outstanding", "stock"],
  "process-node": ["Process node", "state"],
  "capacity-power": ["Power capacity", "stock"],
  memory: ["Memory capacity", "state"],
  compute: ["Compute", "state"],
  launch: ["Launch timing", "state"],
  "capacity-date": ["Capacity timing", "state"],
};

const named = (id: string, rule: string, confidence: number): MetricGuess => ({
  name: BY_NAME[id]![0],
  id,
  nature: BY_NAME[id]![1],
  ground: { rule, confidence },
});

function byKind(asked: MetricAsked): MetricGuess | null {
  const { figure, previous } = asked;
  if (figure.unit === "nm") return named("process-node", "unit-nm", 0.95);
  if (figure.kind === "count") {
    if ((figure.unit === "item" || figure.unit === "") && previous !== null && previous.kind === "count")
      return { ...previous.metric, ground: { rule: "count-before", confidence: 0.6 } };
    const id = BY_NOUN[figure.unit];
    if (id !== undefined) return named(id, "counted-noun", 0.8);
  }
  return null;
}

/** What somebody does with the figure says what it is: "earned $5 million", "delivered 495,570 vehicles". */
const VERBS: [id: string, kinds: string, pattern: RegExp][] = [
  ["net-income", "money", /\b(?:earned|earning)\b(?! (?:on|from))/i],
  ["buyback", "money", /\b(?:repurchas(?:ed|ing)|bought back|buying back)\b/i],
  ["shipments", "count", /\b(?:deliver(?:ed|ing)?|sold|shipp?(?:ed|ing)?)\b|交付|售出|卖出|出货/i],
  ["orders", "money", /\b(?:sign(?:ed|ing)|won|award(?:ed)?|secured)\b[^.]{0,24}$/i],
  ["employees", "count", /\bemploy(?:s|ed|ing)?\b/i],
  ["layoffs", "count", /\b(?:lay(?:ing)? off|laid off|cut(?:ting)?)\b|裁员|裁减/i],
  [
    "stake",
    "percent",
    /\b(?:owns?|owned|acquir(?:e|ed|ing)|holds?|held)\b(?: an?)?(?: about| approximately)?\s?$/i,
  ],
];

function verbMetric(asked: MetricAsked, clauseStart: number): MetricGuess | null {
  const { figure, text, previous, relation } = asked;
  if (relation !== null) return null;
  const from = Math.max(clauseStart, previous?.end ?? 0, figure.start - 48);
  const words = text.slice(from, figure.start);
  if (/\d/.test(words)) return null;
  const found = VERBS.find(([, kind, pattern]) => kind === figure.kind && pattern.test(words));
  if (found === undefined) return null;
  const term = asked.terms.get(found[0]);
  return term === undefined ? null : metricAs({ start: from, end: figure.start, term }, "verb", 0.65);
}

/** What the figure measures; name "" when nothing in reach says. */
export function metricOf(asked: MetricAsked): MetricGuess {
  return perShare(asked, multipleOf(asked) ?? nearestMetric(asked));
}

const PER_SHARE: Readonly<Record<string, string>> = {
  "net-income": "eps",
  "adjusted-net-income": "eps",
  loss: "eps",
  profit: "eps",
  equity: "bvps",
};

/** A result by the share is another metric than the result: "a net loss of $3 million, or $0.07 per share". */
export function perShare(asked: Pick<MetricAsked, "figure" | "terms">, guess: MetricGuess): MetricGuess {
  const id = PER_SHARE[guess.id ?? ""];
  const term = id === undefined ? undefined : asked.terms.get(id);
  if (term === undefined || !/\/(?:\d+ )?share$/.test(asked.figure.unit)) return guess;
  return metricAs({ start: 0, end: 0, term }, "per-share", guess.ground.confidence);
}

/** "18 times forward earnings": a multiple says of what behind it. */
function multipleOf(asked: MetricAsked): MetricGuess | null {
  const { figure, text } = asked;
  if (figure.kind !== "ratio" && figure.kind !== "multiple") return null;
  const match =
    /^ (?:its |the )?(?:\d{4} )?(?:(?:forward|trailing|estimated|expected|projected|12-month|next year's) ){0,3}(earnings|sales|revenues?|book(?: value)?|EBITDA)\b/i.exec(
      text.slice(figure.end, figure.end + 48),
    );
  if (match === null) return null;
  const word = match[1]!.toLowerCase();
  const id =
    word === "earnings" ? "pe" : word.startsWith("book") ? "pb" : word === "ebitda" ? "ev-ebitda" : "ps";
  const term = asked.terms.get(id);
  return term === undefined ? null : metricAs({ start: 0, end: 0, term }, "multiple-of", 0.8);
}

function nearestMetric(asked: MetricAsked): MetricGuess {
  const { text, parts, figure, relation, level, previous } = asked;
  const clause = parts.clauses[indexAt(parts.clauses, figure.coreStart)] ?? asked.item;
  const before = beforeIn(asked, clause.start);
  const bracket = bracketAt(parts, figure.coreStart);
  const isInBracket = bracket !== null && figure.end <= bracket.end && bracket.end - bracket.start < 80;
  const isChange = relation !== null;
  const isShareWord = isChange && asked.isAppended && before?.term.id === "share";
  const own =
    before !== null && !isShareWord && (previous === null || before.end > previous.end) ? before : null;
  if (figure.isVague && figure.kind === "money" && IS_BUSINESS.test(text.slice(figure.end, figure.end + 14)))
    return own ? metricAs(own, "before-in-clause", 0.85) : RUN_RATE;
  if (isChange && own === null && level !== null && asked.isAppended)
    return { ...level, ground: { rule: "level-before", confidence: 0.85 } };
  const after = afterIn(asked, clause.end, isChange && own === null ? 60 : 14);
  const isStated =
    before !== null && STATES.test(text.slice(before.end, figure.start)) && figure.start - before.end < 5;
  if (after?.isJoined && !isStated && !(before !== null && isAdding(before)))
    return metricAs(after.mention, "joined-after", 0.85);
  const byUnit = byKind(asked);
  if (byUnit !== null && (own === null || figure.kind !== "count" || figure.unit !== "item")) {
    const isBetter = own !== null && figure.kind === "count" && figure.start - own.end < 8;
    if (!isBetter) return byUnit;
  }
  const whole = own?.term.id === "share" ? shareOfWhat(asked, own) : null;
  if (whole !== null) return metricAs(whole, "share-of-what", 0.75);
  if (own !== null) return metricAs(own, "before-in-clause", isInBracket ? 0.75 : 0.9);
  if (after !== null) return metricAs(after.mention, "after-in-clause", 0.7);
  if (before !== null) return metricAs(before, "before-in-clause", 0.7);
  if (isChange && level !== null && level.name !== "")
    return { ...level, ground: { rule: "level-before", confidence: 0.6 } };
  const verb = verbMetric(asked, clause.start);
  if (verb !== null) return verb;
  const written = asWritten({
    text,
    clauseStart: clause.start,
    wordsFrom: Math.max(asked.wordsFrom, previous?.end ?? 0),
    figureStart: figure.start,
  });
  if (written !== null && written.ground.confidence > 0.5) return written;
  if (figure.kind === "memory") return named("memory", "kind-memory", 0.5);
  if (figure.kind === "compute") return named("compute", "kind-compute", 0.5);
  const inItem = beforeIn(asked, asked.item.start);
  if (inItem !== null) return metricAs(inItem, "before-in-item", 0.6);
  if (previous !== null && previous.metric.name !== "" && (isChange || previous.kind === figure.kind))
    return { ...previous.metric, ground: { rule: "figure-before", confidence: 0.5 } };
  if (written !== null) return written;
  if (figure.kind === "power") return named("capacity-power", "kind-power", 0.4);
  if (isChange && previous !== null && previous.metric.name !== "")
    return { ...previous.metric, ground: { rule: "figure-before", confidence: 0.45 } };
  return noMetric;
}

/** "Gross profit as a percentage of revenue": the share is of what stands before it. */
function shareOfWhat({ text, metrics }: MetricAsked, share: Mention): Mention | null {
  const before = metrics[firstFrom(metrics, share.start) - 1];
  return before !== undefined && /^,? as an? $/i.test(text.slice(before.end, share.start)) ? before : null;
}

/** "a multibillion-dollar business": a run rate by convention. */
const IS_BUSINESS = /^\s?(?:级别|的?(?:业务|生意))|^\s(?:annual )?(?:business|run[- ]rate)/i;
const RUN_RATE: MetricGuess = {
  name: "Annualized revenue",
  id: "annualized-revenue",
  nature: "flow",
  ground: { rule: "business-of", confidence: 0.6 },
};

const isAdding = (mention: Mention): boolean => mention.term.id === "capacity-added";

/** The metric of a date fact: what happens then. */
export const dateMetric = (words: string): MetricGuess =>
  named(
    /翻倍|翻一番|投产|投运|建成|容量|capacity|doubl/i.test(words) ? "capacity-date" : "launch",
    "event-word",
    0.7,
  );
