// web/src/reader/digest-pane.tsx: the digest beside the page; a citation moves the page to its words.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type DigestLength, deskQuery, digestQuery } from "../api/queries.ts";
import type { Citation } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { Coverage, citationsOf, DigestView } from "../ui/digest.tsx";
import { useDocumentActions } from "../ui/document-actions.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { Bones } from "../ui/states.tsx";
import { FindingFlag } from "../ui/verdict.tsx";
import { ModelDigest } from "./model-digest.tsx";
import { useReading } from "./reading-context.ts";

const LENGTHS: readonly DigestLength[] = ["short", "normal", "long"];

export function DigestPane({ onOpen }: { onOpen: () => void }) {
  const words = useWords();
  const { document, digest: normal, versionId, pages, current, goToPlace } = useReading();
  const [length, setLength] = useState<DigestLength>("normal");
  const asked = useQuery(digestQuery(document.id, length));
  // While another length is made, the one on screen stays.
  const digest = asked.data?.digest ?? normal;
  const findings = asked.data?.findings ?? [];
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
        {digest && all.length > 0 ? (
          <span className="quiet">{words("digest.byRules", { count: all.length })}</span>
        ) : null}
        {normal && normal.sections.length > 0 ? (
          <select
            className="input small"
            aria-label={words("digest.length")}
            value={length}
            onChange={(event) => setLength(event.target.value as DigestLength)}
          >
            {LENGTHS.map((one) => (
              <option key={one} value={one}>
                {words(`digest.lengths.${one}`)}
              </option>
            ))}
          </select>
        ) : null}
      </h2>
      {digest && digest.sections.length > 0 ? (
        <>
          <Coverage digest={digest} pageCount={pages.length} />
          {findings.length > 0 ? (
            <p className="row">
              {findings.map((finding) => (
                <FindingFlag key={finding.id} finding={finding} />
              ))}
              <Link to="/findings" search={{ documentId: document.id }} className="link small">
                {words("digest.findings")}
              </Link>
            </p>
          ) : null}
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
      ) : document.state === "needs-ocr" ? (
        <NeedsOcr />
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

/** A document of pictures: why there is nothing to digest, and how its words are had. */
function NeedsOcr() {
  const words = useWords();
  const { document } = useReading();
  const actions = useDocumentActions();
  const desk = useQuery(deskQuery);
  return (
    <>
      <p className="quiet">{words(desk.data?.ocrEngine ? "digest.needsOcr" : "digest.needsOcrEngine")}</p>
      <ForEditors>
        <p className="row">
          <button
            type="button"
            className="btn"
            onClick={() => actions.run({ ids: [document.id], action: "reread" })}
          >
            {words("bulk.reread")}
          </button>
        </p>
      </ForEditors>
    </>
  );
}
