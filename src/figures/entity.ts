// figures/entity.ts: whose figure it is.
//
// The subject of the clause, not the nearest name: bases of comparison (比X, 是X的N倍, than X), asides in brackets,
// means and partners (采用X, 与X合作, 投资X) and speakers (X表示) do not own a figure. Without a subject in its clause a
// figure takes the clause before; then the item's lead, the document's own company, the item before.

import type { Ground } from "../records/figure.ts";
import { between, bracketAt, firstFrom, type Item, indexAt, isAside, type Parts } from "./context.ts";
import { findEntities, findSegments, kindOf, type Mention, type Vocabulary } from "./vocabulary.ts";

export interface EntityGuess {
  name: string;
  id: string | null;
  /** The part of a company the figure is about; null for the whole. */
  segment: string | null;
  ground: Ground;
}

export interface ItemNames {
  mentions: Mention[];
  segments: { start: number; end: number; name: string }[];
}

export const namesIn = (
  vocabulary: Vocabulary,
  text: string,
  item: { start: number; end: number },
): ItemNames => ({
  mentions: findEntities(vocabulary, text, item.start, item.end),
  segments: findSegments(vocabulary, text, item.start, item.end),
});

/** What the document is about, for figures without a subject of their own. */
export interface DocumentSubject {
  /** First company, unit, product or project of the title. */
  mention: Mention | null;
}

/** Names looked at for one figure in one clause: more are a list, and a list has no subject. */
const MOST_NAMES = 40;

const BASE_BEFORE =
  /(?:比|较|与|跟|同|除|不含|不包括|如|例如|提供|采用|投资|收购|使用|用于|优于|超过|超越|高于|低于|基于|支持|搭载|受益于|对标|相比于?|相对于?|替代|向|给|被|由|对|为|在|用|with|than|versus|vs\.?|against|excluding|including|like|such as|compared to|compared with|relative to|by|for|from|invest(?:ed|ment)? in|acquire[ds]?|backed|over)\s?$/i;
const BASE_AFTER =
  /^\s?(?:(?:芯片)?的?\s?[\d.一二两三四五六七八九十几]+\s?倍|用于|等(?:其他)?(?:厂商|公司|企业)?(?:合作|的合作)|之外|以外|工艺|代工|制造|的投资|供应链)/;
const SPEAKS =
  /(?:表示|指出|认为|透露|称|研报|预测|测算|said|says|revealed|noted|told|announced|disclosed|estimates?|expects? that|according|forecasts?)/i;

const isNamed = (mention: Mention): boolean => {
  const kind = kindOf(mention.term);
  return kind === "company" || kind === "unit" || kind === "product" || kind === "project";
};

/** Whether the mention cannot own the figure at `at`. */
function isBase(
  text: string,
  mentions: readonly Mention[],
  index: number,
  at: number,
  isRatio: boolean,
): boolean {
  const mention = mentions[index]!;
  const kind = kindOf(mention.term);
  if (kind === "agency" || kind === "place") return true;
  const before = text.slice(Math.max(0, mention.start - 14), mention.start);
  // A possessive chain (英伟达 H100) shares what stands before its first name.
  const previous = mentions[index - 1];
  if (
    previous !== undefined &&
    mention.start - previous.end <= 1 &&
    BASE_BEFORE.test(text.slice(Math.max(0, previous.start - 14), previous.start))
  )
    return true;
  if (BASE_BEFORE.test(before)) return true;
  if (BASE_AFTER.test(text.slice(mention.end, mention.end + 8))) return true;
  const gap = text.slice(mention.end, at);
  if (isRatio && /^(?:的|芯片的|\s)*$/.test(gap)) return true;
  // Somebody who says it owns it only when nobody else is named.
  const next = mentions[index + 1];
  const isSpeaker =
    next !== undefined &&
    next.start < at &&
    next.start - mention.end < 60 &&
    SPEAKS.test(text.slice(mention.end, next.start));
  return (
    isSpeaker ||
    (kind === "source" && mentions.slice(0, MOST_NAMES).some((other) => other !== mention && isNamed(other)))
  );
}

