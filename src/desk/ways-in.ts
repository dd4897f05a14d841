// desk/ways-in.ts: feeds and watched folders: follow, change, stop, and look now.

import { stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { z } from "zod";
import { cleanUrl } from "../fetch/clean-url.ts";
import { Feed, Folder } from "../records/feed.ts";
import type { JobInputs, JobName } from "../records/job.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import type { Desk } from "./desk.ts";
import { operation } from "./operation.ts";

const Id = z.object({ id: z.string() });
const JobOutput = z.object({ jobId: z.string() });

export const listFeeds = operation({
  name: "list-feeds",
  summary: "List the feeds that are followed.",
  http: "GET /api/feeds",
  cli: "feeds",
  allow: "viewer",
  input: z.object({}),
  output: z.object({ feeds: z.array(Feed) }),
  run: async (desk) => ({ feeds: await desk.store.feeds.list() }),
});

export const followFeed = operation({
  name: "follow-feed",
  summary: "Follow an RSS, Atom or JSON feed; its items become documents as they appear.",
  http: "POST /api/feeds",
  cli: "follow <url>",
  allow: "editor",
  input: z.object({
    url: z.string().min(1).max(4000),
    title: z.string().trim().max(200).optional(),
    intervalMinutes: z.coerce.number().int().min(5).max(10_080).default(60),
  }),
  output: Feed,
  async run(desk, _actor, input) {
    const url = cleanUrl(input.url);
    if ((await desk.store.feeds.byUrl(url)) !== null)
      throw new DossierError("name-taken", { what: "The feed", name: url });
    const id = newId("fed", desk.clock.now());
    await desk.store.feeds.insert({
      id,
      url,
      title: input.title || new URL(url).hostname,
      intervalMinutes: input.intervalMinutes,
      createdAt: isoOf(desk.clock.now()),
    });
    await enqueueOnce(desk, "poll-feed", { feedId: id }, url);
    return (await desk.store.feeds.get(id))!;
  },
});

export const updateFeed = operation({
  name: "update-feed",
  summary: "Rename a feed, change its interval, pause or resume it.",
  http: "PATCH /api/feeds/:id",
  cli: null,
  allow: "editor",
  input: z.object({
    id: z.string(),
    title: z.string().trim().min(1).max(200).optional(),
    intervalMinutes: z.coerce.number().int().min(5).max(10_080).optional(),
    isPaused: z.boolean().optional(),
  }),
  output: Feed,
  async run(desk, _actor, { id, ...change }) {
    const feed = await findFeed(desk, id);
    await desk.store.feeds.update(id, {
      title: change.title ?? feed.title,
      intervalMinutes: change.intervalMinutes ?? feed.intervalMinutes,
      isPaused: change.isPaused ?? feed.isPaused,
    });
    return findFeed(desk, id);
  },
});

export const removeFeed = operation({
  name: "remove-feed",
  summary: "Stop following a feed; its documents stay.",
  http: "DELETE /api/feeds/:id",
  cli: "unfollow <id>",
  allow: "editor",
  input: Id,
  output: Feed,
  async run(desk, _actor, { id }) {
    const feed = await findFeed(desk, id);
    await desk.store.feeds.remove(id);
    return feed;
  },
});

export const pollFeedNow = operation({
  name: "poll-feed",
  summary: "Ask a feed for new items now.",
  http: "POST /api/feeds/:id/poll",
  cli: "poll <id>",
  allow: "editor",
  input: Id,
  output: JobOutput,
  async run(desk, _actor, { id }) {
    const feed = await findFeed(desk, id);
    return { jobId: await enqueueOnce(desk, "poll-feed", { feedId: id }, feed.title) };
  },
});

export const listFolders = operation({
  name: "list-folders",
  summary: "List the folders that are watched.",
  http: "GET /api/folders",
  cli: "folders",
  allow: "viewer",
  input: z.object({}),
  output: z.object({ folders: z.array(Folder) }),
  run: async (desk) => ({ folders: await desk.store.folders.list() }),
});

export const watchFolder = operation({
  name: "watch-folder",
  summary: "Watch a folder of this machine; files that appear or change in it become documents.",
  http: "POST /api/folders",
  cli: "watch <path>",
  // It reads files of the machine the desk runs on: the owner's decision.
  allow: "owner",
  input: z.object({ path: z.string().min(1).max(4000) }),
  output: Folder,
  async run(desk, _actor, { path }) {
    if (!isAbsolute(path))
      throw new DossierError("bad-input", { field: "path", reason: "give the full path of the folder" });
    const found = await stat(path).catch(() => null);
    if (found === null || !found.isDirectory()) throw new DossierError("file-not-found", { path });
    if ((await desk.store.folders.byPath(path)) !== null)
      throw new DossierError("name-taken", { what: "The watched folder", name: path });
    const id = newId("fol", desk.clock.now());
    await desk.store.folders.insert({ id, path, createdAt: isoOf(desk.clock.now()) });
    await enqueueOnce(desk, "scan-folder", { folderId: id }, path);
    return (await desk.store.folders.get(id))!;
  },
});

export const updateFolder = operation({
  name: "update-folder",
  summary: "Pause or resume watching a folder.",
  http: "PATCH /api/folders/:id",
  cli: null,
  allow: "owner",
  input: z.object({ id: z.string(), isPaused: z.boolean() }),
  output: Folder,
  async run(desk, _actor, { id, isPaused }) {
    const { path } = await findFolder(desk, id);
    await desk.store.folders.setPaused(id, isPaused);
    // What came meanwhile is not held back until the next file comes.
    if (!isPaused) await enqueueOnce(desk, "scan-folder", { folderId: id }, path);
    desk.events.publish({ type: "desk" });
    return findFolder(desk, id);
  },
});

export const removeFolder = operation({
  name: "remove-folder",
  summary: "Stop watching a folder; its documents stay.",
  http: "DELETE /api/folders/:id",
  cli: "unwatch <id>",
  allow: "owner",
  input: Id,
  output: Folder,
  async run(desk, _actor, { id }) {
    const folder = await findFolder(desk, id);
    await desk.store.folders.remove(id);
    desk.events.publish({ type: "desk" });
    return folder;
  },
});

export const scanFolderNow = operation({
  name: "scan-folder",
  summary: "Look through a watched folder now.",
  http: "POST /api/folders/:id/scan",
  cli: "scan <id>",
  allow: "editor",
  input: Id,
  output: JobOutput,
  async run(desk, _actor, { id }) {
    const folder = await findFolder(desk, id);
    return { jobId: await enqueueOnce(desk, "scan-folder", { folderId: id }, folder.path) };
  },
});

/** Queues work unless the same waits already; returns the job's id, "" when it waited already. */
export async function enqueueOnce<N extends JobName>(
  desk: Desk,
  name: N,
  input: JobInputs[N],
  subject: string,
): Promise<string> {
  if (await desk.store.jobs.isWaiting(name, input)) return "";
  const id = newId("job", desk.clock.now());
  await desk.store.jobs.enqueue({ id, name, input, subject, nowIso: isoOf(desk.clock.now()) });
  desk.events.publish({ type: "desk" });
  return id;
}

async function findFeed(desk: Desk, id: string) {
  const feed = await desk.store.feeds.get(id);
  if (feed === null) throw new DossierError("feed-not-found", { id });
  return feed;
}

async function findFolder(desk: Desk, id: string): Promise<Folder> {
  const folder = await desk.store.folders.get(id);
  if (folder === null) throw new DossierError("folder-not-found", { id });
  return folder;
}
