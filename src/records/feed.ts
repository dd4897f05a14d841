// records/feed.ts: the ways documents come in by themselves: feeds and watched folders.

import { z } from "zod";

export const Feed = z.object({
  id: z.string(),
  url: z.string(),
  title: z.string(),
  intervalMinutes: z.number().int(),
  isPaused: z.boolean(),
  lastCheckedAt: z.string().nullable(),
  nextCheckAt: z.string().nullable(),
  lastFailure: z.object({ code: z.string(), message: z.string() }).nullable(),
  documentCount: z.number().int(),
  createdAt: z.string(),
});
export type Feed = z.infer<typeof Feed>;

/** What a feed says of one of its items; text fields are plain text, html is as served (not yet sanitised). */
export interface FeedItem {
  /** The feed's own name for the item, else its link: what makes it new or known. */
  key: string;
  url: string | null;
  title: string;
  author: string;
  publishedIso: string | null;
  html: string;
}

export const Folder = z.object({
  id: z.string(),
  path: z.string(),
  isPaused: z.boolean(),
  lastScanAt: z.string().nullable(),
  lastFailure: z.object({ code: z.string(), message: z.string() }).nullable(),
  documentCount: z.number().int(),
  createdAt: z.string(),
});
export type Folder = z.infer<typeof Folder>;
