// desk/uploads.ts: files that were dropped on a topic belong to it because a person said so, whatever their words are.

import { isoOf } from "../values/clock.ts";
import type { Desk } from "./desk.ts";
import { findTopic } from "./find.ts";

/** Makes the documents members of the topic by a person's word, which no rule takes back. Throws topic-not-found. */
export async function uploadsInto(
  desk: Desk,
  topicId: string | undefined,
  documentIds: readonly string[],
): Promise<void> {
  if (topicId === undefined || documentIds.length === 0) return;
  const topic = await findTopic(desk, topicId);
  const members = documentIds.map((documentId) => ({
    topicId: topic.id,
    documentId,
    mentions: 0,
    why: "person",
  }));
  await desk.store.transaction((tables) => tables.topics.addMembers(members, isoOf(desk.clock.now())));
  await desk.search.refresh(documentIds);
  desk.events.publish({ type: "topic", id: topic.id });
}
