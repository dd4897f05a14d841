// scripts/web-build.ts: builds the web app into dist/web when it is older than its sources.

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = join(root, "dist", "web", "index.html");

/** Whether there is no web app yet, or a source of it is newer than what was built. */
export function isWebStale(): boolean {
  if (!existsSync(built)) return true;
  const builtMs = statSync(built).mtimeMs;
  const sources = [join(root, "package.json"), ...filesUnder(join(root, "web"))];
  return sources.some((path) => statSync(path).mtimeMs > builtMs);
}

export async function buildWeb(): Promise<void> {
  // Loaded here: a start that builds nothing should not wait for the bundler's code.
  const { build } = await import("vite");
  await build({ configFile: join(root, "web", "vite.config.ts"), logLevel: "warn" });
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
