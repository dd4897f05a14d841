// desk/search-desk.ts: the search of a desk in one thread: the engine over the store, filters, and what a page shows.

import type { SearchAnswer, SearchRequest, SearchResult } from "../records/search.ts";
import { type EngineGroup, openSearchEngine, type SearchEngine } from "../search/engine.ts";
import { type DeskAlias, type Knowledge, openKnowledge } from "../search/knowledge.ts";
import { parseQuery } from "../search/query.ts";
import type { DocumentProfile } from "../search/steer-profile.ts";
import { completeWord, correctQuery } from "../search/suggest.ts";
import { tokenise } from "../search/tokens.ts";
import { VectorScan } from "../search/vectors.ts";
import type { Queryable } from "../store/database.ts";
import { type DocumentSets, documentSets } from "../store/document-sets.ts";
import { passageIndex } from "../store/passage-index.ts";
import { passageId } from "../store/passages.ts";
import { openSqliteDirect } from "../store/sqlite-direct.ts";
import { type Tables, tablesOver } from "../store/store.ts";
import { DossierError } from "../values/error.ts";
import { resolveFilters } from "./search-filters.ts";

/** Lists of words are read in pieces of 32 kB from all over the file; copying them is much of a first search. */
const MAPPED_MB = 64;
/** Of each searching thread; two of them answer when many ask. */
const CACHE_BYTES = 128 * 1024 * 1024;
/** Passages that are near in meaning, at most: farther ones are hardly about the question. */
const MOST_NEAR = 100;
/** Passages shown of each document before one asks for more. */
const HITS_EACH = 3;

/** Opens the search over the database at `path`, for reading only. */
export async function openDeskSearch(path: string) {
  const database = openSqliteDirect(path, { readOnly: true, mappedMb: MAPPED_MB });
  const tables = tablesOver(database);
  const sets = documentSets(database);
  const index = passageIndex(database);
  const knowledge = openKnowledge(await aliasesOf(sets));
  const engine = openSearchEngine(index, {
    hooks: knowledge.search,
    index: knowledge.index,
    cacheBytes: CACHE_BYTES,
  });
  let members = await sets.membersMark();
  const followTopics = onChange(database, async () => {
    knowledge.setAliases(await aliasesOf(sets));
    const now = await sets.membersMark();
    if (now !== members) engine.documentsChanged("all");
    members = now;
  });
  const scan = new VectorScan();
  let scanned: string | null = null;
  const followVectors = onChange(database, () => readVectors(tables, scanned, scan));
  const profiles = new Map<string, string>();
  await followProfiles(tables, knowledge, profiles);
  return {
    /** `vector`: the question's by `model`, when there is an endpoint. */
    async search(
      request: SearchRequest,
      vector: Float32Array | null = null,
      model: string | null = null,
    ): Promise<SearchAnswer> {
      const startedAt = performance.now();
      const query = parseQuery(request.query);
      await followTopics();
      const { filters, problems } = await resolveFilters(sets, request, query, Date.now());
      const { order, offset, limit, hitsEach = HITS_EACH } = request;
      if (vector !== null && model !== scanned) {
        // Switched to another model: what is held cannot be compared with its vectors.
        scan.clear();
        scanned = model;
        await readVectors(tables, scanned, scan);
      }
      if (vector !== null) await followVectors();
      const near = vector === null ? [] : scan.nearest(vector, MOST_NEAR);
      const answer = await engine.search({ query, filters, order, offset, limit, hitsEach, near });
      return {
        results: await resultsOf(tables, answer.groups),
        documentCount: answer.documentCount,
        passageCount: answer.passageCount,
        facets: answer.facets,
        problems: [...answer.problems, ...problems],
        suggestion: offset === 0 ? await correctQuery(await engine.segments(), index, query) : null,
        tookMs: Math.round((performance.now() - startedAt) * 10) / 10,
      };
    },

    /** Opens the index, so that the first search need not. */
    async warm(): Promise<void> {
      await engine.segments();
    },

    /** Follows the index and takes in some of what waits for it; false when there is no more to do for now. */
    catchUp: (): Promise<boolean> => engine.catchUp(),

    /** Passages that share the rarest words of one, its own document's aside; ranked as a question of those words. */
    async similar(id: string, limit: number): Promise<SearchAnswer> {
      const passage = await tables.passages.get(id);
      if (passage === null) throw new DossierError("passage-not-found", { id });
      const startedAt = performance.now();
      const query = parseQuery(await rarestWords(engine, passage.text));
      const fields = [{ field: "document" as const, values: [passage.documentId], isNegated: true }];
      const answer = await engine.search({
        query,
        filters: { fields },
        order: "relevance",
        offset: 0,
        limit,
        hitsEach: HITS_EACH,
        counts: false,
      });
      const { groups, documentCount, passageCount, facets } = answer;
      return {
        results: await resultsOf(tables, groups),
        documentCount,
        passageCount,
        facets,
        problems: [],
        suggestion: null,
        tookMs: Math.round(performance.now() - startedAt),
      };
    },

    /** Ways to finish the last word typed, each the whole text, in the spelling of the documents. */
    suggest: async (prefix: string, limit: number): Promise<string[]> =>
      completeWord(await engine.segments(), index, prefix, limit),

    /** Ids of the documents that match a query, all of them or those of `among`. */
    async matching(written: string, among?: string[]): Promise<string[]> {
      const query = parseQuery(written);
      const { filters } = await resolveFilters(sets, {}, query, Date.now());
      if (among !== undefined) filters.fields.push({ field: "document", values: among, isNegated: false });
      return engine.matching(query, filters);
    },

    /** These documents (null: any) changed in what filters look at (kind, tags, topics, trash) or in what they are about. */
    async changed(ids: readonly string[] | null): Promise<void> {
      engine.documentsChanged(ids ?? "all");
      await followProfiles(tables, knowledge, profiles, ids);
    },
  };
}

