// read/pdfium.ts: the one door to PDFium (WebAssembly).
//
// Opens bytes, hands out pages, and turns PDFium's bottom-left user space into ours: points from the top
// left of the page as it is shown, after its rotation. Every document gets a WebAssembly instance of its
// own, because WASM memory only grows: when the document is closed the whole instance is garbage. The
// compiled module is shared, so an instance costs a few milliseconds.
//
// What a page holds is read by pdfium-chars.ts and pdfium-shapes.ts; the font that draws Chinese text whose font is not in the
// file is installed by pdfium-fonts.ts, for drawing only (reading needs no glyphs).

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { init } from "@embedpdf/pdfium";
import { DossierError } from "../values/error.ts";
import type { Api, PdfPage } from "./pdfium-api.ts";
import { installFallbackFont } from "./pdfium-fonts.ts";

/** The two calls of WebAssembly that we use: its types are the browser's, which this program does not load. */
interface WasmEngine {
  compile: (bytes: Uint8Array) => Promise<object>;
  instantiate: (module: object, imports: object) => Promise<object>;
}
const engine = (globalThis as unknown as { WebAssembly: WasmEngine }).WebAssembly;

let compiled: Promise<object> | undefined;

/** The compiled module, made once per process on first use. */
function compile(): Promise<object> {
  compiled ??= readFile(fileURLToPath(import.meta.resolve("@embedpdf/pdfium/pdfium.wasm"))).then((bytes) =>
    engine.compile(bytes),
  );
  return compiled;
}

async function instantiate(): Promise<Api> {
  const module = await compile();
  const overrides = {
    // PDFium writes its complaints about broken files to the console; they travel as problems instead.
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm: (imports: object, done: (instance: object) => void) => {
      engine.instantiate(module, imports).then(done);
      return {};
    },
  };
  const wrapped = (await init(overrides as unknown as Parameters<typeof init>[0])) as unknown as Api;
  wrapped.PDFiumExt_Init!();
  return unwrap(wrapped);
}

/**
 * The same functions without the package's wrappers, which look up each function at each call and cost a
 * third of a reading. The two that take a text keep theirs; a C boolean is 0 or 1 here.
 */
function unwrap(wrapped: Api): Api {
  const raw = { ...wrapped };
  for (const name of Object.keys(wrapped)) {
    const plain = wrapped.pdfium.wasmExports[name];
    if (plain && name !== "FPDF_LoadMemDocument64" && name !== "FPDF_GetMetaText")
      (raw as Record<string, unknown>)[name] = plain;
  }
  return raw;
}

/** An open PDF file. */
export interface PdfFile {
  api: Api;
  document: number;
  scratch: number;
  pageCount: number;
  /** Runs `use` on page `index` (from 0) and closes it; null when PDFium cannot load the page. */
  withPage<T>(index: number, use: (page: PdfPage) => T): T | null;
  /** Bytes of WASM memory in use. */
  memoryBytes(): number;
  close(): void;
}

const PASSWORD_ERROR = 4;

/**
 * Opens a PDF. `name` is for messages. With `draw` the fallback font for Chinese is installed.
 * Throws password-needed, password-wrong, damaged-file.
 */
export async function openPdf(
  bytes: Uint8Array,
  name: string,
  options: { password?: string | undefined; draw?: boolean } = {},
): Promise<PdfFile> {
  const api = await instantiate();
  const { malloc } = api.pdfium.wasmExports;
  if (options.draw) installFallbackFont(api, fallbackFontPath());
  const data = malloc(Math.max(1, bytes.length));
  const scratch = malloc(64);
  if (data === 0 || scratch === 0)
    throw new DossierError("damaged-file", { name, reason: "it is too large" });
  api.pdfium.HEAPU8.set(bytes, data);
  const document = api.FPDF_LoadMemDocument64(data, bytes.length, options.password ?? "");
  if (document === 0) {
    if (api.FPDF_GetLastError!() === PASSWORD_ERROR)
      throw new DossierError(options.password ? "password-wrong" : "password-needed", { name });
    throw new DossierError("damaged-file", { name, reason: "it has no readable PDF structure" });
  }
  return {
    api,
    document,
    scratch,
    pageCount: api.FPDF_GetPageCount!(document),
    withPage: (index, use) => withPage(api, document, scratch, index, use),
    memoryBytes: () => api.pdfium.HEAPU8.length,
    close: () => {
      api.FPDF_CloseDocument!(document);
      api.FPDF_DestroyLibrary!();
    },
  };
}

function withPage<T>(
  api: Api,
  document: number,
  scratch: number,
  index: number,
  use: (page: PdfPage) => T,
): T | null {
  const handle = api.FPDF_LoadPage!(document, index);
  if (handle === 0) return null;
  try {
    const floats = (count: number) => api.pdfium.HEAPF32.slice(scratch >> 2, (scratch >> 2) + count);
    const rotation = api.FPDFPage_GetRotation!(handle) & 3;
    const widthPt = api.FPDF_GetPageWidthF!(handle);
    const heightPt = api.FPDF_GetPageHeightF!(handle);
    const [w, h] = rotation % 2 === 0 ? [widthPt, heightPt] : [heightPt, widthPt];
    let box = { left: 0, bottom: 0, right: w, top: h };
    if (api.FPDF_GetPageBoundingBox!(handle, scratch)) {
      // FS_RECTF is left, top, right, bottom.
      const [left, top, right, bottom] = floats(4) as unknown as [number, number, number, number];
      if (right > left && top > bottom) box = { left, bottom, right, top };
    }
    return use({ api, handle, scratch, widthPt, heightPt, rotation, box });
  } finally {
    api.FPDF_ClosePage!(handle);
  }
}

function fallbackFontPath(): string {
  const entry = fileURLToPath(import.meta.resolve("@embedpdf/fonts-sc"));
  return fileURLToPath(new URL("../fonts/NotoSansHans-Regular.otf", `file://${entry}`));
}
