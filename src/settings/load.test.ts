// settings/load.test.ts: a setting that does not fit is refused at the start, by its name.

import assert from "node:assert/strict";
import { test } from "node:test";
import { loadSettings } from "./load.ts";

test("ranges of addresses are looked at when settings are read, not at the first fetch", () => {
  const { allowAddresses } = loadSettings({ DOSSIER_ALLOW_ADDRESSES: "10.0.0.0/8, fd00::1" });
  assert.deepEqual(allowAddresses, ["10.0.0.0/8", "fd00::1"]);
  assert.throws(
    () => loadSettings({ DOSSIER_TRUSTED_PROXIES: "10.0.0.1,proxy.example" }),
    /DOSSIER_TRUSTED_PROXIES.*“proxy\.example” is no address or range/,
  );
});
