// web/src/api/queries.ts: what pages read from the server, as queries with stable keys.
//
// Live events (app/live.ts) refresh by the first parts of these keys, so a key always begins with
// the kind of thing: "desk", "topics", "topic", "documents", "document", "jobs", "saved", "figures", "findings", "changes".

import {
  infiniteQueryOptions,
  keepPreviousData,
  QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { ApiError, get, type QueryValue } from "./client.ts";
import type * as T from "./types.ts";

type Filters = Record<string, QueryValue>;

export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        retry: (tries, error) =>
          tries < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
  });

const forever = { staleTime: Number.POSITIVE_INFINITY } as const;

export const deskQuery = queryOptions({
  queryKey: ["desk"],
  queryFn: ({ signal }) => get<T.DeskStatus>("/api/desk", {}, signal),
});
/** Whether the one at this desk may add and change; a viewer only reads. */
export function useCanEdit(): boolean {
  const desk = useQuery(deskQuery);
  return desk.data?.user?.role !== "viewer";
}
export const topicsQuery = queryOptions({
  queryKey: ["topics"],
  queryFn: ({ signal }) => get<{ topics: T.Topic[] }>("/api/topics", {}, signal).then(({ topics }) => topics),
});
export const proposalsQuery = queryOptions({
  queryKey: ["topics", "proposals"],
  queryFn: ({ signal }) => get<{ proposals: T.TopicProposal[] }>("/api/topic-proposals", {}, signal),
});
export const savedSearchesQuery = queryOptions({
  queryKey: ["saved"],
  queryFn: ({ signal }) =>
    get<{ savedSearches: T.SavedSearch[] }>("/api/saved-searches", {}, signal).then(
      ({ savedSearches }) => savedSearches,
    ),
});

const FEED_PAGE = 20;
export const topicFeedQuery = (topicId: string, filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ["topic", topicId, "feed", filters],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      get<T.TopicFeed>(
        `/api/topics/${topicId}/feed`,
        { ...filters, offset: pageParam, limit: FEED_PAGE },
        signal,
      ),
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((sum, page) => sum + page.entries.length, 0);
      return seen < last.total && last.entries.length > 0 ? seen : undefined;
    },
    placeholderData: keepPreviousData,
  });

export const documentsQuery = (filters: Filters, pageSize = 100) =>
  infiniteQueryOptions({
    queryKey: ["documents", filters],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      get<T.DocumentPage>("/api/documents", { ...filters, offset: pageParam, limit: pageSize }, signal),
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((sum, page) => sum + page.documents.length, 0);
      return seen < last.total && last.documents.length > 0 ? seen : undefined;
    },
    placeholderData: keepPreviousData,
  });

export const documentQuery = (id: string, version?: string) =>
  queryOptions({
    queryKey: ["document", id, "detail", version ?? ""],
    queryFn: ({ signal }) => get<T.DocumentDetail>(`/api/documents/${id}`, { version }, signal),
  });
export type DigestLength = "short" | "normal" | "long";

export const digestQuery = (id: string, length: DigestLength = "normal") =>
  queryOptions({
    queryKey: ["document", id, "digest", ...(length === "normal" ? [] : [length])],
    queryFn: ({ signal }) =>
      get<T.DigestAnswer>(`/api/documents/${id}/digest`, length === "normal" ? {} : { length }, signal),
  });
export const modelDigestQuery = (id: string) =>
  queryOptions({
    queryKey: ["document", id, "model-digest"],
    queryFn: ({ signal }) =>
      get<{ written: T.ModelDigest | null }>(`/api/documents/${id}/model-digest`, {}, signal),
    retry: false,
  });
export const pagesQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: ["document", id, "pages", version],
    queryFn: ({ signal }) =>
      get<{ versionId: string; pages: T.PageInfo[] }>(`/api/documents/${id}/pages`, { version }, signal),
  });
export const pageTextQuery = (id: string, version: string, page: number) =>
  queryOptions({
    queryKey: ["document", id, "text", version, page],
    queryFn: ({ signal }) => get<T.PageText>(`/api/documents/${id}/pages/${page}`, { version }, signal),
  });
export const viewQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: ["document", id, "view", version],
    queryFn: ({ signal }) =>
      get<{ versionId: string; html: string | null }>(`/api/documents/${id}/view`, { version }, signal),
  });
