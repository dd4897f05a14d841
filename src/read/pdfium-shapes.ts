// read/pdfium-shapes.ts: the rulings and pictures of one page.
//
// In points from the page's top left as it is shown. Frames are drawn in many ways (lines, thin filled boxes, paths of
// four strokes, forms in forms); all become straight lines. Pages of drawings are looked at up to a bound.

import type { PdfPage } from "./pdfium-api.ts";
import { type Place, toX, toY } from "./pdfium-place.ts";

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

const MAX_OBJECTS = 30_000;
const MAX_RULINGS = 4_000;
/** Frames drawn as filled boxes are at most this thick. */
const RULE_THICKNESS_PT = 3;

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
