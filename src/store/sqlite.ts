// store/sqlite.ts: SQLite for the server: one connection that writes, a few that read, each in a thread of its own;
// and both in the calling thread, for the thread that does the jobs.
//
// Reads go to the reader with the fewest questions open and see the last commit (WAL); writes and
// transactions take turns on the writer. A transaction is a conversation: BEGIN, what `work` asks, COMMIT,
// all on the writer, while other writers wait in line.

import { Worker } from "node:worker_threads";
import { DossierError } from "../values/error.ts";
import { siblingModule } from "../values/module.ts";
import type { Database, Queryable, SqlValue } from "./database.ts";
import { openSqliteDirect } from "./sqlite-direct.ts";

type Call = "all" | "get" | "run" | "runLight" | "runMany" | "exec" | "rollback" | "copyTo" | "close";

/** Questions to one database thread, answered in order. */
class DatabaseThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: unknown) => void }
  >();
  #last = 0;

  constructor(path: string, readOnly: boolean) {
    this.#worker = new Worker(siblingModule(import.meta.url, "./sqlite-thread"), {
      workerData: { path, readOnly },
      // Rows are made and handed over at once: more room for young objects would only stay taken.
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    this.#worker.on("message", ({ id, value, error }: { id: number; value: unknown; error?: string }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(value);
      else waiting?.reject(new Error(error));
    });
    this.#worker.on("error", (error) => this.#rejectAll(error));
    this.#worker.on("exit", () =>
      this.#rejectAll(new DossierError("store-busy", { reason: "the database thread has ended" })),
    );
  }

  get openCalls(): number {
    return this.#waiting.size;
  }

  ask<T>(call: Call, ...rest: unknown[]): Promise<T> {
    const id = ++this.#last;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#worker.postMessage({ id, call, rest });
    });
  }

  async close(): Promise<void> {
    await this.ask("close");
    await this.#worker.terminate();
  }

  #rejectAll(error: unknown): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

function asQueryable(pick: () => DatabaseThread): Queryable {
  return {
    all: <R>(sql: string, parameters: readonly SqlValue[] = []) => pick().ask<R[]>("all", sql, parameters),
    get: <R>(sql: string, parameters: readonly SqlValue[] = []) =>
      pick().ask<R | undefined>("get", sql, parameters),
    run: (sql, parameters = []) => pick().ask<number>("run", sql, parameters),
    runLight: (sql, parameters = []) => pick().ask<number>("runLight", sql, parameters),
    // Nothing to do needs no round trip.
    runMany: async (sql, lists) => (lists.length === 0 ? undefined : pick().ask<void>("runMany", sql, lists)),
  };
}

/** Opens the database file at `path` with `readers` reading threads (2 serve some 50 people on 2 cores). */
export async function openSqlite(path: string, readers = 2): Promise<Database> {
  const writer = new DatabaseThread(path, false);
  // The writer makes the file; readers cannot open one that is not there.
  await writer.ask("get", "SELECT 1");
  const pool = Array.from({ length: readers }, () => new DatabaseThread(path, true));
  const leastBusy = () => pool.reduce((best, thread) => (thread.openCalls < best.openCalls ? thread : best));
  return inTurns(asQueryable(leastBusy), {
    ...asQueryable(() => writer),
    exec: (sql) => writer.ask("exec", sql),
    rollback: () => writer.ask("rollback"),
    copyTo: (target) => writer.ask<void>("copyTo", target),
    async close() {
      await Promise.all([...pool, writer].map((thread) => thread.close()));
    },
  });
}

/**
 * Opens the database file at `path` in this thread: every call holds it up. For a thread that answers nobody
 * and may wait for the disk; rows need not cross to another thread and back.
 */
export function openSqliteHere(path: string): Database {
  const writer = openSqliteDirect(path);
  const reader = openSqliteDirect(path, { readOnly: true });
  return inTurns(reader, {
    ...writer,
    exec: async (sql) => writer.raw.exec(sql),
    rollback: async () => writer.rollback(),
    async close() {
      await Promise.all([reader.close(), writer.close()]);
    },
  });
}

/** What writes: one conversation at a time. */
interface Writer extends Queryable {
  exec(sql: string): Promise<unknown>;
  /** Nothing when the engine has rolled back on its own (a full disk). */
  rollback(): Promise<unknown>;
  copyTo(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Reads see the last commit; writes and transactions wait for each other, so that none lands inside another's. */
function inTurns(reading: Queryable, writer: Writer): Database {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    dialect: "sqlite",
    all: reading.all,
    get: reading.get,
    run: (sql, parameters) => inTurn(() => writer.run(sql, parameters)),
    runLight: (sql, parameters) => inTurn(() => writer.runLight(sql, parameters)),
    // Without a transaction of its own each row would be a commit and a sync of the disk.
    runMany: async (sql, lists) =>
      lists.length === 0 ? undefined : inTurn(() => inTransaction(writer, () => writer.runMany(sql, lists))),
    transaction: (work) => inTurn(() => inTransaction(writer, () => work(writer))),
    copyTo: (target) => inTurn(() => writer.copyTo(target)),
    async close() {
      await last;
      await writer.close();
    },
  };
}

async function inTransaction<T>(writer: Writer, work: () => Promise<T>): Promise<T> {
  await writer.exec("BEGIN IMMEDIATE");
  try {
    const result = await work();
    await writer.exec("COMMIT");
    return result;
  } catch (error) {
    await writer.rollback();
    throw error;
  }
}
