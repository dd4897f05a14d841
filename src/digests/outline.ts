// digests/outline.ts: a reading as sections of points: the only view of a document that the composers have.
//
// Headings open sections; a short line that reads like a heading does so too, since plain text and some PDFs
// have no marked ones. Notices, running heads, footnotes and contents are gone here, so nothing later can
// cite them. Points are list items whole and paragraphs by sentence. Linear in blocks and text.

import type { Block, Reading } from "../records/reading.ts";
import type { Span } from "../values/span.ts";
import { isBoilerplate, isBoilerplateHeading } from "./boilerplate.ts";
import { pageFinder } from "./cite.ts";
import { keyOfHeading, type SectionKey } from "./sections.ts";
import { oneLine, sentencesOf, trimmed } from "./sentences.ts";

export interface Point extends Span {
  page: number;
  /** Position of its block, and of the sentence in it. */
  block: number;
  ordinal: number;
  isItem: boolean;
  /** Opening words that name what the whole paragraph is about ("International. Revenue was …"); null without. */
  label: Span | null;
}

export interface Section {
  /** The document's own heading; null for what stands before the first. */
  title: string | null;
  level: number;
  key: SectionKey;
  points: Point[];
}

export interface Outline {
  sections: Section[];
  /** Blocks of kind caption that name tables. */
  captions: Point[];
  tables: Block[];
  /** First paragraph that is text and not a by-line; null when there is none. */
  lead: Span | null;
}

/** Deeper than any heading: what is skipped ends with the next heading of any depth. */
const DEEPEST = 99;
const SKIPPED = new Set(["header", "footer", "footnote", "code", "figure"]);
/** Beyond this a document is cut for the digest only: 15,000 points are some 600 pages, and each costs memory. */
const MOST_POINTS = 15_000;

/** The sections of a reading in order; the first has no title. A section without points stays, for its children. */
export function outlineOf(reading: Reading, title: string): Outline {
  const pageAt = pageFinder(reading);
  const outline: Outline = { sections: [newSection(null, 0)], captions: [], tables: [], lead: null };
  let skippedLevel = 0;
  let points = 0;
  for (const [index, block] of reading.blocks.entries()) {
    if (points >= MOST_POINTS) break;
    const span = trimmed(reading.text, block.start, block.end);
    if (span.end === span.start || SKIPPED.has(block.kind)) continue;
    const text = reading.text.slice(span.start, span.end);
    const level = headingLevel(block, text);
    if (level > 0) {
      if (skippedLevel > 0 && level > skippedLevel) continue;
      // A table of contents at the front must not take the whole document with it.
      const isBack = block.start > reading.text.length * 0.7;
      skippedLevel = isBoilerplateHeading(text) ? (isBack ? level : DEEPEST) : 0;
      if (skippedLevel === 0 && block.kind !== "title" && oneLine(text) !== title)
        outline.sections.push(newSection(oneLine(text).slice(0, 120), level));
      continue;
    }
    if (skippedLevel > 0 || block.kind === "title") continue;
    const point = { ...span, page: pageAt(span.start), block: index, ordinal: 0, isItem: false, label: null };
    if (block.kind === "table") outline.tables.push(block);
    else if (isBoilerplate(text)) continue;
    else if (block.kind === "caption") outline.captions.push(point);
    else if (oneLine(text) !== title) {
      if (outline.lead === null && block.kind === "paragraph" && text.length >= 30) outline.lead = span;
      const own = pointsOf(reading.text, block, point, pageAt);
      points += own.length;
      const into = outline.sections[outline.sections.length - 1]!.points;
      if (block.kind === "paragraph" && own.length > 0) joinBroken(reading.text, reading.blocks, into, own);
      into.push(...own);
    }
  }
  return outline;
}

const newSection = (title: string | null, level: number): Section => ({
  title,
  level,
  key: title === null ? "summary" : keyOfHeading(title),
  points: [],
});

/** A sentence ends so; what does not goes on in the next paragraph, most often over a page or column break. */
const ENDED = /[.。!！?？;；:：”"…)）\]】]\s*$/;

/**
 * Joins the first sentence of a paragraph to the end of the one before when that was broken off: as one span when
 * they touch, else with the first part as its label, so that both parts are quoted and nothing between them is.
 */
function joinBroken(text: string, blocks: readonly Block[], into: Point[], own: Point[]): void {
  const last = into[into.length - 1];
  const first = own[0]!;
  if (last === undefined || last.isItem || last.label !== null || first.label !== null) return;
  if (last.end - last.start < 15 || ENDED.test(text.slice(last.start, last.end))) return;
  for (let i = last.block + 1; i < first.block; i++)
    if (!["header", "footer", "footnote", "figure"].includes(blocks[i]!.kind)) return;
  into.pop();
  if (first.block === last.block + 1)
    own[0] = { ...first, start: last.start, page: last.page, ordinal: last.ordinal };
  else own[0] = { ...first, ordinal: last.ordinal, label: { start: last.start, end: last.end } };
}

/** Depth of a heading from 1; 0 for what is not one. */
function headingLevel(block: Block, text: string): number {
  if (block.kind === "heading") return Math.max(1, block.level);
  if (block.kind !== "paragraph" || text.length > 40 || text.includes("\n")) return 0;
  if (isBoilerplateHeading(text)) return 1;
  if (/[。！？.!?，,；;：:…]$/.test(text)) return 0;
  return /^(?:第?[一二三四五六七八九十]+[、章节]|[（(][一二三四五六七八九十\d]+[)）])/.test(text) ||
    (text.length <= 24 && /^(?:核心观点|投资要点|风险提示|盈利预测|问答环节|业绩指引)/.test(text))
    ? 2
    : 0;
}

function pointsOf(text: string, block: Block, whole: Point, pageAt: (offset: number) => number): Point[] {
  if (block.kind === "list-item") return [{ ...whole, isItem: true }];
  const sentences = sentencesOf(text, whole.start, whole.end);
  const label = isLabel(text, sentences) ? sentences.shift()! : null;
  return sentences.map((span, ordinal) => {
    const start = label !== null && ordinal === 0 ? label.start : span.start;
    return {
      ...whole,
      start,
      end: span.end,
      page: pageAt(start),
      ordinal,
      label: ordinal === 0 ? null : label,
    };
  });
}

/** Whether the first sentence is a few words without a figure: a bold lead whose weight was lost in reading. */
function isLabel(text: string, sentences: readonly Span[]): boolean {
  const [first] = sentences;
  if (first === undefined || sentences.length < 2) return false;
  const words = text.slice(first.start, first.end);
  const isChinese = /\p{Script=Han}/u.test(words);
  return words.length <= (isChinese ? 14 : 32) && !/[?？!！]$/.test(words) && !/[，,；;]/.test(words);
}
