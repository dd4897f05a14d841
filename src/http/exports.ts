// http/exports.ts: downloads made on the way out: results, a digest, the ledger; and feeds for RSS readers.

import { Readable } from "node:stream";
import { z } from "zod";
import { checkInput } from "../desk/check-input.ts";
import type { Desk } from "../desk/desk.ts";
import { DIGEST_FORMATS, exportDigest } from "../desk/digest-export.ts";
import { exportFindings } from "../desk/export-findings.ts";
import { type Exported, exportFigures, exportSearch, TABLE_FORMATS } from "../desk/exports.ts";
import { listFindings } from "../desk/findings.ts";
import { FigureFilterInput, FigureOrderInput } from "../desk/ledger.ts";
import { savedSearchRss, topicRss } from "../desk/rss.ts";
import { searchDocuments } from "../desk/search-documents.ts";
import { DossierError } from "../values/error.ts";
import { attachment } from "./files.ts";
import { rateLimit } from "./rate.ts";
import { actorWith, type DossierContext, type DossierHono } from "./routes.ts";

const SearchExport = searchDocuments.input.extend({ format: z.enum(["csv", "xlsx"]).default("csv") });
const LedgerExport = FigureFilterInput.extend({
  ...FigureOrderInput,
  format: z.enum(TABLE_FORMATS).default("csv"),
});
const FindingsExport = listFindings.input
  .omit({ offset: true, limit: true })
  .extend({ format: z.enum(["csv", "xlsx", "json"]).default("csv") });
const DigestExport = z.object({ id: z.string(), format: z.enum(DIGEST_FORMATS).default("md") });
const Feed = z.object({ id: z.string(), token: z.string().max(200).default("") });

export function addExportRoutes(
  app: DossierHono,
  desk: Desk,
  addressOf: (c: DossierContext) => string,
): void {
  const base = (c: DossierContext) =>
    (desk.settings.publicUrl || new URL(c.req.url).origin).replace(/\/+$/, "");
  const given = (c: DossierContext) => {
    const query = Object.entries(c.req.queries()).map(([key, all]) => [key, all.length === 1 ? all[0] : all]);
    return { ...Object.fromEntries(query), ...c.req.param() };
  };

  app.get("/api/search/export", (c) => {
    actorWith(c, "viewer");
    const { format, ...request } = checkInput(SearchExport, given(c));
    return download(exportSearch(desk, request, format, base(c)));
  });
  app.get("/api/figures/export", async (c) => {
    actorWith(c, "viewer");
    return download(await exportFigures(desk, checkInput(LedgerExport, given(c)), base(c)));
  });
  app.get("/api/findings/export", (c) => {
    actorWith(c, "viewer");
    const { format, ...filter } = checkInput(FindingsExport, given(c));
    return download(exportFindings(desk, filter, format, base(c)));
  });
  app.get("/api/documents/:id/export", async (c) => {
    actorWith(c, "viewer");
    return download(await exportDigest(desk, checkInput(DigestExport, given(c)), base(c)));
  });

  // Tokens of 18 random bytes cannot be guessed; the limit keeps those who try from costing anything.
  const guesses = rateLimit(desk.clock, { burst: 60, perMinute: 60 });
  const feeds = { topics: topicRss, "saved-searches": savedSearchRss };
  for (const [name, write] of Object.entries(feeds)) {
    app.get(`/rss/${name}/:id`, async (c) => {
      guesses.take(addressOf(c));
      const input = checkInput(Feed, { ...c.req.query(), ...c.req.param() });
      if (input.token === "")
        throw new DossierError("bad-input", {
          field: "token",
          reason: "the address of a feed has its token",
        });
      c.header("content-type", "application/rss+xml; charset=utf-8");
      c.header("cache-control", "private, max-age=300");
      return c.body(await write(desk, input, base(c)));
    });
  }
}

const download = ({ chunks, fileName, mediaType }: Exported): Response =>
  new Response(Readable.toWeb(Readable.from(chunks)) as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": mediaType,
      "content-disposition": attachment(fileName),
      "cache-control": "no-store",
    },
  });
