// read/pdf-blocks.ts: one page from characters to blocks of text in reading order.
//
// The order of work: framed tables are taken out first, the rest is ordered into regions (pdf-columns.ts),
// in each region tables are found by alignment (pdf-tables.ts), and what is left is cut into paragraphs.
// Roles that need the whole file (heading, header, footer) are given later by pdf-roles.ts.

import type { Table } from "../records/reading.ts";
import { least, most } from "./extent.ts";
import { type Item, orderRegions, type Row } from "./pdf-columns.ts";
import { type DraftTable, findGrids } from "./pdf-grid.ts";
import { findAligned } from "./pdf-tables.ts";
import { isWide, PageWriter } from "./pdf-text.ts";
import { type Box, cutWords, joinPieces, type Piece, pieceOf, type Word } from "./pdf-words.ts";
import type { PageChars, Ruling } from "./pdfium-page.ts";

/** A block with its place in the page's text and what later stages need to name its role. */
export interface PageBlock extends Box {
  /** Offsets within the page. */
  start: number;
  end: number;
  sizePt: number;
  isBold: boolean;
  lineCount: number;
  /** Where the first line begins and the last one ends, and how wide the first word is: for text that runs on. */
  firstX0: number;
  lastX1: number;
  firstWidth: number;
  table: Table | null;
}

export interface PageLayout {
  text: string;
  glyphs: Uint16Array;
  blocks: PageBlock[];
}

interface Draft extends Box {
  lines: Line[];
  sizePt: number;
  isBold: boolean;
  table: DraftTable | null;
}

/** A row of one or more pieces; pieces beside each other are parted by tabs. */
interface Line extends Box {
  pieces: Piece[];
  baseline: number;
  sizePt: number;
  isBold: boolean;
}

/** Lays out one page. `chars` are in page points; the text ends with a line feed when there is any. */
export function layOutPage(
  chars: PageChars,
  rulings: Ruling[],
  widthPt: number,
  heightPt: number,
): PageLayout {
  const upright = turnUpright(chars, rulings, widthPt, heightPt);
  const drafts = draftBlocks(upright.chars, upright.rulings);
  const writer = new PageWriter(chars, widthPt, heightPt);
  const blocks: PageBlock[] = [];
  for (const draft of drafts) {
    const start = writer.length;
    const table = draft.table ? writeTable(writer, draft.table) : null;
    if (!draft.table) writeLines(writer, draft.lines);
    const end = writer.length;
    if (end === start) continue;
    writer.gap("\n");
    const { sizePt, isBold, lines } = draft;
    const ends = { firstX0: lines[0]?.x0 ?? draft.x0, lastX1: lines.at(-1)?.x1 ?? draft.x1 };
    const firstWidth = lines[0] ? widthOfFirst(lines[0]) : 0;
    const box = boxOf(draft);
    blocks.push({ start, end, ...box, sizePt, isBold, lineCount: lines.length, ...ends, firstWidth, table });
  }
  return { ...writer.finish(), blocks };
}

function draftBlocks(chars: PageChars, rulings: Ruling[]): Draft[] {
  const words = cutWords(chars, rulings);
  const { tables, rest } = findGrids(rulings, words);
  const pieces = joinPieces(rest, rulings);
  const items: Item<DraftTable>[] = pieces
    .filter((piece) => piece.turn === 0)
    .map((piece) => ({ ...boxOf(piece), ...piece, piece, table: null }));
  for (const table of tables) items.push(itemOfTable(table));
  const drafts = orderRegions(items).flatMap(draftRegion);
  // Turned text (marginal notes, axis titles) comes last: it belongs to no line of the page.
  for (const piece of pieces) if (piece.turn !== 0) drafts.push(draftOf([lineOf([piece])]));
  return drafts;
}

const boxOf = (box: Box): Box => ({ x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1 });

