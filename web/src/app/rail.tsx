// web/src/app/rail.tsx: topics and saved searches at the side, each with what is new.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { savedSearchesQuery, topicsQuery } from "../api/queries.ts";
import type { SavedSearch } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { addressOfRequest } from "../search/request.ts";
import { countName } from "../ui/format.ts";

const New = ({ count }: { count: number }) => <span className={count > 0 ? "new" : "count"}>{count}</span>;

/** What is new stands out, how many there are stays in the background. */
function Counts({ newCount, total }: { newCount: number; total: number }) {
  const words = useWords();
  const said =
    newCount > 0 ? words("nav.newAndAll", { count: newCount, total }) : words("nav.allDocuments", { total });
  return (
    <span className="counts" title={said}>
      <span className="hidden-word">{said}</span>
      <span aria-hidden="true">
        {newCount > 0 ? <b className="new">{countName(newCount, words.language)}</b> : null}{" "}
        <span className="count">{countName(total, words.language)}</span>
      </span>
    </span>
  );
}

function SavedLink({ saved }: { saved: SavedSearch }) {
  return (
    <li>
      <Link to="/search" search={addressOfRequest(saved.request)} activeOptions={{ includeSearch: true }}>
        <span title={saved.name}>{saved.name}</span>
        <New count={saved.newCount} />
      </Link>
      {saved.request.query && saved.request.query !== saved.name ? (
        <span className="query">{saved.request.query}</span>
      ) : null}
    </li>
  );
}

export function RailContent() {
  const words = useWords();
  const topics = useQuery(topicsQuery);
  const saved = useQuery(savedSearchesQuery);
  return (
    <>
      <h2>
        {words("nav.topics")}
        <Link to="/topics" aria-label={words("topics.manage")} title={words("topics.manage")}>
          +
        </Link>
      </h2>
      <ul>
        {(topics.data ?? []).map((topic) => (
          <li key={topic.id}>
            <Link
              to="/topics/$topicId"
              params={{ topicId: topic.id }}
              activeOptions={{ includeSearch: false }}
            >
              <span title={topic.name}>{topic.name}</span>
              <Counts newCount={topic.newCount} total={topic.documentCount} />
            </Link>
          </li>
        ))}
        {topics.data?.length === 0 ? <li className="small quiet">{words("topics.none")}</li> : null}
      </ul>
      {saved.data && saved.data.length > 0 ? (
        <>
          <h2>{words("search.saved")}</h2>
          <ul>
            {saved.data.map((one) => (
              <SavedLink key={one.id} saved={one} />
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** A page with the rail at its side. */
export function Desk({ children, className }: { children: ReactNode; className?: string }) {
  const words = useWords();
  return (
    <div className={className ? `desk ${className}` : "desk"}>
      <nav className="rail" aria-label={words("nav.rail")}>
        <RailContent />
      </nav>
      {children}
    </div>
  );
}
