// figures/metric.ts: what a figure measures.
//
// The nearest word of the vocabulary that fits the figure's kind, before it in its clause; a noun joined to it from
// behind wins (95亿美元收益, 60%份额). Bare growth (占比59%，同比+11%) takes the metric of the level before it. What
// the vocabulary does not know is kept as written: the words before 为, 达, a colon, a bracket.

import type { Ground } from "../records/figure.ts";
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
  /** End of the entity or label nearest before the figure: words as written begin behind it. */
  wordsFrom: number;
}

const none: MetricGuess = { name: "", id: null, nature: null, ground: { rule: "none", confidence: 0 } };

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

/** What the figure measures; name "" when nothing in reach says. */
export function metricOf(asked: MetricAsked): MetricGuess {
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
  if (own !== null) return metricAs(own, "before-in-clause", isInBracket ? 0.75 : 0.9);
  if (after !== null) return metricAs(after.mention, "after-in-clause", 0.7);
  if (before !== null) return metricAs(before, "before-in-clause", 0.7);
  if (isChange && level !== null && level.name !== "")
    return { ...level, ground: { rule: "level-before", confidence: 0.6 } };
  const written = asWritten(asked, clause.start);
  if (written !== null && written.ground.confidence > 0.5) return written;
  const inItem = beforeIn(asked, asked.item.start);
  if (inItem !== null) return metricAs(inItem, "before-in-item", 0.6);
  if (previous !== null && previous.metric.name !== "" && (isChange || previous.kind === figure.kind))
    return { ...previous.metric, ground: { rule: "figure-before", confidence: 0.5 } };
  if (written !== null) return written;
  if (figure.kind === "power") return named("capacity-power", "kind-power", 0.4);
  if (isChange && previous !== null && previous.metric.name !== "")
    return { ...previous.metric, ground: { rule: "figure-before", confidence: 0.45 } };
  return none;
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

const TRAILING =
  /(?:约|将|已|则|仅|也|均|还|可|能|会|或|有|共|合计|达|至|到|为|是|的|了|在|从|由|超过?|突破|接近|高达|近|增至|升至|降至|增加|减少|增长|下降|提升|提高|预计|预期|可能|有望|实现|分别|同比|环比|目标|计划|再|新|拥有|投入|采用|支持|使用|获得|完成|其中|：|:|\s)+$/;
const LEADING =
  /^(?:其中|而|且|并|但|和|与|及|以及|同时|另外|此外|目前|当前|公司|该|其|的|在|对|了|，|,|、|\s|-|•|\*|：|:|）|\))+/;
const LONGEST_NAME = 14;

/** The noun before 为/达/a bracket/a colon, kept as written. */
function asWritten(asked: MetricAsked, clauseStart: number): MetricGuess | null {
  const { text, figure, previous } = asked;
  const start = Math.max(clauseStart, asked.wordsFrom, previous?.end ?? 0);
  if (start >= figure.start) return null;
  const isEnglish = !/[\u4e00-\u9fff]/.test(text.slice(clauseStart, figure.start).slice(0, 60));
  const raw = text.slice(Math.max(start, figure.start - 40), figure.start);
  if (/(?:剔除|排除|扣除|影响后)/.test(raw)) return null;
  const isMarked = /(?:为|达到?|：|:|[（(]|was|were|is|of|to|at|totaled)\s?$/i.test(raw.trimEnd() || raw);
  const words = raw
    .replace(/[（(【「"“]\s*$/, "")
    .replace(TRAILING, "")
    .replace(LEADING, "");
  if (/[A-Za-z]{2}/.test(words) && !/[\u4e00-\u9fff]/.test(words))
    return englishName(words, isMarked) ?? subjectNoun(asked, clauseStart);
  if (words === "" && isEnglish) return subjectNoun(asked, clauseStart);
  const last = words.split(/[，,。；;、（(）)《》“”"\d%\s]/).at(-1) ?? "";
  const name = last.replace(LEADING, "").replace(TRAILING, "");
  if (name.length < 2 || name.length > LONGEST_NAME || !/[\u4e00-\u9fff]/.test(name)) return null;
  return { name, id: null, nature: null, ground: { rule: "as-written", confidence: isMarked ? 0.55 : 0.4 } };
}

const SUBJECT =
  /^[\s"“-]*(?:[Oo]ur |[Tt]he |[Tt]otal |[Aa]nd )*([A-Za-z][A-Za-z&'/ -]{3,40}?)\s(?:in|for|at|during|of|was|were|is|are|increased|decreased|grew|rose|fell|declined|totaled|came|reached|ended)\s/;
const NO_SUBJECT =
  /^(?:we|it|they|this|that|there|he|she|company|quarter|first|second|third|fourth|year|in|for|as|which|compared|i)\b/i;

/** "Average deposits in the third quarter were $26 billion": what the sentence begins with. */
function subjectNoun(asked: MetricAsked, clauseStart: number): MetricGuess | null {
  const match = SUBJECT.exec(asked.text.slice(clauseStart, Math.min(asked.figure.start, clauseStart + 80)));
  if (match === null || NO_SUBJECT.test(match[1]!)) return null;
  return {
    name: match[1]!.trim().toLowerCase(),
    id: null,
    nature: null,
    ground: { rule: "sentence-subject", confidence: 0.4 },
  };
}

function englishName(words: string, isMarked: boolean): MetricGuess | null {
  const cleaned = words
    .replace(
      /\b(?:was|were|is|are|of|to|at|by|the|a|an|about|approximately|nearly|over|totaled|reached|increased|decreased|rose|fell|grew|and|in|with|for|that|which|had|has|have|up|down)\s*$/i,
      "",
    )
    .trim();
  const match = /((?:[A-Za-z][A-Za-z&'/-]*\s){0,3}[A-Za-z][A-Za-z&'/-]{2,})$/.exec(cleaned);
  if (match === null || /(?:ed|ing|became|become|said|will|would|than)$/i.test(match[1]!)) return null;
  const name = match[1]!
    .replace(/^(?:the|a|an|its|our|their|and|of|in|with|for|that|to)\s+/i, "")
    .toLowerCase();
  return name.length < 3
    ? null
    : { name, id: null, nature: null, ground: { rule: "as-written", confidence: isMarked ? 0.45 : 0.3 } };
}

/** The metric of a date fact: what happens then. */
export const dateMetric = (words: string): MetricGuess =>
  named(
    /翻倍|翻一番|投产|投运|建成|容量|capacity|doubl/i.test(words) ? "capacity-date" : "launch",
    "event-word",
    0.7,
  );