function itemOfTable(table: DraftTable): Item<DraftTable> {
  const words = table.cells.flatMap((cell) => cell.lines.flat());
  const order = words.reduce((least, word) => Math.min(least, word.from), Infinity);
  // Its row is its own: a size of nearly nothing keeps text at the same height out of it.
  return { ...boxOf(table), baseline: table.y0, sizePt: 0.1, order, piece: null, table };
}

function draftRegion(rows: Row<DraftTable>[]): Draft[] {
  const split = rows.flatMap((row) => {
    const tables = row.filter((item) => item.table !== null);
    const rest = row.filter((item) => item.table === null);
    return [...(rest.length > 0 ? [rest] : []), ...tables.map((item) => [item])];
  });
  const found = findAligned(
    split.map((row) => (row[0]!.table ? null : row.flatMap((item) => item.piece!.words))),
  );
  const drafts: Draft[] = [];
  let at = 0;
  let run: Line[] = [];
  const flush = () => {
    drafts.push(...cutParagraphs(run));
    run = [];
  };
  while (at < split.length) {
    const aligned = found.find((table) => table.from === at);
    const framed = split[at]![0]!.table;
    if (aligned || framed) {
      flush();
      drafts.push(draftTable(aligned?.table ?? framed!));
      at = aligned ? aligned.to : at + 1;
    } else run.push(lineOf(split[at++]!.map((item) => item.piece!)));
  }
  flush();
  attachNotes(drafts);
  return drafts;
}

function draftTable(table: DraftTable): Draft {
  const first = table.cells.find((cell) => cell.lines.length > 0)?.lines[0]?.[0];
  return { ...boxOf(table), lines: [], sizePt: first?.sizePt ?? 10, isBold: false, table };
}

function lineOf(parts: Piece[]): Line {
  const pieces = joinSpread(joinMark(parts));
  const sizePt = most(pieces, (piece) => piece.sizePt);
  return {
    pieces,
    baseline: pieces[0]!.baseline,
    sizePt,
    isBold: pieces.every((piece) => piece.isBold),
    x0: least(pieces, (piece) => piece.x0),
    y0: least(pieces, (piece) => piece.y0),
    x1: most(pieces, (piece) => piece.x1),
    y1: most(pieces, (piece) => piece.y1),
  };
}

/** A list mark stands apart from its words, yet is no column of its own. */
function joinMark(pieces: Piece[]): Piece[] {
  const [mark, words] = pieces as [Piece, Piece];
  if (pieces.length !== 2 || mark.words.length > 1 || mark.words[0]!.text.length > 4) return pieces;
  if (!hasListMark(mark.words[0]!.text) || words.x0 - mark.x1 > 5 * words.sizePt) return pieces;
  return [pieceOf([...mark.words, ...words.words])];
}

/**
 * A justified line in a narrow column has gaps as wide as a table's, but even ones, each with its blank; a
 * Chinese line may have one gap where a full stop and a bracket meet.
 */
function joinSpread(pieces: Piece[]): Piece[] {
  if (pieces.length < 2) return pieces;
  let [narrowest, widest] = [Infinity, 0];
  let hasBlanks = true;
  for (let i = 1; i < pieces.length; i++) {
    const [before, after] = [pieces[i - 1]!.words.at(-1)!, pieces[i]!.words[0]!];
    if (before.to !== after.from) return pieces;
    hasBlanks &&= after.spaceBefore === 2;
    narrowest = Math.min(narrowest, after.x0 - before.x1);
    widest = Math.max(widest, after.x0 - before.x1);
  }
  const size = pieces[0]!.sizePt;
  const isSpread = pieces.length > 2 && hasBlanks && widest < 1.5 * narrowest && widest < 4 * size;
  const isProse = widest < 2.2 * size && pieces.at(-1)!.x1 - pieces[0]!.x0 > 25 * size;
  return isSpread || isProse ? [pieceOf(pieces.flatMap((piece) => piece.words))] : pieces;
}

