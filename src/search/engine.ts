// search/engine.ts: a question in, documents with their best passages out.
//
//   refresh the view ─ match (which passages, exactly) ─ filters ─ counts and facets
//                    └ weigh ─ rank list by list ─ fuse ─ prior ─ rerank ─ group by document ─ snippets
//
// The engine knows no threads and no clock: whoever runs it (a thread of its own on the server, the test itself in a test)
// calls it, and calls may overlap. Its state is the view (segments of the store and of the queue) and facts of documents; both
// are derived and follow the store. What it throws are faults of the store, never the question.

import type { Problem } from "../values/problem.ts";
import { andInto, type Bits, countBetween } from "./bits.ts";
import { Effort, lighten, type MostWork } from "./effort.ts";
import { heldByLists, unionOf } from "./held.ts";
import type { Candidate, IndexHooks, SearchHooks, WeightedList, WeightedQuery } from "./hooks.ts";
import { type Allowed, type Facets, type Filters, Library } from "./library.ts";
import { matchSegment } from "./match.ts";
import { fuseNear, nearCandidates } from "./near.ts";
import type { ParsedQuery } from "./query-tree.ts";
import { ListCache, SegmentGone, type SegmentReader } from "./reader.ts";
import type { SearchStore } from "./search-store.ts";
import { type Matches, NO_FEATURES, narrow, Shortlist, textsOf } from "./shortlist.ts";
import { showHits } from "./show.ts";
import { questionOf } from "./similar.ts";
import type { Snippet } from "./snippet.ts";
import type { Near } from "./vectors.ts";
import { IndexView, type Intake } from "./view.ts";
import { plainQuery } from "./weigh.ts";

export interface EngineOptions {
  hooks?: SearchHooks;
  index?: IndexHooks;
  /** Unpacked posting lists that are kept in memory, at most. */
  cacheBytes?: number;
  /** How much work one search may be. */
  most?: MostWork;
  /** How many passages that wait for the indexer are searched from memory. */
  intake?: Intake;
}

/** 192 MB hold what questions to a million passages ask again and again. */
const CACHE_BYTES = 192 * 1024 * 1024;

export interface EngineRequest {
  query: ParsedQuery;
  filters: Filters;
  order: "relevance" | "newest" | "oldest";
  /** In documents. */
  offset: number;
  limit: number;
  /** Best passages shown of each document. */
  hitsEach?: number;
  /** Counts and facets over all matches; true unless said. They cost a pass over all postings of the question. */
  counts?: boolean;
  /** What to rank instead of the query's words; with it a query without words is no list of everything. */
  weighted?: WeightedQuery;
  /** Passages near in meaning, nearest first, to be fused with those found by words; for plain questions by relevance only. */
  near?: readonly Near[];
}

export interface EngineHit {
  row: number;
  /** The best passage of the question's words alone has about 1. */
  score: number;
  snippet: Snippet;
  why: string[];
}

export interface EngineGroup {
  documentId: string;
  score: number;
  /** Best first. */
  hits: EngineHit[];
  /** Passages of the document that match, shown or not. */
  hitCount: number;
}

export interface EngineAnswer {
  groups: EngineGroup[];
  documentCount: number;
  passageCount: number;
  facets: Facets;
  problems: Problem[];
}

export interface SearchEngine {
  search(request: EngineRequest): Promise<EngineAnswer>;
  /** Ids of all documents that match the words of the query, in no order; no ranking, no expansion. */
  matching(query: ParsedQuery, filters: Filters): Promise<string[]>;
  /** The best passages as rows with scores, without texts or counts: for measurements and for fusion with others. */
  rankRows(
    query: ParsedQuery,
    limit: number,
    filters?: Filters,
  ): Promise<{ row: number; documentId: string; score: number }[]>;
  /** Passages of other documents that share the words which say most about this one; no groups for a row that is not there. */
  similar(row: number, limit: number): Promise<EngineAnswer>;
  /** Facts of these documents changed (all: of any). The next search sees it; texts are followed without being told. */
  documentsChanged(ids: readonly string[] | "all"): void;
  /** The segments as of now, after a refresh; for suggestions and checks. */
  segments(): Promise<readonly SegmentReader[]>;
  /**
   * Between questions: brings the view up to date and takes in some of what waits; false when there is no more to do for now.
   * Without it a question finds the newest of what waits, and the rest when the indexer has it.
   */
  catchUp(): Promise<boolean>;
  readonly cacheBytes: number;
}

/** Opens an engine over a store. Nothing is read before the first call. */
export function openSearchEngine(store: SearchStore, options: EngineOptions = {}): SearchEngine {
  return new Engine(store, options);
}

