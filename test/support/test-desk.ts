// test/support/test-desk.ts: a desk for one test: a real store in a folder of its own, a clock that stands,
// no threads, no child processes, no network. Reading makes one page of a text; search looks for the words as they are.

import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { CheckAnswers } from "../../src/desk/check-answers.ts";
import { type Desk, type DeskFetch, type DeskSearch, localEvents } from "../../src/desk/desk.ts";
import { createApp, type DossierApp } from "../../src/http/server.ts";
import type { Reading } from "../../src/records/reading.ts";
import type { SearchAnswer } from "../../src/records/search.ts";
import { loadSettings, type Settings } from "../../src/settings/load.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openSqliteDirect } from "../../src/store/sqlite-direct.ts";
import { databasePath, type Store, storeOver } from "../../src/store/store.ts";
import { fixedClock } from "../../src/values/clock.ts";
import { DossierError } from "../../src/values/error.ts";
import { type Log, silentLog } from "../../src/values/log.ts";

export const TEST_NOW = Date.parse("2025-11-06T15:45:00.000Z");

export interface TestDesk extends Desk {
  readonly clock: ReturnType<typeof fixedClock>;
  /** What was logged, a line an event. */
  readonly logged: string[];
}

export interface TestDeskParts {
  settings?: Partial<Settings>;
  fetch?: DeskFetch;
}

export async function openTestDesk(t: TestContext, parts: TestDeskParts = {}): Promise<TestDesk> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-desk-"));
  await mkdir(join(folder, "blobs"));
  const database = openSqliteDirect(databasePath(folder));
  await migrate(database, folder, () => join(folder, "copy.sqlite"));
  const store = storeOver(database, folder);
  const logged: string[] = [];
  let checking: Promise<CheckAnswers> | null = null;
  const checks = () =>
    (checking ??= import("../../src/desk/check-answers.ts").then(({ checkAnswers }) => checkAnswers(store)));
  const desk: TestDesk = {
    store,
    settings: { ...loadSettings({ DOSSIER_DATA: folder }), ...parts.settings },
    clock: fixedClock(TEST_NOW),
    log: logInto(logged),
    logged,
    reader: {
      read: async ({ path }) => textReading(await readFile(path, "utf8")),
      render: async ({ widthPx }) => Buffer.from(`picture ${widthPx}`),
      ocrEngine: async () => null,
    },
    // Loaded when a test processes a document: the stages are much code for a test of a route.
    derive: {
      text: async (input) => (await import("../../src/desk/derive.ts")).deriveText(input),
      meaning: async (input) => (await import("../../src/desk/derive.ts")).deriveMeaning(input),
      digest: async (input) => (await import("../../src/desk/derive.ts")).deriveDigest(input),
      topics: async (input) => (await import("../../src/desk/derive.ts")).deriveTopics(input),
      checks: async (input) => (await import("../../src/desk/derive.ts")).deriveChecks(input),
    },
    checks: {
      document: async (input) => (await checks()).document(input),
      inside: async (input) => (await checks()).inside(input),
      across: async (input) => (await checks()).across(input),
      changes: async (input) => (await checks()).changes(input),
      timelines: async (input) => (await checks()).timelines(input),
    },
    search: plainSearch(store),
    fetch:
      parts.fetch ??
      (async (url) => {
        throw new DossierError("fetch-failed", { url, reason: "a test has no network" });
      }),
    events: localEvents(),
    version: "0.0.0-test",
    close: async () => {},
  };
  t.after(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  return desk;
}

/** The front door over a desk, as a browser on this machine meets it. */
export async function openTestApp(
  t: TestContext,
  desk: Desk,
  change: Partial<Parameters<typeof createApp>[1]> = {},
): Promise<DossierApp["app"]> {
  const { operations } = await import("../../src/desk/operations.ts");
  const door = createApp(desk, {
    operations,
    webFolder: join(desk.store.folder, "no-web"),
    isLoopback: true,
    checkOutputs: true,
    addressOf: (c) => c.req.header("x-test-address") ?? "192.0.2.1",
    ...change,
  });
  t.after(() => door.close());
  return door.app;
}

/** A request with a JSON body. */
export const sent = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", ...headers },
});

function logInto(lines: string[]): Log {
  const at =
    (level: string) =>
    (event: string, details: Record<string, unknown> = {}) =>
      void lines.push(`${level} ${event} ${JSON.stringify(details)}`);
  return { ...silentLog, warn: at("warn"), error: at("error") };
}

function textReading(text: string): Reading {
  return {
    reader: "test 1",
    text,
    pages: [
      {
        start: 0,
        end: text.length,
        label: null,
        widthPt: null,
        heightPt: null,
        origin: "text",
        marks: [],
        glyphs: null,
      },
    ],
    blocks: [{ kind: "paragraph", level: 0, start: 0, end: text.length }],
    outline: [],
    meta: {
      title: null,
      author: null,
      source: null,
      published: null,
      language: null,
      url: null,
      isTeaser: false,
    },
    html: null,
    attachments: [],
    problems: [],
  };
}

function plainSearch(store: Store): DeskSearch {
  const answer = async (query: string, limit: number): Promise<SearchAnswer> => {
    const documents = (await store.documents.list({ view: "library" }, "newest", 0, 500)).filter(
      ({ title }) => title.toLowerCase().includes(query.toLowerCase()),
    );
    return {
      results: documents.slice(0, limit).map((document) => ({
        documentId: document.id,
        title: document.title,
        source: document.source,
        kind: document.kind,
        language: document.language,
        sortAt: document.sortAt,
        isDated: document.published !== null,
        storySize: 1,
        hits: [],
        hitCount: 0,
      })),
      documentCount: documents.length,
      passageCount: 0,
      facets: { kinds: [], sources: [], languages: [], topics: [], tags: [] },
      problems: [],
      suggestion: null,
      tookMs: 0,
    };
  };
  return {
    search: (request) => answer(request.query, request.limit),
    suggest: async () => [],
    similar: (_id, limit) => answer("", limit),
    matching: async () => [],
    refresh: async () => {},
    rebuild: async () => {},
    check: async () => [],
  };
}
