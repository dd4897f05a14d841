// desk/check-all.ts: every check of the desk again, for when a rule became newer or somebody asks for it.
//
// Documents a few at a time for what stands inside them, then keys for what documents say of each other: each group of
// figures is compared once, not once for each document in it. What was found before and is not found again goes at the
// end. The check thread works; between two turns other documents are checked as they come.

import { z } from "zod";
import { CHECKS_VERSION } from "../checks/check.ts";
import type { JobInputs } from "../records/job.ts";
import { isoOf } from "../values/clock.ts";
import { newId } from "../values/id.ts";
import { inCheckTurn, keepChanges } from "./check-document.ts";
import type { Desk, Progress } from "./desk.ts";
import { operation } from "./operation.ts";

/** Few enough that a new document waits a second at most. */
const DOCUMENTS_A_TURN = 8;
const KEYS_A_TURN = 30;
const IDS_A_TURN = 5_000;
const ACROSS = "sources";
/** The part of the whole that documents take; the rest is comparing. */
const INSIDE = 0.7;
const VERSION = "checks-version";

export const checkAllVerb = operation({
  name: "check-all",
  summary: "Check every document again, and all of them against each other; returns the job.",
  http: "POST /api/checks",
  cli: "check-all",
  allow: "editor",
  input: z.object({}),
  output: z.object({ jobId: z.string() }),
  run: async (desk) => ({ jobId: await queueCheckAll(desk) }),
});

/** The job that waits already, or a new one. */
async function queueCheckAll(desk: Desk): Promise<string> {
  const waiting = await desk.store.jobs.waitingId("check-all", {});
  if (waiting !== null) return waiting;
  const id = newId("job", desk.clock.now());
  const nowIso = isoOf(desk.clock.now());
  await desk.store.jobs.enqueue({ id, name: "check-all", input: {}, subject: "checks", nowIso });
  desk.events.publish({ type: "desk" });
  return id;
}

/** Queues it when checks are newer than what the findings of this desk were made by; a desk without documents has none. */
export async function checkWhenNewer(desk: Desk): Promise<void> {
  if ((await desk.store.facts.get(VERSION)) === CHECKS_VERSION) return;
  if ((await desk.store.documents.count({ view: "library" })) > 0) await queueCheckAll(desk);
  else await desk.store.facts.set(VERSION, CHECKS_VERSION);
}

export async function checkAllJob(
  desk: Desk,
  _input: JobInputs["check-all"],
  progress: Progress,
): Promise<void> {
  await checkAll(desk, progress);
  await desk.store.facts.set(VERSION, CHECKS_VERSION);
  desk.events.publish({ type: "desk" });
}

/** What it worked on, and how many findings there are between documents. */
export async function checkAll(
  desk: Desk,
  progress: Progress,
): Promise<{ documents: number; findings: number }> {
  const before = await acrossIds(desk);
  const ids = await desk.store.documents.ids({ view: "library" });
  for (let from = 0; from < ids.length; from += DOCUMENTS_A_TURN) {
    await progress("checking", (INSIDE * from) / ids.length);
    const documentIds = ids.slice(from, from + DOCUMENTS_A_TURN);
    await inCheckTurn(desk, async () =>
      keepChanges(desk, await desk.checks.inside({ documentIds, nowIso: isoOf(desk.clock.now()) })),
    );
  }
  const found = await compareAll(desk, progress);
  await removeAll(
    desk,
    before.filter((id) => !found.has(id)),
  );
  return { documents: ids.length, findings: found.size };
}

async function compareAll(desk: Desk, progress: Progress): Promise<Set<string>> {
  const found = new Set<string>();
  const total = await desk.store.figureKeys.countShared();
  let after = "";
  for (let done = 0; ; ) {
    await progress("comparing", INSIDE + (1 - INSIDE) * (total === 0 ? 1 : Math.min(1, done / total)));
    const keys = await desk.store.figureKeys.shared(after, KEYS_A_TURN);
    if (keys.length === 0) return found;
    await inCheckTurn(desk, async () => {
      const changes = await desk.checks.across({ keys, nowIso: isoOf(desk.clock.now()) });
      await keepChanges(desk, changes);
      for (const id of changes.found) found.add(id);
      done += changes.done;
      after = keys[changes.done - 1]!;
    });
  }
}

/** Findings between documents as they are now. */
async function acrossIds(desk: Desk): Promise<string[]> {
  const all: string[] = [];
  for (let after = ""; ; after = all.at(-1)!) {
    const ids = await desk.store.findings.idsOfCheck(ACROSS, after, IDS_A_TURN);
    if (ids.length === 0) return all;
    all.push(...ids);
  }
}

/** Findings that were there before and are found no more: their figures have gone, or a rule says something else. */
async function removeAll(desk: Desk, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += IDS_A_TURN) {
    const gone = ids.slice(from, from + IDS_A_TURN);
    await desk.store.transaction(async (tables) => {
      const documentIds = await tables.findings.documentsOfGrave(gone);
      await tables.findings.remove(gone);
      await tables.findings.recount(documentIds);
    });
  }
}
