// web/src/ui/icons.tsx: the few pictures of the interface and the silhouettes of verdicts.
//
// Verdict glyphs differ in outline, not only in colour: disc, ring, diamond, tick, two rings, squares.

import type { ReactNode } from "react";
import type { Verdict } from "../api/types.ts";

const LINES = {
  search: "M11.500 7a4.500 4.500 0 1 1-9 0a4.500 4.500 0 0 1 9 0M10.500 10.500 14 14",
  down: "m4 6 4 4 4-4",
  prev: "M10 3 5 8l5 5",
  next: "m6 3 5 5-5 5",
  close: "m4 4 8 8M12 4l-8 8",
  star: "m8 2 1.800 4 4.200.4-3.200 2.900 1 4.200L8 11.300l-3.800 2.200 1-4.200L2 6.400 6.200 6z",
  copy: "M5.500 5.500h8v8h-8zM3 10.500h-.5v-8h8V3",
  menu: "M2 4h12M2 8h12M2 12h12",
  filter: "M2 4h12M4 8h8M6.500 12h3",
  plus: "M8 3v10M3 8h10",
  trash: "M3 4.500h10M6.500 4V2.500h3V4M4.500 4.500l.7 9h5.600l.7-9",
  link: "M6.500 9.500l3-3M7 4.500l1.500-1.500a3 3 0 0 1 4.500 4.500L11.500 9M9 11.500 7.500 13A3 3 0 0 1 3 8.500L4.500 7",
} as const;
export type IconName = keyof typeof LINES;

export function Icon({
  name,
  small = false,
  filled = false,
}: {
  name: IconName;
  small?: boolean;
  filled?: boolean;
}) {
  return (
    <svg className={small ? "icon small" : "icon"} viewBox="0 0 16 16" aria-hidden="true">
      <path d={LINES[name]} fill={filled ? "currentColor" : "none"} />
    </svg>
  );
}

export function BrandMark() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M6 2H2v16h4M14 2h4v16h-4" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M7 6h6v8H7z" fill="currentColor" />
    </svg>
  );
}

export function ThemeMark() {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.500a5.500 5.500 0 0 1 0 11z" fill="currentColor" />
    </svg>
  );
}

export function TopicMark() {
  return (
    <svg
      width="28"
      height="28"
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.500"
    >
      <path d="M5.500 5.500h13v13h-13zM9.500 9.500h5v5h-5z" />
      <path d="M8.500 5.500V2M12 5.500V2M15.500 5.500V2M8.500 22v-3.500M12 22v-3.500M15.500 22v-3.500M5.500 8.500H2M5.500 12H2M5.500 15.500H2M22 8.500h-3.500M22 12h-3.500M22 15.500h-3.500" />
    </svg>
  );
}

const stroke = { fill: "none", stroke: "currentColor", strokeWidth: 1.4 };
const cut = { fill: "none", stroke: "var(--sheet)", strokeWidth: 1.5 };
const GLYPHS: Record<Verdict, ReactNode> = {
  agree: (
    <>
      <circle cx="8" cy="8" r="7.5" fill="currentColor" />
      <path d="M4.500 6.500h7M4.500 9.500h7" {...cut} />
    </>
  ),
  "agree-after-conversion": (
    <>
      <circle cx="8" cy="8" r="7" {...stroke} />
      <path d="M4.500 6.500h6.500M9 4.500l2 2M11.500 9.500H5M7 11.500l-2-2" {...stroke} />
    </>
  ),
  conflict: (
    <>
      <path d="M8 0l8 8-8 8-8-8z" fill="currentColor" />
      <path d="M4.800 6.700h6.400M4.800 9.300h6.400M9.700 4.300l-3.400 7.400" {...cut} />
    </>
  ),
  fails: (
    <>
      <path d="M8 0l8 8-8 8-8-8z" fill="currentColor" />
      <path d="m5.600 5.600 4.800 4.800M10.400 5.600l-4.800 4.800" {...cut} />
    </>
  ),
  holds: <path d="m3 8.500 3.500 3.500L13.500 4.500" {...stroke} strokeWidth={2} />,
  "different-definition": (
    <>
      <circle cx="5.5" cy="8" r="4.5" {...stroke} />
      <circle cx="10.5" cy="8" r="4.5" {...stroke} />
    </>
  ),
  superseded: (
    <>
      <path d="M2 2h8v8H2z" {...stroke} strokeDasharray="2 1.500" />
      <path d="M6 6h8v8H6z" fill="currentColor" />
    </>
  ),
  undecided: (
    <>
      <circle cx="8" cy="8" r="7" {...stroke} strokeDasharray="2.500 1.800" />
      <path d="M6 6.300C6 4 10 4 10 6.300c0 1.500-2 1.500-2 3M8 11v1" {...stroke} />
    </>
  ),
};

/** The silhouette of a verdict; `label` is read aloud, without it the picture is decoration beside the word. */
export function VerdictGlyph({ verdict, label }: { verdict: Verdict; label?: string }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the label is given, or the word stands beside it
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      {GLYPHS[verdict]}
    </svg>
  );
}
