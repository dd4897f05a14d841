// bench/reading.ts: npm run bench -- reading [--data=<folder>]: pages a second of our PDF reader.
//
// One process reads every file of the pack "pdf" in turn with `pdftotext` (poppler, a program of the
// system) over the same file, so that both meet the same load. Also times one page drawn. Says what is
// missing instead of failing when the pack or the peer is not there.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPdf } from "../src/read/pdf.ts";
import { openPdf } from "../src/read/pdfium.ts";
import { drawOpenPage } from "../src/read/render.ts";
import type { ReadLimits } from "../src/records/reading.ts";
import type { BenchResult } from "./run.ts";

const LIMITS: ReadLimits = {
  timeoutMs: 600_000,
  memoryMb: 4096,
  maxPages: 5000,
  maxUnpackedBytes: 1 << 30,
  ocr: "off",
};
const DRAWN_PAGES = 10;
const DRAWN_WIDTH_PX = 1200;

/** `options.data`: the folder that holds the pack "pdf"; default ../shared/eval. */
export async function measure(options: Record<string, unknown>): Promise<BenchResult> {
  const folder = join(typeof options.data === "string" ? options.data : "../shared/eval", "pdf", "files");
  if (!existsSync(folder)) return { metrics: {}, report: [`There is no pack pdf at ${folder}.`] };
  const hasPeer = spawnSync("pdftotext", ["-v"]).error === undefined;
  const report: string[] = [];
  let [pages, ours, theirs, drawn, drawing] = [0, 0, 0, 0, 0];
  const files = readdirSync(folder).filter((name) => name.endsWith(".pdf"));
  // The first file pays for compiling the reader; a desk pays that once, so it is not counted.
  await readPdf(readFileSync(join(folder, files[0]!)), files[0]!, LIMITS);
  for (const name of files) {
    const path = join(folder, name);
    const bytes = readFileSync(path);
    const start = performance.now();
    const reading = await readPdf(bytes, name, LIMITS);
    const own = performance.now() - start;
    const peerStart = performance.now();
    if (hasPeer) spawnSync("pdftotext", [path, "-"], { maxBuffer: 1 << 28 });
    const peer = performance.now() - peerStart;
    pages += reading.pages.length;
    ours += own;
    theirs += peer;
    const file = await openPdf(bytes, name, { draw: true });
    const drawStart = performance.now();
    for (let page = 1; page <= Math.min(DRAWN_PAGES, file.pageCount); page++, drawn++)
      drawOpenPage(file, { path, name, page, widthPx: DRAWN_WIDTH_PX });
    drawing += performance.now() - drawStart;
    file.close();
    report.push(
      `${name.padEnd(48)} ${speed(reading.pages.length, own)} pages/s, pdftotext ${speed(reading.pages.length, peer)}`,
    );
  }
  const metrics: Record<string, number> = {
    pdf_pages_per_s: (pages / ours) * 1000,
    pdf_draw_ms: drawing / Math.max(1, drawn),
  };
  if (hasPeer) metrics.pdf_ratio_to_pdftotext = theirs / ours;
  else report.push("pdftotext is not installed: no ratio.");
  return { metrics, report };
}

const speed = (pages: number, ms: number): string => ((pages / ms) * 1000).toFixed(1).padStart(7);
