// http/web.ts: the built web app: files by name, index.html for every page of it.
//
// Only files that were listed can be served, so a path can name nothing else. Files whose name has a hash
// never change and are kept by the browser for good; texts are compressed once and held.

import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { DossierError } from "../values/error.ts";
import type { DossierContext, DossierHono } from "./routes.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};
const COMPRESSED = /^(text\/|application\/json|image\/svg|application\/manifest)/;
const HASHED = /-[\w-]{8,}\.\w+$/;

interface Asset {
  bytes: Buffer;
  type: string;
  br: Buffer | null;
  gzip: Buffer | null;
}

/** Serves the folder of the built web app; a page that says how to build it when there is none. */
export function addWeb(app: DossierHono, folder: string): void {
  const files = new Files(folder);
  app.get("*", async (c) => {
    const path = c.req.path;
    if (/^\/(api|rss|mcp)(\/|$)/.test(path))
      throw new DossierError("unknown-route", { path: path.slice(0, 200) });
    const name = path.slice(1);
    const isFile = extname(name) !== "";
    const asset = await files.get(isFile ? name : "index.html");
    if (asset !== null) return reply(c, asset, isFile && HASHED.test(name));
    if (isFile) throw new DossierError("unknown-route", { path: path.slice(0, 200) });
    return new Response(NOT_BUILT, {
      status: 503,
      headers: { "content-type": TYPES[".html"]!, "cache-control": "no-store" },
    });
  });
}

function reply(c: DossierContext, asset: Asset, isForever: boolean): Response {
  const accepted = c.req.header("accept-encoding") ?? "";
  const encoding =
    asset.br !== null && /\bbr\b/.test(accepted)
      ? "br"
      : asset.gzip !== null && /\bgzip\b/.test(accepted)
        ? "gzip"
        : null;
  const bytes = encoding === null ? asset.bytes : asset[encoding]!;
  return new Response(bytes as unknown as Uint8Array<ArrayBuffer>, {
    headers: {
      "content-type": asset.type,
      "content-length": String(bytes.byteLength),
      vary: "accept-encoding",
      "cache-control": isForever ? "public, max-age=31536000, immutable" : "no-cache",
      ...(encoding === null ? {} : { "content-encoding": encoding }),
    },
  });
}

class Files {
  readonly #folder: string;
  #names: Set<string> | null = null;
  #builtAt = 0;
  readonly #held = new Map<string, Promise<Asset>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(name: string): Promise<Asset | null> {
    if (name === "index.html" || this.#names === null) await this.#look();
    if (this.#names?.has(name) !== true) return null;
    let asset = this.#held.get(name);
    if (asset === undefined) {
      asset = load(join(this.#folder, name));
      this.#held.set(name, asset);
    }
    return asset;
  }

  /** Lists anew when the app was built again. */
  async #look(): Promise<void> {
    const built = await stat(join(this.#folder, "index.html")).catch(() => null);
    if (built === null) {
      this.#names = null;
      return;
    }
    if (built.mtimeMs === this.#builtAt && this.#names !== null) return;
    this.#builtAt = built.mtimeMs;
    this.#held.clear();
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true });
    this.#names = new Set(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(this.#folder.length)
            .replaceAll("\\", "/")
            .replace(/^\/+/, ""),
        ),
    );
  }
}

async function load(path: string): Promise<Asset> {
  const bytes = await readFile(path);
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  if (!COMPRESSED.test(type) || bytes.byteLength < 1024) return { bytes, type, br: null, gzip: null };
  const [br, gz] = await Promise.all([
    // 5 of 11: nine tenths of the gain in a tenth of the time, and the first page waits for it.
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    promisify(gzip)(bytes),
  ]);
  return { bytes, type, br, gzip: gz };
}

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Dossier</title>
<body><h1>Dossier</h1><p>The server runs; the web app is not built yet. Run <code>npm start</code>, or <code>npm run build</code> and load this page again.</p>
<p>服务器已在运行，但网页尚未构建。请运行 <code>npm start</code>，或运行 <code>npm run build</code> 后刷新本页。</p>
<p><a href="/api">The API</a></p></body></html>`;
