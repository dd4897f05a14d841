// web/src/topic/side.tsx: beside the feed of a topic: its key figures over time and what the checks say.

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { findingsQuery, keySeriesQuery, timelinesQuery } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { flagName, reasonText, sumText, VerdictBadge } from "../ui/verdict.tsx";
import { FORECASTS, Forecasts } from "./forecasts.tsx";
import { KEY_FIGURES, KeyFigures } from "./key-figures.tsx";

const SHOWN = 6;
const OPEN = ["conflict", "fails", "different-definition", "superseded", "undecided"];
const sideFindings = (topicId: string) => findingsQuery({ topicId, isSettled: "false", verdicts: OPEN });

/** Nothing at all while there is nothing to show, so that the feed has the room. */
export function TopicSide({ topicId }: { topicId: string }) {
  const words = useWords();
  const series = useQuery({ ...keySeriesQuery(topicId, KEY_FIGURES), retry: false });
  const findings = useInfiniteQuery({ ...sideFindings(topicId), retry: false });
  const hasFindings = (findings.data?.pages[0]?.findings.length ?? 0) > 0;
  const forecasts = useQuery(timelinesQuery(topicId, FORECASTS));
  if (!hasFindings && !series.data?.length && !forecasts.data?.length) return null;
  return (
    <aside className="side" aria-label={words("topic.side")}>
      <KeyFigures topicId={topicId} />
      <OpenFindings topicId={topicId} />
      <Forecasts topicId={topicId} />
    </aside>
  );
}

function OpenFindings({ topicId }: { topicId: string }) {
  const words = useWords();
  const findings = useInfiniteQuery({ ...sideFindings(topicId), retry: false });
  const first = findings.data?.pages[0];
  if (!first || first.findings.length === 0) return null;
  return (
    <section>
      <div className="head">
        <h2>{words("finding.open")}</h2>
        <Link to="/findings" search={{ topicId }} className="quiet">
          {first.total}
        </Link>
      </div>
      {first.findings.slice(0, SHOWN).map((finding) => (
        <div key={finding.id} className="finding">
          <div className="row">
            <VerdictBadge verdict={finding.verdict} name={flagName(words, finding)} />
            <span className="count end">{finding.createdAt.slice(5, 10)}</span>
          </div>
          {finding.reason ? <p>{reasonText(words, finding)}</p> : null}
          <Link to="/findings" search={{ topicId }} hash={finding.id} className="mono soft">
            {sumText(words, finding)}
          </Link>
        </div>
      ))}
    </section>
  );
}
