// web/src/reader/zoom.ts: the steps a page is made larger and smaller by; 1 fills the width.

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

/** The next step up or down; the same at either end. */
export const zoomStep = (zoom: number, step: 1 | -1): number =>
  step > 0 ? (ZOOMS.find((one) => one > zoom) ?? zoom) : (ZOOMS.findLast((one) => one < zoom) ?? zoom);
