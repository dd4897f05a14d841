// figures/entity.ts: whose figure it is.
//
// The subject of its clause (subject.ts), a part of the company spoken of, a company as it is written. Without any of
// these a figure takes the clause before; then the item's lead, the document's own company, the item before.

import type { Ground } from "../records/figure.ts";
import { between, bracketAt, firstFrom, indexAt } from "./context.ts";
import { isNamed, type Pick } from "./names.ts";
import { type Asked, BASE_BEFORE, earlierSubject, isBase, MOST_NAMES, subjectOf } from "./subject.ts";
import { kindOf, type Mention } from "./vocabulary.ts";

export interface EntityGuess {
  name: string;
  id: string | null;
  /** The part of a company the figure is about; null for the whole. */
  segment: string | null;
  ground: Ground;
}

/** What the document is about, for figures without a subject of their own. */
export interface DocumentSubject {
  /** First company, unit, product or project of the title. */
  mention: Mention | null;
}

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
