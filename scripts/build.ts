// scripts/build.ts: npm run build: what is published: src as JavaScript in dist, the files it reads, the web app in dist/web.
//
// Node does not strip types under node_modules, so a published package cannot run its sources.

import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, globSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWeb } from "./web-build.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

for (const old of globSync("*", { cwd: dist }))
  if (old !== "web") rmSync(join(dist, old), { recursive: true });

const config = join(tmpdir(), `dossier-build-${process.pid}.json`);
writeFileSync(
  config,
  JSON.stringify({
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      outDir: dist,
      rootDir: join(root, "src"),
      declaration: false,
      typeRoots: [join(root, "node_modules", "@types")],
    },
    include: [join(root, "src")],
    exclude: [join(root, "src/**/*.test.ts"), join(root, "src/**/*.test-support.ts")],
  }),
);
try {
  const { status } = spawnSync("tsc", ["-p", config], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(1);
} finally {
  rmSync(config);
}
// What modules read beside themselves: word lists, the sample, the page that tries the API.
for (const file of globSync("**/*", { cwd: join(root, "src"), withFileTypes: true })) {
  if (!file.isFile() || file.name.endsWith(".ts")) continue;
  const from = join(file.parentPath, file.name);
  cpSync(from, join(dist, from.slice(join(root, "src").length)));
}
chmodSync(join(dist, "main.js"), 0o755);
await buildWeb();
