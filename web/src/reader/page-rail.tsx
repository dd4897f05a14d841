// web/src/reader/page-rail.tsx: small pages and the outline; pages the digest does not rest on are pale.

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/i18n.ts";
import { labelOf } from "../ui/format.ts";
import { heightOf, pictureUrl } from "./page-pane.tsx";
import { pageAt } from "./places.ts";
import { useReading } from "./reading-context.ts";

const THUMB = 64;
const LABEL_AND_GAP = 10;

export function PageRail() {
  const words = useWords();
  const { detail, pages } = useReading();
  const isPrinted = pages[0]?.widthPt != null;
  const [tab, setTab] = useState<"pages" | "outline">(isPrinted ? "pages" : "outline");
  return (
    <nav className="pane p-rail" aria-label={words("reader.rail")}>
      <div className="tabs">
        <button
          type="button"
          aria-current={tab === "pages" ? "true" : undefined}
          onClick={() => setTab("pages")}
        >
          {words("reader.pages")}
        </button>
        {detail.outline.length > 0 ? (
          <button
            type="button"
            aria-current={tab === "outline" ? "true" : undefined}
            onClick={() => setTab("outline")}
          >
            {words("reader.outline")}
          </button>
        ) : null}
      </div>
      {tab === "pages" || detail.outline.length === 0 ? isPrinted ? <Thumbs /> : <Numbers /> : <Outline />}
    </nav>
  );
}

function Thumbs() {
  const words = useWords();
  const { document, versionId, pages, page, digest, goToPage, isDrawn } = useReading();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: pages.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(pages[index]!, THUMB) + LABEL_AND_GAP,
    overscan: 4,
  });
  useEffect(() => virtual.scrollToIndex(page - 1, { align: "auto" }), [page, virtual]);
  const unused = new Set(digest?.coverage.unused);
  return (
    <div className="thumbs" ref={scroller}>
      <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const info = pages[index]!;
          return (
            <button
              key={index}
              type="button"
              className={unused.has(info.number) ? "thumb unused" : "thumb"}
              style={{ position: "absolute", top: start, left: 0, right: 0 }}
              aria-current={info.number === page ? "page" : undefined}
              aria-label={words("cite.page", { page: labelOf(info) })}
              onClick={() => goToPage(info.number)}
            >
              <span>{info.label && info.label.length <= 3 ? info.label : info.number}</span>
              <img
                src={isDrawn ? pictureUrl(document.id, versionId, info.number, THUMB) : undefined}
                fetchPriority="low"
                width={THUMB}
                height={heightOf(info, THUMB)}
                alt=""
                loading="lazy"
                draggable={false}
              />
            </button>
          );
        })}
      </div>
    </div>
  );
}

const MOST_NUMBERS = 1000;
function Numbers() {
  const words = useWords();
  const { pages, page, goToPage } = useReading();
  return (
    <div className="thumbs">
      {pages.slice(0, MOST_NUMBERS).map((info) => (
        <button
          key={info.number}
          type="button"
          className="outline-entry"
          aria-current={info.number === page ? "page" : undefined}
          onClick={() => goToPage(info.number)}
        >
          {words("cite.page", { page: labelOf(info) })}
        </button>
      ))}
    </div>
  );
}

const MOST_ENTRIES = 1000;
export function Outline() {
  const { detail, pages, page, goToPage, goToPlace } = useReading();
  const entries = detail.outline.slice(0, MOST_ENTRIES);
  const here = entries.findLastIndex((entry) => entry.page <= page);
  return (
    <div className="thumbs">
      {entries.map((entry, index) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: an outline may say the same twice and never moves
          key={index}
          type="button"
          className="outline-entry"
          style={{ paddingInlineStart: 4 + 8 * Math.min(4, entry.level - 1) }}
          aria-current={index === here ? "true" : undefined}
          onClick={() => {
            const info = pages[pageAt(pages, entry.start)];
            if (info && entry.start > info.start && entry.title.length > 0)
              goToPlace({ page: entry.page, start: entry.start, end: entry.start + entry.title.length });
            else goToPage(entry.page);
          }}
        >
          {entry.title}
        </button>
      ))}
    </div>
  );
}
