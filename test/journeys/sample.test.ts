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

/** The same in both themes: the attribute that the theme switch sets is set here, since a dialog covers the switch. */
async function findingsInBoth(page: Page): Promise<{ light: string[]; dark: string[] }> {
  const set = (theme: string) =>
    page.evaluate(`document.documentElement.dataset.mantineColorScheme = "${theme}"`);
  await set("light");
  const light = await findingsOf(page);
  await set("dark");
  const dark = await findingsOf(page);
  await set("light");
  return { light, dark };
}

async function openSample(t: test.TestContext): Promise<Journey> {
  const journey = await openJourney(t);
  const { page, served, api } = journey;
  // Colours that are still on their way from one theme to the other have no contrast to measure.
  await page.emulateMedia({ reducedMotion: "reduce" });
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

  await t.test(
    "a row moved to the trash by its key comes back by another, and one goes on from its place",
    async () => {
      await open("/library");
      const rows = page.locator(".grid-row");
      await rows.first().waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      const now = page.locator(".grid-row[aria-current=true]");
      const [gone, next] = [await now.textContent(), await rows.nth(2).textContent()];
      await page.keyboard.press("#");
      await now.waitFor({ state: "detached" });
      await page.keyboard.press("j");
      assert.equal(await now.textContent(), next);
      await page.keyboard.press("z");
      await rows.filter({ hasText: gone!.slice(0, 20) }).waitFor();
      await journey.quiet();
    },
  );

  await t.test("a page opened while the desk cannot be reached comes when it can", async () => {
    const { context } = journey;
    await open(`/topics/${trainium.id}`);
    await page.locator("article.doc").first().waitFor();
    await context.setOffline(true);
    await page.getByText("This machine is offline.").waitFor();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Ask" }).click();
    await page.waitForURL(/\/ask/);
    assert.ok(await page.getByRole("banner").isVisible(), "the desk is still on screen");
    await context.setOffline(false);
    await page.getByRole("heading", { level: 1, name: "Ask" }).waitFor();
    await page.getByText("This machine is offline.").waitFor({ state: "detached" });
  });

  const pages = {
    topic: `/topics/${trainium.id}`,
    search: "/search?q=capex",
    "search without a result": "/search?q=zzzxqwv%20(",
    reader: `/documents/${documents.find(({ mediaType }) => mediaType === "pdf")!.id}?page=1`,
    "reading view": `/documents/${documents.find(({ mediaType }) => mediaType === "docx")!.id}`,
    "document that is not there": "/documents/doc_00000000000000000000",
    library: "/library",
    trash: "/library?view=trash",
    ledger: "/ledger",
    pictures: "/figures",
    vocabulary: "/terms",
    findings: "/findings",
    ask: "/ask",
    activity: "/activity",
    feeds: "/feeds",
    topics: "/topics",
    settings: "/settings",
    clip: "/clip",
    "sign-in": "/sign-in",
    nowhere: "/no/such/page",
  };
  for (const [name, path] of Object.entries(pages))
    await t.test(`axe has nothing serious to say of the page ${name}, light or dark`, async () => {
      await open(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      assert.deepEqual(await findingsInBoth(page), { light: [], dark: [] });
      assert.notEqual(await page.title(), "Dossier", "the page has a name of its own");
    });

  const opened: Record<string, [path: string, open: () => Promise<void>]> = {
    "add dialog": ["/library", () => page.getByRole("button", { name: "Add documents" }).last().click()],
    "sheet of keys": ["/library", () => page.keyboard.press("?")],
    palette: ["/library", () => page.keyboard.press("Control+k")],
    "menu of the desk": ["/library", () => page.getByRole("button", { name: "Menu of the desk" }).click()],
    "menu of a filter": ["/library", () => page.getByRole("button", { name: "Kind" }).first().click()],
    "drawer of a figure": [
      "/ledger",
      async () => {
        await page.locator(".grid-row").first().waitFor();
        await page.keyboard.press("j");
        await page.keyboard.press("Enter");
      },
    ],
    "find in the document": [pages.reader, () => page.keyboard.press("Control+f")],
  };
  const OPENED = "[role=dialog], [role=menu], .drawer, .find-panel";
  for (const [name, [path, openIt]] of Object.entries(opened))
    await t.test(`axe has nothing serious to say of the ${name}, light or dark`, async () => {
      await open(path);
      await page.waitForLoadState("networkidle");
      await openIt();
      await page.locator(OPENED).first().waitFor();
      assert.deepEqual(await findingsInBoth(page), { light: [], dark: [] });
    });

  await t.test("what opens over the page has the focus, and gives it back", async () => {
    await open("/library");
    const add = page.getByRole("banner").getByRole("button", { name: "Add documents" });
    await add.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Add documents" });
    await dialog.getByRole("button", { name: "Choose files" }).waitFor();
    await until("the dialog to have the focus", () =>
      dialog.evaluate((node) => node.contains(node.ownerDocument.activeElement)),
    );
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await until("the button to have it again", () =>
      add.evaluate((node) => node === node.ownerDocument.activeElement),
    );
    // What is typed on the heels of the keys that open the palette is in it.
    await page.keyboard.press("Control+k");
    await page.keyboard.type("findings");
    const palette = page.getByRole("dialog", { name: "Palette" }).getByRole("textbox");
    await until("all letters to be there", async () => (await palette.inputValue()) === "findings");
    await page.keyboard.press("Escape");
    await palette.waitFor({ state: "detached" });
  });

  await t.test("no page scrolls sideways in a narrow window, in either language", async () => {
    const narrow = await journey.context.newPage();
    await narrow.setViewportSize({ width: 390, height: 844 });
    const wide: string[] = [];
    for (const language of ["en", "zh"]) {
      await narrow.goto(served.url);
      await narrow.evaluate(`localStorage.setItem("dossier-language", "${language}")`);
      for (const [name, path] of Object.entries(pages)) {
        await narrow.goto(`${served.url}${path}`);
        await narrow.getByRole("heading", { level: 1 }).waitFor();
        await narrow.waitForLoadState("networkidle");
        const width = await narrow.evaluate<number>("document.documentElement.scrollWidth");
        if (width > 390) wide.push(`${name} in ${language}: ${width} px`);
      }
    }
    await narrow.evaluate(`localStorage.setItem("dossier-language", "en")`);
    await narrow.close();
    assert.deepEqual(wide, []);
  });

  assert.deepEqual(complaints, []);
});
