// read/pdf-roles.ts: what the blocks of a whole PDF are: heads, lists, captions, running headers and footers.
//
// A page alone cannot say. A running header is a line that comes back at the same place on other pages; a
// head is set larger or bolder than the file's usual text. So roles are given when all pages are laid out.

import type { Block, BlockKind } from "../records/reading.ts";
import type { PageBlock } from "./pdf-blocks.ts";
import { hasListMark } from "./pdf-lines.ts";

/** What roles need of a page. */
export interface RolePage {
  text: string;
  blocks: PageBlock[];
  heightPt: number;
}

/** A block of one page with its role; offsets within the page. */
export type RoledBlock = Block;

/** Running headers and footers stand in these shares of the page's height. */
const HEADER_ZONE = 0.13;
const FOOTER_ZONE = 0.87;

/** Roles of all blocks, page by page, in the order given. */
export function nameRoles(pages: RolePage[]): RoledBlock[][] {
  const bodyPt = usualSize(pages);
  const running = runningLines(pages);
  const headSizes = sizesOfHeads(pages, bodyPt);
  const title = titleBlock(pages, bodyPt);
  return pages.map((page) =>
    page.blocks.map((block) => {
      const { start, end } = block;
      if (block.table) return { start, end, kind: "table" as const, level: 0, table: block.table };
      if (block.isChart) return { start, end, kind: "figure" as const, level: 0 };
      const kind = block === title ? "title" : kindOf(page, block, bodyPt, running);
      return { start, end, kind, level: levelOf(kind, page.text.slice(start, end), block, headSizes) };
    }),
  );
}

/** The type size of most of the text, in points. */
function usualSize(pages: RolePage[]): number {
  const weights = new Map<number, number>();
  for (const page of pages)
    for (const block of page.blocks) {
      const size = Math.round(block.sizePt * 2) / 2;
      weights.set(size, (weights.get(size) ?? 0) + (block.end - block.start) * (block.table ? 0.2 : 1));
    }
  let best = 10;
  for (const [size, weight] of weights) if (weight > (weights.get(best) ?? 0)) best = size;
  return best;
}

/** Where on the page a block may be a running line: near the edge, or the outermost line of its half. */
const zoneOf = (page: RolePage, block: PageBlock): "header" | "footer" | null => {
  if (block.y1 < page.heightPt * HEADER_ZONE) return "header";
  if (block.y0 > page.heightPt * FOOTER_ZONE) return "footer";
  if (block.lineCount > 2 || block.table) return null;
  if (block.y1 < page.heightPt * OUTER_ZONE && block === outermost(page).top) return "header";
  if (block.y0 > page.heightPt * SHORT_PAGE && block === outermost(page).bottom) return "footer";
  return null;
};

const isOutermost = (page: RolePage, block: PageBlock): boolean =>
  block === outermost(page).top || block.y1 >= outermost(page).bottom.y1 - 2;

/** Pages with wide margins carry their running lines far from the edge. */
const OUTER_ZONE = 0.3;
/** A page whose text ends early has its foot right below the text. */
const SHORT_PAGE = 0.35;
const outermostByPage = new WeakMap<RolePage, { top: PageBlock; bottom: PageBlock }>();

function outermost(page: RolePage): { top: PageBlock; bottom: PageBlock } {
  let known = outermostByPage.get(page);
  if (known === undefined) {
    let [top, bottom] = [page.blocks[0]!, page.blocks[0]!];
    for (const block of page.blocks) {
      if (block.y0 < top.y0) top = block;
      if (block.y1 > bottom.y1) bottom = block;
    }
    outermostByPage.set(page, (known = { top, bottom }));
  }
  return known;
}

/** The line with its numbers taken out: "Page 3 of 12" is the same line on every page. */
const skeleton = (text: string): string =>
  text
    .replace(/\d+|\b[ivx]{1,5}$/g, "#")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);

