// desk/accounts-password.ts: passwords as scrypt hashes: "scrypt$15$8$1$salt$hash", base64url.
//
// N 2^15, r 8, p 1: 32 MB and about 0.1 s a try, off the main thread. The numbers travel with each hash, so
// that larger ones can come later without asking anybody for a new password.

import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { DossierError } from "../values/error.ts";

/** Length is what counts (NIST SP 800-63B): no rules on letters and signs. */
export const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 512; // hashing a megabyte of "password" is a way to keep a server busy
const COST = { log2N: 15, r: 8, p: 1 };

/** Throws weak-password when it is too short or absurdly long. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD)
    throw new DossierError("weak-password", { length: SHORTEST_PASSWORD });
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return `scrypt$${COST.log2N}$${COST.r}$${COST.p}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

/** Whether the password made the hash. With null it takes as long and says no: a name that is unknown must not be quicker. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, log2N, r, p, salt, hash] = (stored ?? NOBODY).split("$");
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) };
  const made = await derive(password.slice(0, LONGEST_PASSWORD), Buffer.from(salt!, "base64url"), cost);
  return timingSafeEqual(made, Buffer.from(hash!, "base64url")) && stored !== null;
}

const NOBODY = `scrypt$15$8$1$${"A".repeat(22)}$${"A".repeat(43)}`;

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** cost.log2N, r: cost.r, p: cost.p, maxmem: 128 * 1024 * 1024 };
  return new Promise((resolve, reject) =>
    scrypt(password.normalize("NFC"), salt, 32, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
}
