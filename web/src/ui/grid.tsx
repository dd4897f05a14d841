// web/src/ui/grid.tsx: a long table: virtual rows, sorting by the server, columns to choose and resize.
//
// Only the rows in view are in the page, so a library of 100,000 documents scrolls like one of a hundred.

import { Menu } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/i18n.ts";

export interface Column<Row> {
  key: string;
  title: string;
  /** CSS pixels at first. */
  width: number;
  isNumber?: boolean;
  /** The head is read aloud but not shown: the column is too narrow for it. */
  isBare?: boolean;
  /** Takes the space that is left. */
  isWide?: boolean;
  /** Hidden until chosen. */
  isExtra?: boolean;
  /** Order this head asks for; the second press asks for `reverse`. */
  order?: string;
  reverse?: string;
  cell: (row: Row) => ReactNode;
}

interface GridProps<Row> {
  name: string;
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  total: number;
  idOf: (row: Row) => string;
  order: string;
  onOrder: (order: string) => void;
  rowHeight?: number;
  current: string | null;
  marked?: ReadonlySet<string>;
  onMark?: (id: string) => void;
  onPoint: (id: string) => void;
  onOpen: (id: string) => void;
  /** Two lines for a narrow window. */
  narrow: (row: Row) => ReactNode;
  hidden: ReadonlySet<string>;
  hasMore: boolean;
  loadMore: () => void;
}

const NARROW_PX = 768;
const NARROW_ROW = 56;
const LEAST_WIDTH = 40;

function useIsNarrow(): boolean {
  const query = `(max-width: ${NARROW_PX - 1}px)`;
  const [isNarrow, setNarrow] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const watch = matchMedia(query);
    const update = () => setNarrow(watch.matches);
    watch.addEventListener("change", update);
    return () => watch.removeEventListener("change", update);
  }, [query]);
  return isNarrow;
}

