// web/src/sources/bookmarklet.tsx: the bookmark that sends the page one is reading, as one sees it.
//
// It opens /clip and hands the page over by postMessage, so no other site can add anything without the
// person at this desk pressing a button there.

import { useQuery } from "@tanstack/react-query";
import { deskQuery } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { useCopy } from "../ui/copy.ts";
import { bookmarkletCode } from "./clip-message.ts";

export function Bookmarklet() {
  const words = useWords();
  const desk = useQuery(deskQuery);
  const copy = useCopy();
  const code = bookmarkletCode(desk.data?.publicUrl || location.origin);
  return (
    <div className="stack">
      <p className="soft">{words("add.bookmarkletHint")}</p>
      <div className="row">
        <a
          className="btn primary"
          draggable
          href="/clip"
          // React refuses javascript: addresses; this one is ours and is meant to be dragged away.
          ref={(node) => node?.setAttribute("href", code)}
          onClick={(event) => event.preventDefault()}
        >
          {words("add.bookmarkletName")}
        </a>
        <button type="button" className="btn" onClick={() => copy(code)}>
          {words("add.bookmarkletCopy")}
        </button>
      </div>
    </div>
  );
}
