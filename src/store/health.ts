// store/health.ts: looks at a whole database: is it sound, which originals does it want, a copy of it in one file.

import type { Queryable } from "./database.ts";
import { openSqliteDirect } from "./sqlite-direct.ts";

/** What the engine finds wrong with the database, in its words; null when it is sound. Reads all of it. */
export async function damageOf(db: Queryable): Promise<string | null> {
  const row = await db.get<{ quick_check: string }>("PRAGMA quick_check(1)");
  return row?.quick_check === "ok" ? null : (row?.quick_check ?? "no answer");
}

/** The hashes of all originals that versions name, each once, sorted. */
export async function wantedHashes(db: Queryable): Promise<string[]> {
  return (await db.all<{ sha256: string }>("SELECT DISTINCT sha256 FROM versions ORDER BY sha256")).map(
    ({ sha256 }) => sha256,
  );
}

export interface CopySummary {
  documents: number;
  schema: number;
  hashes: string[];
}

/** A consistent copy of the database file at `path`, made while others read and write it, and what is in the copy. */
export async function copyDatabase(path: string, copy: string): Promise<CopySummary> {
  const source = openSqliteDirect(path, { readOnly: true });
  try {
    await source.copyTo(copy);
  } finally {
    await source.close();
  }
  const database = openSqliteDirect(copy);
  try {
    // One file without a log beside it.
    database.raw.exec("PRAGMA journal_mode = DELETE");
    return await summaryOf(database);
  } finally {
    await database.close();
  }
}

/** What is in the database file at `path`, which nobody else writes. */
export async function summaryOfFile(path: string): Promise<CopySummary> {
  const database = openSqliteDirect(path, { readOnly: true });
  try {
    return await summaryOf(database);
  } finally {
    await database.close();
  }
}

async function summaryOf(database: Queryable): Promise<CopySummary> {
  const documents = await database.get<{ n: number }>("SELECT count(*) AS n FROM documents");
  const schema = await database.get<{ user_version: number }>("PRAGMA user_version");
  return { documents: documents!.n, schema: schema!.user_version, hashes: await wantedHashes(database) };
}
