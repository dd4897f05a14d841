// store/sqlite-thread.ts: a thread that answers SQL questions. Started by sqlite.ts only.

import { parentPort, workerData } from "node:worker_threads";
import { openSqliteDirect } from "./sqlite-direct.ts";

const { path, readOnly } = workerData as { path: string; readOnly: boolean };
const database = openSqliteDirect(path, { readOnly });

parentPort!.on("message", async ({ id, call, rest }: { id: number; call: string; rest: unknown[] }) => {
  try {
    parentPort!.postMessage({ id, value: await answer(call, rest) });
  } catch (error) {
    parentPort!.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});

function answer(call: string, rest: unknown[]): Promise<unknown> | unknown {
  const [sql, parameters] = rest as [string, never];
  switch (call) {
    case "all":
      return database.all(sql, parameters);
    case "get":
      return database.get(sql, parameters);
    case "run":
      return database.run(sql, parameters);
    case "runLight":
      return database.runLight(sql, parameters);
    case "runMany":
      return database.runMany(sql, parameters);
    case "exec":
      return database.raw.exec(sql);
    case "rollback":
      return database.rollback();
    case "copyTo":
      return database.copyTo(sql);
    case "close":
      return database.close();
    default:
      throw new Error(`unknown call ${call}`);
  }
}
