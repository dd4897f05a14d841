// values/decimal.ts: exact numbers as text.
//
// A ledger does not round behind its owner's back, so an amount is never a float on its way from
// the page to the export. Arithmetic happens in decimal.js at 60 digits; only ranking and pictures
// may call toNumber. This file is the one door to decimal.js.

import { Decimal as Big } from "decimal.js";
import { z } from "zod";
import { DossierError } from "./error.ts";

const Exact = Big.clone({ precision: 60, toExpNeg: -1e6, toExpPos: 1e6 });

/** An exact number as text: "48200000", "-0.35". No exponent, no grouping, never a float. */
export type Decimal = string & { readonly brand: "decimal" };

const WRITTEN = /^-?\d+(\.\d+)?$/;

/** Checks and brands `written`. Throws bad-decimal on anything else, "" and "1e3" included. */
export function decimal(written: string): Decimal {
  if (!WRITTEN.test(written)) throw new DossierError("bad-decimal", { written: written.slice(0, 80) });
  return written as Decimal;
}

/** The zod type of a Decimal inside records. */
export const DecimalText = z
  .string()
  .regex(WRITTEN)
  .transform((text) => text as Decimal);

/** A number that arithmetic may use; `exact("0.1").plus(exact("0.2"))`. */
export const exact = (value: Decimal | string | number): Big => new Exact(value);
/** The type of the numbers `exact` makes. */
export type ExactNumber = Big;

/** The shortest text of an exact number: no trailing zeros, no exponent, "-0" is "0". */
export function toDecimal(value: Big): Decimal {
  if (!value.isFinite()) throw new DossierError("bad-decimal", { written: value.toString() });
  return (value.isZero() ? "0" : value.toFixed()) as Decimal;
}

/** Negative, zero or positive as a is below, equal to or above b; exact at any size. */
export const compareDecimals = (a: Decimal, b: Decimal): number => new Exact(a).comparedTo(new Exact(b));

/** The nearest float. For ranking and pictures only, never for anything kept. */
export const toNumber = (value: Decimal): number => Number(value);
