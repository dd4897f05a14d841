// serve.ts: the server: web, API and MCP in this thread, jobs in another, on one desk, until it is told to stop.

import { fileURLToPath } from "node:url";
import { openDesk } from "./app.ts";
import { checkWhenNewer } from "./desk/check-all.ts";
import type { Desk } from "./desk/desk.ts";
import { holdDesk } from "./desk/lock.ts";
import { operations } from "./desk/operations.ts";
import { listen } from "./http/listen.ts";
import { createApp } from "./http/server.ts";
import type { Settings } from "./settings/load.ts";
import { DossierError } from "./values/error.ts";
import { startWork } from "./work.ts";

export interface Served {
  /** Where it is reached: the public address when one is set. */
  url: string;
  port: number;
  desk: Desk;
  /** Stops taking work, ends what is open, closes the desk. */
  close(): Promise<void>;
}

/** Folder of the built web app: dist/web beside src, or web inside dist. */
export const webFolder = (): URL =>
  new URL(import.meta.url.endsWith(".ts") ? "../dist/web/" : "./web/", import.meta.url);

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** Serves the desk of the settings. Throws desk-in-use, not-a-desk, newer-desk, owner-needed and port-taken; then nothing is left open. */
export async function serve(settings: Settings): Promise<Served> {
  const held = await holdDesk(settings.data);
  const undo: (() => Promise<void> | void)[] = [() => held.release()];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const desk = await openDesk(settings);
    undo.push(() => desk.close());
    const isLoopback = LOOPBACK.has(settings.host);
    if (!isLoopback && (await desk.store.users.owners()) === 0) throw new DossierError("owner-needed");
    const app = createApp(desk, {
      operations,
      webFolder: fileURLToPath(webFolder()),
      isLoopback,
      localToken: held.token,
      // Loaded when first asked for: most desks never are, and start faster.
      mcp: async (...asked) => (await import("./mcp/server.ts")).answerMcp(...asked),
    });
    const listening = await listen(app, settings.host, settings.port);
    undo.push(() => listening.close());
    await checkWhenNewer(desk);
    const work = await startWork(desk);
    undo.push(() => work.stop());
    const isEverywhere = settings.host === "0.0.0.0" || settings.host === "::";
    await held.reachableAt(isEverywhere ? "127.0.0.1" : settings.host, listening.port);
    const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
    return {
      url: settings.publicUrl || `http://${host}:${listening.port}`,
      port: listening.port,
      desk,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
