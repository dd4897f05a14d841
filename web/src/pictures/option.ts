// web/src/pictures/option.ts: slots as an ECharts option: one panel an entity, one axis of periods, one baseline.
//
// Solid is stated, dashed is guidance or forecast, hollow is computed, a vermilion diamond is in conflict; a
// period without a figure is a dash. No line joins the marks, since nothing is known between two of them. Shapes
// are drawn by a custom series, because no built-in one has a dashed range beside a solid bar.

import type { CustomSeriesOption } from "echarts/charts";
import type { GridComponentOption, TitleComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { Counted } from "../ui/value.ts";
import { type Mark, type Slot, shortLabel } from "./slots.ts";

type RenderItem = Extract<CustomSeriesOption["renderItem"], (...given: never[]) => unknown>;
type CustomSeriesRenderItemAPI = Parameters<RenderItem>[1];
type CustomSeriesRenderItemReturn = ReturnType<RenderItem>;
export type PictureOption = ComposeOption<CustomSeriesOption | GridComponentOption | TitleComponentOption>;

export interface Panel {
  /** Name over the panel; "" when the page has it already. */
  title: string;
  slots: readonly Slot[];
}

/** The tokens of the theme that a picture uses, as colours. */
export interface Inks {
  ink: string;
  ink2: string;
  ink3: string;
  rule2: string;
  conflict: string;
  sheet: string;
  font: string;
}

/** What a shape stands for, in the order of the series' data. */
export interface Drawn {
  panel: number;
  slot: number;
  mark: Mark | null;
  role: "actual" | "plan" | "other" | "gap";
}

interface Layout {
  panels: readonly Panel[];
  counted: Counted;
  inks: Inks;
  /** Instants are dots over their day; stretches of time are bars. */
  isInstant: boolean;
  /** CSS pixels of the whole picture. */
  width: number;
  panelHeight: number;
  /** CSS pixels kept free at both sides; a saved picture has some, one on the page has the page's. */
  margin?: number;
}

const TOP = 26;
const TITLE = 22;
const BOTTOM = 24;
const BAR_SHARE = 0.56;
const WIDEST_BAR = 44;
/** Characters of a label are about this wide, CSS pixels at 12. */
const CHARACTER = 7.2;

export const heightOf = ({ panels, panelHeight }: Pick<Layout, "panels" | "panelHeight">): number =>
  panels.reduce((sum, { title }) => sum + panelHeight + (title ? TITLE : 0), 0);

/** Every shape of the picture, panel by panel. */
export function drawnOf(panels: readonly Panel[]): Drawn[] {
  return panels.flatMap(({ slots }, panel) =>
    slots.flatMap((one, slot): Drawn[] => {
      const { actual, plan, others } = one;
      const shapes: Drawn[] = [
        ...(plan ? [{ panel, slot, mark: plan, role: "plan" as const }] : []),
        ...(actual ? [{ panel, slot, mark: actual, role: "actual" as const }] : []),
        ...others.map((mark) => ({ panel, slot, mark, role: "other" as const })),
      ];
      return shapes.length > 0 ? shapes : [{ panel, slot, mark: null, role: "gap" }];
    }),
  );
}

/** A number for the picture, at most four digits that count; the exact value is in the card. */
export function labelOf(mark: Mark, { places }: Counted): string {
  const one = (value: number) => {
    const moved = value / 10 ** places;
    const digits = Math.abs(moved) >= 1000 ? 0 : Math.abs(moved) >= 100 ? 1 : 2;
    return Number(moved.toFixed(digits)).toLocaleString("en", { maximumFractionDigits: digits });
  };
  const text = mark.low === mark.high ? one(mark.low) : `${one(mark.low)}–${one(mark.high)}`;
  return text.replaceAll("-", "−");
}

export function pictureOption(layout: Layout): { option: PictureOption; drawn: Drawn[] } {
  const { panels, inks, panelHeight } = layout;
  const drawn = drawnOf(panels);
  const tops = panels.map((_, index) => heightOf({ panels: panels.slice(0, index), panelHeight }));
  const option: PictureOption = {
    animation: false,
    textStyle: { fontFamily: inks.font, fontSize: 12 },
    title: panels.flatMap(({ title }, index) =>
      title === ""
        ? []
        : [
            {
              text: title,
              left: layout.margin ?? 0,
              top: tops[index]!,
              padding: [6, 0],
              textStyle: { color: inks.ink, fontSize: 13, fontWeight: 600, fontFamily: inks.font },
            },
          ],
    ),
    grid: panels.map(({ title }, index) => ({
      left: layout.margin ?? 0,
      right: layout.margin ?? 0,
      top: tops[index]! + (title ? TITLE : 0) + TOP,
      height: panelHeight - TOP - BOTTOM,
      outerBoundsMode: "none",
    })),
    xAxis: panels.map(({ slots }, index) => ({
      type: "category",
      gridIndex: index,
      data: slots.map(({ label }) => shortLabel(label)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: inks.rule2 }, onZero: false },
      axisLabel: { color: inks.ink2, fontSize: 12, margin: 6, hideOverlap: true },
    })),
    yAxis: panels.map((panel, index) => ({
      type: "value",
      gridIndex: index,
      show: false,
      ...extentOf(panel, layout.isInstant),
    })),
    series: panels.map((panel, index) => ({
      type: "custom",
      name: panel.title,
      xAxisIndex: index,
      yAxisIndex: index,
      clip: false,
      encode: { x: 0, y: 1 },
      data: drawn.flatMap((one, at) =>
        one.panel === index ? [[one.slot, one.mark?.high ?? 0, one.mark?.low ?? 0, at]] : [],
      ),
      renderItem: ({ coordSys }, api) =>
        shapeOf(drawn[Number(api.value(3))]!, api, layout, Number((coordSys as { y?: unknown }).y ?? 0)),
    })),
  };
  return { option, drawn };
}

