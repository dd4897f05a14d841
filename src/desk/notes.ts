// desk/notes.ts: a person's words on a document or on words of it.

import { z } from "zod";
import { Note } from "../records/document.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import type { Desk } from "./desk.ts";
import { findDocument } from "./find.ts";
import { operation } from "./operation.ts";

const Text = z.string().trim().min(1).max(20_000);

export const addNote = operation({
  name: "add-note",
  summary: "Add a note to a document, or to words of it.",
  http: "POST /api/documents/:id/notes",
  cli: "note <id> <text>",
  allow: "editor",
  input: z.object({
    id: z.string(),
    text: Text,
    start: z.coerce.number().int().min(0).optional(),
    end: z.coerce.number().int().min(0).optional(),
  }),
  output: Note,
  async run(desk, _actor, { id, text, start, end }) {
    const document = await findDocument(desk, id);
    const reading = (await desk.store.readings.text(document.versionId)) ?? "";
    const isPlaced = start !== undefined && end !== undefined;
    if (isPlaced && (start >= end || end > reading.length))
      throw new DossierError("bad-input", {
        field: "end",
        reason: `the words noted on lie within 0 and ${reading.length}`,
      });
    const note: Note = {
      id: newId("not", desk.clock.now()),
      documentId: id,
      start: isPlaced ? start : null,
      end: isPlaced ? end : null,
      quote: isPlaced ? reading.slice(start, Math.min(end, start + 2000)) : "",
      text,
      createdAt: isoOf(desk.clock.now()),
    };
    await desk.store.notes.insert(note);
    return note;
  },
});

export const updateNote = operation({
  name: "update-note",
  summary: "Change the text of a note.",
  http: "PATCH /api/notes/:id",
  cli: null,
  allow: "editor",
  input: z.object({ id: z.string(), text: Text }),
  output: Note,
  async run(desk, _actor, { id, text }) {
    const note = await findNote(desk, id);
    await desk.store.notes.setText(id, text);
    return { ...note, text };
  },
});

export const removeNote = operation({
  name: "remove-note",
  summary: "Remove a note; what comes back can be added again.",
  http: "DELETE /api/notes/:id",
  cli: null,
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: Note,
  async run(desk, _actor, { id }) {
    const note = await findNote(desk, id);
    await desk.store.notes.remove(id);
    return note;
  },
});

async function findNote(desk: Desk, id: string): Promise<Note> {
  const note = await desk.store.notes.get(id);
  if (note === null) throw new DossierError("note-not-found", { id });
  return note;
}