export function Grid<Row>(props: GridProps<Row>) {
  const { columns, rows, idOf, rowHeight = 32, hasMore, loadMore, current } = props;
  const words = useWords();
  const isNarrow = useIsNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const [widths, setWidths] = useState<Record<string, number>>({});
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? NARROW_ROW : rowHeight),
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height makes every size new
  useEffect(() => virtual.measure(), [rowHeight, isNarrow]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) loadMore();
  }, [hasMore, last, loadMore, rows.length]);
  const currentIndex = current === null ? -1 : rows.findIndex((row) => idOf(row) === current);
  useEffect(() => {
    if (currentIndex >= 0) virtual.scrollToIndex(currentIndex, { align: "auto" });
  }, [currentIndex, virtual]);

  const shown = columns.filter(({ key }) => !props.hidden.has(key));
  const least = shown.reduce((sum, { key, width }) => sum + (widths[key] ?? width), props.onMark ? 32 : 0);
  const template = [
    ...(props.onMark ? ["32px"] : []),
    ...shown.map(({ key, width, isWide }) => {
      const pixels = widths[key] ?? width;
      return isWide && widths[key] === undefined ? `minmax(${pixels}px, 1fr)` : `${pixels}px`;
    }),
  ].join(" ");
  return (
    <div
      ref={scroller}
      className={isNarrow ? "grid narrow" : "grid"}
      role="table"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={props.total}
    >
      {isNarrow ? null : (
        <div className="grid-head" role="row" style={{ gridTemplateColumns: template, minWidth: least }}>
          {props.onMark ? (
            <span role="columnheader">
              <span className="hidden-word">{words("doc.select")}</span>
            </span>
          ) : null}
          {shown.map((column) => (
            <HeadCell
              key={column.key}
              column={column}
              order={props.order}
              onOrder={props.onOrder}
              onWidth={(width) =>
                setWidths((before) => ({ ...before, [column.key]: Math.max(LEAST_WIDTH, width) }))
              }
            />
          ))}
        </div>
      )}
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map(({ index, start, size }) => {
          const row = rows[index]!;
          const id = idOf(row);
          return (
            <div
              key={id}
              className="grid-row"
              role="row"
              aria-rowindex={index + 1}
              aria-current={id === current ? "true" : undefined}
              style={{
                position: "absolute",
                top: start,
                left: 0,
                right: 0,
                height: size,
                ...(isNarrow ? {} : { gridTemplateColumns: template, minWidth: least }),
              }}
              onClick={() => props.onPoint(id)}
              onDoubleClick={() => props.onOpen(id)}
            >
              {props.onMark ? (
                <span role="cell" className="grid-mark">
                  <input
                    type="checkbox"
                    aria-label={words("doc.select")}
                    checked={props.marked?.has(id) ?? false}
                    onChange={() => props.onMark?.(id)}
                  />
                </span>
              ) : null}
              {isNarrow ? (
                <div role="cell" className="grid-narrow">
                  {props.narrow(row)}
                </div>
              ) : (
                shown.map((column) => (
                  <span
                    key={column.key}
                    role="cell"
                    className={column.isNumber ? "number" : undefined}
                    onMouseEnter={nameWhenCut}
                  >
                    {column.cell(row)}
                  </span>
                ))
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Text that its column cuts is shown whole when one points at it, unless the cell says something better. */
function nameWhenCut({ currentTarget: cell }: React.MouseEvent<HTMLElement>): void {
  const isCut = cell.scrollWidth > cell.clientWidth;
  if (cell.querySelector("[title]") === null) cell.title = isCut ? (cell.textContent ?? "") : "";
}

function HeadCell<Row>(props: {
  column: Column<Row>;
  order: string;
  onOrder: (order: string) => void;
  onWidth: (width: number) => void;
}) {
  const { key, title, order, reverse, isNumber, isBare } = props.column;
  const cell = useRef<HTMLSpanElement>(null);
  const isForward = order !== undefined && props.order === order;
  const isReverse = reverse !== undefined && props.order === reverse;
  const startResize = (event: React.PointerEvent<HTMLSpanElement>) => {
    const handle = event.currentTarget;
    const from = event.clientX;
    const width = cell.current?.offsetWidth ?? 0;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => props.onWidth(width + moved.clientX - from);
    const end = () => handle.removeEventListener("pointermove", move);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  };
  return (
    <span
      ref={cell}
      role="columnheader"
      className={isNumber ? "number" : undefined}
      aria-sort={isForward ? "ascending" : isReverse ? "descending" : undefined}
      data-column={key}
    >
      {order ? (
        <button type="button" onClick={() => props.onOrder(isForward && reverse ? reverse : order)}>
          {title}
        </button>
      ) : (
        <span className={isBare ? "hidden-word" : undefined}>{title}</span>
      )}
      <span className="grid-resize" aria-hidden="true" onPointerDown={startResize} />
    </span>
  );
}

/** Which columns are hidden, kept in this browser under the grid's name. */
export function useHidden<Row>(name: string, columns: readonly Column<Row>[]) {
  const stored = `dossier-columns-${name}`;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => {
    const kept = localStorage.getItem(stored);
    if (kept !== null) return new Set(kept.split(",").filter(Boolean));
    return new Set(columns.filter(({ isExtra }) => isExtra).map(({ key }) => key));
  });
  const toggle = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    localStorage.setItem(stored, [...next].join(","));
    setHidden(next);
  };
  return { hidden, toggle };
}

export function ColumnMenu<Row>(props: {
  columns: readonly Column<Row>[];
  hidden: ReadonlySet<string>;
  toggle: (key: string) => void;
}) {
  const words = useWords();
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <button type="button" className="btn plain only-wide">
          {words("grid.columns")}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {props.columns.map(({ key, title }) => (
          <Menu.CheckboxItem key={key} checked={!props.hidden.has(key)} onChange={() => props.toggle(key)}>
            {title}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
