// records/topic.ts: what an analyst follows, and what the desk proposes to follow.

import { z } from "zod";
import { Language } from "../values/language.ts";

export const Alias = z.object({
  text: z.string().min(1).max(120),
  /** A misspelling matches documents but is never shown as a name. */
  kind: z.enum(["name", "misspelling"]),
});
export type Alias = z.infer<typeof Alias>;

export const Topic = z.object({
  id: z.string(),
  name: z.string(),
  aliases: z.array(Alias),
  /** A query of the search language that also makes members; "" when none. */
  query: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** When its page was last left; null before the first visit. */
  lastVisitAt: z.string().nullable(),
  documentCount: z.number().int(),
  newCount: z.number().int(),
  /** Opens its RSS without an account. */
  rssToken: z.string(),
  isSample: z.boolean(),
});
export type Topic = z.infer<typeof Topic>;

/** A name that many documents use and no topic knows. */
export const TopicProposal = z.object({
  name: z.string(),
  language: Language,
  documentCount: z.number().int(),
  /** Topic it looks like an alias of; null for a topic of its own. */
  aliasOf: z.string().nullable(),
  why: z.string(),
});
export type TopicProposal = z.infer<typeof TopicProposal>;
