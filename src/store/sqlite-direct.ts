// store/sqlite-direct.ts: SQLite in the thread that calls. The threads of sqlite.ts, the search thread and
// tools use it; the server's main thread must not (a query would hold up every request).
//
// WAL with synchronous FULL: a committed transaction survives kill -9 and power loss. What is run lightly skips
// the sync of the disk, which is most of the time of a small write; the next full one makes it durable as well.

import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Database, Queryable, SqlValue } from "./database.ts";

export interface SqliteOptions {
  readOnly?: boolean;
  /** Pages kept in memory, at most; default 8. The system keeps the file's pages as well, for all connections at once. */
  cacheMb?: number;
  /** How much of the file is read in place instead of copied, at most; default none. It counts as resident memory. */
  mappedMb?: number;
}

/** Opens or makes the database file at `path` (":memory:" for a test). */
export function openSqliteDirect(
  path: string,
  options: SqliteOptions = {},
): Database & { readonly raw: DatabaseSync; rollback(): void } {
  const raw = new DatabaseSync(path, {
    readOnly: options.readOnly ?? false,
    enableForeignKeyConstraints: true,
  });
  if (options.readOnly !== true) raw.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  // 15 s: longer than any write of ours, so that "locked" means something is wrong.
  const { cacheMb = 8, mappedMb = 0 } = options;
  raw.exec(
    `PRAGMA busy_timeout = 15000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = ${-1024 * cacheMb}; PRAGMA mmap_size = ${mappedMb * 1_048_576};`,
  );
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      // The texts are few (one for each call site, few that are composed); the bound guards against a leak.
      if (statements.size > 500) statements.clear();
      statement = raw.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  const bind = (parameters: readonly SqlValue[]) => parameters as readonly SQLInputValue[];
  const queries: Queryable = {
    async all<R>(sql: string, parameters: readonly SqlValue[] = []) {
      return prepare(sql).all(...bind(parameters)) as R[];
    },
    async get<R>(sql: string, parameters: readonly SqlValue[] = []) {
      return prepare(sql).get(...bind(parameters)) as R | undefined;
    },
    async run(sql, parameters = []) {
      return Number(prepare(sql).run(...bind(parameters)).changes);
    },
    async runLight(sql, parameters = []) {
      // Inside a transaction the engine ignores the change, and its commit decides.
      if (raw.isTransaction) return Number(prepare(sql).run(...bind(parameters)).changes);
      raw.exec("PRAGMA synchronous = NORMAL");
      try {
        return Number(prepare(sql).run(...bind(parameters)).changes);
      } finally {
        raw.exec("PRAGMA synchronous = FULL");
      }
    },
    async runMany(sql, lists) {
      const statement = prepare(sql);
      for (const parameters of lists) statement.run(...bind(parameters));
    },
  };
  // The engine may have rolled back on its own, on a full disk for one.
  const rollback = (): void => {
    if (raw.isTransaction) raw.exec("ROLLBACK");
  };
  // Transactions of one connection follow each other: a second BEGIN inside the first would throw.
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...queries,
    raw,
    rollback,
    dialect: "sqlite",
    transaction<T>(work: (within: Queryable) => Promise<T>): Promise<T> {
      const turn = last.then(async () => {
        raw.exec("BEGIN IMMEDIATE");
        try {
          const result = await work(queries);
          raw.exec("COMMIT");
          return result;
        } catch (error) {
          rollback();
          throw error;
        }
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    async copyTo(target) {
      await backup(raw, target);
    },
    async close() {
      await last;
      statements.clear();
      raw.close();
    },
  };
}
