// read/pdfium-chars.ts: the characters of one page.
//
// They come out in points from the page's top left as it is shown. Characters keep the order of
// the content stream, which is the author's own order and the tie-break of the layout. Characters that
// PDFium adds itself (spaces and line ends) are kept as marks on the next character, not as characters.

import type { PdfPage } from "./pdfium-api.ts";
import { type Place, toX, toY } from "./pdfium-place.ts";

/** The characters of a page as columns, in stream order. Boxes are "loose": full font height, advance width. */
export interface PageChars {
  count: number;
  /** Unicode code points. */
  code: Uint32Array;
  x0: Float32Array;
  y0: Float32Array;
  x1: Float32Array;
  y1: Float32Array;
  /** Distance of the baseline from the top. */
  baseline: Float32Array;
  /** 2 when a blank of the file stands before this character, 1 when PDFium supposes one, else 0. */
  spaceBefore: Uint8Array;
  /** Index into `runs`. */
  run: Uint32Array;
  runs: TextRun[];
  /** Characters whose font gives no way to Unicode: what we have for them is a guess. */
  unmapped: number;
  /** Whether the page had more characters than `limit`. */
  isCut: boolean;
}

/** A text object of the content stream. */
export interface TextRun {
  sizePt: number;
  isBold: boolean;
  /** Reading direction in quarter turns clockwise from left-to-right, as shown; 0 for nearly all text. */
  turn: number;
}

// A page of dense print has some 10,000 characters; a hostile one may have millions.
const MAX_CHARS = 200_000;
/** All characters of the page that are drawn. Null when PDFium cannot make sense of the text. */
export function readChars(page: PdfPage): PageChars | null {
  const { api, scratch } = page;
  const text = api.FPDFText_LoadPage!(page.handle);
  if (text === 0) return null;
  try {
    const total = api.FPDFText_CountChars!(text);
    if (total < 0) return null;
    const chars = emptyChars(Math.min(total, MAX_CHARS));
    chars.isCut = total > MAX_CHARS;
    fillChars(page, text, chars, scratch);
    return chars;
  } finally {
    api.FPDFText_ClosePage!(text);
  }
}

function emptyChars(size: number): PageChars {
  const floats = () => new Float32Array(size);
  return {
    count: 0,
    code: new Uint32Array(size),
    x0: floats(),
    y0: floats(),
    x1: floats(),
    y1: floats(),
    baseline: floats(),
    spaceBefore: new Uint8Array(size),
    run: new Uint32Array(size),
    runs: [],
    unmapped: 0,
    isCut: false,
  };
}

function fillChars(page: PdfPage, text: number, chars: PageChars, scratch: number): void {
  const { api } = page;
  const place: Place = { ...page.box, rotation: page.rotation };
  const size = chars.code.length;
  const f32 = scratch >> 2;
  const f64 = scratch >> 3;
  const originX = scratch + 16;
  const originY = scratch + 24;
  let lastObject = -1;
  let hasSpace = 0;
  const {
    FPDFText_GetUnicode: unicodeOf,
    FPDFText_GetTextObject: objectOf,
    FPDFText_GetLooseCharBox: boxOf,
    FPDFText_GetCharOrigin: originOf,
    FPDFText_HasUnicodeMapError: isUnmapped,
    FPDFText_IsGenerated: isGenerated,
  } = api as Required<typeof api>;
  for (let i = 0; i < size; i++) {
    let code = unicodeOf!(text, i);
    // PDFium writes U+0002 or U+FFFE for a hyphen at a line end; it was printed as a hyphen.
    if (code === 2 || code === 0xfffe) code = 0x2d;
    if (isBlank(code)) {
      hasSpace = hasSpace === 2 || isGenerated!(text, i) !== 1 ? 2 : 1;
      continue;
    }
    const object = objectOf!(text, i);
    if (object === 0 || code < 0x20) continue;
    if (!boxOf!(text, i, scratch)) continue;
    const heap = api.pdfium.HEAPF32;
    const left = heap[f32]!;
    const top = heap[f32 + 1]!;
    const right = heap[f32 + 2]!;
    const bottom = heap[f32 + 3]!;
    if (!originOf!(text, i, originX, originY)) continue;
    const ox = api.pdfium.HEAPF64[f64 + 2]!;
    const oy = api.pdfium.HEAPF64[f64 + 3]!;
    if (object !== lastObject) {
      lastObject = object;
      chars.runs.push(runOf(page, text, i, object));
    }
    // Text beside the page (crop marks, hidden watermarks) is not on it: nobody could check a quote of it.
    const middleX = toX(place, (left + right) / 2, (top + bottom) / 2);
    const middleY = toY(place, (left + right) / 2, (top + bottom) / 2);
    if (middleX < 0 || middleY < 0 || middleX > page.widthPt || middleY > page.heightPt) continue;
    if (isLowHalf(code) && joinHalves(chars, code)) continue;
    const k = chars.count++;
    const xa = toX(place, left, top);
    const xb = toX(place, right, bottom);
    const ya = toY(place, left, top);
    const yb = toY(place, right, bottom);
    chars.code[k] = code;
    chars.x0[k] = Math.min(xa, xb);
    chars.x1[k] = Math.max(xa, xb);
    chars.y0[k] = Math.min(ya, yb);
    chars.y1[k] = Math.max(ya, yb);
    const turn = chars.runs[chars.runs.length - 1]!.turn;
    chars.baseline[k] = turn % 2 === 0 ? toY(place, ox, oy) : toX(place, ox, oy);
    chars.spaceBefore[k] = hasSpace;
    chars.run[k] = chars.runs.length - 1;
    if (isUnmapped!(text, i) === 1) chars.unmapped++;
    hasSpace = 0;
  }
}

