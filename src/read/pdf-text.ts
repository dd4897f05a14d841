// read/pdf-text.ts: words written down as text, each UTF-16 unit with its place on the page.
//
// The rules of joining, for everything that later points into the text:
//   words of a line      one space where a blank or a gap stood; none between Chinese characters set close
//   lines of a paragraph one space between Latin letters, none beside a Chinese character, none after a
//                        hyphen, which is kept as printed ("well-" + "known", "infor-" + "mation")
//   cells, rows          tab, line feed          blocks, pages   line feed
// The text is NFC and otherwise verbatim: quotes, dashes and full-width forms stay what they are.

import { spell, type Word } from "./pdf-words.ts";
import type { PageChars } from "./pdfium-chars.ts";

/** Chinese, Japanese and Korean letters and full-width marks: set without spaces between them. */
export const isWide = (code: number): boolean =>
  (code >= 0x2e80 && code <= 0x9fff) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe4f) ||
  (code >= 0xff00 && code <= 0xffef) ||
  (code >= 0x20000 && code <= 0x3ffff);

const lastCode = (text: string): number =>
  text.codePointAt(text.length - (isLow(text, text.length - 1) ? 2 : 1)) ?? 0;
const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00 && at > 0;

/** Writes one page. Offsets are within the page. */
export class PageWriter {
  readonly #chars: PageChars;
  readonly #scaleX: number;
  readonly #scaleY: number;
  #parts: string[] = [];
  #length = 0;
  #glyphs = new Uint16Array(4096);

  constructor(chars: PageChars, widthPt: number, heightPt: number) {
    this.#chars = chars;
    this.#scaleX = 65535 / Math.max(1, widthPt);
    this.#scaleY = 65535 / Math.max(1, heightPt);
  }

  get length(): number {
    return this.#length;
  }

  /** Adds text that is not drawn: spaces, tabs, line feeds. */
  gap(text: string): void {
    this.#parts.push(text);
    this.#reserve(text.length);
    this.#length += text.length;
  }

  word(word: Word): void {
    if (word.text.normalize("NFC") === word.text) this.#plain(word);
    else this.#composed(word);
  }

  /** The words of one line with the spaces between them. */
  line(words: Word[]): void {
    let before: Word | undefined;
    for (const word of words) {
      if (before && isSpaced(before, word)) this.gap(" ");
      this.word(word);
      before = word;
    }
  }

  /** The lines of a paragraph or of a cell. */
  lines(lines: Word[][]): void {
    let before: Word | undefined;
    for (const words of lines) {
      if (words.length === 0) continue;
      if (before && isSpacedAcross(before, words[0]!)) this.gap(" ");
      this.line(words);
      before = words.at(-1);
    }
  }

  finish(): { text: string; glyphs: Uint16Array } {
    return { text: this.#parts.join(""), glyphs: this.#glyphs.slice(0, this.#length * 4) };
  }

  #reserve(units: number): void {
    const needed = (this.#length + units) * 4;
    if (needed <= this.#glyphs.length) return;
    const larger = new Uint16Array(Math.max(needed, this.#glyphs.length * 2));
    larger.set(this.#glyphs);
    this.#glyphs = larger;
  }

  #plain(word: Word): void {
    this.#reserve(word.text.length);
    this.#parts.push(word.text);
    for (let i = word.from; i < word.to; i++) {
      this.#box(i, i + 1);
      // A character outside the basic plane is two units with one place.
      if (this.#chars.code[i]! > 0xffff && this.#chars.code[i]! <= 0x10ffff) this.#box(i, i + 1);
    }
  }

  /** Letters with combining marks: a composed letter stands where its parts stood. */
  #composed(word: Word): void {
    const { code } = this.#chars;
    for (let i = word.from; i < word.to; ) {
      let end = i + 1;
      let cluster = spell(code[i]!);
      while (end < word.to && /\p{M}/u.test(spell(code[end]!))) cluster += spell(code[end++]!);
      const text = cluster.normalize("NFC");
      this.#reserve(text.length);
      this.#parts.push(text);
      for (let unit = 0; unit < text.length; unit++) this.#box(i, end);
      i = end;
    }
  }

  #box(from: number, to: number): void {
    const { x0, y0, x1, y1 } = this.#chars;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = from; i < to; i++) {
      left = Math.min(left, x0[i]!);
      top = Math.min(top, y0[i]!);
      right = Math.max(right, x1[i]!);
      bottom = Math.max(bottom, y1[i]!);
    }
    const at = this.#length++ * 4;
    const clamp = (value: number) => Math.max(0, Math.min(65535, Math.round(value)));
    this.#glyphs[at] = clamp(left * this.#scaleX);
    this.#glyphs[at + 1] = clamp(top * this.#scaleY);
    this.#glyphs[at + 2] = clamp(right * this.#scaleX);
    this.#glyphs[at + 3] = clamp(bottom * this.#scaleY);
  }
}

/** Whether a space belongs between two neighbours of a line. */
export function isSpaced(a: Word, b: Word): boolean {
  const size = Math.max(a.sizePt, b.sizePt);
  const gap = b.x0 - a.x1;
  const isNextInStream = a.to === b.from;
  const hasBlank = isNextInStream && b.spaceBefore === 2;
  const wideSides = Number(isWide(lastCode(a.text))) + Number(isWide(b.text.codePointAt(0)!));
  // Chinese is set without blanks; beside Latin letters programs leave a quarter of a letter's width.
  if (wideSides === 2) return gap > 0.4 * size;
  if (wideSides === 1 && !hasBlank) return gap > 0.4 * size;
  // A footnote mark or an exponent set against a figure would make another figure: "82²" is not "822".
  const isRaised =
    Math.abs(a.baseline - b.baseline) > 0.15 * size || Math.min(a.sizePt, b.sizePt) < 0.8 * size;
  if (isRaised && /\d$/.test(a.text) && /^\d/.test(b.text)) return true;
  // A blank that takes no room is a seam between two text objects of one word.
  if (isNextInStream && b.spaceBefore > 0) return gap > 0.02 * size || gap < -0.5 * size;
  return gap > 0.15 * size;
}

/** Whether a space belongs between the end of one line and the start of the next. */
export const isSpacedAcross = (a: Word, b: Word): boolean => joinerOf(a.text, b.text) === " ";

/** What parts the end of one line from the start of the next: a space or nothing. */
export function joinerOf(a: string, b: string): " " | "" {
  if (isWide(lastCode(a)) || isWide(b.codePointAt(0)!)) return "";
  return /[\p{L}\p{N}][-\u2010\u00ad]$/u.test(a.slice(-4)) ? "" : " ";
}
