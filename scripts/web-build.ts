// scripts/web-build.ts: builds the web app into dist/web when it is older than its sources.

import { execFile } from "node:child_process";
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

/** In a process of its own: the bundler takes half a gigabyte, which a server would keep. Rejects with what it printed. */
export function buildWeb(): Promise<void> {
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const words = [vite, "build", "--config", join(root, "web", "vite.config.ts"), "--logLevel", "warn"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, words, { cwd: root }, (error, _stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Error(`the web app could not be built: ${stderr.trim() || error.message}`));
    });
  });
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
