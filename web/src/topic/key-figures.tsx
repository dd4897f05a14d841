// web/src/topic/key-figures.tsx: the metrics that a topic has the most periods of, drawn beside its feed.

import "../styles/pictures.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { keySeriesQuery } from "../api/queries.ts";
import type { KeySeries } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useFigureCard, useOpenFigure } from "../pictures/figure-card.tsx";
import { LazyChart, MarkLegend } from "../pictures/lazy-chart.tsx";
import { type Grain, grainsOf, type Mark, type Slot, shortLabel, slotsOf } from "../pictures/slots.ts";
import { useNames } from "../ui/names.ts";
import { countedIn, inScale } from "../ui/value.ts";

/** Pictures beside a feed. */
export const KEY_FIGURES = 3;
/** As many as labels have room for in the side column. */
const PERIODS = 6;
const PANEL = 132;

export function KeyFigures({ topicId }: { topicId: string }) {
  const words = useWords();
  const answer = useQuery({ ...keySeriesQuery(topicId, KEY_FIGURES), retry: false });
  const { card, point, leave } = useFigureCard();
  if (!answer.data || answer.data.length === 0) return null;
  return (
    <section>
      <div className="head">
        <h2>{words("pictures.keyFigures")}</h2>
        <Link to="/figures" search={{ topicId }} className="quiet">
          {words("pictures.all")}
        </Link>
      </div>
      {answer.data.map((series) => (
        <KeyFigure
          key={`${series.entity} ${series.metric} ${series.unit}`}
          topicId={topicId}
          series={series}
          onPoint={(mark, at) => (mark && at ? point(mark, at) : leave())}
        />
      ))}
      <MarkLegend />
      {card}
    </section>
  );
}

function KeyFigure(props: {
  topicId: string;
  series: KeySeries;
  onPoint: (mark: Mark | null, at: DOMRect | null) => void;
}) {
  const words = useWords();
  const names = useNames();
  const open = useOpenFigure();
  const { series, topicId } = props;
  const { grain, slots } = useMemo(() => lastSlots(series), [series]);
  const panels = useMemo(() => [{ title: "", slots }], [slots]);
  const marks = slots.flatMap(({ actual, plan }) => [actual, plan].filter((mark) => mark !== null));
  const largest = marks.toSorted((a, b) => b.high - a.high)[0];
  const counted = useMemo(
    () => countedIn(largest?.rows[0]?.high ?? "0", series.unit, words.language),
    [largest, series.unit, words.language],
  );
  const last = slots.at(-1);
  const shown = last?.actual ?? last?.plan;
  const [figure] = shown?.rows ?? [];
  const first = series.points[0]!;
  const name = `${names.entity(first)} ${names.metric(first)}`.trim();
  const said = words.clauses(
    slots.map(({ label, actual, plan }) => {
      const row = (actual ?? plan)?.rows[0];
      return `${names.period(label)} ${row ? inScale(row, counted) : "–"}`;
    }),
  );
  return (
    <figure className="key-figure">
      <figcaption>
        <Link
          to="/figures"
          search={{ topicId, metric: series.metric, entities: [series.entity], unit: series.unit }}
          className="name"
        >
          {name}
        </Link>
        <span className="quiet">{counted.name}</span>
      </figcaption>
      {figure && last ? (
        <p className="now">
          <button type="button" onClick={() => open(figure)}>
            {inScale(figure, counted)}
          </button>{" "}
          <span className="small soft">
            {shortLabel(last.label)}
            {last.actual ? null : ` ${words(`nature.${figure.nature}`)}`}
          </span>
        </p>
      ) : null}
      <LazyChart
        panels={panels}
        counted={counted}
        isInstant={grain === "instant"}
        panelHeight={PANEL}
        label={`${name}, ${counted.name}: ${said}`}
        onPoint={props.onPoint}
        onOpen={(mark) => open(mark.rows[0]!)}
      />
    </figure>
  );
}

/** The latest periods of the commonest length; values that only contradict are left to the pictures page. */
function lastSlots({ points }: KeySeries): { grain: Grain; slots: Slot[] } {
  const grain = grainsOf(points)[0]?.grain ?? "other";
  const slots = slotsOf(points, grain).slice(-PERIODS);
  return {
    grain,
    slots: slots.map((slot) => ({ ...slot, others: slot.others.filter(({ isConflict }) => isConflict) })),
  };
}
