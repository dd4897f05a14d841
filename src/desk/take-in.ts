// desk/take-in.ts: the jobs behind the ways in: fetch an address, poll a feed, scan a folder.

import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { cleanUrl } from "../fetch/clean-url.ts";
import type { FeedItem } from "../records/feed.ts";
import type { JobInputs } from "../records/job.ts";
import type { Actor } from "../records/user.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { addBytes } from "./add-document.ts";
import type { Desk, Progress } from "./desk.ts";
import { uploadsInto } from "./uploads.ts";

const DESK: Actor = { id: "local", name: "Dossier", role: "owner" };

export async function fetchUrl(desk: Desk, input: JobInputs["fetch-url"], progress: Progress): Promise<void> {
  await progress("fetching", null);
  const fetched = await desk.fetch(input.url);
  const name = fetched.fileName ?? nameOf(fetched.finalUrl, fetched.contentType);
  const { document } = await addBytes(desk, DESK, {
    bytes: fetched.bytes,
    name,
    declaredType: fetched.contentType,
    charset: fetched.charset,
    url: fetched.finalUrl,
    tags: input.tags,
  });
  await uploadsInto(desk, input.topicId, document === null ? [] : [document.id]);
}

function nameOf(url: string, contentType: string | null): string {
  const { hostname, pathname } = new URL(url);
  const last = decodeURIComponent(
    pathname
      .split("/")
      .filter((part) => part !== "")
      .at(-1) ?? hostname,
  );
  return /\.\w{2,5}$/.test(last) || !contentType?.includes("html") ? last : `${last}.html`;
}

/** Asks a feed for what changed and takes new items in: the linked page, else what the feed itself holds. */
export async function pollFeed(desk: Desk, input: JobInputs["poll-feed"], progress: Progress): Promise<void> {
  const feed = await desk.store.feeds.get(input.feedId);
  if (feed === null) return;
  await progress("asking", null);
  const now = desk.clock.now();
  const next = isoOf(now + feed.intervalMinutes * 60_000);
  try {
    const fetched = await desk.fetch(feed.url, { etag: feed.etag, lastModified: feed.lastModified });
    if (fetched.status !== 304) {
      // Loaded at the first feed: its parsers are a third of all code that a start would read.
      const { parseFeed } = await import("../fetch/feed.ts");
      const parsed = await parseFeed(fetched.bytes, fetched.finalUrl, fetched.charset ?? undefined);
      if (feed.title === new URL(feed.url).hostname && parsed.title !== "")
        await desk.store.feeds.update(feed.id, {
          title: parsed.title,
          intervalMinutes: feed.intervalMinutes,
          isPaused: feed.isPaused,
        });
      for (const [at, item] of parsed.items.entries()) {
        await progress("taking in", at / parsed.items.length);
        if (!(await desk.store.feeds.knows(feed.id, item.key)))
          await takeItem(desk, feed.id, parsed.title || feed.title, item);
      }
    }
    await desk.store.feeds.checked(feed.id, {
      atIso: isoOf(now),
      nextIso: next,
      etag: fetched.etag ?? (fetched.status === 304 ? feed.etag : null),
      lastModified: fetched.lastModified ?? (fetched.status === 304 ? feed.lastModified : null),
      failure: null,
    });
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    await desk.store.feeds.checked(feed.id, {
      atIso: isoOf(now),
      nextIso: next,
      etag: feed.etag,
      lastModified: feed.lastModified,
      failure: { code: error.code, message: error.message },
    });
    throw error;
  }
}

