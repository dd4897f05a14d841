// desk/find.ts: gets a thing by its id or says, in the one way, that it is not there.

import type { Document, Version } from "../records/document.ts";
import type { Topic } from "../records/topic.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";

/** Throws document-not-found. Documents in the trash are found too. */
export async function findDocument(desk: Desk, id: string): Promise<Document> {
  const document = await desk.store.documents.get(id);
  if (document === null) throw new DossierError("document-not-found", { id });
  return document;
}

/** The named version of a document, or its current one. Throws document-not-found and version-not-found. */
export async function findVersion(
  desk: Desk,
  documentId: string,
  versionId: string | undefined,
): Promise<Version> {
  const document = await findDocument(desk, documentId);
  const version = await desk.store.documents.version(versionId ?? document.versionId);
  if (version === null || version.documentId !== documentId)
    throw new DossierError("version-not-found", { id: documentId, version: versionId ?? "?" });
  return version;
}

/** Throws topic-not-found. */
export async function findTopic(desk: Desk, id: string): Promise<Topic> {
  const topic = await desk.store.topics.get(id);
  if (topic === null) throw new DossierError("topic-not-found", { id });
  return topic;
}
