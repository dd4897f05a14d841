// read/pdf-flow.ts: paragraphs that go on in the next column or on the next page become one block.
//
// A sentence that is cut by a page break is still one sentence: search, digests and quotes must see it whole.
// So what stands in its way (page numbers, running lines, footnotes, a table at the head of the page) is
// written before the paragraph's first part or after its last, and the parts follow each other without a
// break. Pages stay spans of the text; only the block runs over their border:
//
//   page 4   … | footer | 它的算力是 Anthropic 训练上      page 5   一代模型所用集群的 5 倍。| header | …
//              the block: ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//
// A part goes on when its last line is full and ends no sentence, and the next part of the same print begins
// without an indent. When in doubt two blocks stay two.

import type { Block } from "../records/reading.ts";
import type { PageBlock } from "./pdf-blocks.ts";
import type { RoledBlock } from "./pdf-roles.ts";
import { joinerOf } from "./pdf-text.ts";

/** A page as laid out; offsets of its blocks are within its text. */
export interface FlowPage {
  text: string;
  glyphs: Uint16Array;
  blocks: PageBlock[];
}

interface Unit {
  page: number;
  block: PageBlock;
  role: RoledBlock;
  words: string;
  /** The part that this one goes on from, and the one that goes on from this. */
  before: Unit | null;
  after: Unit | null;
}

/** How many tables, notes and running lines may stand between two parts. */
const MOST_BETWEEN = 40;
/** How many neighbours show where a column begins and ends. */
const NEIGHBOURS = 30;

/** The pages written anew where paragraphs run on, and all blocks with offsets into the joined text of the pages. */
export function flowPages(
  pages: FlowPage[],
  roles: RoledBlock[][],
): { pages: { text: string; glyphs: Uint16Array }[]; blocks: Block[] } {
  const units = pages.map((page, p) =>
    page.blocks.map((block, i): Unit => {
      const role = roles[p]![i]!;
      return {
        page: p,
        block,
        role,
        words: page.text.slice(block.start, block.end),
        before: null,
        after: null,
      };
    }),
  );
  units.forEach((own, p) => {
    own.forEach((unit, i) => {
      const next = isOpen(unit) ? followerOf(units, p, i) : null;
      if (next && goesOn(unit, next, own, i)) [unit.after, next.before] = [next, unit];
    });
  });
  const blocks: Block[] = [];
  const written: { text: string; glyphs: Uint16Array }[] = [];
  let start = 0;
  pages.forEach((page, p) => {
    const isJoined = units[p]!.some((unit) => unit.before !== null || unit.after !== null);
    const flowed = isJoined ? writePage(page, units[p]!, start, blocks) : page;
    if (!isJoined) for (const { role } of units[p]!) blocks.push(moveBlock(role, start));
    written.push({ text: flowed.text, glyphs: flowed.glyphs });
    start += flowed.text.length;
  });
  return { pages: written, blocks };
}

/** The block moved by a number of characters, with its cells. */
function moveBlock(block: RoledBlock, by: number): Block {
  const moved: Block = { ...block, start: block.start + by, end: block.end + by };
  if (block.table)
    moved.table = {
      ...block.table,
      cells: block.table.cells.map((cell) => ({ ...cell, start: cell.start + by, end: cell.end + by })),
    };
  return moved;
}

/** Writes one page in the order that its joined parts need; adds its blocks, or lengthens the one that runs into it. */
function writePage(page: FlowPage, units: Unit[], start: number, blocks: Block[]): FlowPage {
  const order = orderOf(units);
  const texts: string[] = [];
  const glyphs = new Uint16Array((page.text.length + units.length) * 4);
  let at = 0;
  for (const unit of order) {
    const { block, words } = unit;
    if (unit.before) blocks[blocks.length - 1]!.end = start + at + words.length;
    else blocks.push(moveBlock(unit.role, start + at - block.start));
    const gap = unit.after ? joinerOf(words, unit.after.words) : "\n";
    glyphs.set(page.glyphs.subarray(block.start * 4, block.end * 4), at * 4);
    texts.push(words, gap);
    at += words.length + gap.length;
  }
  return { text: texts.join(""), glyphs: glyphs.slice(0, at * 4), blocks: page.blocks };
}

