// values/address-ranges.ts: network addresses and ranges of them, as people write them in settings.

import { BlockList, isIP } from "node:net";
import { DossierError } from "./error.ts";

interface Range {
  address: string;
  prefix: number;
  family: "ipv4" | "ipv6";
}

/** "10.0.0.0/8", "fd00::/8" or "192.168.1.7"; null for anything else. */
export function rangeOf(written: string): Range | null {
  const [address = "", bits, ...rest] = written.trim().split("/");
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (family === 0 || rest.length > 0 || !(prefix >= 0 && prefix <= most)) return null;
  return { address, prefix, family: family === 4 ? "ipv4" : "ipv6" };
}

/** Throws bad-input when one is no range; those of settings are looked at when they are read. */
export function rangesOf(written: readonly string[]): BlockList {
  const ranges = new BlockList();
  for (const one of written) {
    const range = rangeOf(one);
    if (range === null)
      throw new DossierError("bad-input", { field: "addresses", reason: `“${one}” is no address or range` });
    ranges.addSubnet(range.address, range.prefix, range.family);
  }
  return ranges;
}

/** Whether the address lies in the ranges; an IPv4 address written as IPv6 (::ffff:10.0.0.1) counts as the former. */
export function isInRanges(address: string, ranges: BlockList): boolean {
  const bare = address.replace(/%.*$/, "");
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
  const family = isIP(plain);
  return family !== 0 && ranges.check(plain, family === 4 ? "ipv4" : "ipv6");
}
