// desk/give-up.ts: what a job leaves behind when it ends without success: a document must not stay "reading" for ever.

import type { JobInputs, JobName } from "../records/job.ts";
import type { Desk } from "./desk.ts";

/** Marks the document of a reading that was given up as failed; a version that was readable before stays on show. */
export async function giveUp(
  desk: Desk,
  name: JobName,
  input: JobInputs[JobName],
  failure: { code: string; message: string },
): Promise<void> {
  if (name !== "process-document") return;
  const { documentId } = input as JobInputs["process-document"];
  const document = await desk.store.documents.get(documentId);
  if (document === null || (document.state !== "queued" && document.state !== "reading")) return;
  await desk.store.documents.update(documentId, { state: "failed", failure });
  desk.events.publish({ type: "document", id: documentId, state: "failed" });
}
