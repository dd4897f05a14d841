// records/digest.ts: one minute of a document: sections of points, each resting on quotes.

import { z } from "zod";
import { Citation } from "./citation.ts";

/** Section names are keys that the interface translates; `title` is set when the document named it itself. */
export const DigestSection = z.object({
  key: z.string(),
  title: z.string().nullable(),
  items: z.array(
    z.object({
      text: z.string(),
      /** Never empty: an item without a quote is not shown. */
      citations: z.array(Citation).min(1),
      /** "quote": the document's words (perhaps cut with …); "rule": a row in our words; "model": a language model's words, verified. */
      origin: z.enum(["quote", "rule", "model"]),
    }),
  ),
});
export type DigestSection = z.infer<typeof DigestSection>;

export const Digest = z.object({
  documentId: z.string(),
  versionId: z.string(),
  /** Name and version of what wrote it, "compose 1": a newer one writes again. */
  writer: z.string(),
  sections: z.array(DigestSection),
  coverage: z.object({
    /** Physical pages the digest cites. */
    used: z.array(z.number().int()),
    /** Pages with text that it does not cite. */
    unused: z.array(z.number().int()),
  }),
});
export type Digest = z.infer<typeof Digest>;
