// desk/change-documents.ts: what a person decides about documents: fields, marks, trash and back, for good.

import { z } from "zod";
import { type Dated, Document, DocumentKind } from "../records/document.ts";
import type { Tables } from "../store/store.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import { sortable } from "./add-document.ts";
import type { Desk } from "./desk.ts";
import { findDocument } from "./find.ts";
import { choosePrimary } from "./join-story.ts";
import { operation } from "./operation.ts";
import { queueReading } from "./process-document.ts";
import { queueChecks } from "./queue-check.ts";
import { forgetRemovedTopics } from "./removed-topics.ts";

const IsoDate = z
  .string()
  .regex(
    /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/,
    "a date such as 2025-11-06 or 2025-11-06T15:45",
  );
const Tag = z.string().trim().min(1).max(60);

export const updateDocument = operation({
  name: "update-document",
  summary: "Correct what the rules recognised, or mark a document as favourite, archived or read.",
  http: "PATCH /api/documents/:id",
  cli: "update <id>",
  allow: "editor",
  input: z.object({
    id: z.string(),
    title: z.string().trim().min(1).max(500).optional(),
    source: z.string().trim().max(200).optional(),
    kind: DocumentKind.optional(),
    published: IsoDate.nullable().optional(),
    event: IsoDate.nullable().optional(),
    isFavourite: z.boolean().optional(),
    isArchived: z.boolean().optional(),
    isRead: z.boolean().optional(),
    tags: z.array(Tag).max(50).optional(),
  }),
  output: Document,
  async run(desk, _actor, { id, tags, isRead, published, event, title, source, kind, ...marks }) {
    const before = await findDocument(desk, id);
    const now = isoOf(desk.clock.now());
    const person = { by: "person", rule: "corrected" } as const;
    await desk.store.transaction(async (tables) => {
      await tables.documents.update(id, {
        ...marks,
        ...(title === undefined ? {} : { title, titleBy: person }),
        ...(source === undefined ? {} : { source, sourceBy: person }),
        ...(kind === undefined ? {} : { kind, kindBy: person }),
        ...(published === undefined
          ? {}
          : {
              published: datedBy(published),
              sortAt: published === null ? before.addedAt : sortable(published),
            }),
        ...(event === undefined ? {} : { event: datedBy(event) }),
        ...(isRead === undefined ? {} : { readAt: isRead ? now : null }),
        updatedAt: now,
      });
      if (tags !== undefined) await tables.documents.setTags(id, tags);
      await followFigures(tables, id);
      // A title is searched with its passages.
      if (title !== undefined) await tables.index.touchDocument(id);
      // A kind decides the form of the digest; "last quarter" is said from the day of publication. Checks follow.
      const isOfAnotherDay = published !== undefined && published !== before.published?.iso;
      if ((kind !== undefined && kind !== before.kind) || isOfAnotherDay) {
        await tables.jobs.enqueue({
          id: newId("job", desk.clock.now()),
          name: "derive-document",
          input: { documentId: id, versionId: before.versionId },
          subject: before.title,
          documentId: id,
          nowIso: now,
        });
      } else if (source !== undefined && source !== before.source)
        await queueChecks(tables, [id], desk.clock.now());
    });
    await desk.search.refresh([id]);
    const after = await findDocument(desk, id);
    desk.events.publish({ type: "document", id, state: after.state });
    return after;
  },
});

function datedBy(iso: string | null): Dated | null {
  if (iso === null) return null;
  const precision = iso.length > 10 ? "minute" : iso.length > 7 ? "day" : iso.length > 4 ? "month" : "year";
  return { iso, precision, words: iso, from: "person" };
}

export const trashDocument = operation({
  name: "trash-document",
  summary: "Move a document to the trash; restore-document brings it back.",
  http: "DELETE /api/documents/:id",
  cli: "trash <id>",
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: z.object({ id: z.string() }),
  async run(desk, _actor, { id }) {
    await findDocument(desk, id);
    await setTrashed(desk, id, isoOf(desk.clock.now()));
    return { id };
  },
});

export const restoreDocument = operation({
  name: "restore-document",
  summary: "Bring a document back from the trash.",
  http: "POST /api/documents/:id/restore",
  cli: "restore-document <id>",
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: z.object({ id: z.string() }),
  async run(desk, _actor, { id }) {
    await findDocument(desk, id);
    await setTrashed(desk, id, null);
    return { id };
  },
});

export const deleteDocument = operation({
  name: "delete-document",
  summary: "Delete a document in the trash for good, with its original.",
  http: "POST /api/documents/:id/delete",
  cli: "delete <id>",
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: z.object({ id: z.string() }),
  async run(desk, _actor, { id }) {
    const document = await findDocument(desk, id);
    if (document.trashedAt === null) throw new DossierError("not-in-trash", { id });
    await deleteForGood(desk, id);
    return { id };
  },
});

const ACTIONS = [
  "trash",
  "restore",
  "delete",
  "archive",
  "unarchive",
  "favourite",
  "unfavourite",
  "read",
  "unread",
  "reread",
  "tag",
  "untag",
] as const;

