// records/answer.ts: what the desk says to a question: quotes, rows of the ledger, arithmetic, and a model's words held to them.
//
// The same record answers over the web page, HTTP, MCP and the command line. Everything but `model` is made without
// a language model; what a model wrote is shown as fact only where `isVerified` says that its quotes carry it.

import { z } from "zod";
import { DecimalText } from "../values/decimal.ts";
import { Language } from "../values/language.ts";
import { Problem } from "../values/problem.ts";
import { Span } from "../values/span.ts";
import { Citation } from "./citation.ts";
import { Figure } from "./figure.ts";
import { Operand } from "./finding.ts";

/** Words of a document that speak to the question, best first. */
export const AnswerQuote = Citation.extend({
  documentTitle: z.string(),
  source: z.string(),
  sortAt: z.string(),
  /** Whether its document has a date of its own; else `sortAt` is when it was added. Answers of before this was told: true. */
  isDated: z.boolean().default(true),
  heading: z.string(),
  /** Words of the question in the quote, as spans of it. */
  marks: z.array(Span),
  score: z.number(),
});
export type AnswerQuote = z.infer<typeof AnswerQuote>;

/** A row of the ledger that the question asks for, with what its document adds. */
export const AnswerFigure = Figure.extend({
  documentTitle: z.string(),
  source: z.string(),
  sortAt: z.string(),
  /** Whether its document has a date of its own; else `sortAt` is when it was added. Answers of before this was told: true. */
  isDated: z.boolean().default(true),
  /** What of the question it meets: "entity", "metric", "period", "nature", "words". */
  matches: z.array(z.string()),
});
export type AnswerFigure = z.infer<typeof AnswerFigure>;

export const ARITHMETIC = ["growth", "difference", "ratio", "share", "sum", "average"] as const;
export const Arithmetic = z.enum(ARITHMETIC);
export type Arithmetic = z.infer<typeof Arithmetic>;

/** A result made by code from rows of the ledger; the formula is written out. */
export const Computed = z.object({
  arithmetic: Arithmetic,
  /** "(33.0 billion − 27.5 billion) ÷ 27.5 billion", the operands as their pages write them. */
  formula: z.string(),
  /** Exact to 12 significant digits, in `unit`. */
  value: DecimalText,
  /** Unit of the value: "fraction" for a growth or a share, else that of the operands. */
  unit: z.string(),
  /** The value for a person: "20.0 %". */
  text: z.string(),
  operands: z.array(Operand),
  /** What a careful reader would ask: "two-documents", "estimate", "different-basis". Keys that the interface translates. */
  cautions: z.array(z.string()),
});
export type Computed = z.infer<typeof Computed>;

export const REASONS = [
  "no-citation",
  "no-such-passage",
  "quote-not-found",
  "number-not-in-quote",
  "name-not-in-quote",
  "period-not-in-quote",
  "words-not-in-quote",
  "turned-round",
  "number-of-another",
  "instruction",
] as const;
export const Reason = z.enum(REASONS);
/** Why a statement is not carried by its quotes. */
export type Reason = z.infer<typeof Reason>;

export const AnswerStatement = z.object({
  text: z.string(),
  /** Whether its quotes carry it; what they do not is shown struck out, never as fact. */
  isVerified: z.boolean(),
  citations: z.array(Citation),
  reasons: z.array(z.object({ reason: Reason, words: z.string() })),
});
export type AnswerStatement = z.infer<typeof AnswerStatement>;

export const ModelAnswer = z.object({
  name: z.string(),
  /** "writing" only while it streams; a stored answer never has it. */
  state: z.enum(["writing", "done", "stopped", "failed"]),
  statements: z.array(AnswerStatement),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  tokensIn: z.number().int(),
  tokensOut: z.number().int(),
  /** What was searched beside the question, in the model's words; [] for most. */
  queries: z.array(z.string()).default([]),
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;

export const Answer = z.object({
  id: z.string(),
  question: z.string(),
  topicId: z.string().nullable(),
  documentId: z.string().nullable(),
  /** The answer that this one asks on from. */
  followsId: z.string().nullable(),
  language: Language,
  /** "nothing-found": the desk has no words and no row on it. */
  state: z.enum(["found", "nothing-found"]),
  /** How the question was read: names of the vocabulary and periods. */
  understood: z.object({
    entities: z.array(z.string()),
    metrics: z.array(z.string()),
    periods: z.array(z.string()),
    arithmetic: Arithmetic.nullable(),
    /** A relative period of the question ("last quarter") and the newest period of the ledger that was taken for it. */
    newest: z.object({ words: z.string(), period: z.string() }).nullable().default(null),
  }),
  quotes: z.array(AnswerQuote),
  figures: z.array(AnswerFigure),
  computed: Computed.nullable(),
  /** Null when no model is connected or none was asked. */
  model: ModelAnswer.nullable(),
  problems: z.array(Problem),
  /** Documents cited here that are no longer on the desk (deleted, or in the trash): their words stay, their links do not. */
  gone: z.array(z.string()).default([]),
  askedBy: z.string(),
  askedAt: z.string(),
});
export type Answer = z.infer<typeof Answer>;
