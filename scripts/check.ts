// scripts/check.ts: npm run check: types of the server and the web app, lint and format. Stops at the first that fails.

import { spawnSync } from "node:child_process";

const STEPS: [name: string, command: string, ...words: string[]][] = [
  ["types", "tsc", "-p", "."],
  ["types of the web app", "tsc", "-p", "web"],
  ["lint and format", "biome", "check", "--error-on-warnings"],
];
for (const [name, command, ...words] of STEPS) {
  const { status } = spawnSync(command, words, { stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) {
    console.error(`check: ${name} failed`);
    process.exit(1);
  }
}
