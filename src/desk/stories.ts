// desk/stories.ts: documents that tell the same text, and a person's say on them.

import { z } from "zod";
import { Story } from "../records/document.ts";
import type { Tables } from "../store/store.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";
import { findDocument } from "./find.ts";
import { choosePrimary } from "./join-story.ts";
import { operation } from "./operation.ts";
import { queueChecks } from "./queue-check.ts";

// A story of more is a wire message that everybody printed.
const MOST_CHECKED = 100;

export const getStory = operation({
  name: "get-story",
  summary: "Get a story: its members, the rule that joined each, and the primary.",
  http: "GET /api/stories/:id",
  cli: "story <id>",
  allow: "viewer",
  input: z.object({ id: z.string() }),
  output: Story,
  run: (desk, _actor, { id }) => findStory(desk, id),
});

export const setStoryPrimary = operation({
  name: "set-story-primary",
  summary: "Say which document of a story is the primary one.",
  http: "POST /api/stories/:id/primary",
  cli: null,
  allow: "editor",
  input: z.object({ id: z.string(), documentId: z.string() }),
  output: Story,
  async run(desk, _actor, { id, documentId }) {
    const story = await findStory(desk, id);
    if (!story.members.some((member) => member.documentId === documentId))
      throw new DossierError("bad-input", {
        field: "documentId",
        reason: "it is not a member of this story",
      });
    await desk.store.transaction(async (tables) => {
      await tables.stories.setPrimary(id, documentId, "person");
      await checkMembers(desk, tables, story);
    });
    desk.events.publish({ type: "desk" });
    return findStory(desk, id);
  },
});

export const leaveStory = operation({
  name: "leave-story",
  summary: "Take a document out of its story; no rule puts it back.",
  http: "POST /api/documents/:id/leave-story",
  cli: null,
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: z.object({ id: z.string() }),
  async run(desk, _actor, { id }) {
    const document = await findDocument(desk, id);
    const { storyId } = document;
    if (storyId === null) return { id };
    const story = await findStory(desk, storyId);
    await desk.store.transaction(async (tables) => {
      await tables.stories.part(
        id,
        story.members.map((member) => member.documentId).filter((other) => other !== id),
      );
      await tables.stories.removeMember(id);
      await choosePrimary(tables, storyId);
      await checkMembers(desk, tables, story);
    });
    desk.events.publish({ type: "document", id, state: document.state });
    return { id };
  },
});

/** Members speak with one voice, the primary first: another story or primary is another finding. */
const checkMembers = (desk: Desk, tables: Tables, { members }: Story): Promise<void> =>
  queueChecks(
    tables,
    members.slice(0, MOST_CHECKED).map(({ documentId }) => documentId),
    desk.clock.now(),
  );

async function findStory(desk: Desk, id: string): Promise<Story> {
  const story = await desk.store.stories.get(id);
  if (story === null) throw new DossierError("story-not-found", { id });
  return story;
}
