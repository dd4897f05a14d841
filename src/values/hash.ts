// values/hash.ts: the name of bytes.

import { createHash, timingSafeEqual } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";

/** The SHA-256 of bytes or of UTF-8 text, 64 lower-case hex digits. */
export const sha256 = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");

/** Some 10 ms of work. */
const BYTES_A_TURN = 4_194_304;

/** As sha256, letting other work pass in between: a file of 200 MB would keep everyone waiting for half a second. */
export async function sha256InTurns(bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.length; at += BYTES_A_TURN) {
    if (at > 0) await nextTurn();
    hash.update(bytes.subarray(at, at + BYTES_A_TURN));
  }
  return hash.digest("hex");
}

/** Whether two secrets are equal, in time that does not depend on where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}
