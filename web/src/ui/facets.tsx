// web/src/ui/facets.tsx: values of a field with their counts, as text one can press.

import { useState } from "react";
import type { FacetValue } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { countName } from "./format.ts";

interface FacetRowProps {
  name: string;
  values: readonly FacetValue[] | undefined;
  active: readonly string[] | undefined;
  onToggle: (value: string) => void;
  /** Word for a value; the value itself when left out. */
  say?: (value: string) => string;
  /** "All" with its count in front. */
  onAll?: () => void;
  most?: number;
  className?: string;
}

/** A row of values. Active ones stay even with no match, so that they can be taken away. */
export function FacetRow({
  name,
  values,
  active,
  onToggle,
  say,
  onAll,
  most = 12,
  className,
}: FacetRowProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const known = new Set(values?.map(({ value }) => value));
  const missing = (active ?? []).filter((value) => !known.has(value)).map((value) => ({ value, count: 0 }));
  const all = [...(values ?? []).filter(({ value }) => value !== ""), ...missing];
  if (all.length === 0) return null;
  const shown = isOpen ? all : all.filter(({ value }, index) => index < most || active?.includes(value));
  const rest = all.length - shown.length;
  return (
    <>
      <dt className={className}>{name}</dt>
      <dd className={className}>
        {onAll ? (
          <button type="button" className="facet" aria-pressed={!active} onClick={onAll}>
            {words("facet.all")}
          </button>
        ) : null}
        {shown.map(({ value, count }) => (
          <button
            key={value}
            type="button"
            className="facet"
            aria-pressed={active?.includes(value) ?? false}
            onClick={() => onToggle(value)}
          >
            {say ? say(value) : value}
            <span className="count">{countName(count, words.language)}</span>
          </button>
        ))}
        {rest > 0 || isOpen ? (
          <button type="button" className="facet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? words("facet.fewer") : words("facet.more", { count: rest })}
          </button>
        ) : null}
      </dd>
    </>
  );
}

/** Two day fields, inclusive. */
export function DayRange(props: {
  after: string | undefined;
  before: string | undefined;
  onChange: (range: { after?: string | undefined; before?: string | undefined }) => void;
}) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen && !props.after && !props.before) {
    return (
      <button type="button" className="facet" onClick={() => setOpen(true)}>
        {words("facet.days")}…
      </button>
    );
  }
  return (
    <span className="row small day-range">
      <label>
        <span className="hidden-word">{words("facet.after")}</span>
        <input
          type="date"
          className="input"
          title={words("facet.after")}
          value={props.after ?? ""}
          onChange={(event) =>
            props.onChange({ after: event.target.value || undefined, before: props.before })
          }
        />
      </label>
      <span aria-hidden="true">–</span>
      <label>
        <span className="hidden-word">{words("facet.before")}</span>
        <input
          type="date"
          className="input"
          title={words("facet.before")}
          value={props.before ?? ""}
          onChange={(event) =>
            props.onChange({ after: props.after, before: event.target.value || undefined })
          }
        />
      </label>
    </span>
  );
}
