// desk/rss.ts: a topic and a saved search as RSS 2.0, for readers that cannot sign in: a secret token in the address opens one feed.

import type { Document } from "../records/document.ts";
import { DossierError } from "../values/error.ts";
import { equalSecrets } from "../values/hash.ts";
import type { Desk } from "./desk.ts";

/** What a reader that asks hourly can have missed. */
const ITEMS = 50;

/** The newest documents of a topic. Throws topic-not-found, also when the token is wrong: a feed's existence is nobody's business. */
export async function topicRss(
  desk: Desk,
  input: { id: string; token: string },
  base: string,
): Promise<string> {
  const topic = await desk.store.topics.get(input.id);
  if (topic === null || !equalSecrets(topic.rssToken, input.token))
    throw new DossierError("topic-not-found", { id: input.id });
  const documents = await desk.store.documents.list(
    { topicId: topic.id, view: "library" },
    "newest",
    0,
    ITEMS,
  );
  return feedOf(desk, { title: topic.name, link: `${base}/topics/${topic.id}` }, documents, base);
}

/** The newest documents that match a saved search. Throws saved-search-not-found, also for a wrong token. */
export async function savedSearchRss(
  desk: Desk,
  input: { id: string; token: string },
  base: string,
): Promise<string> {
  const saved = await desk.store.savedSearches.get(input.id);
  if (saved === null || !equalSecrets(saved.rssToken, input.token))
    throw new DossierError("saved-search-not-found", { id: input.id });
  const { results } = await desk.search.search({
    ...saved.request,
    order: "newest",
    offset: 0,
    limit: ITEMS,
  });
  const found = await Promise.all(results.map(({ documentId }) => desk.store.documents.get(documentId)));
  const documents = found.filter((document) => document !== null);
  const link = `${base}/search?query=${encodeURIComponent(saved.request.query)}`;
  return feedOf(desk, { title: saved.name, link }, documents, base);
}

async function feedOf(
  desk: Desk,
  { title, link }: { title: string; link: string },
  documents: readonly Document[],
  base: string,
): Promise<string> {
  const digests = await desk.store.digests.many(documents.map(({ id }) => id));
  // Loaded at the first feed that somebody follows.
  const { generateRssFeed } = await import("feedsmith");
  return generateRssFeed({
    title: `${title} · Dossier`,
    link,
    description: title,
    generator: `Dossier ${desk.version}`,
    items: documents.map((document) => ({
      title: document.title,
      link: `${base}/documents/${document.id}`,
      // The id outlives a change of the desk's address, so that nothing is shown as new again.
      guid: { value: document.id, isPermaLink: false },
      pubDate: new Date(document.sortAt),
      description: firstPoints(digests.get(document.id)?.sections.flatMap(({ items }) => items) ?? []),
      categories: [{ name: document.kind }, ...(document.source === "" ? [] : [{ name: document.source }])],
    })),
  });
}

const firstPoints = (items: readonly { text: string }[]): string =>
  items
    .slice(0, 3)
    .map(({ text }) => text)
    .join(" … ");
