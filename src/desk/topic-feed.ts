// desk/topic-feed.ts: the home page: a topic's documents, newest first, each with its digest.

import { z } from "zod";
import { Digest } from "../records/digest.ts";
import { Document, Story } from "../records/document.ts";
import { Finding } from "../records/finding.ts";
import { Topic } from "../records/topic.ts";
import type { FigurePlace } from "../store/figures.ts";
import type { Desk } from "./desk.ts";
import { findTopic } from "./find.ts";
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
    const idsOf = (some: readonly Document[]) => some.map((document) => document.id);
    const storyIds = documents.flatMap(({ storyId }) => (storyId === null ? [] : [storyId]));
    const [digests, stories, findings] = await Promise.all([
      store.digests.many(idsOf(documents)),
      store.stories.many([...new Set(storyIds)], MOST_MEMBERS),
      store.findings.openOf(idsOf(documents.filter(({ findingCount }) => findingCount > 0)), MOST_FINDINGS),
    ]);
    const figures = await keyFigures(desk, digests);
    const entries = documents.map((document) => ({
      document,
      digest: digests.get(document.id) ?? null,
      isNew: topic.lastVisitAt !== null && document.addedAt > topic.lastVisitAt,
      story: stories.get(document.storyId ?? "") ?? null,
      figures: figures.get(document.id) ?? [],
      findings: findings.get(document.id) ?? [],
    }));
    return { topic, entries, total, facets, newSince: topic.lastVisitAt };
  },
});

/** A wire's text may be retold a thousand times; an entry names a few and says how many (document.storySize). */
const MOST_MEMBERS = 12;
/** The rest are a click away. */
const MOST_FINDINGS = 2;

/** Figures inside the quotes of each digest whose metric is known, the surest first, one for each metric and period. */
async function keyFigures(
  desk: Desk,
  digests: ReadonlyMap<string, Digest>,
): Promise<Map<string, LedgerRow[]>> {
  const places = await desk.store.figures.places([...digests.keys()], 0.6, MOST_LOOKED_AT);
  const byDocument = Map.groupBy(places, ({ documentId }) => documentId);
  const chosen = [...byDocument].flatMap(([id, own]) => chosenOf(own, digests.get(id)!));
  const rows = await withBadges(desk, await desk.store.figures.byIds(chosen));
  return Map.groupBy(
    rows.sort((a, b) => a.start - b.start),
    ({ documentId }) => documentId,
  );
}

function chosenOf(places: readonly FigurePlace[], digest: Digest): string[] {
  const quotes = digest.sections.flatMap(({ items }) => items.flatMap(({ citations }) => citations));
  const seen = new Set<string>();
  return places
    .filter((figure) => quotes.some(({ start, end }) => start <= figure.start && figure.end <= end))
    .sort((a, b) => b.confidence - a.confidence || a.start - b.start)
    .filter(({ saysOf }) => !seen.has(saysOf) && seen.add(saysOf))
    .slice(0, MOST_CHIPS)
    .map(({ id }) => id);
}

/** A digest quotes the beginning of a text more than its end; a filing has ten thousand figures. */
const MOST_LOOKED_AT = 300;
/** A line of chips in the feed. */
const MOST_CHIPS = 4;
