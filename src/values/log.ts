// values/log.ts: what the server says about itself: one JSON line an event on stderr, or nothing in tests.

export interface Log {
  info(event: string, details?: Record<string, unknown>): void;
  warn(event: string, details?: Record<string, unknown>): void;
  error(event: string, details?: Record<string, unknown>): void;
}

export const silentLog: Log = { info() {}, warn() {}, error() {} };

/** A log that writes one line of JSON for each event through `write`. */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const at =
    (level: string) =>
    (event: string, details: Record<string, unknown> = {}) =>
      write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...details })}\n`);
  return { info: at("info"), warn: at("warn"), error: at("error") };
}
