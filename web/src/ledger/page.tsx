// web/src/ledger/page.tsx: every figure of the desk, with filters; a drawer for what one figure rests on.

import "../styles/topic.css";
import "../styles/table.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { queryString } from "../api/client.ts";
import { exchangeRatesQuery, ledgerQuery } from "../api/queries.ts";
import type { LedgerAddress } from "../app/address.ts";
import { useWords } from "../i18n/i18n.ts";
import { countName } from "../ui/format.ts";
import { ColumnMenu, Grid, useHidden } from "../ui/grid.tsx";
import { useKeys } from "../ui/keys.ts";
import { useNames } from "../ui/names.ts";
import { useRows } from "../ui/rows.ts";
import { Bones, Empty, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { columnsOf, NarrowRow } from "./columns.tsx";
import { RateLine } from "./currency.tsx";
import { Drawer } from "./drawer.tsx";
import { Filters } from "./filters.tsx";
import { LedgerTabs } from "./tabs.tsx";

export function LedgerPage() {
  const words = useWords();
  usePageTitle(words("nav.ledger"));
  const names = useNames();
  const navigate = useNavigate();
  const address = useSearch({ from: "/ledger" });
  const { figure, query, order, descending, currency, ...lists } = address;
  const filters = { ...lists, contains: query };
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const isNewest = (order ?? "newest") === "newest" || order === "document";
  const answer = useInfiniteQuery(
    ledgerQuery({ ...filters, order: order ?? "newest", descending: String(descending ?? isNewest) }),
  );
  const first = answer.data?.pages[0];
  const figures = useMemo(() => answer.data?.pages.flatMap((page) => page.figures) ?? [], [answer.data]);
  const ids = useMemo(() => figures.map(({ id }) => id), [figures]);
  const rows = useRows(ids, "ledger");
  const rates = useQuery({ ...exchangeRatesQuery, enabled: currency !== undefined }).data;
  const money = useMemo(() => (currency && rates ? { currency, rates } : null), [currency, rates]);
  const columns = useMemo(() => columnsOf(words, names, money), [words, names, money]);
  const { hidden, toggle } = useHidden("ledger", columns);
  const set = (change: Partial<LedgerAddress>) =>
    void navigate({ to: "/ledger", search: { ...address, ...change }, replace: true });
  const setOrder = (next: string) =>
    next === "newest" || next === "oldest"
      ? set({ order: "newest", descending: next === "newest" ? true : undefined })
      : set({ order: next as LedgerAddress["order"], descending: undefined });
  const point = (id: string) => {
    rows.setCurrent(id);
    if (figure !== undefined) set({ figure: id });
  };
  const open = (id: string) => {
    rows.setCurrent(id);
    set({ figure: id });
  };
  const close = () => {
    set({ figure: undefined });
    window.document.querySelector<HTMLElement>(".grid")?.focus();
  };
  const step = (by: 1 | -1) => {
    const next = rows.move(by);
    if (next && figure !== undefined) set({ figure: next });
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    o: () => rows.current && open(rows.current),
    Enter: () => rows.current && open(rows.current),
    Escape: close,
  });
  const loadMore = useCallback(() => void answer.fetchNextPage(), [answer.fetchNextPage]);
  const exportUrl = (format: string) => `/api/figures/export${queryString({ ...filters, format })}`;
  const shownOrder =
    order === undefined || order === "newest"
      ? descending === undefined && order
        ? "oldest"
        : "newest"
      : order;
  return (
    <main className="table-page" id="main" tabIndex={-1}>
      <header className="page-head">
        <h1>{words("nav.ledger")}</h1>
        <span className="quiet">
          {first?.isMore
            ? words("ledger.countMore", { count: countName(first.total, words.language) })
            : words("ledger.count", { count: first?.total ?? 0 })}
        </span>
        <div className="acts">
          <ColumnMenu columns={columns} hidden={hidden} toggle={toggle} />
          <a className="btn plain only-wide" href={exportUrl("csv")}>
            CSV
          </a>
          <a className="btn only-wide" href={exportUrl("xlsx")}>
            {words("ledger.exportXlsx")}
          </a>
        </div>
      </header>
      <LedgerTabs topicId={address.topicId} />
      <Filters address={address} filters={filters} set={set} />
      {currency ? <RateLine shown={currency} rows={figures} /> : null}
      {answer.error ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : null}
      {answer.isPending ? <Bones lines={12} /> : null}
      {first && figures.length === 0 ? (
        <div style={{ padding: "0 16px" }}>
          <Empty
            title={words(isFiltered ? "ledger.empty" : "ledger.none")}
            actions={
              isFiltered ? (
                <Link to="/ledger" className="btn">
                  {words("facet.clear")}
                </Link>
              ) : undefined
            }
          >
            {words(isFiltered ? "ledger.emptyHint" : "ledger.noneHint")}
          </Empty>
        </div>
      ) : null}
      {figures.length > 0 ? (
        <div className={figure ? "table-body with-drawer" : "table-body"}>
          <Grid
            name="ledger"
            label={words("nav.ledger")}
            columns={columns}
            hidden={hidden}
            rows={figures}
            total={first?.total ?? 0}
            idOf={({ id }) => id}
            order={shownOrder}
            onOrder={setOrder}
            current={figure ?? rows.current}
            onPoint={(id) => (figure === undefined && rows.current === id ? open(id) : point(id))}
            onOpen={open}
            hasMore={answer.hasNextPage && !answer.isFetchingNextPage}
            loadMore={loadMore}
            narrow={(row) => <NarrowRow row={row} money={money} />}
          />
          {figure ? (
            <Drawer
              key={figure}
              id={figure}
              position={ids.indexOf(figure) + 1}
              total={first?.total ?? 0}
              close={close}
            />
          ) : null}
        </div>
      ) : null}
      <footer className="table-foot">
        <span>
          {words("library.shown", {
            shown: countName(figures.length, words.language),
            total: `${countName(first?.total ?? 0, words.language)}${first?.isMore ? "+" : ""}`,
          })}
        </span>
        <span className="only-wide">{words("ledger.legend")}</span>
        <span className="only-wide end">
          <kbd>j</kbd> <kbd>k</kbd> {words("keys.move")} <kbd>Enter</kbd> {words("keys.open")}
        </span>
      </footer>
    </main>
  );
}
