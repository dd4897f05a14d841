// values/span.ts: a stretch of text.
//
// Half-open [start, end) UTF-16 offsets into the text of one reading. Everything that points at
// words (quotes, figures, passages, marks) is a span; nothing in Dossier uses inclusive ends.

import { z } from "zod";

export const Span = z.object({ start: z.number().int().min(0), end: z.number().int().min(0) });
/** Half-open UTF-16 offsets: `text.slice(start, end)`. */
export type Span = z.infer<typeof Span>;

/** Whether the two spans share at least one character. */
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Whether `inner` lies wholly inside `outer`. */
export const contains = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** The number of UTF-16 units the two spans share; 0 when they only touch. */
export const sharedLength = (a: Span, b: Span): number =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
