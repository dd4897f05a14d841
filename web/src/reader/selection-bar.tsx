// web/src/reader/selection-bar.tsx: what one does with selected words: copy with their place, link, note, search.

import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useCallback, useState } from "react";
import { post, queryString } from "../api/client.ts";
import { useCanEdit, useChange } from "../api/queries.ts";
import type { Note } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { citeText } from "../ui/cite-text.ts";
import { useCopy } from "../ui/copy.ts";
import { errorText } from "../ui/states.tsx";
import { AddFigure } from "./add-figure.tsx";
import { pageAt } from "./places.ts";
import { useReading } from "./reading-context.ts";

const MOST_SELECTED = 20_000;

/** A handler that turns the browser's selection into a passage, given how a pane places a point. */
export function useSelection(placeOf: (node: Node, offset: number) => number | null): () => void {
  const { select } = useReading();
  return useCallback(() => {
    const chosen = window.getSelection();
    if (!chosen || chosen.isCollapsed || chosen.rangeCount === 0) return select(null);
    const range = chosen.getRangeAt(0);
    const start = placeOf(range.startContainer, range.startOffset);
    const end = placeOf(range.endContainer, range.endOffset);
    const text = chosen.toString();
    if (start === null || end === null || end <= start || text.length > MOST_SELECTED) return select(null);
    select({ start, end, text });
  }, [placeOf, select]);
}

export function SelectionBar() {
  const words = useWords();
  const navigate = useNavigate();
  const { document, versionId, pages, selection, select } = useReading();
  const [note, setNote] = useState<string | null>(null);
  const [isFigure, setFigure] = useState(false);
  const canEdit = useCanEdit();
  const add = useChange(
    (input: { text: string; start: number; end: number }) =>
      post<Note>(`/api/documents/${document.id}/notes`, input),
    ["document"],
    () => {
      setNote(null);
      select(null);
    },
  );
  const copyText = useCopy();
  if (!selection) return null;
  const page = pages[pageAt(pages, selection.start)];
  const place = {
    page: page?.number ?? 1,
    start: selection.start,
    end: selection.end,
    version: versionId,
  };
  const copy = (text: string) => {
    copyText(text);
    select(null);
  };
  const where = citeText(
    document,
    { ...place, documentId: document.id, versionId, pageLabel: page?.label ?? null, quote: selection.text },
    (name) => words("cite.page", { page: name }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (note?.trim()) add.mutate({ text: note.trim(), start: selection.start, end: selection.end });
  };
  return (
    <div className="selection-bar">
      {isFigure ? (
        <AddFigure done={() => setFigure(false)} />
      ) : note === null ? (
        <div className="row" role="toolbar" aria-label={words("reader.selection")}>
          <button type="button" className="btn" onClick={() => copy(`${selection.text}\n${where}`)}>
            {words("reader.copyQuote")}
          </button>
          <button
            type="button"
            className="btn"
            onClick={() => copy(`${location.origin}/documents/${document.id}${queryString(place)}`)}
          >
            {words("reader.copyLink")}
          </button>
          {canEdit ? (
            <>
              <button type="button" className="btn" onClick={() => setNote("")}>
                {words("note.add")}
              </button>
              <button type="button" className="btn" onClick={() => setFigure(true)}>
                {words("addFigure.title")}
              </button>
            </>
          ) : null}
          <button
            type="button"
            className="btn"
            onClick={() =>
              void navigate({
                to: "/search",
                search: { q: `"${selection.text.replaceAll('"', "").slice(0, 120)}"` },
              })
            }
          >
            {words("reader.searchFor")}
          </button>
        </div>
      ) : (
        <form className="stack" onSubmit={submit}>
          <textarea
            className="input"
            // biome-ignore lint/a11y/noAutofocus: it opens on the person's own press
            autoFocus
            aria-label={words("note.text")}
            placeholder={words("note.text")}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
              if (event.key === "Escape") setNote(null);
            }}
          />
          {add.error ? <p className="error-text">{errorText(words, add.error)}</p> : null}
          <div className="row">
            <button type="submit" className="btn primary" disabled={add.isPending || note.trim() === ""}>
              {words("note.save")}
            </button>
            <button type="button" className="btn plain" onClick={() => setNote(null)}>
              {words("action.cancel")}
            </button>
          </div>
        </form>
      )}
    </div>
  );
}
