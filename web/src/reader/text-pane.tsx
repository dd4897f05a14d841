// web/src/reader/text-pane.tsx: the text of the pages, to select, quote and copy; the same marks as the page.

import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, useEffect, useRef } from "react";
import { pageTextQuery } from "../api/queries.ts";
import type { PageText } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { langOf } from "../ui/format.ts";
import { type Mark, splitByMarks } from "../ui/marks.ts";
import { Bones, Failure } from "../ui/states.tsx";
import { useReading } from "./reading-context.ts";
import { useSelection } from "./selection-bar.tsx";

const GUESSED_HEIGHT = 900;
/** Rows of a table shown as cells; a longer one goes on as lines of text. */
const MOST_ROWS = 2000;

export function TextPane() {
  const { document, pages, jump, setPage, page, current } = useReading();
  const scroller = useRef<HTMLDivElement>(null);
  const onSelect = useSelection(textPlace);
  const virtual = useVirtualizer({
    count: pages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => GUESSED_HEIGHT,
    overscan: 1,
  });
  useEffect(() => virtual.scrollToIndex(jump.page - 1, { align: "start" }), [jump, virtual]);
  const onScroll = () => {
    const node = scroller.current;
    if (!node) return;
    const middle = node.scrollTop + node.clientHeight / 3;
    // By offset, not by the items on screen: after a jump those are still the old ones.
    const at = virtual.getVirtualItemForOffset(middle);
    if (at && at.index + 1 !== page) setPage(at.index + 1);
  };
  // A page that is measured moves those below it without a scroll: the page in view is another then.
  const height = virtual.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new height asks for it
  useEffect(onScroll, [height]);
  return (
    <div
      className="scroller text-view"
      tabIndex={0}
      ref={scroller}
      onScroll={onScroll}
      onMouseUp={onSelect}
      onKeyUp={onSelect}
    >
      <div style={{ height, position: "relative" }} lang={langOf(document.language)}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            data-index={index}
            ref={virtual.measureElement}
            style={{ position: "absolute", top: start, left: 0, right: 0 }}
          >
            <TextPage number={pages[index]!.number} target={current} />
          </div>
        ))}
      </div>
    </div>
  );
}

function TextPage({ number, target }: { number: number; target: { start: number; end: number } | null }) {
  const words = useWords();
  const { document, versionId, marks, pages, jump, setDrawn } = useReading();
  const text = useQuery(pageTextQuery(document.id, versionId, number));
  const box = useRef<HTMLElement>(null);
  const isReady = text.data !== undefined;
  useEffect(() => {
    if (isReady) setDrawn();
  }, [isReady, setDrawn]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once an order, and when the text has come
  useEffect(() => {
    if (isReady && target && number === jump.page)
      box.current?.querySelector("mark.on-now")?.scrollIntoView({ block: "center" });
  }, [isReady, jump]);
  if (text.error) return <Failure error={text.error} retry={() => void text.refetch()} />;
  // As high as a page is taken to be: short bones would bring a dozen more pages into view, and have them fetched.
  if (!text.data)
    return (
      <div style={{ minHeight: GUESSED_HEIGHT }}>
        <Bones lines={10} />
      </div>
    );
  const info = pages[number - 1];
  return (
    <article ref={box} className="text-page" data-page={number}>
      {pages.length > 1 ? (
        <p className="page-rule">{words("cite.page", { page: text.data.label ?? number })}</p>
      ) : null}
      {info?.marks.includes("needs-ocr") ? <p className="quiet">{words("reader.needsOcr")}</p> : null}
      <Blocks page={text.data} marks={marks} />
    </article>
  );
}

function Blocks({ page, marks }: { page: PageText; marks: readonly Mark[] }) {
  const here = marks.filter((mark) => mark.start < page.end && mark.end > page.start);
  if (page.blocks.length === 0) return <Lines text={page.text} start={page.start} marks={here} />;
  return page.blocks.map((block) => {
    const start = Math.max(block.start, page.start);
    const end = Math.min(block.end, page.end);
    const text = page.text.slice(start - page.start, end - page.start);
    const inline = <Marked key={block.start} text={text} start={start} marks={here} />;
    switch (block.kind) {
      case "title":
      case "heading":
        return (
          <h2 key={block.start} className={block.kind}>
            {inline}
          </h2>
        );
      case "table":
        return <Rows key={block.start} text={text} start={start} marks={here} />;
      case "code":
        return <pre key={block.start}>{inline}</pre>;
      default:
        return (
          <p key={block.start} className={block.kind}>
            {inline}
          </p>
        );
    }
  });
}

function Lines({ text, start, marks }: { text: string; start: number; marks: readonly Mark[] }) {
  return (
    <p className="lines">
      <Marked text={text} start={start} marks={marks} />
    </p>
  );
}

/** A table's text is its rows: cells parted by tabs, rows by line feeds. */
function Rows({ text, start, marks }: { text: string; start: number; marks: readonly Mark[] }) {
  let at = start;
  const rows = text.split("\n").map((row) => {
    const cells = row.split("\t").map((cell) => {
      const placed = { cell, at };
      at += cell.length + 1;
      return placed;
    });
    return cells;
  });
  const rest = rows.slice(MOST_ROWS)[0]?.[0]?.at;
  return (
    <>
      <div className="table-scroll" tabIndex={0}>
        <table>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((cells) => (
              <tr key={cells[0]!.at}>
                {cells.map(({ cell, at: place }) => (
                  <td
                    key={place}
                    className={/^[-+(（−]?[\d,.]+\s*[%）)]?$/.test(cell.trim()) ? "number" : undefined}
                  >
                    <Marked text={cell} start={place} marks={marks} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest === undefined ? null : <Lines text={text.slice(rest - start)} start={rest} marks={marks} />}
    </>
  );
}

function Marked({ text, start, marks }: { text: string; start: number; marks: readonly Mark[] }) {
  return splitByMarks(text, start, marks).map((segment) =>
    segment.kinds.length > 0 ? (
      <mark
        key={segment.start}
        className={segment.kinds.map((kind) => `on-${kind}`).join(" ")}
        data-at={segment.start}
      >
        {segment.text}
      </mark>
    ) : (
      <Fragment key={segment.start}>
        <span data-at={segment.start}>{segment.text}</span>
      </Fragment>
    ),
  );
}

/** Offset in the reading of a point of the text view. */
function textPlace(node: Node, offset: number): number | null {
  const holder = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-at]");
  return holder ? Number(holder.dataset.at) + (node.nodeType === Node.TEXT_NODE ? offset : 0) : null;
}
