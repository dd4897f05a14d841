// http/headers.ts: what every reply says to the browser: run only our own scripts, frame nothing, send nothing on.
//
// style-src allows inline styles: the component library sets positions and colours that way. Scripts, frames
// and connections are ours only. API replies may not be a page at all.

import { createMiddleware } from "hono/factory";
import { DossierError } from "../values/error.ts";
import type { Variables } from "./routes.ts";

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Where the bookmarklet hands a page over: it must be able to speak with the window that opened it. */
const CLIP_PAGE = "/clip";

export const secureHeaders = () =>
  createMiddleware<{ Variables: Variables }>(async (c, next) => {
    await next();
    const isData = /^\/(api\/|rss\/)/.test(c.req.path) && !c.req.path.startsWith("/api/try.");
    const headers = c.res.headers;
    headers.set("content-security-policy", isData ? DATA_POLICY : PAGE_POLICY);
    headers.set("x-content-type-options", "nosniff");
    headers.set("x-frame-options", "DENY");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set("cross-origin-opener-policy", c.req.path === CLIP_PAGE ? "unsafe-none" : "same-origin");
    headers.set("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  });

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * On loopback a desk answers only to names of this machine and its public one: a page of the web whose name
 * is made to point here (DNS rebinding) asks under its own name. Throws wrong-host.
 */
export const ownHost = (publicUrl: string) => {
  const own = URL.canParse(publicUrl) ? new URL(publicUrl).hostname : null;
  return createMiddleware<{ Variables: Variables }>(async (c, next) => {
    const { hostname } = new URL(c.req.url);
    if (!LOOPBACK.has(hostname) && hostname !== own)
      throw new DossierError("wrong-host", { host: hostname.slice(0, 100) });
    await next();
  });
};
