// scripts/dev.ts: npm run dev: the server on a desk of its own in .data, restarted when a source changes, and the
// web app by the bundler, which reloads pages as they are edited.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const port = process.env.DOSSIER_PORT ?? "4700";
const data = process.env.DOSSIER_DATA ?? join(root, ".data");

const server = spawn(
  process.execPath,
  ["--watch", "--watch-path=src", "--disable-warning=ExperimentalWarning", "src/main.ts", "serve"],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      DOSSIER_DATA: data,
      DOSSIER_PORT: port,
      DOSSIER_LOG: process.env.DOSSIER_LOG ?? "info",
    },
  },
);
const web = await createServer({ configFile: join(root, "web", "vite.config.ts") });
await web.listen();
web.printUrls();

const stop = async () => {
  server.kill("SIGTERM");
  await web.close();
  process.exit(0);
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
server.on("exit", (code) => {
  if (code !== null && code !== 0) console.error(`the server ended with ${code}`);
});
