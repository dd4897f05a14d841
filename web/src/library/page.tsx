// web/src/library/page.tsx: every document: sort, filter, choose columns, act on many; the trash.

import "../styles/topic.css";
import "../styles/table.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { deskQuery, documentsQuery } from "../api/queries.ts";
import { LIBRARY_VIEWS, type LibraryAddress, toggled } from "../app/address.ts";
import { Desk } from "../app/rail.tsx";
import { useShell } from "../app/shell-context.ts";
import { useWords, type Words } from "../i18n/i18n.ts";
import { useDocumentActions } from "../ui/document-actions.ts";
import { DayRange } from "../ui/facets.tsx";
import { FilterMenu } from "../ui/filter-menu.tsx";
import { ForEditors } from "../ui/for-editors.tsx";
import { momentName } from "../ui/format.ts";
import { ColumnMenu, Grid, useHidden } from "../ui/grid.tsx";
import { useKeys } from "../ui/keys.ts";
import { useRows } from "../ui/rows.ts";
import { Bones, Empty, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { columnsOf } from "./columns.tsx";

export function LibraryPage() {
  const words = useWords();
  usePageTitle(words("nav.library"));
  const shell = useShell();
  const navigate = useNavigate();
  const desk = useQuery(deskQuery);
  const filters = useSearch({ from: "/library" });
  const view = filters.view ?? "library";
  const order = filters.order ?? "newest";
  const answer = useInfiniteQuery(documentsQuery({ ...filters, view, order }));
  const first = answer.data?.pages[0];
  const documents = useMemo(() => answer.data?.pages.flatMap((page) => page.documents) ?? [], [answer.data]);
  const rows = useRows(
    useMemo(() => documents.map(({ id }) => id), [documents]),
    "library",
  );
  const actions = useDocumentActions();
  const columns = useMemo(() => columnsOf(words), [words]);
  const { hidden, toggle } = useHidden("library", columns);
  const set = (change: Partial<LibraryAddress>) =>
    void navigate({ to: "/library", search: { ...filters, ...change }, replace: true });
  const open = (id: string) => void navigate({ to: "/documents/$documentId", params: { documentId: id } });
  const current = documents.find(({ id }) => id === rows.current);
  useKeys({
    j: () => rows.move(1),
    k: () => rows.move(-1),
    o: () => current && open(current.id),
    Enter: () => current && open(current.id),
    f: () => current && actions.favourite(current),
    a: () => current && actions.archive(current),
    x: () => current && rows.mark(current.id),
    "#": () => current && view !== "trash" && actions.trash(current),
    Escape: () => rows.clear(),
  });
  const loadMore = useCallback(() => void answer.fetchNextPage(), [answer.fetchNextPage]);
  const facets = first?.facets;
  const isFiltered = Object.entries(filters).some(
    ([key, value]) => key !== "view" && key !== "order" && value !== undefined,
  );
  return (
    <Desk>
      <main className="table-page" id="main" tabIndex={-1}>
        <header className="page-head">
          <h1>{words("nav.library")}</h1>
          <span className="quiet">{words("library.count", { count: first?.total ?? 0 })}</span>
          <div className="acts">
            <ColumnMenu columns={columns} hidden={hidden} toggle={toggle} />
            <ForEditors>
              <button type="button" className="btn" onClick={() => shell.open("add")}>
                {words("add.title")}
              </button>
            </ForEditors>
          </div>
        </header>
        <nav className="tabs" aria-label={words("library.views")}>
          {LIBRARY_VIEWS.map((one) => (
            <Link
              key={one}
              to="/library"
              search={{ ...filters, view: one === "library" ? undefined : one }}
              activeOptions={{ explicitUndefined: true }}
            >
              {words(`library.view.${one}`)}
              {one === "trash" && desk.data?.trashCount ? (
                <span className="count"> {desk.data.trashCount}</span>
              ) : null}
              {one === "unread" && desk.data?.unreadCount ? (
                <span className="count"> {desk.data.unreadCount}</span>
              ) : null}
            </Link>
          ))}
        </nav>
        <div className="filters">
          <input
            className="input"
            type="search"
            style={{ width: 200 }}
            aria-label={words("library.titleFilter")}
            placeholder={words("library.titleFilter")}
            value={filters.title ?? ""}
            onChange={(event) => set({ title: event.target.value || undefined })}
          />
          {(["kinds", "sources", "languages", "states", "mediaTypes", "tags"] as const).map((field) => (
            <FilterMenu
              key={field}
              name={words(`facet.${field}`)}
              values={facets?.[field]}
              active={filters[field]}
              say={(value) => sayFacet(words, field, value)}
              onToggle={(value) => set({ [field]: toggled(filters[field], value) })}
              onClear={() => set({ [field]: undefined })}
            />
          ))}
          <DayRange after={filters.after} before={filters.before} onChange={set} />
          {isFiltered ? (
            <button
              type="button"
              className="btn plain"
              onClick={() => void navigate({ to: "/library", search: { view: filters.view }, replace: true })}
            >
              {words("facet.clear")}
            </button>
          ) : null}
        </div>
        {answer.error ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : null}
        {answer.isPending ? <Bones lines={10} /> : null}
        {first && documents.length === 0 ? (
          <div style={{ padding: "0 16px" }}>
            <Empty title={words(isFiltered ? "library.noMatch" : `library.empty.${view}`)}>
              {words(
                isFiltered
                  ? "library.noMatchHint"
                  : view === "trash"
                    ? "library.trashHint"
                    : "library.emptyHint",
              )}
            </Empty>
          </div>
        ) : null}
        {documents.length > 0 ? (
          <div className="table-body">
            <Grid
              name="library"
              label={words("nav.library")}
              columns={columns}
              hidden={hidden}
              rows={documents}
              total={first?.total ?? 0}
              idOf={({ id }) => id}
              order={order}
              onOrder={(next) => set({ order: next as LibraryAddress["order"] })}
              current={rows.current}
              marked={rows.marked}
              onMark={rows.mark}
              onPoint={rows.setCurrent}
              onOpen={open}
              hasMore={answer.hasNextPage && !answer.isFetchingNextPage}
              loadMore={loadMore}
              narrow={(document) => (
                <>
                  <Link
                    to="/documents/$documentId"
                    params={{ documentId: document.id }}
                    className={document.readAt ? "" : "unread"}
                  >
                    {document.title}
                  </Link>
                  <span className="quiet">
                    {document.published ? momentName(document.published.iso.slice(0, 10)) : "–"}
                  </span>
                  <span className="quiet small">
                    {words(`kind.${document.kind}`)} {document.source}
                  </span>
                  <span className="quiet small">
                    {document.state === "ready" ? "" : words(`stateOf.${document.state}`)}
                  </span>
                </>
              )}
            />
          </div>
        ) : null}
        <BulkBar ids={[...rows.marked]} done={rows.clear} isTrash={view === "trash"} />
        <footer className="table-foot" hidden={documents.length === 0}>
          <span>{words("library.shown", { shown: documents.length, total: first?.total ?? 0 })}</span>
          <span className="only-wide end">
            <kbd>j</kbd> <kbd>k</kbd> {words("keys.move")} <kbd>x</kbd> {words("keys.select")}{" "}
            <kbd>Enter</kbd> {words("keys.open")}
          </span>
        </footer>
      </main>
    </Desk>
  );
}

function sayFacet(words: Words, field: string, value: string): string {
  if (field === "kinds") return words.maybe(`kind.${value}`, value);
  if (field === "languages") return words.maybe(`language.${value}`, value);
  if (field === "states") return words.maybe(`stateOf.${value}`, value);
  return field === "mediaTypes" ? value.toUpperCase() : value;
}
