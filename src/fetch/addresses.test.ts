// fetch/addresses.test.ts: what is public and what is not.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rangesOf } from "../values/address-ranges.ts";
import { isPublicAddress, mayConnect } from "./addresses.ts";

const PRIVATE = [
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.192",
  "192.168.0.1",
  "198.18.0.1",
  "203.0.113.9",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:8.8.8.8",
  "::127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::a00:1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "2606:4700::1%eth0",
  "",
  "localhost",
  "127.1",
];
const PUBLIC = [
  "8.8.8.8",
  "1.1.1.1",
  "100.63.255.255",
  "100.128.0.0",
  "172.32.0.1",
  "192.169.0.1",
  "2606:4700::1111",
  "2400:cb00::1",
];

test("private, local, mapped, translated and tunnelled addresses are not public", () => {
  for (const address of PRIVATE) assert.equal(isPublicAddress(address), false, address);
  for (const address of PUBLIC) assert.equal(isPublicAddress(address), true, address);
});

test("an allowed range opens exactly what is inside it", () => {
  const allowed = rangesOf(["10.20.0.0/16", "fd00:1::/32", "192.168.1.7"]);
  for (const address of ["10.20.3.4", "fd00:1::5", "192.168.1.7", "::ffff:10.20.3.4", "8.8.8.8"])
    assert.ok(mayConnect(address, allowed), address);
  for (const address of ["10.21.0.1", "fd00:2::5", "192.168.1.8", "::ffff:10.21.0.1", "127.0.0.1", "x"])
    assert.ok(!mayConnect(address, allowed), address);
});

test("a range that is none is refused by name", () => {
  for (const range of [
    "10.0.0.0/33",
    "10.0.0/8",
    "fd00::/129",
    "example.com",
    "10.0.0.0/8/8",
    "1.2.3.4/",
    "",
  ])
    assert.throws(() => rangesOf([range]), { code: "bad-input" }, range);
});

test("mapping any IPv4 address into IPv6 never makes it public", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const hex = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
      for (const mapped of [
        `::ffff:${address}`,
        `::ffff:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`,
        `64:ff9b::${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`,
        `2002:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}::1`,
      ])
        assert.equal(isPublicAddress(mapped), false, mapped);
    }),
    { numRuns: 200 },
  );
});
