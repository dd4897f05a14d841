// figures/relation.ts: whether a figure is a level or a change, and of what kind: yoy, qoq, cagr, share-of, change.

import type { Ground } from "../records/figure.ts";
import type { Found } from "./found.ts";

export interface RelationGuess {
  /** yoy · qoq · cagr · share-of:… · level-multiple · change; null for a level. */
  relation: string | null;
  ground: Ground;
}

const YOY =
  /(?:同比|较(?:上年|去年|前年)(?:同期|同季)?|比上年|比去年|按年|YoY|Y\/Y|y\/y|year[- ]over[- ]year|year[- ]on[- ]year|on the year|from a year (?:ago|earlier))/gi;
const QOQ =
  /(?:环比|(?:比|较|較)第?[一二三四1-4](?:季度|季)|較上季|较上(?:季度|一季度|季|月)|(?<![一二三四1-4半前后上下本当各该年个]\s?)季度(?:收入|营收)?增(?!速)(?:长(?!率))?|按季|QoQ|Q\/Q|q\/q|quarter[- ]over[- ]quarter|quarter[- ]on[- ]quarter|sequential(?:ly)?)/gi;
const CAGR = /(?:复合(?:年均|年)?增(?:长率|速|长)|年均复合|年化增长|CAGR|compound annual(?: growth)?)/gi;
const SHARE =
  /(?:占比|占(?:据|了|到|有)?|份额|比重|市占率|占有率|share of|account(?:s|ed|ing)? for|represent(?:s|ed|ing)?|compris(?:es|ed|ing)|ma(?:kes?|king|de) up|constitut(?:es?|ed|ing)|% of (?:total )?(?:revenue|sales))/gi;
const GROWTH =
  /(?:增长|增速|增|提升|下降|下滑|降低|减少|上升|上涨|下跌|跌|涨|升|降|缩窄|扩大|提高|高出|高(?![于达至])|低(?![于至])|grew|growth|growing|up|down|rose|fell|increas\w*|decreas\w*|declin\w*|surg\w*|jump\w*|drop\w*|higher|lower|gain\w*|climb\w*|slid\w*|slip\w*|slump\w*|tumbl\w*|soar\w*|plung\w*|shr[aiu]nk\w*|expand\w*|contract(?:ed|ing)|advanc\w*|eas(?:ed|ing)|narrow\w*|widen\w*|accelerat\w*|grow)/gi;
const AFTER_YOY =
  /^\s?[）)]?\s?(?:on the year|over (?:the )?(?:prior|last|previous) year|versus (?:the )?prior year|(?:from|over|compared (?:to|with)|versus) (?:the )?(?:same|year-ago|prior[- ]year|corresponding)|year[- ]over[- ]year|year[- ]on[- ]year|YoY|y\/y|yoy|from a year (?:ago|earlier)|compared (?:to|with) (?:the )?(?:same|prior)|the same (?:period|quarter))/i;
const AFTER_QOQ =
  /^\s?[）)]?\s?(?:quarter[- ]over[- ]quarter|quarter[- ]on[- ]quarter|QoQ|q\/q|qoq|sequentially|from the (?:prior|previous) quarter)/i;
const AFTER_SHARE =
  /^(?:的)?(?:市场)?(?:份额|市占率|占有率)|^ (?:market )?share\b|^ of (?:the )?(?:total|company|overall|its|our|net|all|global|revenue|sales)/i;
const AFTER_CAGR = /^ (?:CAGR\b|compound(?:ed)? annual|a year on average)|^的?(?:年均)?复合增/i;
const AFTER_MONTH =
  /^ (?:from|over|versus) (?:January|February|March|April|May|June|July|August|September|October|November|December|the (?:prior|previous) month)\b/;
/** "a 12% increase", "a 5.6% drop in": what the figure is a number of. */
const AFTER_CHANGE =
  /^ (?:(?:year-over-year|sequential|organic|annual|net) )?(?:increase|decrease|decline|rise|drop|growth|gain|fall|improvement|reduction|jump|expansion)\b/i;
/** "rose to 24%", 提升至17%: where a change ends is a level. */
const TO_LEVEL =
  /(?:至|到|为|达到?|由|从|\bto\b|\bat\b|\bfrom\b)(?:\d{4}年[^，,。]{0,4}的)?(?:了|约|近|a record (?:high|low) of|an? |about|approximately|nearly|over|roughly|\s)*$/i;
const TAIL = 26;

/** Where the last match that begins at or behind `from` ends, counted from there; what stands before is looked back at. */
const lastOf = (pattern: RegExp, text: string, from = 0): number => {
  let at = -1;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text))
    at = match.index + match[0].length - from;
  return at;
};

const ground = (rule: string, confidence: number): Ground => ({ rule, confidence });

