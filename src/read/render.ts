// read/render.ts: a page of a PDF as a PNG picture.
//
// PDFium draws, and the PNG is written here with node:zlib: RGB without alpha, one filter for every row,
// a fast deflate. That is several times faster than a canvas package and needs no native code.

import { readFile } from "node:fs/promises";
import { crc32, deflateSync } from "node:zlib";
import { DossierError } from "../values/error.ts";
import { openPdf, type PdfFile } from "./pdfium.ts";
import type { PdfPage } from "./pdfium-api.ts";

/** The widest picture drawn: enough for any screen, 4 bytes a pixel stay under 100 MB for usual pages. */
export const MAX_WIDTH_PX = 4000;
const MAX_PIXELS = 24_000_000;

/** What to draw: `page` counts from 1. */
export interface RenderRequest {
  path: string;
  name?: string;
  page: number;
  widthPx: number;
  password?: string | undefined;
}

/** PNG bytes of one page. Opens the file anew; the render child keeps files open instead (child.ts). */
export async function renderPdfPage(request: RenderRequest): Promise<Uint8Array> {
  const file = await openPdfToDraw(request);
  try {
    return drawOpenPage(file, request);
  } finally {
    file.close();
  }
}

/** Opens the file of a request for drawing. Throws password-needed, password-wrong, damaged-file. */
export const openPdfToDraw = async (request: RenderRequest): Promise<PdfFile> =>
  openPdf(await readFile(request.path), request.name ?? "the file", {
    password: request.password,
    draw: true,
  });

/** PNG bytes of a page of an open file. Throws page-not-found; damaged-file for a page that cannot be drawn. */
export function drawOpenPage(file: PdfFile, { page, widthPx, name }: RenderRequest): Uint8Array {
  const id = name ?? "the file";
  if (!Number.isInteger(page) || page < 1 || page > file.pageCount)
    throw new DossierError("page-not-found", { id, page, pages: file.pageCount });
  const png = file.withPage(page - 1, (handle) => encodePagePng(handle, widthPx));
  if (!png) throw new DossierError("damaged-file", { name: id, reason: `page ${page} cannot be drawn` });
  return png;
}

/** PNG of an open page, its width held within bounds; null when PDFium has no memory for it. */
export function encodePagePng(page: PdfPage, widthPx: number): Uint8Array | null {
  if (!(page.widthPt > 0 && page.heightPt > 0)) return null;
  // A strip of a page (a till roll) would be endlessly high: the pixels are bounded, not only the width.
  const highest = Math.sqrt((MAX_PIXELS * page.widthPt) / page.heightPt);
  const width = Math.max(16, Math.min(Math.round(widthPx), MAX_WIDTH_PX, Math.floor(highest)));
  const picture = drawPage(page, width);
  return picture === null ? null : encodePng(picture.widthPx, picture.heightPx, picture.rgba);
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A PNG of RGBA rows on white; alpha is dropped. */
export function encodePng(widthPx: number, heightPx: number, rgba: Uint8Array): Uint8Array {
  const row = widthPx * 3 + 1;
  const raw = new Uint8Array(row * heightPx);
  let from = 0;
  for (let y = 0; y < heightPx; y++) {
    let to = y * row;
    // Filter "up": most rows of a page repeat the row above, and zeros cost nothing.
    raw[to++] = y === 0 ? 0 : 2;
    const above = from - widthPx * 4;
    for (let x = 0; x < widthPx; x++, from += 4, to += 3) {
      if (y === 0) {
        raw[to] = rgba[from]!;
        raw[to + 1] = rgba[from + 1]!;
        raw[to + 2] = rgba[from + 2]!;
      } else {
        const up = above + x * 4;
        raw[to] = rgba[from]! - rgba[up]!;
        raw[to + 1] = rgba[from + 1]! - rgba[up + 1]!;
        raw[to + 2] = rgba[from + 2]! - rgba[up + 2]!;
      }
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, widthPx);
  view.setUint32(4, heightPx);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(raw, { level: 3 })),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(Buffer.from(type, "latin1"), 4);
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)));
  return out;
}

/** The page drawn `widthPx` wide on white: RGBA bytes, row by row. Null when the bitmap cannot be made. */
function drawPage(
  page: PdfPage,
  widthPx: number,
): { widthPx: number; heightPx: number; rgba: Uint8Array } | null {
  const { api } = page;
  const heightPx = Math.max(1, Math.round((widthPx * page.heightPt) / page.widthPt));
  const bitmap = api.FPDFBitmap_Create!(widthPx, heightPx, 0);
  if (bitmap === 0) return null;
  try {
    api.FPDFBitmap_FillRect!(bitmap, 0, 0, widthPx, heightPx, 0xffffffff);
    // 0x01 annotations, 0x10 RGBA byte order instead of BGRA.
    api.FPDF_RenderPageBitmap!(bitmap, page.handle, 0, 0, widthPx, heightPx, 0, 0x11);
    const buffer = api.FPDFBitmap_GetBuffer!(bitmap);
    const stride = api.FPDFBitmap_GetStride!(bitmap);
    const rgba = api.pdfium.HEAPU8.slice(buffer, buffer + stride * heightPx);
    return { widthPx, heightPx, rgba };
  } finally {
    api.FPDFBitmap_Destroy!(bitmap);
  }
}
