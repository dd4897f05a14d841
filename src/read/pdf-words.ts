// read/pdf-words.ts: characters to words, words to line pieces.
//
// A word is a run of characters of the content stream without a blank, a jump or a change of baseline
// between them; a Chinese line without spaces is one word. A piece is a run of words on one baseline
// without a wide gap: a line of a paragraph, a cell, a label. Pieces are what the layout moves about.
//
//   |Net sales of $3.2 Billion|          one piece, five words
//   |Net sales|      |3,226.8|  |2,729.4|   three pieces: the gaps are wider than a letter
//
// Turned text (a label up the margin) makes pieces of its own that never join a horizontal one.

import type { PageChars } from "./pdfium-chars.ts";
import type { Ruling } from "./pdfium-shapes.ts";

export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface Word extends Box {
  /** Half-open range of characters in the page's PageChars: the place in the content stream. */
  from: number;
  to: number;
  /** As in the file, before normalisation. */
  text: string;
  baseline: number;
  sizePt: number;
  isBold: boolean;
  turn: number;
  /** Whether a blank stood before it in the stream: 2 one of the file, 1 one that PDFium supposes, 0 none. */
  spaceBefore: number;
}

export interface Piece extends Box {
  words: Word[];
  baseline: number;
  sizePt: number;
  isBold: boolean;
  turn: number;
  /** Place in the content stream: of the first word. */
  order: number;
}

/** A gap wider than this share of the type size parts two words without a blank between them. */
const WORD_GAP = 0.3;
/** The same between two text objects: within one object wide-set letters are common, across a seam they are not. */
const SEAM_GAP = 0.15;
/** A gap wider than this share of the type size parts two pieces; justified text stays under it. */
export const PIECE_GAP = 1.15;

/** Words in stream order. Vertical rulings part words: a figure often touches the frame of its cell. */
export function cutWords(chars: PageChars, rulings: Ruling[] = []): Word[] {
  const walls = rulings.filter((line) => line.x0 === line.x1).sort((a, b) => a.x0 - b.x0);
  const words: Word[] = [];
  let from = 0;
  for (let i = 1; i <= chars.count; i++) {
    if (i < chars.count && !isBreak(chars, i) && !hasWall(walls, chars, i)) continue;
    if (i > from) words.push(wordOf(chars, from, i));
    from = i;
  }
  return words;
}

function isBreak(chars: PageChars, i: number): boolean {
  if (chars.spaceBefore[i]) return true;
  const a = chars.runs[chars.run[i - 1]!]!;
  const b = chars.runs[chars.run[i]!]!;
  if (a.turn !== b.turn) return true;
  const size = Math.max(a.sizePt, b.sizePt);
  if (Math.abs(chars.baseline[i]! - chars.baseline[i - 1]!) > 0.3 * size) return true;
  if (a.turn === 0) {
    const gap = chars.x0[i]! - chars.x1[i - 1]!;
    return gap > (chars.run[i] === chars.run[i - 1] ? WORD_GAP : SEAM_GAP) * size || gap < -0.6 * size;
  }
  const apart = Math.max(chars.y0[i]! - chars.y1[i - 1]!, chars.y0[i - 1]! - chars.y1[i]!);
  return a.turn === 2 ? false : apart > WORD_GAP * size;
}

/** Whether a wall stands between two neighbouring characters. Looks at the few walls near the gap only. */
function hasWall(walls: Ruling[], chars: PageChars, i: number): boolean {
  if (walls.length === 0) return false;
  const middleBefore = (chars.x0[i - 1]! + chars.x1[i - 1]!) / 2;
  const middle = (chars.x0[i]! + chars.x1[i]!) / 2;
  let low = 0;
  let high = walls.length;
  while (low < high) {
    const at = (low + high) >> 1;
    if (walls[at]!.x0 <= middleBefore) low = at + 1;
    else high = at;
  }
  const y = (chars.y0[i]! + chars.y1[i]!) / 2;
  // A page of drawings may have thousands of walls between two letters; a table has one or two.
  for (let k = low; k < walls.length && k < low + 40 && walls[k]!.x0 < middle; k++)
    if (walls[k]!.y0 <= y && y <= walls[k]!.y1) return true;
  return false;
}

/** A code point as text; half surrogates and values beyond Unicode, which broken fonts give, become U+FFFD. */
export const spell = (code: number): string =>
  code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? "\ufffd" : String.fromCodePoint(code);

function wordOf(chars: PageChars, from: number, to: number): Word {
  const run = chars.runs[chars.run[from]!]!;
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  let text = "";
  for (let i = from; i < to; i++) {
    text += spell(chars.code[i]!);
    box.x0 = Math.min(box.x0, chars.x0[i]!);
    box.y0 = Math.min(box.y0, chars.y0[i]!);
    box.x1 = Math.max(box.x1, chars.x1[i]!);
    box.y1 = Math.max(box.y1, chars.y1[i]!);
  }
  return {
    ...box,
    from,
    to,
    text,
    baseline: chars.baseline[from]!,
    sizePt: run.sizePt,
    isBold: run.isBold,
    turn: run.turn,
    spaceBefore: chars.spaceBefore[from]!,
  };
}