/**
 * The relation of the figure to the words beside it. `clauseStart` bounds the look back; a word nearer to an
 * earlier figure is that figure's ("同比增75%、环比增18%").
 */
export function relationOf(
  text: string,
  figure: Found,
  clauseStart: number,
  previousEnd: number,
): RelationGuess {
  if (figure.kind !== "percent" && figure.kind !== "ratio" && figure.kind !== "percentage-point") {
    if (figure.kind === "money" || figure.kind === "count" || figure.kind === "power")
      return changeOfLevel(text, figure, clauseStart, previousEnd);
    return { relation: null, ground: ground("level", 0.9) };
  }
  const start = Math.max(clauseStart, previousEnd, figure.coreStart - TAIL);
  const tail = text.slice(start, figure.coreStart);
  const after = text.slice(figure.end, figure.end + 30);
  if (AFTER_YOY.test(after)) return { relation: "yoy", ground: ground("word-after", 0.95) };
  if (AFTER_QOQ.test(after)) return { relation: "qoq", ground: ground("word-after", 0.95) };
  if (AFTER_CAGR.test(after)) return { relation: "cagr", ground: ground("word-after", 0.9) };
  if (AFTER_MONTH.test(after)) return { relation: "change", ground: ground("from-month", 0.7) };
  // The 一 of 一季度 may stand just before the stretch that is looked at.
  const lead = Math.max(0, start - 3);
  const places: [string, number][] = [
    ["cagr", lastOf(CAGR, tail)],
    ["yoy", lastOf(YOY, tail)],
    ["qoq", lastOf(QOQ, text.slice(lead, figure.coreStart), start - lead)],
  ];
  const best = places.reduce((a, b) => (b[1] > a[1] ? b : a));
  const growth = lastOf(GROWTH, tail);
  const isGrowthRate = /增速|增长率|增幅|growth(?: rate)?(?: \w+)? to /i.test(tail);
  const isLevelAtEnd =
    figure.kind === "percent" && growth >= 0 && !isGrowthRate && TO_LEVEL.test(tail.slice(growth));
  if (isLevelAtEnd && growth >= best[1]) return { relation: null, ground: ground("end-of-change", 0.75) };
  if (best[1] >= 0) {
    // 增长2.5倍: written as growth, often meant as a level; kept as written, and marked by its confidence.
    return {
      relation: best[0],
      ground: ground("word-before", figure.kind === "ratio" && figure.rule !== "multiplied" ? 0.5 : 0.95),
    };
  }
  if (figure.kind === "percentage-point") return { relation: "change", ground: ground("points", 0.8) };
  const share = lastOf(SHARE, tail);
  if (figure.kind === "percent" && AFTER_CHANGE.test(after))
    return { relation: "change", ground: ground("change-of", 0.8) };
  if (figure.kind === "percent" && (share > growth || (AFTER_SHARE.test(after) && growth < 0)))
    return { relation: "share-of:", ground: ground("share-word", 0.85) };
  if (/增速[^，,。]{0,6}$/.test(tail)) return { relation: "yoy", ground: ground("growth-rate", 0.7) };
  if (growth >= 0) return { relation: "change", ground: ground("growth-word", 0.6) };
  if (figure.kind === "ratio") return { relation: "level-multiple", ground: ground("multiple", 0.6) };
  return { relation: null, ground: ground("level", 0.8) };
}

/** "increased by $5 billion", 增加了50亿元: a change written as an amount. */
function changeOfLevel(text: string, figure: Found, clauseStart: number, previousEnd: number): RelationGuess {
  const tail = text.slice(Math.max(clauseStart, previousEnd, figure.start - 40), figure.start);
  if (
    /(?:增加了?|减少了?|增加额|下降了|提高了|(?:increas|decreas|declin|rose|fell|grew|impact|affect|reduc|benefit|boost|lower|rais)\w*(?: [a-z]+){0,3} by|(?:increase|decrease|decline) of)\s?$/i.test(
      tail,
    )
  ) {
    return { relation: "change", ground: ground("change-by", 0.8) };
  }
  return { relation: null, ground: ground("level", 0.9) };
}

/** What a share is of: "占其算力采购量的25%" → 算力采购量; "" when it is not said. */
export function shareTarget(text: string, figure: Found, clauseStart: number): string {
  const before = text.slice(Math.max(clauseStart, figure.coreStart - 30), figure.start);
  const match = /占(?:据|了|其|到)?(?:其)?([^，,。的占]{2,14})的(?:比例|比重)?(?:约?为|达到?|约)?$/.exec(
    before,
  );
  if (match !== null) return match[1]!;
  const after =
    /^\s(?:share )?of (?:the |its |our )?([a-z][a-z ]{2,30}?)(?:[,.;)]|$| in | for | from )/i.exec(
      text.slice(figure.end, figure.end + 50),
    );
  return after === null ? "" : after[1]!.trim();
}
