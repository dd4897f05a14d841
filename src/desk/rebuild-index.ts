// desk/rebuild-index.ts: the search index made anew from the passages, while the old one serves.

import { z } from "zod";
import { operation } from "./operation.ts";
import { enqueueOnce } from "./ways-in.ts";

export const rebuildIndex = operation({
  name: "rebuild-index",
  summary: "Make the search index anew from the passages; searches are answered from the old one meanwhile.",
  http: "POST /api/index/rebuild",
  cli: "rebuild-index",
  allow: "owner",
  input: z.object({}),
  output: z.object({ jobId: z.string() }),
  run: async (desk) => ({
    jobId: await enqueueOnce(desk, "rebuild-index", { reason: "asked for" }, "search index"),
  }),
});