/** Units of a page: what runs in from the page before first, what runs on to the next last, parts side by side. */
function orderOf(units: Unit[]): Unit[] {
  const chains = units
    .filter((unit) => unit.before === null || isOtherPage(unit.before, unit))
    .map(chainFrom);
  const first = chains.findIndex(([head]) => head!.before !== null);
  if (first > 0) chains.unshift(...chains.splice(first, 1));
  const last = chains.findIndex((chain) => chain.at(-1)!.after !== null);
  if (last >= 0) {
    const [chain] = chains.splice(last, 1) as [Unit[]];
    // A paragraph that fills the page from end to end leaves no place for the running lines but after it.
    if (chain[0]!.before !== null && chains.length > 0) part(chain.at(-1)!);
    if (chain.at(-1)!.after === null) chains.splice(last, 0, chain);
    else chains.push(chain);
  }
  return chains.flat();
}

const isOtherPage = (a: Unit, b: Unit): boolean => a.page !== b.page;

function part(unit: Unit): void {
  if (unit.after) unit.after.before = null;
  unit.after = null;
}

function chainFrom(head: Unit): Unit[] {
  const chain = [head];
  let unit = head;
  while (unit.after && unit.after.page === head.page) chain.push((unit = unit.after));
  return chain;
}

const FLOATS = new Set(["header", "footer", "footnote", "caption", "table"]);
const SIDE_LINE = /^(?:资料来源|数据来源|来源|注|单位|金额单位)\s*[：:]|^(?:Source|Note)s?\s*:/i;

/** Entries of a list of contents or of figures. */
const ENTRY = /\.{5}|…{3}|^[图表]\s?\d+|^(?:Figure|Table|Exhibit) \d/;

const isBody = ({ role, block, words }: Unit): boolean =>
  (role.kind === "paragraph" || role.kind === "list-item") && !block.table && !/[\t\n]/.test(words);
const isFloat = ({ role, words }: Unit): boolean => FLOATS.has(role.kind) || SIDE_LINE.test(words);

/** Whether a part may go on: running text whose last character ends no sentence. */
const isOpen = (unit: Unit): boolean =>
  isBody(unit) &&
  unit.words.length >= 12 &&
  OPEN_END.test(unit.words) &&
  !ENTRY.test(unit.words) &&
  !SIDE_LINE.test(unit.words);
const OPEN_END = /(?:[\p{L}\p{N}%％$€£、，,“《（(&\-–—/]|[^\p{P}\s][’”)）》])$/u;

/** The next running text in reading order with nothing but tables, notes and running lines between; null when there is none. */
function followerOf(units: Unit[][], page: number, index: number): Unit | null {
  const own = units[page]!;
  for (let seen = 1; seen <= MOST_BETWEEN; seen++) {
    const at = index + seen;
    const next = at < own.length ? own[at] : units[page + 1]?.[at - own.length];
    if (!next) return null;
    if (!isFloat(next)) return isBody(next) && next.before === null ? next : null;
  }
  return null;
}