/** Of the marks that stand first: one misread value would flatten all others. Bars begin at nothing; a level at an instant needs no zero to be read, but room around it. */
function extentOf({ slots }: Panel, isInstant: boolean): { min: number; max: number } {
  const values = slots.flatMap(({ actual, plan, others }) =>
    [actual, plan, ...others.filter(({ isConflict }) => isConflict)].flatMap((mark) =>
      mark ? [mark.low, mark.high] : [],
    ),
  );
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const room = (most - least || 1) * (isInstant ? 0.16 : 0.04);
  return { min: least === 0 ? 0 : least - room, max: most + room };
}

function shapeOf(
  drawn: Drawn,
  api: CustomSeriesRenderItemAPI,
  layout: Layout,
  ceiling: number,
): CustomSeriesRenderItemReturn {
  const { inks, isInstant } = layout;
  const [x, top] = api.coord([api.value(0), api.value(1)]) as [number, number];
  const [, foot] = api.coord([api.value(0), api.value(2)]) as [number, number];
  const [, base] = api.coord([api.value(0), 0]) as [number, number];
  const room = (api.size!([1, 0]) as number[])[0]!;
  const { mark, role } = drawn;
  if (mark === null)
    return { type: "text", silent: true, style: word("–", x, base - 4, inks.ink3, "center", inks) };
  const width = Math.min(room * BAR_SHARE, WIDEST_BAR);
  if (role === "other") {
    // Beside the bar, where it hides neither the bar nor its word.
    const side = isInstant ? x : x + width / 2 + 8;
    return top < ceiling ? beyond(side, ceiling, inks) : dot(side, top, 3, mark, inks);
  }
  // The word stands over whichever of an actual and its plan is higher.
  const { actual, plan } = layout.panels[drawn.panel]!.slots[drawn.slot]!;
  const peak = Math.max(actual?.high ?? 0, plan?.high ?? 0);
  const [, over] = api.coord([api.value(0), peak]) as [number, number];
  const label = labelFor(drawn, x, Math.min(isInstant ? top : over, base), room, layout);
  const shape = isInstant ? dot(x, top, 5, mark, inks) : bar(x, { top, foot, base }, width, mark, role, inks);
  const touch = {
    type: "rect" as const,
    shape: { x: x - room / 2, y: Math.min(top, base) - 18, width: room, height: Math.abs(base - top) + 18 },
    style: { fill: "transparent" },
  };
  return {
    type: "group",
    children: [touch, shape, ...(label ? [label] : [])],
  } as CustomSeriesRenderItemReturn;
}

