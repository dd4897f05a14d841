// desk/removed-topics.ts: topics that were removed and can come back as they were.
//
// A removed topic is a fact of the desk until the trash would have let go of it: its row and the documents a person
// put on it. What its names and its query find is found anew when it comes back, so that is not kept.

import { z } from "zod";
import { Topic } from "../records/topic.ts";
import type { Tables } from "../store/store.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import type { Desk } from "./desk.ts";

const FACT = "removed-topic:";

const Removed = z.object({
  removedAt: z.string(),
  topic: Topic,
  byHand: z.array(z.object({ documentId: z.string(), mentions: z.number().int(), addedAt: z.string() })),
});

/** Removes a topic and keeps what brings it back. */
export async function putAway(tables: Tables, topic: Topic, now: number): Promise<void> {
  const removed: z.infer<typeof Removed> = {
    removedAt: isoOf(now),
    topic,
    byHand: await tables.topics.byHand(topic.id),
  };
  await tables.facts.set(FACT + topic.id, JSON.stringify(removed));
  await tables.topics.remove(topic.id);
}

/**
 * Puts a removed topic back with what a person put on it, and queues the search for the rest. Throws topic-not-found
 * when no such topic was removed, or too long ago, and name-taken when another has its name by now.
 */
export async function takeBack(tables: Tables, id: string, now: number): Promise<void> {
  const kept = await tables.facts.get(FACT + id);
  if (kept === null) throw new DossierError("topic-not-found", { id });
  const { topic, byHand } = Removed.parse(JSON.parse(kept));
  if ((await tables.topics.byName(topic.name)) !== null)
    throw new DossierError("name-taken", { what: "A topic named", name: topic.name });
  await tables.topics.insert(topic);
  await tables.topics.putByHand(id, byHand);
  await tables.facts.remove(FACT + id);
  await tables.jobs.enqueue({
    id: newId("job", now),
    name: "recompute-topic",
    input: { topicId: id },
    subject: topic.name,
    nowIso: isoOf(now),
  });
}

/** Lets go of topics that were removed before a moment. */
export async function forgetRemovedTopics(desk: Desk, beforeIso: string): Promise<void> {
  for (const { name, value } of await desk.store.facts.beginning(FACT))
    if (Removed.parse(JSON.parse(value)).removedAt < beforeIso) await desk.store.facts.remove(name);
}
