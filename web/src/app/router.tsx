// web/src/app/router.tsx: the pages and their addresses. Each page is loaded when it is first opened.

import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import {
  deskQuery,
  digestQuery,
  documentQuery,
  pagesQuery,
  topicFeedQuery,
  topicsQuery,
} from "../api/queries.ts";
import * as address from "./address.ts";
import { patiently } from "./patient-import.ts";
import { NotFound, Shell } from "./shell.tsx";

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Shell,
  notFoundComponent: NotFound,
});
const under = { getParentRoute: () => root };

const home = createRoute({
  ...under,
  path: "/",
  loader: ({ context: { client } }) => {
    void client.prefetchQuery(topicsQuery);
    void client.prefetchQuery(deskQuery);
  },
  component: lazyRouteComponent(
    patiently(() => import("../topic/home.tsx")),
    "Home",
  ),
});
export const topicRoute = createRoute({
  ...under,
  path: "/topics/$topicId",
  validateSearch: address.topicAddress,
  loaderDeps: ({ search }) => ({ filters: search }),
  // Asked for while the page itself is still being fetched. Nothing waits for it.
  loader: ({ context: { client }, params: { topicId }, deps: { filters } }) => {
    void client.prefetchInfiniteQuery(topicFeedQuery(topicId, filters));
  },
  component: lazyRouteComponent(
    patiently(() => import("../topic/page.tsx")),
    "TopicPage",
  ),
});
const topics = createRoute({
  ...under,
  path: "/topics",
  component: lazyRouteComponent(
    patiently(() => import("../topics/page.tsx")),
    "TopicsPage",
  ),
});
const reader = createRoute({
  ...under,
  path: "/documents/$documentId",
  validateSearch: address.readerAddress,
  loaderDeps: ({ search: { version } }) => ({ version }),
  // Begun when one points at a link, so that the page is there when one presses it. Nothing waits for it.
  loader: ({ context: { client }, params: { documentId }, deps: { version } }) => {
    void prefetchDocument(client, documentId, version);
  },
  component: lazyRouteComponent(
    patiently(() => import("../reader/page.tsx")),
    "ReaderPage",
  ),
});
const search = createRoute({
  ...under,
  path: "/search",
  validateSearch: address.searchAddress,
  component: lazyRouteComponent(
    patiently(() => import("../search/page.tsx")),
    "SearchPage",
  ),
});
const library = createRoute({
  ...under,
  path: "/library",
  validateSearch: address.libraryAddress,
  component: lazyRouteComponent(
    patiently(() => import("../library/page.tsx")),
    "LibraryPage",
  ),
});
const ledger = createRoute({
  ...under,
  path: "/ledger",
  validateSearch: address.ledgerAddress,
  component: lazyRouteComponent(
    patiently(() => import("../ledger/page.tsx")),
    "LedgerPage",
  ),
});
const pictures = createRoute({
  ...under,
  path: "/figures",
  validateSearch: address.picturesAddress,
  component: lazyRouteComponent(
    patiently(() => import("../pictures/page.tsx")),
    "PicturesPage",
  ),
});
const ask = createRoute({
  ...under,
  path: "/ask",
  validateSearch: address.askAddress,
  component: lazyRouteComponent(
    patiently(() => import("../ask/page.tsx")),
    "AskPage",
  ),
});
const terms = createRoute({
  ...under,
  path: "/terms",
  validateSearch: address.termsAddress,
  component: lazyRouteComponent(
    patiently(() => import("../terms/page.tsx")),
    "TermsPage",
  ),
});
const findings = createRoute({
  ...under,
  path: "/findings",
  validateSearch: address.findingsAddress,
  component: lazyRouteComponent(
    patiently(() => import("../findings/page.tsx")),
    "FindingsPage",
  ),
});
const sources = createRoute({
  ...under,
  path: "/feeds",
  component: lazyRouteComponent(
    patiently(() => import("../sources/page.tsx")),
    "SourcesPage",
  ),
});
const activity = createRoute({
  ...under,
  path: "/activity",
  validateSearch: (raw: Record<string, unknown>): { states?: string[] | undefined } => ({
    states: address.list(raw.states),
  }),
  component: lazyRouteComponent(
    patiently(() => import("../activity/page.tsx")),
    "ActivityPage",
  ),
});
const settings = createRoute({
  ...under,
  path: "/settings",
  component: lazyRouteComponent(
    patiently(() => import("../settings/page.tsx")),
    "SettingsPage",
  ),
});
const signIn = createRoute({
  ...under,
  path: "/sign-in",
  component: lazyRouteComponent(
    patiently(() => import("../settings/sign-in.tsx")),
    "SignInPage",
  ),
});
const clip = createRoute({
  ...under,
  path: "/clip",
  component: lazyRouteComponent(
    patiently(() => import("../sources/clip.tsx")),
    "ClipPage",
  ),
});

const routeTree = root.addChildren([
  home,
  topicRoute,
  topics,
  reader,
  search,
  library,
  ledger,
  pictures,
  terms,
  ask,
  findings,
  sources,
  activity,
  settings,
  signIn,
  clip,
]);

async function prefetchDocument(client: QueryClient, id: string, version: string | undefined): Promise<void> {
  void client.prefetchQuery(digestQuery(id));
  await client.prefetchQuery(documentQuery(id, version));
  const detail = client.getQueryData(documentQuery(id, version).queryKey);
  if (detail) await client.prefetchQuery(pagesQuery(id, version ?? detail.document.versionId));
}

export const newRouter = (client: QueryClient) =>
  createRouter({
    routeTree,
    context: { client },
    parseSearch: address.parseAddress,
    stringifySearch: address.writeAddress,
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultNotFoundComponent: NotFound,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
