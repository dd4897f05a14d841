// figures/nature.ts: actual, guidance, estimate, target or consensus: by the forward words of the clause.

import type { Ground, Nature, Period } from "../records/figure.ts";

export interface NatureGuess {
  nature: Nature;
  ground: Ground;
}

const WORDS: [Nature, RegExp][] = [
  ["consensus", /(?:一致预期|市场预期|市场一致|彭博预期|consensus|analysts(?:' | )expect|street estimate)/i],
  ["guidance", /(?:指引|业绩展望|guidance|guided|guides?\b|outlook)/i],
  [
    "target",
    /(?:目标|计划|规划|拟|力争|旨在|plans? to|planned|target(?:s|ed|ing)?\b|aims? to|goal of|intends? to)/i,
  ],
  [
    "estimate",
    /(?:预计|预期|预测|预估|估计|测算|有望|可能|或将|将(?![近军来领士])|料|展望|期待|未来|expect(?:s|ed|ing)?\b|forecast\w*|project(?:s|ed|ion|ions)\b|estimate[sd]?\b|will\b|would\b|could\b|should reach|is likely|anticipat\w*|sees (?=fiscal|20\d\d|full|revenue|sales|earnings|adjusted|capital|capex|(?:first|second|third|fourth)[- ]quarter)|by 20[2-9]\d)/i,
  ],
];
/** One look for all words: most clauses have none of them. */
const ANY = new RegExp(WORDS.map(([, pattern]) => pattern.source).join("|"), "i");
/** Characters of the clause looked at before a figure. */
const LOOK_BACK = 160;
const AGAINST =
  /(?:高于|低于|超过?|符合|达到|好于|优于|不及|above|below|beat|exceed\w*|ahead of|in line with|within)[^，。,.]{0,16}$/i;
const DONE =
  /(?:已(?!有)|已经|实际|截至|此前|超(?:过)?(?:市场)?预期|高于(?:市场)?预期|低于(?:市场)?预期|beat|exceeded|above (?:the )?consensus|than expected)/i;

/**
 * The nature of a figure: forward words of its clause before it, else of the clause before in the same sentence;
 * a past period of its own or a word of completion in between makes it actual.
 */
export function natureOf(
  text: string,
  clause: { start: number; end: number },
  before: { start: number; end: number } | null,
  figure: { start: number; end: number },
  period: Period | null,
  published: string | null,
  own: OwnForecast = { sentence: clause, isOwn: () => false },
): NatureGuess {
  const found = stated(text, clause, before, figure, period, published, own);
  // What a company expects of itself is its guidance; what others expect of it is an estimate.
  return found.nature === "estimate" && own.isOwn() ? { ...found, nature: "guidance" } : found;
}

/** "versus our estimate of $3.8 billion", 此前预期的12亿元: the word right before the figure, whatever time it is of. */
const RIGHT_BEFORE =
  /(?:(estimate|forecast|projection)|(consensus|expectations?|street)|(guidance|outlook))s?(?: estimates?| view)?(?: (?:of|for|at|was|is|were))? (?:about |around )?$|(?:(预测|预估)|(一致预期|市场预期|预期)|(指引))(?:值|的|为|是)?(?:约)?$/i;

function rightBefore(words: string): Nature | null {
  const match = RIGHT_BEFORE.exec(words);
  if (match === null) return null;
  if (match[1] !== undefined || match[4] !== undefined) return "estimate";
  return match[2] !== undefined || match[5] !== undefined ? "consensus" : "guidance";
}

/** Where a company speaks of what is to come, and where its words begin. */
export interface OwnForecast {
  sentence: { start: number; end: number };
  /** Asked only of estimates: most figures are none. */
  isOwn: () => boolean;
}

function stated(
  text: string,
  clause: { start: number; end: number },
  before: { start: number; end: number } | null,
  figure: { start: number; end: number },
  period: Period | null,
  published: string | null,
  { sentence }: OwnForecast,
): NatureGuess {
  // The word ends in one of these; most figures have another letter before them.
  const isNear = " 值的为是约期测估引".includes(text[figure.start - 1] ?? "-");
  const near = !isNear
    ? null
    : rightBefore(text.slice(Math.max(sentence.start, figure.start - 26), figure.start));
  if (near !== null) return { nature: near, ground: { rule: "word-joined", confidence: 0.85 } };
  const isPast = period !== null && published !== null && period.end < published.slice(0, 10);
  const own = forwardIn(text.slice(Math.max(clause.start, figure.start - LOOK_BACK), figure.start));
  // A guidance stays one when its period is over, unless the figure is held against it.
  const isGuided =
    own === "guidance" && !AGAINST.test(text.slice(Math.max(clause.start, figure.start - 24), figure.start));
  if (own !== null && (!isPast || isGuided))
    return { nature: own, ground: { rule: "forward-word", confidence: 0.85 } };
  const after = forwardIn(text.slice(figure.end, Math.min(clause.end, figure.end + 12)));
  if (after === "guidance" && !isPast)
    return { nature: after, ground: { rule: "forward-after", confidence: 0.6 } };
  if (isPast) return { nature: "actual", ground: { rule: "past-period", confidence: 0.8 } };
  if (before !== null && isAhead(period, published)) {
    const isReset = DONE.test(text.slice(Math.max(clause.start, figure.start - LOOK_BACK), figure.start));
    const earlier = isReset
      ? null
      : (forwardIn(text.slice(Math.max(before.start, before.end - 60), before.end)) ??
        forwardIn(text.slice(Math.max(sentence.start, before.end - LOOK_BACK - 60), before.end)));
    if (earlier !== null)
      return { nature: earlier, ground: { rule: "forward-clause-before", confidence: 0.6 } };
  }
  // A fiscal year may have ended long before the calendar's year of its name.
  if (period?.basis === "calendar" && published !== null && period.start > published.slice(0, 10))
    return { nature: "estimate", ground: { rule: "future-period", confidence: 0.6 } };
  return { nature: "actual", ground: { rule: "no-forward-word", confidence: 0.75 } };
}

const isAhead = (period: Period | null, published: string | null): boolean =>
  period === null || published === null ? false : period.end > published.slice(0, 10);

function forwardIn(words: string): Nature | null {
  if (!ANY.test(words)) return null;
  let best: Nature | null = null;
  let at = -1;
  for (const [nature, pattern] of WORDS) {
    const match = pattern.exec(words);
    // The last kind of word wins ties of strength: "预计…目标" is a target.
    if (match !== null && (best === null || match.index > at)) {
      best = nature;
      at = match.index;
    }
  }
  if (best === null) return null;
  const done = DONE.exec(words);
  return done !== null && done.index > at ? null : best;
}

/** Whether the words speak of what is to come. */
export const isForward = (words: string): boolean => forwardIn(words) !== null;

const COMPANY =
  /(?:公司|管理层|集团|本行|本集团|我司)(?:[^，。；,;]{0,8}?)(?:预计|预期|展望|预测|给出|指引|将|有望)|\b(?:the company|management|it|company officials)(?:(?: now| still| currently| also| continues to|’s|'s) ?)? ?(?:expects?|anticipates?|forecasts?|projects?|sees|guided|plans?|raised|lowered|reiterated|estimates?)\b/i;
const FIRST_PERSON =
  /\bwe(?: now| still| currently| also| continue to)? (?:expect|anticipate|forecast|project|estimate|plan)\b/i;
const PASSIVE =
  /\b(?:is|are) (?:now |currently )?(?:expected|projected|anticipated|forecast|estimated) to\b/i;

/**
 * Whether the forward words are the company's own: "the company expects", 公司预计, a company's name before "expects";
 * "we expect" and "is expected to be" in what the company itself puts out.
 */
export function isOwnForecast(
  text: string,
  sentence: { start: number; end: number },
  figure: { start: number },
  document: { isOwn: boolean; isCall: boolean; companyEnds: readonly number[] },
): boolean {
  const from = Math.max(sentence.start, figure.start - 260);
  const words = text.slice(from, figure.start);
  if (/分析师|券商|机构|analysts?\b|street\b/i.test(words)) return false;
  if (COMPANY.test(words)) return true;
  if (document.isCall && /将|未来|预计|有望|计划/.test(words)) return true;
  if (document.isOwn && (FIRST_PERSON.test(words) || PASSIVE.test(words))) return true;
  return document.companyEnds.some(
    (end) =>
      end >= from &&
      end < figure.start &&
      /^(?:公司|集团|方面|管理层)?\s?(?:now |still |currently |also |continues to )?(?:预计|预期|给出|expects?|anticipates?|forecasts?|projects?|guided|sees)/i.test(
        text.slice(end, end + 40),
      ),
  );
}
