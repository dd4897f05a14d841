// fetch/addresses.ts: which network addresses a fetch may reach.
//
// A desk fetches addresses that strangers write into feeds and pages, and sits inside somebody's network.
// So only public addresses may be reached: what IANA's registries of special-purpose addresses list is
// refused, and of IPv6 all but global unicast, which takes mapped, translated and tunnelled IPv4 with it.
// The owner may allow ranges.

import { type BlockList, isIP } from "node:net";
import { isInRanges, rangesOf } from "../values/address-ranges.ts";

const SPECIAL_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10", // carrier-grade NAT
  "127.0.0.0/8",
  "169.254.0.0/16", // link-local, with the clouds' metadata
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
const GLOBAL_V6 = "2000::/3";
const SPECIAL_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const specialV4 = rangesOf(SPECIAL_V4);
const globalV6 = rangesOf([GLOBAL_V6]);
const specialV6 = rangesOf(SPECIAL_V6);

/** Whether an IP address is one of the public internet. False for what is no address. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, ""); // a zone makes it link-local at best
  if (isIP(bare) === 4) return !specialV4.check(bare, "ipv4");
  if (isIP(bare) !== 6 || bare !== address) return false;
  return globalV6.check(bare, "ipv6") && !specialV6.check(bare, "ipv6");
}

/** Whether a fetch may connect to the address: a public one, or one inside the allowed ranges. */
export const mayConnect = (address: string, allowed: BlockList): boolean =>
  isPublicAddress(address) || isInRanges(address, allowed);