function draftOf(lines: Line[]): Draft {
  return {
    lines,
    x0: least(lines, (line) => line.x0),
    y0: least(lines, (line) => line.y0),
    x1: most(lines, (line) => line.x1),
    y1: most(lines, (line) => line.y1),
    sizePt: lines[0]!.sizePt,
    isBold: lines.every((line) => line.isBold),
    table: null,
  };
}

function cutParagraphs(lines: Line[]): Draft[] {
  if (lines.length === 0) return [];
  const right = most(lines, (line) => line.x1);
  const pitch = usualPitch(lines);
  const drafts: Draft[] = [];
  let open: Line[] = [lines[0]!];
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (startsParagraph(open, line, right, pitch)) {
      drafts.push(draftOf(open));
      open = [line];
    } else open.push(line);
  }
  drafts.push(draftOf(open));
  return drafts;
}

/** The usual distance of baselines in type sizes: the lower quartile, since gaps between blocks are larger. */
function usualPitch(lines: Line[]): number {
  const pitches: number[] = [];
  for (let i = 1; i < lines.length; i++) {
    const drop = (lines[i]!.baseline - lines[i - 1]!.baseline) / lines[i]!.sizePt;
    if (drop > 0.8 && drop < 2.6) pitches.push(drop);
  }
  pitches.sort((a, b) => a - b);
  return pitches[Math.floor(pitches.length * 0.3)] ?? 1.3;
}

const LIST_MARK =
  /^(?:[√□☑•●○■□▪◆◇➢►✓※·\u25a0-\u27bf\uf06c\uf06e\uf0a7\uf0b7\uf0d8]|[-–—*]\s?$|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]$|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}、|[①-⑳]|第[一二三四五六七八九十百]+[章节条])/;

/** Whether a line opens with a mark of a list or a numbered head. */
export const hasListMark = (words: string): boolean => LIST_MARK.test(words);

function startsParagraph(open: Line[], line: Line, right: number, pitch: number): boolean {
  const above = open.at(-1)!;
  const size = Math.max(above.sizePt, line.sizePt);
  if (above.pieces.length > 1 || line.pieces.length > 1) return true;
  if (Math.abs(above.sizePt - line.sizePt) > 0.1 * size || changesWeight(above, line)) return true;
  const drop = (line.baseline - above.baseline) / line.sizePt;
  if (isStacked(above, line)) return drop > 3;
  if (drop > Math.max(pitch * 1.28, pitch + 0.3) || drop < 0.5) return true;
  const [first] = line.pieces[0]!.words as [Word];
  if (hasListMark(first.text)) return true;
  const last = above.pieces[0]!.words.at(-1)!;
  if (opensPoint(line) && opensPoint(open[0]!) && !last.isBold && /[。.！!？?；;]$/.test(last.text))
    return true;
  // Each title of a list of publications is its own line, however it fits.
  if (first.text.startsWith("《") && last.text.endsWith("》")) return true;
  const isCentred =
    Math.abs(above.x0 + above.x1 - line.x0 - line.x1) < 0.6 * size && Math.abs(above.x0 - line.x0) > size;
  if (isCentred) return false;
  // A running line set to the right at line distance from the text.
  if (open.length === 1 && above.x0 - line.x0 > 6 * size) return true;
  const isHanging = open.length === 1 && hasListMark(above.pieces[0]!.words[0]!.text);
  if (line.x0 - above.x0 > 1.2 * size && !isHanging) return true;
  // The first word would have fitted on the line above: that line was ended on purpose.
  return right - above.x1 > widthOfFirst(line) + 1.2 * size;
}

/** Points whose bullets are drawn and not written open in bold or with a name and a colon: "产能：四季度……". */
function opensPoint({ pieces, isBold }: Line): boolean {
  const [first] = pieces[0]!.words as [Word];
  return (first.isBold && !isBold) || /^[^\d，。；：“（]{2,8}：/.test(first.text);
}