/** Blanks of every kind; U+200B and friends take no place and would split words. */
const isBlank = (code: number): boolean =>
  code === 0x20 ||
  code === 0x0a ||
  code === 0x0d ||
  code === 0x09 ||
  code === 0xa0 ||
  code === 0x3000 ||
  (code >= 0x2000 && code <= 0x200b) ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0xfeff;

const isLowHalf = (code: number): boolean => (code & 0xfffffc00) === 0xdc00;

/** PDFium gives a character outside the basic plane as two halves; true when `low` completed the last one. */
function joinHalves(chars: PageChars, low: number): boolean {
  const high = chars.count === 0 ? 0 : chars.code[chars.count - 1]!;
  if ((high & 0xfffffc00) !== 0xd800) return false;
  chars.code[chars.count - 1] = 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
  return true;
}

function runOf(page: PdfPage, text: number, index: number, object: number): TextRun {
  const { api, scratch } = page;
  const at = (scratch >> 2) + 4;
  let turn = 0;
  let scale = 1;
  if (api.FPDFText_GetMatrix!(text, index, scratch + 16)) {
    const heap = api.pdfium.HEAPF32;
    const a = heap[at]!;
    const b = heap[at + 1]!;
    scale = Math.hypot(heap[at + 2]!, heap[at + 3]!) || 1;
    // Counter-clockwise in user space; clockwise as shown is the other way round, plus the page's own turn.
    const quarters = Math.round((Math.atan2(b, a) / Math.PI) * 2);
    turn = (((page.rotation - quarters) % 4) + 4) % 4;
  }
  const size = Math.abs(api.FPDFText_GetFontSize!(text, index)) * scale;
  const font = api.FPDFTextObj_GetFont!(object);
  return { sizePt: size > 0 && size < 2000 ? size : 10, isBold: font !== 0 && isBoldFont(page, font), turn };
}

/** Fonts name their weight more reliably in their name than in their flags. Cached per page object. */
const boldByPage = new WeakMap<PdfPage, Map<number, boolean>>();

function isBoldFont(page: PdfPage, font: number): boolean {
  let known = boldByPage.get(page);
  if (known === undefined) boldByPage.set(page, (known = new Map()));
  const cached = known.get(font);
  if (cached !== undefined) return cached;
  const { api } = page;
  const size = api.FPDFFont_GetBaseFontName!(font, 0, 0);
  let name = "";
  if (size > 1 && size < 512) {
    const pointer = api.pdfium.wasmExports.malloc(size);
    api.FPDFFont_GetBaseFontName!(font, pointer, size);
    name = Buffer.from(api.pdfium.HEAPU8.slice(pointer, pointer + size - 1)).toString("latin1");
    api.pdfium.wasmExports.free(pointer);
  }
  const isBold =
    /bold|black|heavy|semibold|demi|simhei|-hei|hei(ti)?$/i.test(name) ||
    api.FPDFFont_GetWeight!(font) >= 600;
  known.set(font, isBold);
  return isBold;
}
