// web/src/ledger/page.tsx: every figure of the desk, with filters; a drawer for what one figure rests on.

import "../styles/topic.css";
import "../styles/table.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { queryString } from "../api/client.ts";
import {
  documentQuery,
  exchangeRatesQuery,
  ledgerFacetsQuery,
  ledgerQuery,
  topicsQuery,
} from "../api/queries.ts";
import type { ExchangeRate, LedgerRow } from "../api/types.ts";
import { type LedgerAddress, toggled } from "../app/address.ts";
import { useWords, type Words } from "../i18n/i18n.ts";
import { FilterMenu } from "../ui/filter-menu.tsx";
import { countName, momentName } from "../ui/format.ts";
import { type Column, ColumnMenu, Grid, useHidden } from "../ui/grid.tsx";
import { Icon, VerdictGlyph } from "../ui/icons.tsx";
import { useKeys } from "../ui/keys.ts";
import { relationName, useNames } from "../ui/names.ts";
import { useRows } from "../ui/rows.ts";
import { Bones, Empty, Failure } from "../ui/states.tsx";
import type { Names } from "../ui/term-names.ts";
import { usePageTitle } from "../ui/title.ts";
import { shownValue } from "../ui/value.ts";
import { Certainty, normalText } from "../ui/verdict.tsx";
import { converted, rateText, type ShownCurrency } from "./convert.ts";
import { CurrencyMenu, RateLine } from "./currency.tsx";
import { Drawer } from "./drawer.tsx";
import { LedgerTabs } from "./tabs.tsx";

const UNSURE = 0.5;

/** In which currency amounts are shown; null as written. */
interface Money {
  currency: ShownCurrency;
  rates: readonly ExchangeRate[];
}

/** Value and unit as shown, and what the hover says: the written form, the rates that were used. */
function shownIn(figure: LedgerRow, money: Money | null, words: Words) {
  const other = money === null ? null : converted(figure, money.currency, money.rates);
  if (other === null) return { ...shownValue(figure, words.language), title: normalText(figure) };
  const { value, unit } = shownValue(
    // A bound says its own sign; everything else is about what the rate makes of it.
    { ...figure, ...other, qualifier: other.low === null || other.high === null ? null : "about" },
    words.language,
  );
  const rates = other.rates.map((rate) => `${rateText(rate)}, ${rate.date}, ${rate.source}`);
  return { value, unit, title: [figure.text, normalText(figure), ...rates].join("\n") };
}

const columnsOf = (words: Words, names: Names, money: Money | null): Column<LedgerRow>[] => [
  {
    key: "finding",
    title: words("nav.findings"),
    width: 40,
    isBare: true,
    cell: ({ findings: [first] }) =>
      first ? (
        <span className={`verdict v-${first.verdict}`} title={words(`verdict.${first.verdict}`)}>
          <VerdictGlyph verdict={first.verdict} label={words(`verdict.${first.verdict}`)} />
        </span>
      ) : null,
  },
  {
    key: "entity",
    title: words("ledger.entity"),
    width: 130,
    order: "entity",
    cell: (row) => names.entity(row),
  },
  {
    key: "metric",
    title: words("ledger.metric"),
    width: 150,
    isWide: true,
    order: "metric",
    cell: (row) => (
      <span className="soft" title={row.basis.map((one) => words.maybe(`basis.${one}`, one)).join(", ")}>
        {names.metric(row) || <span className="quiet">{words("ledger.unnamed")}</span>}
        {row.relation ? ` ${relationName(words, row.relation)}` : ""}
      </span>
    ),
  },
  {
    key: "period",
    title: words("ledger.period"),
    width: 92,
    order: "period",
    cell: ({ period, window, grounds }) => (
      <span className={grounds.period.confidence < UNSURE ? "guess" : undefined} title={grounds.period.rule}>
        {period ? names.period(period.label) : (window ?? "")}
      </span>
    ),
  },
  {
    key: "value",
    title: words("ledger.value"),
    width: 110,
    isNumber: true,
    order: "value",
    cell: (figure) => {
      const { value, title } = shownIn(figure, money, words);
      return (
        <span className={figure.isRejected ? "rejected" : "value-cell"} title={title}>
          {value}
        </span>
      );
    },
  },
  {
    key: "unit",
    title: words("ledger.unit"),
    width: 78,
    cell: (figure) => (
      <span
        className={figure.grounds.unit.confidence < UNSURE ? "quiet guess" : "quiet"}
        title={figure.grounds.unit.rule}
      >
        {shownIn(figure, money, words).unit}
      </span>
    ),
  },
  {
    key: "written",
    title: words("ledger.written"),
    width: 120,
    cell: ({ text }) => (
      <span className="soft" title={text}>
        {text}
      </span>
    ),
  },
  {
    key: "nature",
    title: words("ledger.nature"),
    width: 76,
    cell: ({ nature }) => (
      <span className={nature === "actual" ? "" : "plan-cell"}>{words(`nature.${nature}`)}</span>
    ),
  },
  {
    key: "source",
    title: words("ledger.place"),
    width: 170,
    isWide: true,
    cell: (figure) => (
      <Link
        to="/documents/$documentId"
        params={{ documentId: figure.documentId }}
        search={{ page: figure.page, start: figure.start, end: figure.end, version: figure.versionId }}
        title={figure.documentTitle}
      >
        {figure.source || figure.documentTitle}{" "}
        <span className="quiet">{words("cite.page", { page: figure.page })}</span>
      </Link>
    ),
  },
  {
    key: "date",
    title: words("ledger.date"),
    width: 84,
    isNumber: true,
    order: "oldest",
    reverse: "newest",
    cell: ({ sortAt, isDated }) => (
      <span
        className="quiet"
        title={isDated ? undefined : words("doc.addedOn", { date: momentName(sortAt) })}
      >
        {isDated ? sortAt.slice(0, 10) : "–"}
      </span>
    ),
  },
  {
    key: "certainty",
    title: words("ledger.certainty"),
    width: 56,
    cell: ({ confidence }) => <Certainty confidence={confidence} />,
  },
];

