// records/passage.ts: the unit of search: a stretch of one version's text, never across a heading.

import { z } from "zod";

export const Passage = z.object({
  id: z.string(),
  documentId: z.string(),
  versionId: z.string(),
  /** Position in the version, from 0. */
  ordinal: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  /** Physical page where it starts, from 1. */
  page: z.number().int(),
  /** Headings above it, outermost first, joined by " › "; "" when none. */
  heading: z.string(),
  kind: z.enum(["text", "table", "heading"]),
  /** text.slice(start, end) of the reading. */
  text: z.string(),
  /** Searchable words that belong to it but stand elsewhere: caption, unit line, column heads. "" when none. */
  context: z.string(),
});
export type Passage = z.infer<typeof Passage>;