/** "AWS Trainium2", "谷歌的TPU": the last of names side by side is what is meant. */
function chainEnd(text: string, mentions: readonly Mention[], index: number, at: number): number {
  let last = index;
  for (let next = index + 1; next < mentions.length && mentions[next]!.start < at; next++) {
    const gap = text.slice(mentions[last]!.end, mentions[next]!.start);
    if (!/^(?:的|'s |’s | |芯片)?$/.test(gap) || !isNamed(mentions[next]!)) break;
    if (kindOf(mentions[next]!.term) === "company") break;
    last = next;
  }
  return last;
}

interface Asked {
  text: string;
  item: Item;
  parts: Parts;
  names: ItemNames;
  metrics: readonly Mention[];
  /** Start and end of the figure's core. */
  at: number;
  end: number;
  isRatio: boolean;
}

/** HBM容量, "GPU utilization": a kind of thing inside the words for what is measured is no owner. */
const isPartOfMetric = (asked: Asked, mention: Mention): boolean =>
  kindOf(mention.term) === "class" &&
  asked.metrics
    .slice(Math.max(0, firstFrom(asked.metrics, mention.start) - 1), firstFrom(asked.metrics, mention.end))
    .some((metric) => metric.start <= mention.start && metric.end > mention.end);

/** 服务业务, 大中华区, "Client segment", "software revenue": a part of the company that no list knows, at the clause's start. */
const PART_ZH =
  /^[\s、，,；;]*(?:其中[，,]?)?(?:公司)?(?:的)?([\u4e00-\u9fff]{2,8}?(?:业务|分部|板块|事业部|事业群|大区|地区|(?<![小园社街城湖景校厂库矿林])区))(?:的)?(?=[\u4e00-\u9fff]{0,4}(?:收入|营收|销售|利润|毛利|订单|出货|亏损|增长|增速))/;
const PART_EN =
  /^[\s,;]*(?:(?:while|and|its|the|our|in|sales in|revenue in) )*([A-Z][A-Za-z&-]*(?: (?:and |& )?[A-Z][A-Za-z&-]*){0,3}) (?:segment|division|business unit|business|unit)(?:['’]s)? /;

const PART_WORD = /业务|分部|板块|事业|区|segment|division|business|unit/;

function partAt(asked: Asked, start: number): string | null {
  const words = asked.text.slice(start, Math.min(asked.at, start + 60));
  if (!PART_WORD.test(words)) return null;
  const part = PART_ZH.exec(words)?.[1] ?? PART_EN.exec(words)?.[1] ?? null;
  return part === null ||
    /^(?:该|这|各|本|其他?|主营|主要|全部|所有|核心|相关|新|两大|三大|多个|The|This|Each|Our)/.test(part)
    ? null
    : part;
}

/** "Data center revenue": a class word right before a result is a part of the company that the document is on. */
function classPart(asked: Asked, mention: Mention, subject: Mention | null): string | null {
  if (subject === null || kindOf(subject.term) !== "company") return null;
  const after = asked.text.slice(mention.end, mention.end + 20);
  return /^(?: (?:segment|business|division))? (?:revenues?|sales|net sales|operating income)\b|^(?:业务|分部|板块)?(?:的)?(?:收入|营收|销售额)/i.test(
    after,
  )
    ? mention.term.name.en.replace(/s$/, "")
    : null;
}

interface Pick {
  mention: Mention | null;
  segment: string | null;
  /** What is meant is several companies together: the mention is their class, or null when no word names it. */
  isGroup?: boolean;
}

const TOGETHER =
  /合计|总计|共计|总共|加起来|之和|\b(?:combined|together|in total|in aggregate|collectively)\b/i;
const SEVERAL =
  /^[^，,]{0,6}?(?:[两二三四五六七八九十\d]|几|多)(?:大|家|个)(?:北美|全球|国内|美国|中国|主要|头部)?(?:公司|企业|厂商|巨头)/;
const JOINS = /^(?:\s?[、,，]\s?|\s?(?:和|与|及|以及|,? and|&)\s?)$/;

/** "A、B和C的资本开支合计…", 四家公司合计…: a total of several belongs to none of them, at most to what they are called. */
function groupOf(asked: Asked, start: number, limit: number, named: readonly Mention[]): Pick | null {
  const { text, parts, names } = asked;
  const words = text.slice(Math.max(start, limit - 120), limit);
  if (!TOGETHER.test(words)) return null;
  const companies = named.filter((mention) => kindOf(mention.term) === "company");
  const last = companies.findLastIndex(
    (mention, index) => index > 0 && JOINS.test(text.slice(companies[index - 1]!.end, mention.start)),
  );
  const isList = last > 0 && TOGETHER.test(text.slice(companies[last]!.end, limit));
  if (!isList && !SEVERAL.test(text.slice(start, Math.min(limit, start + 24)))) return null;
  const sentence = parts.sentences[indexAt(parts.sentences, start)];
  const classes = between(names.mentions, sentence?.start ?? start, limit)
    .slice(-MOST_NAMES)
    .filter((mention) => kindOf(mention.term) === "class" && !isPartOfMetric(asked, mention));
  return { mention: classes.at(-1) ?? null, segment: null, isGroup: true };
}

function subjectOf(asked: Asked, start: number, end: number, allowClass: boolean): Pick | null {
  const { text, parts, names, at, isRatio } = asked;
  const limit = Math.min(end, at);
  // 其性能是X的5倍: the subject stands in the clause before.
  const pronoun = /^[\s、，,]*其(?![中他它余])/.exec(text.slice(start, start + 4));
  if (
    pronoun !== null &&
    between(names.mentions, start + pronoun[0].length, start + pronoun[0].length + 1).length === 0
  )
    return null;
  const inside = between(names.mentions, start, limit)
    .slice(0, MOST_NAMES)
    .filter((mention) => mention.end <= limit && !isPartOfMetric(asked, mention));
  const group = groupOf(asked, start, limit, inside);
  if (group !== null) return group;
  const segment =
    between(names.segments, start, limit)
      .slice(-MOST_NAMES)
      .filter((part) => part.end <= limit && !isAside(parts, part.start, at))
      .at(-1) ?? null;
  let ofClass: Mention | null = null;
  for (let index = 0; index < inside.length; index++) {
    const mention = inside[index]!;
    if (isAside(parts, mention.start, at) || isBase(text, inside, index, at, isRatio)) continue;
    if (isNamed(mention)) {
      const last = inside[chainEnd(text, inside, index, limit)]!;
      const isOwnPart =
        segment !== null &&
        segment.end > last.end - 1 &&
        !(kindOf(last.term) === "unit" && segment.name === "Cloud");
      return { mention: last, segment: isOwnPart && kindOf(last.term) !== "product" ? segment.name : null };
    }
    if (kindOf(mention.term) === "class") ofClass ??= mention;
  }
  if (segment !== null && (end > at || segment.start - start < 4))
    return { mention: null, segment: segment.name };
  return allowClass && ofClass !== null ? { mention: ofClass, segment: null } : null;
}

const guess = (pick: Pick, owner: Mention | null, rule: string, confidence: number): EntityGuess => {
  if (pick.isGroup === true)
    return {
      name: pick.mention?.term.name.en ?? "",
      id: pick.mention?.term.id ?? null,
      segment: null,
      ground: { rule: "total-of-several", confidence: pick.mention === null ? 0.3 : 0.7 },
    };
  const mention = pick.mention ?? owner;
  if (mention === null)
    return {
      name: pick.segment ?? "",
      id: null,
      segment: pick.segment,
      ground: { rule, confidence: confidence - 0.2 },
    };
  const name = mention.term.name.en;
  if (pick.segment === null)
    return { name, id: mention.term.id, segment: null, ground: { rule, confidence } };
  return {
    name: `${name} ${pick.segment}`,
    id: null,
    segment: pick.segment,
    ground: { rule: `${rule}+segment`, confidence: confidence - 0.05 },
  };
};

/** The company nearest before `at` in the item, for a part that names none. */
function ownerBefore(asked: Asked): Mention | null {
  const { mentions } = asked.names;
  const last = firstFrom(mentions, asked.at) - 1;
  for (let index = last; index >= 0 && index > last - MOST_NAMES; index--) {
    const kind = kindOf(mentions[index]!.term);
    if ((kind === "company" || kind === "unit") && !isBase(asked.text, mentions, index, asked.at, false))
      return mentions[index]!;
  }
  return null;
}

/**
 * Whose figure it is. `inherited` is the entity of the figure before in the same section. Names come from the
 * vocabulary (English name); "" when nothing in reach names anything.
 */
export function entityOf(
  asked: Asked,
  subject: DocumentSubject,
  lead: Pick | null,
  heading: Pick | null,
  inherited: EntityGuess | null,
): EntityGuess {
  const { parts, at } = asked;
  const own = indexAt(parts.clauses, at);
  const owner = (): Mention | null => ownerBefore(asked) ?? subject.mention;
  const clause = parts.clauses[own];
  const beside = besideBracket(asked);
  if (beside !== null) return guess({ mention: beside, segment: null }, null, "before-bracket", 0.9);
  if (clause !== undefined) {
    const meant = pointedAt(asked, clause.start);
    if (meant !== null) return guess({ mention: meant, segment: null }, null, "pointing-word", 0.75);
    const here = subjectOf(asked, clause.start, clause.end, true);
    if (here?.isGroup === true) return guess(here, null, "", 0);
    const company = companyOf(asked, subject);
    if (here === null || here.mention === null || kindOf(here.mention.term) === "class") {
      const part =
        here?.segment ??
        (here?.mention == null ? null : classPart(asked, here.mention, company)) ??
        partAt(asked, clause.start);
      if (part !== null && company !== null)
        return guess({ mention: company, segment: part }, null, "part-of-company", 0.8);
    }
    if (here !== null && (here.mention === null || kindOf(here.mention.term) !== "class"))
      return guess(here, owner(), "clause-subject", 0.9);
    const isContrast = here !== null && here.mention!.start - clause.start < 3;
    if (isContrast) return guess(exampleOf(asked, here!), null, "class-subject", 0.75);
    const unlisted = here === null ? unlistedCompany(asked, own) : null;
    if (unlisted !== null) return unlisted;
    const earlier = earlierSubject(asked, own, clause.start);
    if (earlier !== null) return guess(earlier, owner(), "earlier-clause", 0.8);
    if (lead?.mention !== undefined && lead.mention !== null && kindOf(lead.mention.term) !== "class")
      return guess(lead, subject.mention, "lead", 0.85);
    if (lead !== null && lead.segment !== null) return guess(lead, subject.mention, "lead", 0.85);
    if (here !== null) return guess(here, null, "class-in-clause", 0.7);
  }
  if (heading?.mention !== undefined && heading.mention !== null && kindOf(heading.mention.term) !== "class")
    return guess(heading, subject.mention, "heading", 0.7);
  if (heading !== null && heading.segment !== null && subject.mention !== null)
    return guess(heading, subject.mention, "heading", 0.6);
  if (subject.mention !== null && isNamed(subject.mention))
    return guess({ mention: subject.mention, segment: null }, null, "title", 0.65);
  const first = asked.names.mentions[0]?.start ?? at;
  for (let index = own - 1; index >= 0 && parts.clauses[index]!.end > first; index--) {
    const pick = subjectOf(asked, parts.clauses[index]!.start, parts.clauses[index]!.end, true);
    if (pick !== null) return guess(pick, null, "class-before", 0.55);
  }
  const after = nameAfter(asked);
  if (after !== null) return guess({ mention: after, segment: null }, null, "name-after", 0.5);
  if (inherited !== null && inherited.name !== "")
    return { ...inherited, ground: { rule: "item-before", confidence: 0.45 } };
  const weak =
    heading ?? lead ?? (subject.mention === null ? null : { mention: subject.mention, segment: null });
  return weak === null
    ? { name: "", id: null, segment: null, ground: { rule: "none", confidence: 0 } }
    : guess(weak, subject.mention, "weak", 0.35);
}

const COMPANY_ZH =
  /(?:^|[，,；;：:。、“”（(]|公司|企业|处置|设立|新设|收购|转让|子公司|孙公司|股东|由|与|和|向|对|为|系|即)([\u4e00-\u9fff]{4,22}(?:（[\u4e00-\u9fff]{1,8}）[\u4e00-\u9fff]{0,8})?(?:股份有限公司|有限责任公司|有限公司))/g;

/** 新设公司某某科技有限公司，注册资本1亿元: a company that no term knows, named in the clause or the one before it. */
function unlistedCompany(asked: Asked, own: number): EntityGuess | null {
  const { text, parts, at } = asked;
  const from = Math.max(parts.clauses[Math.max(0, own - 1)]!.start, at - 90);
  const sentence = parts.sentences[indexAt(parts.sentences, at)];
  const words = text.slice(Math.max(from, sentence?.start ?? from), at);
  if (!words.includes("有限")) return null;
  const names = [...words.matchAll(COMPANY_ZH)];
  const last = names.at(-1);
  if (last === undefined || names.length > 1) return null;
  const before = words.slice(0, last.index + last[0].length - last[1]!.length);
  if (BASE_BEFORE.test(before) && !/(?:设立|新设|收购|处置|转让)/.test(before)) return null;
  return {
    name: last[1]!.replace(/^(?:本期|公司|新设|处置|控股|全资|子公司|孙公司|参股|其中)+/, ""),
    id: null,
    segment: null,
    ground: { rule: "company-as-written", confidence: 0.5 },
  };
}

/** The company, or the unit of one, spoken of: the last named before in the item, else the document's. */
function companyOf(asked: Asked, subject: DocumentSubject): Mention | null {
  const before = ownerBefore(asked);
  if (before !== null) return before;
  const own = subject.mention;
  return own !== null && (kindOf(own.term) === "company" || kindOf(own.term) === "unit") ? own : null;
}

/** "微软Azure（YoY+40%）": the name right before the bracket that holds the figure. */
function besideBracket(asked: Asked): Mention | null {
  const bracket = bracketAt(asked.parts, asked.at);
  if (bracket === null || asked.at - bracket.start > 24) return null;
  return (
    between(asked.names.mentions, bracket.start - 60, bracket.start + 1).find(
      (mention) => isNamed(mention) && bracket.start - mention.end >= 0 && bracket.start - mention.end <= 1,
    ) ?? null
  );
}

/** 该芯片, 该集群: the product or project named last before the clause. */
function pointedAt(asked: Asked, start: number): Mention | null {
  const match = /^[\s、，,]*(?:且|并|而)?该(芯片|产品|集群|项目|公司|模型)/.exec(
    asked.text.slice(start, start + 10),
  );
  if (match === null) return null;
  const kinds = match[1] === "公司" ? ["company", "unit"] : ["product", "project"];
  return (
    asked.names.mentions
      .slice(
        Math.max(0, firstFrom(asked.names.mentions, start) - MOST_NAMES),
        firstFrom(asked.names.mentions, start),
      )
      .filter((mention) => mention.end <= start && kinds.includes(kindOf(mention.term)))
      .at(-1) ?? null
  );
}

/** 自研加速器如Trainium: the example stands for the class. */
function exampleOf(asked: Asked, pick: Pick): Pick {
  const { mention } = pick;
  const example = between(asked.names.mentions, mention?.end ?? 0, (mention?.end ?? 0) + 3).find(
    (other) =>
      mention !== null &&
      other.start > mention.end &&
      other.start - mention.end <= 2 &&
      /^(?:如|例如|，如)$/.test(asked.text.slice(mention.end, other.start)),
  );
  return example === undefined ? pick : { mention: example, segment: null };
}

/** The last clause before, in the same item, that has a subject of its own; 12 clauses back at most. */
function earlierSubject(asked: Asked, own: number, before: number): Pick | null {
  // Nothing is named before it: most items of hostile text, and of tables written as prose.
  const isNamedBefore =
    (asked.names.mentions[0]?.start ?? before) < before ||
    (asked.names.segments[0]?.start ?? before) < before;
  if (!isNamedBefore) return null;
  const least = Math.max(0, own - 12);
  for (let index = own - 1; index >= least; index--) {
    const clause = asked.parts.clauses[index]!;
    const pick = subjectOf({ ...asked, isRatio: false }, clause.start, Math.min(clause.end, before), false);
    if (pick !== null && (pick.isGroup || pick.mention !== null || pick.segment !== null)) return pick;
  }
  return null;
}

/** A name behind the figure in its clause ("40% growth at AWS"), bases left out. */
function nameAfter(asked: Asked): Mention | null {
  const clause = asked.parts.clauses[indexAt(asked.parts.clauses, asked.at)];
  if (clause === undefined) return null;
  const mentions = between(asked.names.mentions, asked.end, clause.end).slice(0, MOST_NAMES);
  for (let index = 0; index < mentions.length; index++) {
    const mention = mentions[index]!;
    if (mention.start < asked.end || mention.end > clause.end || !isNamed(mention)) continue;
    if (
      !/(?:比|较|than|versus|vs\.?|from|with)\s?$/i.test(
        asked.text.slice(Math.max(0, mention.start - 8), mention.start),
      )
    )
      return mention;
  }
  return null;
}

/** The name or the part that a lead or a heading names; null when neither. */
export function pickIn(
  vocabulary: Vocabulary,
  text: string,
  span: { start: number; end: number } | null,
): Pick | null {
  if (span === null) return null;
  const mentions = findEntities(vocabulary, text, span.start, span.end);
  const named =
    mentions.find(isNamed) ?? mentions.find((mention) => kindOf(mention.term) === "class") ?? null;
  const segment = findSegments(vocabulary, text, span.start, span.end)[0]?.name ?? null;
  if (named === null && segment === null) return null;
  const isCloudOfUnit = named !== null && kindOf(named.term) === "unit" && segment === "Cloud";
  return {
    mention: named !== null && kindOf(named.term) === "class" && segment !== null ? null : named,
    segment: isCloudOfUnit ? null : segment,
  };
}
export type { Asked, Pick };
