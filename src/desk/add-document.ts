// desk/add-document.ts: bytes, text, a page or an address become a document with work waiting for it.
//
// Three levels of sameness, and the outcome says which one fired: the same bytes are the same document;
// other bytes from the same clean address are a new version of it; near-identical text makes a story
// later (join-story.ts). The row and its job are one transaction: there is never one without the other.

import { z } from "zod";
import { cleanUrl } from "../fetch/clean-url.ts";
import { detectType } from "../fetch/detect.ts";
import { openSample } from "../fetch/sample.ts";
import { safeFileName } from "../fetch/upload.ts";
import { Document } from "../records/document.ts";
import type { MediaType } from "../records/reading.ts";
import type { Actor } from "../records/user.ts";
import type { Tables } from "../store/store.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import type { Desk } from "./desk.ts";
import { findTopic } from "./find.ts";
import { operation } from "./operation.ts";
import { uploadsInto } from "./uploads.ts";

/** What a file without a name is called, and what its kind adds. */
const UNNAMED = "file";
const EXTENSIONS: Record<MediaType, string> = {
  pdf: "pdf",
  html: "html",
  docx: "docx",
  xlsx: "xlsx",
  pptx: "pptx",
  epub: "epub",
  eml: "eml",
  markdown: "md",
  text: "txt",
};

export const AddOutcome = z.enum(["new", "same-bytes", "new-version", "restored", "queued"]);
export type AddOutcome = z.infer<typeof AddOutcome>;

export const Added = z.object({
  document: Document.nullable(),
  outcome: AddOutcome,
  jobId: z.string().nullable(),
});
export type Added = z.infer<typeof Added>;

/** Bytes on their way in, with what their carrier said of them. */
export interface Incoming extends Described {
  bytes: Uint8Array;
}

/** What a carrier says of a file. */
export interface Described {
  /** "" when nobody knows one: then it is called by its kind. */
  name: string;
  declaredType?: string | null;
  charset?: string | null;
  url?: string | null;
  /** The document that these bytes are a new version of, when the carrier knows (a watched file that changed). */
  versionOf?: string | null;
  /** What the person or the feed says; a rule never overwrites it. */
  title?: string | null;
  source?: string | null;
  kind?: Document["kind"] | null;
  publishedIso?: string | null;
  publishedFrom?: string;
  tags?: readonly string[];
  isSample?: boolean;
  /** It came by itself (a feed, a watched folder): then what a person put in the trash stays there. */
  isUnasked?: boolean;
}

export const addDocument = operation({
  name: "add-document",
  summary: "Add a document from an address, from text or from the HTML of a page, and queue its reading.",
  http: "POST /api/documents",
  cli: null, // `dossier add` also takes files and folders: cli/add.ts
  allow: "editor",
  input: z
    .object({
      url: z.string().max(4000).optional(),
      text: z.string().max(20_000_000).optional(),
      html: z.string().max(20_000_000).optional(),
      title: z.string().trim().max(500).optional(),
      tags: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
      /** A topic that it belongs to by a person's word. */
      topicId: z.string().optional(),
    })
    .refine(
      (input) =>
        [input.text, input.html].filter((part) => part !== undefined).length +
          (input.url !== undefined && input.html === undefined ? 1 : 0) ===
        1,
      {
        message: "give one of url, text or html (html may come with its url)",
      },
    ),
  output: Added,
  async run(desk, actor, input) {
    if (input.topicId !== undefined) await findTopic(desk, input.topicId);
    const written = writtenBytes(input);
    if (written !== null) {
      const added = await addBytes(desk, actor, {
        ...written,
        charset: "utf-8",
        title: input.title,
        tags: input.tags,
      });
      await uploadsInto(desk, input.topicId, added.document === null ? [] : [added.document.id]);
      return added;
    }
    const url = cleanUrl(input.url!);
    const jobId = newId("job", desk.clock.now());
    await desk.store.jobs.enqueue({
      id: jobId,
      name: "fetch-url",
      input: { url: input.url!, tags: input.tags, topicId: input.topicId },
      subject: url,
      nowIso: isoOf(desk.clock.now()),
    });
    desk.events.publish({ type: "desk" });
    return { document: null, outcome: "queued" as const, jobId };
  },
});

