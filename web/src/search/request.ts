// web/src/search/request.ts: a search as an address of the page and as a request to the server.

import type { SavedSearch } from "../api/types.ts";
import { type SearchAddress, writeAddress } from "../app/address.ts";

export const PAGE_SIZE = 20;

const some = (values: readonly string[] | undefined): string[] | undefined =>
  values && values.length > 0 ? [...values] : undefined;

/** The query string of GET /api/search for an address. */
export const requestOf = ({ q, topic, from, like, order, ...filters }: SearchAddress) => ({
  ...filters,
  query: q ?? "",
  topicId: topic,
  order: order ?? "relevance",
  offset: from ?? 0,
  limit: PAGE_SIZE,
});

/** Where a saved search is opened. */
export const addressOfRequest = (request: SavedSearch["request"]): SearchAddress => ({
  q: request.query || undefined,
  topic: request.topicId,
  kinds: some(request.kinds),
  sources: some(request.sources),
  languages: some(request.languages),
  tags: some(request.tags),
  after: request.after,
  before: request.before,
  order: request.order === "newest" || request.order === "oldest" ? request.order : undefined,
  from: undefined,
  like: undefined,
});

/** Whether two addresses ask the same, wherever one stands in the results. */
export function isSameSearch(a: SearchAddress, b: SearchAddress): boolean {
  const asked = ({ q, topic, kinds, sources, languages, tags, after, before, order, like }: SearchAddress) =>
    writeAddress({ q, topic, kinds, sources, languages, tags, after, before, order, like });
  return asked(a) === asked(b);
}

/** The words around the fault of a query: before, the fault (never empty where there is text), after. */
export function splitAtProblem(
  query: string,
  at: { start?: number | undefined; end?: number | undefined },
): [string, string, string] {
  const start = Math.max(0, Math.min(at.start ?? 0, query.length));
  const end = Math.max(start, Math.min(at.end ?? start, query.length));
  // A missing partner has no width of its own: point at the character before it.
  const from = end > start ? start : Math.max(0, start - 1);
  const to = end > start ? end : Math.min(query.length, from + 1);
  return [query.slice(0, from), query.slice(from, to), query.slice(to)];
}
