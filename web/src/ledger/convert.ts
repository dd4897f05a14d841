// web/src/ledger/convert.ts: an amount in another currency, by rates that a person gave with day and source.
//
// Exact integers all the way; the result is rounded once to five digits, since a rate has no more, and is always shown
// as "about". What is kept, exported and checked stays as written.

import type { ExchangeRate, Figure } from "../api/types.ts";

export type ShownCurrency = "USD" | "CNY";
type Amounts = Pick<Figure, "low" | "high" | "unit">;

export interface Converted extends Amounts {
  /** The rates used, the figure's own currency first. */
  rates: ExchangeRate[];
}

const DIGITS = 5;
/** Decimal places kept while dividing; far below the fifth digit of any amount. */
const PLACES = 24n;
const CURRENCY = /^([A-Z]{3})(\/.+)?$/;

/** The figure's amount in `to`; null when it is no other currency's amount, or a rate is missing. */
export function converted(
  figure: Amounts,
  to: ShownCurrency,
  rates: readonly ExchangeRate[],
): Converted | null {
  const [, from, per = ""] = CURRENCY.exec(figure.unit) ?? [];
  if (from === undefined || from === to) return null;
  const used: ExchangeRate[] = [];
  const yuanOf = (currency: string): Fraction | null => {
    if (currency === "CNY") return { top: 1n, places: 0n };
    const rate = rates.find((one) => one.currency === currency);
    if (rate !== undefined) used.push(rate);
    return rate === undefined ? null : fraction(rate.yuan);
  };
  const [own, other] = [yuanOf(from), yuanOf(to)];
  if (own === null || other === null) return null;
  const turn = (value: Figure["low"]): Figure["low"] =>
    value === null ? null : (turned(fraction(value), own, other) as Figure["low"]);
  return { low: turn(figure.low), high: turn(figure.high), unit: to + per, rates: used };
}

/** Whether the figure is an amount of another currency than `to`, so that a rate would be needed. */
export const needsRate = (unit: string, to: ShownCurrency): string | null => {
  const from = CURRENCY.exec(unit)?.[1];
  return from === undefined || from === to ? null : from;
};

/** top ÷ 10^places. */
interface Fraction {
  top: bigint;
  places: bigint;
}

function fraction(decimal: string): Fraction {
  const [whole = "0", rest = ""] = decimal.split(".");
  return { top: BigInt(whole + rest), places: BigInt(rest.length) };
}

/** value × own ÷ other, half up at the fifth digit, as decimal text. */
function turned(value: Fraction, own: Fraction, other: Fraction): string {
  const top = value.top * own.top * 10n ** (other.places + PLACES);
  const exact = top / (other.top * 10n ** (value.places + own.places));
  const isNegative = exact < 0n;
  const digits = (isNegative ? -exact : exact).toString();
  const drop = Math.max(0, digits.length - DIGITS);
  const unit = 10n ** BigInt(drop);
  const rounded = ((BigInt(digits) + unit / 2n) / unit) * unit;
  const padded = rounded.toString().padStart(Number(PLACES) + 1, "0");
  const whole = padded.slice(0, -Number(PLACES));
  const rest = padded.slice(-Number(PLACES)).replace(/0+$/, "");
  return `${isNegative && rounded > 0n ? "-" : ""}${whole}${rest === "" ? "" : `.${rest}`}`;
}

/** "1 USD = 7.1 CNY": the sentence that stands beside a converted amount. */
export const rateText = ({ currency, yuan }: ExchangeRate): string => `1 ${currency} = ${yuan} CNY`;
