// records/citation.ts: a quote with its place. The one thing every statement of Dossier rests on.

import { z } from "zod";

/** Words of one version of one document, found there before they are shown. */
export const Citation = z.object({
  documentId: z.string(),
  versionId: z.string(),
  /** Physical page, from 1, where the quote starts. 1 for a format without pages. */
  page: z.number().int().min(1),
  /** The page's printed label when it has one ("iv", "12"); null when none was found. */
  pageLabel: z.string().nullable(),
  /** Half-open UTF-16 offsets into the text of the version's reading. */
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  /** Exactly text.slice(start, end) of the reading. */
  quote: z.string(),
});
export type Citation = z.infer<typeof Citation>;

/** A rectangle on a page as fractions of its width and height, 0 to 1, origin top left, after rotation. */
export const Box = z.object({
  page: z.number().int().min(1),
  x0: z.number(),
  y0: z.number(),
  x1: z.number(),
  y1: z.number(),
});
export type Box = z.infer<typeof Box>;
