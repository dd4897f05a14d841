// desk/process-document.ts: the way of one version of a document, top to bottom. Start reading Dossier here.
//
//   bytes ─ read (child process) ─ text, boxes ─ derive (thread) ─ passages, kind, dates, topics ─ searchable
//                                                              └─ figures, digest ─ ready
//
// Runs as a durable job and may run twice: every write replaces what the same stage wrote before, except
// what a person decided, which stays. A new version takes the document over only when its text is there.

import type { Document, Version } from "../records/document.ts";
import type { JobInputs } from "../records/job.ts";
import type { Reading } from "../records/reading.ts";
import { packReading } from "../store/readings.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import type { Problem } from "../values/problem.ts";
import { addBytes, sortable } from "./add-document.ts";
import type { DerivedText } from "./derive.ts";
import type { Desk, Progress } from "./desk.ts";
import { joinStory } from "./join-story.ts";
import { figureIdsInTurns, keepFigures } from "./keep-figures.ts";
import { leanReading, readLimitsOf } from "./read-file.ts";
import { termsOf } from "./terms.ts";
import { topicsByQuery } from "./topic-members.ts";

/** Failures that are states of the document, not of the job: a person can do something about them. */
const WAITS: Partial<Record<string, Document["state"]>> = {
  "password-needed": "needs-password",
  "password-wrong": "needs-password",
};

export async function processDocument(
  desk: Desk,
  input: JobInputs["process-document"],
  progress: Progress,
): Promise<void> {
  const { documentId, versionId } = input;
  const document = await desk.store.documents.get(documentId);
  const version = await desk.store.documents.version(versionId);
  // Deleted for good while it waited: nothing is left to do.
  if (document === null || version === null) return;
  await setState(desk, document, "reading");
  await progress("reading", 0);

  let reading: Reading;
  try {
    reading = await readVersion(desk, version, progress);
  } catch (error) {
    if (!(error instanceof DossierError) || error.kind === "unavailable") throw error;
    await setFailed(desk, document, version, error);
    if (WAITS[error.code] !== undefined) return;
    throw error;
  }

  await progress("cutting", null);
  const lean = leanReading(reading);
  const topics = await desk.store.topics.names();
  const derived = await desk.derive.text({
    reading: lean,
    fileName: version.fileName,
    url: version.url,
    mediaType: version.mediaType,
    nowIso: isoOf(desk.clock.now()),
    topics: topics.map(({ id, name, aliases }) => ({ id, name, aliases })),
  });
  await keepText(desk, document, version, reading, derived);
  await desk.search.refresh([documentId]);
  await topicsByQuery(desk, documentId);
  await joinStory(desk, documentId, derived);
  desk.events.publish({ type: "document", id: documentId, state: "searchable" });
  const current = await desk.store.documents.get(documentId);
  for (const topicId of current?.topicIds ?? []) desk.events.publish({ type: "topic", id: topicId });

  await deriveMeaning(desk, current, lean, progress);
  await addAttachments(desk, document, reading);
}

/** Figures and digest of the current version; also run alone when a rule became newer or a person changed the kind. */
export async function deriveDocument(
  desk: Desk,
  input: JobInputs["derive-document"],
  progress: Progress,
): Promise<void> {
  const reading = await desk.store.readings.whole(input.versionId);
  if (reading !== null)
    await deriveMeaning(desk, await desk.store.documents.get(input.documentId), reading, progress);
}

async function deriveMeaning(
  desk: Desk,
  document: Document | null,
  reading: Reading,
  progress: Progress,
): Promise<void> {
  if (document === null) return;
  const documentId = document.id;
  await progress("figures", null);
  const topics = (await desk.store.topics.names()).filter(({ id }) => document.topicIds.includes(id));
  const terms = await termsOf(desk);
  const { digest, figures } = await desk.derive.meaning({
    reading,
    documentId,
    versionId: document.versionId,
    title: document.title,
    kind: document.kind,
    language: document.language,
    published: document.published,
    terms,
    topicTerms: topics.flatMap(({ name, aliases }) => [name, ...aliases.map(({ text }) => text)]),
  });
  const ids = await figureIdsInTurns(documentId, figures);
  const needsOcr =
    document.characterCount === 0 && document.problems.some(({ code }) => code === "needs-ocr");
  const state = needsOcr ? "needs-ocr" : "ready";
  await desk.store.transaction(async (tables) => {
    await tables.digests.put(digest);
    await keepFigures(tables, documentId, document.versionId, figures, ids);
    await tables.jobs.enqueue({
      id: newId("job", desk.clock.now()),
      name: "check-document",
      input: { documentId },
      subject: document.title,
      documentId,
      nowIso: isoOf(desk.clock.now()),
    });
    await tables.documents.update(documentId, { state });
  });
  desk.events.publish({ type: "document", id: documentId, state });
}

/** What was said while reading; a file that gave no text at all says so, whatever its format. */
export function problemsOf({ text, problems }: Pick<Reading, "text" | "problems">): Problem[] {
  const told = problems.slice(0, 200);
  if (text.trim() !== "" || told.some(({ code }) => code === "needs-ocr")) return told;
  return [...told, { code: "no-text", at: {}, note: "No text was found in this file." }];
}

