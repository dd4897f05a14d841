// web/src/app/shell.tsx: what stands around every page: bar, notes, dialogs, keys, live line.

import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { ApiError } from "../api/client.ts";
import { deskQuery } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { CiteCardProvider } from "../ui/cite-card.tsx";
import { useKeys } from "../ui/keys.ts";
import { Bones, Boundary, Empty } from "../ui/states.tsx";
import { TopBar } from "./bar.tsx";
import { DropZone, UploadList } from "./dropzone.tsx";
import { useLine, useLive } from "./live.ts";
import { type Overlay, ShellContext } from "./shell-context.ts";

const Palette = lazy(() => import("./palette.tsx").then(({ Palette }) => ({ default: Palette })));
const AddDialog = lazy(() => import("./add-dialog.tsx").then(({ AddDialog }) => ({ default: AddDialog })));
const KeySheet = lazy(() => import("./key-sheet.tsx").then(({ KeySheet }) => ({ default: KeySheet })));

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
    "mod+k": () => open("palette"),
  });
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
            <Suspense fallback={null}>
              {overlay === "palette" ? <Palette close={() => open(null)} /> : null}
              {overlay === "add" ? <AddDialog isOpen close={() => open(null)} /> : null}
              {overlay === "keys" ? <KeySheet close={() => open(null)} /> : null}
            </Suspense>
          </>
        )}
      </CiteCardProvider>
    </ShellContext>
  );
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
  return (
    <main className="plain-page" id="main" tabIndex={-1}>
      <Empty
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
