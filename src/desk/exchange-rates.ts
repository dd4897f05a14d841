// desk/exchange-rates.ts: the rates in which the ledger may be shown in one currency: list, set, remove.
//
// A few rows, kept as one fact of the desk. Rates come from a person with their day and source: a desk without a
// network has no other, and a rate without a day is a guess.

import { z } from "zod";
import { ExchangeRate } from "../records/exchange-rate.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";
import { operation } from "./operation.ts";

const FACT = "exchange-rates";
const Kept = z.array(ExchangeRate);
const Rates = z.object({ rates: z.array(ExchangeRate) });
/** More currencies than there are; a bound on what a caller can make the desk keep. */
const MOST_RATES = 200;

export const listExchangeRates = operation({
  name: "list-exchange-rates",
  summary: "List the exchange rates that figures can be shown in, each in yuan with its day and source.",
  http: "GET /api/exchange-rates",
  cli: "exchange-rates",
  allow: "viewer",
  input: z.object({}),
  output: Rates,
  run: async (desk) => ({ rates: await ratesOf(desk) }),
});

export const setExchangeRate = operation({
  name: "set-exchange-rate",
  summary: "Set what one unit of a currency is in yuan, with the day and the source of the rate.",
  http: "PUT /api/exchange-rates/:currency",
  cli: "set-exchange-rate <currency>",
  allow: "editor",
  input: ExchangeRate,
  output: Rates,
  async run(desk, _actor, rate) {
    const others = (await ratesOf(desk)).filter(({ currency }) => currency !== rate.currency);
    if (others.length >= MOST_RATES)
      throw new DossierError("bad-input", { field: "currency", reason: `at most ${MOST_RATES} are kept` });
    return keep(desk, [...others, rate]);
  },
});

export const removeExchangeRate = operation({
  name: "remove-exchange-rate",
  summary: "Forget the exchange rate of a currency.",
  http: "DELETE /api/exchange-rates/:currency",
  cli: null,
  allow: "editor",
  input: z.object({ currency: z.string() }),
  output: Rates,
  run: async (desk, _actor, { currency }) =>
    keep(
      desk,
      (await ratesOf(desk)).filter((rate) => rate.currency !== currency),
    ),
});

async function keep(desk: Desk, rates: ExchangeRate[]): Promise<{ rates: ExchangeRate[] }> {
  const sorted = rates.sort((a, b) => (a.currency < b.currency ? -1 : 1));
  await desk.store.facts.set(FACT, JSON.stringify(sorted));
  return { rates: sorted };
}

async function ratesOf(desk: Desk): Promise<ExchangeRate[]> {
  const kept = await desk.store.facts.get(FACT);
  return kept === null ? [] : Kept.parse(JSON.parse(kept));
}
