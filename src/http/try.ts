// http/try.ts: a page at /api to look at the interface and try it: plain files of ours, nothing from elsewhere.

import { readFile } from "node:fs/promises";
import type { DossierHono } from "./routes.ts";

const FILES = {
  "/api": ["try.html", "text/html; charset=utf-8"],
  "/api/try.js": ["try.js", "text/javascript; charset=utf-8"],
  "/api/try.css": ["try.css", "text/css; charset=utf-8"],
} as const;

export function addTryPage(app: DossierHono): void {
  for (const [path, [file, type]] of Object.entries(FILES)) {
    app.get(path, async (c) => {
      c.header("content-type", type);
      c.header("cache-control", "no-cache");
      return c.body(await readFile(new URL(`./assets/${file}`, import.meta.url), "utf8"));
    });
  }
}
