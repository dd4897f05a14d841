#!/usr/bin/env node
// main.ts: the command `dossier`. It wires the command line to the desk and the server.

import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Before anything else is loaded, and by its variable for threads and child processes too: the next run finds types stripped and code compiled.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL("../node_modules/.cache/dossier", import.meta.url));
enableCompileCache(process.env.NODE_COMPILE_CACHE);
const { openDesk, programVersion, settingsOfEnvironment } = await import("./app.ts");
const { runCli } = await import("./cli/run.ts");

process.exitCode = await runCli(process.argv.slice(2), {
  version: programVersion(),
  settings: settingsOfEnvironment,
  openDesk,
  // Loaded only when it serves: a command that lists ten rows should not wait for a web server's code.
  serve: async (settings) => (await import("./serve.ts")).serve(settings),
  work: async (desk) => {
    const { HANDLERS } = await import("./jobs/handlers.ts");
    const { createWorker } = await import("./jobs/worker.ts");
    return createWorker(desk, { handlers: HANDLERS, atOnce: desk.settings.readers + 1 });
  },
  serveMcp: async (call) => (await import("./mcp/server.ts")).serveMcpOverStdio(call, programVersion()),
});
