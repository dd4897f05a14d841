// scripts/test.ts: npm test [-- files]: every test beside the code and in test/, in parallel, through node's runner.
//
// Prints only failures and the closing counts, so that a real warning is seen.

import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

const asked = process.argv.slice(2);
const files =
  asked.length > 0
    ? asked
    : globSync(["src/**/*.test.ts", "test/**/*.test.ts", "web/src/**/*.test.ts"]).sort();
const { status } = spawnSync(
  process.execPath,
  [
    "--disable-warning=ExperimentalWarning",
    "--test",
    "--test-reporter=./scripts/closing-lines.ts",
    "--test-reporter-destination=stdout",
    ...files,
  ],
  { stdio: "inherit" },
);
process.exit(status ?? 1);
