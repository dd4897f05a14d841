// digests/card-part.ts: whether a figure of an earnings call is the whole company's or a part's.
//
// ROUGE does not see a segment's revenue told as the company's, and it was the commonest wrong row. Judged by the
// word before the metric, by how the sentence opens, by who does the telling, and by where the talk has turned to.

import type { Metric } from "./card-metric.ts";

/** A metric with its place in a sentence. */
export interface Named {
  metric: Metric;
  start: number;
  end: number;
  /** Whether it stands before its value. */
  isBefore: boolean;
}

const TURNS_TO_PART =
  /\bsegments?\b|\b(?:turn|mov|look|shift|switch|start|begin|go)(?:e|ing)? (?:now |on )?(?:to|at|with) (?:our |the )?[A-Z][a-z]|^(?:In|Within|For) (?:our|the) [A-Z][a-z]|\bour [A-Z][\w&]+ (?:[A-Z][\w&]+ )*(?:business|division|group)\b/;

/** Words that may stand right before a metric of the whole company. Anything else there names a part of it. */
const WHOLE =
  /(?:^|[,;:()–—]|\b(?:the|our|its|a|an|total|consolidated|net|overall|company(?:['’]s)?|corporation(?:['’]s)?|quarter|quarter['’]s|quarterly|year|years?['’]s?|annual|full-year|q[1-4]|of|in|and|to|for|on|that|with|while|as|when|adjusted|non-gaap|gaap|core|normali[sz]ed|organic|reported|reporting|report|generated|generating|delivered|delivering|achieved|posted|posting|recorded|record|had|have|expect|expects|expecting|expected|anticipate|project|projecting|forecast|see|strong|solid|improved|higher|lower|diluted|basic|fully|operating|comparable|basis|currency|20\d\d|approximately|new|guiding|our|both|both|this|from|was|were|is|now|by|increased?|grew|fiscal|raised?|raising|increasing|maintain(?:ing)?|reaffirm(?:ing)?|well|us|level|line|consolidated)|%)\s*$/i;
const PART =
  /\b(?:segments?|divisions?|partnership|joint venture|subsidiar(?:y|ies)|businesses|business unit|region|reporting unit|product line|our (?:[A-Z][\w&-]+ )+business)\b|\b(?:blockbuster|franchise)\b|^(?:In|For|At|Within|Our|Turning to|Moving to|Looking at) (?:the |our )?(?:(?!Q[1-4]|First|Second|Third|Fourth|January|February|March|April|May|June|July|August|September|October|November|December|GAAP|FY|Fiscal|Company)[A-Z][\w&-]+)\b/;

/** Openings after which a figure is the company's; a sentence that opens with another name is about what it names. */
const STARTS_WHOLE =
  /^(?:[A-Z][\w.&-]+['’]s |We|Our|For|In|On|As|At|By|To|Total|Net|Overall|Consolidated|Company|The|This|That|Q[1-4]|First|Second|Third|Fourth|Fiscal|Full|Quarterly|Adjusted|Revenues?|Sales|Free|Operating|Capital|Gross|Organic|Comparable|Same|EBITDA|Capex|Cash|Turning|Looking|Moving|Now|And|So|But|Today|During|Based|With|Finally|Reported|GAAP|Non-GAAP|Backlog|Last|Yesterday|Compared|Excluding|Including|I|It|Let|Here|Again|Also|Additionally|Further|While|When|All|From|Given|Altogether|Homebuilding|Income|Pre-?tax|\d|[A-Z]\w+ly\b|[a-z])/;
const EXPECTS_OF_PART =
  /\b(?:expect|anticipate|forecast|project)(?:s|ed|ing)? (?!to\b|our\b|total|net\b|revenues?|sales|full|adjusted|capital exp|free|operating|gross|organic|comparable|consolidated|the\b|a\b|an\b|fiscal|first|second|third|fourth|q\d|20\d\d|that\b|company|overall|non-gaap|gaap|ebitda|between|approximately|about|year|same|quarter|core|cash|capex)[a-z' ]{3,40} (?:to (?:generate|contribute|deliver|be|become)|will)\b/i;
/** "…, FPL reported net income": the figure is its subject's. */
const TELLS_OF_OTHER =
  /(?:^|[,;] )(?!We |I |Our |The )(?:and )?[A-Z][\w&]*(?: [A-Z][\w&]*)* (?:reported|generated|delivered|had|posted|achieved|earned)\b/;
/** Words that say whose or when: a bare "Sales of $222.3 million decreased" has neither. */
const YEARLY = /\byear[- ](?:over|on)[- ]year\b|\b(?:prior|last|previous)[- ]year\b/gi;
const SAYS_WHOLE = /\b(?:we|total|consolidated|overall|company|quarter|q[1-4]|year)\b/i;

/** "In optical communications, …": an opening that names neither a time nor the whole. */
export function opensWithPart(sentence: string): boolean {
  const opening = /^(?:In|For|At|Within|Across) ([^,]{3,40}),/.exec(sentence)?.[1];
  return (
    opening !== undefined &&
    !/quarter|year|fiscal|20\d\d|\bQ[1-4]|FY|half|months|summary|addition|total|terms|short|period|fact|closing|now|clos|conclusion|line|consolidated|company/i.test(
      opening,
    )
  );
}

/** Whether a figure is told of a part of the company: a name before the metric, or a segment named in the clause. */
export function hasSegment(sentence: string, named: Named, isShare: boolean, valueStart: number): boolean {
  const before = sentence.slice(0, isShare ? Math.max(named.start, 0) : Math.max(named.start, valueStart));
  if (
    /\b(?:partnership|joint venture|subsidiary|holding company|group|stand-?alone|utility)\b|\bwhich (?:reported|generated|delivered|had)\b/i.test(
      before,
    )
  )
    return true;
  if (isShare) return false;
  if (!STARTS_WHOLE.test(sentence) || EXPECTS_OF_PART.test(before)) return true;
  if (TELLS_OF_OTHER.test(before)) return true;
  const clause = before.slice(Math.max(0, before.lastIndexOf(";") + 1));
  if (PART.test(clause.trimStart()) || opensWithPart(sentence)) return true;
  if (!WHOLE.test(sentence.slice(0, named.start).trimEnd())) return true;
  const after = sentence.slice(named.end, named.end + 60);
  return /^ (?:from|in|for|at|within) (?:(?:our|the) )?(?!our\b|the\b|quarter|first|second|third|fourth|full|year|fiscal|20\d\d|Q[1-4]|period|range|three|this|current|continuing)[A-Za-z]+/.test(
    after,
  );
}

/** Whether a sentence says that it is about the whole, or at least about a quarter or a year. */
export const saysWhole = (sentence: string): boolean => SAYS_WHOLE.test(sentence.replace(YEARLY, " "));

/** Whether the talk turns to a part of the company with this sentence. */
export const turnsToPart = (sentence: string): boolean =>
  TURNS_TO_PART.test(sentence) || opensWithPart(sentence);
