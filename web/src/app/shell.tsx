// web/src/app/shell.tsx: what stands around every page: bar, notes, dialogs, keys, live line.

import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouter, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { ApiError } from "../api/client.ts";
import { deskQuery } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { CiteCardProvider } from "../ui/cite-card.tsx";
import { useKeys } from "../ui/keys.ts";
import { undoLast } from "../ui/notify.tsx";
import { Bones, Boundary, Empty } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { TopBar } from "./bar.tsx";
import { DropZone, UploadList } from "./dropzone.tsx";
import { useLine, useLive } from "./live.ts";
import { type Overlay, ShellContext } from "./shell-context.ts";
import { keepTyped } from "./typed-ahead.ts";

const loadOverlay = {
  palette: () => import("./palette.tsx"),
  add: () => import("./add-dialog.tsx"),
  keys: () => import("./key-sheet.tsx"),
};
const Palette = lazy(() => loadOverlay.palette().then(({ Palette }) => ({ default: Palette })));
const AddDialog = lazy(() => loadOverlay.add().then(({ AddDialog }) => ({ default: AddDialog })));
const KeySheet = lazy(() => loadOverlay.keys().then(({ KeySheet }) => ({ default: KeySheet })));

/** By then a page on a slow machine has drawn what one came for. */
const REST_MS = 2000;
const BARE = new Set(["/sign-in", "/clip"]);

export function Shell() {
  const words = useWords();
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [overlay, open] = useState<Overlay | null>(null);
  const isBare = BARE.has(path);
  const desk = useQuery({ ...deskQuery, enabled: path !== "/sign-in" });
  const mustSignIn = desk.error instanceof ApiError && desk.error.code === "sign-in-needed";
  useEffect(() => {
    if (mustSignIn && path !== "/sign-in") void navigate({ to: "/sign-in", replace: true });
  }, [mustSignIn, navigate, path]);
  useLive(desk.data !== undefined && path !== "/sign-in");
  useKeys({
    "/": () => document.getElementById("find")?.focus(),
    "?": () => open("keys"),
    z: undoLast,
    "mod+k": () => {
      keepTyped();
      open("palette");
    },
  });
  useRestAtHand();
  const control = useMemo(() => ({ open }), []);
  return (
    <ShellContext value={control}>
      <CiteCardProvider>
        <a className="skip-link" href="#main">
          {words("nav.skip")}
        </a>
        {isBare ? null : <TopBar />}
        {isBare ? null : <Notes />}
        <Boundary key={path}>
          <Suspense fallback={<Bones />}>
            <Outlet />
          </Suspense>
        </Boundary>
        {isBare ? null : (
          <>
            <DropZone />
            <UploadList />
            {/* A dialog on its way is a dialog already: keys pressed meanwhile are not for the page below. */}
            <Suspense
              fallback={
                <div
                  role="dialog"
                  aria-modal="true"
                  aria-label={words("state.loading")}
                  className="hidden-word"
                />
              }
            >
              {overlay === "palette" ? <Palette close={() => open(null)} /> : null}
              {overlay === "add" ? <AddDialog close={() => open(null)} /> : null}
              {overlay === "keys" ? <KeySheet close={() => open(null)} /> : null}
            </Suspense>
          </>
        )}
      </CiteCardProvider>
    </ShellContext>
  );
}

/**
 * Fetches, once the page has come to rest, what opens at a key press, since what one types next must not go elsewhere,
 * and the other pages: they open at once then, also while the server is away.
 */
function useRestAtHand(): void {
  const { routesById } = useRouter();
  useEffect(() => {
    const fetchAll = async () => {
      for (const load of Object.values(loadOverlay)) await load();
      for (const { options } of Object.values(routesById))
        await (options.component as { preload?: () => Promise<unknown> } | undefined)?.preload?.();
    };
    const timer = setTimeout(
      () => fetchAll().catch((error: unknown) => console.warn("not everything was fetched ahead", error)),
      REST_MS,
    );
    return () => clearTimeout(timer);
  }, [routesById]);
}

/** One line under the bar while something is not as it should be. */
function Notes() {
  const words = useWords();
  const line = useLine();
  const [isOffline, setOffline] = useState(!navigator.onLine);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    const update = () => setOffline(!navigator.onLine);
    window.addEventListener("online", update);
    window.addEventListener("offline", update);
    return () => {
      window.removeEventListener("online", update);
      window.removeEventListener("offline", update);
    };
  }, []);
  useEffect(() => {
    // A server that restarts is back in a moment; only a longer silence is worth a line.
    const timer = setTimeout(() => setLost(line === "lost"), line === "lost" ? 4000 : 0);
    return () => clearTimeout(timer);
  }, [line]);
  if (!isOffline && !isLost) return null;
  return (
    <div className="note-bar bad" role="status">
      {words(isLost ? "state.lost" : "state.offline")}
    </div>
  );
}

export function NotFound() {
  const words = useWords();
  usePageTitle(words("state.notFound"));
  return (
    <main className="plain-page" id="main" tabIndex={-1}>
      <Empty
        isPage
        title={words("state.notFound")}
        actions={
          <Link to="/" className="btn">
            {words("nav.home")}
          </Link>
        }
      >
        {words("state.notFoundHint")}
      </Empty>
    </main>
  );
}
