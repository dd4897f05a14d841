// web/src/app/dropzone.tsx: the whole window takes files and folders; a list shows how each one goes.

import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useCanEdit } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { Icon } from "../ui/icons.tsx";
import { complain } from "../ui/notify.tsx";
import { errorText } from "../ui/states.tsx";
import { addUploads, clearUploads, droppedFiles, retryUpload, type Upload, useUploads } from "./uploads.ts";

const SHOWN = 60;
const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** The topic whose page is open: what is dropped there is filed there. */
export const useOpenTopic = (): string | undefined => useParams({ strict: false }).topicId;

export function DropZone() {
  const words = useWords();
  const topicId = useOpenTopic();
  const canEdit = useCanEdit();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!canEdit) return;
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (hasFiles(event)) setOver(++depth > 0);
    };
    const leave = (event: DragEvent) => {
      if (hasFiles(event)) setOver(--depth > 0);
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      droppedFiles(event.dataTransfer!.items).then(
        (files) => addUploads(files, topicId),
        (error: unknown) => complain(String(error)),
      );
    };
    const pairs = { dragenter: enter, dragleave: leave, dragover: over, drop } as const;
    for (const [name, run] of Object.entries(pairs)) window.addEventListener(name as "drop", run);
    return () => {
      for (const [name, run] of Object.entries(pairs)) window.removeEventListener(name as "drop", run);
    };
  }, [canEdit, topicId]);
  return isOver ? <div className="drop-veil">{words("add.dropHere")}</div> : null;
}

function Row({ upload }: { upload: Upload }) {
  const words = useWords();
  return (
    <li>
      {upload.documentId ? (
        <Link to="/documents/$documentId" params={{ documentId: upload.documentId }} className="link">
          {upload.name}
        </Link>
      ) : (
        <span title={upload.name}>{upload.name}</span>
      )}
      {upload.state === "failed" ? (
        <button type="button" className="link small" onClick={() => retryUpload(upload.id)}>
          {words("action.retry")}
        </button>
      ) : (
        <span className="small quiet">
          {upload.state === "done"
            ? words.maybe(`outcome.${upload.outcome}`, upload.outcome ?? "")
            : upload.state === "sending"
              ? `${Math.round(upload.progress * 100)} %`
              : words("add.waiting")}
        </span>
      )}
      {upload.state === "sending" ? (
        <div className="bar-line">
          <i style={{ width: `${upload.progress * 100}%` }} />
        </div>
      ) : null}
      {upload.state === "failed" ? <p className="error-text">{errorText(words, upload.error)}</p> : null}
    </li>
  );
}

/** The list of uploads at the corner of the window; nothing when there are none. */
export function UploadList() {
  const words = useWords();
  const client = useQueryClient();
  const uploads = useUploads();
  const done = uploads.filter(({ state }) => state === "done").length;
  const seen = useRef(0);
  useEffect(() => {
    // The live line tells of them too; without it (lost, or slow) the lists still follow.
    if (done > seen.current) {
      const touched = new Set(["desk", "documents", "topics", "topic", "jobs"]);
      void client.invalidateQueries({ predicate: ({ queryKey }) => touched.has(String(queryKey[0])) });
    }
    seen.current = done;
  }, [client, done]);
  if (uploads.length === 0) return null;
  const open = uploads.filter(({ state }) => state !== "done");
  const shown = [...open, ...uploads.filter(({ state }) => state === "done").reverse()].slice(0, SHOWN);
  return (
    <section className="uploads" aria-label={words("add.uploads")}>
      <div className="row">
        <b aria-live="polite">{words("add.progress", { done, total: uploads.length })}</b>
        <button
          type="button"
          className="btn plain square end"
          aria-label={words("action.close")}
          onClick={clearUploads}
        >
          <Icon name="close" />
        </button>
      </div>
      <ul>
        {shown.map((upload) => (
          <Row key={upload.id} upload={upload} />
        ))}
      </ul>
      {uploads.length > SHOWN ? (
        <p className="small quiet">{words("add.more", { count: uploads.length - SHOWN })}</p>
      ) : null}
    </section>
  );
}
