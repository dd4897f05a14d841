// figures/scale.ts: the scale after a number: 万亿, 多亿, million, bn, k.
//
// A Chinese scale that begins a unit stays with the unit (千瓦, 兆字节); one Latin letter is a scale at a word's end
// only, and lower-case m, b, t only after a currency sign. A run of scales is capped at eight characters.

import type { Lexicon } from "./lexicon.ts";
import { isScaleNumeral } from "./numeral.ts";
import { isBlank, isDigit, isLatin } from "./trie.ts";
import { skipBlanks } from "./unit.ts";

const SCALES: Record<string, number> = {
  十: 1,
  百: 2,
  千: 3,
  仟: 3,
  佰: 2,
  万: 4,
  萬: 4,
  亿: 8,
  億: 8,
  兆: 12,
};

/** These after 兆 or 千 make a unit of it: 兆瓦, 千克. */
const UNIT_SCALE = "瓦米克卡赫字比伏帕焦位";

const LONGEST_SCALE = 8;

export interface Scale {
  power: number;
  end: number;
  isOver: boolean;
}

/** Chinese scale characters or an English scale word or letter after a number; null when none follows. */
export function readScale(context: ScanContext, at: number, hasCurrency: boolean): Scale | null {
  const { text } = context;
  const next = skipBlanks(text, at, 2);
  const code = text.charCodeAt(next);
  if (isScaleNumeral(code) || isOverWord(code) || code === 0x4e2a || code === 0x500b)
    return readHanScale(text, next, at);
  if (isLatin(code)) return readLatinScale(context, at, next, hasCurrency);
  if (text[next] === "-" && isLatin(text.charCodeAt(next + 1)))
    return readLatinScale(context, next, next + 1, hasCurrency);
  return null;
}

const isOverWord = (code: number): boolean =>
  code === 0x591a || code === 0x4f59 || code === 0x9918 || code === 0x51e0; // 多余餘几

function readHanScale(text: string, start: number, at: number): Scale | null {
  let next = start;
  let power = 0;
  let isOver = false;
  if (!isScaleNumeral(text.charCodeAt(next))) {
    // 5多亿, 2个亿: only before 万 and higher.
    isOver = isOverWord(text.charCodeAt(next));
    next = skipBlanks(text, next + 1, 1);
    if (!"万亿萬億".includes(text[next] ?? "-")) return null;
  }
  let end = at;
  for (let count = 0; count < LONGEST_SCALE; count++) {
    const letter = text[next] ?? "";
    const worth = SCALES[letter];
    if (worth === undefined) {
      if (isBlank(text.charCodeAt(next)) && SCALES[text[next + 1] ?? ""] !== undefined) next++;
      else if (letter === "多" && count > 0 && "亿億".includes(text[next + 1] ?? "-")) {
        isOver = true;
        next++;
      } else break;
      continue;
    }
    const after = text[next + 1] ?? "";
    if (
      (letter === "千" || letter === "兆" || letter === "百") &&
      ((after !== "" && UNIT_SCALE.includes(after)) || (letter === "百" && after === "分"))
    )
      break;
    if (text.startsWith("百万英热", next)) break;
    power += worth;
    end = ++next;
  }
  return power === 0 ? null : { power, end, isOver };
}

function readLatinScale(context: ScanContext, at: number, start: number, hasCurrency: boolean): Scale | null {
  const { text, lexicon } = context;
  let end = start;
  while (end < text.length && end < start + 12 && isLatin(text.charCodeAt(end))) end++;
  const word = text.slice(start, end);
  if (word.length === 1) {
    const power = lexicon.letters.get(word);
    if (power === undefined || isDigit(text.charCodeAt(end)) || (text[end] === "/" && word !== "k"))
      return null;
    const isAttached = start === at;
    if (hasCurrency) return isAttached || isMoneyLetter(word) ? { power, end, isOver: false } : null;
    if (word === "m" || word === "b" || word === "t") return null;
    if (word === "G" || word === "T" ? !context.bare : !isAttached && !context.bare) return null;
    if ("GTKB".includes(word) && text[end] === "-") return null;
    // 5G网络 and 100 K are no scale words; in bare numbers a letter closes the number.
    return isAttached || isEnd(text, end) ? { power, end, isOver: false } : null;
  }
  const lower = word.toLowerCase();
  const power = lexicon.scales.get(lower);
  if (power === undefined || isDigit(text.charCodeAt(end))) return null;
  if ((lower === "mm" || lower === "tn" || lower === "mn") && !hasCurrency && lower === "mm") return null;
  return { power, end, isOver: false };
}

const isMoneyLetter = (word: string): boolean => "MBKkmb".includes(word);

const isEnd = (text: string, at: number): boolean => at >= text.length || !/[\p{L}\d]/u.test(text[at]!);

export interface ScanContext {
  lexicon: Lexicon;
  text: string;
  end: number;
  /** Nothing before this belongs to the figure: the end of the figure or label before it. */
  floor: number;
  /** Bare numbers are wanted. */
  bare: boolean;
}
