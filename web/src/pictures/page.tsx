// web/src/pictures/page.tsx: a metric of one or several entities over time, drawn and as a table of periods.

import "../styles/topic.css";
import "../styles/table.css";
import "../styles/pictures.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { figureSeriesQuery, ledgerFacetsQuery, termsQuery, topicsQuery } from "../api/queries.ts";
import type { FigureSeries } from "../api/types.ts";
import { type PicturesAddress, toggled } from "../app/address.ts";
import { useWords } from "../i18n/i18n.ts";
import { LedgerTabs } from "../ledger/tabs.tsx";
import { FilterMenu } from "../ui/filter-menu.tsx";
import { useNames } from "../ui/names.ts";
import { Bones, Empty, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { countedIn } from "../ui/value.ts";
import { withComputed } from "./computed.ts";
import { useFigureCard, useOpenFigure } from "./figure-card.tsx";
import { LazyChart, MarkLegend } from "./lazy-chart.tsx";
import { PeriodTable, type TableRow } from "./period-table.tsx";
import { axisOf, type Grain, grainsOf, type Slot, slotsOf } from "./slots.ts";
import { sumsOf } from "./sums.ts";

const PANELS = 6;
const ROWS = 24;
const PANEL = 168;
/** CSS pixels that a period needs to be read. */
const ROOM = 56;
const RELATIONS = ["", "yoy", "qoq"] as const;

export function PicturesPage() {
  const words = useWords();
  usePageTitle(words("ledger.tab.pictures"));
  const names = useNames();
  const navigate = useNavigate();
  const address = useSearch({ from: "/figures" });
  const { topicId, relation = "" } = address;
  const metrics = useQuery(ledgerFacetsQuery({ topicId }));
  const metric = address.metric ?? metrics.data?.metrics?.find(({ value }) => value !== "")?.value;
  const entities = useQuery({
    ...ledgerFacetsQuery({ topicId, metrics: metric ? [metric] : [] }),
    enabled: metric !== undefined,
  });
  const topics = useQuery(topicsQuery);
  const asked = { metric, topicId, entities: address.entities };
  const answer = useQuery({
    ...figureSeriesQuery({ ...asked, relation, unit: address.unit }),
    enabled: metric !== undefined,
  });
  const growths = useQuery({
    ...figureSeriesQuery({ ...asked, relation: "yoy", unit: "fraction" }),
    enabled: metric !== undefined && relation === "",
  });
  const set = (change: Partial<PicturesAddress>) =>
    void navigate({ to: "/figures", search: { ...address, ...change }, replace: true });
  const grains = useMemo(() => grainsOf(answer.data?.series.flatMap(({ points }) => points) ?? []), [answer]);
  const grain = grains.find((one) => one.grain === address.grain)?.grain ?? grains[0]?.grain ?? "quarter";
  const unit = answer.data?.series[0]?.points[0]?.unit ?? "";
  const isEmpty = metrics.data !== undefined && metric === undefined;
  return (
    <main className="table-page" id="main" tabIndex={-1}>
      <header className="page-head">
        <h1>{words("nav.ledger")}</h1>
        <span className="quiet">{metric ? names.named("metric", metric) : null}</span>
      </header>
      <LedgerTabs topicId={topicId} />
      <div className="filters">
        <FilterMenu
          name={words("facet.topic")}
          values={topics.data?.map(({ id, documentCount }) => ({ value: id, count: documentCount }))}
          active={topicId ? [topicId] : undefined}
          say={(id) => topics.data?.find((one) => one.id === id)?.name ?? id}
          onToggle={(id) => set({ topicId: id === topicId ? undefined : id })}
          onClear={() => set({ topicId: undefined })}
        />
        <FilterMenu
          name={words("facet.metrics")}
          values={metrics.data?.metrics}
          active={metric ? [metric] : undefined}
          say={(value) => names.named("metric", value)}
          onToggle={(value) => set({ metric: value, entities: undefined, unit: undefined, grain: undefined })}
          onClear={() => set({ metric: undefined, entities: undefined, unit: undefined })}
        />
        <FilterMenu
          name={words("facet.entities")}
          values={entities.data?.entities}
          active={address.entities}
          say={(value) => names.named("entity", value)}
          onToggle={(value) => set({ entities: toggled(address.entities, value) })}
          onClear={() => set({ entities: undefined })}
        />
        {(answer.data?.units.length ?? 0) > 1 ? (
          <FilterMenu
            name={words("facet.units")}
            values={answer.data?.units}
            active={[unit]}
            onToggle={(value) => set({ unit: value })}
            onClear={() => set({ unit: undefined })}
          />
        ) : null}
        <span role="group" aria-label={words("ledger.relation")}>
          {RELATIONS.map((one) => (
            <button
              key={one}
              type="button"
              className="facet"
              aria-pressed={relation === one}
              onClick={() => set({ relation: one === "" ? undefined : one, unit: undefined })}
            >
              {one === "" ? words("pictures.level") : words(`relation.${one}`)}
            </button>
          ))}
        </span>
        <span role="group" aria-label={words("pictures.grain")}>
          {grains.map((one) => (
            <button
              key={one.grain}
              type="button"
              className="facet"
              aria-pressed={grain === one.grain}
              onClick={() => set({ grain: one.grain })}
            >
              {words(`grain.${one.grain}`)}
              <span className="count">{one.periods}</span>
            </button>
          ))}
        </span>
      </div>
      <div className="pictures-body">
        {answer.error ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : null}
        {answer.isPending && !isEmpty ? <Bones lines={10} /> : null}
        {isEmpty || (answer.data && answer.data.series.length === 0) ? (
          <Empty
            title={words("pictures.empty")}
            actions={
              <Link to="/ledger" search={topicId ? { topicId } : {}} className="btn">
                {words("nav.ledger")}
              </Link>
            }
          >
            {words("pictures.emptyHint")}
          </Empty>
        ) : null}
        {answer.data && answer.data.series.length > 0 ? (
          <Shown data={answer.data} growths={growths.data} grain={grain} unit={unit} />
        ) : null}
      </div>
    </main>
  );
}

/** Entities with their periods on one axis; those that have the most periods first. */
function rowsOf(data: FigureSeries, growths: FigureSeries | undefined, grain: Grain, isLevel: boolean) {
  const made = data.series.map(({ entity, points }) => {
    const own = growths?.series.find((one) => one.entity === entity)?.points ?? [];
    const slots = slotsOf(points, grain);
    return { entity, figure: points[0]!, slots: isLevel ? withComputed(slots, own) : slots };
  });
  const filled = made
    .filter(({ slots }) => slots.length > 0)
    .sort((a, b) => countOf(b.slots) - countOf(a.slots))
    .slice(0, ROWS);
  const axis = axisOf(
    filled.map(({ slots }) => slots),
    grain,
  );
  const rows: TableRow[] = filled.map(({ entity, figure, slots }) => {
    const known = new Map(slots.map((slot) => [slot.key, slot]));
    return {
      entity,
      figure,
      slots: axis.map(
        ({ key, label }) => known.get(key) ?? { key, label, actual: null, plan: null, others: [] },
      ),
    };
  });
  return { axis, rows };
}

const countOf = (slots: readonly Slot[]): number =>
  slots.filter(({ actual, plan }) => actual !== null || plan !== null).length;

function Shown(props: { data: FigureSeries; growths: FigureSeries | undefined; grain: Grain; unit: string }) {
  const words = useWords();
  const names = useNames();
  const open = useOpenFigure();
  const { card, point, leave } = useFigureCard();
  const { data, growths, grain, unit } = props;
  const isLevel = growths !== undefined && unit !== "fraction";
  const { axis, rows } = useMemo(
    () => rowsOf(data, growths, grain, isLevel),
    [data, growths, grain, isLevel],
  );
  const drawn = Math.max(4, Math.floor((Math.min(innerWidth, 1100) - 32) / ROOM));
  const largest = rows
    .flatMap(({ slots }) => slots.flatMap(({ actual, plan }) => [actual, plan]))
    .reduce(
      (most, mark) => (mark && mark.look !== "computed" && mark.high > (most?.high ?? -1) ? mark : most),
      null,
    );
  const counted = useMemo(
    () => countedIn(largest?.rows[0]?.high ?? "0", unit, words.language),
    [largest, unit, words.language],
  );
  const panels = useMemo(
    () =>
      rows
        .map(({ figure, slots }) => ({
          title: names.entity(figure) || words("ledger.unnamed"),
          slots: slots.slice(-drawn),
        }))
        // A row whose periods are all older than what is drawn has its place in the table.
        .filter(({ slots }) => countOf(slots) > 0)
        .slice(0, PANELS),
    [rows, names, drawn, words],
  );
  const save = useRef<((format: "svg" | "png") => string) | null>(null);
  const [isReady, setReady] = useState(false);
  const metric = names.named("metric", data.metric);
  const download = (format: "svg" | "png") => {
    if (!save.current) return;
    const link = document.createElement("a");
    link.href = save.current(format);
    link.download = `${metric.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}.${format}`;
    link.click();
  };
  const terms = useQuery(termsQuery).data?.terms;
  const sums = useMemo(() => {
    const companies = new Set(terms?.filter(({ traits }) => traits[0] === "company").map(({ id }) => id));
    return sumsOf(rows, ({ entityId }) => entityId !== null && companies.has(entityId));
  }, [rows, terms]);
  const hasFiscal = rows.some(({ slots }) =>
    slots.some(({ actual, plan }) => (actual ?? plan)?.rows[0]?.period?.basis === "fiscal"),
  );
  const hasComputed = rows.some(({ slots }) => slots.some(({ actual }) => actual?.look === "computed"));
  return (
    <>
      <section className="picture-part">
        <div className="head">
          <h2>
            {metric} <span className="quiet">{counted.name}</span>
          </h2>
          <span className="row">
            {(["png", "svg"] as const).map((format) => (
              <button
                key={format}
                type="button"
                className="btn plain"
                disabled={!isReady}
                onClick={() => download(format)}
              >
                {format.toUpperCase()}
              </button>
            ))}
          </span>
        </div>
        <LazyChart
          panels={panels}
          counted={counted}
          isInstant={grain === "instant"}
          panelHeight={PANEL}
          caption={[metric, counted.name].filter(Boolean).join(", ")}
          label={words("pictures.drawn", {
            metric,
            entities: panels.map(({ title }) => title).join(", "),
          })}
          onPoint={(mark, at) => (mark && at ? point(mark, at) : leave())}
          onOpen={(mark) => open(mark.rows[0]!)}
          onReady={(make) => {
            save.current = make;
            setReady(true);
          }}
        />
        <MarkLegend hasComputed={hasComputed} />
        {hasFiscal ? <p className="small quiet">{words("pictures.byCalendar")}</p> : null}
        {panels.length > 1 ? <p className="small quiet">{words("pictures.ownScale")}</p> : null}
        {rows.length > panels.length ? (
          <p className="small quiet">{words("pictures.moreBelow", { count: rows.length - panels.length })}</p>
        ) : null}
      </section>
      <PeriodTable
        title={words("pictures.table", { metric })}
        axis={axis}
        rows={rows}
        counted={counted}
        hasComputed={hasComputed}
        sums={sums}
        onPoint={point}
        onLeave={leave}
      />
      {card}
    </>
  );
}
