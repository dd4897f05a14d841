// web/src/topic/changes-strip.tsx: what became of the topic's figures since the last visit: new, revised, contradicted, withdrawn.

import "../styles/table.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { topicChangesQuery } from "../api/queries.ts";
import type { ChangeName, TopicChange } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { VerdictGlyph } from "../ui/icons.tsx";
import { dayName, relationName, useNames } from "../ui/names.ts";
import { shownValue } from "../ui/value.ts";
import { worthALook } from "./changes.ts";

const SHOWN = 4;
const MOST = 40;
const COUNTED: readonly ChangeName[] = ["new", "revised", "contradicted", "withdrawn", "confirmed"];

/** Counts in words, for the line above the strip. */
export function ChangeCounts({ topicId }: { topicId: string }) {
  const words = useWords();
  const { data } = useQuery(topicChangesQuery(topicId));
  if (!data) return null;
  return COUNTED.map((name) => {
    const count = data.counts[name] ?? 0;
    return count > 0 ? <span key={name}>{words(`changes.count.${name}`, { count })}</span> : null;
  });
}

export function ChangesStrip({ topicId }: { topicId: string }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(topicChangesQuery(topicId));
  const shown = useMemo(() => worthALook(data?.changes ?? []), [data]);
  if (shown.length === 0) return null;
  return (
    <section className="changes" aria-label={words("changes.title")}>
      <ul className={isOpen ? "open" : undefined} tabIndex={isOpen ? undefined : 0}>
        {shown.slice(0, isOpen ? MOST : SHOWN).map((change) => (
          <ChangeCell key={`${change.change}-${change.figure.id}`} change={change} />
        ))}
      </ul>
      {shown.length > SHOWN ? (
        <button type="button" className="link small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words("changes.fewer") : words("changes.all", { count: Math.min(shown.length, MOST) })}
        </button>
      ) : null}
    </section>
  );
}

function ChangeCell({ change: { change, figure, before } }: { change: TopicChange }) {
  const words = useWords();
  const names = useNames();
  const { value, unit } = shownValue(figure, words.language);
  const [was] = before;
  const old = was ? shownValue(was, words.language) : null;
  return (
    <li>
      <p className="small row">
        {change === "contradicted" ? (
          <span className="verdict v-conflict">
            <VerdictGlyph verdict="conflict" />
            {words("changes.is.contradicted")}
          </span>
        ) : (
          <b>{words(`changes.is.${change}`)}</b>
        )}
        <span className="quiet end">
          {figure.isDated ? figure.sortAt.slice(5, 10) : dayName(words, figure)}
        </span>
      </p>
      <p className="small soft">
        {[
          names.entity(figure),
          names.metric(figure),
          relationName(words, figure.relation),
          figure.period ? names.period(figure.period.label) : "",
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
      <p>
        <Link
          to="/documents/$documentId"
          params={{ documentId: figure.documentId }}
          search={{ page: figure.page, start: figure.start, end: figure.end, version: figure.versionId }}
          className={change === "withdrawn" ? "value rejected" : "value"}
          title={figure.quote}
        >
          {value}
        </Link>{" "}
        <span className="small quiet">{unit}</span>
      </p>
      <p className="small quiet">
        {old && was
          ? words("changes.was", { value: `${old.value} ${old.unit}`.trim(), source: was.sourceName })
          : [figure.sourceName, figure.nature === "actual" ? "" : words(`nature.${figure.nature}`)]
              .filter(Boolean)
              .join(" ")}
      </p>
    </li>
  );
}
