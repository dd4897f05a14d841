// values/hash.ts: the name of bytes.

import { createHash, timingSafeEqual } from "node:crypto";

/** The SHA-256 of bytes or of UTF-8 text, 64 lower-case hex digits. */
export const sha256 = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");

/** Whether two secrets are equal, in time that does not depend on where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}
