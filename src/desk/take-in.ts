// desk/take-in.ts: the jobs behind the ways in from the web: fetch an address, poll a feed. Folders: scan-folder.ts.

import { cleanUrl } from "../fetch/clean-url.ts";
import type { FeedItem } from "../records/feed.ts";
import type { JobInputs } from "../records/job.ts";
import type { Actor } from "../records/user.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { addBytes } from "./add-document.ts";
import type { Desk, Progress } from "./desk.ts";
import { uploadsInto } from "./uploads.ts";

/** Who acts when nobody asked just now. */
export const DESK: Actor = { id: "local", name: "Dossier", role: "owner" };

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
  const written =
    pathname
      .split("/")
      .filter((part) => part !== "")
      .at(-1) ?? hostname;
  const last = decoded(written);
  return /\.\w{2,5}$/.test(last) || !contentType?.includes("html") ? last : `${last}.html`;
}

/** "100%.pdf" is no escape, and as it stands as good a name as any. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}

/** Asks a feed for what changed and takes new items in: the linked page, else what the feed itself holds. */
export async function pollFeed(desk: Desk, input: JobInputs["poll-feed"], progress: Progress): Promise<void> {
  const feed = await desk.store.feeds.get(input.feedId);
  if (feed === null) return;
  await progress("asking", null);
  const now = desk.clock.now();
  const next = isoOf(now + feed.intervalMinutes * 60_000);
  let isWhole = true;
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
        if (await desk.store.feeds.knows(feed.id, item.key)) continue;
        if (!(await takeItem(desk, feed.id, parsed.title || feed.title, item))) isWhole = false;
      }
    }
    await desk.store.feeds.checked(feed.id, {
      atIso: isoOf(now),
      nextIso: next,
      // With an item left over the feed is read again next time, changed or not.
      etag: isWhole ? (fetched.etag ?? (fetched.status === 304 ? feed.etag : null)) : null,
      lastModified: isWhole
        ? (fetched.lastModified ?? (fetched.status === 304 ? feed.lastModified : null))
        : null,
      failure: null,
    });
  } catch (error) {
    // Whatever went wrong: a feed that is not put off would be asked again at the next tick of the clock.
    const { code, message } =
      error instanceof DossierError ? error : { code: "internal-error", message: String(error) };
    await desk.store.feeds.checked(feed.id, {
      atIso: isoOf(now),
      nextIso: next,
      etag: feed.etag,
      lastModified: feed.lastModified,
      failure: { code, message },
    });
    throw error;
  }
}

/** False when the item could not be had just now and is worth another try. */
async function takeItem(desk: Desk, feedId: string, feedTitle: string, item: FeedItem): Promise<boolean> {
  const said = {
    title: item.title || null,
    source: feedTitle,
    publishedIso: item.publishedIso,
    publishedFrom: "feed",
    isUnasked: true,
  };
  let documentId: string | null = null;
  try {
    const added = await addBytes(desk, DESK, { ...(await bytesOfItem(desk, item)), ...said });
    documentId = added.document?.id ?? null;
  } catch (error) {
    // One item that cannot be had must not hold up the others.
    if (!(error instanceof DossierError)) throw error;
    desk.log.warn("feed-item", { feedId, key: item.key, message: error.message });
    // A site that does not answer may do so at the next poll; what it refuses it will refuse again.
    if (error.kind === "unavailable") return false;
  }
  await desk.store.feeds.sawItem(feedId, item.key, documentId, isoOf(desk.clock.now()));
  return true;
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
