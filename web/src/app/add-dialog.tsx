// web/src/app/add-dialog.tsx: the ways in: files, an address, pasted text or page, the bookmarklet.

import { type FormEvent, useRef, useState } from "react";
import { post } from "../api/client.ts";
import { useChange } from "../api/queries.ts";
import type { AddedDocument } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { Bookmarklet } from "../sources/bookmarklet.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { say } from "../ui/notify.tsx";
import { errorText } from "../ui/states.tsx";
import { useOpenTopic } from "./dropzone.tsx";
import { addUploads } from "./uploads.ts";

type Way = "files" | "address" | "paste" | "bookmarklet";
const WAYS: readonly Way[] = ["files", "address", "paste", "bookmarklet"];

export function AddDialog({ close }: { close: () => void }) {
  const words = useWords();
  const [way, setWay] = useState<Way>("files");
  return (
    <Dialog title={words("add.title")} close={close} width={560}>
      <div className="stack">
        <div className="tabs" role="tablist" aria-label={words("add.title")}>
          {WAYS.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              aria-selected={one === way}
              onClick={() => setWay(one)}
            >
              {words(`add.way.${one}`)}
            </button>
          ))}
        </div>
        {way === "files" ? <Files close={close} /> : null}
        {way === "address" ? <Address close={close} /> : null}
        {way === "paste" ? <Paste close={close} /> : null}
        {way === "bookmarklet" ? <Bookmarklet /> : null}
      </div>
    </Dialog>
  );
}

function Files({ close }: { close: () => void }) {
  const words = useWords();
  const topicId = useOpenTopic();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    addUploads([...(input.files ?? [])], topicId);
    close();
  };
  return (
    <div className="stack">
      <p className="soft">{words("add.filesHint")}</p>
      <div className="row">
        <button type="button" className="btn primary" data-autofocus onClick={() => files.current?.click()}>
          {words("add.chooseFiles")}
        </button>
        <button type="button" className="btn" onClick={() => folder.current?.click()}>
          {words("add.chooseFolder")}
        </button>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={words("add.chooseFiles")}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={(node) => {
          node?.setAttribute("webkitdirectory", "");
          folder.current = node;
        }}
        type="file"
        multiple
        hidden
        aria-label={words("add.chooseFolder")}
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  );
}

function useAdd(close: () => void) {
  const words = useWords();
  const topicId = useOpenTopic();
  return useChange(
    (input: Record<string, string>) => post<AddedDocument>("/api/documents", { ...input, topicId }),
    ["documents", "desk", "topics", "topic", "jobs"],
    ({ outcome }) => {
      say(words.maybe(`outcome.${outcome}`, outcome));
      close();
    },
  );
}

function Address({ close }: { close: () => void }) {
  const words = useWords();
  const add = useAdd(close);
  const [url, setUrl] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ url: url.trim() });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <label className="field">
        <span>{words("add.url")}</span>
        <input
          className="input"
          type="url"
          required
          value={url}
          placeholder="https://"
          onChange={(event) => setUrl(event.target.value)}
        />
      </label>
      <p className="soft small">{words("add.urlHint")}</p>
      {add.error ? <p className="error-text">{errorText(words, add.error)}</p> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={add.isPending}>
          {words("add.fetch")}
        </button>
      </div>
    </form>
  );
}

/** Takes the page itself when a page was copied, its plain text otherwise. */
function Paste({ close }: { close: () => void }) {
  const words = useWords();
  const add = useAdd(close);
  const [title, setTitle] = useState("");
  const [text, setText] = useState("");
  const [html, setHtml] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input: Record<string, string> = html ? { html } : { text };
    if (title.trim() !== "") input.title = title.trim();
    add.mutate(input);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <label className="field">
        <span>{words("add.pasteTitle")}</span>
        <input className="input" value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label className="field">
        <span>{words("add.pasteText")}</span>
        <textarea
          className="input"
          rows={9}
          required
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setHtml(null);
          }}
          onPaste={(event) => {
            const rich = event.clipboardData.getData("text/html");
            if (rich === "" || text !== "") return;
            event.preventDefault();
            setHtml(rich);
            setText(event.clipboardData.getData("text/plain"));
          }}
        />
      </label>
      {html ? (
        <p className="soft small row">
          {words("add.pasteIsPage")}
          <button type="button" className="link" onClick={() => setHtml(null)}>
            {words("add.pasteAsText")}
          </button>
        </p>
      ) : null}
      {add.error ? <p className="error-text">{errorText(words, add.error)}</p> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={add.isPending || text.trim() === ""}>
          {words("add.add")}
        </button>
      </div>
    </form>
  );
}
