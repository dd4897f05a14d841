// web/src/reader/find-panel.tsx: find in the document: every match with its page, Enter to walk them.

import { useState } from "react";
import type { DocumentMatch } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { wholeWords } from "./places.ts";
import { useReading } from "./reading-context.ts";

interface FindPanelProps {
  query: string;
  setQuery: (query: string | null) => void;
  answer: { matches: DocumentMatch[]; total: number } | undefined;
  isPending: boolean;
}

export function FindPanel({ query, setQuery, answer, isPending }: FindPanelProps) {
  const words = useWords();
  const { pages, goToPlace } = useReading();
  const [at, setAt] = useState(-1);
  const matches = query.trim() === "" ? [] : (answer?.matches ?? []);
  const go = (index: number) => {
    const match = matches[index];
    if (!match) return;
    setAt(index);
    goToPlace(match);
    document.getElementById(`match-${index}`)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <div className="find-panel" role="search" aria-label={words("reader.find")}>
      <div className="row">
        <input
          id="find-in-document"
          className="input"
          style={{ flex: 1 }}
          aria-label={words("reader.find")}
          placeholder={words("reader.find")}
          autoComplete="off"
          value={query}
          // biome-ignore lint/a11y/noAutofocus: it opens on the person's own press
          autoFocus
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(-1);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Escape") setQuery(null);
            if (event.key === "Enter" && matches.length > 0)
              go((at + (event.shiftKey ? -1 : 1) + matches.length) % matches.length);
          }}
        />
        <span className="quiet nowrap" role="status">
          {query.trim() === ""
            ? null
            : isPending && !answer
              ? words("state.loading")
              : words("reader.matches", { count: answer?.total ?? 0 })}
        </span>
        <button type="button" className="btn plain" onClick={() => setQuery(null)}>
          {words("action.close")}
        </button>
      </div>
      {matches.length > 0 ? (
        <ol className="match-list">
          {matches.map((match, index) => (
            <li key={`${match.start}-${match.end}`} id={`match-${index}`}>
              <button
                type="button"
                aria-current={index === at ? "true" : undefined}
                onClick={() => go(index)}
              >
                {pages.length > 1 ? (
                  <span className="count">
                    {words("cite.page", { page: pages[match.page - 1]?.label ?? match.page })}
                  </span>
                ) : null}{" "}
                {wholeWords(match.before, "before")}
                <mark>{match.text}</mark>
                {wholeWords(match.after, "after")}
              </button>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}
