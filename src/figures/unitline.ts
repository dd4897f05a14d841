// figures/unitline.ts: the unit that stands above a table: "单位：亿元", "(in millions, except per share data)".
//
// The scale and currency of a unit line apply to every bare number of its table, except where the row or the
// column says otherwise (percent, per share, shares).

import type { FigureKind } from "../records/figure.ts";
import { type Amount, amountOf, ONE } from "./amount.ts";
import { lexicon } from "./lexicon.ts";
import { scan } from "./scan.ts";

export interface UnitLine {
  /** ISO code or another unit; "" when only a scale is said. */
  unit: string;
  kind: FigureKind;
  factor: Amount;
  scalePower: number;
  /** "except per share": per-share rows keep the currency without the scale. */
  isExceptPerShare: boolean;
}

const ENGLISH =
  /\b(?:in|amounts? in|expressed in|stated in)\s+(?:(?:u\.?s\.?|hk)?\s?[$€£¥]?\s?)?(?:(?:us|hong kong|canadian)\s+)?(?:dollars?\s+)?(?:RMB|USD|HKD|EUR|GBP|JPY|CNY)?\s?(?:in\s+)?'?(thousands|millions|billions|hundred millions)\b/i;
/** "(MILLIONS, EXCEPT PER SHARE DATA)", "($ millions)": the scale alone, in brackets. */
const BRACKETED = /[(（]([^()（）]{0,40}?)\b(thousands|millions|billions)\b(?!\s+of\b)[^()（）]{0,80}[)）]/i;
const BEFORE_SCALE = /^(?:|us|u\.s\.|hk|rmb|dollars?|shares|amounts?|and|in|expressed|unaudited)$/i;

function bracketedScale(words: string): string | null {
  const match = BRACKETED.exec(words);
  if (match === null) return null;
  return match[1]!.split(/[\s$€£¥,;&]+/).every((word) => BEFORE_SCALE.test(word)) ? match[2]! : null;
}
const CHINESE = /(?:单位|單位|金额单位|货币单位|币种)[：:\s（(]*([^\n；;)）]{1,20})/;
const SHORT =
  /^\s*[（(]?\s*((?:RMB|US\$|HK\$|\$|€|£|¥|人民币|美元|港元)?\s?(?:百万|千|万|亿|十亿|million|billion|thousand|mn|bn|m|k)?\s?(?:元|美元|港元|欧元|日元|英镑|吨|%|GW|MW|万颗|片)?)\s*[)）]?\s*$/i;
const POWERS: Record<string, number> = { thousands: 3, millions: 6, billions: 9, "hundred millions": 8 };

/** Reads a unit line; null when the words name no unit and no scale. */
export function readUnitLine(words: string): UnitLine | null {
  const isExceptPerShare =
    /except (?:for )?(?:earnings )?per[- ]share|除每股|除特别注明|per share (?:data|amounts)/i.test(words);
  const scale = ENGLISH.exec(words)?.[1] ?? bracketedScale(words);
  if (scale !== null) {
    const currency = currencyIn(words);
    return {
      unit: currency,
      kind: currency === "" ? "count" : "money",
      factor: ONE,
      scalePower: POWERS[scale.toLowerCase()]!,
      isExceptPerShare,
    };
  }
  const chinese = CHINESE.exec(words)?.[1] ?? SHORT.exec(words)?.[1] ?? null;
  if (chinese === null || chinese.trim() === "") return null;
  return readShortUnit(chinese, isExceptPerShare);
}

/** "人民币百万元", "US$ million", "亿元", "%": read as the unit of the number one. */
export function readShortUnit(words: string, isExceptPerShare = false): UnitLine | null {
  const cleaned = words.replace(/^(?:人民币|人民幣)\s?(?=[百千万亿十元])/, "").trim();
  const isPrefix = /^(?:RMB|US\$|HK\$|[$€£¥]|USD|HKD)/i.test(cleaned);
  const body = isPrefix
    ? cleaned.replace(/^(RMB|US\$|HK\$|[$€£¥]|USD|HKD)\s?/i, (sign) => `${sign.trim()}1 `)
    : `1${cleaned}`;
  const figure = scan(body, { bare: true }).found[0];
  if (figure === undefined || (!figure.hasUnit && figure.scalePower === 0)) return null;
  const power = figure.low.power;
  return {
    unit: figure.unit,
    kind: figure.kind,
    factor: figure.factor,
    scalePower: Math.max(0, power),
    isExceptPerShare,
  };
}

/** The first currency that the words name; "" for none. */
export function currencyIn(words: string): string {
  const lists = lexicon();
  for (let at = 0; at < words.length && at < 200; at++) {
    const before = lists.currencyBefore.matchBefore(words, at + 1, 0);
    if (before !== null && at + 1 - before.edge > 0 && !/[A-Za-z]/.test(words[at + 1] ?? " "))
      return /^[a-z]+$/.test(words.slice(before.edge, at + 1)) ? "" : before.value.iso;
    const after =
      lists.currencySymbols.match(words, at, words.length) ??
      lists.currencyWords.match(words, at, words.length);
    if (
      after !== null &&
      !after.value.isWeak &&
      after.edge - at > 1 &&
      !/[A-Za-z]/.test(words[at - 1] ?? " ")
    )
      return after.value.iso;
  }
  return "";
}

export const PERCENT_FACTOR = amountOf("0.01");