/** The room that the first word of a line needs; in Chinese a character, or a number with what it counts. */
function widthOfFirst({ pieces: [piece] }: Line): number {
  const [first, second] = piece!.words as [Word, Word?];
  if (isWide(first.text.codePointAt(0)!)) return 1.2 * first.sizePt;
  const isCount = second && /^[\d.,%+-]+$/.test(first.text) && isWide(second.text.codePointAt(0)!);
  return (isCount ? second.x0 + first.sizePt : first.x1) - first.x0;
}

/** A bold line before a plain one is a head, unless the bold words run on into it. */
function changesWeight(above: Line, line: Line): boolean {
  if (above.isBold === line.isBold) return false;
  return above.pieces[0]!.words.at(-1)!.isBold !== line.pieces[0]!.words[0]!.isBold;
}

/** Chinese set downwards, one character a line. */
function isStacked(above: Line, line: Line): boolean {
  const isOne = ({ pieces }: Line) =>
    pieces[0]!.words.length === 1 && /^\p{Script=Han}$/u.test(pieces[0]!.words[0]!.text);
  return isOne(above) && isOne(line) && Math.abs(above.x0 - line.x0) < 0.5 * line.sizePt;
}

function writeLines(writer: PageWriter, lines: Line[]): void {
  if (lines.some((line) => line.pieces.length > 1)) {
    lines.forEach((line, row) => {
      if (row > 0) writer.gap("\n");
      line.pieces.forEach((piece, i) => {
        if (i > 0) writer.gap("\t");
        writer.line(piece.words);
      });
    });
  } else writer.lines(lines.map((line) => line.pieces[0]!.words));
}

function writeTable(writer: PageWriter, draft: DraftTable): Table {
  const cells: Table["cells"] = [];
  let row = -1;
  for (const cell of draft.cells) {
    if (row >= 0) writer.gap(cell.row === row ? "\t" : "\n");
    row = cell.row;
    const start = writer.length;
    writer.lines(cell.lines);
    const { column, rowSpan, columnSpan } = cell;
    cells.push({ row, column, rowSpan, columnSpan, start, end: writer.length });
  }
  const { caption, unitLine, rows, columns, headRows } = draft;
  return { caption, unitLine, rows, columns, headRows, cells };
}

const UNIT_LINE =
  /(?<!编制|填报|报告|承销|报送)(?:金额)?单位\s*[:：]\s*[^\s，。；)）]{0,12}[元股万亿%％吨台辆人千百个件倍MGWtm$][^\s，。；)）]{0,12}(?:\s*币种\s*[:：]\s*\S{1,8})?|[(（][^()（）]{0,80}\b(?:millions?|thousands?|billions?)\b[^()（）]{0,80}[)）]|人民币(?:千|万|百万|亿)?元(?!\S)|\b(?:in|\$) (?:millions|thousands|billions)\b[^.]{0,60}/i;

/** Tick boxes of Chinese report forms ("applicable, not applicable") stand above tables and name nothing. */
const NO_CAPTION = /^table of contents$|^目\s*录$|适用\s*[□√☑]|^[√□☑]|^[\d\s/.-]+$|^\d{4}\s*年.{0,14}$|单位/i;

const spellLine = (line: Line): string => {
  let text = "";
  for (const piece of line.pieces) {
    if (text !== "") text += " ";
    text += piece.words
      .map((word) => word.text)
      .join(isWide(piece.words[0]!.text.codePointAt(0)!) ? "" : " ");
  }
  return text;
};

