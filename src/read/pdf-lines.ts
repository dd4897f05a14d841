// read/pdf-lines.ts: the pieces of a row as a line, and lines as paragraphs.
//
// A paragraph ends where the print changes, where the distance to the next line is larger than usual, where a mark
// opens a point, and where a line was ended on purpose: its next word would have fitted.

import { least, most } from "./extent.ts";
import { isWide } from "./pdf-text.ts";
import { type Box, type Piece, pieceOf, type Word } from "./pdf-words.ts";

/** A row of one or more pieces; pieces beside each other are parted by tabs. */
export interface Line extends Box {
  pieces: Piece[];
  baseline: number;
  sizePt: number;
  isBold: boolean;
}

/** The line of these pieces, which must be in order from left to right. */
export function lineOf(parts: Piece[]): Line {
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

/** Lines of one region, cut into paragraphs, in order. */
export function cutParagraphs(lines: Line[]): Line[][] {
  if (lines.length === 0) return [];
  const right = most(lines, (line) => line.x1);
  const pitch = usualPitch(lines);
  const paragraphs: Line[][] = [];
  let open: Line[] = [lines[0]!];
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (startsParagraph(open, line, right, pitch)) {
      paragraphs.push(open);
      open = [line];
    } else open.push(line);
  }
  paragraphs.push(open);
  return paragraphs;
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
export function widthOfFirst({ pieces: [piece] }: Line): number {
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
