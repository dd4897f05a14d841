// desk/topic-members.ts: which documents are on a topic, kept true as documents arrive and topics change.
//
// Names and aliases are matched in the text (topics/match.ts, in the derive thread); a topic's query is
// asked of the search. When a topic changes, search first narrows to the documents that can match.

import type { JobInputs } from "../records/job.ts";
import type { Topic } from "../records/topic.ts";
import type { TopicMembership } from "../store/topics.ts";
import { isoOf } from "../values/clock.ts";
import type { Desk, Progress } from "./desk.ts";

const BY_QUERY = "query";

/** Adds a document to the topics whose query it matches. Call when its passages are visible to search. */
export async function topicsByQuery(desk: Desk, documentId: string): Promise<void> {
  const joined: TopicMembership[] = [];
  for (const topic of await desk.store.topics.list()) {
    if (topic.query === "") continue;
    const found = await desk.search.matching(topic.query, [documentId]);
    if (found.length > 0) joined.push({ topicId: topic.id, documentId, mentions: 0, why: BY_QUERY });
  }
  const known = new Set((await desk.store.topics.ofDocument(documentId)).map(({ topicId }) => topicId));
  await desk.store.topics.addMembers(
    joined.filter(({ topicId }) => !known.has(topicId)),
    isoOf(desk.clock.now()),
  );
}

/** Finds the members of one topic anew over the whole desk. */
export async function recomputeTopic(
  desk: Desk,
  input: JobInputs["recompute-topic"],
  progress: Progress,
): Promise<void> {
  const topic = await desk.store.topics.get(input.topicId);
  if (topic === null) return;
  const names = [topic.name, ...topic.aliases.map(({ text }) => text)];
  const candidates = await desk.search.matching(names.map(quoted).join(" OR "));
  const members = await byNames(desk, topic, candidates, progress);
  if (topic.query !== "") {
    const known = new Set(members.map(({ documentId }) => documentId));
    const found = await desk.search.matching(topic.query);
    members.push(
      ...found
        .filter((id) => !known.has(id))
        .map((documentId) => ({ topicId: topic.id, documentId, mentions: 0, why: BY_QUERY })),
    );
  }
  await desk.store.transaction((tables) =>
    tables.topics.setOfTopic(topic.id, members, isoOf(desk.clock.now())),
  );
  desk.events.publish({ type: "topic", id: topic.id });
}

async function byNames(
  desk: Desk,
  topic: Topic,
  documentIds: string[],
  progress: Progress,
): Promise<TopicMembership[]> {
  const members: TopicMembership[] = [];
  for (const [at, documentId] of documentIds.entries()) {
    if (at % 20 === 0) await progress("matching", at / documentIds.length);
    const document = await desk.store.documents.get(documentId);
    const text = document === null ? null : await desk.store.readings.text(document.versionId);
    if (document === null || text === null) continue;
    const matches = await desk.derive.topics({
      topics: [{ id: topic.id, name: topic.name, aliases: topic.aliases }],
      title: document.title,
      text,
    });
    for (const match of matches)
      members.push({ topicId: topic.id, documentId, mentions: match.count, why: match.why });
  }
  return members;
}

const quoted = (name: string): string => `"${name.replaceAll('"', " ")}"`;
