// test/journeys/sample.test.ts: the sample desk in a browser: Chinese search, saved searches, languages, themes, trash, keys, access.
//
// One desk for all of them, since bringing it in is the slow part; each part starts from an address of its own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Document } from "../../src/records/document.ts";
import { drawnBoxes, type Journey, openJourney, until, withoutBrowser } from "../support/browser.ts";

interface Found {
  results: { documentId: string; hits: { snippet: string; marks: { start: number; end: number }[] }[] }[];
}

const AXE = new URL("../../node_modules/axe-core/axe.min.js", import.meta.url);

/** Serious and critical findings of axe on the page as it is, a line each. */
async function findingsOf(page: Page): Promise<string[]> {
  // Not as a script element: the content policy of the desk refuses it, as it should.
  await page.evaluate(await readFile(AXE, "utf8"));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; impact: string; nodes: { target: unknown; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }) =>
          `${id} at ${nodes
            .map(({ target }) => String(target))
            .slice(0, 5)
            .join(" | ")}: ${nodes[0]?.failureSummary}`,
      );
  });
}

async function openSample(t: test.TestContext): Promise<Journey> {
  const journey = await openJourney(t);
  const { page, served, api } = journey;
  await page.goto(served.url);
  await page.getByRole("button", { name: "Show me the sample" }).click();
  await page.getByRole("heading", { level: 1, name: "Trainium2" }).waitFor();
  await journey.quiet();
  const { documents } = await api<{ documents: Document[] }>("/api/documents?limit=100");
  assert.ok(documents.length >= 15);
  assert.deepEqual(
    documents.filter(({ state }) => state !== "ready").map(({ title }) => title),
    [],
  );
  return journey;
}

