// test/support/browser.ts: a served desk and a Chromium that looks at it, for the journeys.
//
// The desk is the real one: its own temporary folder, its own free port, readers and threads. Whatever the
// page complains of (console errors, exceptions, refused content) is collected, so that a journey can assert
// that nothing went wrong behind the picture. Nothing here sleeps; every wait is for a condition.

/// <reference lib="dom" />

import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { buildWeb, isWebStale } from "../../scripts/web-build.ts";
import type { Document } from "../../src/records/document.ts";
import { type Served, serve } from "../../src/serve.ts";
import { loadSettings } from "../../src/settings/load.ts";
import type { Rectangle } from "./boxes.ts";

const CANDIDATES = [
  process.env.DOSSIER_TEST_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const CHROMIUM = CANDIDATES.find((path) => path !== undefined && existsSync(path)) ?? null;

/** For the options of a test: a reason to skip it, or false. */
export const withoutBrowser: string | false =
  CHROMIUM === null ? "no Chromium here; name one in DOSSIER_TEST_CHROMIUM" : false;

/** No background traffic, no sandbox (containers run as root), no graphics card. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** A loaded machine with two cores is slow; a condition that has not come by then will not come. */
const PATIENCE_MS = 30_000;

export interface Journey {
  served: Served;
  context: BrowserContext;
  page: Page;
  /** What pages said was wrong: console errors, exceptions, requests to other hosts. */
  complaints: string[];
  /** JSON of an address of the desk. Throws on an error answer. */
  api<T>(path: string, init?: RequestInit): Promise<T>;
  /** Waits until every document is read, or has failed, and all jobs have ended. */
  quiet(): Promise<void>;
}

/** A desk and a browser for one test; both end with it. */
export async function openJourney(t: TestContext, size = { width: 1440, height: 900 }): Promise<Journey> {
  const data = await mkdtemp(join(tmpdir(), "dossier-journey-"));
  // Undone last to first, whatever the runner's order of hooks: the browser before the desk, the desk before its folder.
  const undo: (() => Promise<unknown>)[] = [() => rm(data, { recursive: true, force: true, maxRetries: 5 })];
  t.after(async () => {
    for (const step of undo.reverse()) await step();
  });
  await ensureWeb();
  const served = await serve(
    loadSettings({ DOSSIER_DATA: data, DOSSIER_PORT: "0", DOSSIER_LOG: "error", DOSSIER_OCR: "off" }),
  );
  undo.push(() => served.close());
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM!, args: FLAGS });
  undo.push(() => browser.close());
  const context = await browser.newContext({
    viewport: size,
    locale: "en-GB",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints = listen(context, served.url);
  const api = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await fetch(`${served.url}${path}`, init);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const page = await context.newPage();
  return { served, context, page, complaints, api, quiet: () => untilQuiet(api) };
}

function listen(context: BrowserContext, own: string): string[] {
  const complaints: string[] = [];
  context.on("console", (message) => {
    // The browser itself reports every answer of 400 and above; those are asserted where they matter.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
      complaints.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.push(`exception: ${error.error().message}`));
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !/^(data|blob|about):/.test(url)) complaints.push(`request to ${url}`);
  });
  return complaints;
}

async function untilQuiet(api: Journey["api"]): Promise<void> {
  await until("all jobs to end", async () => {
    const { counts } = await api<{ counts: Record<string, number> }>("/api/jobs?limit=1");
    return counts.queued === 0 && counts.running === 0;
  });
}

/** Asks again, a few times a second, until the answer is true. Throws with `what` when it never is. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  withinMs = PATIENCE_MS * 2,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(100);
  }
}

/** Adds a file over HTTP and returns its document as it is when everything about it is done. */
export async function upload(journey: Journey, name: string, bytes: Uint8Array): Promise<Document> {
  const form = new FormData();
  form.append("files", new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  const { added } = await journey.api<{ added: { document: Document | null; error: unknown }[] }>(
    "/api/uploads",
    {
      method: "POST",
      body: form,
    },
  );
  if (!added[0]?.document) throw new Error(`${name} was not taken: ${JSON.stringify(added[0]?.error)}`);
  await journey.quiet();
  return (await journey.api<{ document: Document }>(`/api/documents/${added[0].document.id}`)).document;
}

/** Lets go of files over the window, as a person with a mouse does. */
export async function drop(page: Page, files: readonly { name: string; type: string; bytes: Uint8Array }[]) {
  const plain = files.map(({ name, type, bytes }) => ({
    name,
    type,
    base64: Buffer.from(bytes).toString("base64"),
  }));
  // Source text, since it runs in the page, whose globals this program does not have.
  const carried = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of ${JSON.stringify(plain)}) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    return transfer;
  })()`);
  for (const event of ["dragenter", "dragover", "drop"])
    await page.dispatchEvent("body", event, { dataTransfer: carried });
}

/** The boxes of the place one went to, as fractions of the page they are drawn on, once its picture is there. */
export async function drawnBoxes(page: Page, number: number): Promise<Rectangle[]> {
  const printed = page.locator(`.printed[data-page="${number}"]`);
  // Pages are drawn when they come near the window; what is laid out anew meanwhile is scrolled to again.
  const drawn = page.locator(`.printed[data-page="${number}"][aria-busy="false"]`);
  await until(`page ${number} to be drawn`, async () => {
    await printed.evaluate((element) => element.scrollIntoView({ block: "nearest" }));
    return (await drawn.count()) > 0;
  });
  const boxes = printed.locator(".box.on-now");
  await boxes.first().waitFor();
  const whole = (await printed.locator("img").boundingBox())!;
  const places = await Promise.all((await boxes.all()).map((box) => box.boundingBox()));
  return places.map((place) => ({
    x0: (place!.x - whole.x) / whole.width,
    y0: (place!.y - whole.y) / whole.height,
    x1: (place!.x + place!.width - whole.x) / whole.width,
    y1: (place!.y + place!.height - whole.y) / whole.height,
  }));
}

/**
 * Builds the web app when it is older than its sources. Journeys run side by side: the first to make the
 * folder builds, the others wait for it.
 */
async function ensureWeb(): Promise<void> {
  const lock = fileURLToPath(new URL("../../dist/.journeys-build", import.meta.url));
  await mkdir(join(lock, ".."), { recursive: true });
  while (isWebStale()) {
    const isMine = await mkdir(lock).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") return false;
        throw error;
      },
    );
    if (!isMine) {
      // A test that was killed while it built leaves its lock: two minutes are more than any build takes.
      const since = await stat(lock).catch(() => null);
      if (since !== null && Date.now() - since.mtimeMs > 120_000)
        await rm(lock, { recursive: true, force: true });
      await pause(200);
      continue;
    }
    try {
      if (isWebStale()) await buildWeb();
    } finally {
      await rm(lock, { recursive: true, force: true });
    }
  }
  // Built by another a moment ago and still being written: index.html is the last file to come.
  await until("the web app to be built", async () => !existsSync(lock));
}