/** The dozen words of a text that fewest passages have, as a query. */
async function rarestWords(engine: SearchEngine, text: string): Promise<string> {
  const segments = await engine.segments();
  const { terms, starts, ends } = tokenise(text.slice(0, 4000));
  const rarity = new Map<string, { count: number; word: string }>();
  for (const [at, term] of [...terms].entries()) {
    if (rarity.has(term)) continue;
    const count = segments.reduce((sum, { dictionary }) => sum + (dictionary.find(term)?.count ?? 0), 0);
    if (count > 1) rarity.set(term, { count, word: text.slice(starts[at]!, ends[at]!) });
  }
  const rarest = [...rarity.values()].sort((a, b) => a.count - b.count).slice(0, 12);
  return rarest.map(({ word }) => word.replace(/["():*-]/g, " ")).join(" ");
}

/** Gives the knowledge the profiles that are new or changed, and takes those that went: of these documents, or of all. */
async function followProfiles(
  tables: Tables,
  knowledge: Knowledge,
  known: Map<string, string>,
  ids: readonly string[] | null = null,
): Promise<void> {
  const now = await tables.documents.profiles(ids);
  for (const [id, profile] of now) {
    if (known.get(id) === profile) continue;
    knowledge.profiles.set(id, JSON.parse(profile) as DocumentProfile);
    known.set(id, profile);
  }
  for (const id of ids ?? known.keys()) {
    if (now.has(id) || !known.has(id)) continue;
    knowledge.profiles.remove(id);
    known.delete(id);
  }
}

async function aliasesOf(sets: DocumentSets): Promise<DeskAlias[]> {
  return (await sets.names()).map(({ names, kind }) => ({ names, isCompany: kind === "company" }));
}

const VECTORS_AT_ONCE = 20_000;

/** Adds the vectors that came since the last time: rows ascend as they are made. */
async function readVectors(tables: Tables, model: string | null, scan: VectorScan): Promise<void> {
  if (model === null) return;
  const total = await tables.vectors.count(model);
  // Rows of passages that went stay in memory and find nothing; many of them, and all is read anew.
  if (total < scan.count * 0.8) scan.clear();
  for (;;) {
    const some = await tables.vectors.after(model, scan.lastRow, VECTORS_AT_ONCE);
    for (const { row, bytes } of some) scan.add(row, bytes);
    if (some.length < VECTORS_AT_ONCE) return;
  }
}

/** Runs `work` when another connection has written since the last time: a look at one number otherwise. */
function onChange(database: Queryable, work: () => Promise<void>): () => Promise<void> {
  let seen = -1;
  return async () => {
    const { data_version: version } = (await database.get<{ data_version: number }>("PRAGMA data_version"))!;
    if (version === seen) return;
    await work();
    seen = version;
  };
}

async function resultsOf(tables: Tables, groups: readonly EngineGroup[]): Promise<SearchResult[]> {
  const ids = groups.map(({ documentId }) => documentId);
  if (ids.length === 0) return [];
  const documents = new Map(
    (await tables.documents.list({ ids, view: "all" }, "newest", 0, ids.length)).map((document) => [
      document.id,
      document,
    ]),
  );
  const rows = groups.flatMap(({ hits }) => hits.map(({ row }) => row));
  const passages = new Map((await tables.passages.byRows(rows)).map((passage) => [passage.id, passage]));
  const labels = await tables.readings.labels([...passages.values()]);
  return groups.flatMap((group) => {
    const document = documents.get(group.documentId);
    // Deleted between the ranking and now.
    if (document === undefined) return [];
    const hits = group.hits.flatMap(({ row, score, snippet, why }) => {
      const passage = passages.get(passageId(row));
      if (passage === undefined) return [];
      const { versionId, page, heading, start, end } = passage;
      const place = {
        passageId: passage.id,
        documentId: document.id,
        versionId,
        page,
        pageLabel: labels.get(`${versionId} ${page}`) ?? null,
        heading,
        start,
        end,
      };
      return [
        {
          ...place,
          snippet: snippet.text,
          snippetStart: start + snippet.start,
          marks: snippet.marks,
          score,
          why,
        },
      ];
    });
    const { title, source, kind, language, sortAt, storySize } = document;
    return [
      {
        documentId: document.id,
        title,
        source,
        kind,
        language,
        sortAt,
        isDated: document.published !== null,
        storySize,
        hits,
        hitCount: group.hitCount,
      },
    ];
  });
}
