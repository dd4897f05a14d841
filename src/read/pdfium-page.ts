// read/pdfium-page.ts: what stands on one page: characters, rulings, pictures, and its picture.
//
// Everything comes out in points from the page's top left as it is shown. Characters keep the order of
// the content stream, which is the author's own order and the tie-break of the layout. Characters that
// PDFium adds itself (spaces and line ends) are kept as marks on the next character, not as characters.

import type { PdfPage } from "./pdfium.ts";

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

/** A straight line of a table frame, an underline or a box edge: x0 === x1 or y0 === y1 after thinning. */
export interface Ruling {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface PageShapes {
  rulings: Ruling[];
  /** Share of the page covered by its largest picture, 0 to 1. */
  pictureShare: number;
  objects: number;
}

// A page of dense print has some 10,000 characters; a hostile one may have millions.
const MAX_CHARS = 200_000;
const MAX_OBJECTS = 30_000;
const MAX_RULINGS = 4_000;
/** Frames drawn as filled boxes are at most this thick. */
const RULE_THICKNESS_PT = 3;

type Place = { left: number; bottom: number; right: number; top: number; rotation: number };

const toX = (p: Place, x: number, y: number): number =>
  p.rotation === 0
    ? x - p.left
    : p.rotation === 1
      ? y - p.bottom
      : p.rotation === 2
        ? p.right - x
        : p.top - y;
const toY = (p: Place, x: number, y: number): number =>
  p.rotation === 0
    ? p.top - y
    : p.rotation === 1
      ? x - p.left
      : p.rotation === 2
        ? y - p.bottom
        : p.right - x;

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

/** Rulings and pictures of a page; stops looking after a bounded number of objects. */
export function readShapes(page: PdfPage): PageShapes {
  const shapes: PageShapes = { rulings: [], pictureShare: 0, objects: 0 };
  const { api, handle } = page;
  const place: Place = { ...page.box, rotation: page.rotation };
  walkObjects(page, shapes, place, IDENTITY, api.FPDFPage_CountObjects!(handle), 0, (i) =>
    api.FPDFPage_GetObject!(handle, i),
  );
  return shapes;
}

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const PATH = 2;
const PICTURE = 3;
const FORM = 5;
const MAX_FORM_DEPTH = 4;

/** Objects of a page or of a form on it; `matrix` takes their coordinates to the page's. */
function walkObjects(
  page: PdfPage,
  shapes: PageShapes,
  place: Place,
  matrix: Matrix,
  count: number,
  depth: number,
  objectAt: (index: number) => number,
): void {
  const { api } = page;
  for (let i = 0; i < count; i++) {
    if (shapes.objects >= MAX_OBJECTS || shapes.rulings.length >= MAX_RULINGS) return;
    shapes.objects++;
    const object = objectAt(i);
    if (object === 0) continue;
    const type = api.FPDFPageObj_GetType!(object);
    if (type === FORM && depth < MAX_FORM_DEPTH) {
      const inner = multiply(matrixOf(page, object), matrix);
      walkObjects(page, shapes, place, inner, api.FPDFFormObj_CountObjects!(object), depth + 1, (k) =>
        api.FPDFFormObj_GetObject!(object, k),
      );
    }
    if (type !== PATH && type !== PICTURE) continue;
    const box = boundsOf(page, object, place, matrix);
    if (box === null) continue;
    if (type === PATH) addPathRulings(page, object, box, place, matrix, shapes.rulings);
    else shapes.pictureShare = Math.max(shapes.pictureShare, shareOfPage(page, box));
  }
}

function matrixOf(page: PdfPage, object: number): Matrix {
  const { api, scratch } = page;
  if (!api.FPDFPageObj_GetMatrix!(object, scratch + 16)) return IDENTITY;
  const at = (scratch >> 2) + 4;
  return Array.from(api.pdfium.HEAPF32.slice(at, at + 6)) as unknown as Matrix;
}

/** First `a`, then `b`. */
const multiply = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[1] * b[2],
  a[0] * b[1] + a[1] * b[3],
  a[2] * b[0] + a[3] * b[2],
  a[2] * b[1] + a[3] * b[3],
  a[4] * b[0] + a[5] * b[2] + b[4],
  a[4] * b[1] + a[5] * b[3] + b[5],
];

/** A point of an object's space as shown on the page. */
function shown(place: Place, m: Matrix, x: number, y: number): { x: number; y: number } {
  const px = m[0] * x + m[2] * y + m[4];
  const py = m[1] * x + m[3] * y + m[5];
  return { x: toX(place, px, py), y: toY(place, px, py) };
}