/** Lines near an edge that come back on other pages. */
function runningLines(pages: RolePage[]): Set<string> {
  const counts = new Map<string, number>();
  for (const page of pages) {
    const own = new Set<string>();
    for (const block of page.blocks) {
      const zone = zoneOf(page, block);
      if (zone) own.add(`${zone} ${skeleton(page.text.slice(block.start, block.end))}`);
    }
    for (const key of own) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  // Twice in a leaflet, three times in a report, a dozen times in a book: fewer may be a repeated head.
  const least = pages.length < 6 ? 2 : Math.max(3, Math.min(12, Math.ceil(pages.length * 0.12)));
  return new Set([...counts].filter(([, count]) => count >= least).map(([key]) => key));
}

const PAGE_NUMBER =
  /^(?:page |p\. ?|第 ?)?[-–—]? ?(?:[a-z]-?)?(?:\d{1,4}|[ivxlc]{1,7}) ?[-–—]?(?: ?页)?(?: ?(?:of|\/|，?共) ?\d{1,4}(?: ?页)?)?$/i;

/** Whether a line is nothing but a page number. */
export const isPageNumber = (text: string): boolean => text.length <= 24 && PAGE_NUMBER.test(text.trim());

function kindOf(page: RolePage, block: PageBlock, bodyPt: number, running: Set<string>): BlockKind {
  const text = page.text.slice(block.start, block.end);
  const zone = zoneOf(page, block);
  if (zone && block.lineCount <= 3) {
    const isRunning = running.has(`${zone} ${skeleton(text)}`) && !/^[\d\s.,%]+$|[□√☑]/.test(text);
    if (isRunning || (isPageNumber(text) && isOutermost(page, block))) return zone;
  }
  if (isCaption(text)) return "caption";
  if (isHeading(text, block, bodyPt)) return "heading";
  if (block.sizePt < 0.88 * bodyPt && block.y0 > page.heightPt * 0.6 && isFootnote(text)) return "footnote";
  if (hasListMark(text.split(/\s/, 1)[0]!)) return "list-item";
  return "paragraph";
}

const isCaption = (text: string): boolean =>
  text.length <= 120 && /^(?:图表?|表)\s*\d+|^(?:Figure|Fig\.|Table|Exhibit|Chart)\s+\d+/i.test(text);
const isFootnote = (text: string): boolean =>
  /^(?:\(?\d{1,2}\)?|[*†‡§]|注[:：\d]|资料来源|数据来源|Source|Note)/i.test(text);

const NUMBERED =
  /^(?:第[一二三四五六七八九十百\d]+[章节部篇]|[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十]{1,3}）|\d{1,2}(?:\.\d{1,2}){0,3}[、.．]?\s*\S|(?:Part|Item|PART|ITEM|Note|NOTE)\s+\w+)/;

/** Entries of a table of contents and formulas are set large or bold too. */
const NO_HEAD = /\.{5}|…{3}|\s=\s|[\u{1d400}-\u{1d7ff}]/u;

function isHeading(text: string, block: PageBlock, bodyPt: number): boolean {
  if (block.lineCount > 3 || text.length > 160 || !/\p{L}/u.test(text) || text.includes("\t")) return false;
  if (/[。；;，,]$/.test(text) || NO_HEAD.test(text)) return false;
  const isSentence = /[.!?]$/.test(text) && text.split(/\s+/).length > 8;
  if (block.sizePt > bodyPt * 1.15) return !isSentence || block.sizePt > bodyPt * 1.4;
  if (isSentence || text.length > 110) return false;
  if (block.isBold) return block.lineCount <= 2;
  return (
    block.lineCount === 1 &&
    text.length <= 40 &&
    NUMBERED.test(text) &&
    /^[第一二三四五六七八九十（PI]/.test(text)
  );
}

/** Sizes of heads from the largest, at most six: the level of a head is its place here. */
function sizesOfHeads(pages: RolePage[], bodyPt: number): number[] {
  const sizes = new Set<number>();
  for (const page of pages)
    for (const block of page.blocks) {
      const text = page.text.slice(block.start, block.end);
      if (!block.table && isHeading(text, block, bodyPt)) sizes.add(Math.round(block.sizePt));
    }
  return [...sizes].sort((a, b) => b - a).slice(0, 6);
}

function levelOf(kind: BlockKind, text: string, block: PageBlock, sizes: number[]): number {
  if (kind === "list-item") return 1;
  if (kind === "title") return 1;
  if (kind !== "heading") return 0;
  const place = sizes.indexOf(Math.round(block.sizePt));
  const bySize = place < 0 ? sizes.length : place + 1;
  // Numbering orders heads that are set alike.
  const depth = /^第.+[章节]/.test(text)
    ? 0
    : /^[一二三四五六七八九十]+[、.]/.test(text)
      ? 1
      : /^（/.test(text)
        ? 2
        : 0;
  return Math.max(1, Math.min(6, bySize + depth));
}

/** What stands large on the cover of every US filing and names none of them. */
const FILING_HEAD =
  /^(?:united states)?\s*(?:securities and exchange commission)?[\s,]*(?:washington.{0,24})?$|^form \S+$/i;

/** The largest print in the upper part of the first page, when it is larger than the text. */
function titleBlock(pages: RolePage[], bodyPt: number): PageBlock | null {
  const first = pages.find((page) => page.blocks.length > 0);
  if (!first || first !== pages[0]) return null;
  let best: PageBlock | null = null;
  for (const block of first.blocks) {
    if (block.table || block.y0 > first.heightPt * 0.7 || block.lineCount > 4) continue;
    const text = first.text.slice(block.start, block.end);
    if (FILING_HEAD.test(text.trim())) continue;
    if (text.length < 4 || text.length > 200 || !/\p{L}/u.test(text)) continue;
    if (block.sizePt > bodyPt * 1.2 && block.sizePt > (best?.sizePt ?? 0) + 0.5) best = block;
  }
  return best;
}
