// read/pdfium-fonts.ts: a fallback font for text whose font is not in the file.
//
// PDFium built for WebAssembly sees no system fonts: Chinese text set in a font that is not embedded
// (STSong-Light, SimSun) would be drawn as nothing at all. This hands PDFium an FPDF_SYSFONTINFO whose
// callbacks answer with one Noto font for the East Asian charsets and with "none" for the rest, so Latin
// text keeps PDFium's built-in fonts. The struct is nine 32-bit fields:
//
//   0 version   4 Release   8 EnumFonts   12 MapFont   16 GetFont
//   20 GetFontData   24 GetFaceName   28 GetFontCharset   32 DeleteFont

import { readFileSync } from "node:fs";
import type { Api } from "./pdfium-api.ts";

// Windows charset numbers: Shift-JIS, Hangul, GB2312, Big5.
const EAST_ASIAN = new Set([128, 129, 134, 136]);
const EAST_ASIAN_NAME =
  /song|sim(sun|hei|kai|fang)|hei|kai|ming|yahei|fangsong|gothic|mincho|batang|gulim|dotum|[\u3400-\u9fff]/i;
const HANDLE = 1;
/** "ttcf": asked to see whether the font is a collection; ours is not. */
const COLLECTION_TAG = 0x74746366;

let bytesOfFont: Uint8Array | undefined;

/** Installs the fallback font for one instance. The file is read on the first glyph that needs it. */
export function installFallbackFont(api: Api, path: string): void {
  const { pdfium } = api;
  const font = (): Uint8Array => (bytesOfFont ??= readFileSync(path));
  const map = (charset: number, facePointer: number): number => {
    const face = facePointer === 0 ? "" : pdfium.UTF8ToString(facePointer);
    return EAST_ASIAN.has(charset) || EAST_ASIAN_NAME.test(face) ? HANDLE : 0;
  };
  const fields = [
    1,
    pdfium.addFunction(() => undefined, "vi"),
    pdfium.addFunction(() => undefined, "vii"),
    pdfium.addFunction((_self, _weight, _italic, charset, _pitch, face) => map(charset!, face!), "iiiiiiii"),
    pdfium.addFunction((_self, face) => map(0, face!), "iii"),
    pdfium.addFunction(
      (_self, _font, table, buffer, size) => copyTable(pdfium.HEAPU8, font(), table! >>> 0, buffer!, size!),
      "iiiiii",
    ),
    pdfium.addFunction(() => 0, "iiiii"),
    pdfium.addFunction(() => 134, "iii"),
    pdfium.addFunction(() => undefined, "vii"),
  ];
  const struct = pdfium.wasmExports.malloc(fields.length * 4);
  pdfium.HEAP32.set(fields, struct >> 2);
  api.FPDF_SetSystemFontInfo!(struct);
}

/** Copies one table of an OpenType file (the whole file for tag 0) when it fits; gives its size, 0 when absent. */
function copyTable(heap: Uint8Array, font: Uint8Array, tag: number, buffer: number, size: number): number {
  if (tag === COLLECTION_TAG) return 0;
  const table = tag === 0 ? font : findTable(font, tag);
  if (table === undefined) return 0;
  if (buffer !== 0 && size >= table.length) heap.set(table, buffer);
  return table.length;
}

function findTable(font: Uint8Array, tag: number): Uint8Array | undefined {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = view.getUint16(4);
  for (let i = 0; i < tables; i++) {
    const entry = 12 + i * 16;
    if (view.getUint32(entry) !== tag) continue;
    const start = view.getUint32(entry + 8);
    return font.subarray(start, start + view.getUint32(entry + 12));
  }
  return undefined;
}