/** What a person pasted, as bytes with a name; null when there is only an address. */
function writtenBytes(input: {
  url?: string;
  text?: string;
  html?: string;
  title?: string;
}): Incoming | null {
  if (input.html !== undefined)
    return {
      bytes: Buffer.from(input.html, "utf8"),
      name: `${input.title ?? "page"}.html`,
      declaredType: "text/html",
      url: input.url,
    };
  if (input.text === undefined) return null;
  return {
    bytes: Buffer.from(input.text, "utf8"),
    name: `${input.title ?? firstLine(input.text)}.txt`,
    declaredType: "text/plain",
  };
}

const firstLine = (text: string): string => text.trim().split("\n")[0]!.slice(0, 60) || "note";

/**
 * Keeps the bytes and makes or finds their document. Throws empty-file, unreadable-type, old-office-file and
 * blob-too-large; nothing is kept then.
 */
export async function addBytes(desk: Desk, _actor: Actor, { bytes, ...described }: Incoming): Promise<Added> {
  const sizeBytes = bytes.byteLength;
  checkSize(desk, described, sizeBytes);
  const mediaType = await typeOf(bytes, described);
  return addKept(desk, described, { sha256: await desk.store.blobs.put(bytes), sizeBytes, mediaType });
}

/**
 * As addBytes, for a file that comes in pieces: they are written as they come, and no more than some megabytes of it
 * are ever held. All are read, also those past the limit, so that the error says how large the file is. Nothing is
 * kept either when the pieces break off, which throws what they throw.
 */
export async function addPieces(
  desk: Desk,
  described: Described,
  pieces: AsyncIterable<Uint8Array>,
): Promise<Added> {
  const draft = await desk.store.blobs.begin();
  try {
    const sample = openSample();
    let sizeBytes = 0;
    for await (const piece of pieces) {
      sizeBytes += piece.byteLength;
      if (sizeBytes > desk.settings.maxFileBytes) continue;
      sample.add(piece);
      await draft.write(piece);
    }
    checkSize(desk, described, sizeBytes);
    const mediaType = await typeOf(sample.bytes(), described);
    return await addKept(desk, described, { sha256: await draft.keep(), sizeBytes, mediaType });
  } finally {
    await draft.discard();
  }
}

const shownName = ({ name }: Described): string => (name === "" ? UNNAMED : safeFileName(name));

function checkSize(desk: Desk, described: Described, bytes: number): void {
  const limit = desk.settings.maxFileBytes;
  if (bytes > limit) throw new DossierError("blob-too-large", { name: shownName(described), bytes, limit });
}

const typeOf = (bytes: Uint8Array, described: Described): Promise<MediaType> =>
  detectType(bytes, shownName(described), described.declaredType ?? undefined);

/** An original that is kept, whose document is still to be made or found. */
interface Original {
  sha256: string;
  sizeBytes: number;
  mediaType: MediaType;
}

async function addKept(desk: Desk, described: Described, original: Original): Promise<Added> {
  const name = described.name === "" ? `${UNNAMED}.${EXTENSIONS[original.mediaType]}` : shownName(described);
  const added = await desk.store.transaction((tables) =>
    settle(desk, tables, { ...described, name }, original),
  );
  const { document, outcome } = added;
  // A document that search knows already may have new tags or be out of the trash.
  if (document !== null && (outcome === "same-bytes" || outcome === "restored"))
    await desk.search.refresh([document.id]);
  if (document !== null) desk.events.publish({ type: "document", id: document.id, state: document.state });
  return added;
}

