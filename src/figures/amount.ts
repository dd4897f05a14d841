// figures/amount.ts: exact numbers while they are being read.
//
//   amount = sign · digits · 10^power        digits as written, leading and trailing zeros kept
//
// Keeping the written digits apart from the power says what the last digit is worth (the step) and
// makes a scale word a change of power only. Multiplication that is not a shift goes through BigInt;
// nothing is ever a float. Division (one third) stops at 30 digits.

import type { Decimal } from "../values/decimal.ts";

export interface Amount {
  sign: 1 | -1;
  /** ASCII digits, at least one, leading zeros allowed. */
  digits: string;
  power: number;
}

/** Powers beyond this are refused by the readers: a number of the world has no 400 zeros. */
export const MAX_POWER = 400;
const QUOTIENT_DIGITS = 30;

export const ONE: Amount = { sign: 1, digits: "1", power: 0 };

/** Reads "-0.35" or "1000"; only for texts of our own lexica. */
export function amountOf(written: string): Amount {
  const sign = written.startsWith("-") ? -1 : 1;
  const bare = sign < 0 ? written.slice(1) : written;
  const dot = bare.indexOf(".");
  if (dot < 0) return { sign, digits: bare, power: 0 };
  return { sign, digits: bare.slice(0, dot) + bare.slice(dot + 1), power: dot + 1 - bare.length };
}

export const amountOfInteger = (value: bigint, power = 0): Amount =>
  value < 0n
    ? { sign: -1, digits: (-value).toString(), power }
    : { sign: 1, digits: value.toString(), power };

export const shift = (amount: Amount, power: number): Amount =>
  power === 0 ? amount : { sign: amount.sign, digits: amount.digits, power: amount.power + power };

const signed = (amount: Amount): bigint => BigInt(amount.digits) * (amount.sign < 0 ? -1n : 1n);

/** The exact product; a factor of a power of ten only moves the power. */
export function multiply(amount: Amount, factor: Amount): Amount {
  if (factor.digits === "1") {
    return {
      sign: (amount.sign * factor.sign) as 1 | -1,
      digits: amount.digits,
      power: amount.power + factor.power,
    };
  }
  return amountOfInteger(signed(amount) * signed(factor), amount.power + factor.power);
}

/** The exact sum. */
export function add(a: Amount, b: Amount): Amount {
  const power = Math.min(a.power, b.power);
  return amountOfInteger(atPower(a, power) + atPower(b, power), power);
}

const atPower = (amount: Amount, power: number): bigint =>
  signed(amount) * 10n ** BigInt(amount.power - power);

/** a / b, exact when it ends within 30 digits, else cut there; null for a division by zero. */
export function divide(a: Amount, b: Amount): Amount | null {
  const divisor = signed(b);
  if (divisor === 0n) return null;
  const extra = QUOTIENT_DIGITS + Math.max(0, b.digits.length - a.digits.length);
  const quotient = (signed(a) * 10n ** BigInt(extra)) / divisor;
  return amountOfInteger(quotient, a.power - b.power - extra);
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: Amount, b: Amount): number {
  if (a.sign !== b.sign || a.digits[0] === "0" || b.digits[0] === "0") return compareExactly(a, b);
  // Without leading zeros the larger is the one with more places before the point.
  const places = a.digits.length + a.power - b.digits.length - b.power;
  return places === 0 ? compareExactly(a, b) : places * a.sign;
}

function compareExactly(a: Amount, b: Amount): number {
  const power = Math.min(a.power, b.power);
  const difference = atPower(a, power) - atPower(b, power);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The shortest decimal text: no exponent, no trailing zeros, "-0" is "0". */
export function textOf(amount: Amount): Decimal {
  const { digits, power } = amount;
  let start = 0;
  while (start < digits.length && digits.charCodeAt(start) === 48) start++;
  let end = digits.length;
  let last = power;
  while (end > start && digits.charCodeAt(end - 1) === 48) {
    end--;
    last++;
  }
  if (start === end) return "0" as Decimal;
  const body = digits.slice(start, end);
  const sign = amount.sign < 0 ? "-" : "";
  if (last >= 0) return (sign + body + "0".repeat(last)) as Decimal;
  const whole = body.length + last;
  if (whole > 0) return `${sign}${body.slice(0, whole)}.${body.slice(whole)}` as Decimal;
  return `${sign}0.${"0".repeat(-whole)}${body}` as Decimal;
}