/** Boxes never change for a version: kept for good and out of the way of live refreshes. */
export const boxesQuery = (id: string, version: string, start: number, end: number) =>
  queryOptions({
    ...forever,
    queryKey: ["boxes", id, version, start, end],
    queryFn: ({ signal }) =>
      get<T.LocatedQuote>(`/api/documents/${id}/boxes`, { version, start, end }, signal),
  });
/** The boxes of all the marks of one page in one request; as lasting as those of one quote. */
export const pageBoxesQuery = (
  id: string,
  version: string,
  page: number,
  spans: readonly { start: number; end: number }[],
) => {
  const asked = spans.map(({ start, end }) => `${start}-${end}`).join(",");
  return queryOptions({
    ...forever,
    queryKey: ["boxes", id, version, page, asked],
    enabled: asked !== "",
    queryFn: ({ signal }) =>
      get<T.PageBoxes>(`/api/documents/${id}/pages/${page}/boxes`, { version, spans: asked }, signal),
    // Marks that come and go while one types a word to find do not take the others away.
    placeholderData: keepPreviousData,
  });
};
export const findInDocumentQuery = (id: string, version: string, query: string) =>
  queryOptions({
    queryKey: ["document", id, "find", version, query],
    enabled: query.trim() !== "",
    queryFn: ({ signal }) =>
      get<{ matches: T.DocumentMatch[]; total: number }>(
        `/api/documents/${id}/find`,
        { query, version },
        signal,
      ),
    placeholderData: keepPreviousData,
  });

export const searchQuery = (request: Filters) =>
  queryOptions({
    queryKey: ["search", request],
    queryFn: ({ signal }) => get<T.SearchAnswer>("/api/search", request, signal),
    placeholderData: keepPreviousData,
  });
export const similarQuery = (passageId: string) =>
  queryOptions({
    queryKey: ["similar", passageId],
    queryFn: ({ signal }) => get<T.SearchAnswer>(`/api/passages/${passageId}/similar`, {}, signal),
  });
export const neighboursQuery = (passageId: string) =>
  queryOptions({
    ...forever,
    queryKey: ["neighbours", passageId],
    queryFn: ({ signal }) => get<T.Neighbours>(`/api/passages/${passageId}/neighbours`, {}, signal),
  });
export const suggestQuery = (prefix: string) =>
  queryOptions({
    queryKey: ["suggest", prefix],
    queryFn: ({ signal }) => get<T.Suggestions>("/api/suggest", { prefix, limit: 8 }, signal),
    placeholderData: keepPreviousData,
  });

export const answersQuery = (filters: Filters, pageSize = 30) =>
  infiniteQueryOptions({
    queryKey: ["answers", filters],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      get<T.AnswerPage>("/api/answers", { ...filters, offset: pageParam, limit: pageSize }, signal),
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((sum, page) => sum + page.answers.length, 0);
      return seen < last.total && last.answers.length > 0 ? seen : undefined;
    },
    placeholderData: keepPreviousData,
  });
export const answerQuery = (id: string) =>
  queryOptions({
    queryKey: ["answers", "one", id],
    queryFn: ({ signal }) => get<T.Answer>(`/api/answers/${id}`, {}, signal),
  });
export const modelQuery = queryOptions({
  queryKey: ["model"],
  queryFn: ({ signal }) => get<T.ModelStatus>("/api/model", {}, signal),
  retry: false,
});
export const embeddingQuery = queryOptions({
  queryKey: ["embedding"],
  queryFn: ({ signal }) => get<T.EmbeddingStatus>("/api/embedding", {}, signal),
  retry: false,
  // Vectors come in the background, and nothing tells of each.
  refetchInterval: ({ state: { data } }) =>
    data?.isOn && data.vectorCount < data.passageCount ? 3000 : false,
});
export const jobsQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["jobs", filters],
    queryFn: ({ signal }) => get<T.JobPage>("/api/jobs", filters, signal),
    placeholderData: keepPreviousData,
  });
export const feedsQuery = queryOptions({
  queryKey: ["feeds"],
  queryFn: ({ signal }) => get<{ feeds: T.Feed[] }>("/api/feeds", {}, signal).then(({ feeds }) => feeds),
});
export const foldersQuery = queryOptions({
  queryKey: ["folders"],
  queryFn: ({ signal }) =>
    get<{ folders: T.Folder[] }>("/api/folders", {}, signal).then(({ folders }) => folders),
});
export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => get<{ settings: T.SettingRow[] }>("/api/settings", {}, signal),
});
export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: ({ signal }) => get<{ users: T.User[] }>("/api/users", {}, signal).then(({ users }) => users),
});
export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: ({ signal }) =>
    get<{ tokens: T.ApiToken[] }>("/api/tokens", {}, signal).then(({ tokens }) => tokens),
});

