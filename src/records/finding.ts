// records/finding.ts: what a check says of figures: the arithmetic, its operands and a verdict.

import { z } from "zod";
import { DecimalText } from "../values/decimal.ts";
import { Citation } from "./citation.ts";

export const VERDICTS = [
  "holds",
  "fails",
  "undecided",
  "agree",
  "agree-after-conversion",
  "conflict",
  "superseded",
  "different-definition",
] as const;
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

export const Operand = z.object({
  figureId: z.string(),
  /** Its role in the formula: "part", "total", "earlier", "later", "stated" … */
  role: z.string(),
  value: DecimalText,
  unit: z.string(),
  text: z.string(),
  citation: Citation,
});
export type Operand = z.infer<typeof Operand>;

/** A value in a formula; one side is null for an open bound. */
export const Amount = z.object({
  low: DecimalText.nullable(),
  high: DecimalText.nullable(),
  isAbout: z.boolean(),
  unit: z.string(),
});
export type Amount = z.infer<typeof Amount>;

/** A piece of a formula: an operator or a pure number as text, or an amount that each reader sees in a scale of theirs. */
export const Term = z.union([z.string(), Amount]);
export type Term = z.infer<typeof Term>;

export const Finding = z.object({
  id: z.string(),
  /** Name and version of the check, "sum 1". */
  check: z.string(),
  documentIds: z.array(z.string()),
  verdict: Verdict,
  /** "1,063 + 409 + 330 = 1,802". */
  formula: z.string(),
  /** The same in pieces; absent in what was found before formulas had them, until it is checked again. */
  terms: z.array(Term).optional(),
  stated: DecimalText.nullable(),
  computed: DecimalText.nullable(),
  tolerance: DecimalText.nullable(),
  unit: z.string(),
  /** Why it cannot be decided, or the likely cause of a failure; a key the interface translates, with its details. */
  reason: z.object({ key: z.string(), details: z.record(z.string(), z.string()) }).nullable(),
  operands: z.array(Operand),
  /** A person's last word on it. */
  settled: z
    .object({
      as: z.enum(["definition-differs", "source-wrong", "our-misreading", "accepted"]),
      note: z.string(),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
  createdAt: z.string(),
});
export type Finding = z.infer<typeof Finding>;
