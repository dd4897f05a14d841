// http/files.ts: what is not JSON: pictures of pages and the originals.
//
// An original is hostile: it is always a download, never a page of ours (attachment, nosniff, sandbox).

import { Readable } from "node:stream";
import { z } from "zod";
import { checkInput } from "../desk/check-input.ts";
import type { Desk } from "../desk/desk.ts";
import { originalOf, pagePicture } from "../desk/pages.ts";
import type { MediaType } from "../records/reading.ts";
import { actorWith, type DossierHono } from "./routes.ts";

const Picture = z.object({
  id: z.string(),
  page: z.coerce.number().int().min(1),
  version: z.string().optional(),
  // Wider than a wall shows, and small enough that drawing one page cannot fill the memory.
  width: z.coerce.number().int().min(16).max(4000).default(1200),
});
const Original = z.object({ id: z.string(), version: z.string().optional() });

const TYPES: Record<MediaType, string> = {
  pdf: "application/pdf",
  html: "text/html; charset=utf-8",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  epub: "application/epub+zip",
  eml: "message/rfc822",
  markdown: "text/markdown; charset=utf-8",
  text: "text/plain; charset=utf-8",
};

export function addFileRoutes(app: DossierHono, desk: Desk): void {
  app.get("/api/documents/:id/pages/:page/picture", async (c) => {
    actorWith(c, "viewer");
    const { id, page, version, width } = checkInput(Picture, { ...c.req.query(), ...c.req.param() });
    const tag = version === undefined ? null : `"${version}-${page}-${width}"`;
    // A version's page never changes: who has it need not ask for the bytes again.
    if (tag !== null && c.req.header("if-none-match") === tag) return c.body(null, 304);
    const png = await pagePicture(desk, { id, page, version, widthPx: width });
    return new Response(png as Uint8Array<ArrayBuffer>, {
      headers: {
        "content-type": "image/png",
        "cache-control": tag === null ? "private, max-age=60" : "private, max-age=31536000, immutable",
        ...(tag === null ? {} : { etag: tag }),
      },
    });
  });

  app.get("/api/documents/:id/original", async (c) => {
    actorWith(c, "viewer");
    const input = checkInput(Original, { ...c.req.query(), ...c.req.param() });
    const { version, stream } = await originalOf(desk, input);
    return new Response(Readable.toWeb(stream as Readable) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": TYPES[version.mediaType],
        "content-length": String(version.sizeBytes),
        "content-disposition": attachment(version.fileName),
        "cache-control": "private, max-age=31536000, immutable",
      },
    });
  });
}

/** A download under a name in any language (RFC 6266): plain letters for old readers, the whole name beside. */
export function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]/g, "_").replace(/["\\]/g, "_");
  const whole = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
