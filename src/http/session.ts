// http/session.ts: who asks, and whether the question came from our own pages.
//
// Bearer tokens first (programs), then the cookie (browsers), then, on a desk without accounts, the person
// at the machine. A browser says where a request comes from (Sec-Fetch-Site, Origin): what changes anything
// and comes from another site, or from another port of this machine, is refused before anything is done.

import { getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import {
  actorOfSession,
  actorOfToken,
  LOCAL_OWNER,
  SESSION_DAYS,
  signIn,
  signOut,
} from "../desk/accounts.ts";
import { checkInput } from "../desk/check-input.ts";
import type { Desk } from "../desk/desk.ts";
import type { Actor } from "../records/user.ts";
import { DossierError } from "../values/error.ts";
import { equalSecrets } from "../values/hash.ts";
import { readLimited } from "./body.ts";
import { rateLimit } from "./rate.ts";
import type { DossierContext, DossierHono, Variables } from "./routes.ts";

const COOKIE = "dossier_session";

export interface SessionOptions {
  desk: Desk;
  /** Lets the command line of this machine in; it stands in the lock file, which only its owner can read. */
  localToken: string | null;
  /** Address of who asks, for limits: asker.ts in the server, fixed in tests. */
  addressOf(c: DossierContext): string;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Sets `actor`. Throws sign-in-needed for a token that opens nothing, cross-site, too-many-tries. */
export function sessions(options: SessionOptions) {
  // Two hundred at once and ten a second after: a bulk change by hand stays below, a runaway script does not.
  const writes = rateLimit(options.desk.clock, { burst: 200, perMinute: 600 });
  const hasAccounts = accountsOf(options.desk);
  return createMiddleware<{ Variables: Variables }>(async (c, next) => {
    const isSafe = SAFE.has(c.req.method);
    const bearer = /^Bearer\s+(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    // A link from elsewhere may open a download; a script, picture or stream of another site gets nothing.
    const isOpened =
      isSafe && (!c.req.path.startsWith("/api/") || c.req.header("sec-fetch-mode") === "navigate");
    if (bearer === undefined && !isOpened) refuseOtherSites(c, options.desk.settings.publicUrl);
    const actor = await actorOf(options, hasAccounts, bearer, getCookie(c, COOKIE));
    c.set("actor", actor);
    // The person at the machine is not limited: adding a thousand files is their right.
    if (!isSafe && actor?.id !== LOCAL_OWNER.id) writes.take(actor?.id ?? options.addressOf(c));
    await next();
  });
}

async function actorOf(
  { desk, localToken }: SessionOptions,
  hasAccounts: () => Promise<boolean>,
  bearer: string | undefined,
  cookie: string | undefined,
): Promise<Actor | null> {
  if (bearer !== undefined) {
    if (localToken !== null && equalSecrets(bearer, localToken)) return LOCAL_OWNER;
    const actor = await actorOfToken(desk, bearer);
    if (actor === null) throw new DossierError("sign-in-needed");
    return actor;
  }
  const signedIn = cookie === undefined ? null : await actorOfSession(desk, cookie);
  if (signedIn !== null) return signedIn;
  return (await hasAccounts()) ? null : LOCAL_OWNER;
}

/** Whether there are accounts: asked once and again after the desk changed; each request would be a query more. */
function accountsOf(desk: Desk): () => Promise<boolean> {
  let known: Promise<boolean> | null = null;
  desk.events.subscribe((event) => {
    if (event.type === "desk") known = null;
  });
  return () => {
    known ??= desk.store.users.count().then(
      (count) => count > 0,
      (error: unknown) => {
        // A failure is this request's, not every later one's.
        known = null;
        throw error;
      },
    );
    return known;
  };
}

function refuseOtherSites(c: DossierContext, publicUrl: string): void {
  const site = c.req.header("sec-fetch-site");
  // "none" is the person's own doing (address bar); "same-site" is another port of localhost: not ours.
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new DossierError("cross-site");
  const origin = c.req.header("origin");
  if (origin === undefined) return;
  const from = URL.canParse(origin) ? new URL(origin).host : "";
  // Behind a proxy that asks under another name the page's own origin is the public address.
  const isPublic = URL.canParse(publicUrl) && from === new URL(publicUrl).host;
  if (from !== new URL(c.req.url).host && !isPublic) throw new DossierError("cross-site");
}

const SignIn = z.object({ name: z.string().min(1).max(80), password: z.string().min(1).max(1000) });

export function addSignIn(app: DossierHono, options: SessionOptions): void {
  const { desk } = options;
  const byAddress = rateLimit(desk.clock, { burst: 10, perMinute: 10 });
  const byName = rateLimit(desk.clock, { burst: 5, perMinute: 3 });
  const cookie = (maxAgeSeconds: number) =>
    ({
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
      maxAge: maxAgeSeconds,
      secure: desk.settings.publicUrl.startsWith("https://"),
    }) as const;

  app.post("/api/sign-in", async (c) => {
    const body = Buffer.from(await readLimited(c.req.raw, 10_000)).toString("utf8");
    const input = checkInput(SignIn, parsed(body));
    byAddress.take(options.addressOf(c));
    byName.take(input.name.toLowerCase());
    const { user, secret } = await signIn(desk, input);
    byName.forget(input.name.toLowerCase());
    setCookie(c, COOKIE, secret, cookie(SESSION_DAYS * 86_400));
    c.header("cache-control", "no-store");
    return c.json({ user });
  });

  app.post("/api/sign-out", async (c) => {
    const secret = getCookie(c, COOKIE);
    if (secret !== undefined) await signOut(desk, secret);
    setCookie(c, COOKIE, "", cookie(0));
    c.header("cache-control", "no-store");
    return c.json({ user: null });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DossierError("bad-input", { field: "body", reason: "it is not JSON" }, { cause });
  }
}
