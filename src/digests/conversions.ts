// digests/conversions.ts: key figures with their unit made plain: "2.2 吉瓦 = 2,200,000,000 W (2.2 GW)".
//
// For a reader who meets 亿, 万颗, GW and billion on one page. Values are exact decimals from the scanner; a
// vague figure (数十亿) is a band and is left out, as is one whose text is already in the base unit.

import type { Figure, Quantity } from "../records/figure.ts";
import { type Decimal, exact, toDecimal } from "../values/decimal.ts";

/** What a digest needs of a figure; a Quantity or a Figure will do. */
export type DigestFigure = Pick<
  Quantity,
  "start" | "end" | "text" | "kind" | "low" | "high" | "unit" | "isVague" | "qualifier"
> &
  Partial<Pick<Figure, "metric" | "entity">>;

const SCALED =
  /[亿万千百]|吉瓦|兆瓦|千瓦|billion|million|trillion|thousand|\bbn\b|\bmn\b|[KMGTPE](?:W|Wh|B|FLOP)/i;
/** Kinds where a scale hides the size. A percentage or a ratio is plain as it stands. */
const CONVERTED = new Set(["money", "count", "power", "energy", "compute", "bandwidth", "memory", "price"]);
const STEPS: [zeros: number, zh: string, en: string][] = [
  [12, "万亿", "trillion"],
  [9, "", "billion"],
  [8, "亿", ""],
  [6, "", "million"],
  [4, "万", ""],
];
const METRIC_STEPS: [zeros: number, prefix: string][] = [
  [18, "E"],
  [15, "P"],
  [12, "T"],
  [9, "G"],
  [6, "M"],
  [3, "k"],
];

/** "37,000,000,000 USD (37 billion)" for 370 亿美元; null when there is nothing to make plain. */
export function conversionOf(figure: DigestFigure): string | null {
  if (figure.isVague || !CONVERTED.has(figure.kind) || !SCALED.test(figure.text)) return null;
  if (figure.low === null || figure.high === null || figure.unit === "") return null;
  // "1 吉瓦" as in "a site of one gigawatt" frames another figure more often than it is one.
  if (/^\s*1\s*\D*$/.test(figure.text)) return null;
  // The scanner's unit of a counted thing it has no name for; the reader knows it by the word beside the number.
  const unit = figure.unit === "item" ? (/\p{Script=Han}$/u.exec(figure.text)?.[0] ?? "") : figure.unit;
  const isPoint = figure.low === figure.high;
  const base = isPoint ? grouped(figure.low) : `${grouped(figure.low)}–${grouped(figure.high)}`;
  const other = isPoint ? inOtherScale(figure.low, figure.unit, /\p{Script=Han}/u.test(figure.text)) : null;
  return `${base} ${unit}${other === null ? "" : ` (${other})`}`;
}

function inOtherScale(value: Decimal, unit: string, isChinese: boolean): string | null {
  const size = exact(value).abs();
  const isMetric = /^(?:W|Wh|B|B\/s|FLOP\/s)$/.test(unit);
  if (isMetric) {
    for (const [zeros, prefix] of METRIC_STEPS)
      if (size.gte(`1e${zeros}`)) return `${toDecimal(exact(value).div(`1e${zeros}`))} ${prefix}${unit}`;
    return null;
  }
  for (const [zeros, zh, en] of STEPS) {
    const word = isChinese ? en : zh;
    if (word !== "" && size.gte(`1e${zeros}`)) return `${toDecimal(exact(value).div(`1e${zeros}`))} ${word}`;
  }
  return null;
}

/** "37000000000" → "37,000,000,000". */
export function grouped(value: Decimal): string {
  const [whole, fraction] = value.split(".");
  const body = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? body : `${body}.${fraction}`;
}