export const ledgerQuery = (filters: Filters, pageSize = 100) =>
  infiniteQueryOptions({
    queryKey: ["figures", filters],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      get<T.LedgerPage>("/api/figures", { ...filters, offset: pageParam, limit: pageSize }, signal),
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((sum, page) => sum + page.figures.length, 0);
      // A count that stops at its bound says nothing of the end: the rows do.
      return (seen < last.total || last.isMore) && last.figures.length > 0 ? seen : undefined;
    },
    placeholderData: keepPreviousData,
  });
export const exchangeRatesQuery = queryOptions({
  queryKey: ["exchange-rates"],
  queryFn: ({ signal }) =>
    get<{ rates: T.ExchangeRate[] }>("/api/exchange-rates", {}, signal).then(({ rates }) => rates),
});
export const ledgerFacetsQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["figures", "facets", filters],
    queryFn: ({ signal }) => get<T.LedgerFacets>("/api/figures/facets", filters, signal),
    placeholderData: keepPreviousData,
  });
export const figureQuery = (id: string) =>
  queryOptions({
    queryKey: ["figures", "one", id],
    queryFn: ({ signal }) => get<T.LedgerRow>(`/api/figures/${id}`, {}, signal),
  });
export const figureHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ["figures", "history", id],
    queryFn: ({ signal }) =>
      get<{ changes: T.FigureChange[] }>(`/api/figures/${id}/history`, {}, signal).then(
        ({ changes }) => changes,
      ),
  });
export const pageFiguresQuery = (documentId: string, page?: number) =>
  queryOptions({
    queryKey: ["figures", "page", documentId, page ?? 0],
    queryFn: ({ signal }) =>
      get<T.LedgerPage>(
        "/api/figures",
        { documentId, page, order: "document", descending: false, limit: 200 },
        signal,
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
/** Every term with its names; refreshed by live events, so it may be kept long. */
export const termsQuery = queryOptions({
  queryKey: ["terms"],
  staleTime: 300_000,
  queryFn: ({ signal }) => get<T.Vocabulary>("/api/terms", {}, signal),
});
export const keySeriesQuery = (topicId: string, limit = 3) =>
  queryOptions({
    queryKey: ["figures", "key-series", topicId, limit],
    queryFn: ({ signal }) =>
      get<{ series: T.KeySeries[] }>(`/api/topics/${topicId}/series`, { limit }, signal).then(
        ({ series }) => series,
      ),
  });
export const topicChangesQuery = (topicId: string) =>
  queryOptions({
    // Reads every figure of the topic: made anew when the desk changes as a whole, not with every document.
    queryKey: ["changes", topicId],
    staleTime: 60_000,
    queryFn: ({ signal }) => get<T.TopicChanges>(`/api/topics/${topicId}/changes`, { limit: 400 }, signal),
    retry: false,
  });
export const figureSeriesQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["figures", "series", filters],
    queryFn: ({ signal }) => get<T.FigureSeries>("/api/figures/series", filters, signal),
    placeholderData: keepPreviousData,
  });
/** The forecasts of a topic, those most spoken of first. */
export const timelinesQuery = (topicId: string, limit: number) =>
  queryOptions({
    queryKey: ["topic", topicId, "timelines", limit],
    queryFn: ({ signal }) =>
      get<{ timelines: T.Timeline[] }>(`/api/topics/${topicId}/timelines`, { limit }, signal).then(
        ({ timelines }) => timelines,
      ),
    retry: false,
  });
export const findingsQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ["findings", filters],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      get<T.FindingPage>("/api/findings", { ...filters, offset: pageParam, limit: 50 }, signal),
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((sum, page) => sum + page.findings.length, 0);
      return seen < last.total && last.findings.length > 0 ? seen : undefined;
    },
    placeholderData: keepPreviousData,
  });

/** A change on the server: runs, then refreshes every query whose key begins with one of `touches`. */
export function useChange<Input, Output>(
  run: (input: Input) => Promise<Output>,
  touches: readonly string[],
  done?: (output: Output, input: Input) => void,
  failed?: (error: Error) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (output, input) => done?.(output, input),
    ...(failed ? { onError: failed } : {}),
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => touches.includes(String(queryKey[0])) }),
  });
}
