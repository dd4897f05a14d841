// values/problem.ts: what went wrong inside a result that is still worth having.
//
// A damaged page, an odd cell, a bracket without its partner: the work goes on and the problem
// travels with the result. A mistake of the caller is a DossierError instead (values/error.ts).

import { z } from "zod";

export const Problem = z.object({
  /** Kebab-case and stable: the interface translates it. */
  code: z.string(),
  /** Where: a page, a cell, a character. */
  at: z.object({
    page: z.number().int().optional(),
    start: z.number().int().optional(),
    end: z.number().int().optional(),
  }),
  /** One plain sentence: what happened and what it means for the reader. */
  note: z.string(),
});
export type Problem = z.infer<typeof Problem>;