/** Pieces from words, in stream order. */
export function joinPieces(words: Word[], walls: Ruling[] = []): Piece[] {
  const vertical = walls.filter((line) => line.x0 === line.x1);
  const pieces: Piece[] = [];
  for (const word of words) {
    const last = pieces[pieces.length - 1];
    if (last && follows(last, word) && !isWalled(vertical, last.words[last.words.length - 1]!, word))
      addWord(last, word);
    else pieces.push(pieceOf([word]));
  }
  return mergeNeighbours(pieces, vertical);
}

/** A piece of these words, which must be in reading order. */
export function pieceOf(words: Word[]): Piece {
  const [first] = words as [Word];
  const piece: Piece = {
    words: [first],
    x0: first.x0,
    y0: first.y0,
    x1: first.x1,
    y1: first.y1,
    baseline: first.baseline,
    sizePt: first.sizePt,
    isBold: first.isBold,
    turn: first.turn,
    order: first.from,
  };
  for (const word of words.slice(1)) addWord(piece, word);
  return piece;
}

function addWord(piece: Piece, word: Word): void {
  piece.words.push(word);
  piece.x0 = Math.min(piece.x0, word.x0);
  piece.y0 = Math.min(piece.y0, word.y0);
  piece.x1 = Math.max(piece.x1, word.x1);
  piece.y1 = Math.max(piece.y1, word.y1);
  piece.order = Math.min(piece.order, word.from);
  // The size and baseline of a line are those of its largest letters: footnote marks do not count.
  if (word.sizePt > piece.sizePt * 1.05) {
    piece.sizePt = word.sizePt;
    piece.baseline = word.baseline;
  }
  piece.isBold &&= word.isBold;
}

function follows(piece: Piece, word: Word): boolean {
  if (piece.turn !== word.turn) return false;
  const last = piece.words[piece.words.length - 1]!;
  const size = Math.max(last.sizePt, word.sizePt);
  if (piece.turn !== 0) return followsTurned(last, word, size);
  const gap = word.x0 - last.x1;
  return gap > -0.5 * size && gap < PIECE_GAP * size && shareLine(piece, word);
}

/** Turned lines run up or down; they join when they share their column and are near each other. */
function followsTurned(last: Word, word: Word, size: number): boolean {
  if (word.turn === 2) return Math.abs(last.baseline - word.baseline) < 0.3 * size;
  const apart = Math.max(word.y0 - last.y1, last.y0 - word.y1);
  return Math.abs(last.baseline - word.baseline) < 0.3 * size && apart < PIECE_GAP * size;
}

/** Whether the letters of two things on a page stand on one line: same baseline, or raised or lowered small print. */
export function shareLine(
  a: { baseline: number; sizePt: number },
  b: { baseline: number; sizePt: number },
): boolean {
  const small = Math.min(a.sizePt, b.sizePt);
  const large = Math.max(a.sizePt, b.sizePt);
  const drop = Math.abs(a.baseline - b.baseline);
  if (drop <= 0.25 * small) return true;
  // Footnote marks and exponents: small print whose body overlaps the large letters.
  return small < 0.88 * large && drop < 0.6 * large;
}

function isWalled(walls: Ruling[], a: Box, b: Box): boolean {
  if (walls.length === 0 || b.x0 - a.x1 < -1) return false;
  const y = (Math.max(a.y0, b.y0) + Math.min(a.y1, b.y1)) / 2;
  const from = (a.x0 + a.x1) / 2;
  const to = (b.x0 + b.x1) / 2;
  const reach = Math.min(walls.length, 800);
  for (let i = 0; i < reach; i++) {
    const wall = walls[i]!;
    if (wall.x0 > from && wall.x0 < to && wall.y0 <= y && y <= wall.y1) return true;
  }
  return false;
}

/** Joins pieces of one line that stand beside each other on the page though apart in the stream. */
function mergeNeighbours(pieces: Piece[], walls: Ruling[]): Piece[] {
  const flat = pieces.filter((piece) => piece.turn === 0);
  const turned = pieces.filter((piece) => piece.turn !== 0);
  const merged: Piece[] = [];
  for (const row of groupRows(flat)) {
    let last: Piece | undefined;
    for (const piece of row) {
      const size = last ? Math.max(last.sizePt, piece.sizePt) : 0;
      const gap = last ? piece.x0 - last.x1 : 0;
      // Only close neighbours: at wider gaps the stream's own cut is the better witness.
      if (last && gap > -0.3 * size && gap < 0.5 * size && !isWalled(walls, last.words.at(-1)!, piece))
        for (const word of piece.words) addWord(last, word);
      else merged.push((last = piece));
    }
  }
  return [...merged, ...turned].sort((a, b) => a.order - b.order);
}

/** Groups things into rows by baseline, top to bottom, each row from left to right. */
export function groupRows<T extends { baseline: number; sizePt: number; x0: number }>(things: T[]): T[][] {
  const sorted = [...things].sort((a, b) => a.baseline - b.baseline || a.x0 - b.x0);
  const rows: T[][] = [];
  let head: T | undefined;
  for (const thing of sorted) {
    if (head && shareLine(head, thing)) {
      rows[rows.length - 1]!.push(thing);
      if (thing.sizePt > head.sizePt) head = thing;
    } else {
      rows.push([thing]);
      head = thing;
    }
  }
  for (const row of rows) row.sort((a, b) => a.x0 - b.x0);
  return rows;
}
