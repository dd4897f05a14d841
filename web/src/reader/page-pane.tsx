// web/src/reader/page-pane.tsx: the pages as printed, one under the other, with boxes over cited words.
//
// Sizes are known before any picture is drawn, so scrolling to page 180 is exact. Pictures are asked for in
// steps of 200 px of screen width: a resize by a pixel draws nothing anew.

import { useElementSize } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { queryString } from "../api/client.ts";
import { boxesQuery, pageBoxesQuery } from "../api/queries.ts";
import type { Box, PageInfo } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { labelOf } from "../ui/format.ts";
import type { Mark, MarkKind } from "../ui/marks.ts";
import { useReading } from "./reading-context.ts";

const GAP = 16;
const SIDE = 24;
const WIDEST = 920;
const PICTURE_STEP = 200;
const PICTURE_MOST = 2400;
/** A quote longer than this is a passage: its boxes would hide the page. */
const MOST_BOXES = 120;
/** As many as the server answers at once. */
const MOST_MARKS = 500;

/** Address of a page's picture; `width` in CSS pixels. */
export function pictureUrl(documentId: string, versionId: string, page: number, width: number): string {
  const pixels = width * (globalThis.devicePixelRatio ?? 1);
  const rounded = Math.min(
    PICTURE_MOST,
    Math.max(PICTURE_STEP, Math.ceil(pixels / PICTURE_STEP) * PICTURE_STEP),
  );
  return `/api/documents/${documentId}/pages/${page}/picture${queryString({ version: versionId, width: rounded })}`;
}

export const heightOf = (page: PageInfo, width: number): number =>
  Math.round((width * (page.heightPt ?? 842)) / (page.widthPt ?? 595));

export function PagePane({ zoom }: { zoom: number }) {
  const words = useWords();
  const { document, versionId, pages, jump, setPage, page } = useReading();
  const { ref: sizeRef, width: paneWidth } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement | null>(null);
  const width = Math.round(Math.min(WIDEST, Math.max(240, paneWidth - 2 * SIDE)) * zoom);
  const virtual = useVirtualizer({
    count: pages.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(pages[index]!, width) + GAP,
    overscan: 1,
    paddingStart: 4,
    paddingEnd: GAP,
  });
  // Boxes of the place one goes to tell how far down its page it is.
  const hasPlace = jump.start !== null && jump.end !== null;
  const place = useQuery({
    ...boxesQuery(document.id, versionId, jump.start ?? 0, jump.end ?? 0),
    enabled: hasPlace,
  });
  const firstBox = hasPlace ? place.data?.boxes[0] : undefined;
  const isPlaced = !hasPlace || place.data !== undefined || place.isError;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new width makes every size new
  useEffect(() => virtual.measure(), [width]);
  const isMeasured = paneWidth > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: go once an order, when its place is known
  useEffect(() => {
    if (!isMeasured || !isPlaced) return;
    const number = firstBox?.page ?? jump.page;
    const info = pages[number - 1];
    if (!info) return;
    const [top] = virtual.getOffsetForIndex(number - 1, "start") ?? [0];
    const down = firstBox
      ? heightOf(info, width) * firstBox.y0 - (scroller.current?.clientHeight ?? 0) / 3
      : 0;
    virtual.scrollToOffset(Math.max(0, top + Math.max(0, down)));
  }, [jump, isPlaced, isMeasured, firstBox?.page, firstBox?.y0]);

  const onScroll = () => {
    const node = scroller.current;
    if (!node) return;
    const middle = node.scrollTop + node.clientHeight / 3;
    // By offset, not by the items on screen: after a jump those are still the old ones.
    const at = virtual.getVirtualItemForOffset(middle);
    if (at && at.index + 1 !== page) setPage(at.index + 1);
  };
  return (
    <div
      className="scroller pages"
      tabIndex={0}
      role="group"
      aria-label={words("reader.pages")}
      ref={(node) => {
        scroller.current = node;
        sizeRef(node);
      }}
      onScroll={onScroll}
    >
      <div
        style={{
          height: virtual.getTotalSize(),
          width: Math.max(width, 1),
          position: "relative",
          margin: "0 auto",
        }}
      >
        {isMeasured
          ? virtual
              .getVirtualItems()
              .map(({ index, start }) => (
                <PrintedPage key={index} info={pages[index]!} width={width} top={start} />
              ))
          : null}
      </div>
    </div>
  );
}

function PrintedPage({ info, width, top }: { info: PageInfo; width: number; top: number }) {
  const words = useWords();
  const { document, versionId, marks, setDrawn } = useReading();
  const [state, setState] = useState<"drawing" | "drawn" | "failed">("drawing");
  const height = heightOf(info, width);
  const here = marks.filter((mark) => mark.start < info.end && mark.end > info.start);
  const label = words("cite.page", { page: labelOf(info) });
  return (
    <div
      className="printed"
      data-page={info.number}
      style={{ position: "absolute", top, left: 0, width, height }}
      aria-busy={state === "drawing"}
    >
      {state === "failed" ? (
        <p className="page-note">{words("reader.notDrawn")}</p>
      ) : (
        <img
          src={pictureUrl(document.id, versionId, info.number, width)}
          width={width}
          height={height}
          alt={label}
          draggable={false}
          fetchPriority="high"
          onLoad={() => {
            setState("drawn");
            setDrawn();
          }}
          onError={() => {
            setState("failed");
            setDrawn();
          }}
        />
      )}
      {state === "drawing" ? (
        <p className="page-note quiet">{words("reader.drawing", { page: info.number })}</p>
      ) : null}
      {info.marks.includes("needs-ocr") ? <p className="page-note foot">{words("reader.needsOcr")}</p> : null}
      {info.marks.includes("damaged") ? <p className="page-note foot">{words("reader.damaged")}</p> : null}
      <MarkBoxes marks={here} page={info.number} />
    </div>
  );
}

/** The boxes of the marks on this page, asked for together; the place one went to has its own, known already. */
function MarkBoxes({ marks, page }: { marks: readonly Mark[]; page: number }) {
  const { document, versionId } = useReading();
  const now = marks.find(({ kind }) => kind === "now");
  const others = marks.filter(({ kind }) => kind !== "now").slice(0, MOST_MARKS);
  const place = useQuery({
    ...boxesQuery(document.id, versionId, now?.start ?? 0, now?.end ?? 0),
    enabled: now !== undefined,
  });
  const all = useQuery(pageBoxesQuery(document.id, versionId, page, others));
  const found = new Map(all.data?.quotes.map(({ start, end, boxes }) => [`${start}-${end}`, boxes]));
  return (
    <>
      {others.map(({ kind, start, end }) => (
        <Boxes key={`${kind}-${start}-${end}`} kind={kind} boxes={found.get(`${start}-${end}`)} page={page} />
      ))}
      {now ? <Boxes kind="now" boxes={place.data?.boxes} page={page} /> : null}
    </>
  );
}

/** One box a line, so a quote over lines, columns or pages has several; those of other pages are left out. */
function Boxes({
  kind,
  boxes = [],
  page,
}: {
  kind: MarkKind;
  boxes?: readonly Box[] | undefined;
  page: number;
}) {
  const percent = (fraction: number) => `${fraction * 100}%`;
  return boxes
    .filter((box) => box.page === page)
    .slice(0, MOST_BOXES)
    .map((box) => (
      <span
        key={`${box.x0}-${box.y0}`}
        className={`box on-${kind}`}
        style={{
          left: percent(box.x0),
          top: percent(box.y0),
          width: percent(box.x1 - box.x0),
          height: percent(box.y1 - box.y0),
        }}
      />
    ));
}
