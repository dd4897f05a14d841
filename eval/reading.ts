// eval/reading.ts: npm run eval -- reading: PDF text against poppler's, HTML articles against their gold.
//
// PDF, over all pages of the pack "pdf" (poppler's text is the peer, itself no gold for order):
//   pdf_char_f1          characters without blanks, as bags per page; F1 over all pages
//   pdf_order            longest common subsequence of tokens (a Latin word, a number, one Chinese
//                        character) per page, as a share of poppler's; mean of the files
//   pdf_numbers_recall   numbers of poppler's pages that our page has; over all
//   pdf_numbers_invented numbers of our pages that poppler's has not; over all
// HTML rows are measured by eval/reading-html.ts.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readPdf } from "../src/read/pdf.ts";
import type { ReadLimits } from "../src/records/reading.ts";
import type { Suite, SuiteResult } from "./suite.ts";

const LIMITS: ReadLimits = {
  timeoutMs: 600_000,
  memoryMb: 4096,
  maxPages: 5000,
  maxUnpackedBytes: 1 << 30,
  ocr: "off",
};

export const measure: Suite = async (dataFolder) => {
  const result: SuiteResult = { items: {}, metrics: {}, report: [] };
  const parts = [await measurePdf(join(dataFolder, "pdf"))];
  const html = new URL("./reading-html.ts", import.meta.url);
  if (existsSync(html)) {
    const { measureHtml } = (await import(html.href)) as { measureHtml: Suite };
    parts.push(await measureHtml(dataFolder));
  }
  for (const part of parts) {
    Object.assign(result.items, part.items);
    Object.assign(result.metrics, part.metrics);
    result.report.push(...part.report);
  }
  return result;
};

interface Tally {
  same: number;
  ours: number;
  theirs: number;
  numbersSame: number;
  numbersOurs: number;
  numbersTheirs: number;
  order: number;
  orderOf: number;
}

const emptyTally = (): Tally => ({
  same: 0,
  ours: 0,
  theirs: 0,
  numbersSame: 0,
  numbersOurs: 0,
  numbersTheirs: 0,
  order: 0,
  orderOf: 0,
});

async function measurePdf(folder: string): Promise<SuiteResult> {
  const manifest = join(folder, "manifest.jsonl");
  if (!existsSync(manifest)) return { items: {}, metrics: {}, report: [`pack pdf: not at ${folder}`] };
  const lines = (text: string) => text.split("\n").filter((line) => line !== "");
  const files = lines(readFileSync(manifest, "utf8")).map(
    (line) => JSON.parse(line) as { id: string; file: string },
  );
  const peer = new Map<string, string[]>();
  for (const line of lines(gunzipSync(readFileSync(join(folder, "poppler-pages.jsonl.gz"))).toString())) {
    const { doc, page, text } = JSON.parse(line) as { doc: string; page: number; text: string };
    const pages = peer.get(doc) ?? [];
    peer.set(doc, pages);
    pages[page - 1] = text;
  }
  const report = [`${"file".padEnd(44)} pages  char F1   order  num rec.  invented  pages/s`];
  const total = emptyTally();
  const orders: number[] = [];
  let pages = 0;
  for (const { id, file } of files) {
    const tally = emptyTally();
    const start = performance.now();
    const reading = await readPdf(readFileSync(join(folder, file)), file, LIMITS);
    const seconds = (performance.now() - start) / 1000;
    reading.pages.forEach((page, i) => {
      comparePage(reading.text.slice(page.start, page.end), peer.get(id)?.[i] ?? "", tally);
    });
    pages += reading.pages.length;
    orders.push(tally.order / Math.max(1, tally.orderOf));
    for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
    report.push(rowOf(id, reading.pages.length, tally, reading.pages.length / seconds));
  }
  const numbers = ratesOf(total);
  return {
    items: { pdf_files: files.length, pdf_pages: pages, pdf_numbers: total.numbersTheirs },
    metrics: {
      pdf_char_f1: numbers.f1,
      pdf_order: orders.reduce((sum, order) => sum + order, 0) / orders.length,
      pdf_numbers_recall: numbers.recall,
      pdf_numbers_invented: numbers.invented,
    },
    report,
  };
}

const ratesOf = (tally: Tally) => ({
  f1: (2 * tally.same) / Math.max(1, tally.ours + tally.theirs),
  recall: tally.numbersSame / Math.max(1, tally.numbersTheirs),
  invented: (tally.numbersOurs - tally.numbersSame) / Math.max(1, tally.numbersOurs),
});

function rowOf(id: string, pages: number, tally: Tally, speed: number): string {
  const { f1, recall, invented } = ratesOf(tally);
  const order = tally.order / Math.max(1, tally.orderOf);
  const cells = [f1.toFixed(4), order.toFixed(4), recall.toFixed(5), invented.toFixed(5), speed.toFixed(1)];
  return `${id.slice(0, 44).padEnd(44)} ${String(pages).padStart(5)}  ${cells.map((cell) => cell.padStart(7)).join("  ")}`;
}

function comparePage(ours: string, theirs: string, tally: Tally): void {
  const [a, b] = [ours.normalize("NFC"), theirs.normalize("NFC")];
  const letters = (text: string) => bagOf(Array.from(text.replace(/\s+/g, "")));
  const [lettersA, lettersB] = [letters(a), letters(b)];
  tally.same += shared(lettersA, lettersB);
  tally.ours += sizeOf(lettersA);
  tally.theirs += sizeOf(lettersB);
  const [numbersA, numbersB] = [bagOf(numbersOf(a)), bagOf(numbersOf(b))];
  tally.numbersSame += shared(numbersA, numbersB);
  tally.numbersOurs += sizeOf(numbersA);
  tally.numbersTheirs += sizeOf(numbersB);
  const tokens = tokensOf(b);
  tally.order += commonLength(tokensOf(a), tokens);
  tally.orderOf += tokens.length;
}

const numbersOf = (text: string): string[] => text.match(/\d+(?:[.,]\d+)*/g) ?? [];
const tokensOf = (text: string): string[] => text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) ?? [];

function bagOf(things: string[]): Map<string, number> {
  const bag = new Map<string, number>();
  for (const thing of things) bag.set(thing, (bag.get(thing) ?? 0) + 1);
  return bag;
}

const sizeOf = (bag: Map<string, number>): number => bag.values().reduce((sum, count) => sum + count, 0);

function shared(a: Map<string, number>, b: Map<string, number>): number {
  let sum = 0;
  for (const [thing, count] of a) sum += Math.min(count, b.get(thing) ?? 0);
  return sum;
}

/** Length of the longest common subsequence. Two rows of the table; pages have a few thousand tokens. */
function commonLength(a: string[], b: string[]): number {
  const ids = new Map<string, number>();
  const idOf = (token: string) => {
    const id = ids.get(token) ?? ids.size;
    ids.set(token, id);
    return id;
  };
  const left = Uint32Array.from(a, idOf);
  const right = Uint32Array.from(b, idOf);
  let row = new Uint32Array(right.length + 1);
  for (const own of left) {
    const next = new Uint32Array(right.length + 1);
    for (let j = 0; j < right.length; j++)
      next[j + 1] = own === right[j] ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!);
    row = next;
  }
  return row[right.length]!;
}