async function takeItem(desk: Desk, feedId: string, feedTitle: string, item: FeedItem): Promise<void> {
  const said = {
    title: item.title || null,
    source: feedTitle,
    publishedIso: item.publishedIso,
    publishedFrom: "feed",
  };
  let documentId: string | null = null;
  try {
    const added = await addBytes(desk, DESK, { ...(await bytesOfItem(desk, item)), ...said });
    documentId = added.document?.id ?? null;
  } catch (error) {
    // One item that cannot be had must not hold up the others; it is asked for again only if the feed changes it.
    if (!(error instanceof DossierError)) throw error;
    desk.log.warn("feed-item", { feedId, key: item.key, message: error.message });
  }
  await desk.store.feeds.sawItem(feedId, item.key, documentId, isoOf(desk.clock.now()));
}

async function bytesOfItem(
  desk: Desk,
  item: FeedItem,
): Promise<{
  bytes: Uint8Array;
  name: string;
  declaredType: string | null;
  charset: string | null;
  url: string | null;
}> {
  const own = {
    bytes: Buffer.from(`<!doctype html><meta charset="utf-8"><article>${item.html}</article>`, "utf8"),
    name: "item.html",
    declaredType: "text/html",
    charset: "utf-8",
    url: item.url,
  };
  // An item that carries its whole text needs no visit: 1,500 characters are more than a teaser has.
  if (item.url === null || item.html.replace(/<[^>]*>/g, "").length > 1500) return own;
  try {
    const fetched = await desk.fetch(item.url);
    return {
      bytes: fetched.bytes,
      name: fetched.fileName ?? nameOf(fetched.finalUrl, fetched.contentType),
      declaredType: fetched.contentType,
      charset: fetched.charset,
      url: cleanUrl(fetched.finalUrl),
    };
  } catch (error) {
    if (!(error instanceof DossierError) || item.html.trim() === "") throw error;
    return own;
  }
}

/** More than this in one folder is a mistake (a home folder, a disk), not a desk's inbox. */
const MOST_FILES = 50_000;

/** Takes in files that are new or changed since the last scan, by size and time; hidden files and links are left alone. */
export async function scanFolder(
  desk: Desk,
  input: JobInputs["scan-folder"],
  progress: Progress,
): Promise<void> {
  const folder = await desk.store.folders.get(input.folderId);
  if (folder === null || folder.isPaused) return;
  await progress("looking", null);
  const known = await desk.store.folders.files(folder.id);
  const files = await filesUnder(folder.path);
  const changed = files.filter((file) => {
    const before = known.get(file.path);
    return (
      before === undefined || before.sizeBytes !== file.sizeBytes || before.modifiedMs !== file.modifiedMs
    );
  });
  for (const [at, file] of changed.entries()) {
    await progress("taking in", at / changed.length);
    let documentId: string | null = null;
    let failure: string | null = null;
    try {
      if (file.sizeBytes > desk.settings.maxFileBytes)
        throw new DossierError("blob-too-large", {
          name: file.path,
          bytes: file.sizeBytes,
          limit: desk.settings.maxFileBytes,
        });
      const bytes = await readFile(join(folder.path, file.path));
      const name = file.path.split(/[\\/]/).at(-1)!;
      // A file that changed is the same document in a new version.
      const versionOf = known.get(file.path)?.documentId ?? null;
      documentId = (await addBytes(desk, DESK, { bytes, name, versionOf })).document?.id ?? null;
    } catch (error) {
      if (!(error instanceof DossierError)) throw error;
      failure = error.message;
    }
    await desk.store.folders.sawFile(folder.id, { ...file, documentId, failure });
  }
  await desk.store.folders.scanned(folder.id, isoOf(desk.clock.now()), null);
  desk.events.publish({ type: "desk" });
}

async function filesUnder(root: string): Promise<{ path: string; sizeBytes: number; modifiedMs: number }[]> {
  const files: { path: string; sizeBytes: number; modifiedMs: number }[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith(".") || files.length >= MOST_FILES) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) {
        const { size, mtimeMs } = await stat(path);
        files.push({ path: relative(root, path), sizeBytes: size, modifiedMs: Math.round(mtimeMs) });
      }
    }
  };
  await walk(root);
  return files;
}
