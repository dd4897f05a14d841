// read/ocr.ts: text from the picture of a page, by an engine that is installed beside Dossier.
//
// The `tesseract` program when it is on the path (with the Chinese models when they are there), else the
// optional package tesseract.js, else none: then the page stays marked "needs-ocr". Words come back with
// their boxes as characters of the page, so that layout, quotes and highlights work as for printed text.

import { execFile, execFileSync } from "node:child_process";
import { isWide } from "./pdf-text.ts";
import type { PageChars } from "./pdfium-chars.ts";

export interface OcrResult {
  chars: PageChars;
  /** Mean confidence of the words, 0 to 100. */
  confidence: number;
}

/** An engine: reads one PNG; null when it failed or found nothing. */
export interface Ocr {
  name: string;
  read: (png: Uint8Array, widthPx: number, widthPt: number) => Promise<OcrResult | null>;
}

/** Two minutes for one page is far beyond a healthy engine. */
const PAGE_TIMEOUT_MS = 120_000;
/** Words that the engine itself holds for noise. */
const LEAST_CONFIDENCE = 25;

/** A word as the engines give it, in pixels. */
export interface OcrWord {
  text: string;
  left: number;
  top: number;
  width: number;
  height: number;
  confidence: number;
  /** Which line of the page: words of one line share a baseline. */
  line: string;
}

let found: { ocr: Ocr | null } | undefined;

/** The engine of this machine, looked for once per process; null when there is none. */
export function findOcr(): Ocr | null {
  found ??= { ocr: findTesseract() ?? findTesseractJs() };
  return found.ocr;
}

function findTesseract(): Ocr | null {
  let listed: string;
  try {
    listed = execFileSync("tesseract", ["--list-langs"], {
      encoding: "utf8",
      timeout: 10_000,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (cause) {
    // Not installed or not runnable: the same to us.
    if (cause instanceof Error) return null;
    throw cause;
  }
  const installed = new Set(listed.split(/\s+/));
  const languages = ["chi_sim", "chi_tra", "eng"].filter((language) => installed.has(language));
  if (languages.length === 0) return null;
  const models = languages.join("+");
  return {
    name: `tesseract ${models}`,
    read: async (png, widthPx, widthPt) => {
      const rows = await runTesseract(png, models);
      return rows === null ? null : resultOf(parseTsv(rows), widthPt / widthPx);
    },
  };
}

function runTesseract(png: Uint8Array, models: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = execFile(
      "tesseract",
      ["stdin", "stdout", "-l", models, "--psm", "3", "tsv"],
      // More threads make it slower on small machines, and the desk wants them.
      { timeout: PAGE_TIMEOUT_MS, maxBuffer: 32 << 20, env: { ...process.env, OMP_THREAD_LIMIT: "1" } },
      (error, stdout) => resolve(error ? null : stdout),
    );
    child.stdin?.on("error", () => resolve(null));
    child.stdin?.end(png);
  });
}

/** Words of tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export function parseTsv(table: string): OcrWord[] {
  const words: OcrWord[] = [];
  for (const row of table.split("\n")) {
    const fields = row.split("\t");
    if (fields[0] !== "5" || fields.length < 12) continue;
    const text = fields.slice(11).join(" ").trim();
    const confidence = Number(fields[10]);
    if (text === "" || !(confidence >= LEAST_CONFIDENCE)) continue;
    words.push({
      text,
      left: Number(fields[6]),
      top: Number(fields[7]),
      width: Number(fields[8]),
      height: Number(fields[9]),
      confidence,
      line: fields.slice(1, 5).join(" "),
    });
  }
  return words;
}

interface TesseractJs {
  createWorker: (languages: string[]) => Promise<{
    recognize: (
      image: Buffer,
      options: object,
      output: { blocks: boolean },
    ) => Promise<{ data: { blocks: JsBlock[] | null } }>;
    terminate: () => Promise<unknown>;
  }>;
}
interface JsBlock {
  paragraphs: { lines: { words: JsWord[] }[] }[];
}
interface JsWord {
  text: string;
  confidence: number;
  bbox: { x0: number; y0: number; x1: number; y1: number };
}

/** The package is not a dependency: an owner who wants it installs it next to Dossier. */
const OPTIONAL_PACKAGE = "tesseract.js";

function findTesseractJs(): Ocr | null {
  try {
    import.meta.resolve(OPTIONAL_PACKAGE);
  } catch (cause) {
    if (cause instanceof Error) return null;
    throw cause;
  }
  return {
    name: OPTIONAL_PACKAGE,
    read: async (png, widthPx, widthPt) => {
      const { createWorker } = (await import(OPTIONAL_PACKAGE)) as TesseractJs;
      const worker = await createWorker(["chi_sim", "eng"]);
      try {
        const { data } = await worker.recognize(Buffer.from(png), {}, { blocks: true });
        return resultOf(wordsOfBlocks(data.blocks ?? []), widthPt / widthPx);
      } finally {
        await worker.terminate();
      }
    },
  };
}

function wordsOfBlocks(blocks: JsBlock[]): OcrWord[] {
  const lines = blocks.flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines));
  return lines.flatMap((line, at) =>
    line.words
      .filter((word) => word.text.trim() !== "" && word.confidence >= LEAST_CONFIDENCE)
      .map(({ text, confidence, bbox }) => ({
        text: text.trim(),
        left: bbox.x0,
        top: bbox.y0,
        width: bbox.x1 - bbox.x0,
        height: bbox.y1 - bbox.y0,
        confidence,
        line: String(at),
      })),
  );
}

