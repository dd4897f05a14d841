// read/pdf.property.test.ts: whatever the bytes, a reading is whole or an error of the catalogue.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { makePdf } from "../../test/support/pdf-maker.ts";
import type { Reading, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import { readPdf } from "./pdf.ts";

const LIMITS: ReadLimits = {
  timeoutMs: 60_000,
  memoryMb: 1000,
  maxPages: 500,
  maxUnpackedBytes: 1e8,
  ocr: "off",
};
const SOUND = [
  makePdf({
    title: "x",
    pages: [
      { texts: [{ x: 72, y: 90, text: "Words 12.5%" }], lines: [[10, 10, 90, 10]] },
      { hasPicture: true },
    ],
  }),
  readFileSync(new URL("../../corpus/read/pdf/two-columns-en.pdf", import.meta.url)),
];

function assertWhole(reading: Reading): void {
  let at = 0;
  for (const page of reading.pages) {
    assert.equal(page.start, at, "pages follow each other without a gap");
    assert.equal(page.glyphs?.length, (page.end - page.start) * 4, "four numbers for each unit");
    at = page.end;
  }
  assert.equal(at, reading.text.length);
  assert.equal(reading.text, reading.text.normalize("NFC"));
  let end = 0;
  for (const block of reading.blocks) {
    assert.ok(block.start >= end && block.end > block.start, "blocks are in order and do not overlap");
    end = block.end;
    for (const cell of block.table?.cells ?? [])
      assert.ok(cell.start >= block.start && cell.end <= block.end, "cells lie in their table");
  }
}

async function readOrRefuse(bytes: Uint8Array): Promise<void> {
  try {
    assertWhole(await readPdf(bytes, "fuzz.pdf", LIMITS));
  } catch (error) {
    assert.ok(error instanceof DossierError, String(error));
  }
}

test("a file with flipped bytes is read or refused", async () => {
  const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
    minLength: 1,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SOUND), flips, async (sound, changes) => {
      const bytes = Uint8Array.from(sound);
      for (const [place, value] of changes) bytes[Math.floor(place * (bytes.length - 1))] = value;
      await readOrRefuse(bytes);
    }),
    { numRuns: 60 },
  );
});

test("a file cut off anywhere, and bytes of any kind, are read or refused", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SOUND),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (sound, part) => {
        await readOrRefuse(sound.subarray(0, Math.floor(part * sound.length)));
      },
    ),
    { numRuns: 25 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => readOrRefuse(bytes)),
    { numRuns: 25 },
  );
});

test("text at any place of the page is read whole", async () => {
  const place = fc.record({
    x: fc.integer({ min: 5, max: 400 }),
    y: fc.integer({ min: 20, max: 800 }),
    size: fc.integer({ min: 4, max: 30 }),
    text: fc.stringMatching(/^[A-Za-z0-9$%.,]{1,12}$/),
    angle: fc.constantFrom(0, 0, 0, 90, 180, 270),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 30 }), async (texts) => {
      const reading = await readPdf(
        makePdf({ pages: [{ texts, widthPt: 800, heightPt: 1100 }] }),
        "any.pdf",
        LIMITS,
      );
      assertWhole(reading);
      const letters = (text: string) => Array.from(text.replace(/\s/g, "")).sort().join("");
      // PDFium leaves out a letter that is drawn again on the same spot.
      assert.ok(letters(reading.text).length <= letters(texts.map(({ text }) => text).join("")).length);
    }),
    { numRuns: 40 },
  );
});
