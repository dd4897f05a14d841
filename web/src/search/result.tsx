// web/src/search/result.tsx: one document that matches, with its best passages, their neighbours and why.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { neighboursQuery } from "../api/queries.ts";
import type { SearchHit, SearchResult } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import type { Place } from "../ui/cite-text.ts";
import { langOf } from "../ui/format.ts";
import { splitByMarks } from "../ui/marks.ts";
import { dayName } from "../ui/names.ts";
import { Bones } from "../ui/states.tsx";

const SHOWN = 3;

/** The first marked words of a hit, else its whole passage. */
export function placeOfHit(hit: SearchHit): Place {
  const first = hit.marks[0];
  return {
    page: hit.page,
    version: hit.versionId,
    start: first ? hit.snippetStart + first.start : hit.start,
    end: first ? hit.snippetStart + first.end : hit.end,
  };
}

export function Result(props: { result: SearchResult; isCurrent: boolean; onPoint: () => void }) {
  const words = useWords();
  const { result } = props;
  const [isOpen, setOpen] = useState(false);
  const hits = isOpen ? result.hits : result.hits.slice(0, SHOWN);
  return (
    <article
      id={`row-${result.documentId}`}
      className="doc result"
      aria-current={props.isCurrent ? "true" : undefined}
      aria-label={result.title}
      onClick={props.onPoint}
    >
      <div>
        <div className="meta">
          <span className="kind">{words(`kind.${result.kind}`)}</span>
          {result.source ? <span className="src">{result.source}</span> : null}
          <span>{dayName(words, result)}</span>
          {result.storySize > 1 ? <span>{words("story.size", { count: result.storySize })}</span> : null}
        </div>
        <h2 className="title" lang={langOf(result.language)}>
          <Link to="/documents/$documentId" params={{ documentId: result.documentId }}>
            {result.title}
          </Link>
        </h2>
        <ul className="hits">
          {hits.map((hit) => (
            <Hit key={hit.passageId} hit={hit} language={result.language} />
          ))}
        </ul>
        {result.hits.length > SHOWN && !isOpen ? (
          <button type="button" className="link small" onClick={() => setOpen(true)}>
            {words("search.moreHits", { count: result.hits.length - SHOWN })}
          </button>
        ) : null}
        {result.hitCount > result.hits.length && (isOpen || result.hits.length <= SHOWN) ? (
          <span className="small quiet"> {words("search.hitCount", { count: result.hitCount })}</span>
        ) : null}
      </div>
    </article>
  );
}

function Hit({ hit, language }: { hit: SearchHit; language: string }) {
  const words = useWords();
  const [isWide, setWide] = useState(false);
  const marks = hit.marks.map(({ start, end }) => ({ start, end, kind: "found" as const }));
  return (
    <li>
      {isWide ? (
        <Around passageId={hit.passageId} language={language} />
      ) : (
        <Link
          to="/documents/$documentId"
          params={{ documentId: hit.documentId }}
          search={placeOfHit(hit)}
          className="snippet-text"
          lang={langOf(language)}
        >
          {hit.snippetStart > hit.start ? "…" : ""}
          {splitByMarks(hit.snippet, 0, marks).map((segment) =>
            segment.kinds.length > 0 ? (
              <mark key={segment.start}>{segment.text}</mark>
            ) : (
              <span key={segment.start}>{segment.text}</span>
            ),
          )}
          {hit.snippetStart + hit.snippet.length < hit.end ? "…" : ""}
        </Link>
      )}
      <p className="hit-foot">
        <span>
          {words("cite.page", { page: hit.pageLabel ?? hit.page })}
          {hit.heading ? ` · ${hit.heading}` : ""}
        </span>
        {hit.marks.length === 0 ? (
          <b className="soft">
            {hit.why.length > 0
              ? words("search.matchedBy", { why: words.clauses(hit.why) })
              : words("search.matchedElsewhere")}
          </b>
        ) : hit.why.length > 0 ? (
          <span title={words("search.whyHint")}>{hit.why.join("; ")}</span>
        ) : null}
        <button type="button" className="link" onClick={() => setWide(!isWide)}>
          {words(isWide ? "search.narrow" : "search.neighbours")}
        </button>
        <Link to="/search" search={{ like: hit.passageId }} className="link">
          {words("search.moreLikeThis")}
        </Link>
      </p>
    </li>
  );
}

/** The passage with what stands before and after it. */
function Around({ passageId, language }: { passageId: string; language: string }) {
  const found = useQuery(neighboursQuery(passageId));
  if (!found.data) return <Bones lines={3} />;
  const { before, passage, after } = found.data;
  return (
    <div className="around" lang={langOf(language)}>
      {before.map(({ id, text }) => (
        <p key={id} className="quiet">
          {text}
        </p>
      ))}
      <p>{passage.text}</p>
      {after.map(({ id, text }) => (
        <p key={id} className="quiet">
          {text}
        </p>
      ))}
    </div>
  );
}
