// web/src/reader/side-pane.tsx: figures of the page, notes, details: one of the three beside the page.

import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { pageFiguresQuery } from "../api/queries.ts";
import type { LedgerRow } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { VerdictGlyph } from "../ui/icons.tsx";
import { relationName, useNames } from "../ui/names.ts";
import { Bones } from "../ui/states.tsx";
import { shownValue } from "../ui/value.ts";
import { normalText } from "../ui/verdict.tsx";
import { Details } from "./details.tsx";
import { Notes } from "./notes.tsx";
import { Outline } from "./page-rail.tsx";
import { useReading } from "./reading-context.ts";

const SETTLED_MS = 150;

type Tab = "figures" | "outline" | "notes" | "details";

export function SidePane() {
  const words = useWords();
  const { document, detail, pages } = useReading();
  const hasOutline = pages.length === 1 && detail.outline.length > 0;
  const tabs: Tab[] = ["notes", "details"];
  if (hasOutline) tabs.unshift("outline");
  if (document.figureCount > 0) tabs.unshift("figures");
  const [tab, setTab] = useState<Tab>(
    document.figureCount > 0 ? "figures" : hasOutline ? "outline" : "details",
  );
  return (
    <aside className="pane p-side" aria-label={words("reader.pane.side")}>
      <div className="tabs" role="tablist" aria-label={words("reader.pane.side")}>
        {tabs.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={one === tab} onClick={() => setTab(one)}>
            {words(`reader.tab.${one}`)}
            {one === "notes" && detail.notes.length > 0 ? (
              <span className="count"> {detail.notes.length}</span>
            ) : null}
          </button>
        ))}
      </div>
      {tab === "figures" ? <Figures /> : null}
      {tab === "outline" ? <Outline /> : null}
      {tab === "notes" ? <Notes /> : null}
      {tab === "details" ? <Details /> : null}
    </aside>
  );
}

/** A cell of a table, whose scale or unit stands elsewhere: what is written does not say how much it is. */
const isBareNumber = (text: string): boolean => /^[\s\d.,()（）+−–$€£¥￥-]+$/.test(text);

const digitsOf = (text: string): string => text.replace(/[^\d.]/g, "");

/** What a bare number comes to; nothing where the written form says the same already. */
function InUnits({ figure }: { figure: LedgerRow }) {
  const words = useWords();
  if (figure.unit === "" || !isBareNumber(figure.text)) return null;
  const { value, unit } = shownValue(figure, words.language);
  const hasCurrency = /[$€£¥￥]/.test(figure.text);
  if (hasCurrency && digitsOf(value) === digitsOf(figure.text)) return null;
  return <small>{`${value} ${unit}`.trim()}</small>;
}

/** Every figure of the page in view, as written, with what the checks say of it. */
function Figures() {
  const words = useWords();
  const names = useNames();
  const { document, pages, page, current, goToPlace } = useReading();
  const isPaged = pages.length > 1;
  // Pages that fly by while one scrolls are not asked for.
  const [shownPage] = useDebouncedValue(page, SETTLED_MS);
  const answer = useQuery(pageFiguresQuery(document.id, isPaged ? shownPage : undefined));
  const figures = answer.data?.figures ?? [];
  if (answer.isPending) return <Bones lines={8} />;
  return (
    <div>
      <p className="small quiet row figures-head">
        {words(isPaged ? "reader.figuresOnPage" : "reader.figuresHere", { count: answer.data?.total ?? 0 })}
        <Link to="/ledger" search={{ documentId: document.id }} className="link end">
          {words("nav.ledger")}
        </Link>
      </p>
      {figures.map((figure) => (
        <button
          key={figure.id}
          type="button"
          className="figure-row"
          title={normalText(figure)}
          aria-current={
            current && figure.start < current.end && figure.end > current.start ? "true" : undefined
          }
          onClick={() => goToPlace(figure)}
        >
          <span className="name">
            {[names.entity(figure), names.metric(figure)].filter(Boolean).join(" ") ||
              words("ledger.unnamed")}{" "}
            <span className="count">
              {figure.period ? names.period(figure.period.label) : null}{" "}
              {relationName(words, figure.relation)}{" "}
              {figure.nature === "actual" ? null : words(`nature.${figure.nature}`)}
            </span>
          </span>
          <span className="value">
            {figure.text}
            <InUnits figure={figure} />
          </span>
          {figure.findings[0] ? (
            <span className={`verdict v-${figure.findings[0].verdict}`}>
              <VerdictGlyph
                verdict={figure.findings[0].verdict}
                label={words(`verdict.${figure.findings[0].verdict}`)}
              />
            </span>
          ) : (
            <span />
          )}
        </button>
      ))}
    </div>
  );
}
