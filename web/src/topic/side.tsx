// web/src/topic/side.tsx: what the checks say on a topic, beside its feed; nothing while there is nothing.

import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { findingsQuery } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { reasonText, sumText, VerdictBadge } from "../ui/verdict.tsx";

const SHOWN = 8;
const OPEN = ["conflict", "fails", "different-definition", "superseded", "undecided"];

export function TopicSide({ topicId }: { topicId: string }) {
  const words = useWords();
  const findings = useInfiniteQuery({
    ...findingsQuery({ topicId, isSettled: "false", verdicts: OPEN }),
    retry: false,
  });
  const first = findings.data?.pages[0];
  if (!first || first.findings.length === 0) return null;
  return (
    <aside className="side" aria-label={words("finding.open")}>
      <div className="head">
        <span>{words("finding.open")}</span>
        <Link to="/findings" search={{ topicId }} className="quiet">
          {first.total}
        </Link>
      </div>
      {first.findings.slice(0, SHOWN).map((finding) => (
        <div key={finding.id} className="finding">
          <div className="row">
            <VerdictBadge verdict={finding.verdict} />
            <span className="count end">{finding.createdAt.slice(5, 10)}</span>
          </div>
          {finding.reason ? <p>{reasonText(words, finding)}</p> : null}
          <Link to="/findings" search={{ topicId }} hash={finding.id} className="mono soft">
            {sumText(words, finding)}
          </Link>
        </div>
      ))}
    </aside>
  );
}