async function readVersion(desk: Desk, version: Version, progress: Progress): Promise<Reading> {
  const password = (await desk.store.documents.passwordOf(version.id)) ?? undefined;
  let told = 0;
  return desk.reader.read(
    {
      path: desk.store.blobs.pathOf(version.sha256),
      name: version.fileName,
      type: version.mediaType,
      charset: version.charset ?? undefined,
      url: version.url ?? undefined,
      password,
    },
    readLimitsOf(desk.settings),
    (done, total) => {
      // A row each half second is enough for an eye and little for the disk.
      if (desk.clock.now() - told < 500) return;
      told = desk.clock.now();
      progress("reading", total > 0 ? done / total : null).catch((error: Error) =>
        desk.log.warn("progress", { message: error.message }),
      );
    },
  );
}

async function keepText(
  desk: Desk,
  document: Document,
  version: Version,
  reading: Reading,
  derived: DerivedText,
): Promise<void> {
  const now = isoOf(desk.clock.now());
  const packed = await packReading(reading);
  await desk.store.transaction(async (tables) => {
    await tables.readings.put(version.id, packed);
    await tables.documents.setVersionRead(version.id, reading.reader, reading.pages.length);
    // A person may have changed the document while it was read: decide on what it says now.
    const current = await tables.documents.get(document.id);
    if (current === null) return;
    const published =
      current.published?.from === "person" || current.published?.from === "given"
        ? current.published
        : (derived.published ?? current.published);
    await tables.documents.update(document.id, {
      versionId: version.id,
      versionNumber: version.number,
      fileName: version.fileName,
      mediaType: version.mediaType,
      sizeBytes: version.sizeBytes,
      ...(current.titleBy.by === "person"
        ? {}
        : { title: derived.title.value || current.title, titleBy: { by: "rule", rule: derived.title.rule } }),
      ...(current.sourceBy.by === "person"
        ? {}
        : { source: derived.source.value, sourceBy: { by: "rule", rule: derived.source.rule } }),
      ...(current.kindBy.by === "person"
        ? {}
        : { kind: derived.kind.value, kindBy: { by: "rule", rule: derived.kind.rule } }),
      author: reading.meta.author ?? "",
      language: derived.language,
      published,
      event: current.event?.from === "person" ? current.event : derived.event,
      sortAt: published === null ? current.addedAt : sortable(published.iso),
      pageCount: reading.pages.length,
      characterCount: reading.text.trim().length,
      isTeaser: reading.meta.isTeaser,
      state: "searchable",
      failure: null,
      problems: problemsOf(reading),
      updatedAt: now,
      profile: JSON.stringify(derived.profile),
    });
    await tables.figures.followDocument(document.id, {
      source: current.sourceBy.by === "person" ? current.source : derived.source.value,
      sortAt: published === null ? current.addedAt : sortable(published.iso),
      isHidden: current.trashedAt !== null,
    });
    const { removed, added } = await tables.passages.replace(document.id, version.id, derived.passages);
    await tables.index.enqueue(removed, added);
    await tables.stories.setSignature(document.id, derived.signature, derived.bands, reading.text.length);
    await tables.topics.setNames(document.id, derived.names);
    await tables.topics.setOfDocument(
      document.id,
      derived.topics.map((match) => ({
        topicId: match.topicId,
        documentId: document.id,
        mentions: match.count,
        why: match.why,
      })),
      now,
    );
  });
}

async function setState(desk: Desk, document: Document, state: Document["state"]): Promise<void> {
  // While a newer version is read the one that can be read already stays on show.
  if (document.state === "ready" || document.state === "searchable") return;
  await desk.store.documents.update(document.id, { state });
  desk.events.publish({ type: "document", id: document.id, state });
}

async function setFailed(
  desk: Desk,
  document: Document,
  version: Version,
  error: DossierError,
): Promise<void> {
  const state = WAITS[error.code] ?? "failed";
  const failure = { code: error.code, message: error.message };
  const isShown =
    document.versionId === version.id || document.state === "queued" || document.state === "reading";
  if (isShown) await desk.store.documents.update(document.id, { state, failure });
  desk.events.publish({ type: "document", id: document.id, state });
}

/** Files inside a mail are documents of their own, tagged with the mail's title so that they are found together. */
async function addAttachments(desk: Desk, document: Document, reading: Reading): Promise<void> {
  for (const { name, bytes } of reading.attachments) {
    try {
      await addBytes(
        desk,
        { id: "local", name: "Dossier", role: "owner" },
        { bytes, name, tags: [`mail: ${document.title}`.slice(0, 60)], isSample: document.isSample },
      );
    } catch (error) {
      if (!(error instanceof DossierError)) throw error;
      const current = await desk.store.documents.get(document.id);
      await desk.store.documents.update(document.id, {
        problems: [
          ...(current?.problems ?? []),
          { code: error.code, at: {}, note: `Attachment ${name}: ${error.message}` },
        ],
      });
    }
  }
}

/** Queues a version to be read again; returns the job. */
export async function queueReading(desk: Desk, document: Document, versionId: string): Promise<string> {
  const jobId = newId("job", desk.clock.now());
  await desk.store.jobs.enqueue({
    id: jobId,
    name: "process-document",
    input: { documentId: document.id, versionId },
    subject: document.title,
    documentId: document.id,
    nowIso: isoOf(desk.clock.now()),
  });
  desk.events.publish({ type: "desk" });
  return jobId;
}
