// http/listen.ts: the app on a port. Throws port-taken, so that a person reads a sentence and no stack.

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { DossierError } from "../values/error.ts";
import type { DossierApp } from "./server.ts";

export interface Listening {
  port: number;
  /** Stops listening, ends what is open after `graceMs`, and returns when all is closed. */
  close(graceMs?: number): Promise<void>;
}

export async function listen(app: DossierApp, host: string, port: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.app.fetch }) as Server;
  // A large upload over a slow line takes its time; headers must come at once (slowloris).
  server.requestTimeout = 3_600_000;
  server.headersTimeout = 20_000;
  server.maxHeadersCount = 100;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new DossierError("port-taken", { port }) : error),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close(graceMs = 2000) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      app.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}
