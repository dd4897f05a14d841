// desk/take-in.test.ts: what a feed brings, what it does not bring twice, and what is asked for again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestDesk } from "../../test/support/test-desk.ts";
import { DossierError } from "../values/error.ts";
import type { Fetched } from "./desk.ts";
import { pollFeed } from "./take-in.ts";
import { followFeed } from "./ways-in.ts";

const ME = { id: "local", name: "", role: "owner" } as const;
const FEED = "https://example.com/feed";

/** A desk that follows one feed of a site whose answers a test changes. */
async function openFeed(t: test.TestContext) {
  const site = { items: ["one", "100%"], down: new Set<string>(), asked: [] as string[], isBroken: false };
  const answerOf = (url: string, bytes: string, contentType: string, etag: string | null): Fetched => ({
    status: 200,
    bytes: Buffer.from(bytes),
    contentType,
    charset: null,
    finalUrl: url,
    etag,
    lastModified: null,
    fileName: null,
  });
  const desk = await openTestDesk(t, {
    async fetch(url, { etag } = {}) {
      site.asked.push(url);
      if (url !== FEED) {
        if (site.down.has(url)) throw new DossierError("fetch-failed", { url, reason: "it answered 503" });
        return answerOf(url, `A text of its own at ${url}.`, "text/plain", null);
      }
      if (site.isBroken) throw new Error("a bug in a parser");
      const now = `"${site.items.join()}"`;
      if (etag === now) return { ...answerOf(url, "", "", now), status: 304 };
      const items = site.items.map(
        (name) => `<item><title>${name}</title><link>https://example.com/${name}.txt</link></item>`,
      );
      const rss = `<rss version="2.0"><channel><title>A site</title>${items.join("")}</channel></rss>`;
      return answerOf(url, rss, "application/rss+xml", now);
    },
  });
  const { id } = await followFeed.run(desk, ME, { url: FEED, intervalMinutes: 60 });
  return {
    desk,
    site,
    poll: () => pollFeed(desk, { feedId: id }, async () => {}),
    feed: async () => (await desk.store.feeds.get(id))!,
    names: async () =>
      (await desk.store.documents.list({ view: "library" }, "oldest", 0, 50))
        .map(({ fileName }) => fileName)
        .sort(),
  };
}

test("new items become documents, whatever their links look like; seen ones are not fetched again", async (t) => {
  const { site, poll, names, feed } = await openFeed(t);
  await poll();
  assert.deepEqual(await names(), ["100%.txt", "one.txt"]);
  assert.equal((await feed()).title, "A site");
  site.items.push("two");
  await poll();
  await poll();
  assert.deepEqual(await names(), ["100%.txt", "one.txt", "two.txt"]);
  assert.equal(site.asked.filter((url) => url.endsWith("one.txt")).length, 1);
});

test("an item whose page does not answer is asked for again, though the feed did not change", async (t) => {
  const { site, poll, names } = await openFeed(t);
  site.down.add("https://example.com/one.txt");
  await poll();
  assert.deepEqual(await names(), ["100%.txt"]);
  site.down.clear();
  await poll();
  assert.deepEqual(await names(), ["100%.txt", "one.txt"]);
});

test("a feed that broke, by whatever, says so and is put off until its next time", async (t) => {
  const { desk, site, poll, feed } = await openFeed(t);
  site.isBroken = true;
  await assert.rejects(poll());
  assert.equal((await feed()).lastFailure?.code, "internal-error");
  assert.deepEqual(await desk.store.feeds.due(new Date(desk.clock.now() + 59 * 60_000).toISOString()), []);
  site.isBroken = false;
  await poll();
  assert.equal((await feed()).lastFailure, null);
});
