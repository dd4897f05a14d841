// desk/list-documents.ts: the library: documents by filter and order, with counts to filter further.

import { z } from "zod";
import { Document, Note, Story, Version } from "../records/document.ts";
import { Facet } from "../records/search.ts";
import { DOCUMENT_ORDERS, type DocumentOrder } from "../store/document-filter.ts";
import { findDocument, findVersion } from "./find.ts";
import { operation } from "./operation.ts";

/** One value or many: a query string has "kinds=news" or "kinds=news&kinds=filing". */
export const many = z.preprocess(
  (value) => (value === undefined ? undefined : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(300)).max(200).optional(),
);

export const DocumentFilterInput = z.object({
  view: z.enum(["library", "trash", "favourites", "archive", "unread", "all"]).default("library"),
  topicId: z.string().optional(),
  kinds: many,
  sources: many,
  languages: many,
  tags: many,
  states: many,
  mediaTypes: many,
  after: z.string().max(30).optional(),
  before: z.string().max(30).optional(),
  title: z.string().max(300).optional(),
});

export const DocumentFacetsOutput = z.object({
  kinds: z.array(Facet),
  sources: z.array(Facet),
  languages: z.array(Facet),
  tags: z.array(Facet),
  topics: z.array(Facet),
  states: z.array(Facet),
  mediaTypes: z.array(Facet),
});

const orders = Object.keys(DOCUMENT_ORDERS) as [DocumentOrder, ...DocumentOrder[]];

export const listDocuments = operation({
  name: "list-documents",
  summary: "List documents by filter, newest first or in another order, with counts by field.",
  http: "GET /api/documents",
  cli: "list",
  allow: "viewer",
  input: DocumentFilterInput.extend({
    order: z.enum(orders).default("newest"),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  output: z.object({ documents: z.array(Document), total: z.number().int(), facets: DocumentFacetsOutput }),
  async run(desk, _actor, { order, offset, limit, ...filter }) {
    const [documents, total, facets] = await Promise.all([
      desk.store.documents.list(filter, order, offset, limit),
      desk.store.documents.count(filter),
      desk.store.documents.facets(filter),
    ]);
    return { documents, total, facets };
  },
});

export const OutlineOutput = z.object({
  title: z.string(),
  level: z.number().int(),
  page: z.number().int(),
  start: z.number().int(),
});

export const getDocument = operation({
  name: "get-document",
  summary: "Get one document with its versions, story, notes, topics and outline.",
  http: "GET /api/documents/:id",
  cli: "show <id>",
  allow: "viewer",
  input: z.object({ id: z.string(), version: z.string().optional() }),
  output: z.object({
    document: Document,
    versions: z.array(Version),
    story: Story.nullable(),
    notes: z.array(Note),
    topics: z.array(
      z.object({ id: z.string(), name: z.string(), mentions: z.number().int(), why: z.string() }),
    ),
    outline: z.array(OutlineOutput),
  }),
  async run(desk, _actor, input) {
    const document = await findDocument(desk, input.id);
    const version = await findVersion(desk, input.id, input.version);
    const { store } = desk;
    const [versions, story, notes, topics, outline] = await Promise.all([
      store.documents.versions(input.id),
      document.storyId === null ? null : store.stories.get(document.storyId),
      store.notes.ofDocument(input.id),
      store.topics.ofDocument(input.id),
      store.readings.outline(version.id),
    ]);
    return {
      document,
      versions,
      story,
      notes,
      topics: topics.map(({ topicId, ...topic }) => ({ id: topicId, ...topic })),
      outline,
    };
  },
});