export const changeDocuments = operation({
  name: "change-documents",
  summary: "Do one thing to many documents: trash, restore, archive, mark, tag, read again.",
  http: "POST /api/documents/bulk",
  cli: "bulk <action> <ids...>",
  allow: "editor",
  input: z
    .object({ ids: z.array(z.string()).min(1).max(5000), action: z.enum(ACTIONS), tag: Tag.optional() })
    .refine(({ action, tag }) => !action.endsWith("tag") || tag !== undefined, {
      message: "tag: say which tag",
      path: ["tag"],
    }),
  output: z.object({ changed: z.number().int() }),
  async run(desk, _actor, { ids, action, tag }) {
    let changed = 0;
    for (const id of new Set(ids)) {
      const document = await desk.store.documents.get(id);
      if (document === null) continue;
      changed += (await changeOne(desk, document, action, tag)) ? 1 : 0;
    }
    if (action.endsWith("tag")) await desk.search.refresh(ids);
    desk.events.publish({ type: "desk" });
    return { changed };
  },
});

async function changeOne(
  desk: Desk,
  document: Document,
  action: (typeof ACTIONS)[number],
  tag: string | undefined,
): Promise<boolean> {
  const { id } = document;
  const now = isoOf(desk.clock.now());
  switch (action) {
    case "trash":
    case "restore":
      if ((document.trashedAt === null) === (action === "restore")) return false;
      await setTrashed(desk, id, action === "trash" ? now : null);
      return true;
    case "delete":
      if (document.trashedAt === null) return false;
      await deleteForGood(desk, id);
      return true;
    case "archive":
    case "unarchive":
      return desk.store.documents.update(id, { isArchived: action === "archive", updatedAt: now });
    case "favourite":
    case "unfavourite":
      return desk.store.documents.update(id, { isFavourite: action === "favourite", updatedAt: now });
    case "read":
    case "unread":
      return desk.store.documents.update(id, { readAt: action === "read" ? now : null });
    case "reread":
      await queueReading(desk, document, document.versionId);
      return true;
    case "tag":
    case "untag":
      await desk.store.transaction((tables) =>
        tables.documents.setTags(
          id,
          action === "tag" ? [...document.tags, tag!] : document.tags.filter((known) => known !== tag),
        ),
      );
      return true;
  }
}

async function setTrashed(desk: Desk, id: string, at: string | null): Promise<void> {
  await desk.store.transaction(async (tables) => {
    await tables.documents.update(id, { trashedAt: at, updatedAt: isoOf(desk.clock.now()) });
    await followFigures(tables, id);
    const storyId = await tables.stories.storyIdOf(id);
    // A story of one is dissolved only for good: restoring brings the member back to it.
    if (storyId !== null && ((await tables.stories.get(storyId))?.members.length ?? 0) > 1)
      await choosePrimary(tables, storyId);
    await tables.index.touchDocument(id);
    // What it said with others no longer counts, or counts again.
    await queueChecks(tables, [id], desk.clock.now());
  });
  await desk.search.refresh([id]);
  desk.events.publish({ type: "document", id, state: at === null ? "ready" : "trashed" });
}

/** The ledger repeats a document's source, date and whether it is in the trash. */
async function followFigures(tables: Tables, id: string): Promise<void> {
  const document = await tables.documents.get(id);
  if (document !== null)
    await tables.figures.followDocument(id, {
      source: document.source,
      sortAt: document.sortAt,
      isHidden: document.trashedAt !== null,
    });
}

/** Removes the rows in one transaction, then originals that no other document uses: a crash between leaves only a spare file. */
export async function deleteForGood(desk: Desk, id: string): Promise<void> {
  const hashes = await desk.store.documents.hashesOnlyOf(id);
  await desk.store.transaction(async (tables) => {
    const storyId = await tables.stories.storyIdOf(id);
    await tables.index.enqueue(await tables.passages.rowsOf(id), []);
    await tables.findings.removeOfDocument(id);
    await tables.documents.remove(id);
    if (storyId !== null) await choosePrimary(tables, storyId);
  });
  for (const hash of hashes) await desk.store.blobs.remove(hash);
  await desk.search.refresh([id]);
  desk.events.publish({ type: "document", id, state: "deleted" });
}

const DAY_MS = 86_400_000;

/**
 * Deletes for good what has lain in the trash longer than the setting says, topics removed as long ago, and pieces of
 * files that a crash left behind: an upload that still comes was written to within the day.
 */
export async function emptyTrash(desk: Desk): Promise<void> {
  const until = isoOf(desk.clock.now() - desk.settings.trashDays * DAY_MS);
  for (const id of await desk.store.documents.ids({ view: "trash" })) {
    const document = await desk.store.documents.get(id);
    if (document?.trashedAt && document.trashedAt < until) await deleteForGood(desk, id);
  }
  await forgetRemovedTopics(desk, until);
  await desk.store.blobs.sweep(desk.clock.now() - DAY_MS);
}

export const rereadDocument = operation({
  name: "reread-document",
  summary: "Read the original again, with a password when it is locked.",
  http: "POST /api/documents/:id/reread",
  cli: "reread <id>",
  allow: "editor",
  input: z.object({
    id: z.string(),
    version: z.string().optional(),
    password: z.string().min(1).max(500).optional(),
  }),
  output: z.object({ jobId: z.string() }),
  async run(desk, _actor, { id, version, password }) {
    const document = await findDocument(desk, id);
    const versionId = version ?? (await desk.store.documents.versions(id))[0]?.id ?? document.versionId;
    if (password !== undefined) await desk.store.documents.setPassword(versionId, password);
    await desk.store.documents.update(
      id,
      document.state === "failed" || document.state === "needs-password"
        ? { state: "queued", failure: null }
        : {},
    );
    return { jobId: await queueReading(desk, document, versionId) };
  },
});