/** Passages that are ranked before they are grouped, at least. */
const FIRST_DEPTH = 200;
const DEEPEST = 20_000;
const EMPTY: ParsedQuery = { text: "", tree: null, qualifiers: [], problems: [], isLiteral: false };
const NO_FACETS: Facets = { kinds: [], sources: [], languages: [], topics: [], tags: [] };

class Engine implements SearchEngine {
  readonly #store: SearchStore;
  readonly #hooks: SearchHooks;
  readonly #index: IndexHooks | undefined;
  readonly #cache: ListCache;
  readonly #most: MostWork | undefined;
  readonly #view: IndexView;
  readonly #library = new Library();
  readonly #shortlist: Shortlist;
  #stale = new Set<string>();
  /** Segments whose documents the library was asked for. */
  readonly #met = new WeakSet<SegmentReader>();
  #isAllStale = true;
  #refreshing: Promise<void> | null = null;

  constructor(store: SearchStore, options: EngineOptions) {
    this.#store = store;
    this.#hooks = options.hooks ?? {};
    this.#shortlist = new Shortlist(store, this.#library, this.#hooks);
    this.#index = options.index;
    this.#most = options.most;
    this.#cache = new ListCache(options.cacheBytes ?? CACHE_BYTES);
    this.#view = new IndexView(store, options.index, this.#cache, options.intake);
  }

  get cacheBytes(): number {
    return this.#cache.sizeBytes;
  }

  documentsChanged(ids: readonly string[] | "all"): void {
    if (ids === "all") this.#isAllStale = true;
    else for (const id of ids) this.#stale.add(id);
  }

  async segments(): Promise<readonly SegmentReader[]> {
    await this.#refresh();
    return this.#view.segments;
  }

  async search(request: EngineRequest): Promise<EngineAnswer> {
    return this.#steady(async () => {
      const weighted = request.weighted ?? this.#hooks.expand?.(request.query) ?? plainQuery(request.query);
      const effort = new Effort(this.#view.segments, this.#most);
      const matched = await this.#match(request, weighted, effort);
      const light = await lighten(request.query.text, weighted, matched.segments, effort);
      const matches = heldAs(light, weighted, matched);
      const near = await this.#near(request, matches);
      const counts = this.#counts(matches);
      const ranked =
        request.order === "relevance"
          ? await this.#byRelevance(request, light, matches, near)
          : await this.#byDate(request, light, matches);
      return {
        groups: await this.#show(request, weighted, matches, ranked),
        ...counts,
        facets:
          request.counts === false ? NO_FACETS : this.#library.facets(matches.perDocument, request.filters),
        problems: [...request.query.problems, ...effort.problems, ...waitingProblem(this.#view.waitingCount)],
      };
    });
  }

  async matching(query: ParsedQuery, filters: Filters): Promise<string[]> {
    // Nobody is told what was left out of a list of ids.
    while (await this.catchUp());
    return this.#steady(async () => {
      const request: EngineRequest = { query, filters, order: "newest", offset: 0, limit: 0 };
      const { perDocument, allowed } = await this.#match(request, null, null);
      const ids: string[] = [];
      perDocument.forEach((count, number) => {
        if (count > 0 && allowed[number] === 1) ids.push(this.#library.factsAt(number)!.id);
      });
      return ids;
    });
  }

