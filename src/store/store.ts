// store/store.ts: the record of a desk: every table by its name over one database, and the originals.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { answersTable, modelTextsTable, modelUsageTable } from "./answers.ts";
import { type Blobs, openBlobs } from "./blobs.ts";
import type { Database, Queryable } from "./database.ts";
import { documentsTable } from "./documents.ts";
import { figureKeysTable } from "./figure-keys.ts";
import { figuresTable } from "./figures.ts";
import { findingsTable } from "./findings.ts";
import { jobsTable } from "./jobs.ts";
import { migrate } from "./migrate.ts";
import { passageIndexTable } from "./passage-index.ts";
import { passageVectorsTable } from "./passage-vectors.ts";
import { passagesTable } from "./passages.ts";
import { readingsTable } from "./readings.ts";
import { digestsTable, factsTable, notesTable, savedSearchesTable } from "./small-tables.ts";
import { openSqlite, openSqliteHere } from "./sqlite.ts";
import { storiesTable } from "./stories.ts";
import { topicsTable } from "./topics.ts";
import { apiTokensTable, sessionsTable, usersTable } from "./users.ts";
import { feedsTable, foldersTable } from "./ways-in.ts";

/** The tables over one connection or one transaction. */
export function tablesOver(db: Queryable) {
  return {
    documents: documentsTable(db),
    readings: readingsTable(db),
    passages: passagesTable(db),
    index: passageIndexTable(db),
    topics: topicsTable(db),
    stories: storiesTable(db),
    digests: digestsTable(db),
    figures: figuresTable(db),
    figureKeys: figureKeysTable(db),
    findings: findingsTable(db),
    notes: notesTable(db),
    savedSearches: savedSearchesTable(db),
    feeds: feedsTable(db),
    folders: foldersTable(db),
    jobs: jobsTable(db),
    facts: factsTable(db),
    users: usersTable(db),
    sessions: sessionsTable(db),
    apiTokens: apiTokensTable(db),
    answers: answersTable(db),
    modelTexts: modelTextsTable(db),
    modelUsage: modelUsageTable(db),
    vectors: passageVectorsTable(db),
  };
}
export type Tables = ReturnType<typeof tablesOver>;

export interface Store extends Tables {
  readonly database: Database;
  readonly blobs: Blobs;
  /** Folder of the desk; the database is `desk.sqlite` in it. */
  readonly folder: string;
  /** All of `work` or nothing; `work` must use the tables it is given and no others. */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export const databasePath = (folder: string): string => join(folder, "desk.sqlite");

/** Opens the desk in `folder`, making it when the folder is new, and brings it to this program's schema. */
export async function openStore(folder: string): Promise<Store> {
  await mkdir(join(folder, "blobs"), { recursive: true });
  const database = await openSqlite(databasePath(folder));
  await migrate(database, folder, (from) => join(folder, `desk.schema-${from}.sqlite`));
  return storeOver(database, folder);
}

/** A second store on a desk that this process has open already, for a thread that may wait for the disk. */
export const openStoreHere = (folder: string): Store =>
  storeOver(openSqliteHere(databasePath(folder)), folder);

/** A store over a database that is open and migrated. */
export function storeOver(database: Database, folder: string): Store {
  return {
    ...tablesOver(database),
    database,
    blobs: openBlobs(join(folder, "blobs")),
    folder,
    transaction: (work) => database.transaction((within) => work(tablesOver(within))),
    close: () => database.close(),
  };
}
