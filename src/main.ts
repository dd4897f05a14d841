#!/usr/bin/env node
// main.ts: the command `dossier`. It wires the command line to the desk and the server.

import { openDesk, programVersion, settingsOfEnvironment } from "./app.ts";
import { runCli } from "./cli/run.ts";
import { HANDLERS } from "./jobs/handlers.ts";
import { createWorker } from "./jobs/worker.ts";

process.exitCode = await runCli(process.argv.slice(2), {
  settings: settingsOfEnvironment,
  openDesk,
  // Loaded only when it serves: a command that lists ten rows should not wait for a web server's code.
  serve: async (settings) => (await import("./serve.ts")).serve(settings),
  work: (desk) => createWorker(desk, { handlers: HANDLERS, atOnce: desk.settings.readers + 1 }),
  serveMcp: async (call) => (await import("./mcp/server.ts")).serveMcpOverStdio(call, programVersion()),
});
