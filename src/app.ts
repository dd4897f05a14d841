// app.ts: makes a desk: settings in, everything opened, one object out. The only place where things start.

import { readFileSync } from "node:fs";
import { openChecks } from "./desk/check-client.ts";
import type { Desk, DeskFetch, DeskSearch } from "./desk/desk.ts";
import { localEvents } from "./desk/desk.ts";
import { embeddingConfig } from "./desk/embedding-endpoint.ts";
import { openSearch } from "./desk/search-client.ts";
import { openThread } from "./desk/thread.ts";
import { createReader } from "./read/isolated.ts";
import { findOcr } from "./read/ocr.ts";
import { loadSettings, type Settings } from "./settings/load.ts";
import { databasePath, openStore, type Store } from "./store/store.ts";
import { type Clock, systemClock } from "./values/clock.ts";
import { jsonLog, type Log, silentLog } from "./values/log.ts";
import { siblingModule } from "./values/module.ts";

/** Its code and vocabulary are some 40 MB, and half a second brings them back. */
const DERIVE_IDLE_MS = 60_000;

/** What tests, and the thread of the jobs, put in place of the real thing. */
export interface DeskParts {
  clock?: Clock;
  log?: Log;
  fetch?: DeskFetch;
  /** Closed with the desk, as what it stands for. */
  store?: Store;
  search?: DeskSearch & { close(): Promise<void> };
}

/**
 * Opens the desk in `settings.data`, making it when the folder is new. Throws newer-desk and what opening a
 * database throws. The caller closes it.
 */
export async function openDesk(settings: Settings, parts: DeskParts = {}): Promise<Desk> {
  const clock = parts.clock ?? systemClock;
  const log = parts.log ?? logOf(settings, clock);
  const store = parts.store ?? (await openStore(settings.data));
  const reader = createReader({ processes: settings.readers });
  const derive = openThread(siblingModule(import.meta.url, "./desk/derive-thread"), null, {
    idleMs: DERIVE_IDLE_MS,
  });
  const checks = openChecks(databasePath(store.folder));
  const search = parts.search ?? openSearch(store, log, () => embeddingConfig(settings, store));
  return {
    store,
    settings,
    clock,
    log,
    reader: {
      read: reader.read,
      render: ({ path, name, password, page, widthPx }) =>
        reader.render({ path, name, password }, page, widthPx),
      ocrEngine: async () => (settings.ocr === "off" ? null : (findOcr()?.name ?? null)),
    },
    derive: {
      text: (input) => derive.ask("text", input),
      meaning: (input) => derive.ask("meaning", input),
      digest: (input) => derive.ask("digest", input),
      topics: (input) => derive.ask("topics", input),
      checks: (input) => derive.ask("checks", input),
    },
    checks: checks.answers,
    search,
    fetch: parts.fetch ?? fetchWith(settings, programVersion()),
    events: localEvents(),
    version: programVersion(),
    async close() {
      await Promise.all([reader.close(), derive.close(), checks.close(), search.close()]);
      await store.close();
    },
  };
}

/** The settings of this process's environment. */
export const settingsOfEnvironment = (): Settings => loadSettings(process.env);

/** The version in package.json, which stands one folder above this file. */
export function programVersion(): string {
  return (
    JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string }
  ).version;
}

function fetchWith(settings: Settings, version: string): DeskFetch {
  // Loaded at the first address: an HTTP client is much code for a desk that only reads its own files.
  return async (url, conditions = {}) =>
    (await import("./fetch/url.ts")).fetchUrl(url, {
      allowAddresses: settings.allowAddresses,
      maxBytes: settings.maxFileBytes,
      timeoutMs: 30_000,
      userAgent: `Dossier/${version}`,
      etag: conditions.etag ?? undefined,
      lastModified: conditions.lastModified ?? undefined,
    });
}

const LEVELS = ["info", "warn", "error", "silent"];

function logOf(settings: Settings, clock: Clock): Log {
  const full = jsonLog(
    (line) => process.stderr.write(line),
    () => clock.now(),
  );
  const least = LEVELS.indexOf(settings.log);
  return {
    info: least <= 0 ? full.info : silentLog.info,
    warn: least <= 1 ? full.warn : silentLog.warn,
    error: least <= 2 ? full.error : silentLog.error,
  };
}
