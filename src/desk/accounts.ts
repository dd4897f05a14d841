// desk/accounts.ts: who one is: signing in, sessions, tokens. desk/accounts-manage.ts has the verbs of the owner.
//
// Secrets (a session's, a token's) are 32 random bytes; only their SHA-256 is kept, so that a copy of the
// database signs nobody in.

import { randomBytes } from "node:crypto";
import type { Actor, User } from "../records/user.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { sha256 } from "../values/hash.ts";
import { isPassword } from "./accounts-password.ts";
import type { Desk } from "./desk.ts";

/** The person at the machine, on a desk without accounts. */
export const LOCAL_OWNER: Actor = { id: "local", name: "", role: "owner" };

/** A month: long enough that a desk used weekly asks seldom. */
export const SESSION_DAYS = 30;

export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Starts a session; the secret is for the cookie. Throws wrong-password, also for an unknown name. */
export async function signIn(
  desk: Desk,
  input: { name: string; password: string },
): Promise<{ user: User; secret: string }> {
  const found = await desk.store.users.byName(input.name.trim());
  if (!(await isPassword(input.password, found?.passwordHash ?? null)))
    throw new DossierError("wrong-password");
  const secret = newSecret();
  const now = desk.clock.now();
  await desk.store.sessions.removeEnded(isoOf(now));
  await desk.store.sessions.insert({
    tokenHash: sha256(secret),
    userId: found!.user.id,
    nowIso: isoOf(now),
    expiresIso: isoOf(now + SESSION_DAYS * 86_400_000),
  });
  return { user: found!.user, secret };
}

export const signOut = (desk: Desk, secret: string): Promise<void> =>
  desk.store.sessions.remove(sha256(secret));

/** The one a session's secret stands for; null when it has ended or never was. */
export async function actorOfSession(desk: Desk, secret: string): Promise<Actor | null> {
  return desk.store.sessions.userOf(sha256(secret), isoOf(desk.clock.now()));
}

/** The one an API token stands for; null when there is no such token. */
export async function actorOfToken(desk: Desk, secret: string): Promise<Actor | null> {
  const token = await desk.store.apiTokens.byHash(sha256(secret));
  if (token === null) return null;
  const now = desk.clock.now();
  // To the minute is enough to see which tokens are in use, and no write for each request.
  if (token.lastUsedAt === null || now - Date.parse(token.lastUsedAt) > 60_000)
    await desk.store.apiTokens.used(token.id, isoOf(now));
  return { id: token.id, name: token.name, role: token.role };
}
