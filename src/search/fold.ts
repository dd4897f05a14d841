// search/fold.ts: one spelling for the many ways of writing a character; used by the index only.
//
// Traditional becomes simplified, full width half width, capitals small, é becomes e. Every character
// keeps its place: one UTF-16 unit in, one out, so offsets into the folded text are offsets into the
// original. What cannot be folded in one unit (a few rare ideographs beyond the first plane) stays as it is.
// The table is made once, on first use, from the dictionaries of opencc-js (40 ms).

import { Converter } from "opencc-js/t2cn";

/** What a UTF-16 unit is to the tokeniser. */
export const OTHER = 0;
export const LETTER = 1;
export const DIGIT = 2;
/** Written without spaces: Han, kana, Hangul. */
export const IDEOGRAPH = 3;

export interface FoldTable {
  /** Folded unit of each UTF-16 unit. */
  readonly units: Uint16Array;
  /** OTHER, LETTER, DIGIT or IDEOGRAPH of each folded unit. */
  readonly classes: Uint8Array;
}

let table: FoldTable | undefined;

/** The table of all 65,536 units; made on the first call. */
export function foldTable(): FoldTable {
  table ??= makeTable();
  return table;
}

/** `text` in the spelling of the index: same length, unit by unit. */
export function fold(text: string): string {
  const { units } = foldTable();
  let folded = "";
  for (let i = 0; i < text.length; i++) folded += String.fromCharCode(units[text.charCodeAt(i)]!);
  return folded;
}

function makeTable(): FoldTable {
  const units = new Uint16Array(65536);
  for (let unit = 0; unit < 65536; unit++) units[unit] = isSurrogate(unit) ? unit : foldUnit(unit);
  foldIdeographs(units);
  const classes = new Uint8Array(65536);
  for (let unit = 0; unit < 65536; unit++) classes[unit] = classOf(unit);
  return { units, classes };
}

function foldUnit(unit: number): number {
  const letter = String.fromCharCode(unit);
  // NFKC makes ％ into %, ﬁ into fi (two units: kept), ㎡ into m2 (kept); NFD parts é into e and an accent.
  let folded = letter.normalize("NFKC");
  if (folded.length !== 1) folded = letter;
  folded = folded.toLowerCase();
  const parts = folded.normalize("NFD");
  // Hangul syllables part into letters of their own: only Latin, Greek and Cyrillic lose their accents.
  if (parts.length > 1 && parts.charCodeAt(0) < 0x530) folded = parts[0]!;
  return folded.length === 1 ? folded.charCodeAt(0) : unit;
}

function foldIdeographs(units: Uint16Array): void {
  const from = 0x3400;
  const to = 0xa000;
  let list = "";
  // A line for each, so that the converter cannot join neighbours into a word.
  for (let unit = from; unit < to; unit++) list += `${String.fromCharCode(unit)}\n`;
  const simplified = Converter({ from: "t", to: "cn" })(list).split("\n");
  for (let unit = from; unit < to; unit++) {
    const to = simplified[unit - from]!;
    if (to.length === 1) units[unit] = to.charCodeAt(0);
  }
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

function classOf(unit: number): number {
  // Planes 2 and 3 (rare ideographs) begin with these; the tokeniser gives the second half the same class.
  if (unit >= 0xd840 && unit <= 0xd8bf) return IDEOGRAPH;
  if (isSurrogate(unit)) return OTHER;
  const letter = String.fromCharCode(unit);
  if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u.test(letter))
    return /\p{L}|\p{N}/u.test(letter) ? IDEOGRAPH : OTHER;
  if (/\p{Nd}/u.test(letter)) return DIGIT;
  return /\p{L}|\p{N}|\p{M}/u.test(letter) ? LETTER : OTHER;
}
