// digests/card-rows.ts: the rows an earnings call could be told in: period, metric, value, actual or guidance.
//
// A row is sure only when nothing but glue stands between metric and value, the period is said (or is the
// call's own), and the value is no old value, no change and no effect. The card writes sure rows alone: a
// wrong row costs more than a missing one.

import type { Decimal } from "../values/decimal.ts";
import type { Span } from "../values/span.ts";
import {
  LOSS,
  type Metric,
  mentionsOf,
  modifierOf,
  nearestMention,
  shareMetric,
  takesOf,
} from "./card-metric.ts";
import { hasSegment, type Named, saysWhole, turnsToPart } from "./card-part.ts";
import { type CallPeriod, type PeriodMention, periodsOf } from "./card-period.ts";
import type { DigestFigure } from "./conversions.ts";

export interface CardRow {
  /** The sentence it was read from, and an earlier one when the period stands there. */
  sentence: Span;
  periodSentence: Span | null;
  period: string;
  modifier: string;
  metric: Metric;
  /** "$1.87", "12%", "$1.82 billion to $1.83 billion": as written. */
  value: string;
  /** "rose 8% to", "fell", "" … */
  change: string;
  isGuidance: boolean;
  isRange: boolean;
  /** The value when it is a sum of money for a whole: parts told in the same words are smaller. */
  total: Decimal | null;
  score: number;
}

/** A longer "sentence" is a table or an attack; nobody speaks one. */
const LONGEST = 1_200;
/** How far back, in characters, a period still frames what is told without one. */
const CONTEXT = 400;
const GUIDES =
  /\b(?:expect\w*|guid(?:ance|ing|e)|outlook|anticipat\w+|forecast\w*|project(?:s|ed|ing)|target\w*|reaffirm\w*|reiterat\w+|estimat\w+|range|assum\w+|will be|should be)\b/i;
const STRONG =
  /\b(?:expect(?:s|ed|ing)?|anticipat\w+|forecast\w*|guidance|outlook|guiding|project(?:s|ed|ing))\b/i;
const AGAINST =
  /\b(?:exceed\w*|above|below|in[- ]line with|compared? (?:to|with)|high[- ]end|low[- ]end|top[- ]end|upper end|midpoint|ahead of|beat\w*|better than|within|previous(?:ly)?|prior|earlier|original|initial|consensus)\b[^.;]{0,40}\b(?:guidance|outlook|expectations?|range|estimates?|forecast)|\b(?:previous(?:ly)?|prior|original|initial|consensus|street|analyst)\b/i;
