// read/pdfium-api.ts: PDFium's functions and memory as the files around pdfium.ts see them.

type Call = (...args: number[]) => number;

/** The part of the WASM module that we use, typed by hand: the package types its heap by a library we do not have. */
export interface Wasm {
  HEAPU8: Uint8Array;
  HEAP32: Int32Array;
  HEAPF32: Float32Array;
  HEAPF64: Float64Array;
  wasmExports: { malloc: (size: number) => number; free: (pointer: number) => void } & Record<string, Call>;
  addFunction: (fn: (...args: number[]) => number | undefined, signature: string) => number;
  UTF8ToString: (pointer: number) => string;
}

/** PDFium's C functions by name; pointers are numbers. */
export type Api = Record<string, Call> & {
  pdfium: Wasm;
  FPDF_LoadMemDocument64: (pointer: number, size: number, password: string) => number;
  FPDF_GetMetaText: (document: number, key: string, pointer: number, size: number) => number;
};

/** A page of an open file. Handles are valid until `close`. */
export interface PdfPage {
  api: Api;
  handle: number;
  /** Scratch memory for out-parameters: 64 bytes, 8-aligned. */
  scratch: number;
  /** Size as shown, in points. */
  widthPt: number;
  heightPt: number;
  /** Quarter turns clockwise. */
  rotation: number;
  /** The visible box in PDFium's user space. */
  box: { left: number; bottom: number; right: number; top: number };
}

/** A UTF-16LE text that a PDFium function writes: asks for the size, then for the bytes. "" when there is none. */
export function readUtf16(api: Api, call: (pointer: number, sizeBytes: number) => number): string {
  const size = call(0, 0);
  // Titles and labels are short; a size beyond this is a broken file.
  if (size <= 2 || size > 1 << 16) return "";
  const { malloc, free } = api.pdfium.wasmExports;
  const pointer = malloc(size);
  try {
    call(pointer, size);
    const bytes = api.pdfium.HEAPU8.slice(pointer, pointer + size - 2);
    return new TextDecoder("utf-16le").decode(bytes).replace(/\0/g, "");
  } finally {
    free(pointer);
  }
}
