// web/src/sources/clip.tsx: where the bookmarklet hands over a page; a person confirms before it is kept.

import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { post } from "../api/client.ts";
import { useChange } from "../api/queries.ts";
import type { AddedDocument } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { sizeName } from "../ui/format.ts";
import { errorText } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { type ClippedPage, clippedPage, READY } from "./clip-message.ts";

export function ClipPage() {
  const words = useWords();
  usePageTitle(words("clip.title"));
  const [page, setPage] = useState<ClippedPage | null>(null);
  useEffect(() => {
    const receive = (event: MessageEvent) => {
      const clip = event.source === window.opener ? clippedPage(event.data) : null;
      // The page may only say that it comes from where the browser says it came from.
      if (clip && new URL(clip.url).origin === event.origin) setPage(clip);
    };
    window.addEventListener("message", receive);
    (window.opener as Window | null)?.postMessage(READY, "*");
    return () => window.removeEventListener("message", receive);
  }, []);
  const add = useChange(
    (clip: ClippedPage) => post<AddedDocument>("/api/documents", clip),
    ["documents", "desk", "topics", "topic"],
  );
  return (
    <main className="plain-page" id="main" tabIndex={-1}>
      <div className="stack" style={{ maxWidth: 640 }}>
        <h1>{words("clip.title")}</h1>
        {page ? (
          <>
            <p>
              <b>{page.title}</b>
              <br />
              <span className="quiet">{page.url}</span>
              <br />
              <span className="quiet">{sizeName(page.html.length)}</span>
            </p>
            {add.data ? (
              <p>
                {words.maybe(`outcome.${add.data.outcome}`, add.data.outcome)}{" "}
                {add.data.document ? (
                  <Link
                    className="link"
                    to="/documents/$documentId"
                    params={{ documentId: add.data.document.id }}
                  >
                    {words("action.open")}
                  </Link>
                ) : null}
              </p>
            ) : (
              <div className="row">
                <button
                  type="button"
                  className="btn primary"
                  disabled={add.isPending}
                  onClick={() => add.mutate(page)}
                >
                  {words("add.add")}
                </button>
                <button type="button" className="btn" onClick={() => window.close()}>
                  {words("action.cancel")}
                </button>
              </div>
            )}
            {add.error ? <p className="error-text">{errorText(words, add.error)}</p> : null}
          </>
        ) : (
          <p className="soft">{words("clip.waiting")}</p>
        )}
      </div>
    </main>
  );
}