  async rankRows(query: ParsedQuery, limit: number, filters: Filters = { fields: [] }) {
    return this.#steady(async () => {
      const weighted = this.#hooks.expand?.(query) ?? plainQuery(query);
      const request: EngineRequest = {
        query,
        filters,
        order: "relevance",
        offset: 0,
        limit,
        counts: false,
      };
      const effort = new Effort(this.#view.segments, this.#most);
      const matched = await this.#match(request, weighted, effort);
      const light = await lighten(query.text, weighted, matched.segments, effort);
      const matches = heldAs(light, weighted, matched);
      const candidates = await this.#shortlist.find(query, light, matches, limit);
      return candidates.slice(0, limit).map(({ row, documentId, score }) => ({ row, documentId, score }));
    });
  }

  async similar(row: number, limit: number): Promise<EngineAnswer> {
    const [passage] = await this.#store.passages([row]);
    const segments = await this.segments();
    const id = passage?.documentId ?? "";
    return this.search({
      query: EMPTY,
      filters: { fields: [{ field: "document", values: [id], isNegated: true }] },
      order: "relevance",
      offset: 0,
      limit: passage === undefined ? 0 : limit,
      counts: false,
      weighted: passage === undefined ? plainQuery(EMPTY) : questionOf(passage, segments),
    });
  }

  /** Runs `work` on a fresh view; again when a segment was merged away under it. */
  async #steady<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      await this.#refresh();
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof SegmentGone) || tries >= 4) throw error;
      }
    }
  }

  #refresh(): Promise<void> {
    this.#refreshing ??= this.#refreshNow().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async catchUp(): Promise<boolean> {
    await this.#refresh();
    const touched = await this.#view.catchUp();
    for (const id of touched) this.#stale.add(id);
    return touched.size > 0 && this.#view.waitingCount > 0;
  }

  async #refreshNow(): Promise<void> {
    for (const id of await this.#view.refresh()) this.#stale.add(id);
    for (const segment of this.#view.segments) {
      if (this.#met.has(segment)) continue;
      this.#met.add(segment);
      for (const id of segment.table.documents) if (!this.#library.has(id)) this.#stale.add(id);
    }
    if (!this.#isAllStale && this.#stale.size === 0) return;
    const ids = this.#isAllStale ? null : [...this.#stale];
    this.#isAllStale = false;
    this.#stale = new Set();
    this.#library.put(await this.#store.documents(ids));
  }

  /** With `effort` null whatever it costs: who asks for all documents needs all of them. */
  async #match(
    request: EngineRequest,
    weighted: WeightedQuery | null,
    effort: Effort | null,
  ): Promise<Matches> {
    const { segments } = this.#view;
    const { tree, isLiteral } = request.query;
    // Numbers of all documents first: a segment may name one that the library has not seen.
    for (const segment of segments) this.#library.numbersOf(segment);
    const allowed = this.#library.allowedBy(request.filters);
    const counts = request.counts !== false || request.order !== "relevance";
    const perDocument = new Uint32Array(counts ? this.#library.size : 0);
    const masks: (Bits | null)[] = [];
    const held: Map<WeightedList, Bits>[] = [];
    for (const segment of segments) {
      let bits: Bits | null = null;
      const isExpanded = weighted !== null && this.#hooks.expand !== undefined && !isLiteral;
      const lists = isExpanded ? await heldOf(segment, weighted, counts) : new Map<WeightedList, Bits>();
      held.push(lists);
      if (tree !== null && (counts || isLiteral)) {
        bits = await matchSegment(segment, tree, isExpanded ? unionOf(segment, lists) : null, effort);
        if (segment.live !== null) andInto(bits, segment.live);
      }
      if (counts) this.#count(segment, tree === null ? segment.live : bits, perDocument);
      masks.push(this.#mask(segment, isLiteral ? bits : null, allowed));
    }
    return { segments, allowed: allowed.flags, masks, held, perDocument };
  }

  /** What `needed` (its own, to be changed), the filters and deletions leave; null: everything. */
  #mask(segment: SegmentReader, needed: Bits | null, allowed: Allowed): Bits | null {
    if (needed !== null) {
      if (!allowed.isAll) andInto(needed, this.#library.maskOf(segment, allowed));
      return needed;
    }
    if (allowed.isAll) return segment.live;
    const documents = this.#library.maskOf(segment, allowed);
    if (segment.live === null) return documents;
    const mask = documents.slice();
    andInto(mask, segment.live);
    return mask;
  }

  #count(segment: SegmentReader, bits: Bits | null, perDocument: Uint32Array): void {
    const numbers = this.#library.numbersOf(segment);
    const { documentOf } = segment.table;
    const { runStarts } = segment;
    for (let run = 0; run + 1 < runStarts.length; run++) {
      const [from, to] = [runStarts[run]!, runStarts[run + 1]!];
      const count = bits === null ? to - from : countBetween(bits, from, to);
      if (count > 0) perDocument[numbers[documentOf[from]!]!]! += count;
    }
  }

  #counts({ perDocument, allowed }: Matches): { documentCount: number; passageCount: number } {
    let documentCount = 0;
    let passageCount = 0;
    for (let number = 0; number < perDocument.length; number++) {
      if (perDocument[number] === 0 || allowed[number] !== 1) continue;
      documentCount++;
      passageCount += perDocument[number]!;
    }
    return { documentCount, passageCount };
  }

  /** Candidates until they cover the page, with ever more depth. */
  async #byRelevance(
    request: EngineRequest,
    weighted: WeightedQuery,
    matches: Matches,
    near: readonly Candidate[],
  ): Promise<Candidate[][]> {
    if (request.query.tree === null && request.weighted === undefined)
      return this.#byDate(request, weighted, matches);
    const wanted = request.offset + request.limit;
    for (let depth = Math.max(FIRST_DEPTH, wanted * 5); ; depth *= 4) {
      const candidates = await this.#shortlist.find(
        request.query,
        weighted,
        matches,
        Math.min(depth, DEEPEST),
      );
      const groups = groupByDocument(near.length > 0 ? fuseNear(candidates, near) : candidates);
      if (groups.length >= wanted || candidates.length < depth || depth >= DEEPEST)
        return groups.slice(request.offset, wanted);
    }
  }

  /** The near passages that the filters leave; their documents are counted as matches. */
  async #near(request: EngineRequest, matches: Matches): Promise<Candidate[]> {
    const { near = [], order, query } = request;
    if (near.length === 0 || order !== "relevance" || query.isLiteral || query.tree === null) return [];
    const texts = await textsOf(
      this.#store,
      near.map(({ row }) => row),
    );
    const numberOf = (id: string) => this.#library.numberOf(id) ?? -1;
    const candidates = nearCandidates(near, texts, (id) => matches.allowed[numberOf(id)] === 1);
    for (const { documentId } of candidates) {
      const number = numberOf(documentId);
      if (matches.perDocument[number] === 0) matches.perDocument[number] = 1;
    }
    return candidates;
  }

  async #byDate(request: EngineRequest, weighted: WeightedQuery, matches: Matches): Promise<Candidate[][]> {
    const numbers: number[] = [];
    matches.perDocument.forEach((count, number) => {
      if (count > 0 && matches.allowed[number] === 1) numbers.push(number);
    });
    const sign = request.order === "oldest" ? 1 : -1;
    const dateOf = (number: number) => this.#library.factsAt(number)!.sortAt;
    numbers.sort((a, b) => (dateOf(a) < dateOf(b) ? -sign : dateOf(a) > dateOf(b) ? sign : a - b));
    const page = numbers.slice(request.offset, request.offset + request.limit);
    const onPage = new Uint8Array(this.#library.size);
    for (const number of page) onPage[number] = 1;
    const narrowed = narrow(this.#library, matches, onPage);
    const depth = Math.max(FIRST_DEPTH, request.limit * 50);
    const found = new Map<string, Candidate[]>();
    if (request.query.tree !== null)
      for (const group of groupByDocument(
        await this.#shortlist.find(request.query, weighted, narrowed, depth),
      ))
        found.set(group[0]!.documentId, group);
    return page.map((number) => {
      const { id } = this.#library.factsAt(number)!;
      return (
        found.get(id) ?? [
          { row: -1, documentId: id, score: 0, features: NO_FEATURES, coverage: 0, passage: null },
        ]
      );
    });
  }

  async #show(
    request: EngineRequest,
    weighted: WeightedQuery,
    matches: Matches,
    groups: readonly Candidate[][],
  ): Promise<EngineGroup[]> {
    const countOf = this.#hitCounts(groups, matches);
    const shown = await showHits(groups, request.hitsEach ?? 3, weighted, {
      textsOf: (rows) => textsOf(this.#store, rows),
      findGlosses: this.#hooks.findGlosses,
    });
    return groups.map(([first], i) => ({
      documentId: first!.documentId,
      score: first!.score,
      hits: shown[i]!,
      hitCount: countOf.get(first!.documentId) ?? 0,
    }));
  }

  #hitCounts(groups: readonly Candidate[][], { perDocument }: Matches): Map<string, number> {
    const counts = new Map<string, number>();
    for (const [first] of groups) {
      const number = this.#library.numberOf(first!.documentId);
      if (number !== undefined) counts.set(first!.documentId, perDocument[number] ?? 0);
    }
    return counts;
  }
}

