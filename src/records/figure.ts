// records/figure.ts: one quantity with its meaning and its place: a row of the ledger.

import { z } from "zod";
import { DecimalText } from "../values/decimal.ts";

export const FIGURE_KINDS = [
  "money",
  "percent",
  "percentage-point",
  "ratio",
  "count",
  "power",
  "energy",
  "compute",
  "bandwidth",
  "memory",
  "duration",
  "date",
  "rating",
  "rank",
  "price",
  "multiple",
  "length",
  "mass",
  "area",
  "volume",
  "temperature",
  "other",
] as const;
export const FigureKind = z.enum(FIGURE_KINDS);
export type FigureKind = z.infer<typeof FigureKind>;

export const Qualifier = z.enum(["about", "over", "at-least", "under", "at-most", "nearly"]);
export type Qualifier = z.infer<typeof Qualifier>;

export const Nature = z.enum(["actual", "guidance", "estimate", "target", "consensus"]);
export type Nature = z.infer<typeof Nature>;

/** A stretch of time: ISO days, inclusive start, inclusive end; an instant has start === end. */
export const Period = z.object({
  start: z.string(),
  end: z.string(),
  basis: z.enum(["calendar", "fiscal"]),
  /** Normal form: "2025Q3", "FY2025", "2025H1", "2025-11", "2024–2027", "as of 2027-12-31". */
  label: z.string(),
});
export type Period = z.infer<typeof Period>;

/** Which rule set a field, and how sure it is: 1 certain, below .5 shown as a guess. */
export const Ground = z.object({ rule: z.string(), confidence: z.number().min(0).max(1) });
export type Ground = z.infer<typeof Ground>;

/** What the scanner finds: the quantity alone, nothing of its context. All offsets into the reading's text. */
export const Quantity = z.object({
  /** The number with its sign, unit and adjacent qualifier ("超1.5GW"). */
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  /** The bare number with its unit ("1.5GW"). */
  coreStart: z.number().int(),
  coreEnd: z.number().int(),
  kind: FigureKind,
  /** Base units; equal for a point, null on the open side of a bound. For kind "date" both are null and `dates` is set. */
  low: DecimalText.nullable(),
  high: DecimalText.nullable(),
  dates: z.object({ low: z.string(), high: z.string() }).nullable(),
  /** ISO 4217, fraction, W, Wh, FLOP/s, B/s, B, s, x, a counted noun or a quotient (USD/W). "" for a bare number. */
  unit: z.string(),
  qualifier: Qualifier.nullable(),
  /** An order of magnitude (数十亿, multibillion): a band, never a measurement. */
  isVague: z.boolean(),
  /** Last written digit's worth in base units ("100000000" for 3.2 billion → 1e8): what tolerance is carried from. */
  step: DecimalText.nullable(),
  /** Name of the scanner rule. */
  rule: z.string(),
});
export type Quantity = z.infer<typeof Quantity>;

export const Figure = Quantity.extend({
  id: z.string(),
  documentId: z.string(),
  versionId: z.string(),
  page: z.number().int(),
  /** Sentence or table row it stands in: offsets and text of the quote. */
  quoteStart: z.number().int(),
  quoteEnd: z.number().int(),
  quote: z.string(),
  cell: z.object({ block: z.number().int(), row: z.number().int(), column: z.number().int() }).nullable(),
  /** Name from the closed vocabulary or as written; "" when none was found. */
  entity: z.string(),
  entityId: z.string().nullable(),
  metric: z.string(),
  metricId: z.string().nullable(),
  period: Period.nullable(),
  /** "过去12个月", "近一周": a second slot beside the period. */
  window: z.string().nullable(),
  /** yoy · qoq · cagr · share-of:<metric> · level-multiple · change; null for a level. */
  relation: z.string().nullable(),
  nature: Nature,
  /** adjusted, reported, constant-currency, dense, sparse, bf16, fp8, one-way, chip, server, rack, cluster, segment:<name> … sorted. */
  basis: z.array(z.string()),
  grounds: z.object({
    unit: Ground,
    entity: Ground,
    metric: Ground,
    period: Ground,
    relation: Ground,
    nature: Ground,
  }),
  /** Lowest of the grounds that matter. */
  confidence: z.number(),
  /** Who corrected, added or rejected it; null for a figure as found. */
  correctedBy: z.string().nullable(),
  isRejected: z.boolean(),
});
export type Figure = z.infer<typeof Figure>;

/** An entity or a metric of the closed vocabulary. */
export const Term = z.object({
  id: z.string(),
  kind: z.enum(["entity", "metric"]),
  name: z.object({ zh: z.string(), en: z.string() }),
  aliases: z.array(z.string()),
  /** For a metric: stock or flow, and which figure kinds it takes. For an entity: company, segment, product, project, place. */
  traits: z.array(z.string()),
  origin: z.enum(["shipped", "person", "proposal"]),
});
export type Term = z.infer<typeof Term>;
