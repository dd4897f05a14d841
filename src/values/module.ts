// values/module.ts: the address of a module that is started rather than imported: a thread, a child process.
//
// Modules lie as .ts in a checkout and as .js when published; the one that asks tells which.

/** "./desk/derive-thread" beside the module at `from` (import.meta.url), with that module's own ending. */
export const siblingModule = (from: string, path: string): URL =>
  new URL(`${path}${from.endsWith(".ts") ? ".ts" : ".js"}`, from);