const OLD_BEFORE =
  /\b(?:compared?(?: (?:to|with))?|versus|vs\.?|from(?! (?:continuing )?operat)|than|against|up on|prior[- ]year|last year(?:'s)?|year[- ]ago|previous(?:ly)?|prior)\b[^,;]{0,60}$/i;
const OLD_OPENING =
  /^(?:For|In|During) (?:the )?(?:comparable|corresponding|same|prior|preceding|previous|last year)\b[^,]{0,40},/i;
const OLD_AFTER =
  /^[^,;.]{0,40}\b(?:last year|(?:a )?year[- ]ago|prior[- ](?:year|period|quarter)|(?:the )?same (?:period|quarter)|previous (?:year|quarter)|comparable period)\b/i;
const DELTA_BEFORE =
  /\b(?:by|increased?(?: of)?|decreased?(?: of)?|declined?(?: of)?|improvement of|improved|growth of|gain of|up|down|rose|grew|fell|higher|lower|added|exceed\w* [^.]{0,30}by|range of)\s+(?:approximately |about |over |nearly |roughly |almost |more than )?$/i;
const EFFECT =
  /\b(?:impact\w*|effect|benefit\w*|contribut\w+|charges?|tailwind|headwind|related to|excluding|excludes?|exclusive|net of|includ\w+|accreti\w+|diluti(?:ve|on)|offset\w*|attributable to|due to|favorab\w+|unfavorab\w+|adverse\w*|associated with|first[- ]year|one[- ]time|add-back|peak|recognized|settlement|write|acquired|acquisitions?|divest\w*|pro forma|incremental|without the|research and development|would have|could|if |per month|each|every|approximately half|record \w+ of)\b/i;
const GLUE =
  /\b(?:was|were|is|are|be|been|of|to be|to|at|in|the|a|an|our|we|range|ranges|between|approximately|about|roughly|nearly|over|more than|at least|expected|expect|expects|anticipated|anticipate|continue to|now|currently|came in|came|coming in|come in|totaled|totalled|reached|for|on|basis|adjusted|non-gaap|gaap|reported|consolidated|per|diluted|fully|basic|common|share|unit|first|second|third|fourth|quarter|quarter's|full|year|fiscal|results|also|and was|that|this|will|should|available|attributable|shareholders|stockholders|unitholders|as|growth|loss|strong|solid|record|guidance|outlook|respectively|20\d\d|q[1-4]|full-year|earnings|income|net|eps)\b|[,()'"–-]/gi;
const MOVED =
  /\b(increased|grew|rose|climbed|improved|advanced|up|decreased|declined|fell|dropped|down|lower|higher|growth of|increase of|decline of|decrease of)\s+(?:by |approximately |about |over |nearly |roughly |more than |an |a |between |to |be )*$/i;
const MOVED_TO =
  /\b(increased|grew|rose|improved|up|decreased|declined|fell|dropped|down)\s+(?:by |approximately |about |over |nearly |roughly )*(\d[\d.]*(?:%| percent))(?:,? (?:year[- ]over[- ]year|year on year|(?:from|over|versus|compared (?:to|with)) (?:the )?(?:last|prior)[- ]year(?:'s)?(?: (?:first |second |third |fourth )?quarter| period)?))?,? to (?:a record )?(?:approximately |about )?$/i;

/** ", up 8% from last year" right after a level; a change over a quarter or without currency is another statement. */
const MOVED_AFTER =
  /^,? (?:which (?:was|is|represents) |(?:was|were) |representing |reflecting )?(up|down|an? increase of|an? decrease of|an? decline of|growth of|increased|increasing|decreased|declined|grew)(?: by)? (?:approximately |about |nearly |over )?(\d[\d.]*(?:%| percent))(?=[.,;]| (?:from|over|compared (?:to|with)|versus) (?:the )?(?:\$|last year|prior[- ]year|same|a year|20\d\d|(?:first|second|third|fourth) quarter of)| year[- ]over[- ]year(?![^.,;]{0,20}(?:organic|constant)))/i;

/** "was $452.2 million compared with $441 million for the third quarter of 2020, an" increase of 2.5%: the level told first. */
const TOLD_FIRST =
  /\b(?:was|were|of|totaled)\s+(?:approximately )?\$[\d.,]+ (?:million|billion)(?: (?:for|in) the (?:\w+ )?quarter(?: of 20\d\d)?)?,?(?: (?:compared (?:to|with)|versus) \$[\d.,]+ (?:million|billion)[^,;$%]{0,60})?,? (?:or |and )?/i;

/** A percentage on one of these bases is not the metric's reported growth. */
const OTHER_BASIS =
  /constant[- ](?:currency|exchange)|currency[- ]neutral|local currenc|organically|FX|foreign exchange|pro forma|sequential|quarter[- ]over[- ]quarter|from the (?:first|second|third|fourth|prior|previous|preceding) (?:quarter|half)|two[- ]year|2019|pre-pandemic|ex-|fuel/i;

const directionOf = (word: string): string =>
  /(?:decreas|declin|fell|dropp|down|lower)/i.test(word) ? "fell" : "rose";

export interface RowsInput {
  text: string;
  sentences: readonly Span[];
  /** Sorted by start. */
  quantities: readonly DigestFigure[];
  period: CallPeriod;
}

/** Sure rows in document order, with scores. Linear in sentences and quantities. */
export function rowsOf({ text, sentences, quantities, period }: RowsInput): CardRow[] {
  const rows: CardRow[] = [];
  let at = 0;
  let earlier: { span: Span; mention: PeriodMention }[] = [];
  let partAt = Number.NEGATIVE_INFINITY;
  for (const [index, span] of sentences.entries()) {
    while (at < quantities.length && quantities[at]!.start < span.start) at++;
    const own: DigestFigure[] = [];
    for (let i = at; i < quantities.length && quantities[i]!.end <= span.end; i++) own.push(quantities[i]!);
    if (span.end - span.start > LONGEST) continue;
    const sentence = text.slice(span.start, span.end);
    const periods = periodsOf(sentence, period);
    if (turnsToPart(sentence)) partAt = index;
    if (own.length > 0 && own.length <= 14) {
      const share = index / Math.max(1, sentences.length);
      for (const quantity of own) {
        const row = rowOf({
          sentence,
          span,
          quantity,
          periods,
          earlier,
          period,
          early: share < 0.5,
          isInPart: index - partAt <= 5,
        });
        if (row !== null) rows.push(row);
      }
    }
    earlier = [...earlier, ...periods.map((mention) => ({ span, mention }))].slice(-6);
    earlier = earlier.filter(({ span: past }) => span.start - past.start < CONTEXT);
  }
  return rows;
}

interface RowInput {
  sentence: string;
  span: Span;
  quantity: DigestFigure;
  periods: readonly PeriodMention[];
  earlier: readonly { span: Span; mention: PeriodMention }[];
  period: CallPeriod;
  early: boolean;
  /** A sentence shortly before turned to a segment; sums after it are the segment's unless they say otherwise. */
  isInPart: boolean;
}

function rowOf(input: RowInput): CardRow | null {
  const { sentence, span, quantity, period } = input;
  const kind = takesOf(quantity, sentence, span.start);
  if (kind === null) return null;
  const local = { start: quantity.start - span.start, end: quantity.end - span.start };
  const mentions = mentionsOf(sentence);
  const near = nearestMention(sentence, mentions, local);
  const before = sentence.slice(0, local.start);
  const after = sentence.slice(local.end);
  const named = kind === "share" ? shareOf(before, near) : near === null ? null : metricOf(near, kind);
  if (named === null || !named.metric.takes.includes(kind)) return null;
  const isRange = quantity.low !== quantity.high;
  const link = named.isBefore
    ? sentence.slice(named.end, local.start)
    : after.slice(0, named.start - local.end);
  if (named.metric.name === "earnings per share" && /\ba (?:net )?loss of\s*$/i.test(link))
    named.metric = LOSS;
  if (!isClean({ before, after, link, kind, named, isRange })) return null;
  const isGuidance = guides(before, after, isRange, named);
  if (isRange && !isGuidance) return null;
  if (!isGuidance && GUIDES.test(before.slice(-70))) return null;
  const change = changeOf(before, after, kind) ?? changeWithout(named.metric, isGuidance, before);
  if (change === null) return null;
  const when = periodFor(input, local, isGuidance, kind === "share");
  if (when === null) return null;
  if (kind !== "share" && input.isInPart && !/\b(?:total|consolidated|overall|company)\b/i.test(sentence))
    return null;
  if (hasSegment(sentence, named, kind === "share", local.start)) return null;
  const left = sentence.slice(0, named.start) + (/\badjusted\b/i.test(link) ? "adjusted " : "");
  const modifier = modifierOf(left, after, named.metric.takes.includes("share"));
  const value = writtenValue(quantity, kind);
  const row: CardRow = {
    sentence: span,
    periodSentence: when.sentence,
    period: when.label,
    modifier:
      /organic|comparable/.test(named.metric.name) || named.metric.name.startsWith(modifier) ? "" : modifier,
    metric: named.metric,
    value,
    change,
    isGuidance,
    isRange,
    total: kind === "money" ? quantity.low : null,
    score: 0,
  };
  row.score = scoreOf(row, period, input.early, kind);
  return row;
}

function metricOf(near: NonNullable<ReturnType<typeof nearestMention>>, kind: string): Named | null {
  const { mention, isBefore } = near;
  if (mention.metric === null || (kind === "money" && !mention.metric.takes.includes("money"))) return null;
  return { metric: mention.metric, start: mention.start, end: mention.end, isBefore };
}

/** A per-share amount takes its metric from the words before it, wherever "per share" stands. */
function shareOf(before: string, near: ReturnType<typeof nearestMention>): Named | null {
  if (near?.isBefore && near.mention.metric?.takes.includes("share") && near.distance < 60)
    return { metric: near.mention.metric, start: near.mention.start, end: near.mention.end, isBefore: true };
  if (near !== null && !near.isBefore && near.mention.metric?.takes.includes("share") && near.distance < 60)
    return { metric: near.mention.metric, start: near.mention.start, end: near.mention.end, isBefore: false };
  const found = shareMetric(before);
  if (found === null) return null;
  const start = before.toLowerCase().lastIndexOf(found.words.toLowerCase());
  return { metric: found.metric, start, end: start + found.words.length, isBefore: true };
}

interface CleanInput {
  before: string;
  after: string;
  link: string;
  kind: Metric["takes"][number];
  named: Named;
  isRange: boolean;
}

/** Whether the words around a value leave no doubt that it is this metric's level. */
function isClean({ before, after, link: words, kind, named, isRange }: CleanInput): boolean {
  let link = words;
  const clause = before.slice(Math.max(0, before.search(/[^;]*$/)));
  const tail = clause.slice(-90);
  if (OLD_BEFORE.test(tail) && !MOVED_TO.test(before)) return false;
  if (
    OLD_AFTER.test(after) &&
    !/^[^,;.]{0,40}\b(?:compared|versus|up|from|an? increase|increase|over|than)\b/i.test(after)
  )
    return false;
  if (kind !== "percent" && !isRange && DELTA_BEFORE.test(before)) return false;
  if (
    /^\s*(?:,? ?respectively|of (?:our|the|total|revenue|sales|net)|points?\b)/i.test(after) ||
    /respectively/i.test(after.slice(0, 80))
  )
    return false;
  const near = named.isBefore
    ? before.slice(Math.max(0, named.start - 24)).replace(/^[^,]*,(?=[^,]{3,})/, "")
    : tail.slice(-30);
  if (EFFECT.test(near) || EFFECT.test(after.slice(0, 28).replace(/,.*/, ""))) return false;
  if (OLD_OPENING.test(before)) return false;
  if (
    kind === "share" &&
    /\b(?:comprehensive|taxable|investment|economic) (?:income|earnings|loss|return)\b/i.test(
      before.slice(-80),
    )
  )
    return false;
  if (
    /\b(?:not|no longer|never|cash earnings)\b|\b(?:negative|minus|deficit of|use of|usage of|outflow of)\s*$|n['’]t\b/i.test(
      before.slice(-90),
    )
  )
    return false;
  if (
    /^\s*(?:per \w+ )?(?:above|below|better|higher|lower|ahead|short|more|less|worse|over the (?:high|top|mid))\b/i.test(
      after,
    )
  )
    return false;
  if (kind === "percent" && OTHER_BASIS.test(before.slice(0, named.start) + link + after.slice(0, 60)))
    return false;
  if (/\b(?:loss|negative)\b/i.test(link) && !/loss/.test(named.metric.name)) return false;
  link = link.replace(/\b(?:an? )?(?:net )?loss(?:es)?\b/gi, " ");
  if (!named.isBefore)
    return /^\s*(?:of|in)?\s*(?:(?:total|net|adjusted|diluted|GAAP|non-GAAP)\s+)*$/i.test(link);
  const moved = MOVED_TO.exec(before);
  if (kind === "percent") link = link.replace(TOLD_FIRST, " ");
  const bare = (moved !== null ? link.replace(MOVED_TO, "") : link)
    .replace(MOVED, kind === "percent" ? "" : "$&")
    .replace(/\$?[\d.,]+ (?:million|billion),?\s+(?:or|and)\s*$/i, "")
    .replace(/,? excluding .{0,140}? (?=to be\b|increased\b|was\b|were\b)/i, " ")
    .replace(GLUE, " ");
  return bare.trim() === "" && link.split(/\s+/).length <= 18;
}

function guides(before: string, after: string, isRange: boolean, named: Named): boolean {
  const window = before.slice(-160);
  if (AGAINST.test(window)) return false;
  if (!GUIDES.test(window) && !/^[^.;]{0,30}\b(?:guidance|outlook)\b/i.test(after)) return false;
  if (/\b(?:was|were|came in|totaled)\b/i.test(before.slice(named.end)) && !/expected|guidance/i.test(window))
    return false;
  return isRange || STRONG.test(window);
}

/** "rose 8% to" before a money value, "rose" or "fell" for a percentage; "" for a plain level, null for a percentage without a direction. */
function changeOf(before: string, after: string, kind: Metric["takes"][number]): string | null {
  const to = MOVED_TO.exec(before);
  if (to !== null && kind !== "percent") return `${directionOf(to[1]!)} ${to[2]} to`;
  const trail = kind === "percent" ? null : MOVED_AFTER.exec(after);
  if (trail !== null) return `${directionOf(trail[1]!)} ${trail[2]} to`;
  if (kind !== "percent") return "";
  const moved = MOVED.exec(before);
  if (moved !== null) return directionOf(moved[1]!);
  if (/^\s*(?:increase|growth)\b/i.test(after)) return "rose";
  return /^\s*(?:decrease|decline)\b/i.test(after) ? "fell" : null;
}

/** For a percentage without a direction: "" for what is a level (margins, rates), "rose" for a growth that is guided; else null. */
function changeWithout(metric: Metric, isGuidance: boolean, before: string): string | null {
  if (/margin|rate/.test(metric.name)) return "";
  if (!isGuidance) return null;
  if (/\bgrowth\b[^,;%$]{0,40}$/i.test(before)) return "rose";
  return /organic|comparable/.test(metric.name) ? "" : null;
}

/** The period of a value: the nearest that is not for comparing; else, for guidance, of the sentences before; else the call's own. */
function periodFor(
  { sentence, periods, earlier, period }: RowInput,
  value: Span,
  isGuidance: boolean,
  isShare: boolean,
): { label: string; sentence: Span | null } | null {
  const distance = ({ start, end }: PeriodMention) =>
    end <= value.start
      ? value.start - end
      : 1.2 * (start - value.end) + (/\band\b|[,;]/.test(sentence.slice(value.end, start)) ? 40 : 0);
  const current = periods
    .filter((mention) => !mention.isOld && (mention.label !== "aside" || distance(mention) <= 25))
    .sort((a, b) => distance(a) - distance(b));
  const own = period.quarter === null ? null : `q${period.quarter}`;
  const named = current[0];
  const last = [...earlier].reverse().find(({ mention }) => !mention.isOld && mention.label !== "aside");
  if (named === undefined) {
    // "In the fourth quarter of 2019, earnings were …" is about 2019 whether or not it is compared with.
    if (!isGuidance && periods.some(({ isOld, end }) => isOld && end <= value.start)) return null;
    if (isGuidance) {
      const isKnown =
        periods.length === 0 &&
        last !== undefined &&
        last.mention.label !== "other" &&
        last.mention.label !== own;
      // Guidance whose period is not said is told without one: no period is better than a wrong one.
      return isKnown ? { label: last.mention.label, sentence: last.span } : { label: "", sentence: null };
    }
    // Told without a period: the call's own, unless the talk has just turned to another.
    // In a fourth quarter's call it may as well be the year's: then the talk must have named the quarter.
    if (period.quarter === 4 && last === undefined) return null;
    // A sum of money without any word of time or whole may be a segment's that was named long before.
    return own === null ||
      (last !== undefined && last.mention.label !== own) ||
      !(isShare || saysWhole(sentence))
      ? null
      : { label: own, sentence: null };
  }
  const none = isGuidance ? { label: "", sentence: null } : null;
  const isBeside = distance(named) <= 18;
  if (named.label === "other") return null;
  if (named.label === "aside") return none;
  if (!isBeside && current.some(({ label }) => label === "other")) return none;
  const labels = new Set(current.map(({ label }) => label));
  if (labels.size > 1 && distance(named) > 60) return none;
  if (isGuidance) return named.label === own ? none : { label: named.label, sentence: null };
  // A later quarter's figure told as a result, and a year's in the middle of it, are contradictions.
  if (named.label.startsWith("q") && named.label !== own) return null;
  if (named.label.startsWith("fy") && period.quarter !== 4) return null;
  if (named.year !== null && period.year !== null && named.year > period.year) return null;
  return { label: named.label, sentence: null };
}

/** The value as written, without "per diluted share": the metric's name says it. */
function writtenValue(quantity: DigestFigure, kind: Metric["takes"][number]): string {
  const written = quantity.text.replace(/\s+/g, " ").replace(/^between /i, "");
  const range = quantity.low === quantity.high ? written : written.replace(/ and /, " to ");
  if (kind !== "share") return range;
  return range.replace(
    /\s*(?:per|a|\/)\s*(?:fully )?(?:diluted |basic |common |ordinary )*(?:share|unit)s?\b/gi,
    "",
  );
}

function scoreOf(row: CardRow, period: CallPeriod, early: boolean, kind: Metric["takes"][number]): number {
  const isOwn = period.quarter !== null && row.period === `q${period.quarter}`;
  const isShare = row.metric.weight >= 2.5;
  return (
    (isShare && kind === "percent" ? 0.5 : row.metric.weight) +
    (isOwn && !row.isGuidance ? (isShare ? 1.5 : 0.3) + 0.6 : 0) +
    (/adjusted|non-gaap|core|normalized|operating/.test(row.modifier) && isShare
      ? 0.7
      : row.modifier === "gaap"
        ? -0.3
        : 0) +
    (row.isGuidance ? 0.6 + (row.isRange ? 0.8 : 0) + (/^fy/.test(row.period) ? 0.3 : 0) : 0) -
    (!row.isGuidance && /^fy/.test(row.period) ? 0.4 : 0) -
    (kind === "percent" ? 0.5 : 0) +
    (row.change.includes("%") ? 0.2 : 0) +
    (early ? 0.2 : 0) +
    0.5
  );
}
