// desk/check-claim.ts: a claim in words against a table or a text, for whoever writes a number: "revenue grew 13 %".

import { z } from "zod";
import { checkClaim } from "../checks/claim.ts";
import { DecimalText } from "../values/decimal.ts";
import { operation } from "./operation.ts";

export const checkClaimVerb = operation({
  name: "check-claim",
  summary:
    "Check a claim in words against a table or a text: find the operands it names, recompute it, and say whether it holds.",
  http: "POST /api/checks/claim",
  cli: null,
  allow: "viewer",
  input: z.object({
    claim: z.string().trim().min(3).max(8_000),
    text: z.string().max(100_000).default(""),
    table: z
      .array(z.array(z.string().max(500)).max(40))
      .max(400)
      .nullable()
      .default(null),
  }),
  output: z.object({
    verdict: z.enum(["holds", "fails", "undecided"]),
    formula: z.string(),
    operands: z.array(
      z.object({
        text: z.string(),
        label: z.string(),
        row: z.number().int(),
        column: z.number().int(),
        role: z.string(),
      }),
    ),
    computed: DecimalText.nullable(),
    stated: DecimalText.nullable(),
    reason: z.string().nullable(),
  }),
  run: async (_desk, _actor, { claim, text, table }) => checkClaim({ table, text }, claim),
});
