// desk/queue-check.ts: has documents checked again after something that checks rest on has changed.

import type { Tables } from "../store/store.ts";
import { isoOf } from "../values/clock.ts";
import { newId } from "../values/id.ts";

/** Queues a check of each document, inside the caller's transaction; one that waits already is enough. Ids that do not exist are left out. */
export async function queueChecks(
  tables: Pick<Tables, "documents" | "jobs">,
  documentIds: readonly string[],
  now: number,
): Promise<void> {
  for (const documentId of documentIds) {
    if (await tables.jobs.isWaiting("check-document", { documentId })) continue;
    const document = await tables.documents.get(documentId);
    if (document === null) continue;
    await tables.jobs.enqueue({
      id: newId("job", now),
      name: "check-document",
      input: { documentId },
      subject: document.title,
      documentId,
      nowIso: isoOf(now),
    });
  }
}
