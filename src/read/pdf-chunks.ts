// read/pdf-chunks.ts: a row of words cut into what may become cells.
//
// Wide gaps part chunks; figures set close to each other are parted too; a sign goes with its figure
// however far off it stands ("$      7,349"). Used by pdf-tables.ts, which finds the columns.

import { least, most } from "./extent.ts";
import { isClosing, isFigureText, isNumberText, isOpening, isPeriodText } from "./pdf-figures.ts";
import type { Word } from "./pdf-words.ts";

/** A part of a row that may become a cell. */
export interface Chunk {
  words: Word[];
  text: string;
  x0: number;
  x1: number;
  isFigure: boolean;
}

/** A row of the page as chunks from left to right. */
export interface Line {
  words: Word[];
  chunks: Chunk[];
  isData: boolean;
  baseline: number;
  sizePt: number;
  x0: number;
  x1: number;
}

/** A row with more is a drawing made of letters; real tables have some thirty columns at most. */
const MAX_CHUNKS = 120;
/** A gap wider than this share of the type size parts two chunks. */
const CHUNK_GAP = 0.8;
/** A row as chunks; words come from left to right. */
export function lineOf(words: Word[]): Line {
  const chunks = cutChunks(words);
  const figures = chunks.filter((chunk) => chunk.isFigure);
  const hasNumber = figures.some((chunk) => isNumberText(chunk.text));
  // Dashes alone are data when they fill several columns: "none   -   -   -".
  const isData =
    chunks.length >= 2 &&
    chunks.length <= MAX_CHUNKS &&
    (hasNumber || figures.length >= 2) &&
    !isNote(chunks);
  return {
    words,
    chunks,
    isData,
    baseline: words[0]!.baseline,
    sizePt: most(words, (word) => word.sizePt),
    x0: least(words, (word) => word.x0),
    x1: most(words, (word) => word.x1),
  };
}

/** "(1)   Excludes debt discounts and issuance costs": a mark and a sentence below a table are no row of it. */
const isNote = ([mark, words, ...others]: Chunk[]): boolean =>
  others.length === 0 &&
  /^[(（]\d{1,2}[)）]$/.test(mark!.text) &&
  !words!.isFigure &&
  words!.text.length > 24;

/** Chunks of a row: cut at wide gaps, figures cut from each other, signs glued to their figures. */
function cutChunks(words: Word[]): Chunk[] {
  const groups: Word[][] = [];
  for (const word of words) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before && word.x0 - before.x1 < CHUNK_GAP * Math.max(word.sizePt, before.sizePt))
      last.push(word);
    else groups.push([word]);
  }
  const chunks = groups.flatMap((group) => {
    const parts = cutFigures(group);
    return parts ?? [group];
  });
  return glueSigns(chunks).map((group) => chunkOf(group));
}

function chunkOf(words: Word[]): Chunk {
  const text = words.map((word) => word.text).join(" ");
  return {
    words,
    text,
    x0: least(words, (word) => word.x0),
    x1: most(words, (word) => word.x1),
    isFigure: isFigureText(text.replace(/ /g, "")) && words.length <= 5,
  };
}

/** "$ 3,226.8 $ 2,729.4" as two groups; null when the group holds anything but figures. */
function cutFigures(words: Word[]): Word[][] | null {
  if (words.length < 2) return null;
  const groups: Word[][] = [];
  let isOpen = false;
  for (const word of words) {
    const { text } = word;
    if (isClosing(text) && groups.length > 0) groups.at(-1)!.push(word);
    else if (isFigureText(text) || /^[($€£¥]+[\d.,]+[)%]*$/.test(text) || isPeriodText(text)) {
      if (isOpen && !/^[—–-]$/.test(text)) groups.at(-1)!.push(word);
      else if (isOpen) groups.at(-1)!.push(word);
      else groups.push([word]);
      isOpen = isOpening(text) && !/^[—–-]$/.test(text);
    } else if (isOpening(text)) {
      if (isOpen) groups.at(-1)!.push(word);
      else groups.push([word]);
      isOpen = true;
    } else return null;
  }
  return groups;
}

/** Puts a lone "$" before its figure and a lone ")" or "%" after it, whatever the gap. */
function glueSigns(groups: Word[][]): Word[][] {
  const out: Word[][] = [];
  for (const group of groups) {
    const text = group.map((word) => word.text).join("");
    const before = out.at(-1);
    const textBefore = before?.map((word) => word.text).join("") ?? "";
    const opens = before && /^(?:US\$|HK\$|[$€£¥￥(])+$/.test(textBefore) && isFigureText(text);
    const closes = before && /^[)%％]+$/.test(text) && isFigureText(textBefore.replace(/[)%]+$/, ""));
    // The sign stands against the label and the figure far off, flush right.
    const isStray = before && before.length > 1 && /^(?:US\$|HK\$|[$€£¥￥])$/.test(before.at(-1)!.text);
    if (before && (opens || closes)) before.push(...group);
    else if (isStray && isFigureText(text)) out.push([before.pop()!, ...group]);
    else out.push([...group]);
  }
  return out;
}

/**
 * Cuts the figure off a label that runs right up to it ("operations $ 7,349"), when the figure ends where
 * figures of other rows end.
 */
export function cutLabels(lines: Line[]): void {
  const bucket = (x: number) => Math.round(x / 2);
  const ends = new Map<number, number>();
  const add = (chunk: Chunk) => ends.set(bucket(chunk.x1), (ends.get(bucket(chunk.x1)) ?? 0) + 1);
  const cuts: { line: Line; at: number; parts: [Chunk, Chunk] }[] = [];
  for (const line of lines) {
    if (!line.isData) continue;
    line.chunks.forEach((chunk, at) => {
      const parts = chunk.isFigure ? null : cutTail(chunk);
      if (parts) cuts.push({ line, at, parts });
      add(parts ? parts[1] : chunk);
    });
  }
  for (const { line, at, parts } of cuts) {
    const own = bucket(parts[1].x1);
    const count = [-1, 0, 1].reduce((sum, step) => sum + (ends.get(own + step) ?? 0), 0);
    if (count >= 2) line.chunks.splice(at, 1, ...parts);
  }
}

/** A label and the figure at its end, with the currency sign before it; null when it does not end in one. */
function cutTail(chunk: Chunk): [Chunk, Chunk] | null {
  let from = chunk.words.length - 1;
  if (from > 1 && isClosing(chunk.words[from]!.text)) from--;
  // A bare whole number at the end of a label is more often part of it: "Level 1", "Note 12".
  if (from < 1 || !isNumberText(chunk.words[from]!.text)) return null;
  const hasSign = isOpening(chunk.words[from - 1]!.text);
  if (!hasSign && !/\d[.,]\d/.test(chunk.words[from]!.text)) return null;
  if (hasSign && from > 1) from--;
  return [chunkOf(chunk.words.slice(0, from)), chunkOf(chunk.words.slice(from))];
}
