// http/upload.ts: POST /api/uploads: files of a form become documents, one after the other as they arrive.
//
// A file that cannot be taken in is an entry with its reason, not the end of the others. Its bytes go to the disk in the
// pieces they come in. A form that breaks off keeps the files that were whole by then, and nothing of the broken one.

import { addPieces } from "../desk/add-document.ts";
import type { Desk } from "../desk/desk.ts";
import { uploadsInto } from "../desk/uploads.ts";
import { DossierError } from "../values/error.ts";
import { type ErrorBody, errorBody } from "./errors.ts";
import { boundaryOf, gather, type Part, partsOf } from "./multipart.ts";
import { actorWith, type DossierHono } from "./routes.ts";

/** A dropped folder of a year's reports; a browser sends one file a request anyway. */
const MOST_FILES = 5000;
/** A topic's id or a tag; both are far shorter. */
const FIELD_BYTES = 4096;

interface UploadEntry {
  fileName: string;
  document: unknown;
  outcome: string | null;
  jobId: string | null;
  error: ErrorBody["error"] | null;
}

export function addUploadRoute(app: DossierHono, desk: Desk): void {
  app.post("/api/uploads", async (c) => {
    actorWith(c, "editor");
    const boundary = boundaryOf(c.req.header("content-type"));
    if (boundary === null || c.req.raw.body === null)
      throw new DossierError("bad-input", { field: "body", reason: "send the files as multipart/form-data" });
    const added: UploadEntry[] = [];
    let topicId = c.req.query("topicId");
    const tags: string[] = [];
    const body = c.req.raw.body as unknown as AsyncIterable<Uint8Array>;
    for await (const part of partsOf(body, boundary, MOST_FILES)) {
      if (part.field !== "topicId" && part.field !== "tags") {
        // Programs leave out a name that they do not know: what is in "files" is a file all the same.
        if (part.fileName !== null || part.field === "files") added.push(await takePart(part));
        continue;
      }
      const value = (await gather(part.content, FIELD_BYTES))?.toString("utf8").trim();
      if (value === undefined)
        throw new DossierError("bad-input", { field: part.field, reason: "it is too long" });
      if (part.field === "topicId") topicId = value;
      // Fields count for the files after them: the form is not held back for one that may still come.
      else if (value !== "" && value.length <= 60 && tags.length < 50) tags.push(value);
    }
    if (added.length === 0)
      throw new DossierError("bad-input", { field: "files", reason: "there is no file in the form" });
    await uploadsInto(
      desk,
      topicId === "" ? undefined : topicId,
      added.flatMap(({ document }) => (document === null ? [] : [(document as { id: string }).id])),
    );
    c.header("cache-control", "no-store");
    return c.json({ added } as never);

    async function takePart({ fileName, type, content }: Part): Promise<UploadEntry> {
      // A browser may send a path with the name; its last part names the file.
      const name = (fileName ?? "").split(/[\\/]/).at(-1)!;
      try {
        const added = await addPieces(desk, { name, declaredType: type, tags }, content);
        return { fileName: name || (added.document?.fileName ?? ""), ...added, error: null };
      } catch (error) {
        // A form that breaks off has no more parts: that is the answer to all of it.
        if (!(error instanceof DossierError) || error.code === "bad-input") throw error;
        return { fileName: name, document: null, outcome: null, jobId: null, error: errorBody(error).error };
      }
    }
  });
}
