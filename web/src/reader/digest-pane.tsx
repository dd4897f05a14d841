// web/src/reader/digest-pane.tsx: the digest beside the page; a citation moves the page to its words.

import type { Citation } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { Coverage, citationsOf, DigestView } from "../ui/digest.tsx";
import { Bones } from "../ui/states.tsx";
import { ModelDigest } from "./model-digest.tsx";
import { useReading } from "./reading-context.ts";

export function DigestPane({ onOpen }: { onOpen: () => void }) {
  const words = useWords();
  const { document, digest, versionId, pages, current, goToPlace } = useReading();
  const all = citationsOf(digest);
  const here = current
    ? (all.find(({ start, end }) => start === current.start && end === current.end) ?? null)
    : null;
  const open = (citation: Citation) => {
    goToPlace(citation);
    onOpen();
  };
  return (
    <section className="pane p-digest" aria-label={words("reader.pane.digest")}>
      <h2 className="head">
        <span>{words("reader.pane.digest")}</span>
        {digest ? <span className="quiet">{words("digest.byRules", { count: all.length })}</span> : null}
      </h2>
      {digest && digest.sections.length > 0 ? (
        <>
          <Coverage digest={digest} pageCount={pages.length} />
          {digest.versionId !== versionId ? (
            <p className="small soft">{words("digest.otherVersion")}</p>
          ) : null}
          <DigestView
            document={document}
            digest={digest}
            form="reader"
            current={here}
            {...(digest.versionId === versionId ? { onOpen: open } : {})}
          />
        </>
      ) : document.state === "ready" ? (
        <p className="quiet">{words("digest.none")}</p>
      ) : (
        <>
          <p className="quiet">{words("digest.coming")}</p>
          <Bones lines={8} label={words("digest.coming")} />
        </>
      )}
      <ModelDigest onOpen={open} />
    </section>
  );
}
