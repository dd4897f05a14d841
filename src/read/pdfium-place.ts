// read/pdfium-place.ts: from PDFium's user space, whose y grows upwards, to points from the top left of the page as shown.

/** The visible box of a page in user space, and its quarter turns clockwise. */
export interface Place {
  left: number;
  bottom: number;
  right: number;
  top: number;
  rotation: number;
}

export const toX = (p: Place, x: number, y: number): number =>
  p.rotation === 0
    ? x - p.left
    : p.rotation === 1
      ? y - p.bottom
      : p.rotation === 2
        ? p.right - x
        : p.top - y;
export const toY = (p: Place, x: number, y: number): number =>
  p.rotation === 0
    ? p.top - y
    : p.rotation === 1
      ? x - p.left
      : p.rotation === 2
        ? y - p.bottom
        : p.right - x;
