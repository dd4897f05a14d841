// checks/claim-words.ts: a claim as text: what it says was computed, of what, for when, and the number it states.
//
// English words are folded by their endings, Chinese ones are runs that the formulas look for whole. The stated
// number is the last one; its last digit carries the tolerance.

import { type ExactNumber, exact } from "../values/decimal.ts";
import { type Interval, written } from "./interval.ts";

const STOP = new Set(
  `the a an of in on at to for from by and or is are was were what which how much many did do does be been being it its this that these those
   between as with during over under into per than then their his her our your company companys year years fiscal ended end ending
   amount value figure number total percent percentage change changed changes growth increase increased decrease decreased difference average ratio
   proportion sum combined respectively if considering about they have has had will would can could there`.split(
    /\s+/,
  ),
);
/** Words that say what was computed and also stand in labels; they help a little. */
const WEAK = new Set([
  "total",
  "average",
  "change",
  "net",
  "amount",
  "value",
  "number",
  "ratio",
  "percentage",
]);

export const isWeak = (word: string): boolean => WEAK.has(word);

/** Words of a label or a question, folded; operation words and small words left out, "total" kept for labels. */
export function wordsOf(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[a-z][a-z'&]*|\d+(?:\.\d+)?|[\u4e00-\u9fff]+/g) ?? [];
  return [
    ...new Set(
      words.map(fold).filter((word) => (!STOP.has(word) || WEAK.has(word)) && !/^(?:19|20)\d\d$/.test(word)),
    ),
  ];
}

function fold(word: string): string {
  const bare = word.replace(/'s?$/, "");
  if (bare.length > 4 && bare.endsWith("ies")) return `${bare.slice(0, -3)}y`;
  if (bare.length > 5 && /(?:ss|sh|ch|x)es$/.test(bare)) return bare.slice(0, -2);
  if (bare.length > 3 && bare.endsWith("s") && !/(?:ss|us|is)$/.test(bare)) return bare.slice(0, -1);
  if (bare.length > 6 && bare.endsWith("ing")) return bare.slice(0, -3);
  if (bare.length > 5 && bare.endsWith("ed")) return bare.slice(0, -2);
  return bare;
}

/** Years in order of mention, once each; "FY19" and "F19" are 2019, a range "2017 to 2019" has its inner years. */
export function yearsIn(text: string): number[] {
  const years: number[] = [];
  for (const match of text.matchAll(
    /(?<!\d|\d[.,])((?:19|20)\d{2})(?!\d|,\d{3}(?!\d)|\.\d)|\bf(?:y|iscal)?\s?'?(\d{2})\b|\/(\d{2})(?!\d)/gi,
  )) {
    const short = match[2] ?? match[3];
    const year = match[1] !== undefined ? Number(match[1]) : 2000 + Number(short);
    if (!years.includes(year)) years.push(year);
  }
  return years;
}

/** Whether two years of a question are the ends of a range whose inner years count too. */
export const isRange = (question: string): boolean =>
  /(?:19|20)\d{2}\s*(?:to|-|–|through|until|~|至|到)\s*(?:fiscal\s*|fy\s*)?(?:19|20)?\d{2}|from\s+(?:\w+\s+){0,3}(?:19|20)\d{2}/i.test(
    question,
  );

export type Operation =
  | "growth"
  | "cagr"
  | "difference"
  | "average"
  | "sum"
  | "ratio"
  | "change-of-ratio"
  | "change-of-average";

export interface Claim {
  question: string;
  /** What the stated number can stand for, as written, before any percent sign. */
  stated: { value: ExactNumber; reach: Interval; isPercent: boolean; scale: string; text: string };
  /** Likely operations, the likeliest first. */
  operations: Operation[];
  years: number[];
  words: string[];
  /** Several questions in a row, of which the last is meant: operands may stand in any of them. */
  isDialogue: boolean;
  /** The words ask for a distance, not for a direction. */
  isUnsigned: boolean;
  /** The words ask for a change of an amount and not whether it rose. */
  isDistance: boolean;
  /** The words say "fell": a positive number is a fall. */
  isFall: boolean;
}

const LAST_NUMBER =
  /([-−]?\s?[$¥￥€£]?\s?-?\d[\d,]*(?:\.\d+)?)\s*(%|percent\b|个百分点|百分点|thousand\b|million\b|billion\b|万亿?|亿)?[^\d]*$/i;

const IS = /[\s,，:：]*(?:is|are|was|were|of|by|=|是|为|为约|约)?\s*$/i;
const SAYS = /(?:\b(?:is|are|was|were|equals?)|=|是|为|约)\s*$/i;
const WITH_UNIT =
  /([-−]?\s?[$¥￥€£]?\s?-?(?<![\d.,])(?!(?:19|20)\d\d(?![\d,.]))\d[\d,]*(?:\.\d+)?)\s*(%|percent\b|个百分点|百分点|thousand\b|million\b|billion\b|万亿?|亿|(?=\s+(?:in|from|between|at|for|during|compared|over)\b))/gi;

/** The number that a claim states and the rest of its words: the last one, or, when a year ends it, the last with a unit. */
function statedIn(text: string): { match: RegExpExecArray; question: string } | null {
  const last = LAST_NUMBER.exec(text);
  if (last === null) return null;
  const before = text.slice(0, last.index);
  const isYear = /^\s*(?:19|20)\d{2}$/.test(last[1]!) && (last[2] ?? "") === "";
  if (isYear && !SAYS.test(before)) {
    const match = [...before.matchAll(WITH_UNIT)].at(-1);
    if (match !== undefined)
      return {
        match: match as unknown as RegExpExecArray,
        question: `${before.slice(0, match.index).replace(IS, "")} ${text.slice(match.index + match[0].length)}`,
      };
  }
  return { match: last, question: before.replace(IS, "") };
}

/** Splits and reads a claim; null when it states no number. */
export function readClaim(claim: string): Claim | null {
  const text = claim.slice(-8_000);
  const found = statedIn(text);
  if (found === null) return null;
  const { match, question } = found;
  const digits = match[1]!.replace(/[\s,$¥￥€£]/g, "").replace("−", "-");
  if (!/^-?\d+(?:\.\d+)?$/.test(digits)) return null;
  const decimals = digits.split(".")[1]?.length ?? 0;
  const last = question.split(/(?<=\?)\s+/).at(-1) ?? question;
  return {
    question,
    stated: {
      value: exact(digits),
      reach: written(digits, exact(10).pow(-decimals).toFixed()),
      isPercent: /%|percent/i.test(match[2] ?? ""),
      scale: (match[2] ?? "").toLowerCase(),
      text: match[0].trim(),
    },
    operations: operationsIn(last, question, /%|percent/i.test(match[2] ?? "")),
    isDialogue: last !== question,
    isUnsigned: /differen|gap|how much (?:more|less|higher|lower)|相差|差额|差距/i.test(last),
    isDistance:
      /change|variation|movement|变化|变动/i.test(last) &&
      !/increas|decreas|rise|rose|fell|grow|增加|减少/i.test(last),
    isFall:
      /decreas|declin|reduc|drop|fell|lower|下降|减少|降低/i.test(last) && !/increas|change/i.test(last),
    years: yearsIn(question),
    words: wordsOf(question),
  };
}

const CAGR = /compound|\bcagr\b|annuali[sz]ed growth|复合(?:年|年均)?增/i;
const GROWTH =
  /(?:percent(?:age)?|%|rate of|relative)\s*(?:of\s)?(?:change|increase|decrease|growth|decline|difference|variation|drop)|growth|percent(?:age)? .{0,12}(?:change|increase|decrease)|year[- ]on[- ]year|grow |grew|增长率|增长[了约]?$|增幅|增速|变化率|变动率|下降率|同比|环比/i;
const DIFFERENCE =
  /change|differen|increase|decrease|decline|how much (?:more|less|higher|lower)|fluctuat|varia|improve|exceed|less |net of|declined|rose|fell|dropp|变化|变动|增加|减少|相差|差额|增加了|减少了|多多少|少多少/i;
const AVERAGE = /average|mean\b|平均|均值/i;
const SUM = /sum of|total|combined|together|add up|in all|aggregate|合计|总和|之和|共计/i;
const RATIO =
  /ratio|\bshare of\b|accounts? for|accounted for|ma[dk]e up|came from|proportion|percentage|percent|portion|as a (?:share|part)|represent|divided|how many times|multiple|constitut|margin|占|比重|比例|比率|比值|率|倍/i;

const PLAIN_RATIO = /ratio|proportion|portion|margin|divided|as a percentage of|占|比重|比例|比率|比值/i;
const OVER = /\bover\b|divided? by|represent|in relation|relative|percent|less 1\b|\brate\b|growth/i;

function operationsIn(last: string, whole: string, isPercent: boolean): Operation[] {
  const found: Operation[] = [];
  const add = (operation: Operation, when: boolean): void => {
    if (when && !found.includes(operation)) found.push(operation);
  };
  const isChange = DIFFERENCE.test(last);
  if (CAGR.test(last)) return ["cagr"];
  add("change-of-average", AVERAGE.test(last) && isChange);
  // "Revenue increased 21 %": a change in percent is a growth, unless it is of a ratio.
  add("growth", GROWTH.test(last) || (isPercent && isChange && !RATIO.test(last)));
  add("change-of-ratio", isChange && RATIO.test(last) && !GROWTH.test(last));
  add("average", AVERAGE.test(last));
  add("difference", isChange);
  // "percentage change" asks for a growth alone: 200 % of something is another statement.
  add("ratio", GROWTH.test(last) && last === whole ? PLAIN_RATIO.test(last) : RATIO.test(last));
  add("sum", SUM.test(last));
  // A question that goes on from others ("and in percent?") takes its operation from them.
  if (last !== whole) {
    add("average", /divided by (?:\d\b|two|three|four|five)/i.test(last));
    if (DIFFERENCE.test(whole) && OVER.test(last))
      found.splice(0, found.length, "growth", ...found.filter((operation) => operation !== "growth"));
    add("growth", GROWTH.test(whole) || RATIO.test(last));
    add("difference", DIFFERENCE.test(whole));
    add("average", AVERAGE.test(whole));
    add("ratio", RATIO.test(whole));
    add("sum", SUM.test(whole));
  }
  // "The change is −5.81 %": a change in percent is a growth unless the row itself is in percent.
  add("growth", isPercent);
  if (found.length === 0) found.push("difference", "sum", "ratio");
  return found;
}
