// desk/search-documents.ts: search, what to type next, passages around and like one, saved searches.

import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Passage } from "../records/passage.ts";
import { SavedSearch, SearchAnswer, SearchRequest } from "../records/search.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import type { Desk } from "./desk.ts";
import { many } from "./list-documents.ts";
import { operation } from "./operation.ts";
import { rememberSearch } from "./recent-searches.ts";

export const searchDocuments = operation({
  name: "search",
  summary:
    "Search all documents or one topic; results are grouped by document, with the words marked and counts by field.",
  http: "GET /api/search",
  cli: "search <query>",
  allow: "viewer",
  // A query string gives one value where the record wants a list.
  input: SearchRequest.extend({
    kinds: many.pipe(SearchRequest.shape.kinds),
    sources: many,
    languages: many.pipe(SearchRequest.shape.languages),
    tags: many,
  }),
  output: SearchAnswer,
  async run(desk, _actor, input) {
    const answer = await desk.search.search(input);
    if (input.offset === 0) rememberSearch(desk, input.query);
    return answer;
  },
});

export const suggest = operation({
  name: "suggest",
  summary: "Complete what is being typed: words of the index, recent searches, topics and documents.",
  http: "GET /api/suggest",
  cli: null,
  allow: "viewer",
  input: z.object({
    prefix: z.string().max(200).default(""),
    limit: z.coerce.number().int().min(1).max(20).default(8),
  }),
  output: z.object({
    completions: z.array(z.string()),
    recent: z.array(z.string()),
    topics: z.array(z.object({ id: z.string(), name: z.string() })),
    documents: z.array(z.object({ id: z.string(), title: z.string() })),
  }),
  async run(desk, _actor, { prefix, limit }) {
    const typed = prefix.trim();
    const [completions, recent, topics, documents] = await Promise.all([
      typed === "" ? [] : desk.search.suggest(typed, limit),
      desk.store.savedSearches.recent(typed, limit),
      desk.store.topics.list(),
      typed === "" ? [] : desk.store.documents.list({ title: typed }, "newest", 0, limit),
    ]);
    const lower = typed.toLowerCase();
    const isNamed = ({ name, aliases }: (typeof topics)[number]) =>
      [name, ...aliases.map(({ text }) => text)].some((text) => text.toLowerCase().includes(lower));
    return {
      completions,
      recent,
      topics: topics
        .filter(isNamed)
        .slice(0, limit)
        .map(({ id, name }) => ({ id, name })),
      documents: documents.map(({ id, title }) => ({ id, title })),
    };
  },
});

export const similarPassages = operation({
  name: "similar-passages",
  summary: "Find passages like one, by its rarest words.",
  http: "GET /api/passages/:id/similar",
  cli: null,
  allow: "viewer",
  input: z.object({ id: z.string(), limit: z.coerce.number().int().min(1).max(50).default(10) }),
  output: SearchAnswer,
  async run(desk, _actor, { id, limit }) {
    await findPassage(desk, id);
    return desk.search.similar(id, limit);
  },
});

export const passageNeighbours = operation({
  name: "passage-neighbours",
  summary: "Get the passages that stand before and after one.",
  http: "GET /api/passages/:id/neighbours",
  cli: null,
  allow: "viewer",
  input: z.object({ id: z.string(), count: z.coerce.number().int().min(1).max(5).default(1) }),
  output: z.object({ before: z.array(Passage), passage: Passage, after: z.array(Passage) }),
  async run(desk, _actor, { id, count }) {
    const passage = await findPassage(desk, id);
    const around = await desk.store.passages.between(
      passage.documentId,
      passage.ordinal - count,
      passage.ordinal + count,
    );
    return {
      before: around.filter(({ ordinal }) => ordinal < passage.ordinal),
      passage,
      after: around.filter(({ ordinal }) => ordinal > passage.ordinal),
    };
  },
});