function boundsOf(page: PdfPage, object: number, place: Place, matrix: Matrix): Ruling | null {
  const { api, scratch } = page;
  if (!api.FPDFPageObj_GetBounds!(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return null;
  const at = scratch >> 2;
  const [left, bottom, right, top] = api.pdfium.HEAPF32.slice(at, at + 4) as unknown as [
    number,
    number,
    number,
    number,
  ];
  const a = shown(place, matrix, left, top);
  const b = shown(place, matrix, right, bottom);
  return { x0: Math.min(a.x, b.x), y0: Math.min(a.y, b.y), x1: Math.max(a.x, b.x), y1: Math.max(a.y, b.y) };
}

function shareOfPage(page: PdfPage, box: Ruling): number {
  const w = Math.max(0, Math.min(box.x1, page.widthPt) - Math.max(box.x0, 0));
  const h = Math.max(0, Math.min(box.y1, page.heightPt) - Math.max(box.y0, 0));
  return Math.min(1, (w * h) / (page.widthPt * page.heightPt));
}

function addPathRulings(
  page: PdfPage,
  object: number,
  box: Ruling,
  place: Place,
  matrix: Matrix,
  rulings: Ruling[],
): void {
  const w = box.x1 - box.x0;
  const h = box.y1 - box.y0;
  // Bounds include the stroke. A line shorter than a letter is a dash, a tick or a piece of a drawing.
  if (w <= RULE_THICKNESS_PT && h <= RULE_THICKNESS_PT) return;
  if (h <= RULE_THICKNESS_PT) {
    const y = (box.y0 + box.y1) / 2;
    rulings.push({ x0: box.x0, x1: box.x1, y0: y, y1: y });
  } else if (w <= RULE_THICKNESS_PT) {
    const x = (box.x0 + box.x1) / 2;
    rulings.push({ x0: x, x1: x, y0: box.y0, y1: box.y1 });
  } else addSegmentRulings(page, object, place, matrix, rulings);
}

const MAX_SEGMENTS = 400;

/** The straight edges of a stroked path: frames, and whole grids drawn in one path. */
function addSegmentRulings(
  page: PdfPage,
  object: number,
  place: Place,
  matrix: Matrix,
  rulings: Ruling[],
): void {
  const { api, scratch } = page;
  if (!api.FPDFPath_GetDrawMode!(object, scratch, scratch + 4)) return;
  const isStroked = api.pdfium.HEAP32[(scratch >> 2) + 1] !== 0;
  const count = api.FPDFPath_CountSegments!(object);
  if (count > MAX_SEGMENTS) return;
  const m = multiply(matrixOf(page, object), matrix);
  const points: { x: number; y: number; type: number }[] = [];
  for (let i = 0; i < count; i++) {
    const segment = api.FPDFPath_GetPathSegment!(object, i);
    if (segment === 0 || !api.FPDFPathSegment_GetPoint!(segment, scratch, scratch + 4)) return;
    const ux = api.pdfium.HEAPF32[scratch >> 2]!;
    const uy = api.pdfium.HEAPF32[(scratch >> 2) + 1]!;
    points.push({ ...shown(place, m, ux, uy), type: api.FPDFPathSegment_GetType!(segment) });
  }
  if (isStroked) pushEdges(points, rulings);
  else pushThinBoxes(points, rulings);
}

type PathPoint = { x: number; y: number; type: number };
const LINE_TO = 0;
const MOVE_TO = 2;

function pushEdges(points: PathPoint[], rulings: Ruling[]): void {
  let start = points[0];
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    if (b.type === MOVE_TO) start = b;
    if (b.type === LINE_TO) pushEdge(a, b, rulings);
    // A closed box does not repeat its first point.
    const isLast = i === points.length - 1 || points[i + 1]!.type === MOVE_TO;
    if (isLast && start && b.type === LINE_TO) pushEdge(b, start, rulings);
  }
}

function pushEdge(a: PathPoint, b: PathPoint, rulings: Ruling[]): void {
  const w = Math.abs(a.x - b.x);
  const h = Math.abs(a.y - b.y);
  if (h < 0.5 && w > RULE_THICKNESS_PT)
    rulings.push({ x0: Math.min(a.x, b.x), x1: Math.max(a.x, b.x), y0: a.y, y1: a.y });
  else if (w < 0.5 && h > RULE_THICKNESS_PT)
    rulings.push({ x0: a.x, x1: a.x, y0: Math.min(a.y, b.y), y1: Math.max(a.y, b.y) });
}

/** Filled paths of many boxes: each thin box is a ruling (Word and WPS draw table frames so). */
function pushThinBoxes(points: PathPoint[], rulings: Ruling[]): void {
  let from = 0;
  for (let i = 1; i <= points.length; i++) {
    if (i < points.length && points[i]!.type !== MOVE_TO) continue;
    const part = points.slice(from, i);
    from = i;
    if (part.length < 4 || part.length > 5) continue;
    const xs = part.map((p) => p.x);
    const ys = part.map((p) => p.y);
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const [w, h] = [x1 - x0, y1 - y0];
    if (h <= RULE_THICKNESS_PT && w > RULE_THICKNESS_PT)
      rulings.push({ x0, x1, y0: (y0 + y1) / 2, y1: (y0 + y1) / 2 });
    else if (w <= RULE_THICKNESS_PT && h > RULE_THICKNESS_PT)
      rulings.push({ x0: (x0 + x1) / 2, x1: (x0 + x1) / 2, y0, y1 });
  }
}

/** The page drawn `widthPx` wide on white: RGBA bytes, row by row. Null when the bitmap cannot be made. */
export function drawPage(
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
