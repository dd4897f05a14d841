// read/render.test.ts: pictures of pages.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { makePdf } from "../../test/support/pdf-maker.ts";
import { DossierError } from "../values/error.ts";
import { openPdf } from "./pdfium.ts";
import { drawOpenPage, encodePng, MAX_WIDTH_PX } from "./render.ts";

/** Decodes our own PNGs: one IDAT, RGB, filters none and up. */
function decode(png: Uint8Array): { width: number; height: number; rgb: Uint8Array } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  assert.equal(Buffer.from(png.subarray(37, 41)).toString(), "IDAT");
  const raw = inflateSync(png.subarray(41, 41 + view.getUint32(33)));
  const row = width * 3;
  const rgb = new Uint8Array(row * height);
  for (let y = 0; y < height; y++)
    for (let i = 0; i < row; i++) {
      const up = raw[y * (row + 1)] === 2 ? rgb[(y - 1) * row + i]! : 0;
      rgb[y * row + i] = raw[y * (row + 1) + 1 + i]! + up;
    }
  return { width, height, rgb };
}

const darkIn = (rgb: Uint8Array): number => rgb.filter((value) => value < 100).length;

test("a PNG decodes to the pixels it was made from", () => {
  const rgba = Uint8Array.from({ length: 5 * 7 * 4 }, (_, i) => (i * 37) % 256);
  const { width, height, rgb } = decode(encodePng(5, 7, rgba));
  assert.deepEqual([width, height], [5, 7]);
  assert.deepEqual(
    [...rgb],
    [...rgba].filter((_, i) => i % 4 !== 3),
  );
});

test("a page is drawn at the width asked for, within bounds", async () => {
  const file = await openPdf(makePdf({ pages: [{ texts: [{ x: 72, y: 100, text: "Drawn" }] }] }), "a.pdf", {
    draw: true,
  });
  const { width, height, rgb } = decode(drawOpenPage(file, { path: "", page: 1, widthPx: 595 }));
  assert.deepEqual([width, height], [595, 842]);
  assert.ok(darkIn(rgb) > 50);
  const huge = decode(drawOpenPage(file, { path: "", page: 1, widthPx: 1e9 }));
  assert.ok(huge.width <= MAX_WIDTH_PX);
  assert.throws(
    () => drawOpenPage(file, { path: "", page: 2, widthPx: 100 }),
    (error) => error instanceof DossierError && error.code === "page-not-found",
  );
  file.close();
});

test("Chinese text without its font is drawn with the fallback font", async () => {
  const bytes = makePdf({
    pages: [{ texts: [{ x: 72, y: 100, text: "", gbkHex: "cad5c8ebcad5c8eb", size: 30 }] }],
  });
  const file = await openPdf(bytes, "a.pdf", { draw: true });
  const { rgb } = decode(drawOpenPage(file, { path: "", page: 1, widthPx: 595 }));
  assert.ok(darkIn(rgb) > 1000, `${darkIn(rgb)} dark values`);
  file.close();
});