async function settle(desk: Desk, tables: Tables, incoming: Described, original: Original): Promise<Added> {
  const { sha256, sizeBytes, mediaType } = original;
  const now = desk.clock.now();
  const same = await tables.documents.byBytes(sha256);
  if (same !== null) {
    const known = (await tables.documents.get(same))!;
    if (incoming.tags !== undefined && incoming.tags.length > 0)
      await tables.documents.setTags(same, [...known.tags, ...incoming.tags]);
    if (known.trashedAt === null || incoming.isUnasked === true)
      return { document: (await tables.documents.get(same))!, outcome: "same-bytes", jobId: null };
    await tables.documents.update(same, { trashedAt: null, updatedAt: isoOf(now) });
    return { document: (await tables.documents.get(same))!, outcome: "restored", jobId: null };
  }
  const cleaned = incoming.url ? cleanUrl(incoming.url) : null;
  const versionOf = await knownDocument(tables, incoming.versionOf ?? null, cleaned);
  const id = versionOf ?? newId("doc", now);
  const versionId = newId("ver", now);
  if (versionOf === null)
    await tables.documents.insert(freshDocument(desk, incoming, original, id, versionId), cleaned);
  const number = versionOf === null ? 1 : ((await tables.documents.versions(id))[0]?.number ?? 0) + 1;
  await tables.documents.insertVersion({
    id: versionId,
    documentId: id,
    number,
    sha256,
    mediaType,
    sizeBytes,
    fileName: incoming.name,
    url: incoming.url ?? null,
    charset: incoming.charset ?? null,
    addedAt: isoOf(now),
    reader: null,
    pageCount: 0,
  });
  // A new version shows only once it is read (process-document): until then the old one serves.
  if (versionOf !== null)
    await tables.documents.update(id, {
      updatedAt: isoOf(now),
      ...(incoming.isUnasked === true ? {} : { trashedAt: null }),
    });
  const jobId = newId("job", now);
  const document = (await tables.documents.get(id))!;
  await tables.jobs.enqueue({
    id: jobId,
    name: "process-document",
    input: { documentId: id, versionId },
    subject: document.title,
    documentId: id,
    nowIso: isoOf(now),
  });
  return { document, outcome: versionOf === null ? "new" : "new-version", jobId };
}

/** The document that bytes other than its own are a new version of: the one the carrier names, else that of the same address. */
async function knownDocument(
  tables: Tables,
  named: string | null,
  cleaned: string | null,
): Promise<string | null> {
  if (named !== null && (await tables.documents.get(named)) !== null) return named;
  return cleaned === null ? null : tables.documents.byAddress(cleaned);
}

function freshDocument(
  desk: Desk,
  incoming: Described,
  { mediaType, sizeBytes }: Original,
  id: string,
  versionId: string,
): Document {
  const nowIso = isoOf(desk.clock.now());
  const byPerson = (value: unknown) =>
    value ? ({ by: "person", rule: "given" } as const) : ({ by: "rule", rule: "not read yet" } as const);
  const published = incoming.publishedIso
    ? {
        iso: incoming.publishedIso,
        precision: incoming.publishedIso.length > 10 ? ("minute" as const) : ("day" as const),
        words: incoming.publishedIso,
        from: incoming.publishedFrom ?? "given",
      }
    : null;
  return {
    id,
    versionId,
    versionNumber: 1,
    title: incoming.title || incoming.name.replace(/\.[A-Za-z0-9]{1,8}$/, "") || incoming.name,
    titleBy: byPerson(incoming.title),
    source: incoming.source ?? "",
    sourceBy: byPerson(incoming.source),
    author: "",
    kind: incoming.kind ?? "article",
    kindBy: byPerson(incoming.kind),
    language: "other",
    published,
    event: null,
    addedAt: nowIso,
    updatedAt: nowIso,
    sortAt: published === null ? nowIso : sortable(published.iso),
    url: incoming.url ?? null,
    fileName: incoming.name,
    mediaType,
    sizeBytes,
    pageCount: 0,
    characterCount: 0,
    state: "queued",
    failure: null,
    problems: [],
    storyId: null,
    storySize: 1,
    isStoryPrimary: false,
    isTeaser: false,
    isSample: incoming.isSample ?? false,
    isFavourite: false,
    isArchived: false,
    trashedAt: null,
    readAt: null,
    tags: [...(incoming.tags ?? [])],
    topicIds: [],
    figureCount: 0,
    findingCount: 0,
  };
}

/** An ISO day, month, year or moment as UTC text that sorts; a moment without a zone is taken as UTC. */
export function sortable(iso: string): string {
  const [year, month = "01", day = "01"] = iso.slice(0, 10).split("-");
  if (iso.length <= 10) return `${year}-${month}-${day}T00:00:00.000Z`;
  const moment = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(moment.getTime()) ? `${year}-${month}-${day}T00:00:00.000Z` : moment.toISOString();
}
