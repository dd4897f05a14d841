// values/clock.ts: where time comes from. Code that needs the time takes a Clock, so tests stand still.

export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands at `nowMs` until `advance` moves it. */
export function fixedClock(nowMs: number): Clock & { advance(ms: number): void } {
  let at = nowMs;
  return { now: () => at, advance: (ms) => void (at += ms) };
}

/** "2025-11-06T15:45:00.000Z" of a moment. */
export const isoOf = (ms: number): string => new Date(ms).toISOString();
