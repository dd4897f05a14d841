// scripts/screens.ts: node scripts/screens.ts: takes the pictures of docs/screens anew, from the sample on a desk of its own.
//
// Needs a Chromium (DOSSIER_TEST_CHROMIUM, or an installed one). Run it when a screen that the README shows has changed.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import type { Document } from "../src/records/document.ts";
import { serve } from "../src/serve.ts";
import { loadSettings } from "../src/settings/load.ts";
import { buildWeb, isWebStale } from "./web-build.ts";

const SIZE = { width: 1440, height: 1000 };
const folder = fileURLToPath(new URL("../docs/screens/", import.meta.url));
const data = await mkdtemp(join(tmpdir(), "dossier-screens-"));
if (isWebStale()) await buildWeb();
const served = await serve(loadSettings({ DOSSIER_DATA: data, DOSSIER_PORT: "0", DOSSIER_LOG: "error" }));
const browser = await chromium.launch({
  executablePath: process.env.DOSSIER_TEST_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  await ask("/api/sample", { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
  await untilQuiet();
  const { topics } = await ask<{ topics: { id: string; name: string }[] }>("/api/topics");
  const { documents } = await ask<{ documents: Document[] }>("/api/documents?limit=100");
  const report = documents.find(({ kind, mediaType }) => kind === "results-review" && mediaType === "pdf")!;
  await take("topic", `/topics/${topics.find(({ name }) => name === "Trainium2")!.id}`, async (page) => {
    await page.locator("article.doc").first().waitFor();
  });
  await take("reader", `/documents/${report.id}`, async (page) => {
    await page.locator('.printed[aria-busy="false"]').first().waitFor();
    for (let press = 0; press < 3; press++) await page.keyboard.press("n");
    await page.locator(".box.on-now").first().waitFor();
  });
  await take("ledger", "/ledger", async (page) => {
    await page.locator(".grid-row").first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.locator(".drawer").waitFor();
  });
} finally {
  await browser.close();
  await served.close();
  await rm(data, { recursive: true, force: true });
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const reply = await fetch(`${served.url}${path}`, init);
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}`);
  return (await reply.json()) as T;
}

async function untilQuiet(): Promise<void> {
  for (;;) {
    const { counts } = await ask<{ counts: Record<string, number> }>("/api/jobs?limit=1");
    if (counts.queued === 0 && counts.running === 0) return;
    await pause(200);
  }
}

/** One picture of a page once `ready` says that it is as it should be seen. */
async function take(name: string, path: string, ready: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: SIZE, locale: "en-GB", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${served.url}${path}`);
  await page.waitForLoadState("networkidle");
  await ready(page);
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
  console.log(`docs/screens/${name}.png`);
}