/** Words as characters of a page; a word's box is shared out among its characters. */
export function resultOf(words: OcrWord[], pointsPerPixel: number): OcrResult | null {
  if (words.length === 0) return null;
  const letters = words.map((word) => Array.from(word.text.normalize("NFC")));
  const size = letters.reduce((sum, list) => sum + list.length, 0);
  const floats = () => new Float32Array(size);
  const chars: PageChars = {
    count: size,
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
  const frames = lineFrames(words);
  const widths = words.map((word, w) => closeGap(word, words[w + 1], frames.get(word.line)!));
  const usual = median(words.map((word) => sizeOf(frames.get(word.line)!)));
  let k = 0;
  words.forEach((word, w) => {
    const own = letters[w]!;
    const frame = frames.get(word.line)!;
    const before = w > 0 && words[w - 1]!.line === word.line ? letters[w - 1]!.at(-1)! : null;
    if (before === null)
      chars.runs.push({ sizePt: likelySize(sizeOf(frame), usual) * pointsPerPixel, isBold: false, turn: 0 });
    own.forEach((letter, i) => {
      chars.code[k] = letter.codePointAt(0)!;
      chars.x0[k] = (word.left + (widths[w]! * i) / own.length) * pointsPerPixel;
      chars.x1[k] = (word.left + (widths[w]! * (i + 1)) / own.length) * pointsPerPixel;
      chars.y0[k] = frame.top * pointsPerPixel;
      chars.y1[k] = frame.bottom * pointsPerPixel;
      chars.baseline[k] = frame.bottom * pointsPerPixel;
      // Tesseract puts a blank between Chinese characters; they are one word.
      const isJoined = before !== null && (isWide(before.codePointAt(0)!) || isWide(letter.codePointAt(0)!));
      chars.spaceBefore[k] = i === 0 && !isJoined ? 2 : 0;
      chars.run[k] = chars.runs.length - 1;
      k++;
    });
  });
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  return { chars, confidence };
}

const sizeOf = (frame: { top: number; bottom: number }): number => (frame.bottom - frame.top) * 0.95;

/** A line without tall letters measures small: sizes near the usual one are the usual one. */
const likelySize = (size: number, usual: number): number =>
  Math.abs(size - usual) < 0.3 * usual ? usual : size;

/** Width of a word up to its neighbour when Chinese stands on either side: engines draw those boxes too tight. */
function closeGap(word: OcrWord, next: OcrWord | undefined, frame: { top: number; bottom: number }): number {
  if (!next || next.line !== word.line) return word.width;
  const isWideSeam =
    isWide(word.text.codePointAt(word.text.length - 1)!) || isWide(next.text.codePointAt(0)!);
  const gap = next.left - word.left - word.width;
  return isWideSeam && gap > 0 && gap < 1.3 * (frame.bottom - frame.top) ? next.left - word.left : word.width;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

/** Top and bottom of each line: the median of its words, so that one tall bracket does not lift it. */
function lineFrames(words: OcrWord[]): Map<string, { top: number; bottom: number }> {
  const lists = new Map<string, OcrWord[]>();
  for (const word of words) {
    const list = lists.get(word.line);
    if (list) list.push(word);
    else lists.set(word.line, [word]);
  }
  const frames = new Map<string, { top: number; bottom: number }>();
  for (const [line, list] of lists) {
    const top = median(list.map((word) => word.top));
    frames.set(line, { top, bottom: Math.max(top + 1, median(list.map((word) => word.top + word.height))) });
  }
  return frames;
}
