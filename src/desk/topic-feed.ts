// desk/topic-feed.ts: the home page: a topic's documents, newest first, each with its digest.

import { z } from "zod";
import { Digest } from "../records/digest.ts";
import { Document, Story } from "../records/document.ts";
import { Finding } from "../records/finding.ts";
import { Topic } from "../records/topic.ts";
import type { Desk } from "./desk.ts";
import { findDocument, findTopic } from "./find.ts";
import { LedgerRow, withBadges } from "./ledger.ts";
import { DocumentFacetsOutput, many } from "./list-documents.ts";
import { operation } from "./operation.ts";

export const FeedEntry = z.object({
  document: Document,
  digest: Digest.nullable(),
  isNew: z.boolean(),
  story: Story.nullable(),
  /** A few figures that the digest rests on, for chips. */
  figures: z.array(LedgerRow),
  /** Open failures and conflicts, at most two; the document has findingCount of them. */
  findings: z.array(Finding),
});
export type FeedEntry = z.infer<typeof FeedEntry>;

export const topicFeed = operation({
  name: "topic-feed",
  summary:
    "Get a topic's documents with their digests, newest first; those new since the last visit are marked.",
  http: "GET /api/topics/:id/feed",
  cli: "feed <id>",
  allow: "viewer",
  input: z.object({
    id: z.string(),
    kinds: many,
    sources: many,
    languages: many,
    tags: many,
    unread: z.stringbool().default(false),
    favourites: z.stringbool().default(false),
    after: z.string().max(30).optional(),
    before: z.string().max(30).optional(),
    order: z.enum(["newest", "oldest"]).default("newest"),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({
    topic: Topic,
    entries: z.array(FeedEntry),
    total: z.number().int(),
    facets: DocumentFacetsOutput,
    newSince: z.string().nullable(),
  }),
  async run(desk, _actor, { id, unread, favourites, order, offset, limit, ...rest }) {
    const topic = await findTopic(desk, id);
    const filter = {
      ...rest,
      topicId: id,
      view: favourites ? ("favourites" as const) : unread ? ("unread" as const) : ("library" as const),
    };
    const { store } = desk;
    const [documents, total, facets] = await Promise.all([
      store.documents.list(filter, order, offset, limit),
      store.documents.count(filter),
      store.documents.facets(filter),
    ]);
    const digests = await store.digests.many(documents.map((document) => document.id));
    const entries = await Promise.all(
      documents.map(async (document) => ({
        document,
        digest: digests.get(document.id) ?? null,
        isNew: topic.lastVisitAt !== null && document.addedAt > topic.lastVisitAt,
        story: document.storyId === null ? null : shortened(await store.stories.get(document.storyId)),
        figures: await keyFigures(desk, document.id, digests.get(document.id) ?? null),
        findings:
          document.findingCount === 0
            ? []
            : await store.findings.list(
                { documentId: document.id, verdicts: ["fails", "conflict"], isSettled: false },
                0,
                2,
              ),
      })),
    );
    return { topic, entries, total, facets, newSince: topic.lastVisitAt };
  },
});

/** A wire's text may be retold a thousand times; an entry names a few and says how many (document.storySize). */
const MOST_MEMBERS = 12;
const shortened = (story: Story | null): Story | null =>
  story && { ...story, members: story.members.slice(0, MOST_MEMBERS) };

/** Figures inside the quotes of the digest whose metric is known, the surest first, one for each metric and period. */
async function keyFigures(desk: Desk, documentId: string, digest: Digest | null): Promise<LedgerRow[]> {
  if (digest === null) return [];
  const quotes = digest.sections.flatMap(({ items }) => items.flatMap(({ citations }) => citations));
  const figures = await desk.store.figures.list(
    { documentId, minConfidence: 0.6, hasMeaning: true },
    "document",
    false,
    0,
    300,
  );
  const seen = new Set<string>();
  const chosen = figures
    .filter((figure) => quotes.some(({ start, end }) => start <= figure.start && figure.end <= end))
    .sort((a, b) => b.confidence - a.confidence || a.start - b.start)
    .filter(({ metric, entity, period, relation }) => {
      const key = `${entity}|${metric}|${period?.label}|${relation}`;
      return !seen.has(key) && seen.add(key);
    });
  return withBadges(
    desk,
    chosen.slice(0, MOST_CHIPS).sort((a, b) => a.start - b.start),
  );
}

/** A line of chips in the feed. */
const MOST_CHIPS = 4;

export const getDigest = operation({
  name: "get-digest",
  summary: "Get the digest of a document; null while it is being written.",
  http: "GET /api/documents/:id/digest",
  cli: "digest <id>",
  allow: "viewer",
  input: z.object({ id: z.string() }),
  output: z.object({ digest: Digest.nullable(), state: z.string() }),
  async run(desk, _actor, { id }) {
    const document = await findDocument(desk, id);
    return { digest: await desk.store.digests.get(id), state: document.state };
  },
});
