// figures/context.ts: where a figure stands: block, item, sentence, clause, brackets, lead, heading.
//
//   heading   各业务板块营收划分总结
//   item        **北美零售业务**：收入1063亿美元，同比+11%；运营利润48亿美元，…
//   lead          北美零售业务
//   clause                      收入1063亿美元 | 同比+11% | 运营利润48亿美元
//
// A figure's context never leaves its item, except by inheritance that says so. A blank between Chinese words
// parts clauses only in an item that has no commas (headline style).

import type { Block, Reading } from "../records/reading.ts";
import type { Span } from "../values/span.ts";
import { isBlank, isDigit, isHan } from "./trie.ts";

export interface Item extends Span {
  block: number;
  /** Bold words or words before a colon that open the item; null when none do. */
  lead: Span | null;
  /** The heading it stands under; null at the top. */
  heading: Span | null;
  isHeading: boolean;
}

/** Tables are read for themselves; what stands along the axes of a chart is said of nothing. */
const NO_TEXT = new Set<Block["kind"]>(["table", "header", "footer", "code", "figure"]);

/** The items of a reading in order: every block but headers, footers, code and charts; of tables the cells that are prose. */
export function itemsOf(reading: Pick<Reading, "text" | "blocks">): Item[] {
  const items: Item[] = [];
  let heading: Span | null = null;
  reading.blocks.forEach((block, index) => {
    if (block.table !== undefined)
      for (const cell of block.table.cells)
        if (isProseCell(reading.text, cell))
          for (const part of windowsOf(reading.text, cell))
            items.push({ ...part, block: index, lead: null, heading, isHeading: false });
    if (NO_TEXT.has(block.kind)) return;
    const isHeading = block.kind === "heading" || block.kind === "title";
    if (isHeading) heading = { start: block.start, end: block.end };
    const lead = leadOf(reading.text, block);
    for (const part of windowsOf(reading.text, block))
      items.push({ ...part, block: index, lead, heading: isHeading ? null : heading, isHeading });
  });
  return items;
}

/** From this many characters on a cell with a stop or a comma is read as prose. */
const PROSE_CELL = 60;

/** Whether a cell of a table is a paragraph: what stands in it is understood as prose, not by heads and labels. */
export const isProseCell = (text: string, { start, end }: Span): boolean =>
  end - start > PROSE_CELL && /[，,。；;.]\s?[^\d\s]/.test(text.slice(start, Math.min(end, start + 400)));

/** Longest stretch understood at once: rules look around inside it, so it bounds what one figure can cost. */
const LONGEST_ITEM = 1600;
const SHORTEST_ITEM = 400;

/** A long block cut at sentence ends, else at commas and blanks, else anywhere. */
function windowsOf(text: string, block: Span): Span[] {
  const parts: Span[] = [];
  let { start } = block;
  while (block.end - start > LONGEST_ITEM) {
    const end = cutBefore(text, start + SHORTEST_ITEM, start + LONGEST_ITEM);
    parts.push({ start, end });
    start = end;
  }
  parts.push({ start, end: block.end });
  return parts;
}

function cutBefore(text: string, least: number, most: number): number {
  let soft = -1;
  for (let at = most - 1; at >= least; at--) {
    const letter = text[at]!;
    if ("。！？!?\n".includes(letter) || isFullStop(text, at)) return at + 1;
    if (soft < 0 && (letter === "，" || letter === ";" || letter === "；" || letter === " ")) soft = at + 1;
  }
  return soft < 0 ? most : soft;
}

const LONGEST_LEAD = 40;

function leadOf(text: string, block: Span): Span | null {
  const opening = text.slice(block.start, Math.min(block.end, block.start + LONGEST_LEAD + 8));
  const bold = /^[\s\-•·●*]{0,4}\*\*([^*\n]{1,40})\*\*/.exec(opening);
  if (bold !== null) return spanOf(block.start, bold[0].indexOf(bold[1]!), bold[1]!.length);
  const colon = /^[\s\-•·●*]{0,4}([^：:，,。；;\d\n]{2,30})[：:]/.exec(opening);
  return colon === null ? null : spanOf(block.start, colon[0].indexOf(colon[1]!), colon[1]!.length);
}

const spanOf = (base: number, offset: number, length: number): Span => ({
  start: base + offset,
  end: base + offset + length,
});

export interface Parts {
  sentences: Span[];
  clauses: Span[];
  /** Bracketed stretches, brackets included. */
  brackets: Span[];
}

const SENTENCE_END = "。！？!?；;";
const OPEN = "(（[【「《";
const CLOSE = ")）]】」》";

/** 1 for the characters that can end or open a part: all others cost one load. */
const IS_MARK = new Uint8Array(0x10000);
for (const mark of `${SENTENCE_END}${OPEN}${CLOSE},，. \t\u00a0\u3000`) IS_MARK[mark.charCodeAt(0)] = 1;