const word = (
  text: string,
  x: number,
  y: number,
  fill: string,
  align: "center" | "left" | "right",
  inks: Inks,
) => ({
  text,
  x,
  y,
  fill,
  align,
  verticalAlign: "bottom" as const,
  font: `12px ${inks.font}`,
});

/** The value over its mark, where there is room for it; a plan beside an actual leaves the word to the actual. */
function labelFor({ mark, panel, slot, role }: Drawn, x: number, y: number, room: number, layout: Layout) {
  const { panels, counted, inks } = layout;
  const { slots } = panels[panel]!;
  if (mark === null || (role === "plan" && slots[slot]!.actual !== null)) return null;
  const text = labelOf(mark, counted);
  const isLast = slot === slots.length - 1;
  if (text.length * CHARACTER > room * 1.25 && !isLast && slots.length > 1) return null;
  const fill = mark.isConflict ? inks.conflict : isLast ? inks.ink : inks.ink2;
  const isWide = isLast && text.length * CHARACTER > room;
  const air = layout.isInstant || mark.isConflict ? 11 : 5;
  const style = word(text, isWide ? x + room / 2 : x, y - air, fill, isWide ? "right" : "center", inks);
  return {
    type: "text" as const,
    silent: true,
    style: { ...style, font: `${isLast ? "600 " : ""}12px ${inks.font}` },
  };
}

const DASH = [3, 2];

function strokeOf(mark: Mark, inks: Inks) {
  const ink = mark.isConflict ? inks.conflict : inks.ink2;
  return {
    fill: mark.look === "stated" ? ink : "transparent",
    stroke: ink,
    lineWidth: 1,
    ...(mark.look === "plan" ? { lineDash: DASH } : {}),
  };
}

function dot(x: number, y: number, radius: number, mark: Mark, inks: Inks): CustomSeriesRenderItemReturn {
  if (mark.isConflict) return diamond(x, y, radius + 2, inks);
  // A ring of the ground keeps a dot apart from the bar that it stands on.
  const halo = mark.look === "stated" ? { stroke: inks.sheet, lineWidth: 1 } : {};
  return {
    type: "circle",
    shape: { cx: x, cy: y, r: radius },
    style: { ...strokeOf(mark, inks), ...halo },
    z2: 5,
  };
}

/** A value over the end of the scale: an arrow at its edge. */
function beyond(x: number, y: number, inks: Inks): CustomSeriesRenderItemReturn {
  const points = [
    [x, y - 4],
    [x + 4, y + 3],
    [x - 4, y + 3],
  ];
  return { type: "polygon", shape: { points }, style: { fill: inks.ink3 }, z2: 5 };
}

function diamond(x: number, y: number, radius: number, inks: Inks): CustomSeriesRenderItemReturn {
  const points = [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y],
  ];
  return {
    type: "polygon",
    shape: { points },
    style: { fill: inks.sheet, stroke: inks.conflict, lineWidth: 1.5 },
    z2: 6,
  };
}

/** A bar from the baseline; of a range, a lighter bar on top from its low to its high end. */
function bar(
  x: number,
  { top, foot, base }: { top: number; foot: number; base: number },
  width: number,
  mark: Mark,
  role: Drawn["role"],
  inks: Inks,
): CustomSeriesRenderItemReturn {
  // A plan stands a little wider than what came of it, so that both are seen.
  const wide = role === "plan" ? width + 6 : width;
  const style = strokeOf({ ...mark, isConflict: false }, inks);
  const rect = (from: number, to: number) => ({
    type: "rect" as const,
    shape: { x: x - wide / 2, y: Math.min(from, to), width: wide, height: Math.abs(to - from) },
    style,
    z2: role === "plan" ? 1 : 2,
  });
  const children = [rect(foot, base), ...(foot === top ? [] : [rect(top, foot)])];
  const sign = mark.isConflict ? [diamond(x, top, 6, inks)] : [];
  return { type: "group", children: [...children, ...sign] } as CustomSeriesRenderItemReturn;
}
