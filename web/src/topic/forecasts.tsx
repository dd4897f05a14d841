// web/src/topic/forecasts.tsx: guidance and estimates of a topic in time: who said what when, how it moved, what came true.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { timelinesQuery } from "../api/queries.ts";
import type { Saying, Timeline } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { dayName, useNames } from "../ui/names.ts";
import { countedIn, inScale } from "../ui/value.ts";

/** Asked for; a topic of many companies has hundreds. */
export const FORECASTS = 30;
const SHOWN = 4;
const SAYINGS = 5;

export function Forecasts({ topicId }: { topicId: string }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const answer = useQuery(timelinesQuery(topicId, FORECASTS));
  const all = answer.data ?? [];
  if (all.length === 0) return null;
  return (
    <section>
      <div className="head">
        <h2>{words("forecast.title")}</h2>
        {all.length > SHOWN ? (
          <button
            type="button"
            className="link quiet"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? words("forecast.fewer") : words("forecast.more", { count: all.length })}
          </button>
        ) : null}
      </div>
      {(isOpen ? all : all.slice(0, SHOWN)).map((timeline) => (
        <Forecast key={timeline.sayings[0]!.figureId} timeline={timeline} />
      ))}
    </section>
  );
}

function Forecast({ timeline }: { timeline: Timeline }) {
  const words = useWords();
  const names = useNames();
  const { sayings, result, unit } = timeline;
  // The last word of each source is what stands; what it said before is seen in how it moved.
  const shown = sayings.slice(-SAYINGS);
  return (
    <div className="forecast">
      <h3>
        {names.entity(timeline)} {names.metric(timeline)}{" "}
        <span className="soft">{names.period(timeline.period)}</span>
      </h3>
      <ol>
        {shown.map((saying) => (
          <li key={saying.figureId}>
            <Said saying={saying} unit={unit} />
            {saying.move === "first" ? null : (
              <span className={`move is-${saying.move}`}>{words(`forecast.${saying.move}`)}</span>
            )}
            {saying.outcome ? (
              <span className={`outcome is-${saying.outcome}`}>{words(`forecast.${saying.outcome}`)}</span>
            ) : null}
          </li>
        ))}
        {result ? (
          <li className="result">
            <Said saying={result} unit={unit} />
            <b>{words("forecast.became")}</b>
          </li>
        ) : null}
      </ol>
    </div>
  );
}

function Said({ saying, unit }: { saying: Saying; unit: string }) {
  const words = useWords();
  const counted = countedIn(saying.high ?? saying.low ?? "0", unit, words.language);
  const value = inScale(saying, counted);
  return (
    <>
      <span className="count">{dayName(words, { sortAt: saying.at, isDated: saying.isDated })}</span>
      <Link
        to="/documents/$documentId"
        params={{ documentId: saying.documentId }}
        search={{ page: saying.page, start: saying.start, end: saying.end, version: saying.versionId }}
        title={saying.text}
      >
        {counted.name === "%" ? `${value}%` : `${value} ${counted.name}`}
      </Link>
      <span className="soft">{saying.source}</span>
    </>
  );
}
