// records/exchange-rate.ts: what one unit of a currency is in yuan, on a day, by a source.
//
// A person says it; the desk asks no server. Amounts of the ledger stay as written: a rate only changes how they are
// shown, and is shown beside them.

import { z } from "zod";
import { DecimalText } from "../values/decimal.ts";

export const ExchangeRate = z.object({
  /** ISO 4217, never CNY. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .refine((currency) => currency !== "CNY", "the yuan is what the others are told in"),
  /** Yuan for one unit, above 0. */
  yuan: DecimalText.refine((value) => /[1-9]/.test(value) && !value.startsWith("-"), "a rate is above 0"),
  /** ISO day the rate is of. */
  date: z.iso.date(),
  /** Who says so: "PBoC central parity". */
  source: z.string().trim().min(1).max(120),
});
export type ExchangeRate = z.infer<typeof ExchangeRate>;
