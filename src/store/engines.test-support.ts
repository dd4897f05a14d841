// store/engines.test-support.ts: every engine that the store suites run on, and a store of each for one test.
//
// PostgreSQL joins by a branch in openTestStore and a name in ENGINES when TEST_POSTGRES is set.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Document, Version } from "../records/document.ts";
import { migrate } from "./migrate.ts";
import { openSqliteDirect } from "./sqlite-direct.ts";
import { openStore, openStoreHere, type Store, storeOver } from "./store.ts";

/** "sqlite" is what the server uses (threads), "sqlite-here" the thread of its jobs, "sqlite-direct" its other threads. */
export const ENGINES = ["sqlite", "sqlite-here", "sqlite-direct"] as const;
export type Engine = (typeof ENGINES)[number];

/** An empty store in a folder of its own; both are gone after the test. */
export async function openTestStore(engine: Engine, t: TestContext): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-store-"));
  let store: Store;
  if (engine === "sqlite") store = await openStore(folder);
  else {
    const database = openSqliteDirect(join(folder, "desk.sqlite"));
    await migrate(database, folder, () => join(folder, "copy.sqlite"));
    store = engine === "sqlite-direct" ? storeOver(database, folder) : openStoreHere(folder);
    if (engine === "sqlite-here") await database.close();
  }
  t.after(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  return store;
}

/** A document as a test needs it; what does not matter is filled in. */
export function documentOf(change: Partial<Document> = {}): Document {
  const id = change.id ?? "doc_1";
  return {
    id,
    versionId: `ver_${id}`,
    versionNumber: 1,
    title: "A title",
    titleBy: { by: "rule", rule: "test" },
    source: "North Bank Wire",
    sourceBy: { by: "rule", rule: "test" },
    author: "",
    kind: "news",
    kindBy: { by: "rule", rule: "test" },
    language: "en",
    published: null,
    event: null,
    addedAt: "2025-11-06T10:00:00.000Z",
    updatedAt: "2025-11-06T10:00:00.000Z",
    sortAt: "2025-11-06T10:00:00.000Z",
    url: null,
    fileName: "a.txt",
    mediaType: "text",
    sizeBytes: 4,
    pageCount: 1,
    characterCount: 4,
    state: "ready",
    failure: null,
    problems: [],
    storyId: null,
    storySize: 1,
    isStoryPrimary: false,
    isTeaser: false,
    isSample: false,
    isFavourite: false,
    isArchived: false,
    trashedAt: null,
    readAt: null,
    tags: [],
    topicIds: [],
    figureCount: 0,
    findingCount: 0,
    ...change,
  };
}

export const versionOf = (documentId: string, change: Partial<Version> = {}): Version => ({
  id: `ver_${documentId}`,
  documentId,
  number: 1,
  sha256: `hash of ${documentId}`,
  mediaType: "text",
  sizeBytes: 4,
  fileName: "a.txt",
  url: null,
  charset: null,
  addedAt: "2025-11-06T10:00:00.000Z",
  reader: null,
  pageCount: 0,
  ...change,
});
