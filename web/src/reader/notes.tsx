// web/src/reader/notes.tsx: the notes on a document and on quotes of it.

import { type FormEvent, useState } from "react";
import { patch, post, remove } from "../api/client.ts";
import { useChange } from "../api/queries.ts";
import type { Note } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { momentName } from "../ui/format.ts";
import { say } from "../ui/notify.tsx";
import { errorText } from "../ui/states.tsx";
import { pageAt } from "./places.ts";
import { useReading } from "./reading-context.ts";

export function Notes() {
  const words = useWords();
  const { document, detail } = useReading();
  const [text, setText] = useState("");
  const add = useChange(
    (input: Record<string, string | number>) => post<Note>(`/api/documents/${document.id}/notes`, input),
    ["document"],
    (_note, input) => input.start === undefined && setText(""),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    add.mutate({ text: text.trim() });
  };
  return (
    <div className="stack">
      <ForEditors>
        <p className="small quiet">{words("note.hint")}</p>
        <form className="stack" onSubmit={submit}>
          <textarea
            className="input"
            aria-label={words("note.whole")}
            placeholder={words("note.whole")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {text.trim() === "" ? null : (
            <div className="row">
              <button type="submit" className="btn primary" disabled={add.isPending}>
                {words("note.save")}
              </button>
              {add.error ? (
                <p className="error-text" role="alert">
                  {errorText(words, add.error)}
                </p>
              ) : null}
            </div>
          )}
        </form>
      </ForEditors>
      {detail.notes.map((note) => (
        <OneNote key={note.id} note={note} restore={(input) => add.mutate(input)} />
      ))}
    </div>
  );
}

function OneNote({
  note,
  restore,
}: {
  note: Note;
  restore: (input: Record<string, string | number>) => void;
}) {
  const words = useWords();
  const { pages, goToPlace } = useReading();
  const [text, setText] = useState<string | null>(null);
  const change = useAct(
    (next: string) => patch<Note>(`/api/notes/${note.id}`, { text: next }),
    ["document"],
    () => setText(null),
  );
  const away = useAct(
    () => remove<Note>(`/api/notes/${note.id}`),
    ["document"],
    () => {
      const again: Record<string, string | number> = { text: note.text };
      if (note.start !== null && note.end !== null)
        Object.assign(again, { start: note.start, end: note.end });
      say(words("note.removed"), { label: words("action.undo"), run: () => restore(again) });
    },
  );
  const { start, end } = note;
  return (
    <article className="note">
      {note.quote && start !== null && end !== null ? (
        <button
          type="button"
          className="note-quote"
          onClick={() => goToPlace({ page: pages[pageAt(pages, start)]?.number ?? 1, start, end })}
        >
          {note.quote}
        </button>
      ) : null}
      {text === null ? (
        <p>{note.text}</p>
      ) : (
        <textarea
          className="input"
          aria-label={words("note.text")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="row small quiet">
        {momentName(note.createdAt)}
        <span className="end" />
        {text === null ? (
          <ForEditors>
            <button type="button" className="link" onClick={() => setText(note.text)}>
              {words("action.edit")}
            </button>
            <button type="button" className="link" onClick={() => away()}>
              {words("action.remove")}
            </button>
          </ForEditors>
        ) : (
          <>
            <button
              type="button"
              className="link"
              disabled={text.trim() === ""}
              onClick={() => change(text.trim())}
            >
              {words("note.save")}
            </button>
            <button type="button" className="link" onClick={() => setText(null)}>
              {words("action.cancel")}
            </button>
          </>
        )}
      </div>
    </article>
  );
}
