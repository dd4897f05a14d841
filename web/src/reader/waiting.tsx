// web/src/reader/waiting.tsx: a document that cannot be read yet, or not at all: why, and what to do.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { post } from "../api/client.ts";
import { jobsQuery, useChange } from "../api/queries.ts";
import type { Document } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { VerdictGlyph } from "../ui/icons.tsx";
import { Bones, errorText } from "../ui/states.tsx";

/** Whether there is anything to show; a document that needs OCR still has its pages. */
export const isReadable = ({ state }: Document): boolean =>
  state === "searchable" || state === "ready" || state === "needs-ocr";

export function Waiting({ document }: { document: Document }) {
  if (document.state === "needs-password") return <Password document={document} />;
  if (document.state === "failed") return <Failed document={document} />;
  return <InWork document={document} />;
}

function useReread(document: Document) {
  return useChange(
    (input: { password?: string }) => post<{ jobId: string }>(`/api/documents/${document.id}/reread`, input),
    ["document", "documents", "jobs", "desk"],
  );
}

function InWork({ document }: { document: Document }) {
  const words = useWords();
  const jobs = useQuery({ ...jobsQuery({ documentId: document.id, limit: 5 }), refetchInterval: 2000 });
  const job = jobs.data?.jobs.find(({ state }) => state === "running" || state === "queued");
  return (
    <div className="state-note">
      <h2>{words(`stateOf.${document.state}`)}</h2>
      <p>{words("waiting.inWork")}</p>
      {job?.progress != null ? (
        <div
          className="bar-line"
          role="progressbar"
          aria-label={words("waiting.progress")}
          aria-valuenow={Math.round(job.progress * 100)}
        >
          <i style={{ width: `${job.progress * 100}%` }} />
        </div>
      ) : null}
      {job?.stage ? <p className="steps">{words.maybe(`stage.${job.stage}`, job.stage)}</p> : null}
      <Bones lines={3} />
    </div>
  );
}

function Password({ document }: { document: Document }) {
  const words = useWords();
  const reread = useReread(document);
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reread.mutate({ password });
  };
  const isWrong = document.failure?.code === "password-wrong";
  return (
    <form className="state-note" onSubmit={submit}>
      <h2>{words("waiting.passwordTitle")}</h2>
      <p>{words(isWrong ? "waiting.passwordWrong" : "waiting.passwordHint")}</p>
      <div className="row">
        <input
          className="input"
          type="password"
          autoComplete="off"
          required
          aria-label={words("waiting.password")}
          placeholder={words("waiting.password")}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <button type="submit" className="btn primary" disabled={reread.isPending || password === ""}>
          {words("waiting.unlock")}
        </button>
      </div>
      {reread.error ? <p className="error-text">{errorText(words, reread.error)}</p> : null}
    </form>
  );
}

function Failed({ document }: { document: Document }) {
  const words = useWords();
  const reread = useReread(document);
  return (
    <div className="state-note" role="alert">
      <h2>
        <span className="verdict v-fails">
          <VerdictGlyph verdict="fails" />
        </span>
        {words("waiting.failedTitle")}
      </h2>
      <p>
        {document.failure
          ? words.maybe(`failure.${document.failure.code}`, document.failure.message)
          : words("waiting.failedUnknown")}
      </p>
      <p>{words("waiting.failedKept")}</p>
      <div className="row">
        <button type="button" className="btn" disabled={reread.isPending} onClick={() => reread.mutate({})}>
          {words("action.retry")}
        </button>
        <a className="btn" href={`/api/documents/${document.id}/original`}>
          {words("doc.original")}
        </a>
      </div>
      {reread.error ? <p className="error-text">{errorText(words, reread.error)}</p> : null}
    </div>
  );
}