async function findPassage(desk: Desk, id: string): Promise<Passage> {
  const passage = await desk.store.passages.get(id);
  if (passage === null) throw new DossierError("passage-not-found", { id });
  return passage;
}

export const listSavedSearches = operation({
  name: "list-saved-searches",
  summary: "List saved searches with the number of documents new since each was last looked at.",
  http: "GET /api/saved-searches",
  cli: "saved-searches",
  allow: "viewer",
  input: z.object({}),
  output: z.object({ savedSearches: z.array(SavedSearch) }),
  async run(desk) {
    const saved = await desk.store.savedSearches.list();
    return {
      savedSearches: await Promise.all(
        saved.map(async (one) => ({ ...one, newCount: await newCount(desk, one) })),
      ),
    };
  },
});

async function newCount(desk: Desk, saved: SavedSearch): Promise<number> {
  if (saved.lastVisitAt === null) return 0;
  const { documentCount } = await desk.search.search({
    ...saved.request,
    offset: 0,
    limit: 1,
    addedAfter: saved.lastVisitAt,
  });
  return documentCount;
}

export const saveSearch = operation({
  name: "save-search",
  summary:
    "Save a search under a name: it stands in the sidebar, counts what is new and can be followed by RSS.",
  http: "POST /api/saved-searches",
  cli: "save-search <name> <query>",
  allow: "editor",
  input: z
    .object({
      name: z.string().trim().min(1).max(120),
      request: SearchRequest.optional(),
      query: z.string().max(20_000).optional(),
    })
    .refine(({ request, query }) => request !== undefined || query !== undefined, {
      message: "give the request or the query",
      path: ["request"],
    }),
  output: SavedSearch,
  async run(desk, _actor, { name, request, query }) {
    const now = isoOf(desk.clock.now());
    if (await desk.store.savedSearches.hasName(name))
      throw new DossierError("name-taken", { what: "A saved search named", name });
    const saved: SavedSearch = {
      id: newId("sav", desk.clock.now()),
      name,
      request: { ...(request ?? SearchRequest.parse({ query })), offset: 0 },
      rssToken: randomBytes(18).toString("base64url"),
      createdAt: now,
      lastVisitAt: now,
      newCount: 0,
    };
    await desk.store.savedSearches.put(saved);
    desk.events.publish({ type: "desk" });
    return saved;
  },
});

export const updateSavedSearch = operation({
  name: "update-saved-search",
  summary: "Rename a saved search, change what it asks, or say that it was looked at.",
  http: "PATCH /api/saved-searches/:id",
  cli: null,
  allow: "editor",
  input: z.object({
    id: z.string(),
    name: z.string().trim().min(1).max(120).optional(),
    request: SearchRequest.optional(),
    isVisited: z.boolean().default(false),
  }),
  output: SavedSearch,
  async run(desk, _actor, { id, name, request, isVisited }) {
    const saved = await findSaved(desk, id);
    if (name !== undefined && (await desk.store.savedSearches.hasName(name, id)))
      throw new DossierError("name-taken", { what: "A saved search named", name });
    const changed = {
      ...saved,
      name: name ?? saved.name,
      request: request ?? saved.request,
      lastVisitAt: isVisited ? isoOf(desk.clock.now()) : saved.lastVisitAt,
    };
    await desk.store.savedSearches.put(changed);
    desk.events.publish({ type: "desk" });
    return changed;
  },
});

export const removeSavedSearch = operation({
  name: "remove-saved-search",
  summary: "Remove a saved search; what comes back can be saved again.",
  http: "DELETE /api/saved-searches/:id",
  cli: null,
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: SavedSearch,
  async run(desk, _actor, { id }) {
    const saved = await findSaved(desk, id);
    await desk.store.savedSearches.remove(id);
    desk.events.publish({ type: "desk" });
    return saved;
  },
});

async function findSaved(desk: Desk, id: string): Promise<SavedSearch> {
  const saved = await desk.store.savedSearches.get(id);
  if (saved === null) throw new DossierError("saved-search-not-found", { id });
  return saved;
}