test("the sample desk in a browser", { skip: withoutBrowser }, async (t) => {
  const journey = await openSample(t);
  const { page, served, api, complaints } = journey;
  const open = (path: string) => page.goto(`${served.url}${path}`);
  const { documents } = await api<{ documents: Document[] }>("/api/documents?limit=100");
  const { topics } = await api<{ topics: { id: string; name: string }[] }>("/api/topics");
  const side = page.getByRole("navigation", { name: "Topics and saved searches" });
  const trainium = topics.find(({ name }) => name === "Trainium2")!;

  await t.test("two Chinese characters find every document that has them, marked", async () => {
    const { results } = await api<Found>("/api/search?query=液冷&limit=50");
    assert.ok(results.length >= 2);
    // The box of a topic's page searches the topic; one press widens it.
    await open("/");
    await page.getByRole("button", { name: /search everywhere instead/ }).click();
    await page.getByRole("combobox", { name: "Search documents" }).fill("液冷");
    await page.keyboard.press("Enter");
    await page.locator("article.result").first().waitFor();
    assert.equal(await page.locator("article.result").count(), results.length);
    const marked = await page.locator("article.result mark").allTextContents();
    assert.ok(marked.includes("液冷"), marked.join(" "));
  });

  await t.test("a search is saved under a name, stands at the side, and is let go", async () => {
    await open("/search?q=Rainier");
    await page.getByRole("button", { name: "Save this search" }).click();
    await page.getByLabel("Name of the search").fill("Rainier watch");
    await page.keyboard.press("Enter");
    const saved = side.getByRole("link", { name: /Rainier watch/ });
    await saved.waitFor();
    await open("/library");
    await saved.click();
    await page.getByRole("heading", { level: 1, name: "“Rainier”" }).waitFor();
    await page.getByRole("button", { name: "No longer saved" }).click();
    await saved.waitFor({ state: "detached" });
    assert.deepEqual(await api("/api/saved-searches"), { savedSearches: [] });
  });

  await t.test("language and theme are switched and stay switched", async () => {
    const html = page.locator("html");
    const ground = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    await open("/library");
    await page.getByRole("heading", { level: 1, name: "Library" }).waitFor();
    await page.getByRole("button", { name: "Chinese interface" }).click();
    await page.getByRole("heading", { level: 1, name: "资料库" }).waitFor();
    assert.match((await html.getAttribute("lang"))!, /^zh/);
    assert.equal(await html.getAttribute("data-mantine-color-scheme"), "light");
    const light = await ground();
    await page.getByRole("button", { name: "深色" }).click();
    assert.notEqual(await ground(), light);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "资料库" }).waitFor();
    assert.equal(await html.getAttribute("data-mantine-color-scheme"), "dark");
    await page.getByRole("button", { name: "浅色" }).click();
    await page.getByRole("button", { name: "切换到英文界面" }).click();
    await page.getByRole("heading", { level: 1, name: "Library" }).waitFor();
    assert.equal(await ground(), light);
  });

  await t.test("what was moved to the trash comes back whole", async () => {
    const { id, title } = documents.find(({ mediaType }) => mediaType === "epub")!;
    await open("/library");
    const row = page.getByRole("row").filter({ hasText: title });
    await row.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Move to trash" }).click();
    await row.waitFor({ state: "detached" });
    assert.deepEqual((await api<Found>(`/api/search?query=${encodeURIComponent('"观澜读本"')}`)).results, []);
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /Trash/ }).click();
    await row.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Restore" }).click();
    await row.waitFor({ state: "detached" });
    await journey.quiet();
    const { document } = await api<{ document: Document }>(`/api/documents/${id}`);
    assert.deepEqual([document.trashedAt, document.state], [null, "ready"]);
    await until("the document to be found again", async () =>
      (await api<Found>(`/api/search?query=${encodeURIComponent('"观澜读本"')}`)).results.some(
        ({ documentId }) => documentId === id,
      ),
    );
  });

  await t.test(
    "with the keyboard alone: from the feed into a citation and back, search, palette",
    async () => {
      await open(`/topics/${trainium.id}`);
      await page.locator("article.doc").first().waitFor();
      await page.keyboard.press("j");
      const first = page.locator("article.doc[aria-current=true]");
      const top = await first.getAttribute("aria-label");
      await page.keyboard.press("j");
      await page.keyboard.press("k");
      assert.equal(await first.getAttribute("aria-label"), top);
      while ((await first.locator("a.cite").count()) < 2) await page.keyboard.press("j");
      const title = await first.getAttribute("aria-label");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: title! }).waitFor();
      await page.keyboard.press("n");
      await page.waitForURL(/[?&]start=\d+/);
      const place = page.url();
      await page.keyboard.press("n");
      await page.waitForURL((url) => url.href !== place);
      await page.keyboard.press("Escape");
      await page.waitForURL(`**/topics/${trainium.id}`);

      await page.keyboard.press("/");
      await page.keyboard.type('"Project Rainier"');
      await page.keyboard.press("Enter");
      await page.locator("article.result").first().waitFor();
      await page.evaluate("document.activeElement.blur()");
      await page.keyboard.press("j");
      await page.keyboard.press("o");
      await page.waitForURL(/\/documents\//);

      await page.keyboard.press("Control+k");
      await page.getByPlaceholder(/Go to a topic/).waitFor();
      await page.keyboard.type("ledger");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/ledger/);
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keys" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    },
  );

  await t.test(
    "a quote over a page break is boxed on both pages, without the foot and head between",
    async () => {
      const { id } = documents.find(({ source, mediaType }) => source === "明序证券" && mediaType === "pdf")!;
      const placesOf = async (words: string) => {
        const query = encodeURIComponent(words);
        const { matches } = await api<{ matches: { start: number; end: number }[] }>(
          `/api/documents/${id}/find?query=${query}`,
        );
        return matches.at(-1)!;
      };
      const { start } = await placesOf("训练上");
      const { end } = await placesOf("集群的 5 倍");
      await open(`/documents/${id}?start=${start}&end=${end}`);
      // Left and right edge and middle as poppler sees these words, as shares of the page.
      for (const [number, left, right, middle] of [
        [4, 0.8716, 0.9202, 0.9178],
        [5, 0.0807, 0.2589, 0.0876],
      ] as const) {
        const boxes = await drawnBoxes(page, number);
        assert.equal(boxes.length, 1, `page ${number} has ${boxes.length} boxes`);
        const { x0, x1, y0, y1 } = boxes[0]!;
        const apart = [x0 - left, x1 - right, (y0 + y1) / 2 - middle].map(Math.abs);
        assert.ok(Math.max(...apart) < 0.01, `page ${number}: ${JSON.stringify(boxes[0])}`);
      }
    },
  );

  const pages = {
    topic: `/topics/${trainium.id}`,
    search: "/search?q=capex",
    reader: `/documents/${documents.find(({ mediaType }) => mediaType === "pdf")!.id}?page=1`,
    "reading view": `/documents/${documents.find(({ mediaType }) => mediaType === "docx")!.id}`,
    library: "/library",
    ledger: "/ledger",
    findings: "/findings",
    activity: "/activity",
    feeds: "/feeds",
    topics: "/topics",
    settings: "/settings",
  };
  for (const [name, path] of Object.entries(pages))
    await t.test(`axe has nothing serious to say of the page ${name}, light or dark`, async () => {
      await open(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      const light = await findingsOf(page);
      await page.getByRole("button", { name: "Dark" }).click();
      const dark = await findingsOf(page);
      await page.getByRole("button", { name: "Light" }).click();
      assert.deepEqual({ light, dark }, { light: [], dark: [] });
    });

  assert.deepEqual(complaints, []);
});
