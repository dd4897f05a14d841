// web/src/reader/page-bar.tsx: page and citation arrows, page by number or label, zoom, text view, find.

import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { useWords } from "../i18n/i18n.ts";
import { labelOf } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { pageByName, stepCitation } from "./places.ts";
import { useReading } from "./reading-context.ts";
import { zoomStep } from "./zoom.ts";

interface PageBarProps {
  isPrinted: boolean;
  isText: boolean;
  zoom: number;
  setZoom: (zoom: number) => void;
  isFinding: boolean;
  setFinding: (query: string | null) => void;
}

export function PageBar({ isPrinted, isText, zoom, setZoom, isFinding, setFinding }: PageBarProps) {
  const words = useWords();
  const navigate = useNavigate();
  const { pages, document } = useReading();
  return (
    <div className="page-bar" role="toolbar" aria-label={words("reader.tools")}>
      {pages.length > 1 ? <PageTurner /> : null}
      <CitationTurner />
      {isPrinted && !isText ? (
        <span className="group only-wide">
          <button
            type="button"
            className="btn plain square"
            aria-label={words("reader.zoomOut")}
            onClick={() => setZoom(zoomStep(zoom, -1))}
          >
            −
          </button>
          <button type="button" className="btn plain" aria-pressed={zoom === 1} onClick={() => setZoom(1)}>
            {zoom === 1 ? words("reader.fit") : `${Math.round(zoom * 100)} %`}
          </button>
          <button
            type="button"
            className="btn plain square"
            aria-label={words("reader.zoomIn")}
            onClick={() => setZoom(zoomStep(zoom, 1))}
          >
            +
          </button>
        </span>
      ) : null}
      <span className="group">
        <button
          type="button"
          className="btn plain"
          aria-pressed={isText}
          onClick={() =>
            void navigate({
              to: "/documents/$documentId",
              params: { documentId: document.id },
              search: (before) => ({ ...before, view: isText ? undefined : ("text" as const) }),
              replace: true,
            })
          }
        >
          {words("reader.text")}
        </button>
        <button
          type="button"
          className="btn plain"
          aria-pressed={isFinding}
          aria-label={words("reader.find")}
          onClick={() => setFinding(isFinding ? null : "")}
        >
          <Icon name="search" />
        </button>
      </span>
    </div>
  );
}

function PageTurner() {
  const words = useWords();
  const { pages, page, goToPage } = useReading();
  const info = pages[page - 1];
  const label = info ? labelOf(info) : null;
  const [text, setText] = useState(String(page));
  const [isUnknown, setUnknown] = useState(false);
  useEffect(() => setText(label ?? String(page)), [page, label]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const to = pageByName(pages, text);
    setUnknown(to === null);
    if (to !== null) goToPage(to);
  };
  return (
    <form className="group" onSubmit={submit}>
      <button
        type="button"
        className="btn plain square"
        aria-label={words("reader.previousPage")}
        disabled={page <= 1}
        onClick={() => goToPage(page - 1)}
      >
        <Icon name="prev" />
      </button>
      <input
        id="page-number"
        className="input page-number"
        aria-label={words("reader.pageNumber")}
        aria-invalid={isUnknown}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
      <span className="quiet nowrap">
        {label !== null && label !== String(page) ? words("reader.physical", { page }) : null} /{" "}
        {pages.length}
      </span>
      <button
        type="button"
        className="btn plain square"
        aria-label={words("reader.nextPage")}
        disabled={page >= pages.length}
        onClick={() => goToPage(page + 1)}
      >
        <Icon name="next" />
      </button>
    </form>
  );
}

function CitationTurner() {
  const words = useWords();
  const { citations, current, goToPlace } = useReading();
  if (citations.length === 0) return null;
  const sorted = [...citations].sort((a, b) => a.start - b.start || a.end - b.end);
  const at = current
    ? sorted.findIndex(({ start, end }) => start === current.start && end === current.end)
    : -1;
  const step = (by: 1 | -1) => {
    const next = stepCitation(citations, current, by);
    if (next) goToPlace(next);
  };
  return (
    <span className="group">
      <button
        type="button"
        className="btn plain square"
        aria-label={words("reader.previousCitation")}
        onClick={() => step(-1)}
      >
        <Icon name="prev" />
      </button>
      <span className="nowrap" aria-live="polite">
        <span className="citation-word only-wide">{words("reader.citation")} </span>
        {at >= 0 ? at + 1 : "–"} <span className="quiet">/ {citations.length}</span>
      </span>
      <button
        type="button"
        className="btn plain square"
        aria-label={words("reader.nextCitation")}
        onClick={() => step(1)}
      >
        <Icon name="next" />
      </button>
    </span>
  );
}
