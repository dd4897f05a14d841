// desk/topics.ts: topics: make, change, visit, remove; and the names the desk proposes to follow.

import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Alias, Topic, TopicProposal } from "../records/topic.ts";
import { proposeNames } from "../topics/propose.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import type { Desk } from "./desk.ts";
import { findTopic } from "./find.ts";
import { operation } from "./operation.ts";
import { putAway, takeBack } from "./removed-topics.ts";

const Name = z.string().trim().min(1).max(120);

export const listTopics = operation({
  name: "list-topics",
  summary: "List topics with the number of their documents and of those new since the last visit.",
  http: "GET /api/topics",
  cli: "topics",
  allow: "viewer",
  input: z.object({}),
  output: z.object({ topics: z.array(Topic) }),
  run: async (desk) => ({ topics: await desk.store.topics.list() }),
});

export const getTopic = operation({
  name: "get-topic",
  summary: "Get one topic.",
  http: "GET /api/topics/:id",
  cli: "topic <id>",
  allow: "viewer",
  input: z.object({ id: z.string() }),
  output: Topic,
  run: (desk, _actor, { id }) => findTopic(desk, id),
});

export const saveTopic = operation({
  name: "save-topic",
  summary: "Make a topic from a name, aliases and an optional query; its documents are found at once.",
  http: "POST /api/topics",
  cli: "add-topic <name>",
  allow: "editor",
  input: z.object({
    name: Name,
    aliases: z.array(Alias).max(200).default([]),
    query: z.string().max(2000).default(""),
  }),
  output: Topic,
  run: (desk, _actor, input) => makeTopic(desk, input),
});

/** Makes a topic and queues the search for its members. Throws name-taken. */
export async function makeTopic(
  desk: Desk,
  input: { name: string; aliases: Alias[]; query: string; isSample?: boolean },
): Promise<Topic> {
  const now = desk.clock.now();
  const topic: Topic = {
    id: newId("top", now),
    name: input.name,
    aliases: distinct(input.aliases, input.name),
    query: input.query.trim(),
    createdAt: isoOf(now),
    updatedAt: isoOf(now),
    lastVisitAt: null,
    documentCount: 0,
    newCount: 0,
    rssToken: randomBytes(18).toString("base64url"),
    isSample: input.isSample ?? false,
  };
  await desk.store.transaction(async (tables) => {
    if ((await tables.topics.byName(topic.name)) !== null)
      throw new DossierError("name-taken", { what: "A topic named", name: topic.name });
    await tables.topics.insert(topic);
    await tables.jobs.enqueue({
      id: newId("job", now),
      name: "recompute-topic",
      input: { topicId: topic.id },
      subject: topic.name,
      nowIso: isoOf(now),
    });
  });
  desk.events.publish({ type: "topic", id: topic.id });
  return topic;
}

export const updateTopic = operation({
  name: "update-topic",
  summary: "Change a topic's name, aliases or query; its members are found anew.",
  http: "PATCH /api/topics/:id",
  cli: null,
  allow: "editor",
  input: z.object({
    id: z.string(),
    name: Name.optional(),
    aliases: z.array(Alias).max(200).optional(),
    query: z.string().max(2000).optional(),
  }),
  output: Topic,
  async run(desk, _actor, input) {
    const topic = await findTopic(desk, input.id);
    const now = desk.clock.now();
    const name = input.name ?? topic.name;
    await desk.store.transaction(async (tables) => {
      const known = await tables.topics.byName(name);
      if (known !== null && known.id !== topic.id)
        throw new DossierError("name-taken", { what: "A topic named", name });
      await tables.topics.update(topic.id, {
        name,
        aliases: distinct(input.aliases ?? topic.aliases, name),
        query: (input.query ?? topic.query).trim(),
        updatedAt: isoOf(now),
      });
      await tables.jobs.enqueue({
        id: newId("job", now),
        name: "recompute-topic",
        input: { topicId: topic.id },
        subject: name,
        nowIso: isoOf(now),
      });
    });
    desk.events.publish({ type: "topic", id: topic.id });
    return findTopic(desk, topic.id);
  },
});

