// web/src/reader/page.tsx: a document: its digest, its pages as printed or its text, and what is known of it.

import "../styles/topic.css";
import "../styles/text.css";
import "../styles/reader.css";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { patch } from "../api/client.ts";
import {
  digestQuery,
  documentQuery,
  findInDocumentQuery,
  pagesQuery,
  useCanEdit,
  useChange,
} from "../api/queries.ts";
import type { Document, DocumentDetail } from "../api/types.ts";
import type { ReaderAddress } from "../app/address.ts";
import { useWords } from "../i18n/i18n.ts";
import { citationsOf } from "../ui/digest.tsx";
import { useDocumentActions } from "../ui/document-actions.ts";
import { useKeys } from "../ui/keys.ts";
import type { Mark } from "../ui/marks.ts";
import { Bones, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { DigestPane } from "./digest-pane.tsx";
import { FindPanel } from "./find-panel.tsx";
import { Head } from "./head.tsx";
import { PageBar } from "./page-bar.tsx";
import { PagePane } from "./page-pane.tsx";
import { PageRail } from "./page-rail.tsx";
import { pageAt, stepCitation } from "./places.ts";
import { type Jump, type Passage, ReadingContext, type ReadingState } from "./reading-context.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { SidePane } from "./side-pane.tsx";
import { TextPane } from "./text-pane.tsx";
import { ViewPane } from "./view-pane.tsx";
import { isReadable, Waiting } from "./waiting.tsx";
import { zoomStep } from "./zoom.ts";

export function ReaderPage() {
  const { documentId } = useParams({ from: "/documents/$documentId" });
  const address = useSearch({ from: "/documents/$documentId" });
  const detail = useQuery(documentQuery(documentId, address.version));
  const words = useWords();
  usePageTitle(detail.error ? words("state.failed") : detail.data?.document.title);
  useMarkRead(detail.data?.document);
  if (detail.error) {
    return (
      <main className="plain-page" id="main" tabIndex={-1}>
        <Failure error={detail.error} retry={() => void detail.refetch()} isPage />
      </main>
    );
  }
  if (!detail.data) {
    return (
      <main className="plain-page" id="main" tabIndex={-1}>
        <Bones lines={12} />
      </main>
    );
  }
  if (!isReadable(detail.data.document)) {
    return (
      <main className="reader-page" id="main" tabIndex={-1}>
        <Head document={detail.data.document} />
        <Waiting document={detail.data.document} />
      </main>
    );
  }
  return <Reading key={documentId} detail={detail.data} address={address} />;
}

/** Opening a document is reading it. */
function useMarkRead(document: Document | undefined): void {
  const read = useChange(
    (id: string) => patch(`/api/documents/${id}`, { isRead: true }),
    ["topic", "topics", "documents", "desk"],
  );
  const { mutate } = read;
  const canEdit = useCanEdit();
  const id = canEdit && document && document.readAt === null && isReadable(document) ? document.id : null;
  useEffect(() => {
    if (id) mutate(id);
  }, [id, mutate]);
}

type PhonePane = "page" | "digest" | "side";

function Reading({ detail, address }: { detail: DocumentDetail; address: ReaderAddress }) {
  const words = useWords();
  const { document: doc } = detail;
  const versionId = address.version ?? doc.versionId;
  const pagesAnswer = useQuery(pagesQuery(doc.id, versionId));
  const digestAnswer = useQuery(digestQuery(doc.id));
  const pages = useMemo(() => pagesAnswer.data?.pages ?? [], [pagesAnswer.data]);
  const digest = digestAnswer.data?.digest ?? null;
  const [zoom, setZoom] = useState(1);
  const [finding, setFinding] = useState<string | null>(null);
  const [phonePane, setPhonePane] = useState<PhonePane>("page");
  const [selection, select] = useState<Passage | null>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  const setDrawn = useCallback(() => setIsDrawn(true), []);
  const [sought] = useDebouncedValue(finding ?? "", 120);
  const found = useQuery(findInDocumentQuery(doc.id, versionId, finding === null ? "" : sought));
  const place = usePlace(doc.id, address, pages);

  const citations = useMemo(() => {
    const seen = new Set<string>();
    return citationsOf(digest).filter(({ versionId: of, start, end }) => {
      const key = `${start}-${end}`;
      return of === versionId && !seen.has(key) && seen.add(key);
    });
  }, [digest, versionId]);
  const { current } = place;
  const matches = finding ? found.data?.matches : undefined;
  const marks = useMemo<Mark[]>(() => {
    const all: Mark[] = citations.map(({ start, end }) => ({ start, end, kind: "cite" }));
    for (const { start, end } of detail.notes)
      if (start !== null && end !== null) all.push({ start, end, kind: "note" });
    for (const { start, end } of matches ?? []) all.push({ start, end, kind: "found" });
    if (current) all.push({ ...current, kind: "now" });
    return all;
  }, [citations, detail.notes, matches, current]);

  const state: ReadingState = {
    detail,
    document: doc,
    versionId,
    pages,
    digest,
    citations,
    marks,
    selection,
    select,
    isDrawn,
    setDrawn,
    ...place,
  };
  useReaderKeys(state, { setZoom, setFinding, isFinding: finding !== null });
  const isPrinted = pages[0]?.widthPt != null;
  const isText = address.view === "text";
  return (
    <ReadingContext value={state}>
      <main className="reader-page" id="main" tabIndex={-1}>
        <Head document={doc} version={detail.versions.find(({ id }) => id === versionId)} />
        <nav className="phone-tabs" aria-label={words("reader.panes")}>
          {(["page", "digest", "side"] as const).map((pane) => (
            <button
              key={pane}
              type="button"
              aria-current={phonePane === pane ? "true" : undefined}
              onClick={() => setPhonePane(pane)}
            >
              {words(`reader.pane.${pane}`)}
            </button>
          ))}
        </nav>
        <div className={pages.length > 1 ? "reader" : "reader one-page"} data-pane={phonePane}>
          <DigestPane onOpen={() => setPhonePane("page")} />
          {pages.length > 1 ? <PageRail /> : null}
          <section className="pane p-page" aria-label={words("reader.pane.page")}>
            <PageBar
              isPrinted={isPrinted}
              isText={isText}
              zoom={zoom}
              setZoom={setZoom}
              isFinding={finding !== null}
              setFinding={setFinding}
            />
            {finding !== null ? (
              <FindPanel
                query={finding}
                setQuery={setFinding}
                answer={found.data}
                isPending={found.isFetching}
              />
            ) : null}
            {pagesAnswer.error ? (
              <Failure error={pagesAnswer.error} retry={() => void pagesAnswer.refetch()} />
            ) : null}
            {pages.length === 0 ? (
              <div className="scroller">
                <Bones lines={12} />
              </div>
            ) : isPrinted && !isText ? (
              <PagePane zoom={zoom} />
            ) : isText ? (
              <TextPane />
            ) : (
              <ViewPane />
            )}
            <SelectionBar />
          </section>
          <SidePane />
        </div>
      </main>
    </ReadingContext>
  );
}

/** Page in view and place asked for, both from the address when it changes. */
function usePlace(documentId: string, address: ReaderAddress, pages: ReadingState["pages"]) {
  const navigate = useNavigate();
  const { page: askedPage, start, end } = address;
  const [page, setPage] = useState(askedPage ?? 1);
  const [turn, setTurn] = useState(0);
  const current = useMemo(
    () => (start !== undefined && end !== undefined && end > start ? { start, end } : null),
    [start, end],
  );
  const [jump, setJump] = useState<Jump>({ page: askedPage ?? 1, start: null, end: null, turn: 0 });
  const target =
    askedPage ??
    (current && pages.length > 0 ? (pages[pageAt(pages, current.start)]?.number ?? 1) : undefined);
  useEffect(() => {
    if (target === undefined) return;
    setPage(target);
    setJump({ page: target, start: current?.start ?? null, end: current?.end ?? null, turn });
  }, [target, current, turn]);
  const goTo = useCallback(
    (change: Partial<ReaderAddress>) => {
      setTurn((now) => now + 1);
      void navigate({
        to: "/documents/$documentId",
        params: { documentId },
        search: { ...address, ...change },
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, documentId, address],
  );
  const goToPage = useCallback(
    (to: number) => {
      const number = Math.max(1, Math.min(pages.length, to));
      goTo({ page: number, start: undefined, end: undefined });
    },
    [goTo, pages.length],
  );
  const goToPlace = useCallback(
    (to: { page: number; start: number; end: number }) =>
      goTo({ page: to.page, start: to.start, end: to.end }),
    [goTo],
  );
  return { page, setPage, current, jump, goToPage, goToPlace };
}

interface KeyTools {
  setZoom: (change: (zoom: number) => number) => void;
  setFinding: (query: string | null) => void;
  isFinding: boolean;
}

function useReaderKeys(state: ReadingState, tools: KeyTools): void {
  const router = useRouter();
  const actions = useDocumentActions();
  const back = () => (router.history.canGoBack() ? router.history.back() : void router.navigate({ to: "/" }));
  const step = (by: 1 | -1) => {
    const next = stepCitation(state.citations, state.current, by);
    if (next) state.goToPlace(next);
  };
  useKeys({
    "[": () => state.goToPage(state.page - 1),
    "]": () => state.goToPage(state.page + 1),
    n: () => step(1),
    p: () => step(-1),
    f: () => actions.favourite(state.document),
    a: () => actions.archive(state.document),
    "#": () => {
      actions.trash(state.document);
      back();
    },
    g: () => window.document.getElementById("page-number")?.focus(),
    "+": () => tools.setZoom((zoom) => zoomStep(zoom, 1)),
    "=": () => tools.setZoom((zoom) => zoomStep(zoom, 1)),
    "-": () => tools.setZoom((zoom) => zoomStep(zoom, -1)),
    "mod+f": () => {
      tools.setFinding("");
      setTimeout(() => window.document.getElementById("find-in-document")?.focus());
    },
    Escape: () => {
      if (state.selection) state.select(null);
      else if (tools.isFinding) tools.setFinding(null);
      else back();
    },
  });
}
