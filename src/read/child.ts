// read/child.ts: the process that opens files from outside. Started by isolated.ts, never imported for its work.
//
// It may crash, hang or be killed at any moment; nothing here holds anything that matters. One request at a
// time comes in; progress and one answer go out. For drawing, the last files stay open for a while, so
// that the next page of the same file costs only its own drawing.

import type { BlobFile, Reading, ReadLimits } from "../records/reading.ts";
import { DossierError, type ErrorCode } from "../values/error.ts";
import { goBehind } from "../values/priority.ts";
import type { PdfFile } from "./pdfium.ts";
import { drawOpenPage, openPdfToDraw, type RenderRequest } from "./render.ts";

/** What the parent asks. `id` comes back with every answer. */
export type Request =
  | { kind: "read"; id: number; blob: BlobFile; limits: ReadLimits }
  | { kind: "render"; id: number; request: RenderRequest };

/** What the child answers: any number of progress, then one of the others. */
export type Answer =
  | { kind: "progress"; id: number; done: number; total: number }
  | { kind: "read"; id: number; reading: Reading; memoryMb: number }
  | { kind: "rendered"; id: number; png: Uint8Array; memoryMb: number }
  | { kind: "refused"; id: number; code: ErrorCode; details: Record<string, string | number> }
  | { kind: "failed"; id: number; reason: string };

/** Progress is for people: ten times a second is more than they can read. */
const PROGRESS_EVERY_MS = 100;
const OPEN_FILES = 2;
const OPEN_FOR_MS = 60_000;

/** Answers requests from the parent until it goes away. */
export function serve(): void {
  const files = new OpenFiles();
  process.on("message", (request: Request) => {
    answer(request, files).then(send, (error: unknown) => send(failure(request, error)));
  });
  process.on("disconnect", () => process.exit(0));
  send({ kind: "progress", id: 0, done: 0, total: 0 });
}

function send(answer: Answer): void {
  process.send?.(answer);
}

async function answer(request: Request, files: OpenFiles): Promise<Answer> {
  const { id } = request;
  if (request.kind === "render") {
    const file = await files.open(request.request);
    const png = drawOpenPage(file, request.request);
    return { kind: "rendered", id, png, memoryMb: memoryMb() };
  }
  // Somebody looks at the page that is drawn; a file is read for later.
  goBehind();
  // Loaded when it is needed: the child that draws has no use for the readers of all formats.
  const { readBlob } = await import("./read.ts");
  let last = 0;
  const reading = await readBlob(request.blob, request.limits, (done, total) => {
    const now = performance.now();
    if (now - last < PROGRESS_EVERY_MS && done < total) return;
    last = now;
    send({ kind: "progress", id, done, total });
  });
  return { kind: "read", id, reading, memoryMb: memoryMb() };
}

const memoryMb = (): number => Math.round(process.memoryUsage.rss() / 1_048_576);

function failure(request: Request, error: unknown): Answer {
  const { id } = request;
  if (error instanceof DossierError) return { kind: "refused", id, code: error.code, details: error.details };
  const name = request.kind === "read" ? request.blob.name : (request.request.name ?? "the file");
  if ((error as NodeJS.ErrnoException)?.code === "ENOENT")
    return { kind: "refused", id, code: "blob-missing", details: { id: name } };
  return { kind: "failed", id, reason: error instanceof Error ? error.message : String(error) };
}

/** The files drawn last, open for a while. */
class OpenFiles {
  #files = new Map<string, { file: PdfFile; timer: NodeJS.Timeout }>();

  async open(request: RenderRequest): Promise<PdfFile> {
    const key = `${request.path}\n${request.password ?? ""}`;
    const known = this.#files.get(key);
    if (known) {
      known.timer.refresh();
      // The map keeps the order of use: the first is the one to close.
      this.#files.delete(key);
      this.#files.set(key, known);
      return known.file;
    }
    while (this.#files.size >= OPEN_FILES) this.#close(this.#files.keys().next().value!);
    const file = await openPdfToDraw(request);
    this.#files.set(key, { file, timer: setTimeout(() => this.#close(key), OPEN_FOR_MS) });
    return file;
  }

  #close(key: string): void {
    const known = this.#files.get(key);
    if (!known) return;
    clearTimeout(known.timer);
    this.#files.delete(key);
    known.file.close();
  }
}

if (import.meta.main) serve();
