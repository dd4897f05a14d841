// desk/check-document.ts: the checks of one document, and of what it shares with others, again from the start.
//
// The work is done in the check thread (check-work.ts), which reads for itself; here its rows are put into the store. One
// check at a time: what one found must be there before the next looks for it. Runs as a durable job and may run twice.

import { setImmediate as nextTurn } from "node:timers/promises";
import type { JobInputs } from "../records/job.ts";
import { isoOf } from "../values/clock.ts";
import type { FindingChanges } from "./check-work.ts";
import type { Desk, Progress } from "./desk.ts";

/** Rows handed to the writer at a time: some hundred kB, which take a millisecond or two to hand over. */
const AT_ONCE = 40;

export async function checkDocumentJob(
  desk: Desk,
  { documentId }: JobInputs["check-document"],
  progress: Progress,
): Promise<void> {
  const document = await desk.store.documents.get(documentId);
  if (document === null) return;
  await progress("checking", null);
  await inCheckTurn(desk, async () =>
    keepChanges(desk, await desk.checks.document({ documentId, nowIso: isoOf(desk.clock.now()) })),
  );
  desk.events.publish({ type: "document", id: documentId, state: document.state });
}

/** All that a check found, in one transaction. Throws when one of its documents was deleted for good meanwhile: try again. */
export async function keepChanges(desk: Desk, changes: FindingChanges): Promise<void> {
  await desk.store.transaction(async (tables) => {
    for (const { documentId, keys } of changes.keys) await tables.figureKeys.replace(documentId, keys);
    await tables.findings.remove(changes.remove);
    for (let from = 0; from < changes.put.length; from += AT_ONCE) {
      await tables.findings.putFound(changes.put.slice(from, from + AT_ONCE));
      await nextTurn();
    }
    await tables.findings.recount(changes.recount);
  });
}

const turns = new WeakMap<Desk, Promise<unknown>>();

/** Checks of a desk follow each other. */
export function inCheckTurn<T>(desk: Desk, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(desk) ?? Promise.resolve()).then(work);
  turns.set(
    desk,
    turn.catch(() => undefined),
  );
  return turn;
}