/** Cuts an item into sentences, clauses and brackets, in one pass. */
export function partsOf(text: string, item: Span): Parts {
  const parts: Parts = { sentences: [], clauses: [], brackets: [] };
  const hasCommas = /[，,。；;]/.test(text.slice(item.start, Math.min(item.end, item.start + 2000)));
  const open: number[] = [];
  let sentence = item.start;
  let clause = item.start;
  const endClause = (at: number): void => {
    if (at > clause) parts.clauses.push({ start: clause, end: at });
    clause = at;
  };
  for (let at = item.start; at < item.end; at++) {
    if (IS_MARK[text.charCodeAt(at)] === 0) continue;
    const letter = text[at]!;
    if (OPEN.includes(letter)) {
      if (open.length < 20) open.push(at);
    } else if (CLOSE.includes(letter)) {
      const from = open.pop();
      if (from !== undefined) parts.brackets.push({ start: from, end: at + 1 });
    } else if (SENTENCE_END.includes(letter) || isFullStop(text, at)) {
      endClause(at + 1);
      if (letter !== ";" && letter !== "；") {
        parts.sentences.push({ start: sentence, end: at + 1 });
        sentence = at + 1;
      }
    } else if (isComma(text, at) || (!hasCommas && isGap(text, at))) endClause(at + 1);
  }
  endClause(item.end);
  if (sentence < item.end) parts.sentences.push({ start: sentence, end: item.end });
  return parts;
}

/** "March 31, 2024" and "Northwind, Inc.": no clause ends there. */
const isInName = (text: string, at: number): boolean =>
  text[at + 1] === " " &&
  ((isDigit(text.charCodeAt(at - 1)) &&
    /^(?:19|20)\d\d(?!\d)/.test(text.slice(at + 2, at + 7)) &&
    /[a-z.] \d{1,2}$/i.test(text.slice(Math.max(0, at - 5), at))) ||
    /^(?:Inc|Corp|Ltd|LLC|L\.P|N\.A|Co|S\.A|N\.V|plc)\b/i.test(text.slice(at + 2, at + 6)));

const isComma = (text: string, at: number): boolean =>
  text[at] === "，" ||
  (text[at] === "," &&
    !isInName(text, at) &&
    !(
      isDigit(text.charCodeAt(at - 1)) &&
      isDigit(text.charCodeAt(at + 1)) &&
      isDigit(text.charCodeAt(at + 3))
    ));

/** "Oct. 25" goes on. */
const MONTH_SHORT = /(?:^|[\s(])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$/;

const isFullStop = (text: string, at: number): boolean =>
  text[at] === "." &&
  (at + 1 >= text.length || (/\s/.test(text[at + 1]!) && /[\s"'“(A-Z\d]/.test(text[at + 2] ?? " "))) &&
  !(isDigit(text.charCodeAt(at + 2)) && MONTH_SHORT.test(text.slice(Math.max(0, at - 5), at))) &&
  !/(?:^|[\s(])(?:Mr|Ms|Dr|Inc|Corp|Co|Ltd|vs|No|U\.S|[A-Z])$/.test(text.slice(Math.max(0, at - 5), at));

const isGap = (text: string, at: number): boolean =>
  isBlank(text.charCodeAt(at)) &&
  (isHan(text.charCodeAt(at - 1)) || text[at - 1] === "%") &&
  isHan(text.charCodeAt(at + 1));

/** Index of the part that contains `at`; -1 when none does. Parts are in order. */
export function indexAt(parts: readonly Span[], at: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const part = parts[middle]!;
    if (at < part.start) high = middle - 1;
    else if (at >= part.end) low = middle + 1;
    else return middle;
  }
  return -1;
}

/** Brackets stand in the order of their ends, so the innermost around a place comes first; few nest deeper. */
const NESTED = 12;

function firstEnding(brackets: readonly Span[], at: number): number {
  let low = 0;
  let high = brackets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (brackets[middle]!.end > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the first that starts at or after `at`, of things in order of their starts. */
export function firstFrom(list: readonly { start: number }[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.start >= at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Those that start in [from, to). */
export const between = <T extends { start: number }>(list: readonly T[], from: number, to: number): T[] =>
  list.slice(firstFrom(list, from), firstFrom(list, to));

/** The innermost bracket around `at`; null outside brackets. */
export function bracketAt(parts: Parts, at: number): Span | null {
  for (
    let index = firstEnding(parts.brackets, at), seen = 0;
    index < parts.brackets.length && seen < NESTED;
    index++, seen++
  ) {
    if (parts.brackets[index]!.start <= at) return parts.brackets[index]!;
  }
  return null;
}

/** Whether `at` stands in a bracket that `other` is outside of: what is said there is an aside to `other`. */
export function isAside(parts: Parts, at: number, other: number): boolean {
  for (
    let index = firstEnding(parts.brackets, at), seen = 0;
    index < parts.brackets.length && seen < NESTED;
    index++, seen++
  ) {
    const bracket = parts.brackets[index]!;
    if (bracket.start <= at && !(bracket.start <= other && other < bracket.end)) return true;
  }
  return false;
}

/** [start, end) without blanks, line breaks and list marks at its ends. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /[\s\-•·●*]/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return start < end ? { start, end } : span;
}
