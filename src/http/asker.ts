// http/asker.ts: the network address of who asks, for limits on tries and writes.
//
// The socket's, unless a proxy of ours holds the socket: then the last address in X-Forwarded-For that is no
// such proxy. What stands before it anybody may have written.

import { isIP } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import { isInRanges, rangesOf } from "../values/address-ranges.ts";
import type { DossierContext } from "./routes.ts";

/** A proxy chain is two or three long; a header of thousands is an attack. */
const MOST_HOPS = 20;

/** Tells the address of a request; `trusted` are the ranges of the setting trusted-proxies. */
export function askerOf(trusted: readonly string[]): (c: DossierContext) => string {
  const proxies = rangesOf(trusted);
  return (c) => {
    const socket = getConnInfo(c).remote.address ?? "?";
    const forwarded = trusted.length === 0 ? undefined : c.req.header("x-forwarded-for");
    if (forwarded === undefined || !isInRanges(socket, proxies)) return socket;
    return namedBy(forwarded, (address) => isInRanges(address, proxies)) ?? socket;
  };
}

/** The last address in X-Forwarded-For that is not `isOurs`; null when what stands there is no address, or all are ours. */
export function namedBy(forwarded: string, isOurs: (address: string) => boolean): string | null {
  const hops = forwarded.split(",").slice(-MOST_HOPS).reverse();
  for (const hop of hops) {
    const address = hop.trim();
    if (isIP(address) === 0) return null;
    if (!isOurs(address)) return address;
  }
  return null;
}