/** What a person is told when passages wait that were not looked at. */
const waitingProblem = (count: number): Problem[] =>
  count === 0
    ? []
    : [
        {
          code: "index-behind",
          at: {},
          note: `${count} passages that were just stored are not searched yet; they will be in a moment.`,
        },
      ];

/** What each list is held by; of lists that need nothing only when matches are counted. */
function heldOf(
  segment: SegmentReader,
  weighted: WeightedQuery,
  counts: boolean,
): Promise<Map<WeightedList, Bits>> {
  const lists = weighted.lists.filter(({ needs }) => counts || needs !== undefined);
  return heldByLists(segment, { ...weighted, lists });
}

/** The same matches for a query of which groups were left out: each of its lists is held by what held the whole one. */
function heldAs(light: WeightedQuery, whole: WeightedQuery, matches: Matches): Matches {
  if (light === whole) return matches;
  const held = matches.held.map((before) => {
    const after = new Map<WeightedList, Bits>();
    for (const [i, list] of whole.lists.entries()) {
      const bits = before.get(list);
      if (bits !== undefined) after.set(light.lists[i]!, bits);
    }
    return after;
  });
  return { ...matches, held };
}

/** Candidates (best first) by document; documents in the order of their best passage. */
export function groupByDocument(candidates: readonly Candidate[]): Candidate[][] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.documentId);
    if (group === undefined) groups.set(candidate.documentId, [candidate]);
    else group.push(candidate);
  }
  return [...groups.values()];
}
