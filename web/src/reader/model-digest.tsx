// web/src/reader/model-digest.tsx: a digest in a language model's words, beside the one made by rules; only what the text carries.

import "../styles/ask.css";
import { useQuery } from "@tanstack/react-query";
import { post } from "../api/client.ts";
import { deskQuery, modelDigestQuery, useCanEdit, useChange } from "../api/queries.ts";
import type { Citation, ModelDigest as Written } from "../api/types.ts";
import { Struck } from "../ask/answer.tsx";
import { useWords } from "../i18n/i18n.ts";
import { DigestView } from "../ui/digest.tsx";
import { momentName } from "../ui/format.ts";
import { Bones, errorText } from "../ui/states.tsx";
import { useReading } from "./reading-context.ts";

export function ModelDigest({ onOpen }: { onOpen: (citation: Citation) => void }) {
  const words = useWords();
  const canEdit = useCanEdit();
  const desk = useQuery(deskQuery);
  const { document, versionId } = useReading();
  const answer = useQuery(modelDigestQuery(document.id));
  const write = useChange(
    () => post<Written>(`/api/documents/${document.id}/model-digest`),
    ["document", "model"],
  );
  const written = answer.data?.written ?? null;
  const mayWrite = canEdit && (desk.data?.hasModel ?? false) && document.state === "ready";
  if (!written && !mayWrite) return null;
  return (
    <section className="model-digest">
      <div className="head">
        <h2>{words("modelDigest.title")}</h2>
        {written ? (
          <span className="quiet">
            {written.model} {momentName(written.writtenAt)}
          </span>
        ) : null}
      </div>
      {written?.isStale ? <p className="small soft">{words("modelDigest.stale")}</p> : null}
      {write.isPending ? (
        <Bones lines={6} label={words("ask.writing")} />
      ) : written ? (
        <DigestView
          document={document}
          digest={written.digest}
          form="reader"
          {...(written.digest.versionId === versionId ? { onOpen } : {})}
        />
      ) : (
        <p className="small soft">{words("modelDigest.hint")}</p>
      )}
      {written && written.dropped.length > 0 && !write.isPending ? (
        <details className="struck">
          <summary>{words("ask.unverified", { count: written.dropped.length })}</summary>
          <ul>
            {written.dropped.map((statement) => (
              <Struck key={statement.text} statement={statement} />
            ))}
          </ul>
        </details>
      ) : null}
      {write.error ? <p className="error-text">{errorText(words, write.error)}</p> : null}
      {mayWrite ? (
        <button
          type="button"
          className="btn"
          disabled={write.isPending}
          onClick={() => write.mutate(undefined)}
        >
          {words(written ? "modelDigest.again" : "modelDigest.write")}
        </button>
      ) : null}
    </section>
  );
}
