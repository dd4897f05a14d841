// web/src/ui/cite-card.tsx: the card that shows a citation's quote while one points at it.
//
// One card for the whole desk: a feed has hundreds of citations and a popover each would be slow.
// It opens after 150 ms of pointing or at once on focus, and stays while the pointer is in it.

import { useNavigate } from "@tanstack/react-router";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Citation, Document } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { citeText, placeOf, whoAndWhen } from "./cite-text.ts";
import { useCopy } from "./copy.ts";
import { isPaged, langOf, langOfText, pageName } from "./format.ts";
import { VerdictGlyph } from "./icons.tsx";

const OPEN_MS = 150;
const CLOSE_MS = 200;
const WIDTH = 376;
const ROOM_BELOW = 240;

/** What the card says of the document that a quote is from. */
export type CitedDocument = Pick<
  Document,
  "id" | "title" | "source" | "published" | "addedAt" | "pageCount" | "language"
>;

interface Shown {
  document: CitedDocument;
  citation: Citation;
  anchor: DOMRect;
}
interface CardControl {
  point(anchor: HTMLElement, document: CitedDocument, citation: Citation, atOnce?: boolean): void;
  leave(): void;
}
const CardContext = createContext<CardControl>({ point() {}, leave() {} });

/** Under the thing pointed at, above it where there is no room below. */
export function placeCard({ left, bottom, top }: DOMRect): { left: number; top?: number; bottom?: number } {
  const x = Math.max(8, Math.min(left - 24, window.innerWidth - WIDTH - 8));
  return bottom + ROOM_BELOW < window.innerHeight
    ? { left: x, top: bottom + 6 }
    : { left: x, bottom: window.innerHeight - top + 6 };
}

export function CiteCardProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const later = useCallback((ms: number, run: () => void) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(run, ms);
  }, []);
  const control = useMemo<CardControl>(
    () => ({
      point: (anchor, document, citation, atOnce = false) =>
        later(atOnce ? 0 : OPEN_MS, () =>
          setShown({ document, citation, anchor: anchor.getBoundingClientRect() }),
        ),
      leave: () => later(CLOSE_MS, () => setShown(null)),
    }),
    [later],
  );
  useEffect(() => {
    if (!shown) return;
    const close = () => setShown(null);
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && close();
    window.addEventListener("scroll", close, { passive: true, capture: true, once: true });
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("scroll", close, { capture: true });
      window.removeEventListener("keydown", onKey);
    };
  }, [shown]);
  return (
    <CardContext value={control}>
      {children}
      {shown ? (
        <Card
          shown={shown}
          close={() => setShown(null)}
          enter={() => clearTimeout(timer.current)}
          leave={control.leave}
        />
      ) : null}
    </CardContext>
  );
}

export const useCiteCard = (): CardControl => useContext(CardContext);

function Card(props: { shown: Shown; close: () => void; enter: () => void; leave: () => void }) {
  const words = useWords();
  const navigate = useNavigate();
  const { document, citation, anchor } = props.shown;
  const pageWord = (page: string) => words("cite.page", { page });
  const copyText = useCopy();
  const copy = () => {
    copyText(citeText(document, citation, pageWord), words("cite.copied"));
    props.close();
  };
  return (
    <section
      className="cite-card"
      aria-label={words("cite.label", { page: pageName(citation) })}
      style={placeCard(anchor)}
      onMouseEnter={props.enter}
      onMouseLeave={props.leave}
      onFocus={props.enter}
    >
      <div className="top">
        <span>{whoAndWhen(document)}</span>
        {isPaged(document) ? <span className="nowrap">{pageWord(pageName(citation))}</span> : null}
      </div>
      <blockquote lang={langOf(document.language) || langOfText(citation.quote)}>{citation.quote}</blockquote>
      <div className="row small soft">
        <span className="verdict v-holds">
          <VerdictGlyph verdict="holds" />
        </span>
        {words("cite.verified")}
      </div>
      <div className="foot">
        <button
          type="button"
          className="link"
          onClick={() => {
            props.close();
            void navigate({
              to: "/documents/$documentId",
              params: { documentId: document.id },
              search: placeOf(citation),
            });
          }}
        >
          {words("cite.open")}
        </button>
        <button type="button" className="link" onClick={copy}>
          {words("cite.copy")}
        </button>
      </div>
    </section>
  );
}
