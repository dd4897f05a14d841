// store/migrate.ts: brings a database to the schema this program knows.
//
// The schema's number is stamped in the database (PRAGMA user_version). Before an old database is
// changed a copy of it is put beside it; each step is one transaction, so a crash leaves the last whole step.

import { DossierError } from "../values/error.ts";
import type { Database } from "./database.ts";
import { schema as documents } from "./migrations/0001-documents.ts";
import { schema as search } from "./migrations/0002-search.ts";
import { schema as ledger } from "./migrations/0003-ledger.ts";
import { schema as answers } from "./migrations/0004-answers.ts";
import { schema as vectors } from "./migrations/0005-vectors.ts";
import { schema as comparisons } from "./migrations/0006-comparisons.ts";

/** One text of statements for each number, from 1; never edited once released. */
const STEPS: readonly string[] = [documents, search, ledger, answers, vectors, comparisons];

/** The schema that this program writes. */
export const SCHEMA = STEPS.length;

/** Migrates, copying the database to `copyPath(from)` first when it holds an older schema. Throws newer-desk. */
export async function migrate(
  database: Database,
  where: string,
  copyPath: (from: number) => string,
): Promise<void> {
  const row = await database.get<{ user_version: number }>("PRAGMA user_version");
  const from = row?.user_version ?? 0;
  if (from > SCHEMA) throw new DossierError("newer-desk", { path: where, found: from, known: SCHEMA });
  if (from === SCHEMA) return;
  if (from > 0) await database.copyTo(copyPath(from));
  for (let step = from; step < SCHEMA; step++) {
    await database.transaction(async (within) => {
      for (const statement of statementsOf(STEPS[step]!)) await within.run(statement);
      await within.run(`PRAGMA user_version = ${step + 1}`);
    });
  }
}

/** Statements of a schema text: they end in ";" at a line's end, which no string of ours contains. */
const statementsOf = (text: string): string[] =>
  text
    .split(/;\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
