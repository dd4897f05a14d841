// web/src/pictures/chart.tsx: the one place that runs ECharts; loaded when a picture is first shown.

import { useComputedColorScheme } from "@mantine/core";
import { CustomChart } from "echarts/charts";
import { GridComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Counted } from "../ui/value.ts";
import { type Drawn, heightOf, type Inks, type Panel, pictureOption } from "./option.ts";
import type { Mark } from "./slots.ts";

use([CustomChart, GridComponent, TitleComponent, SVGRenderer, CanvasRenderer]);

export interface ChartProps {
  panels: readonly Panel[];
  counted: Counted;
  isInstant: boolean;
  /** CSS pixels of one panel. */
  panelHeight: number;
  /** What a saved picture says beside each name: the metric and what it is counted in. */
  caption?: string;
  /** Says the whole picture in words. */
  label: string;
  /** A mark is pointed at (its place on the screen) or no longer. */
  onPoint: (mark: Mark | null, at: DOMRect | null) => void;
  onOpen: (mark: Mark) => void;
  /** Gets the way to save the picture once it is drawn. */
  onReady?: (save: (format: "svg" | "png") => string) => void;
}

const PNG_SCALE = 2;
const SAVED_MARGIN = 16;

function inksNow(): Inks {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: token("--ink"),
    ink2: token("--ink-2"),
    ink3: token("--ink-3"),
    rule2: token("--rule-2"),
    conflict: token("--conflict"),
    sheet: token("--sheet"),
    font: token("--font-ui"),
  };
}

export function Chart(props: ChartProps) {
  const { panels, counted, isInstant, panelHeight, label } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(undefined);
  const shapes = useRef<Drawn[]>([]);
  const [width, setWidth] = useState(0);
  const [at, setAt] = useState(-1);
  const scheme = useComputedColorScheme("light");
  const height = heightOf({ panels, panelHeight });
  const calls = useRef(props);
  calls.current = props;

  useEffect(() => {
    const holder = box.current!;
    const drawn = init(holder, null, { renderer: "svg" });
    chart.current = drawn;
    const watch = new ResizeObserver(() => setWidth(holder.clientWidth));
    watch.observe(holder);
    const shapeAt = (event: { data?: unknown }) =>
      Array.isArray(event.data) ? shapes.current[Number(event.data[3])] : undefined;
    drawn.on("mouseover", (event) => {
      const shape = shapeAt(event);
      const point = event.event;
      if (shape?.mark && point)
        calls.current.onPoint(shape.mark, rectAt(holder, point.offsetX, point.offsetY));
    });
    drawn.on("mouseout", () => calls.current.onPoint(null, null));
    drawn.on("click", (event) => {
      const mark = shapeAt(event)?.mark;
      if (mark) calls.current.onOpen(mark);
    });
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page
  const layout = useMemo(
    () => ({ panels, counted, isInstant, panelHeight, width, inks: inksNow() }),
    [panels, counted, isInstant, panelHeight, width, scheme],
  );
  useEffect(() => {
    if (width === 0) return;
    const { option, drawn } = pictureOption(layout);
    shapes.current = drawn;
    chart.current?.resize({ width, height });
    chart.current?.setOption(option, { notMerge: true });
    calls.current.onReady?.((format) => save(layout, calls.current.caption ?? "", format));
  }, [layout, width, height]);

  /** Arrow keys walk over the marks, Enter opens the page of one. */
  const onKey = (event: KeyboardEvent) => {
    const marks = shapes.current.filter(({ mark }) => mark !== null);
    if (event.key === "Enter" && marks[at]?.mark) calls.current.onOpen(marks[at].mark);
    if (event.key === "Escape") calls.current.onPoint(null, null);
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    event.preventDefault();
    const next = Math.max(0, Math.min(marks.length - 1, at + (event.key === "ArrowRight" ? 1 : -1)));
    const shape = marks[next];
    if (!shape?.mark) return;
    setAt(next);
    const [x, y] = chart.current?.convertToPixel({ xAxisIndex: shape.panel, yAxisIndex: shape.panel }, [
      shape.slot,
      shape.mark.high,
    ]) ?? [0, 0];
    calls.current.onPoint(shape.mark, rectAt(box.current!, x!, y!));
  };
  return (
    <div
      ref={box}
      className="picture"
      role="img"
      tabIndex={0}
      aria-label={label}
      style={{ height }}
      onKeyDown={onKey}
      onBlur={() => calls.current.onPoint(null, null)}
    />
  );
}

const rectAt = (holder: HTMLElement, x: number, y: number): DOMRect => {
  const { left, top } = holder.getBoundingClientRect();
  return new DOMRect(left + x - 4, top + y - 4, 8, 8);
};

/** The picture as a data address, drawn anew with its caption and its own ground, so that it stands alone. */
function save(layout: Parameters<typeof pictureOption>[0], caption: string, format: "svg" | "png"): string {
  const panels = layout.panels.map(({ title, slots }) => ({
    slots,
    title: [title, caption].filter(Boolean).join(", "),
  }));
  const width = layout.width + 2 * SAVED_MARGIN;
  const height = heightOf({ panels, panelHeight: layout.panelHeight }) + SAVED_MARGIN;
  const copy = init(document.createElement("div"), null, {
    renderer: format === "svg" ? "svg" : "canvas",
    width,
    height,
  });
  const { option } = pictureOption({ ...layout, panels, width, margin: SAVED_MARGIN });
  copy.setOption({ ...option, backgroundColor: layout.inks.sheet });
  const address =
    format === "svg"
      ? `data:image/svg+xml;charset=utf-8,${encodeURIComponent(copy.renderToSVGString())}`
      : copy.getDataURL({ type: "png", pixelRatio: PNG_SCALE, backgroundColor: layout.inks.sheet });
  copy.dispose();
  return address;
}
