// figures/subject.ts: who a clause is about.
//
// The subject, not the nearest name: bases of comparison (比X, 是X的N倍, than X), asides in brackets, means and partners
// (采用X, 与X合作, 投资X) and speakers (X表示) do not own a figure; nor does one of several that are counted together.

import { between, firstFrom, type Item, indexAt, isAside, type Parts } from "./context.ts";
import { type ItemNames, isNamed, type Pick } from "./names.ts";
import { kindOf, type Mention } from "./vocabulary.ts";

/** Names looked at for one figure in one clause: more are a list, and a list has no subject. */
export const MOST_NAMES = 40;

/** A figure whose owner is sought, in its item. */
export interface Asked {
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

/** Words behind which a name is what something is held against, done with or done to. */
export const BASE_BEFORE =
  /(?:比|较|与|跟|同|除|不含|不包括|如|例如|提供|采用|投资|收购|使用|用于|优于|超过|超越|高于|低于|基于|支持|搭载|受益于|对标|相比于?|相对于?|替代|向|给|被|由|对|为|在|用|with|than|versus|vs\.?|against|excluding|including|like|such as|compared to|compared with|relative to|by|for|from|invest(?:ed|ment)? in|acquire[ds]?|backed|over)\s?$/i;

const BASE_AFTER =
  /^\s?(?:(?:芯片)?的?\s?[\d.一二两三四五六七八九十几]+\s?倍|用于|等(?:其他)?(?:厂商|公司|企业)?(?:合作|的合作)|之外|以外|工艺|代工|制造|的投资|供应链)/;

const SPEAKS =
  /(?:表示|指出|认为|透露|称|研报|预测|测算|said|says|revealed|noted|told|announced|disclosed|estimates?|expects? that|according|forecasts?)/i;

/** Whether the mention cannot own the figure at `at`. */
export function isBase(
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

/** HBM容量, "GPU utilization": a kind of thing inside the words for what is measured is no owner. */
const isPartOfMetric = (asked: Asked, mention: Mention): boolean =>
  kindOf(mention.term) === "class" &&
  asked.metrics
    .slice(Math.max(0, firstFrom(asked.metrics, mention.start) - 1), firstFrom(asked.metrics, mention.end))
    .some((metric) => metric.start <= mention.start && metric.end > mention.end);

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

/**
 * Who the clause from `start` to `end` is about, of the names before the figure; null when it has no subject. A class
 * of things is one only where `allowClass`.
 */
export function subjectOf(asked: Asked, start: number, end: number, allowClass: boolean): Pick | null {
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

/** The last clause before, in the same item, that has a subject of its own; 12 clauses back at most. */
export function earlierSubject(asked: Asked, own: number, before: number): Pick | null {
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
