// desk/search-desk.ts: the search of a desk in one thread: the engine over the store, filters, and what a page shows.

import type { SearchAnswer, SearchRequest, SearchResult } from "../records/search.ts";
import { type EngineGroup, openSearchEngine } from "../search/engine.ts";
import { parseQuery } from "../search/query.ts";
import { documentSets } from "../store/document-sets.ts";
import { passageId } from "../store/passages.ts";
import { openSqliteDirect } from "../store/sqlite-direct.ts";
import { type Tables, tablesOver } from "../store/store.ts";
import { resolveFilters } from "./search-filters.ts";

/** Passages shown of each document before one asks for more. */
const HITS_EACH = 3;

export function openDeskSearch(path: string) {
  const database = openSqliteDirect(path, { readOnly: true });
  const tables = tablesOver(database);
  const sets = documentSets(database);
  const engine = openSearchEngine(tables.index);
  return {
    async search(request: SearchRequest): Promise<SearchAnswer> {
      const startedAt = performance.now();
      const query = parseQuery(request.query);
      const { filters, problems } = await resolveFilters(sets, request, query, Date.now());
      const answer = await engine.search({ query, filters, order: request.order, offset: request.offset, limit: request.limit, hitsEach: HITS_EACH });
      return {
        results: await resultsOf(tables, answer.groups),
        documentCount: answer.documentCount,
        passageCount: answer.passageCount,
        facets: answer.facets,
        problems: [...answer.problems, ...problems],
        suggestion: null,
        tookMs: Math.round((performance.now() - startedAt) * 10) / 10,
      };
    },

    async matching(written: string, among?: string[]): Promise<string[]> {
      const query = parseQuery(written);
      const { filters } = await resolveFilters(sets, {}, query, Date.now());
      if (among !== undefined) filters.fields.push({ field: "document", values: among, isNegated: false });
      return engine.matching(query, filters);
    },

    /** Documents changed in what filters look at: kind, tags, topics, trash. */
    changed(): void {
      engine.documentsChanged("all");
    },
  };
}

async function resultsOf(tables: Tables, groups: readonly EngineGroup[]): Promise<SearchResult[]> {
  const ids = groups.map(({ documentId }) => documentId);
  if (ids.length === 0) return [];
  const documents = new Map((await tables.documents.list({ ids, view: "all" }, "newest", 0, ids.length)).map((document) => [document.id, document]));
  const passages = new Map((await tables.passages.byRows(groups.flatMap(({ hits }) => hits.map(({ row }) => row)))).map((passage) => [passage.id, passage]));
  return groups.flatMap((group) => {
    const document = documents.get(group.documentId);
    // Deleted between the ranking and now.
    if (document === undefined) return [];
    const hits = group.hits.flatMap(({ row, score, snippet, why }) => {
      const passage = passages.get(passageId(row));
      if (passage === undefined) return [];
      return [{
        passageId: passage.id, documentId: document.id, versionId: passage.versionId, page: passage.page, pageLabel: null, heading: passage.heading, start: passage.start, end: passage.end,
        snippet: snippet.text, snippetStart: passage.start + snippet.start, marks: snippet.marks, score, why,
      }];
    });
    const { title, source, kind, language, sortAt, storySize } = document;
    return [{ documentId: document.id, title, source, kind, language, sortAt, storySize, hits, hitCount: group.hitCount }];
  });
}