const LISTS = ["entities", "metrics", "periods", "natures", "kinds", "units", "sources"] as const;

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
  const facets = useQuery(ledgerFacetsQuery(filters));
  const topics = useQuery(topicsQuery);
  const document = useQuery({
    ...documentQuery(address.documentId ?? ""),
    enabled: address.documentId !== undefined,
  });
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
  const topic = topics.data?.find(({ id }) => id === address.topicId);
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
      <div className="filters">
        {topic ? (
          <Chosen name={words("facet.topic")} value={topic.name} clear={() => set({ topicId: undefined })} />
        ) : null}
        {address.documentId ? (
          <Chosen
            name={words("facet.document")}
            value={document.data?.document.title ?? "…"}
            clear={() => set({ documentId: undefined })}
          />
        ) : null}
        {topic || !topics.data?.length ? null : (
          <FilterMenu
            name={words("facet.topic")}
            values={topics.data.map(({ id, documentCount }) => ({ value: id, count: documentCount }))}
            active={undefined}
            say={(id) => topics.data.find((one) => one.id === id)?.name ?? id}
            onToggle={(topicId) => set({ topicId })}
            onClear={() => set({ topicId: undefined })}
          />
        )}
        {LISTS.map((field) => (
          <FilterMenu
            key={field}
            name={words(`facet.${field === "kinds" ? "figureKinds" : field}`)}
            values={facets.data?.[field]}
            active={address[field]}
            say={(value) =>
              field === "natures"
                ? words.maybe(`nature.${value}`, value)
                : field === "kinds"
                  ? words.maybe(`figureKind.${value}`, value)
                  : sayValue(names, field, value)
            }
            onToggle={(value) => set({ [field]: toggled(address[field], value) })}
            onClear={() => set({ [field]: undefined })}
          />
        ))}
        <input
          className="input"
          type="search"
          style={{ width: 160 }}
          aria-label={words("ledger.contains")}
          placeholder={words("ledger.contains")}
          value={query ?? ""}
          onChange={(event) => set({ query: event.target.value || undefined })}
        />
        <button
          type="button"
          className={address.includeRejected ? "filter on" : "filter"}
          aria-pressed={address.includeRejected ?? false}
          onClick={() => set({ includeRejected: address.includeRejected ? undefined : true })}
        >
          {words("ledger.withRejected")}
        </button>
        <CurrencyMenu shown={currency} onChange={(next) => set({ currency: next })} />
      </div>
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

/** A kept value of a filter in the reader's language; what is sent stays the kept one. */
function sayValue(names: Names, field: (typeof LISTS)[number], value: string): string {
  if (field === "entities") return names.named("entity", value);
  if (field === "metrics") return names.named("metric", value);
  return field === "periods" ? names.period(value) : value;
}

function Chosen({ name, value, clear }: { name: string; value: string; clear: () => void }) {
  return (
    <button type="button" className="filter on" onClick={clear}>
      {name} <b>{value}</b>
      <Icon name="close" small />
    </button>
  );
}

function NarrowRow({ row, money }: { row: LedgerRow; money: Money | null }) {
  const words = useWords();
  const names = useNames();
  const { value, unit } = shownIn(row, money, words);
  return (
    <>
      <b>{names.entity(row) || names.metric(row) || words("ledger.unnamed")}</b>
      <span>
        <b>{value}</b> <span className="quiet small">{unit}</span>
      </span>
      <span className="soft">
        {row.entity ? names.metric(row) : row.documentTitle}
        {row.relation ? ` ${relationName(words, row.relation)}` : ""}
      </span>
      <span className="quiet small">{row.period ? names.period(row.period.label) : ""}</span>
    </>
  );
}
