// web/src/pictures/figure-card.tsx: the card of a mark: value, quote, source and page, and who else states it.

import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import type { LedgerRow } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { placeCard } from "../ui/cite-card.tsx";
import { useCopy } from "../ui/copy.ts";
import { langOfText } from "../ui/format.ts";
import { splitByMarks } from "../ui/marks.ts";
import { dayName, useNames } from "../ui/names.ts";
import { shownValue } from "../ui/value.ts";
import type { Mark } from "./slots.ts";

const OPEN_MS = 150;
const CLOSE_MS = 200;
const OTHERS = 4;

/** The reader's address of a figure's words. */
export const placeOfFigure = ({ page, start, end, versionId }: LedgerRow) => ({
  page,
  start,
  end,
  version: versionId,
});

export function useOpenFigure(): (figure: LedgerRow) => void {
  const navigate = useNavigate();
  return (figure) =>
    void navigate({
      to: "/documents/$documentId",
      params: { documentId: figure.documentId },
      search: placeOfFigure(figure),
    });
}

/** One card for a picture or table: `point` opens it at a place, `leave` closes it a moment later. */
export function useFigureCard() {
  const [shown, setShown] = useState<{ mark: Mark; at: DOMRect } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const later = useCallback((ms: number, run: () => void) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(run, ms);
  }, []);
  const point = useCallback(
    (mark: Mark, at: DOMRect) => later(OPEN_MS, () => setShown({ mark, at })),
    [later],
  );
  const leave = useCallback(() => later(CLOSE_MS, () => setShown(null)), [later]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!shown) return;
    const close = () => setShown(null);
    window.addEventListener("scroll", close, { passive: true, capture: true, once: true });
    return () => window.removeEventListener("scroll", close, { capture: true });
  }, [shown]);
  const card = shown ? (
    <FigureCard
      mark={shown.mark}
      at={shown.at}
      enter={() => clearTimeout(timer.current)}
      leave={leave}
      close={() => setShown(null)}
    />
  ) : null;
  return { card, point, leave };
}

function FigureCard(props: {
  mark: Mark;
  at: DOMRect;
  enter: () => void;
  leave: () => void;
  close: () => void;
}) {
  const words = useWords();
  const names = useNames();
  const open = useOpenFigure();
  const { rows, computed } = props.mark;
  const copyText = useCopy();
  const [figure] = rows;
  if (!figure) return null;
  const exact = (computed?.value ?? null) as LedgerRow["low"];
  const { value, unit } = shownValue(
    exact === null ? figure : { ...figure, low: exact, high: exact },
    words.language,
  );
  const others = rows.filter(({ documentId }) => documentId !== figure.documentId);
  const where = (...day: string[]) =>
    [figure.source || figure.documentTitle, ...day, words("cite.page", { page: figure.page })].join(", ");
  const copy = () => {
    // When it was added here is no part of a citation.
    const day = figure.isDated ? [dayName(words, figure)] : [];
    copyText(`${value} ${unit}\n${figure.quote}\n${where(...day)}`, words("cite.copied"));
    props.close();
  };
  return (
    <div
      className="cite-card"
      role="status"
      style={placeCard(props.at)}
      onMouseEnter={props.enter}
      onMouseLeave={props.leave}
    >
      <div className="top">
        <span>{where(dayName(words, figure))}</span>
        <span className="nowrap">
          {computed ? words("pictures.look.computed") : words(`nature.${figure.nature}`)}
        </span>
      </div>
      <p>
        <b>
          {value} {unit}
        </b>{" "}
        <span className="soft">
          {[
            names.entity(figure),
            names.metric(figure),
            figure.period ? names.period(figure.period.label) : "",
          ]
            .filter(Boolean)
            .join(" ")}
        </span>
      </p>
      {computed ? (
        <p className="mono small">
          {computed.formula} = {value} {unit}
        </p>
      ) : null}
      <blockquote lang={langOfText(figure.quote)}>
        {splitByMarks(figure.quote, figure.quoteStart, [
          { start: figure.start, end: figure.end, kind: "now" },
        ]).map((part) =>
          part.kinds.length > 0 ? (
            <mark key={part.start}>{part.text}</mark>
          ) : (
            <span key={part.start}>{part.text}</span>
          ),
        )}
      </blockquote>
      {others.length > 0 ? (
        <p className="small quiet">
          {words("pictures.alsoIn", {
            sources: [...new Set(others.map(({ source, documentTitle }) => source || documentTitle))]
              .slice(0, OTHERS)
              .join(words.language === "zh" ? "、" : ", "),
          })}
        </p>
      ) : null}
      <div className="foot">
        <button type="button" className="link" onClick={() => open(figure)}>
          {words("cite.open")}
        </button>
        <button type="button" className="link" onClick={copy}>
          {words("cite.copy")}
        </button>
      </div>
    </div>
  );
}
