// http/rate.ts: a bucket for each key: so many at once, then so many a minute.

import type { Clock } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";

export interface RateLimit {
  /** Throws too-many-tries, with the seconds to wait, when the key has used up its share. */
  take(key: string): void;
  /** Gives the key its whole share back. */
  forget(key: string): void;
}

/** Keys that are remembered; the least recently used goes first, so that a flood of names costs no memory. */
const MOST_KEYS = 10_000;

export function rateLimit(
  clock: Clock,
  { burst, perMinute }: { burst: number; perMinute: number },
): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key) {
      const now = clock.now();
      const before = buckets.get(key) ?? { left: burst, at: now };
      const left = Math.min(burst, before.left + ((now - before.at) / 60_000) * perMinute);
      buckets.delete(key);
      buckets.set(key, { left: Math.max(0, left - 1), at: now });
      if (buckets.size > MOST_KEYS) buckets.delete(buckets.keys().next().value!);
      if (left >= 1) return;
      const seconds = Math.ceil(((1 - left) / perMinute) * 60);
      throw new DossierError("too-many-tries", { seconds }, { retryAfterMs: seconds * 1000 });
    },
    forget: (key) => void buckets.delete(key),
  };
}