/** Gives tables the caption and the unit that stand above them, up to the table before. */
function attachNotes(drafts: Draft[]): void {
  drafts.forEach((draft, i) => {
    const { table } = draft;
    if (!table) return;
    for (let k = i - 1; k >= Math.max(0, i - 5) && !drafts[k]!.table; k--) {
      const above = drafts[k]!;
      if (above.lines.length > 3 || draft.y0 - above.y1 > 14 * above.sizePt) break;
      const text = above.lines.map(spellLine).join(" ").normalize("NFC");
      const unit = UNIT_LINE.exec(text);
      if (unit) table.unitLine ??= unit[0].trim();
      if (text.length <= 120 && !(unit && text.length < unit[0].length + 14) && !NO_CAPTION.test(text))
        table.caption ??= text;
      if (table.caption && table.unitLine) break;
    }
    table.unitLine ??= unitInHead(table);
    table.headRows ||= headRowsOf(table);
  });
}

function unitInHead(table: DraftTable): string | null {
  for (const cell of table.cells) {
    if (cell.row > Math.max(1, table.headRows)) break;
    const text = cell.lines
      .flat()
      .map((word) => word.text)
      .join(" ");
    const unit = UNIT_LINE.exec(text);
    if (unit) return unit[0].trim().normalize("NFC");
  }
  return null;
}

/** Leading rows of a framed table without figures are heads. */
function headRowsOf(table: DraftTable): number {
  let heads = 0;
  for (let row = 0; row < Math.min(4, table.rows - 1); row++) {
    const own = table.cells.filter((cell) => cell.row === row && cell.lines.length > 0);
    const hasFigure = own.some((cell) => {
      const text = cell.lines
        .flat()
        .map((word) => word.text)
        .join("");
      return /\d/.test(text) && !/[年月期末初]|^(?:19|20)\d\d|[QH][1-4]|FY/.test(text);
    });
    if (hasFigure) break;
    heads = row + 1;
    // One row of names is the usual head; a further one only under a merged cell.
    if (!own.some((cell) => cell.columnSpan > 1 || cell.rowSpan > 1)) break;
  }
  return heads;
}

/** Turns a page whose text mostly runs up or down so that it reads from left to right. */
function turnUpright(
  chars: PageChars,
  rulings: Ruling[],
  widthPt: number,
  heightPt: number,
): { chars: PageChars; rulings: Ruling[] } {
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < chars.count; i++) counts[chars.runs[chars.run[i]!]!.turn]!++;
  const turn = counts.indexOf(Math.max(...counts));
  if (turn === 0) return { chars, rulings };
  const place = (x: number, y: number): [number, number] =>
    turn === 1 ? [y, widthPt - x] : turn === 2 ? [widthPt - x, heightPt - y] : [heightPt - y, x];
  const turned: PageChars = {
    ...chars,
    x0: chars.x0.slice(),
    x1: chars.x1.slice(),
    y0: chars.y0.slice(),
    y1: chars.y1.slice(),
    baseline: chars.baseline.slice(),
    runs: chars.runs.map((run) => ({ ...run, turn: (run.turn - turn + 4) % 4 })),
  };
  for (let i = 0; i < chars.count; i++) {
    const [xa, ya] = place(chars.x0[i]!, chars.y0[i]!);
    const [xb, yb] = place(chars.x1[i]!, chars.y1[i]!);
    turned.x0[i] = Math.min(xa, xb);
    turned.x1[i] = Math.max(xa, xb);
    turned.y0[i] = Math.min(ya, yb);
    turned.y1[i] = Math.max(ya, yb);
    // The baseline was an x for text that runs up or down, a y for the rest: it turns with the text.
    const own = chars.baseline[i]!;
    const isSideways = chars.runs[chars.run[i]!]!.turn % 2 === 1;
    const [bx, by] = isSideways ? place(own, 0) : place(0, own);
    turned.baseline[i] = turned.runs[turned.run[i]!]!.turn % 2 === 0 ? by : bx;
  }
  const lines = rulings.map((line) => {
    const [xa, ya] = place(line.x0, line.y0);
    const [xb, yb] = place(line.x1, line.y1);
    return { x0: Math.min(xa, xb), y0: Math.min(ya, yb), x1: Math.max(xa, xb), y1: Math.max(ya, yb) };
  });
  return { chars: turned, rulings: lines };
}
