// records/document.ts: a document as the desk keeps it, and its versions.

import { z } from "zod";
import { Language } from "../values/language.ts";
import { Problem } from "../values/problem.ts";
import { MEDIA_TYPES } from "./reading.ts";

export const DOCUMENT_KINDS = [
  "news",
  "article",
  "broker-report",
  "results-review",
  "call-minutes",
  "expert-note",
  "filing",
  "note",
] as const;
export const DocumentKind = z.enum(DOCUMENT_KINDS);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** A moment with the words it was read from. "day" precision has no time in iso ("2025-11-06"). */
export const Dated = z.object({
  iso: z.string(),
  precision: z.enum(["minute", "day", "month", "year"]),
  words: z.string(),
  from: z.string(),
});
export type Dated = z.infer<typeof Dated>;

/**
 * queued → reading → searchable (text stored and found by search) → ready (digest and figures too).
 * failed: nothing could be read, `failure` says why. needs-password and needs-ocr wait for a person.
 */
export const DocumentState = z.enum([
  "queued",
  "reading",
  "searchable",
  "ready",
  "failed",
  "needs-password",
  "needs-ocr",
]);
export type DocumentState = z.infer<typeof DocumentState>;

/** Who or what decided a field: a rule by name, or a person, whose word no rule overwrites. */
export const DecidedBy = z.object({ by: z.enum(["rule", "person"]), rule: z.string() });
export type DecidedBy = z.infer<typeof DecidedBy>;

export const Document = z.object({
  id: z.string(),
  /** The current version. */
  versionId: z.string(),
  versionNumber: z.number().int(),
  title: z.string(),
  titleBy: DecidedBy,
  /** Who published it; "" when unknown. */
  source: z.string(),
  sourceBy: DecidedBy,
  author: z.string(),
  kind: DocumentKind,
  kindBy: DecidedBy,
  language: Language,
  published: Dated.nullable(),
  /** When what it tells of happened (call, quarter end, conference), if it says so. */
  event: Dated.nullable(),
  /** ISO moment with ms, UTC. */
  addedAt: z.string(),
  updatedAt: z.string(),
  /** Published, else added: what lists sort by. ISO, UTC. */
  sortAt: z.string(),
  url: z.string().nullable(),
  fileName: z.string(),
  mediaType: z.enum(MEDIA_TYPES),
  sizeBytes: z.number().int(),
  pageCount: z.number().int(),
  characterCount: z.number().int(),
  state: DocumentState,
  /** Why it failed or waits: code and sentence; null when fine. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  problems: z.array(Problem),
  /** The story it belongs to; null when it stands alone. */
  storyId: z.string().nullable(),
  storySize: z.number().int(),
  isStoryPrimary: z.boolean(),
  isTeaser: z.boolean(),
  isSample: z.boolean(),
  isFavourite: z.boolean(),
  isArchived: z.boolean(),
  /** When it was moved to the trash; null when it was not. */
  trashedAt: z.string().nullable(),
  readAt: z.string().nullable(),
  tags: z.array(z.string()),
  topicIds: z.array(z.string()),
  figureCount: z.number().int(),
  findingCount: z.number().int(),
});
export type Document = z.infer<typeof Document>;

/** One set of bytes of a document. Citations pin a version. */
export const Version = z.object({
  id: z.string(),
  documentId: z.string(),
  number: z.number().int(),
  /** SHA-256 of the bytes: the name of the original in the blob folder. */
  sha256: z.string(),
  mediaType: z.enum(MEDIA_TYPES),
  sizeBytes: z.number().int(),
  fileName: z.string(),
  url: z.string().nullable(),
  charset: z.string().nullable(),
  addedAt: z.string(),
  /** Reader that made its reading; null before it was read. */
  reader: z.string().nullable(),
  pageCount: z.number().int(),
});
export type Version = z.infer<typeof Version>;

/** Documents that tell the same text. */
export const Story = z.object({
  id: z.string(),
  primaryId: z.string(),
  members: z.array(
    z.object({
      documentId: z.string(),
      title: z.string(),
      source: z.string(),
      sortAt: z.string(),
      /** Whether it has a date of its own; else `sortAt` is when it was added. */
      isDated: z.boolean(),
      similarity: z.number(),
      rule: z.string(),
    }),
  ),
});
export type Story = z.infer<typeof Story>;

/** A person's words on a document or on a quote of it. */
export const Note = z.object({
  id: z.string(),
  documentId: z.string(),
  /** The words noted on; null for a note on the whole document. */
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
  quote: z.string(),
  text: z.string(),
  createdAt: z.string(),
});
export type Note = z.infer<typeof Note>;