export const removeTopic = operation({
  name: "remove-topic",
  summary: "Remove a topic; its documents stay. restore-topic brings it back while the trash would keep it.",
  http: "DELETE /api/topics/:id",
  cli: "remove-topic <id>",
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: Topic,
  async run(desk, _actor, { id }) {
    const topic = await findTopic(desk, id);
    await desk.store.transaction((tables) => putAway(tables, topic, desk.clock.now()));
    await desk.search.refresh();
    desk.events.publish({ type: "topic", id });
    return topic;
  },
});

export const restoreTopic = operation({
  name: "restore-topic",
  summary: "Bring a removed topic back: the same id, feed address and documents put on it by hand.",
  http: "POST /api/topics/:id/restore",
  cli: "restore-topic <id>",
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: Topic,
  async run(desk, _actor, { id }) {
    await desk.store.transaction((tables) => takeBack(tables, id, desk.clock.now()));
    await desk.search.refresh();
    desk.events.publish({ type: "topic", id });
    return findTopic(desk, id);
  },
});

export const visitTopic = operation({
  name: "visit-topic",
  summary: "Say that a topic was looked at: what is new is counted from now.",
  http: "POST /api/topics/:id/visit",
  cli: null,
  allow: "viewer",
  input: z.object({ id: z.string() }),
  output: Topic,
  async run(desk, _actor, { id }) {
    await findTopic(desk, id);
    await desk.store.topics.visit(id, isoOf(desk.clock.now()));
    desk.events.publish({ type: "topic", id });
    return findTopic(desk, id);
  },
});

export const listTopicProposals = operation({
  name: "list-topic-proposals",
  summary: "List names that documents use often and no topic knows, as topics or aliases to accept.",
  http: "GET /api/topic-proposals",
  cli: "topic-proposals",
  allow: "viewer",
  input: z.object({}),
  output: z.object({ proposals: z.array(TopicProposal) }),
  async run(desk) {
    const [topics, names, dismissed] = await Promise.all([
      desk.store.topics.list(),
      desk.store.topics.commonNames(500),
      desk.store.topics.dismissed(),
    ]);
    return { proposals: proposeNames(names, topics, dismissed) };
  },
});

export const acceptTopicProposal = operation({
  name: "accept-topic-proposal",
  summary: "Follow a proposed name: as a topic, or as an alias of one.",
  http: "POST /api/topic-proposals/accept",
  cli: null,
  allow: "editor",
  input: z.object({
    name: Name,
    aliasOf: z.string().nullable().default(null),
    kind: z.enum(["name", "misspelling"]).default("name"),
  }),
  output: Topic,
  async run(desk, actor, { name, aliasOf, kind }) {
    if (aliasOf === null) return makeTopic(desk, { name, aliases: [], query: "" });
    const topic = await findTopic(desk, aliasOf);
    return updateTopic.run(desk, actor, { id: aliasOf, aliases: [...topic.aliases, { text: name, kind }] });
  },
});

export const dismissTopicProposal = operation({
  name: "dismiss-topic-proposal",
  summary: "Do not propose this name again.",
  http: "POST /api/topic-proposals/dismiss",
  cli: null,
  allow: "editor",
  input: z.object({ name: Name }),
  output: z.object({ name: z.string() }),
  async run(desk, _actor, { name }) {
    await desk.store.topics.dismiss(name);
    return { name };
  },
});

/** Aliases without repetitions (case aside) and without the topic's own name. */
function distinct(aliases: readonly Alias[], name: string): Alias[] {
  const seen = new Set([name.toLowerCase()]);
  return aliases.filter(({ text }) => {
    const key = text.trim().toLowerCase();
    if (key === "" || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
