// read/text.ts: plain text to blocks, by what its lines look like.
//
// Lines become headings (一、 （一） 1.1 ALL CAPS), list items, tables (tabs or pipes in neighbouring lines)
// or paragraphs. Lines broken at a fixed width are joined again; a line that stands alone stays one
// paragraph, as in Chinese text files. Everything is one pass over the lines, whatever their length.

import type { BlobFile, Reading } from "../records/reading.ts";
import { type Builder, createBuilder, emptyMeta } from "./builder.ts";
import { decodeText } from "./charset.ts";
import { parseCsv } from "./csv.ts";
import { cleanText } from "./runs.ts";
import { isUnitLine } from "./table.ts";
import { headingLevel, isListItem } from "./text-line.ts";

export const TEXT_READER = "text 1";

const MOST_ROWS = 100_000; // of a CSV file

/** The reading of a text file in any charset. */
export function readText(bytes: Uint8Array, blob: BlobFile): Reading {
  const { text, isDamaged } = decodeText(bytes, { declared: blob.charset });
  const builder = createBuilder();
  if (isDamaged) builder.problem("damaged-letters", "Some bytes were no letters; they show as \ufffd.");
  builder.page(null);
  const rows = /\.csv$/i.test(blob.name) ? parseCsv(cleanText(text), MOST_ROWS) : [];
  if (rows.some((row) => row.length > 1))
    builder.table({ rows: rows.map((row) => row.map((cell) => ({ text: cell }))) });
  else addText(builder, text);
  return builder.finish(TEXT_READER, emptyMeta());
}

/** Adds plain text to a builder that other formats use too (mail, notes of slides). */
export function addText(builder: Builder, text: string): void {
  // A form feed parts paragraphs at least; it must be seen before control characters go.
  const lines = cleanText(text.replaceAll("\f", "\n\n")).split("\n");
  let chunk: string[] = [];
  for (const line of lines) {
    if (line.trim() !== "") {
      chunk.push(line.trimEnd());
      continue;
    }
    addChunk(builder, chunk);
    chunk = [];
  }
  addChunk(builder, chunk);
}

/** Lines without an empty one between them. */
function addChunk(builder: Builder, lines: string[]): void {
  const isWrapped = looksWrapped(lines);
  let paragraph: string[] = [];
  const end = (): void => {
    if (paragraph.length > 0) builder.block("paragraph", joinLines(paragraph));
    paragraph = [];
  };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const rows = tableAt(lines, i);
    if (rows > 1) {
      const above = (paragraph.at(-1) ?? "").trim();
      end();
      addRows(builder, lines.slice(i, i + rows), above);
      i += rows - 1;
      continue;
    }
    const level = headingLevel(line, lines.length === 1 || !isWrapped);
    const item = isListItem(line);
    if (level > 0) {
      end();
      builder.block("heading", line.replace(/^#{1,6}\s+/, "").replace(/\s+#+$/, ""), { level });
    } else if (item !== null) {
      end();
      const words = [line.trim()];
      while (
        isWrapped &&
        i + 1 < lines.length &&
        /^\s+\S/.test(lines[i + 1]!) &&
        isListItem(lines[i + 1]!) === null
      )
        words.push(lines[++i]!);
      builder.block("list-item", joinLines(words), { level: item.level });
    } else {
      if (!isWrapped) end();
      paragraph.push(line);
    }
  }
  end();
}

/** Whether the lines were broken at a fixed width: all but the last are about as long as the longest. */
function looksWrapped(lines: string[]): boolean {
  if (lines.length < 2) return false;
  const widths = lines.map(widthOf);
  const longest = widths.reduce((a, b) => Math.max(a, b), 0);
  if (longest < 30 || longest > 140) return false;
  const full = widths.slice(0, -1).filter((width) => width > longest * 0.7).length;
  const open = lines.slice(0, -1).filter((line) => !/[.!?。！？；;:："”)）]$/.test(line)).length;
  return full >= (lines.length - 1) * 0.6 && open >= (lines.length - 1) * 0.4;
}

/** Columns that a line fills: Han letters are two wide. Lines beyond 1,000 letters are not measured. */
function widthOf(line: string): number {
  if (line.length > 1_000) return 1_000;
  let width = 0;
  for (let i = 0; i < line.length; i++) width += line.charCodeAt(i) > 0x2e7f ? 2 : 1;
  return width;
}

/** Joins broken lines: a space between words, nothing between Han letters, a hyphen at a break is kept. */
function joinLines(lines: string[]): string {
  let text = lines[0]!.trim();
  for (const line of lines.slice(1)) {
    const next = line.trim();
    const isHan = (letter: string): boolean => /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(letter);
    text += (isHan(text.at(-1) ?? "") && isHan(next[0] ?? "") ? "" : " ") + next;
  }
  return text;
}

/** How many lines from `from` on are rows of one table: the same number of tabs or pipes in each. */
function tableAt(lines: string[], from: number): number {
  for (const mark of ["\t", "|"]) {
    const columns = countMarks(lines[from]!, mark);
    if (columns === 0 || (mark === "|" && columns < 2)) continue;
    let rows = 1;
    while (from + rows < lines.length && countMarks(lines[from + rows]!, mark) === columns) rows++;
    if (rows > 1) return rows;
  }
  return 0;
}

function countMarks(line: string, mark: string): number {
  if (line.length > 20_000) return 0;
  let count = 0;
  for (let at = line.indexOf(mark); at >= 0; at = line.indexOf(mark, at + 1)) count++;
  return count;
}

function addRows(builder: Builder, lines: string[], above: string): void {
  const mark = lines[0]!.includes("\t") ? "\t" : "|";
  const rows = lines
    .filter((line) => !/^[\s|:+-]+$/.test(line))
    .map((line) =>
      (mark === "|" ? line.trim().replace(/^\||\|$/g, "") : line).split(mark).map((text) => ({ text })),
    );
  const isUnit = isUnitLine(above);
  const isName = !isUnit && above !== "" && above.length <= 80 && !/[。.!?！？]$/.test(above);
  builder.table({ rows, unitLine: isUnit ? above : null, caption: isName ? above : null });
}