function goesOn(a: Unit, b: Unit, around: Unit[], index: number): boolean {
  const size = a.block.sizePt;
  if (Math.abs(b.block.sizePt - size) > 0.06 * size || a.block.isBold !== b.block.isBold) return false;
  if (b.role.kind !== "paragraph" || ENTRY.test(b.words) || !beginsOpen(a.words, b.words, isOtherPage(a, b)))
    return false;
  if (a.page === b.page && !isNextColumn(a.block, b.block)) return false;
  // The next column is where this one ends at the latest.
  const column = columnOf(
    around,
    index,
    a.page === b.page && b.block.x0 > a.block.x1 ? b.block.x0 : Infinity,
  );
  const room = column.x1 - a.block.lastX1;
  // Programs that cut web pages into sheets end a line anywhere: the words must then leave no doubt.
  if (room > b.block.firstWidth + 1.6 * size && (a.page === b.page || !isBroken(a.words, b.words)))
    return false;
  // The column must be one: a label in the margin is full with every word.
  if (column.x1 - column.x0 < 10 * size) return false;
  const isAlike = (x: PageBlock, y: PageBlock) =>
    Math.abs(x.x1 - x.x0 - (y.x1 - y.x0)) < 0.25 * (column.x1 - column.x0);
  if (a.block.lineCount > 1 && b.block.lineCount > 1 && !isAlike(a.block, b.block)) return false;
  return b.block.firstX0 - b.block.x0 < 1.2 * size;
}

/** To the right and further up, or further down in the same column behind a table or a picture. */
function isNextColumn(a: PageBlock, b: PageBlock): boolean {
  if (b.x0 >= a.x1 - a.sizePt) return b.y0 < a.y1 - a.sizePt;
  return b.y0 > a.y1 + 4 * a.sizePt && Math.abs(b.x0 - a.x0) < 2.5 * a.sizePt;
}

/** Small letters and Chinese go on; a capital or a figure only after words that cannot end, or in long text. */
function beginsOpen(a: string, b: string, isOtherPage: boolean): boolean {
  if (/^(?:[\p{Ll}]|[，,、)）%％])/u.test(b)) return true;
  if (/^\p{Script=Han}/u.test(b))
    return /[\p{Script=Han}\p{N}\p{Ll}，、%％）”》]$/u.test(a) && a.length >= 20;
  if (!/^[\p{Lu}\p{N}$€£“"‘(（《]/u.test(b)) return false;
  return (
    DANGLING.test(a) || DANGLING_WORD.test(a) || (isOtherPage && a.length >= 80 && /[\p{L}\p{N}]$/u.test(a))
  );
}

/** Whether words cannot end and others cannot begin a sentence, or are long parts of one: one ends without a stop, one with. */
function isBroken(a: string, b: string): boolean {
  if (a.length < 40) return false;
  if (/^\p{Ll}{2}/u.test(b)) return /[\p{L}\p{N},–—-]$/u.test(a);
  if (DANGLING_WORD.test(a)) return true;
  return a.length >= 120 && b.length >= 40 && /\p{Ll}$/u.test(a) && /[.;:。]$/.test(b);
}

const DANGLING_WORD =
  /(?:,|\b(?:and|or|of|the|a|an|to|in|for|from|with|by|on|at|as|than|per|its|our|their|that|which|is|are|was|were))$/;
const DANGLING = /(?:[，、\-–—/&]|\p{Script=Han})$/u;

/** Where the column of a unit begins and ends, as its neighbours show. */
function columnOf(units: Unit[], index: number, limit: number): { x0: number; x1: number } {
  const { block } = units[index]!;
  let { x0, x1 } = block;
  for (let i = Math.max(0, index - NEIGHBOURS); i < Math.min(units.length, index + NEIGHBOURS); i++) {
    const other = units[i]!;
    if (!isBody(other) || other.block.lineCount < 2 || other.block.x1 > limit) continue;
    const shared = Math.min(block.x1, other.block.x1) - Math.max(block.x0, other.block.x0);
    if (shared < 0.6 * Math.min(block.x1 - block.x0, other.block.x1 - other.block.x0)) continue;
    // A line over both columns tells nothing of one.
    if (block.lineCount > 1 && other.block.x1 - other.block.x0 > 1.3 * (block.x1 - block.x0)) continue;
    x0 = Math.min(x0, other.block.x0);
    x1 = Math.max(x1, other.block.x1);
  }
  return { x0, x1 };
}
