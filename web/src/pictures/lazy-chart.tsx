// web/src/pictures/lazy-chart.tsx: a picture that fetches its drawing code when first shown, and the key to its marks.

import { lazy, Suspense } from "react";
import { useWords } from "../i18n/i18n.ts";
import type { ChartProps } from "./chart.tsx";
import { heightOf } from "./option.ts";

const Chart = lazy(() => import("./chart.tsx").then(({ Chart }) => ({ default: Chart })));

export function LazyChart(props: ChartProps) {
  return (
    <Suspense fallback={<div className="picture" style={{ height: heightOf(props) }} />}>
      <Chart {...props} />
    </Suspense>
  );
}

const SIGNS = [
  ["stated", "M2 2h8v8H2z", undefined],
  ["plan", "M2 2h8v8H2z", "2.5 2"],
  ["computed", "M2 2h8v8H2z", undefined],
  ["conflict", "M6 0.500 11.500 6 6 11.500.500 6z", undefined],
] as const;

/** What the marks of a picture mean. */
export function MarkLegend({ hasComputed = false }: { hasComputed?: boolean }) {
  const words = useWords();
  return (
    <ul className="mark-legend">
      {SIGNS.filter(([look]) => look !== "computed" || hasComputed).map(([look, path, dash]) => (
        <li key={look} className={`look-${look}`}>
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path d={path} fill={look === "stated" ? "currentColor" : "none"} strokeDasharray={dash} />
          </svg>
          {words(`pictures.look.${look}`)}
        </li>
      ))}
    </ul>
  );
}
